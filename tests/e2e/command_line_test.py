#!/usr/bin/env python3
"""The server as a program: command_line_test.py BINARY. Flags, exit codes, what it prints, how it
starts and how it ends."""
import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from dynamodb_wire import Connection, create_table, expect_once
from stator_process import StatorProcess

BINARY = ""
CANNOT_START = 2


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)

    def run_to_end(self, *flags):
        return subprocess.run([BINARY, *flags], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False)

    def start(self, *flags, **how):
        server = StatorProcess(BINARY, *flags, **how)
        self.addCleanup(server.__exit__)
        return server

    def assert_refused(self, *flags, names):
        """It ends with code 2 and one line on stderr in which every one of `names` occurs."""
        ended = self.run_to_end(*flags)
        self.assertEqual((CANNOT_START, ""), (ended.returncode, ended.stdout), ended.stderr)
        self.assertRegex(ended.stderr, r"\Astator: [^\n]+\n\Z")
        for name in names:
            self.assertIn(str(name), ended.stderr)


class FlagsTest(CommandLineTest):
    def test_version_is_printed(self):
        ended = self.run_to_end("--version")
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.assertRegex(ended.stdout, r"\Astator \d+\.\d+\.\d+\n\Z")

    def test_help_names_every_flag(self):
        ended = self.run_to_end("--help")
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        for flag in ("--port", "--host", "--data-dir", "--threads", "--log-level", "--version",
                     "--transition-delay", "--gsi-delay", "--auth", "--credentials", "--namespace",
                     "--help"):
            self.assertIn(flag, ended.stdout)

    def test_senseless_command_lines_are_refused(self):
        self.assert_refused("--prot", "8000", names=["--prot"])
        self.assert_refused("--port", names=["--port"])
        self.assert_refused("--port", "65536", names=["--port"])
        self.assert_refused("--port", "-1", names=["--port"])
        self.assert_refused("--port", "http", names=["--port", "http"])
        self.assert_refused("--threads", "0", names=["--threads"])
        self.assert_refused("--log-level", "loud", names=["--log-level", "loud"])
        self.assert_refused("serve", names=["serve"])


class StartTest(CommandLineTest):
    def test_ready_line_in_memory(self):
        server = self.start("--port", "0")
        self.assertEqual("in memory", server.ready["where"])
        self.assertEqual(server.url, server.ready["exported"])
        self.assertRegex(server.url, r"\Ahttp://127\.0\.0\.1:[1-9]\d*\Z")
        self.assertEqual({"TableNames": []}, expect_once(server.url, "ListTables", {}))
        self.assertEqual(0, server.stop())
        self.assertEqual(server.ready_line + "\n", server.stdout)
        self.assertEqual("", server.stderr)

    def test_ready_line_with_data_dir_that_is_made(self):
        data_dir = self.scratch / "not" / "there yet"
        data_dir.parent.mkdir()
        server = self.start("--port", "0", "--data-dir", str(data_dir))
        self.assertEqual(f"data in {data_dir}", server.ready["where"])
        self.assertTrue(data_dir.is_dir())
        self.assertEqual(0, server.stop())

    def test_port_zero_picks_a_free_one_each_time(self):
        urls = {self.start("--port", "0").url for _ in range(3)}
        self.assertEqual(3, len(urls))

    def test_same_port_again_right_after_the_end(self):
        first = self.start("--port", "0")
        port = urllib.parse.urlsplit(first.url).port
        # A connection that the server closes leaves its side in TIME_WAIT.
        expect_once(first.url, "ListTables", {})
        self.assertEqual(0, first.stop())
        second = self.start("--port", str(port))
        self.assertEqual(first.url, second.url)

    def test_ipv6_host_stands_in_brackets(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest("no IPv6 here")
        server = self.start("--port", "0", "--host", "::1")
        self.assertRegex(server.url, r"\Ahttp://\[::1\]:\d+\Z")
        self.assertEqual({"TableNames": []}, expect_once(server.url, "ListTables", {}))

    def test_taken_port_is_refused(self):
        server = self.start("--port", "0")
        port = urllib.parse.urlsplit(server.url).port
        self.assert_refused("--port", str(port), names=[port])

    def test_host_that_is_not_ours_is_refused(self):
        # An address of the range kept for documentation, so of no machine.
        self.assert_refused("--port", "0", "--host", "192.0.2.1", names=["192.0.2.1"])
        self.assert_refused("--port", "0", "--host", "no-such-host.invalid",
                            names=["no-such-host.invalid"])


class DataDirTest(CommandLineTest):
    def test_directory_that_cannot_be_made_is_refused(self):
        file = self.scratch / "file"
        file.write_text("mine")
        self.assert_refused("--port", "0", "--data-dir", str(file / "data"), names=[file / "data"])
        self.assert_refused("--port", "0", "--data-dir", str(file), names=[file])
        self.assertEqual("mine", file.read_text())

    @unittest.skipIf(os.geteuid() == 0, "root writes everywhere")
    def test_directory_that_cannot_be_written_is_refused(self):
        locked = self.scratch / "locked"
        locked.mkdir(mode=0o500)
        self.assert_refused("--port", "0", "--data-dir", str(locked), names=[locked])

    def test_directory_of_somebody_else_is_refused_and_left_alone(self):
        foreign = self.scratch / "photos"
        foreign.mkdir()
        (foreign / "beach.jpg").write_bytes(b"\xff\xd8")
        self.assert_refused("--port", "0", "--data-dir", str(foreign), names=[foreign])
        self.assertEqual(["beach.jpg"], os.listdir(foreign))

    def test_directory_in_use_is_refused_and_its_user_unharmed(self):
        data_dir = str(self.scratch / "data")
        first = self.start("--port", "0", "--data-dir", data_dir)
        self.assert_refused("--port", "0", "--data-dir", data_dir, names=[data_dir])
        create_table(first.url, "StillWorks")
        self.assertEqual(0, first.stop())
        again = self.start("--port", "0", "--data-dir", data_dir)
        self.assertEqual({"TableNames": ["StillWorks"]},
                         expect_once(again.url, "ListTables", {}))

    def test_in_memory_leaves_nothing_behind(self):
        here = os.getcwd()
        os.chdir(self.scratch)
        self.addCleanup(os.chdir, here)
        server = self.start("--port", "0")
        create_table(server.url, "Gone")
        self.assertEqual(0, server.stop())
        self.assertEqual([], os.listdir(self.scratch))
        again = self.start("--port", "0")
        self.assertEqual({"TableNames": []}, expect_once(again.url, "ListTables", {}))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class JavaTest(CommandLineTest):
    """The command line of DynamoDB Local."""
    JAR = ("java", "-Djava.library.path=./DynamoDBLocal_lib", "-Xmx512m", "-jar",
           "DynamoDBLocal.jar")

    def test_banner_comes_before_the_ready_line(self):
        port = free_port()
        server = self.start(*self.JAR, "-inMemory", "-sharedDb", "-port", str(port))
        self.assertEqual([
            "Initializing DynamoDB Local with the following configuration:",
            f"Port:\t{port}",
            "InMemory:\ttrue",
            f"Version:\t{server.ready['version']}",
            "DbPath:\tnull",
            "SharedDb:\ttrue",
            "shouldDelayTransientStatuses:\tfalse",
            "CorsParams:\tnull",
        ], server.banner)
        self.assertEqual(f"http://127.0.0.1:{port}", server.url)
        self.assertEqual({"TableNames": []}, expect_once(server.url, "ListTables", {}))

    def test_name_of_the_program_is_enough(self):
        java = self.scratch / "java"
        java.symlink_to(os.path.abspath(BINARY))
        server = StatorProcess(str(java), *self.JAR[1:], "-inMemory", "-port", str(free_port()))
        self.addCleanup(server.__exit__)
        self.assertIn("InMemory:\ttrue", server.banner)

    def test_unsigned_get_is_refused_and_the_health_check_content(self):
        server = self.start(*self.JAR, "-inMemory", "-port", str(free_port()))
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(server.url, timeout=60)
        self.assertEqual(400, refused.exception.code)
        answer = json.loads(refused.exception.read())
        self.assertEqual("com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken",
                         answer["__type"])
        port = urllib.parse.urlsplit(server.url).port
        self.assertEqual(0, self.run_to_end("healthcheck", "--port", str(port)).returncode)

    def test_db_path_keeps_the_data(self):
        flags = (*self.JAR, "-sharedDb", "-dbPath", str(self.scratch))
        first = self.start(*flags, "-port", str(free_port()))
        create_table(first.url, "Kept")
        self.assertEqual(0, first.stop())
        self.assertEqual(["stator-shared-db"], os.listdir(self.scratch))
        again = self.start(*flags, "-port", str(free_port()))
        self.assertEqual({"TableNames": ["Kept"]}, expect_once(again.url, "ListTables", {}))

    def test_data_is_in_the_working_directory_by_default(self):
        server = self.start(*self.JAR, "-sharedDb", "-port", str(free_port()), cwd=self.scratch)
        self.assertEqual("data in stator-shared-db", server.ready["where"])
        self.assertEqual(["stator-shared-db"], os.listdir(self.scratch))

    def test_wrong_combinations_are_refused(self):
        for flags, reason in (
                (("-inMemory", "-dbPath", "."),
                 "dbPath and inMemory cannot be set at the same time."),
                (("-port", "0"), "Invalid Port. Port number must lie between 1 and 65535."),
                (("-dbPath", str(self.scratch / "missing")),
                 "Invalid directory for database creation.")):
            ended = self.run_to_end(*self.JAR, *flags)
            self.assertEqual((CANNOT_START, "", reason + "\n"),
                             (ended.returncode, ended.stdout, ended.stderr))

    def test_help_is_printed(self):
        ended = self.run_to_end(*self.JAR, "-help")
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))
        self.assertIn("-delayTransientStatuses", ended.stdout)


class HealthcheckTest(CommandLineTest):
    def test_running_server_is_healthy(self):
        server = self.start("--port", "0")
        port = urllib.parse.urlsplit(server.url).port
        ended = self.run_to_end("healthcheck", "--port", str(port))
        self.assertEqual((0, "", ""), (ended.returncode, ended.stdout, ended.stderr))

    def test_stopped_server_is_not(self):
        port = free_port()
        ended = self.run_to_end("healthcheck", "--port", str(port))
        self.assertEqual((1, ""), (ended.returncode, ended.stdout))
        self.assertRegex(ended.stderr, rf"\Astator: 127\.0\.0\.1 port {port}: [^\n]+\n\Z")


class StopTest(CommandLineTest):
    def test_it_takes_less_than_a_second_with_a_request_half_sent(self):
        for flags in ((), ("--data-dir", str(self.scratch / "data"))):
            server = self.start("--port", "0", *flags)
            create_table(server.url, "Some")
            address = urllib.parse.urlsplit(server.url)
            half_sent = socket.create_connection((address.hostname, address.port))
            self.addCleanup(half_sent.close)
            half_sent.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            # Answered after the half request has been read: both are on their threads' turns.
            expect_once(server.url, "ListTables", {})
            started = time.monotonic()
            self.assertEqual(0, server.stop())
            self.assertLess(time.monotonic() - started, 1 if "release" in BINARY else 10)

    def test_both_signals_end_it_with_zero(self):
        for sig in (signal.SIGTERM, signal.SIGINT):
            self.assertEqual(0, self.start("--port", "0").stop(sig))

    def test_end_of_stdin_ends_it_when_asked(self):
        process = subprocess.Popen([BINARY, "--port", "0", "--stop-with-stdin"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.assertIn("is ready", process.stdout.readline())
        process.stdin.write("anything")
        process.stdin.flush()
        self.assertIsNone(process.poll())
        process.stdin.close()
        self.assertEqual(0, process.wait(timeout=60))

    def test_idle_connections_do_not_hold_it_up(self):
        server = self.start("--port", "0")
        for _ in range(8):
            connection = Connection(server.url)
            self.addCleanup(connection.close)
            connection.expect("ListTables", {})
        # And one that never said anything.
        address = urllib.parse.urlsplit(server.url)
        silent = socket.create_connection((address.hostname, address.port))
        self.addCleanup(silent.close)
        started = time.monotonic()
        self.assertEqual(0, server.stop())
        self.assertLess(time.monotonic() - started, 10)
        # Closed, or, when the server had not come to accept it yet, reset.
        with contextlib.suppress(ConnectionResetError):
            self.assertEqual(b"", silent.recv(1))

    def test_closed_clients_are_no_trouble(self):
        server = self.start("--port", "0")
        address = urllib.parse.urlsplit(server.url)
        head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
        for part in (b"", head[:9], head, head + b"{"):
            connection = socket.create_connection((address.hostname, address.port))
            connection.sendall(part)
            connection.close()
        self.assertEqual({"TableNames": []}, expect_once(server.url, "ListTables", {}))
        self.assertEqual(0, server.stop())
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            expect_once(server.url, "ListTables", {})


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
