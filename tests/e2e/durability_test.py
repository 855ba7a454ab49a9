#!/usr/bin/env python3
"""What was acknowledged is kept: durability_test.py BINARY.

Ends a server under load, by SIGTERM and by SIGKILL, starts it on the same directory and looks for
every write that was answered.
"""
import http.client
import os
import signal
import sys
import tempfile
import threading
import time
import unittest

from dynamodb_wire import Connection, create_table, expect_once
from stator_process import PATIENCE_SECONDS, StatorProcess

BINARY = ""
TABLE = "Acknowledged"
WRITERS = 8
# How many writes must have been answered before the signal comes.
WRITES_BEFORE_SIGNAL = 2000


class Load:
    """Clients that write items until the server goes away, and know which writes were answered."""

    def __init__(self, url):
        self._url = url
        self._acknowledged = [[] for _ in range(WRITERS)]
        self._refused = []
        self._enough = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._write, args=(n,)) for n in range(WRITERS)]
        for thread in self._threads:
            thread.start()

    def _write(self, writer):
        connection = Connection(self._url)
        try:
            for number in range(10**9):
                key = f"{writer}/{number}"
                status, answer = connection.call("PutItem", {
                    "TableName": TABLE, "Item": {"id": {"S": key}, "value": {"S": key * 20}},
                    "ConditionExpression": "attribute_not_exists(id)"})
                if status != 200:
                    self._refused.append((status, answer))
                    return
                self._acknowledged[writer].append(key)
                self._enough.release()
        except (OSError, http.client.HTTPException):
            # The server is gone; what it did not answer may be there or not.
            pass
        finally:
            connection.close()
            # A thread that ends early must not leave wait_for_writes() waiting.
            for _ in range(WRITES_BEFORE_SIGNAL):
                self._enough.release()

    def wait_for_writes(self):
        for _ in range(WRITES_BEFORE_SIGNAL):
            self._enough.acquire()

    def finish(self):
        """The keys of all acknowledged writes, and the answers that were errors."""
        for thread in self._threads:
            thread.join()
        return [key for keys in self._acknowledged for key in keys], self._refused


def scan_all(connection):
    items, start = {}, {}
    while True:
        page = connection.expect("Scan", {"TableName": TABLE, **start})
        for item in page["Items"]:
            items[item["id"]["S"]] = item["value"]["S"]
        if "LastEvaluatedKey" not in page:
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


class DurabilityTest(unittest.TestCase):
    def end_under_load(self, sig, exit_code, durability):
        with tempfile.TemporaryDirectory(prefix="stator_e2e_") as scratch:
            flags = ("--port", "0", "--data-dir", os.path.join(scratch, "data"),
                     "--durability", durability)
            with StatorProcess(BINARY, *flags) as server:
                create_table(server.url, TABLE)
                load = Load(server.url)
                load.wait_for_writes()
                self.assertEqual(exit_code, server.stop(sig), server.stderr)
                acknowledged, refused = load.finish()
            self.assertEqual([], refused)
            self.assertGreaterEqual(len(acknowledged), WRITES_BEFORE_SIGNAL)
            with StatorProcess(BINARY, *flags) as server:
                with Connection(server.url) as connection:
                    found = scan_all(connection)
                self.assertEqual([], [key for key in acknowledged if found.get(key) != key * 20])
                # At most the one write that each client had in flight came in beyond those.
                self.assertLessEqual(len(found), len(acknowledged) + WRITERS)
                self.assertEqual(len(found), self.item_count(server.url, len(found)))
                self.assertEqual(0, server.stop())

    @staticmethod
    def item_count(url, expected):
        """Of the table: after a kill, large ones are counted while the server is in use already."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            table = expect_once(url, "DescribeTable", {"TableName": TABLE})["Table"]
            if table["ItemCount"] >= expected or time.monotonic() > deadline:
                return table["ItemCount"]

    def test_sigterm_under_load_loses_nothing(self):
        for durability in ("none", "os", "fsync"):
            with self.subTest(durability):
                self.end_under_load(signal.SIGTERM, 0, durability)

    def test_sigkill_under_load_loses_nothing(self):
        for durability in ("os", "fsync"):
            with self.subTest(durability):
                self.end_under_load(signal.SIGKILL, -signal.SIGKILL, durability)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    if not os.access(BINARY, os.X_OK):
        print(f"{BINARY} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
