#!/usr/bin/env python3
"""Secondary indexes and waiting for them, through boto3: boto3_indexes_program.py URL write|verify.

The server is to run with --transition-delay, so that the waiters have to wait. `write` leaves a
table behind that `verify` finds again after a restart. The expectations hold for the service as
documented.
"""
import sys
import unittest

try:
    import boto3
    from boto3.dynamodb.conditions import Attr, Key
    from botocore.exceptions import ClientError
    from botocore.waiter import WaiterModel, create_waiter_with_client
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

GAMES = "E2eBoto3Indexes.Games"
POLLING = {"Delay": 1, "MaxAttempts": 30}

check = unittest.TestCase()
check.maxDiff = None


def index(name, hash_keys, range_keys, projection="ALL", **projected):
    return {"IndexName": name, "Projection": {"ProjectionType": projection, **projected},
            "KeySchema": [{"AttributeName": key, "KeyType": "HASH"} for key in hash_keys] +
                         [{"AttributeName": key, "KeyType": "RANGE"} for key in range_keys]}


def definitions(**types):
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in types.items()]


def index_waiter(client):
    """What SDKs lack: waits until every global index is ACTIVE, or gone."""
    model = WaiterModel({"version": 2, "waiters": {"IndexesActive": {
        "operation": "DescribeTable", "delay": 1, "maxAttempts": 30, "acceptors": [
            {"matcher": "pathAll", "argument": "Table.GlobalSecondaryIndexes[].IndexStatus",
             "expected": "ACTIVE", "state": "success"}]}}})
    return create_waiter_with_client("IndexesActive", model, client)


def refused(code, call, **parameters):
    with check.assertRaises(ClientError) as caught:
        call(**parameters)
    check.assertEqual(code, caught.exception.response["Error"]["Code"])


def game(number):
    return {"player": f"player-{number % 5}", "game": f"game-{number:03d}",
            "season": "2026" if number % 2 else "2025", "league": number % 3,
            "level": number % 4, "score": number * 10, "comment": f"comment {number}"}


def games(*numbers):
    return [game(number) for number in numbers]


def create_table(client):
    created = client.create_table(
        TableName=GAMES, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=definitions(player="S", game="S", season="S", league="N", level="N",
                                         score="N"),
        KeySchema=index("", ["player"], ["game"])["KeySchema"],
        LocalSecondaryIndexes=[index("by-score", ["player"], ["score"], "KEYS_ONLY")],
        GlobalSecondaryIndexes=[
            index("by-season", ["season", "league"], ["level", "score"]),
            index("by-level", ["level"], [], "INCLUDE", NonKeyAttributes=["comment"])],
        )["TableDescription"]
    check.assertEqual("CREATING", created["TableStatus"])
    refused("ResourceNotFoundException", client.put_item, TableName=GAMES,
            Item={"player": {"S": "a"}, "game": {"S": "b"}})
    refused("ResourceInUseException", client.delete_table, TableName=GAMES)
    client.get_waiter("table_exists").wait(TableName=GAMES, WaiterConfig=POLLING)


def write_items(table):
    with table.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item=game(number))
        batch.put_item(Item={"player": "player-0", "game": "sparse", "season": "2025"})


def names(page):
    return [item["game"] for item in page["Items"]]


def query_indexes(table):
    of_season = Key("season").eq("2025") & Key("league").eq(0)
    # Numbers 0, 6, 12, ... 54, by level and then by score.
    expected = sorted(games(*range(0, 60, 6)), key=lambda item: (item["level"], item["score"]))
    page = table.query(IndexName="by-season", KeyConditionExpression=of_season)
    check.assertEqual(expected, page["Items"])
    page = table.query(IndexName="by-season", ScanIndexForward=False,
                       KeyConditionExpression="season = :s AND league = :l AND #v = :v AND score > :p",
                       ExpressionAttributeNames={"#v": "level"},
                       ExpressionAttributeValues={":s": "2025", ":l": 0, ":v": 2, ":p": 180})
    check.assertEqual(["game-054", "game-042", "game-030"], names(page))
    found, start = [], {}
    while True:
        page = table.query(IndexName="by-season", KeyConditionExpression=of_season, Limit=3, **start)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            break
        check.assertEqual({"player", "game", "season", "league", "level", "score"},
                          set(page["LastEvaluatedKey"]))
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    check.assertEqual(expected, found)
    page = table.query(IndexName="by-level", KeyConditionExpression=Key("level").eq(3),
                       FilterExpression=Attr("comment").eq("comment 7"))
    check.assertEqual([{"player": "player-2", "game": "game-007", "level": 3,
                        "comment": "comment 7"}], page["Items"])
    page = table.query(IndexName="by-score", Select="ALL_ATTRIBUTES", ConsistentRead=True, Limit=2,
                       KeyConditionExpression=Key("player").eq("player-1") & Key("score").gte(110),
                       ReturnConsumedCapacity="INDEXES")
    check.assertEqual(games(11, 16), page["Items"])
    check.assertEqual({"by-score": {"CapacityUnits": 1.0}},
                      page["ConsumedCapacity"]["LocalSecondaryIndexes"])
    scanned = [item for segment in range(3) for item in table.scan(
        IndexName="by-level", Segment=segment, TotalSegments=3)["Items"]]
    check.assertEqual(60, len(scanned))  # without the sparse one


def query_refusals(table):
    by_level = {"IndexName": "by-level", "KeyConditionExpression": Key("level").eq(1)}
    refused("ValidationException", table.query, ConsistentRead=True, **by_level)
    refused("ValidationException", table.query, Select="ALL_ATTRIBUTES", **by_level)
    refused("ValidationException", table.query, ProjectionExpression="score", **by_level)
    refused("ValidationException", table.query, IndexName="by-season",
            KeyConditionExpression=Key("season").eq("2025"))
    refused("ValidationException", table.put_item,
            Item={"player": "player-0", "game": "bad", "level": "high"})


def by_game(client):
    return [index for index in
            client.describe_table(TableName=GAMES)["Table"]["GlobalSecondaryIndexes"]
            if index["IndexName"] == "by-game"]


def add_index(client, table):
    updated = client.update_table(
        TableName=GAMES, AttributeDefinitions=definitions(game="S", score="N"),
        GlobalSecondaryIndexUpdates=[{"Create": index("by-game", ["game"], ["score"])}],
        )["TableDescription"]
    check.assertEqual("UPDATING", updated["TableStatus"])
    check.assertEqual("CREATING", by_game(client)[0]["IndexStatus"])
    refused("ValidationException", table.query, IndexName="by-game",
            KeyConditionExpression=Key("game").eq("game-007"))
    refused("ResourceInUseException", client.update_table, TableName=GAMES,
            TableClass="STANDARD_INFREQUENT_ACCESS")
    table.put_item(Item=game(60))  # the table serves meanwhile
    index_waiter(client).wait(TableName=GAMES)
    check_new_index(table)


def check_new_index(table):
    for number in (7, 60):
        page = table.query(IndexName="by-game",
                           KeyConditionExpression=Key("game").eq(f"game-{number:03d}"))
        check.assertEqual(games(number), page["Items"])


def drop_index(client):
    client.update_table(TableName=GAMES, GlobalSecondaryIndexUpdates=[
        {"Delete": {"IndexName": "by-game"}}])
    check.assertEqual(["DELETING"], [index["IndexStatus"] for index in by_game(client)])
    index_waiter(client).wait(TableName=GAMES)
    check.assertEqual([], by_game(client))


def delete_table(client):
    client.delete_table(TableName=GAMES)
    check.assertEqual("DELETING",
                      client.describe_table(TableName=GAMES)["Table"]["TableStatus"])
    refused("ResourceNotFoundException", client.scan, TableName=GAMES)
    client.get_waiter("table_not_exists").wait(TableName=GAMES, WaiterConfig=POLLING)


def main():
    url, phase = sys.argv[1:]
    client = boto3.client("dynamodb", endpoint_url=url)
    table = boto3.resource("dynamodb", endpoint_url=url).Table(GAMES)
    if phase == "write":
        create_table(client)
        write_items(table)
        query_indexes(table)
        query_refusals(table)
        add_index(client, table)
    else:
        check_new_index(table)
        drop_index(client)
        table.delete_item(Key={"player": "player-0", "game": "game-060"})
        query_indexes(table)
        delete_table(client)
    print(f"boto3 {boto3.__version__}: {phase} passed")


if __name__ == "__main__":
    main()
