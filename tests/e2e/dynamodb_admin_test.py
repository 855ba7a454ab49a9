#!/usr/bin/env python3
"""dynamodb-admin against the server: dynamodb_admin_test.py BINARY FOLDER, where its npm package is
installed in FOLDER. Its pages are fetched as a browser would, and what their scripts send is sent."""
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import stator_process
from dynamodb_wire import expect_once

BINARY = FOLDER = ""
PATIENCE_SECONDS = 60
ORDERS = {
    "TableName": "Orders", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind}
                             for name, kind in (("customer", "S"), ("number", "N"), ("state", "S"))],
    "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"},
                  {"AttributeName": "number", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [{"IndexName": "by-state",
                                "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
                                "Projection": {"ProjectionType": "ALL"}}]}


class DynamodbAdminTest(unittest.TestCase):
    def setUp(self):
        # As in the image: dynamodb-admin's forms send numbers as strings, which DynamoDB refuses.
        server = stator_process.StatorProcess(BINARY, "java", "--port", "0")
        self.addCleanup(server.__exit__)
        self.server_url = server.url
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.admin = subprocess.Popen(
            ["node", "node_modules/.bin/dynamodb-admin", "--host", "127.0.0.1", "--port", str(port),
             "--dynamo-endpoint", server.url], cwd=FOLDER, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.admin.wait)
        self.addCleanup(self.admin.kill)
        self.wait_until_it_serves(port)
        expect_once(self.server_url, "CreateTable", ORDERS)
        for number, state in enumerate(("open", "paid", "open")):
            expect_once(self.server_url, "PutItem", {"TableName": "Orders", "Item": {
                "customer": {"S": "ann"}, "number": {"N": str(number)}, "state": {"S": state}}})

    def wait_until_it_serves(self, port):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.admin.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        self.fail("dynamodb-admin does not serve")

    def ask(self, path, method="GET", body=None):
        request = urllib.request.Request(
            self.url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            self.fail(f"{method} {path}: {refused.code} {refused.read().decode()}")

    def items(self, **parameters):
        return json.loads(self.ask("/tables/Orders/items?" + urllib.parse.urlencode(parameters)))

    def numbers(self, **parameters):
        return sorted(item["number"] for item in self.items(**parameters)["Items"])

    def test_pages_show_what_is_there(self):
        self.assertIn("/tables/Orders", self.ask("/"))
        self.assertIn("by-state", self.ask("/tables/Orders"))
        self.assertIn("arn:aws:dynamodb:us-east-1:", self.ask("/tables/Orders/meta"))
        self.assertIn("customer", self.ask("/tables/Orders/get"))
        self.assertIn("paid", self.ask("/tables/Orders/items/ann%2C1"))

    def test_items_are_scanned_queried_and_paged(self):
        self.assertEqual([0, 1, 2], self.numbers())
        of_ann = json.dumps({"customer": {"value": "ann", "type": "S", "operator": "="}})
        first = self.items(operationType="query", queryableSelection="table", filters=of_ann,
                           pageSize=2)
        self.assertEqual([0, 1], [item["number"] for item in first["Items"]])
        self.assertEqual([2], self.numbers(
            operationType="query", queryableSelection="table", filters=of_ann, pageSize=2,
            startKey=urllib.parse.unquote(first["nextKey"]), pageNum=2))
        is_open = json.dumps({"state": {"value": "open", "type": "S", "operator": "="}})
        self.assertEqual([0, 2], self.numbers(operationType="query", filters=is_open,
                                              queryableSelection="by-state"))
        self.assertEqual([0, 2], self.numbers(operationType="scan", filters=is_open))

    def test_items_are_added_changed_and_deleted(self):
        self.ask("/tables/Orders/add-item", "PUT", {"customer": "bob", "number": 7})
        self.ask("/tables/Orders/items/bob%2C7", "PUT",
                 {"customer": "bob", "number": 7, "state": "new"})
        self.assertIn("new", self.ask("/tables/Orders/items/bob%2C7"))
        self.ask("/tables/Orders/items/bob%2C7", "DELETE")
        self.assertEqual([0, 1, 2], self.numbers())
        self.ask("/tables/Orders/all", "DELETE")
        self.assertEqual([], self.numbers())

    def test_tables_are_made_and_deleted(self):
        self.ask("/create-table")
        self.ask("/create-table", "POST", {
            "TableDefinition": {"TableName": "New", "HashAttributeName": "id",
                                "HashAttributeType": "S", "RangeAttributeName": "number",
                                "RangeAttributeType": "N", "ReadCapacityUnits": "5",
                                "WriteCapacityUnits": "5"},
            "SecondaryIndexes": [{"IndexName": "by-day", "IndexType": "global",
                                  "HashAttributeName": "day", "HashAttributeType": "S",
                                  "RangeAttributeName": "", "RangeAttributeType": "S",
                                  "ReadCapacityUnits": "1", "WriteCapacityUnits": "2"}]})
        table = expect_once(self.server_url, "DescribeTable", {"TableName": "New"})["Table"]
        self.assertEqual(5, table["ProvisionedThroughput"]["ReadCapacityUnits"])
        index, = table["GlobalSecondaryIndexes"]
        self.assertEqual(("by-day", 2), (index["IndexName"],
                                         index["ProvisionedThroughput"]["WriteCapacityUnits"]))
        self.ask("/tables/New", "DELETE")
        self.assertEqual({"TableNames": ["Orders"]},
                         expect_once(self.server_url, "ListTables", {}))


if __name__ == "__main__":
    BINARY, FOLDER = sys.argv[1:3]
    del sys.argv[1:3]
    if not (os.access(BINARY, os.X_OK) and
            (pathlib.Path(FOLDER) / "node_modules/dynamodb-admin").exists()):
        print(f"{BINARY} or dynamodb-admin in {FOLDER} is not there")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    unittest.main()
