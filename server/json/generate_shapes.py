#!/usr/bin/env python3
"""Writes shapes.cc and shape_ids.h from the published API model of DynamoDB.

Usage: python3 server/json/generate_shapes.py path/to/dynamodb-api-model.json

The model is one JSON object with the members "dynamodb" and "dynamodbstreams", each holding the
"operations" and "shapes" of that service. Only shapes that a request can hold are written. The
output is committed, so that a build needs neither the model nor Python.
"""

import json
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent

KINDS = {
    "structure": "kStructure",
    "list": "kList",
    "map": "kMap",
    "string": "kString",
    "integer": "kInteger",
    "long": "kLong",
    "double": "kDouble",
    "boolean": "kBoolean",
    "blob": "kBlob",
    "timestamp": "kTimestamp",
}

# Each pattern of the model and the function of pattern.h that matches it.
PATTERNS = {
    r"[a-zA-Z0-9_.-]+": "IsResourceName",
    r"^[^\$]+$": "IsWithoutDollar",
    r"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$": "IsBucketName",
    r"[0-9]{12}": "IsAccountId",
    r"[,;:|\t ]": "IsCsvDelimiter",
    r"[\x20-\x21\x23-\x2B\x2D-\x7E]*": "IsCsvHeader",
    r"([0-9a-f]{16})+": "IsImportToken",
    r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*": "IsArnText",
    r"\p{Print}+": "IsPrintable",
}

# The service lists the values of some enums in another order than its model does (recorded answers
# of the service, and the agreement of emulators).
ENUM_ORDERS = {
    "ComparisonOperator": [
        "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE",
        "BEGINS_WITH", "GE", "CONTAINS",
    ],
    "ConditionalOperator": ["OR", "AND"],
    "ProjectionType": ["ALL", "INCLUDE", "KEYS_ONLY"],
    "ReturnValue": ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"],
    "ScalarAttributeType": ["B", "N", "S"],
    "Select": ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"],
}

# In which order the service reports the violations of a structure and prints its members. Members
# that are not named here follow in the order of their names, as nothing better is known.
MEMBER_ORDERS = {
    "CreateTableInput": [
        "AttributeDefinitions", "TableName", "BillingMode", "ProvisionedThroughput", "KeySchema",
        "LocalSecondaryIndexes", "GlobalSecondaryIndexes",
    ],
    "DeleteItemInput": [
        "ReturnConsumedCapacity", "TableName", "ReturnValues", "ReturnItemCollectionMetrics",
        "Key", "ConditionalOperator", "Expected",
    ],
    "BatchGetItemInput": ["ReturnConsumedCapacity", "RequestItems"],
    "BatchWriteItemInput": [
        "ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "RequestItems",
    ],
    "CreateGlobalSecondaryIndexAction": [
        "Projection", "IndexName", "ProvisionedThroughput", "KeySchema",
    ],
    "GetItemInput": ["ReturnConsumedCapacity", "AttributesToGet", "TableName", "Key"],
    "GlobalSecondaryIndexUpdate": ["Create", "Update", "Delete"],
    "KeysAndAttributes": ["Keys", "AttributesToGet"],
    "ListTablesInput": ["Limit", "ExclusiveStartTableName"],
    "ProvisionedThroughput": ["WriteCapacityUnits", "ReadCapacityUnits"],
    "PutItemInput": [
        "ReturnConsumedCapacity", "TableName", "Item", "ConditionalOperator", "Expected",
        "ReturnValues", "ReturnItemCollectionMetrics",
    ],
    "QueryInput": [
        "Select", "IndexName", "ReturnConsumedCapacity", "QueryFilter", "TableName",
        "ConditionalOperator", "AttributesToGet", "Limit", "KeyConditions",
    ],
    "ScanInput": [
        "Select", "IndexName", "TotalSegments", "ReturnConsumedCapacity", "TableName",
        "ConditionalOperator", "ScanFilter", "Segment", "AttributesToGet", "Limit",
    ],
    "TransactWriteItem": ["ConditionCheck", "Put", "Delete", "Update"],
    "UpdateItemInput": [
        "ReturnConsumedCapacity", "TableName", "ReturnItemCollectionMetrics", "ReturnValues",
        "Key", "ConditionalOperator", "Expected", "AttributeUpdates",
    ],
    "UpdateTableInput": [
        "TableName", "ProvisionedThroughput", "BillingMode", "GlobalSecondaryIndexUpdates",
        "AttributeDefinitions",
    ],
    "WriteRequest": ["PutRequest", "DeleteRequest"],
}

# Constraints that the service checks although the model lacks them, or the other way round (None): a
# member gets a shape of its own, made from the one that the model gives it.
OWN_SHAPES = {
    # Only keys of global secondary indexes have more than two attributes; the recorded answer to
    # a table's key of three is "Member must have length less than or equal to 2".
    ("CreateTableInput", "KeySchema"): ("TableKeySchema", {"max": 2}),
    ("LocalSecondaryIndex", "KeySchema"): ("TableKeySchema", {"max": 2}),
    # The service has words of its own for these; see the two operations.
    ("BatchGetItemInput", "RequestItems"): ("BatchGetRequests", {"min": None}),
    ("BatchWriteItemInput", "RequestItems"): ("BatchWriteRequests", {"min": None}),
    ("KeysAndAttributes", "Keys"): ("KeysToGet", {"max": None}),
}

# Where the model takes a table's ARN or name, it has dropped the rules for names, but the service
# still refuses a bad name in the words of a violated constraint. A new table has no ARN yet.
TABLE_NAME_OR_ARN = "TableNameOrArn"

# How many members of a structure request_validation.cc can keep count of.
MAX_MEMBERS = 64


def fail(message):
    sys.exit(f"generate_shapes.py: {message}")


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def path_name(name):
    """TableName -> tableName: how messages call a member."""
    return name[0].lower() + name[1:]


def references(shape):
    members = [member["shape"] for member in shape.get("members", {}).values()]
    return members + [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]


def reachable(service):
    """Names of the shapes that requests of the service can hold."""
    found = set()
    pending = [operation["input"]["shape"] for operation in service["operations"].values()]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            if name != "AttributeValue":
                pending += references(service["shapes"][name])
    return found


def collect(model):
    """All request shapes by name; the two services agree wherever they share a name."""
    shapes = {}
    for service in ("dynamodb", "dynamodbstreams"):
        for name in reachable(model[service]):
            shape = model[service]["shapes"][name]
            if name in shapes and shapes[name] != shape:
                fail(f"the services differ on {name}")
            shapes[name] = shape
    shapes[TABLE_NAME_OR_ARN] = {**shapes["TableName"], "arn_allowed": True}
    for name, shape in shapes.items():
        reference = shape.get("members", {}).get("TableName", shape.get("key", {}))
        if reference.get("shape") == "TableArn":
            reference["shape"] = "TableName" if name == "CreateTableInput" else TABLE_NAME_OR_ARN
    for (structure, member), (name, constraints) in OWN_SHAPES.items():
        reference = shapes[structure]["members"][member]
        shapes[name] = {**shapes[reference["shape"]], **constraints}
        reference["shape"] = name
    return shapes


def ordered(names, first, what):
    """`names` with those in `first` in front."""
    unknown = [name for name in first if name not in names]
    if unknown:
        fail(f"{what} has no {unknown}")
    return first + [name for name in names if name not in first]


def member_rows(name, shape, ids):
    if len(shape["members"]) > MAX_MEMBERS:
        fail(f"{name} has more than {MAX_MEMBERS} members")
    names = ordered(sorted(shape["members"]), MEMBER_ORDERS.get(name, []), name)
    required = shape.get("required", [])
    for member in names:
        target = ids[shape["members"][member]["shape"]]
        need = "true" if member in required else "false"
        yield f"{{{quoted(member)}, {quoted(path_name(member))}, {target}, {need}}},"


def fields(name, shape, ids):
    """The designated initializers of one Shape."""
    kind = "kAttributeValue" if name == "AttributeValue" else KINDS[shape["type"]]
    yield f".name = {quoted(name)}"
    yield f".kind = ShapeKind::{kind}"
    for bound in ("min", "max"):
        if shape.get(bound) is not None:
            yield f".{bound} = {shape[bound]}"
    if "pattern" in shape:
        if shape["pattern"] not in PATTERNS:
            fail(f"no matcher for the pattern of {name}: {shape['pattern']}")
        yield f".pattern = {quoted(shape['pattern'])}"
        yield f".matches_pattern = {PATTERNS[shape['pattern']]}"
    if "arn_allowed" in shape:
        yield ".arn_allowed = true"
    if "enum" in shape:
        yield f".enum_values = k{name}Values"
    if kind == "kStructure" and shape["members"]:
        yield f".members = k{name}Members"
    if kind in ("kList", "kMap"):
        yield f".element = {ids[shape['member' if kind == 'kList' else 'value']['shape']]}"
    if kind == "kMap":
        yield f".key = {ids[shape['key']['shape']]}"


def write_table(shapes, ids):
    lines = [
        "// Written by generate_shapes.py from the service's published API model; do not edit.",
        '#include "server/json/pattern.h"',
        '#include "server/json/shape.h"',
        "",
        "namespace stator::json {",
        "namespace {",
        "",
    ]
    for name in ids:
        shape = shapes[name]
        if "enum" in shape:
            values = ordered(shape["enum"], ENUM_ORDERS.get(name, []), name)
            lines.append(f"constexpr std::string_view k{name}Values[] = {{")
            lines += [f"{quoted(value)}," for value in values] + ["};"]
        if shape["type"] == "structure" and shape["members"] and name != "AttributeValue":
            lines.append(f"constexpr MemberShape k{name}Members[] = {{")
            lines += list(member_rows(name, shape, ids)) + ["};"]
    lines += ["", "constexpr Shape kShapes[] = {"]
    for name in ids:
        lines.append("{" + ", ".join(fields(name, shapes[name], ids)) + "},")
    lines += [
        "};",
        "",
        "}  // namespace",
        "",
        "const Shape& GetShape(ShapeId id) { return kShapes[id]; }",
        "",
        "}  // namespace stator::json",
        "",
    ]
    write(FOLDER / "shapes.cc", lines)


def write_ids(model, ids):
    inputs = sorted({
        operation["input"]["shape"]
        for service in ("dynamodb", "dynamodbstreams")
        for operation in model[service]["operations"].values()
    })
    lines = [
        "// Written by generate_shapes.py from the service's published API model; do not edit.",
        "#pragma once",
        "",
        '#include "server/json/shape.h"',
        "",
        "// The request structure of every operation.",
        "namespace stator::json::shapes {",
        "",
    ]
    lines += [f"inline constexpr ShapeId k{name} = {ids[name]};" for name in inputs]
    lines += ["", "}  // namespace stator::json::shapes", ""]
    write(FOLDER / "shape_ids.h", lines)


def write(path, lines):
    path.write_text("\n".join(lines))
    subprocess.run(["clang-format", "-i", str(path)], check=True)


def main():
    if len(sys.argv) != 2:
        fail("usage: generate_shapes.py path/to/dynamodb-api-model.json")
    model = json.loads(pathlib.Path(sys.argv[1]).read_text())
    shapes = collect(model)
    ids = {name: number for number, name in enumerate(sorted(shapes))}
    write_table(shapes, ids)
    write_ids(model, ids)


if __name__ == "__main__":
    main()
