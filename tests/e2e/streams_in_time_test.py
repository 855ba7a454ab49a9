#!/usr/bin/env python3
"""A stream in a server whose clock is moved and whose shards are split: streams_in_time_test.py BINARY"""
import http.client
import json
import os
import sys
import tempfile
import unittest
import urllib.parse

import dynamodb_wire
import stator_process

TABLE = "Streamed"


class StreamsInTime(unittest.TestCase):
    binary = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="stator_e2e_")
        self.addCleanup(scratch.cleanup)
        self.data_dir = os.path.join(scratch.name, "data")
        self.start()
        self.expect("CreateTable", {
            "TableName": TABLE, "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}})
        self.arn = self.expect("DescribeTable", {"TableName": TABLE})["Table"]["LatestStreamArn"]

    def start(self):
        self.server = stator_process.StatorProcess(
            self.binary, "--port", "0", "--data-dir", self.data_dir, "--stream-shards", "2")
        self.connection = dynamodb_wire.Connection(self.server.url)
        self.addCleanup(self.server.__exit__)
        self.addCleanup(self.connection.close)

    def expect(self, operation, body):
        return self.connection.expect(operation, body)

    def admin(self, path, body):
        address = urllib.parse.urlsplit(self.server.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        connection.request("POST", "/_stator" + path, json.dumps(body),
                           {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        self.assertEqual(200, response.status, answer)
        return answer

    def put(self, count):
        for number in range(count):
            self.expect("PutItem", {"TableName": TABLE, "Item": {
                "id": {"S": str(number)}, "version": {"N": str(self.next_version())}}})

    def next_version(self):
        self.version = getattr(self, "version", 0) + 1
        return self.version

    def shards(self):
        return self.expect("DescribeStream", {"StreamArn": self.arn})["StreamDescription"]["Shards"]

    def iterator(self, shard_id):
        return self.expect("GetShardIterator", {
            "StreamArn": self.arn, "ShardId": shard_id,
            "ShardIteratorType": "TRIM_HORIZON"})["ShardIterator"]

    def versions(self):
        """Of all records of all shards, parents before children."""
        found = []
        for shard in sorted(self.shards(), key=lambda shard: int(
                shard["SequenceNumberRange"]["StartingSequenceNumber"])):
            page = self.expect("GetRecords", {"ShardIterator": self.iterator(shard["ShardId"])})
            found += [int(record["dynamodb"]["NewImage"]["version"]["N"])
                      for record in page["Records"]]
        return found

    def test_a_day_later_all_is_trimmed_and_nothing_slept(self):
        self.put(20)
        iterator = self.iterator(self.shards()[0]["ShardId"])
        self.assertEqual(20, len(self.versions()))
        self.admin("/clock", {"advance": "25h"})
        status, answer = self.connection.call("GetRecords", {"ShardIterator": iterator})
        self.assertEqual(400, status)
        self.assertIn("ExpiredIteratorException", answer["__type"])
        self.assertEqual([], self.versions())
        self.put(20)
        self.assertEqual(20, len(self.versions()))
        self.admin("/clock", {"advance": "4h"})
        # Those of the first hour are 29 hours old: their shards are gone, and their children's
        # children are open.
        shards = self.shards()
        self.assertEqual(4, len(shards))
        self.assertEqual(2, sum("EndingSequenceNumber" in shard["SequenceNumberRange"]
                                for shard in shards))

    def test_split_shards_survive_a_kill(self):
        self.put(10)
        answer = self.admin("/streams/split", {"TableName": TABLE})
        self.assertEqual(4, len(answer["OpenShards"]))
        self.put(10)
        self.admin("/streams/split", {"StreamArn": self.arn, "Children": 1,
                                      "ShardId": answer["OpenShards"][0]})
        self.put(10)
        shards = self.shards()
        self.assertEqual(2 + 4 + 1, len(shards))
        self.server.kill()
        self.connection.close()
        self.start()
        self.assertEqual(shards, self.shards())
        self.put(10)
        found = self.versions()
        self.assertEqual(set(range(1, 41)), set(found))
        self.assertEqual(40, len(found))


if __name__ == "__main__":
    if not os.access(sys.argv[1], os.X_OK):
        print(f"{sys.argv[1]} is not there: ./dev build release")
        sys.exit(1 if os.environ.get("STATOR_E2E_REQUIRED") else 77)
    StreamsInTime.binary = sys.argv.pop(1)
    unittest.main()
