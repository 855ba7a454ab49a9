#!/usr/bin/env python3
"""The npm package: javascript_fixtures_test.py BINARY PACKAGE_SOURCE FOLDER.

Packs PACKAGE_SOURCE with the binary, installs the archive into FOLDER, where the test runners and
the SDK are installed already, and runs the tests in there under Node's own runner, Jest and Vitest.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

BINARY = PACKAGE_SOURCE = FOLDER = ""


def run(*command, cwd, **environment):
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith(("AWS_", "STATOR_"))}
    ended = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                           text=True, check=False, timeout=240, env={**clean, **environment})
    return ended.returncode, ended.stdout + ended.stderr


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="stator_e2e_") as scratch:
            package = pathlib.Path(scratch) / "package"
            shutil.copytree(PACKAGE_SOURCE, package)
            (package / "bin").mkdir()
            shutil.copy(BINARY, package / "bin" / "stator")
            code, said = run("npm", "pack", "--pack-destination", scratch, cwd=package)
            if code != 0:
                raise AssertionError(said)
            archive, = pathlib.Path(scratch).glob("stator-*.tgz")
            # What `npm install` does with an archive that needs nothing else; without asking a
            # registry about what is installed already.
            installed = pathlib.Path(FOLDER) / "node_modules" / "stator"
            shutil.rmtree(installed, ignore_errors=True)
            with tarfile.open(archive) as packed:
                packed.extractall(scratch + "/unpacked")
            shutil.move(scratch + "/unpacked/package", installed)

    def assert_passes(self, *command, says, **environment):
        code, said = run(*command, cwd=FOLDER, **environment)
        self.assertEqual(0, code, said)
        self.assertIn(says, said)

    def test_under_nodes_own_runner(self):
        self.assert_passes("node", "--test", "start.test.mjs", says="# fail 0")

    def test_under_jest(self):
        self.assert_passes("node_modules/.bin/jest", "--no-cache", "--no-watchman",
                           says="Tests:       2 passed, 2 total")

    def test_under_jest_in_workers(self):
        self.assert_passes("node_modules/.bin/jest", "--no-cache", "--no-watchman",
                           "--maxWorkers=2", says="Tests:       2 passed, 2 total")

    def test_under_vitest(self):
        self.assert_passes("node_modules/.bin/vitest", "run", NO_COLOR="1",
                           says="Tests  3 passed (3)")

    def test_suite_hands_on_flags(self):
        code, said = run("node_modules/.bin/jest", "--no-cache", "--no-watchman", cwd=FOLDER,
                         STATOR_FLAGS="--log-level loud")
        self.assertNotEqual(0, code)
        self.assertIn("--log-level", said)


if __name__ == "__main__":
    BINARY, PACKAGE_SOURCE, FOLDER = sys.argv[1:4]
    del sys.argv[1:4]
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
