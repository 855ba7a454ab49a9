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


def execute_get(number):
    values = key(number)
    return {"Statement": f'SELECT * FROM "{TABLE}" WHERE pk=? AND sk=?',
            "Parameters": [values["pk"], values["sk"]]}


def execute_update(number):
    values = key(number)
    return {"Statement": f'UPDATE "{TABLE}" SET revision=revision+?, "status"=? '
                         "WHERE pk=? AND sk=? AND revision>=?",
            "Parameters": [{"N": "1"}, item(number)["status"], values["pk"], values["sk"],
                           {"N": "1"}]}


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


# So many global indexes of projection ALL have the tables that measure them.
INDEX_COUNTS = (1, 5, 20)


def gsis(indexes):
    return f"{indexes} GSI{'s' if indexes > 1 else ''}"


def indexed_table(indexes):
    return f"{TABLE}{indexes}"


def index_definition(name, hash_key, range_key):
    return {"IndexName": name, "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": hash_key, "KeyType": "HASH"},
                          {"AttributeName": range_key, "KeyType": "RANGE"}]}


INDEX_KEYS = [{"AttributeName": "group", "AttributeType": "S"},
              {"AttributeName": "amount", "AttributeType": "N"}]


def create_indexed_table(indexes):
    """Every other index is by amount; the first is by group."""
    keys = [("group", "amount"), ("amount", "group")]
    return {**CREATE_TABLE, "TableName": indexed_table(indexes),
            "AttributeDefinitions": CREATE_TABLE["AttributeDefinitions"] + INDEX_KEYS[:2],
            "GlobalSecondaryIndexes": [index_definition(f"index{index}", *keys[index % 2])
                                       for index in range(indexes)]}


def group(number):
    """50 items of as many partitions of the table have one group."""
    return {"S": f"group#{number % PARTITIONS:06d}"}


def indexed_item(number):
    """Two states of each item: a write of the one after the other changes every index entry."""
    return {**item(number % ITEMS), "group": group(number % ITEMS),
            "revision": {"N": str(number // ITEMS + 1)}}


def put_indexed(indexes):
    return lambda number: {"TableName": indexed_table(indexes), "Item": indexed_item(number)}


def put_name(indexes):
    return f"PutItem, {gsis(indexes)}"


QUERY_INDEXED_TABLE = "Query, 50 items, 1 GSI"
QUERY_INDEX = "Query of the GSI, 50 items"


def query_indexed_table(number):
    return {**query(number), "TableName": indexed_table(1)}


def query_index(number):
    return {"TableName": indexed_table(1), "IndexName": "index0",
            "KeyConditionExpression": "#g = :g", "ExpressionAttributeNames": {"#g": "group"},
            "ExpressionAttributeValues": {":g": group(number)}, "Limit": 50}


# Two tables that differ in the stream, and puts that change what is there: one that changes nothing
# has no stream record.
PLAIN_TABLE = "BenchPlain"
STREAMED_TABLE = "BenchStreamed"
RECORDS = 1000


def create_plain_table():
    return {**CREATE_TABLE, "TableName": PLAIN_TABLE}


def create_streamed_table():
    return {**CREATE_TABLE, "TableName": STREAMED_TABLE,
            "StreamSpecification": {"StreamEnabled": True,
                                    "StreamViewType": "NEW_AND_OLD_IMAGES"}}


def put_version(table):
    """Two states of each item, in turn."""
    return lambda number: {"TableName": table, "Item": {**item(number % ITEMS),
                                                        "revision": {"N": str(number // ITEMS)}}}


def stream_workloads(iterator):
    return [
        ("PutItem, another version", "PutItem", put_version(PLAIN_TABLE), 2 * ITEMS),
        ("the same, stream of images", "PutItem", put_version(STREAMED_TABLE), 2 * ITEMS),
        (f"GetRecords, {RECORDS} records", "GetRecords", lambda _: {"ShardIterator": iterator},
         1000),
    ]


# Name for people, operation, the body that reads or writes the item of a number, and how many
# numbers there are.
WORKLOADS = [
    ("GetItem", "GetItem", get_item, ITEMS),
    ("ExecuteStatement, SELECT of a key", "ExecuteStatement", execute_get, ITEMS),
    ("PutItem", "PutItem", put_item, ITEMS),
    *((put_name(indexes), "PutItem", put_indexed(indexes), 2 * ITEMS) for indexes in INDEX_COUNTS),
    ("UpdateItem, condition", "UpdateItem", update_item, ITEMS),
    ("ExecuteStatement, UPDATE, condition", "ExecuteStatement", execute_update, ITEMS),
    ("Query, 50 items", "Query", query, ITEMS),
    (QUERY_INDEXED_TABLE, "Query", query_indexed_table, ITEMS),
    (QUERY_INDEX, "Query", query_index, ITEMS),
    ("Scan, 500 items, filter", "Scan", scan, ITEMS),
    ("BatchGetItem, 25 keys", "BatchGetItem", batch_get, ITEMS),
    ("BatchWriteItem, 25 puts", "BatchWriteItem", batch_write, ITEMS),
    ("TransactWriteItems, 4 puts", "TransactWriteItems", transact_write, ITEMS),
]


def write_bodies(path, make_body, count):
    """Writes `count` bodies, one a line, in an order that is the same in every run."""
    numbers = list(range(count))
    random.Random(1).shuffle(numbers)
    with open(path, "w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps(make_body(number), separators=(",", ":")) + "\n")
