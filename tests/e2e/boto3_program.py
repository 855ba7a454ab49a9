#!/usr/bin/env python3
"""What a Python application does with DynamoDB, through boto3: boto3_program.py URL write|verify.

`write` leaves tables behind that `verify` finds again after a restart. The expectations hold for
the service as documented; DynamoDB Local meets them too.
"""
import decimal
import sys
import unittest

try:
    import boto3
    from boto3.dynamodb.conditions import Attr, Key
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)

ORDERS = "E2eBoto3.Orders"
INVENTORY = "E2eBoto3.Inventory"
PAGES = "E2eBoto3.Pages"
ALL_TABLES = [INVENTORY, ORDERS, PAGES]

PAGE_ITEMS = 30
PAGE_ITEM_TEXT = "x" * 50_000

check = unittest.TestCase()
check.maxDiff = None


def fails_with(code, message=None):
    """A context that expects a ClientError of this code, status 400 and, if given, message."""

    class Expectation:
        def __enter__(self):
            return self

        def __exit__(self, _, error, __):
            check.assertIsInstance(error, ClientError, f"expected {code}")
            check.assertEqual(code, error.response["Error"]["Code"])
            check.assertEqual(400, error.response["ResponseMetadata"]["HTTPStatusCode"])
            if message is not None:
                check.assertEqual(message, error.response["Error"]["Message"])
            return True

    return Expectation()


def order(number):
    return {
        "customer_id": "customer-7",
        "order_date": f"2026-01-{number:02d}",
        "total": decimal.Decimal(number) * decimal.Decimal("10.25"),
        "status": "open" if number % 3 else "shipped",
        "positions": [{"sku": number, "tags": {"new", "gift"}}],
    }


def rich_item():
    """One attribute of every type, with values at the edges that applications meet."""
    return {
        "customer_id": "customer-rich",
        "order_date": "2026-02-29",
        "text": "Grüße, 東京 🚀 \"quoted\" \\ \n\t\x01",
        "empty_text": "",
        "pi": decimal.Decimal("3.1415926535897932384626433832795028842"),
        "large": decimal.Decimal("9" * 38),
        "small": decimal.Decimal("-1E-130"),
        "binary": boto3.dynamodb.types.Binary(bytes(range(256))),
        "yes": True,
        "no": False,
        "nothing": None,
        "list": ["a", decimal.Decimal(1), [decimal.Decimal(2), {"deep": []}]],
        "map": {"empty": {}, "with space": {"a.b": decimal.Decimal(-5)}},
        "strings": {"b", "a", "ü"},
        "numbers": {decimal.Decimal("1.5"), decimal.Decimal(-2), decimal.Decimal(10) ** 20},
        "binaries": {boto3.dynamodb.types.Binary(value) for value in (b"\x00", b"\xff\x00")},
    }


def shipped_order():
    """order(4) after `change_items`."""
    item = order(4)
    item.update(status="shipped", revision=decimal.Decimal(2), history=["open", "packed"])
    del item["positions"]
    return item


def orders_left():
    return sorted([order(n) for n in range(1, 21) if n not in (4, 5)] + [shipped_order()],
                  key=lambda item: item["order_date"])


def create_tables(client):
    created = client.create_table(
        TableName=ORDERS,
        AttributeDefinitions=[{"AttributeName": "customer_id", "AttributeType": "S"},
                              {"AttributeName": "order_date", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "customer_id", "KeyType": "HASH"},
                   {"AttributeName": "order_date", "KeyType": "RANGE"}],
        BillingMode="PAY_PER_REQUEST")["TableDescription"]
    check.assertEqual(ORDERS, created["TableName"])
    check.assertIn(created["TableStatus"], ("CREATING", "ACTIVE"))
    check.assertTrue(created["TableArn"].endswith(f":table/{ORDERS}"), created["TableArn"])
    client.create_table(
        TableName=INVENTORY,
        AttributeDefinitions=[{"AttributeName": "sku", "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "sku", "KeyType": "HASH"}],
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 7})
    client.create_table(
        TableName=PAGES,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "B"},
                              {"AttributeName": "sk", "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"},
                   {"AttributeName": "sk", "KeyType": "RANGE"}],
        BillingMode="PAY_PER_REQUEST")
    waiter = client.get_waiter("table_exists")
    for name in ALL_TABLES:
        waiter.wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    with fails_with("ResourceInUseException"):
        client.create_table(
            TableName=INVENTORY,
            AttributeDefinitions=[{"AttributeName": "sku", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "sku", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST")
    with fails_with("ResourceNotFoundException"):
        client.describe_table(TableName="E2eBoto3.Absent")


def check_descriptions(client):
    orders = client.describe_table(TableName=ORDERS)["Table"]
    check.assertEqual("ACTIVE", orders["TableStatus"])
    check.assertEqual("PAY_PER_REQUEST", orders["BillingModeSummary"]["BillingMode"])
    check.assertEqual([{"AttributeName": "customer_id", "KeyType": "HASH"},
                       {"AttributeName": "order_date", "KeyType": "RANGE"}], orders["KeySchema"])
    check.assertCountEqual([{"AttributeName": "customer_id", "AttributeType": "S"},
                            {"AttributeName": "order_date", "AttributeType": "S"}],
                           orders["AttributeDefinitions"])
    inventory = client.describe_table(TableName=INVENTORY)["Table"]
    check.assertEqual(5, inventory["ProvisionedThroughput"]["ReadCapacityUnits"])
    check.assertEqual(7, inventory["ProvisionedThroughput"]["WriteCapacityUnits"])
    check.assertEqual([{"AttributeName": "sku", "AttributeType": "N"}],
                      inventory["AttributeDefinitions"])
    listed = [name for page in client.get_paginator("list_tables").paginate(
        PaginationConfig={"PageSize": 2}) for name in page["TableNames"]]
    check.assertEqual(ALL_TABLES, [name for name in listed if name.startswith("E2eBoto3.")])
    check.assertEqual(sorted(listed), listed)


def put_and_get(client, orders, inventory):
    for number in range(1, 21):
        orders.put_item(Item=order(number), ConditionExpression=Attr("customer_id").not_exists())
    with fails_with("ConditionalCheckFailedException", "The conditional request failed"):
        orders.put_item(Item={"customer_id": "customer-7", "order_date": "2026-01-05"},
                        ConditionExpression="attribute_not_exists(customer_id)")
    check.assertEqual(order(5), orders.get_item(
        Key={"customer_id": "customer-7", "order_date": "2026-01-05"},
        ConsistentRead=True)["Item"])
    check.assertNotIn("Item", orders.get_item(
        Key={"customer_id": "customer-7", "order_date": "2027-01-01"}))
    orders.put_item(Item=rich_item())
    check_rich_item(orders)
    old = inventory.put_item(Item={"sku": 1, "count": 1}, ReturnValues="ALL_OLD")
    check.assertNotIn("Attributes", old)
    old = inventory.put_item(Item={"sku": 1, "count": 3}, ReturnValues="ALL_OLD")
    check.assertEqual({"sku": 1, "count": 1}, old["Attributes"])
    # A key is a number by value, however it is written.
    check.assertEqual({"sku": {"N": "1"}, "count": {"N": "3"}},
                      client.get_item(TableName=INVENTORY, Key={"sku": {"N": "1.00"}})["Item"])
    with fails_with("ResourceNotFoundException"):
        client.get_item(TableName="E2eBoto3.Absent", Key={"sku": {"N": "1"}})
    with fails_with("ValidationException"):
        client.get_item(TableName=INVENTORY, Key={"sku": {"S": "1"}})


def check_rich_item(orders):
    check.assertEqual(rich_item(), orders.get_item(
        Key={"customer_id": "customer-rich", "order_date": "2026-02-29"})["Item"])


def query_and_scan(orders):
    page = orders.query(
        KeyConditionExpression=Key("customer_id").eq("customer-7") &
        Key("order_date").between("2026-01-03", "2026-01-06"),
        ScanIndexForward=False)
    check.assertEqual([order(6), order(5), order(4), order(3)], page["Items"])
    check.assertEqual((4, 4), (page["Count"], page["ScannedCount"]))
    page = orders.query(
        KeyConditionExpression=Key("customer_id").eq("customer-7") &
        Key("order_date").begins_with("2026-01-1"),
        FilterExpression=Attr("status").eq("shipped"))
    check.assertEqual([order(12), order(15), order(18)], page["Items"])
    check.assertEqual((3, 10), (page["Count"], page["ScannedCount"]))
    page = orders.query(KeyConditionExpression=Key("customer_id").eq("customer-7"), Limit=3,
                        ScanIndexForward=False)
    check.assertEqual([order(20), order(19), order(18)], page["Items"])
    check.assertEqual({"customer_id": "customer-7", "order_date": "2026-01-18"},
                      page["LastEvaluatedKey"])
    page = orders.scan(
        FilterExpression=(Attr("total").gt(decimal.Decimal("180")) &
                          Attr("positions[0].sku").exists()),
        ProjectionExpression="order_date, #total, positions[0].sku",
        ExpressionAttributeNames={"#total": "total"})
    check.assertEqual(
        [{"order_date": f"2026-01-{n}", "total": order(n)["total"], "positions": [{"sku": n}]}
         for n in (18, 19, 20)],
        sorted(page["Items"], key=lambda item: item["order_date"]))
    check.assertEqual((3, 21), (page["Count"], page["ScannedCount"]))


def change_items(orders):
    key = {"customer_id": "customer-7", "order_date": "2026-01-04"}
    with fails_with("ValidationException",
                    "Invalid UpdateExpression: Attribute name is a reserved keyword; "
                    "reserved keyword: status"):
        orders.update_item(Key=key, UpdateExpression="SET status = :s",
                           ExpressionAttributeValues={":s": "shipped"})
    changed = orders.update_item(
        Key=key,
        UpdateExpression="SET #status = :s, history = list_append(if_not_exists(history, :none), "
                         ":more) REMOVE positions ADD revision :one",
        ConditionExpression="#status = :open AND size(positions) = :one",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":s": "shipped", ":open": "open", ":none": ["open"],
                                   ":more": ["packed"], ":one": 1},
        ReturnValues="ALL_NEW")
    check.assertEqual(dict(shipped_order(), revision=1), changed["Attributes"])
    changed = orders.update_item(Key=key, UpdateExpression="SET revision = revision + :one",
                                 ExpressionAttributeValues={":one": 1},
                                 ReturnValues="UPDATED_NEW")
    check.assertEqual({"revision": 2}, changed["Attributes"])
    key = {"customer_id": "customer-7", "order_date": "2026-01-05"}
    gone = orders.delete_item(Key=key, ConditionExpression=Attr("customer_id").exists(),
                              ReturnValues="ALL_OLD")
    check.assertEqual(order(5), gone["Attributes"])
    check.assertNotIn("Attributes", orders.delete_item(Key=key, ReturnValues="ALL_OLD"))
    with fails_with("ConditionalCheckFailedException", "The conditional request failed"):
        orders.delete_item(Key=key, ConditionExpression="attribute_exists(customer_id)")


def page_item(number):
    return {"pk": {"B": b"\x00partition"}, "sk": {"N": str(number - 10)},
            "text": {"S": PAGE_ITEM_TEXT}}


def write_pages(client):
    for number in reversed(range(PAGE_ITEMS)):
        client.put_item(TableName=PAGES, Item=page_item(number))


def check_pages(client):
    """More than 1 MB in one partition: a page ends with the item that reaches the limit."""
    condition = {"KeyConditionExpression": "pk = :pk",
                 "ExpressionAttributeValues": {":pk": {"B": b"\x00partition"}}}
    items, sizes, start = [], [], {}
    while True:
        page = client.query(TableName=PAGES, **condition, **start)
        items += page["Items"]
        sizes.append(page["Count"])
        if "LastEvaluatedKey" not in page:
            break
        check.assertEqual({name: items[-1][name] for name in ("pk", "sk")},
                          page["LastEvaluatedKey"])
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    check.assertEqual([page_item(number) for number in range(PAGE_ITEMS)], items)
    check.assertEqual([21, 9], sizes)
    scanned = [item for page in client.get_paginator("scan").paginate(
        TableName=PAGES, PaginationConfig={"PageSize": 7}) for item in page["Items"]]
    check.assertEqual(items, sorted(scanned, key=lambda item: int(item["sk"]["N"])))


BATCHED = [f"2027-{month:02d}-{day:02d}" for month in (1, 2) for day in range(1, 29)]


def batch_item(date):
    return {"customer_id": "customer-batch", "order_date": date, "total": decimal.Decimal("1.5")}


def write_and_get_batches(resource, orders):
    """More than one batch takes: batch_writer cuts it up, and keeps the later of two puts."""
    with orders.batch_writer(overwrite_by_pkeys=["customer_id", "order_date"]) as batch:
        batch.put_item(Item=dict(batch_item(BATCHED[0]), total=0))
        for date in BATCHED:
            batch.put_item(Item=batch_item(date))
    keys = [{"customer_id": "customer-batch", "order_date": date} for date in BATCHED]
    absent = {"customer_id": "customer-batch", "order_date": "never"}
    found = resource.batch_get_item(
        RequestItems={
            ORDERS: {"Keys": keys + [absent], "ConsistentRead": True},
            INVENTORY: {"Keys": [{"sku": 1}], "ProjectionExpression": "#c",
                        "ExpressionAttributeNames": {"#c": "count"}}},
        ReturnConsumedCapacity="TOTAL")
    check.assertEqual([batch_item(date) for date in BATCHED],
                      sorted(found["Responses"][ORDERS], key=lambda item: item["order_date"]))
    check.assertEqual([{"count": 3}], found["Responses"][INVENTORY])
    check.assertEqual({}, found["UnprocessedKeys"])
    check.assertCountEqual([ORDERS, INVENTORY],
                           [table["TableName"] for table in found["ConsumedCapacity"]])
    with orders.batch_writer() as batch:
        for key in keys[1:]:
            batch.delete_item(Key=key)


def check_refused_batches(client):
    put = {"PutRequest": {"Item": {"sku": {"N": "7"}}}}
    delete = {"DeleteRequest": {"Key": {"sku": {"N": "7"}}}}
    with fails_with("ValidationException", "Provided list of item keys contains duplicates"):
        client.batch_get_item(RequestItems={INVENTORY: {"Keys": [{"sku": {"N": "1"}}] * 2}})
    with fails_with("ValidationException", "Provided list of item keys contains duplicates"):
        client.batch_write_item(RequestItems={INVENTORY: [put, delete]})
    with fails_with("ResourceNotFoundException"):
        client.batch_write_item(RequestItems={INVENTORY: [put], "E2eBoto3.Absent": [delete]})


def check_survivors(client, orders, inventory):
    left = orders.query(KeyConditionExpression=Key("customer_id").eq("customer-7"))["Items"]
    check.assertEqual(orders_left(), left)
    check_rich_item(orders)
    check.assertEqual([{"sku": 1, "count": 3}], inventory.scan()["Items"])
    left = orders.query(KeyConditionExpression=Key("customer_id").eq("customer-batch"))["Items"]
    check.assertEqual([batch_item(BATCHED[0])], left)
    check.assertEqual(21, orders.scan(Select="COUNT")["Count"])


def main():
    url, phase = sys.argv[1:]
    client = boto3.client("dynamodb", endpoint_url=url)
    resource = boto3.resource("dynamodb", endpoint_url=url)
    orders, inventory = resource.Table(ORDERS), resource.Table(INVENTORY)
    if phase == "write":
        create_tables(client)
        check_descriptions(client)
        put_and_get(client, orders, inventory)
        query_and_scan(orders)
        change_items(orders)
        write_and_get_batches(resource, orders)
        check_refused_batches(client)
        write_pages(client)
        check_pages(client)
        check_survivors(client, orders, inventory)
    else:
        check_descriptions(client)
        check_pages(client)
        check_survivors(client, orders, inventory)
        for name in ALL_TABLES:
            check.assertEqual(name, client.delete_table(
                TableName=name)["TableDescription"]["TableName"])
            client.get_waiter("table_not_exists").wait(TableName=name,
                                                       WaiterConfig={"Delay": 1})
        check_nothing_left(client)
    print(f"boto3 {boto3.__version__}: {phase} passed")


def check_nothing_left(client):
    listed = [name for page in client.get_paginator("list_tables").paginate()
              for name in page["TableNames"]]
    check.assertEqual([], [name for name in listed if name.startswith("E2eBoto3.")])
    with fails_with("ResourceNotFoundException"):
        client.delete_table(TableName=ORDERS)


if __name__ == "__main__":
    main()
