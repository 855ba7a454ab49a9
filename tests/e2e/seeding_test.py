#!/usr/bin/env python3
"""Seeds, snapshots and reset of the real server: seeding_test.py BINARY."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from dynamodb_wire import create_table, expect_once
from stator_process import StatorProcess

BINARY = ""
TABLE = {"TableName": "Books", "BillingMode": "PAY_PER_REQUEST",
         "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}


def administer(url, path, body=None, method="POST"):
    request = urllib.request.Request(f"{url}/_stator/{path}", json.dumps(body or {}).encode(),
                                     {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


class ServerTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)
        self.seeds = self.scratch / "seeds"
        self.seeds.mkdir()

    def write(self, name, text):
        (self.seeds / name).write_text(text if isinstance(text, str) else json.dumps(text))

    def start(self, *flags, **how):
        server = StatorProcess(BINARY, "--port", "0", *flags, **how)
        self.addCleanup(server.__exit__)
        return server

    def call(self, server, operation, **body):
        return expect_once(server.url, operation, body)

    def run_to_end(self, *command, **environment):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False, env={**clean, **environment})


class SeedTest(ServerTest):
    def test_seeds_are_there_when_it_is_ready_and_only_once(self):
        self.write("tables.json", TABLE)
        self.write("Books.jsonl", '{"id":"a"}\n{"id":"b"}\n')
        flags = ("--seed", str(self.seeds), "--data-dir", str(self.scratch / "data"))
        server = self.start(*flags)
        self.assertEqual(2, self.call(server, "Scan", TableName="Books")["Count"])
        self.call(server, "DeleteItem", TableName="Books", Key={"id": {"S": "a"}})
        server.stop()  # then all that it wrote is there
        self.assertIn("loaded 1 table and 2 items from", server.stderr)
        server = self.start(*flags)
        self.assertEqual(1, self.call(server, "Scan", TableName="Books")["Count"])
        server.stop()
        self.assertIn("there are tables already", server.stderr)

    def test_a_bad_file_stops_the_start(self):
        self.write("tables.json", TABLE)
        self.write("Books.jsonl", '{"id":"a"}\n{"id":"b"\n')
        ended = self.run_to_end(BINARY, "--port", "0", "--seed", str(self.seeds))
        self.assertEqual((2, ""), (ended.returncode, ended.stdout))
        self.assertEqual(f"stator: cannot load {self.seeds}: Books.jsonl:2: the value that begins "
                         "here has no end\n", ended.stderr)
        ended = self.run_to_end(BINARY, "--port", "0", "--seed", str(self.seeds / "absent"))
        self.assertEqual(2, ended.returncode)
        self.assertIn("absent cannot be read: No such file or directory", ended.stderr)

    def test_the_environment_names_them_and_their_owner(self):
        self.write("tables.json", TABLE)
        java = [BINARY, "java", "-jar", "DynamoDBLocal.jar", "-inMemory", "-port", "18109"]
        ended = self.run_to_end(*java, STATOR_SEED=str(self.seeds))
        self.assertEqual(2, ended.returncode)
        self.assertIn("-sharedDb", ended.stderr)
        server = self.start("--namespace", "account-region", env={
            **os.environ, "STATOR_SEED": str(self.seeds), "AWS_ACCESS_KEY_ID": "123456789012",
            "AWS_REGION": "eu-west-1"})
        self.assertEqual([], self.call(server, "ListTables")["TableNames"])
        request = urllib.request.Request(server.url, b"{}", {
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Date": "20260101T000000Z",
            "X-Amz-Target": "DynamoDB_20120810.ListTables",
            "Authorization": "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/dynamodb/"
                             "aws4_request, SignedHeaders=host, Signature=00"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            self.assertEqual(["Books"], json.loads(answer.read())["TableNames"])

    def test_sigterm_ends_a_long_loading(self):
        self.write("tables.json", TABLE)
        with open(self.seeds / "Books.jsonl", "w", encoding="utf-8") as lines:
            for i in range(400_000):
                lines.write(f'{{"id":"{i}","padding":"{"x" * 100}"}}\n')
        process = subprocess.Popen([BINARY, "--port", "0", "--seed", str(self.seeds)],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        out, err = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual((2, ""), (process.returncode, out))
        self.assertIn("stopped while it loaded Books.jsonl", err)


class StateTest(ServerTest):
    def test_snapshots_outlive_a_kill(self):
        data = str(self.scratch / "data")
        server = self.start("--data-dir", data)
        create_table(server.url, "Some")
        administer(server.url, "snapshots/empty")
        for _ in range(3):
            self.call(server, "PutItem", TableName="Some", Item={"id": {"S": "a"}})
            administer(server.url, "snapshots/full")
            administer(server.url, "reset")
            administer(server.url, "snapshots/full/restore")
        server.stop(signal.SIGKILL)
        server = self.start("--data-dir", data)
        self.assertEqual(1, self.call(server, "Scan", TableName="Some")["Count"])
        administer(server.url, "snapshots/empty/restore")
        self.assertEqual(0, self.call(server, "Scan", TableName="Some")["Count"])
        names = [one["name"] for one in administer(server.url, "snapshots", method="GET")["snapshots"]]
        self.assertEqual(["empty", "full"], names)

    def test_killed_at_any_moment_it_is_in_one_state_or_the_other(self):
        data = str(self.scratch / "data")
        server = self.start("--data-dir", data)
        create_table(server.url, "Some")
        for i in range(20):
            self.call(server, "PutItem", TableName="Some", Item={"id": {"S": str(i)}})
        administer(server.url, "snapshots/full")
        for attempt in range(8):
            stop = threading.Event()

            def change(url=server.url, stop=stop):
                try:
                    while not stop.is_set():
                        administer(url, "reset")
                        administer(url, "snapshots/full/restore")
                        administer(url, "snapshots/full")
                except (OSError, urllib.error.URLError, ValueError):
                    pass

            changer = threading.Thread(target=change)
            changer.start()
            time.sleep(0.05 + 0.03 * attempt)
            server.stop(signal.SIGKILL)
            stop.set()
            changer.join()
            server = self.start("--data-dir", data)
            tables = self.call(server, "ListTables")["TableNames"]
            if tables:
                self.assertEqual(20, self.call(server, "Scan", TableName="Some")["Count"])
            administer(server.url, "snapshots/full/restore")
            self.assertEqual(20, self.call(server, "Scan", TableName="Some")["Count"])


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
