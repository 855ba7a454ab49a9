#!/usr/bin/env python3
"""The GitHub Action: github_action_test.py BINARY PROJECT. Runs what action.yml says as a runner
would: its inputs as environment variables, its outputs in the files that the runner reads."""
import os
import pathlib
import re
import signal
import stat
import subprocess
import sys
import tempfile
import unittest

from dynamodb_wire import expect_once

BINARY = PROJECT = ""

# Stands in for Docker: `run` starts the binary in place of a container, and the rest does what the
# action asks of it.
DOCKER = """#!/bin/sh
echo "$@" >>"$DOCKER_CALLS"
case $1 in
  run) setsid "$REAL_BINARY" --port 0 >"$DOCKER_CALLS.log" 2>&1 </dev/null & echo container ;;
  exec) grep -q ' is ready at ' "$DOCKER_CALLS.log" ;;
  port) sed -n 's|.* is ready at http://\\([^ ]*\\) .*|\\1|p' "$DOCKER_CALLS.log" ;;
esac
"""


class GithubActionTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)
        self.addCleanup(self.stop_servers)

    def stop_servers(self):
        for environment in pathlib.Path("/proc").glob("[0-9]*/environ"):
            try:
                if f"STATOR_TEST_SCRATCH={self.scratch}".encode() in environment.read_bytes():
                    os.kill(int(environment.parent.name), signal.SIGKILL)
            except (PermissionError, ProcessLookupError, FileNotFoundError):
                pass

    def run_action(self, **inputs):
        """The exit code, what was printed, the outputs and the environment of later steps."""
        action = (pathlib.Path(PROJECT) / "action.yml").read_text()
        known = dict(re.findall(r"^        (STATOR_\w+): \$\{\{ inputs\.(\w+) \}\}$", action, re.M))
        defaults = dict(re.findall(r'^  (\w+):\n    description: .*\n    default: "(.*)"$', action,
                                   re.M))
        self.assertEqual(set(known.values()), set(defaults))
        command, = re.findall(r"^      run: '(.*)'$", action, re.M)
        files = {name: self.scratch / name for name in ("GITHUB_OUTPUT", "GITHUB_ENV")}
        for file in files.values():
            file.write_text("")
        environment = {
            "PATH": f"{self.scratch}:{os.environ['PATH']}", "GITHUB_ACTION_PATH": PROJECT,
            "RUNNER_TEMP": str(self.scratch), "STATOR_TEST_SCRATCH": str(self.scratch),
            "DOCKER_CALLS": str(self.scratch / "calls"), "REAL_BINARY": BINARY,
            **{name: inputs.get(key, defaults[key]) for name, key in known.items()},
            **{name: str(file) for name, file in files.items()}}
        ended = subprocess.run(["bash", "-e", "-c", command], env=environment, check=False,
                               stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=90)
        later = [dict(line.split("=", 1) for line in file.read_text().splitlines())
                 for file in files.values()]
        return ended.returncode, ended.stdout + ended.stderr, *later

    def test_binary_serves_the_steps_that_follow(self):
        code, said, outputs, environment = self.run_action(binary=BINARY, port="0")
        self.assertEqual(0, code, said)
        self.assertEqual(outputs["endpoint"], environment["AWS_ENDPOINT_URL_DYNAMODB"])
        # boto3 reads the second one only.
        self.assertEqual("us-east-1", environment["AWS_REGION"])
        self.assertEqual("us-east-1", environment["AWS_DEFAULT_REGION"])
        self.assertEqual({"TableNames": []}, expect_once(outputs["endpoint"], "ListTables", {}))

    def test_flags_are_handed_on_and_a_refusal_is_an_error(self):
        code, said, outputs, _ = self.run_action(binary=BINARY, port="0", flags="--log-level loud")
        self.assertEqual(1, code)
        self.assertRegex(said, r"::error::stator: .*--log-level")
        self.assertEqual({}, outputs)

    def test_container_is_built_run_and_waited_for(self):
        docker = self.scratch / "docker"
        docker.write_text(DOCKER)
        docker.chmod(docker.stat().st_mode | stat.S_IXUSR)
        code, said, outputs, _ = self.run_action(flags="--threads 2")
        self.assertEqual(0, code, said)
        self.assertEqual({"TableNames": []}, expect_once(outputs["endpoint"], "ListTables", {}))
        calls = (self.scratch / "calls").read_text()
        self.assertIn(f"build -q -f {PROJECT}/docker/Dockerfile", calls)
        self.assertIn("-p 127.0.0.1:8000:8000 stator-action --port 8000 --threads 2", calls)

    def test_image_that_is_given_is_not_built(self):
        docker = self.scratch / "docker"
        docker.write_text(DOCKER)
        docker.chmod(docker.stat().st_mode | stat.S_IXUSR)
        code, said, _, _ = self.run_action(image="stator:1", port="8123")
        self.assertEqual(0, code, said)
        calls = (self.scratch / "calls").read_text()
        self.assertNotIn("build", calls)
        self.assertIn("-p 127.0.0.1:8123:8000 stator:1 --port 8000", calls)


if __name__ == "__main__":
    BINARY, PROJECT = sys.argv[1:3]
    del sys.argv[1:3]
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
