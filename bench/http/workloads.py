"""The table of the benchmark and the requests that it measures."""
import json
import random

TABLE = "Bench"
PARTITIONS = 200
ITEMS_PER_PARTITION = 50
ITEMS = PARTITIONS * ITEMS_PER_PARTITION

CREATE_TABLE = {
    "TableName": TABLE, "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"},
                             {"AttributeName": "sk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                  {"AttributeName": "sk", "KeyType": "RANGE"}]}


def key(number):
    return {"pk": {"S": f"customer#{number // ITEMS_PER_PARTITION:06d}"},
            "sk": {"S": f"order#2026-01-{number % ITEMS_PER_PARTITION:02d}"}}


def item(number):
    """About 350 bytes as the service counts them: names and values."""
    return {
        **key(number),
        "status": {"S": "open" if number % 10 else "shipped"},
        "amount": {"N": f"{number % 1000}.25"},
        "revision": {"N": "1"},
        "paid": {"BOOL": number % 2 == 0},
        "address": {"M": {"street": {"S": f"{number} Long Winding Road"},
                          "city": {"S": "Springfield"}, "zip": {"S": f"{number % 90000 + 10000}"}}},
        "lines": {"L": [{"M": {"sku": {"S": f"sku-{number + line}"}, "count": {"N": str(line)}}}
                        for line in range(1, 4)]},
        "tags": {"SS": ["gift", "new"]},
        "note": {"S": "Please leave it with the neighbours when nobody opens. " * 2},
    }


def get_item(number):
    return {"TableName": TABLE, "Key": key(number)}


def put_item(number):
    return {"TableName": TABLE, "Item": item(number)}


def update_item(number):
    return {"TableName": TABLE, "Key": key(number),
            "UpdateExpression": "SET #r = #r + :one, #s = :s",
            "ConditionExpression": "attribute_exists(pk) AND #r >= :one",
            "ExpressionAttributeNames": {"#r": "revision", "#s": "status"},
            "ExpressionAttributeValues": {":one": {"N": "1"},
                                          ":s": item(number)["status"]}}


def query(number):
    return {"TableName": TABLE, "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": key(number)["pk"]}, "Limit": 50}


BATCH = 25


def batch_numbers(number):
    """25 items of as many partitions."""
    return [(number + step * (ITEMS // BATCH)) % ITEMS for step in range(BATCH)]


def batch_get(number):
    return {"RequestItems": {TABLE: {"Keys": [key(each) for each in batch_numbers(number)]}}}


def batch_write(number):
    return {"RequestItems": {TABLE: [{"PutRequest": {"Item": item(each)}}
                                     for each in batch_numbers(number)]}}


def transact_write(number):
    """Puts of 4 items of as many partitions."""
    return {"TransactItems": [{"Put": {"TableName": TABLE, "Item": item(each)}}
                              for each in batch_numbers(number)[:4]]}


def scan(number):
    """Reads 500 items; a tenth of them passes the filter."""
    return {"TableName": TABLE, "Limit": 500, "ExclusiveStartKey": key(number),
            "FilterExpression": "#s = :s AND amount < :t",
            "ExpressionAttributeNames": {"#s": "status"},
            "ExpressionAttributeValues": {":s": {"S": "shipped"}, ":t": {"N": "2000"}}}


# Name for people, operation, and the body that reads or writes the item of a number.
WORKLOADS = [
    ("GetItem", "GetItem", get_item),
    ("PutItem", "PutItem", put_item),
    ("UpdateItem, condition", "UpdateItem", update_item),
    ("Query, 50 items", "Query", query),
    ("Scan, 500 items, filter", "Scan", scan),
    ("BatchGetItem, 25 keys", "BatchGetItem", batch_get),
    ("BatchWriteItem, 25 puts", "BatchWriteItem", batch_write),
    ("TransactWriteItems, 4 puts", "TransactWriteItems", transact_write),
]


def write_bodies(path, make_body):
    """Writes the bodies of every item, one a line, in an order that is the same in every run."""
    numbers = list(range(ITEMS))
    random.Random(1).shuffle(numbers)
    with open(path, "w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps(make_body(number), separators=(",", ":")) + "\n")
