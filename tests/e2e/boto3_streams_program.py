#!/usr/bin/env python3
"""A Python application that tails a stream, through boto3: boto3_streams_program.py URL write|verify.

`write` leaves a table and its stream behind; `verify` goes on after a restart, from the place that
`write` had read to. The expectations hold for the service as documented.
"""
import datetime
import re
import sys
import unittest

try:
    import boto3
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

TABLE = "E2eBoto3.Streamed"
check = unittest.TestCase()
check.maxDiff = None


def key(number):
    return {"customer": {"S": f"customer-{number % 3}"}, "order": {"N": str(number)}}


def item(number, state):
    return {**key(number), "state": {"S": state}, "raw": {"B": bytes([0, number])}}


class Tail:
    """Reads a stream: every shard after its parent, from where it was left."""

    def __init__(self, streams, arn):
        self.streams, self.arn = streams, arn
        self.after = {}
        self.ended = set()

    def shards(self):
        pages = {"StreamArn": self.arn, "Limit": 1}
        while True:
            described = self.streams.describe_stream(**pages)["StreamDescription"]
            yield from described["Shards"]
            if "LastEvaluatedShardId" not in described:
                return
            pages["ExclusiveStartShardId"] = described["LastEvaluatedShardId"]

    def iterator(self, shard_id):
        where = {"StreamArn": self.arn, "ShardId": shard_id}
        if shard_id in self.after:
            where.update(ShardIteratorType="AFTER_SEQUENCE_NUMBER",
                         SequenceNumber=self.after[shard_id])
        else:
            where.update(ShardIteratorType="TRIM_HORIZON")
        return self.streams.get_shard_iterator(**where)["ShardIterator"]

    def read(self):
        """All records that are there and were not read yet."""
        records = []
        shards = {shard["ShardId"]: shard for shard in self.shards()}
        waiting = [shard_id for shard_id in shards if shard_id not in self.ended]
        while waiting:
            ready = [shard_id for shard_id in waiting
                     if shards[shard_id].get("ParentShardId") not in waiting]
            for shard_id in ready:
                records += self.read_shard(shard_id)
                waiting.remove(shard_id)
        return records

    def read_shard(self, shard_id):
        records, iterator = [], self.iterator(shard_id)
        while iterator:
            page = self.streams.get_records(ShardIterator=iterator, Limit=2)
            records += page["Records"]
            iterator = page.get("NextShardIterator")
            if iterator is None:
                self.ended.add(shard_id)
            if not page["Records"]:
                break
        if records:
            self.after[shard_id] = records[-1]["dynamodb"]["SequenceNumber"]
        return records


def check_record(record, event, number, old_state, new_state):
    check.assertRegex(record["eventID"], "^[0-9a-f]{32}$")
    check.assertEqual(
        {"eventName": event, "eventVersion": "1.1", "eventSource": "aws:dynamodb",
         "awsRegion": "us-east-1"},
        {name: record[name] for name in record if name not in ("eventID", "dynamodb")})
    change = record["dynamodb"]
    created = change.pop("ApproximateCreationDateTime")
    check.assertLess(abs(datetime.datetime.now(datetime.timezone.utc) - created),
                     datetime.timedelta(minutes=10))
    check.assertRegex(change.pop("SequenceNumber"), r"^\d{21,40}$")
    check.assertGreater(change.pop("SizeBytes"), 0)
    expected = {"Keys": key(number), "StreamViewType": "NEW_AND_OLD_IMAGES"}
    if old_state is not None:
        expected["OldImage"] = item(number, old_state)
    if new_state is not None:
        expected["NewImage"] = item(number, new_state)
    check.assertEqual(expected, change)


def of_item(records, number):
    return [record for record in records if record["dynamodb"]["Keys"] == key(number)]


def check_life(records, number, states):
    """`states`: those of the item one after the other; None: it is not there."""
    mine = of_item(records, number)
    check.assertEqual(len(states) - 1, len(mine))
    for record, old, new in zip(mine, states, states[1:]):
        event = "INSERT" if old is None else "REMOVE" if new is None else "MODIFY"
        check_record(record, event, number, old, new)


def create_table(client):
    client.create_table(
        TableName=TABLE, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "customer", "AttributeType": "S"},
                              {"AttributeName": "order", "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "customer", "KeyType": "HASH"},
                   {"AttributeName": "order", "KeyType": "RANGE"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    client.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})


def latest_arn(client):
    table = client.describe_table(TableName=TABLE)["Table"]
    check.assertRegex(
        table["LatestStreamArn"],
        f"^arn:aws:dynamodb:us-east-1:[0-9]{{12}}:table/{re.escape(TABLE)}/stream/"
        f"{re.escape(table['LatestStreamLabel'])}$")
    check.assertRegex(table["LatestStreamLabel"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$")
    return table["LatestStreamArn"]


def write(client, streams):
    create_table(client)
    tail = Tail(streams, latest_arn(client))
    check.assertEqual([], tail.read())
    for number in range(5):
        client.put_item(TableName=TABLE, Item=item(number, "new"))
    client.put_item(TableName=TABLE, Item=item(1, "new"))  # changes nothing
    client.update_item(TableName=TABLE, Key=key(1), UpdateExpression="SET #s = :s",
                       ExpressionAttributeNames={"#s": "state"},
                       ExpressionAttributeValues={":s": {"S": "paid"}})
    records = tail.read()
    check.assertEqual(6, len(records))
    check_life(records, 1, [None, "new", "paid"])
    client.transact_write_items(TransactItems=[
        {"Put": {"TableName": TABLE, "Item": item(1, "sent")}},
        {"Delete": {"TableName": TABLE, "Key": key(2)}}])
    records = tail.read()
    check.assertEqual(2, len(records))
    check_record(of_item(records, 1)[0], "MODIFY", 1, "paid", "sent")
    check_record(of_item(records, 2)[0], "REMOVE", 2, "new", None)
    check.assertEqual([], tail.read())


def verify(client, streams):
    arn = latest_arn(client)
    listed = streams.list_streams(TableName=TABLE)["Streams"]
    check.assertEqual([arn], [stream["StreamArn"] for stream in listed])
    tail = Tail(streams, arn)
    records = tail.read()
    check.assertEqual(8, len(records))
    check_life(records, 1, [None, "new", "paid", "sent"])
    check_life(records, 2, [None, "new", None])
    client.delete_item(TableName=TABLE, Key=key(1))
    check_record(tail.read()[0], "REMOVE", 1, "sent", None)
    client.delete_table(TableName=TABLE)
    client.get_waiter("table_not_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
    described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    check.assertEqual("DISABLED", described["StreamStatus"])
    check.assertEqual([], tail.read())
    check.assertEqual({shard["ShardId"] for shard in described["Shards"]}, tail.ended)
    check_refusals(streams, arn)


def check_refusals(streams, arn):
    try:
        streams.describe_stream(StreamArn=arn + "x")
    except streams.exceptions.ResourceNotFoundException as error:
        check.assertEqual(400, error.response["ResponseMetadata"]["HTTPStatusCode"])
    else:
        check.fail("a stream that is not there was described")
    try:
        streams.get_records(ShardIterator="made up")
    except ClientError as error:
        check.assertEqual("ValidationException", error.response["Error"]["Code"])
    else:
        check.fail("an iterator that was made up was read from")


def main():
    url, phase = sys.argv[1:]
    client = boto3.client("dynamodb", endpoint_url=url)
    streams = boto3.client("dynamodbstreams", endpoint_url=url)
    (write if phase == "write" else verify)(client, streams)
    print(f"boto3 {boto3.__version__}, streams: {phase} passed")


if __name__ == "__main__":
    main()
