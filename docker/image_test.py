#!/usr/bin/env python3
"""Runs the image as containers and looks at them from outside: image_test.py IMAGE. As root.

No engine is needed: buildah unpacks the image, and unshare and chroot start its command in a process
and mount namespace of its own, as the configured user, on a read-only root where a test wants it.
What is not made is a network of its own, so that every server gets a free port.
"""
import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "e2e"))
from dynamodb_wire import create_table, expect_once  # noqa: E402  pylint: disable=C0413

IMAGE = ""
MAX_BYTES = 20_000_000
PATIENCE_SECONDS = 30
BANNER = "Initializing DynamoDB Local with the following configuration:"


def buildah(*arguments):
    return subprocess.run(["buildah", *arguments], check=True, capture_output=True,
                          text=True).stdout.strip()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def get_status(port, path="/"):
    """The status of GET; None while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return None


def packages_to_build_with():
    """The libraries that the build installs: all are linked in."""
    script = pathlib.Path(__file__).resolve().parent.parent / "tools" / "install_packages.sh"
    group = re.search(r"^    build\)$(.*?);;$", script.read_text(), re.M | re.S)[1]
    return re.findall(r"\S+-dev\b", group)


class Container:
    """A run of the image. `command` follows the entry point, or replaces it where `entrypoint`
    does; `volumes` maps folders of the container to folders of the host."""

    def __init__(self, config, *command, port, user=None, entrypoint=None, volumes=None,
                 read_only=False):
        self.port = port
        self.log = tempfile.TemporaryFile(mode="w+")
        self.name = buildah("from", IMAGE)
        self.root = buildah("mount", self.name)
        words = [*(entrypoint or config["Entrypoint"]), *(command or config["Cmd"])]
        self.user = user or config["User"]
        script = [f"cd {shlex.quote(self.root)}", "mount --make-rprivate /",
                  "mount --bind . .", f"cd {shlex.quote(self.root)}",
                  "mkdir -p proc dev", "mount -t proc proc proc", ": >dev/null",
                  "mount --bind /dev/null dev/null"]
        for inside, outside in (volumes or {}).items():
            script.append(f"mount --bind {shlex.quote(str(outside))} .{inside}")
        if read_only:
            script.append("mount -o remount,bind,ro .")
        script.append("exec " + shlex.join(
            ["env", "-i", *config["Env"], shutil.which("chroot"), f"--userspec={self.user}", ".",
             "/bin/sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", config["WorkingDir"],
             *words]))
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec",
             "\n".join(script)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def output(self):
        self.log.seek(0)
        return self.log.read()

    def wait_until_it_answers(self):
        """Returns the seconds since the start."""
        while get_status(self.port) is None:
            if self.process.poll() is not None or self.age() > PATIENCE_SECONDS:
                raise AssertionError(f"no answer on port {self.port}: {self.output()}")
            time.sleep(0.005)
        return self.age()

    def age(self):
        return time.monotonic() - self.started

    def init_pid(self):
        """The process that is number 1 in the container."""
        children = pathlib.Path(
            f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int(children.split()[0])

    def execute(self, *words):
        """Like `docker exec`: the exit code and what was printed."""
        uid, gid = self.user.split(":")
        ended = subprocess.run(
            ["nsenter", f"--target={self.init_pid()}", "--mount", "--pid", "--root", "--wd=/",
             f"--setgid={gid}", f"--setuid={uid}", "/bin/env", "-i", "PATH=/usr/local/bin:/bin",
             *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=PATIENCE_SECONDS)
        return ended.returncode, ended.stdout + ended.stderr

    def stop(self):
        """Like `docker stop`: the seconds it took and the exit code."""
        began = time.monotonic()
        os.kill(self.init_pid(), signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE_SECONDS)
        return time.monotonic() - began, code

    def remove(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log.close()
        buildah("umount", self.name)
        buildah("rm", self.name)


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.config = json.loads(buildah("inspect", "--type", "image", IMAGE))["Docker"]["config"]

    def setUp(self):
        self.port = free_port()

    def run_image(self, *command, **how):
        container = Container(self.config, *command, port=self.port, **how)
        self.addCleanup(container.remove)
        return container

    def serve(self, *command, **how):
        container = self.run_image(*command, **how)
        container.wait_until_it_answers()
        return container

    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def tables(self):
        return expect_once(self.url(), "ListTables", {})["TableNames"]

    def folder(self, owner):
        scratch = tempfile.TemporaryDirectory(prefix="stator_image_")
        self.addCleanup(scratch.cleanup)
        os.chown(scratch.name, owner, owner)
        return pathlib.Path(scratch.name)


class ContentsTest(ImageTest):
    def test_it_is_small(self):
        with self.mounted() as root:
            files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
            size = sum(path.stat().st_size for path in files)
        print(f"\nsize of the image: {size / 1e6:.1f} MB")
        self.assertLessEqual(size, MAX_BYTES)

    def test_it_says_what_is_in_it(self):
        labels = self.config["Labels"]
        self.assertRegex(labels["org.opencontainers.image.version"], r"\A\d+\.\d+\.\d+\Z")
        self.assertRegex(labels["org.opencontainers.image.revision"], r"\A([0-9a-f]{40}|unknown)\Z")
        self.assertEqual("Apache-2.0", labels["org.opencontainers.image.licenses"])
        with self.mounted() as root:
            sbom = json.loads((root / "usr/share/stator/sbom.spdx.json").read_text())
            licenses = {path.name for path in (root / "usr/share/stator/licenses").iterdir()}
        self.assertEqual("SPDX-2.3", sbom["spdxVersion"])
        versions = {package["name"]: package["versionInfo"] for package in sbom["packages"]}
        self.assertEqual(labels["org.opencontainers.image.version"], versions["stator"])
        for name in (*packages_to_build_with(), "libc6-dev", "busybox-static"):
            self.assertRegex(versions[name], r"\d")
            self.assertIn(f"{name}.gz", licenses)
        known = {package["SPDXID"] for package in sbom["packages"]} | {"SPDXRef-DOCUMENT"}
        for relationship in sbom["relationships"]:
            self.assertIn(relationship["spdxElementId"], known)
            self.assertIn(relationship["relatedSpdxElement"], known)

    def test_it_stands_where_dynamodb_locals_image_stands(self):
        self.assertEqual("/home/dynamodblocal", self.config["WorkingDir"])
        self.assertEqual(["java"], self.config["Entrypoint"])
        self.assertIn("8000/tcp", self.config["ExposedPorts"])
        with self.mounted() as root:
            self.assertEqual(0o1777, (root / "home/dynamodblocal/data").stat().st_mode & 0o7777)
            self.assertEqual(0o1777, (root / "data").stat().st_mode & 0o7777)

    @contextlib.contextmanager
    def mounted(self):
        name = buildah("from", IMAGE)
        try:
            yield pathlib.Path(buildah("mount", name))
        finally:
            buildah("umount", name)
            buildah("rm", name)


class StartTest(ImageTest):
    def test_default_command_is_in_memory_on_port_8000(self):
        self.assertEqual(["-jar", "DynamoDBLocal.jar", "-inMemory"], self.config["Cmd"])

    def test_it_starts_fast(self):
        seconds = min(self.run_once() for _ in range(5))
        print(f"\nstart to first answer: {seconds * 1000:.0f} ms")
        self.assertLess(seconds, 0.5)

    def run_once(self):
        self.port = free_port()
        return self.run_image("--port", str(self.port)).wait_until_it_answers()

    def test_command_line_of_dynamodb_local(self):
        container = self.serve("-Djava.library.path=./DynamoDBLocal_lib", "-Xmx512m", "-jar",
                               "DynamoDBLocal.jar", "-sharedDb", "-inMemory", "-port",
                               str(self.port))
        self.assertTrue(container.output().startswith(f"{BANNER}\nPort:\t{self.port}\n"),
                        container.output())
        # Wait strategies look for this status.
        self.assertEqual(400, get_status(self.port))
        create_table(self.url(), "Some")
        self.assertEqual(["Some"], self.tables())

    def test_entry_point_and_shell_that_compose_files_set(self):
        self.serve("-jar", "DynamoDBLocal.jar", "-sharedDb", "-port", str(self.port),
                   entrypoint=["/usr/local/bin/java"])
        self.port = free_port()
        self.serve("-c", f"java -jar DynamoDBLocal.jar -inMemory -port {self.port}",
                   entrypoint=["sh"])
        self.assertEqual([], self.tables())

    def test_flags_of_ours(self):
        container = self.serve("--port", str(self.port))
        self.assertRegex(container.output(), r"\Astator \d+\.\d+\.\d+ is ready at ")
        self.assertEqual(400, get_status(self.port))
        self.assertEqual([], self.tables())

    def test_senseless_command_line_ends_it(self):
        container = self.run_image("-jar", "DynamoDBLocal.jar", "-inMemory", "-dbPath", "data")
        self.assertEqual(2, container.process.wait(timeout=PATIENCE_SECONDS))
        self.assertEqual("dbPath and inMemory cannot be set at the same time.\n",
                         container.output())


class HealthTest(ImageTest):
    def test_health_check_follows_the_server(self):
        check = self.config["Healthcheck"]["Test"]
        self.assertEqual(["CMD", "stator", "healthcheck"], check)
        for flags in (("--port", str(self.port)),
                      ("-jar", "DynamoDBLocal.jar", "-inMemory", "-port", str(self.port))):
            container = self.serve(*flags)
            self.assertEqual((0, ""), container.execute(*check[1:]))
            # A server that hangs is not healthy.
            os.kill(container.init_pid(), signal.SIGSTOP)
            code, said = container.execute(*check[1:])
            self.assertEqual(1, code)
            self.assertIn("no answer in time", said)
            os.kill(container.init_pid(), signal.SIGCONT)
            container.stop()


    def test_health_checks_that_compose_files_make_with_curl(self):
        url = f"http://localhost:{self.port}"
        checks = (f"""[ "$(curl -s -o /dev/null -I -w '%{{http_code}}' {url})" == "400" ]""",
                  f"curl -s {url} | grep -q MissingAuthenticationToken", f"curl -sS -m 2 {url}/",
                  f"curl -f {url}/health")
        container = self.serve("-jar", "DynamoDBLocal.jar", "-inMemory", "-port", str(self.port),
                               read_only=True)
        for check in checks:
            with self.subTest(check=check):
                self.assertEqual(0, container.execute("sh", "-c", check)[0])
                absent = check.replace(str(self.port), str(free_port()))
                self.assertNotEqual(0, container.execute("sh", "-c", absent)[0])
        self.assertEqual(22, container.execute("curl", "-sf", url)[0])
        self.assertEqual(2, container.execute("curl", "--data", "x", url)[0])


class SeedTest(ImageTest):
    def test_seeds_are_loaded_from_the_usual_folder(self):
        folder = pathlib.Path(self.folder(1000))
        (folder / "tables.json").write_text(json.dumps({
            "TableName": "Seeded", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}))
        (folder / "Seeded.json").write_text('[{"id": "a"}]')
        self.serve("-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-port", str(self.port),
                   volumes={"/docker-entrypoint-initdb.d": folder}, read_only=True)
        self.assertEqual(["Seeded"], self.tables())


class UserTest(ImageTest):
    def test_root_any_user_and_the_images_own(self):
        for user in ("0:0", "4321:4321", None):
            for flags in (("--data-dir", "/data/store"), ("--data-dir", "/home/dynamodblocal/data")):
                container = self.serve("--port", str(self.port), *flags, user=user)
                create_table(self.url(), "Some")
                self.assertEqual(["Some"], self.tables())
                self.assertEqual(0, container.stop()[1])

    def test_read_only_root_in_memory(self):
        container = self.serve("--port", str(self.port), read_only=True, user="4321:4321")
        self.assertNotEqual(0, container.execute("touch", "/tmp/x")[0])
        create_table(self.url(), "Some")
        self.assertEqual(["Some"], self.tables())

    def test_read_only_root_with_a_volume(self):
        self.keeps_its_data(("--data-dir", "/data"), "/data", 4321, read_only=True)

    def test_volume_of_another_user(self):
        self.keeps_its_data(("--data-dir", "/data"), "/data", 4321)

    def test_volume_under_the_command_line_of_dynamodb_local(self):
        self.keeps_its_data(("-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath", "./data"),
                            "/home/dynamodblocal/data", 1000)

    def keeps_its_data(self, flags, inside, owner, **how):
        port_flag = "-port" if "-jar" in flags else "--port"
        volumes = {inside: self.folder(owner)}
        for expected in ([], ["Kept"]):
            self.port = free_port()
            container = self.serve(*flags, port_flag, str(self.port), volumes=volumes,
                                   user=f"{owner}:{owner}", **how)
            self.assertEqual(expected, self.tables())
            if not expected:
                create_table(self.url(), "Kept")
            self.assertEqual(0, container.stop()[1])

    def test_volume_that_may_not_be_written_is_refused(self):
        container = self.run_image("--port", str(self.port), "--data-dir", "/data/store",
                                   volumes={"/data": self.folder(0)}, user="4321:4321")
        self.assertEqual(2, container.process.wait(timeout=PATIENCE_SECONDS))
        self.assertRegex(container.output(), r"\Astator: [^\n]*/data/store[^\n]*\n\Z")


class StopTest(ImageTest):
    def test_sigterm_ends_it_in_less_than_a_second(self):
        for flags in ((), ("--data-dir", "/data")):
            self.port = free_port()
            container = self.serve("--port", str(self.port), *flags)
            create_table(self.url(), "Some")
            idle = socket.create_connection(("127.0.0.1", self.port))
            self.addCleanup(idle.close)
            seconds, code = container.stop()
            print(f"\nSIGTERM to end: {seconds * 1000:.0f} ms")
            self.assertEqual(0, code)
            self.assertLess(seconds, 1)


if __name__ == "__main__":
    IMAGE = sys.argv.pop(1)
    unittest.main(verbosity=2)
