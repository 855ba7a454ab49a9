#!/usr/bin/env python3
"""Time to live and the clock, through boto3 and the admin surface: boto3_ttl_program.py URL PHASE.

`write` leaves items behind that `verify`, after a restart, lets expire.
"""
import json
import sys
import time
import unittest
import urllib.request

try:
    import boto3
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

TABLE = "E2eBoto3.Sessions"
HOUR = 3600
check = unittest.TestCase()
check.maxDiff = None


def admin(url, path, body):
    request = urllib.request.Request(url + path, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def put(client, name, expires=None):
    item = {"id": {"S": name}, "group": {"S": "all"}}
    if expires is not None:
        item["expires"] = {"N": str(expires)}
    client.put_item(TableName=TABLE, Item=item)


def names(client, **index):
    page = client.scan(TableName=TABLE, **index)
    return sorted(item["id"]["S"] for item in page["Items"])


def removals(streams, arn):
    """The stream's records of what expired: (name, userIdentity)."""
    records = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"],
                                              ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        records += streams.get_records(ShardIterator=iterator)["Records"]
    return [(record["dynamodb"]["Keys"]["id"]["S"], record.get("userIdentity"))
            for record in records if record["eventName"] == "REMOVE"]


def write(url):
    client = boto3.client("dynamodb", endpoint_url=url)
    streams = boto3.client("dynamodbstreams", endpoint_url=url)
    created = client.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"},
                              {"AttributeName": "group", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[{"IndexName": "groups",
                                 "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
                                 "Projection": {"ProjectionType": "ALL"}}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    arn = created["TableDescription"]["LatestStreamArn"]
    now = int(time.time())
    put(client, "before", now + HOUR)
    answer = client.update_time_to_live(
        TableName=TABLE,
        TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    check.assertEqual({"Enabled": True, "AttributeName": "expires"},
                      answer["TimeToLiveSpecification"])
    described = client.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]
    check.assertEqual({"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}, described)
    put(client, "soon", now + HOUR)
    put(client, "deleted", now + HOUR)
    client.delete_item(TableName=TABLE, Key={"id": {"S": "deleted"}})
    put(client, "later", now + 30 * HOUR)
    put(client, "moved", now + HOUR)
    client.update_item(TableName=TABLE, Key={"id": {"S": "moved"}},
                       UpdateExpression="SET expires = :e",
                       ExpressionAttributeValues={":e": {"N": str(now + 30 * HOUR)}})
    put(client, "forever")
    check.assertEqual({"deleted_items": 0}, admin(url, "/_stator/ttl/sweep", {}))

    moved = admin(url, "/_stator/clock", {"advance": "2h"})
    check.assertAlmostEqual(2 * HOUR, moved["offset_seconds"], delta=1)
    check.assertEqual(["forever", "later", "moved"], names(client))
    check.assertEqual(["forever", "later", "moved"], names(client, IndexName="groups"))
    service = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    check.assertEqual([("before", service), ("deleted", None), ("soon", service)],
                      sorted(removals(streams, arn), key=lambda removal: removal[0]))


def verify(url):
    client = boto3.client("dynamodb", endpoint_url=url)
    # The clock is the system's again.
    check.assertEqual(["forever", "later", "moved"], names(client))
    admin(url, "/_stator/clock", {"advance": "31h"})
    check.assertEqual(["forever"], names(client))
    check.assertEqual(["forever"], names(client, IndexName="groups"))
    streams = boto3.client("dynamodbstreams", endpoint_url=url)
    arn = client.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
    check.assertEqual({"later", "moved"}, {name for name, _ in removals(streams, arn)},
                      "records of more than 24 hours ago are gone")
    client.update_time_to_live(TableName=TABLE, TimeToLiveSpecification={
        "Enabled": False, "AttributeName": "expires"})


if __name__ == "__main__":
    {"write": write, "verify": verify}[sys.argv[2]](sys.argv[1])
