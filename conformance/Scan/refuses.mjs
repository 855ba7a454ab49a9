// Scans that are wrong, and the parameters from before expressions.
import { NS, SS, failure, item, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const store = table({ key: "pk:S sk:N", gsi: { byColor: "color:S" },
  items: [{ pk: "a", sk: 1, color: "red", n: 1, tags: SS("x") }, { pk: "a", sk: 2, n: 2 }] });
const scan = (more) => ({ TableName: store.name, ...more });
const LOCAL = "emulators agree: DynamoDB Local";
const D = "emulators agree: dynalite";
const OTHERS = "emulators agree: dynalite, dynoxide";
const BOTH = "emulators agree: DynamoDB Local, dynalite";
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const violations = (...each) =>
  validation(`${each.length} validation error${each.length > 1 ? "s" : ""} ` +
  `detected: ${each.join("; ")}`);

core("refuses a table that does not exist", "docs: Scan, ResourceNotFoundException", {
  request: { TableName: tableName() }, error: "ResourceNotFoundException" });
for (const [title, more] of [
  ["without TotalSegments", { Segment: 0 }], ["that is TotalSegments",
    { Segment: 2, TotalSegments: 2 }]]) {
  core(`refuses a Segment ${title}`, "docs: Scan, Segment",
    { request: scan(more), error: "ValidationException" });
}
for (const [title, more, error, known = LOCAL] of [
  ["Segment without TotalSegments", { Segment: 0 },
    validation("The TotalSegments parameter is required but was not present in the request when " +
      "Segment parameter is present"),
    "emulators agree: dynoxide"],
  ["TotalSegments without Segment", { TotalSegments: 1 },
    validation("The Segment parameter is required but was not present in the request when " +
      "parameter TotalSegments is present"),
    OTHERS],
  ["a Segment as large as TotalSegments", { Segment: 2, TotalSegments: 2 },
    validation("The Segment parameter is zero-based and must be less than parameter " +
      "TotalSegments: Segment: 2 is not less than TotalSegments: 2"),
    OTHERS],
  ["ALL_PROJECTED_ATTRIBUTES of a table", { Select: "ALL_PROJECTED_ATTRIBUTES" },
    validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")],
  ["SPECIFIC_ATTRIBUTES without any", { Select: "SPECIFIC_ATTRIBUTES" },
    validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get " +
      "SPECIFIC_ATTRIBUTES")],
  ["a projection with COUNT", { Select: "COUNT", ProjectionExpression: "pk" },
    validation("Cannot specify the ProjectionExpression when choosing to get only the Count")],
  ["AttributesToGet with COUNT", { Select: "COUNT", AttributesToGet: ["pk"] },
    validation("Cannot specify the AttributesToGet when choosing to get only the Count")],
  ["AttributesToGet with ALL_ATTRIBUTES", { Select: "ALL_ATTRIBUTES", AttributesToGet: ["pk"] },
    validation("Cannot specify the AttributesToGet when choosing to get ALL_ATTRIBUTES")],
  ["an index that is not there", { IndexName: "nothing" },
    validation("The table does not have the specified index: nothing")],
  ["a filter that ends too early", { FilterExpression: "a =" },
    validation('Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="')],
  ["an empty filter", { FilterExpression: "" },
    validation("Invalid FilterExpression: The expression can not be empty;")],
  ["an empty projection", { ProjectionExpression: "" },
    validation("Invalid ProjectionExpression: The expression can not be empty;")],
  ["values without an expression", { ExpressionAttributeValues: item({ ":a": 1 }) },
    validation("ExpressionAttributeValues can only be specified when using expressions: " +
      "FilterExpression is null")],
  ["names without an expression", { ExpressionAttributeNames: { "#a": "a" } },
    validation("ExpressionAttributeNames can only be specified when using expressions")],
  ["values with a projection only", { ProjectionExpression: "a",
    ExpressionAttributeValues: item({ ":a": 1 }) },
    validation("ExpressionAttributeValues can only be specified when using expressions: " +
      "FilterExpression is null")],
  ["a value that no expression uses", { FilterExpression: "a = :a",
    ExpressionAttributeValues: item({ ":a": 1, ":b": 1 }) },
    validation("Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}")],
  ["a name that no expression uses", { FilterExpression: "attribute_exists(a)",
    ExpressionAttributeNames: { "#b": "b" } },
    validation("Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}")],
]) {
  complete(`refuses ${title}`, known, { request: scan(more), error });
}
for (const [title, more, wrong, known = D] of [
  ["a Limit of 0", { Limit: 0 }, violation("'0'", "limit",
    "have value greater than or equal to 1")],
  ["a negative Segment", { Segment: -1, TotalSegments: 1 },
    violation("'-1'", "segment", "have value greater than or equal to 0")],
  ["a Segment of a million", { Segment: 1000000, TotalSegments: 1000000 },
    violation("'1000000'", "segment", "have value less than or equal to 999999"),
    LOCAL],
  ["no TotalSegments at all", { Segment: 0, TotalSegments: 0 },
    violation("'0'", "totalSegments", "have value greater than or equal to 1")],
  ["TotalSegments beyond a million", { Segment: 0, TotalSegments: 1000001 },
    violation("'1000001'", "totalSegments", "have value less than or equal to 1000000"),
    LOCAL],
  ["a short IndexName", { IndexName: "ab" }, violation("'ab'", "indexName",
    "have length greater than or equal to 3")],
  ["a Select that is none", { Select: "ALL" },
    violation("'ALL'", "select",
    "satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")],
  ["a ReturnConsumedCapacity that is none", { ReturnConsumedCapacity: "ALL" },
    violation("'ALL'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]")],
]) {
  complete(`refuses ${title}`, known, { request: scan(more), error: violations(wrong) });
}
strict("refuses a scan without a table's name", "emulators agree: dynalite, dynoxide", {
  request: {}, error: violations(violation("null", "tableName", "not be null")) });

const KEY = "The provided starting key is invalid: The provided key element does not match the " +
  "schema";
for (const [title, members] of [
  ["without its sort key", { pk: "a" }], ["without its partition key", { sk: 1 }],
  ["with an attribute too many", { pk: "a", sk: 1, x: 1 }],
  ["with a partition key of another type", { pk: 1, sk: 1 }],
  ["of other attributes", { x: "a", y: 1 }],
]) {
  const request = scan({ ExclusiveStartKey: item(members) });
  const known =
    "recorded: answers of the service in ExtendDB/extenddb pull request 86 and issue 59";
  core(`refuses a starting key ${title}`, known, { request, error: "ValidationException" });
  complete(`says that a starting key ${title} does not match`, known,
    { request, error: validation(KEY) });
}
complete("refuses a starting key with an empty partition key",
  "emulators agree: DynamoDB Local, dynalite", {
    request: scan({ ExclusiveStartKey: item({ pk: "", sk: 1 }) }),
    error: validation(/The provided starting key is invalid: One or more parameter values .* The AttributeValue for a key attribute cannot contain an empty string value. Key: pk$/) });
strict("refuses a starting key with a partition key of 2,049 bytes", "emulators agree: dynalite", {
  request: scan({ ExclusiveStartKey: item({ pk: "p".repeat(2049), sk: 1 }) }),
  error: validation("The provided starting key is invalid: One or more parameter values were " +
    "invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes") });
for (const [title, members] of [
  ["of the table only", { pk: "a", sk: 1 }], ["of the index only", { color: "red" }],
  ["with an attribute too many", { pk: "a", sk: 1, color: "red", x: 1 }],
]) {
  complete(`refuses a starting key of an index ${title}`,
    "recorded: answers of the service in ExtendDB/extenddb pull request 86", {
      request: scan({ IndexName: "byColor", ExclusiveStartKey: item(members) }),
      error: validation("The provided starting key is invalid") });
}

// ScanFilter
const is = (ComparisonOperator, ...values) => ({ ComparisonOperator,
  AttributeValueList: Object.values(item({ ...values })) });
const OLD = "docs: Legacy conditional parameters, ScanFilter";
for (const [filter, found] of [
  [{ n: is("EQ", 1) }, [1]], [{ n: is("NE", 1) }, [2]], [{ n: is("GT", 1) }, [2]],
  [{ n: is("BETWEEN", 0, 1) }, [1]], [{ n: is("IN", 2, 3) }, [2]],
  [{ color: is("NULL") }, [2]], [{ color: is("NOT_NULL") }, [1]],
  [{ color: is("CONTAINS", "e") }, [1]], [{ tags: is("CONTAINS", "x") }, [1]],
  [{ sk: is("EQ", 2) }, [2]], [{ pk: is("BEGINS_WITH", "a") }, [1, 2]],
  [{ pk: is("EQ", "a"), n: is("LT", 2) }, [1]],
]) {
  complete(`filters by ${JSON.stringify(filter)} in ScanFilter`, OLD, {
    request: scan({ ScanFilter: filter, AttributesToGet: ["sk"] }),
    output: { Items: unordered(...found.map((sk) => item({ sk }))), Count: found.length,
      ScannedCount: 2 } });
}
complete("wants any condition when ConditionalOperator is OR", "docs: ConditionalOperator", {
  request: scan({ ScanFilter: { n: is("EQ", 2), color: is("EQ", "red") }, ConditionalOperator: "OR",
    Select: "COUNT" }),
  output: { Count: 2, ScannedCount: 2 } });
const mixed = (before, after) =>
  validation("Can not use both expression and non-expression parameters " +
  `in the same request: Non-expression parameters: {${before}} Expression parameters: {${after}}`);
const filter = { FilterExpression: "n = :n", ExpressionAttributeValues: item({ ":n": 1 }) };
for (const [title, more, error, known] of [
  ["ScanFilter and FilterExpression", { ...filter, ScanFilter: { n: is("EQ", 1) } },
    mixed("ScanFilter", "FilterExpression"),
    "recorded: an answer of the service in aws/aws-sdk-java issue 2460"],
  ["AttributesToGet and ProjectionExpression",
    { AttributesToGet: ["n"], ProjectionExpression: "n" },
    mixed("AttributesToGet", "ProjectionExpression"), BOTH],
  ["ScanFilter and ProjectionExpression", { ScanFilter: { n: is("EQ", 1) },
    ProjectionExpression: "n" },
    mixed("ScanFilter", "ProjectionExpression"), BOTH],
  ["ConditionalOperator and FilterExpression", { ...filter, ConditionalOperator: "OR" },
    mixed("ConditionalOperator", "FilterExpression"), BOTH],
  ["GT of a set in ScanFilter", { ScanFilter: { n: is("GT", NS(1)) } },
    validation("One or more parameter values were invalid: ComparisonOperator GT is not valid " +
      "for NS AttributeValue type"), BOTH],
  ["BETWEEN of one value in ScanFilter", { ScanFilter: { n: is("BETWEEN", 1) } },
    validation("One or more parameter values were invalid: Invalid number of argument(s) for " +
      "the BETWEEN ComparisonOperator"), BOTH],
]) {
  complete(`refuses ${title}`, known, { request: scan(more), error });
}

// Capacity
const KNOWN = "docs: Read consumption, 4 KB units of all items that a scan reads";
for (const [title, more, units] of [["eventually consistent", {}, 0.5],
  ["consistent", { ConsistentRead: true }, 1]]) {
  complete(`counts capacity of ${title} scans`, KNOWN, {
    request: scan({ Select: "COUNT", ReturnConsumedCapacity: "TOTAL", ...more }),
    output: { Count: 2, ScannedCount: 2, ConsumedCapacity: { TableName: store.name,
      CapacityUnits: units } } });
}
complete("names a global index's capacity for INDEXES", "docs: ReturnConsumedCapacity", {
  request: scan({ Select: "COUNT", ReturnConsumedCapacity: "INDEXES", IndexName: "byColor" }),
  output: { Count: 1, ScannedCount: 1, ConsumedCapacity: { TableName: store.name,
    CapacityUnits: 0.5,
    Table: { CapacityUnits: 0 }, GlobalSecondaryIndexes: { byColor: { CapacityUnits: 0.5 } } } } });
strict("refuses text for Segment", D, { request: scan({ Segment: "0", TotalSegments: 1 }),
  error: failure("SerializationException", "STRING_VALUE cannot be converted to Integer") });
strict("looks at the table before the index", BOTH, {
  request: { TableName: tableName(), IndexName: "nothing" },
    error: failure("ResourceNotFoundException", /./) });
strict("looks at expressions before the table", D, {
  request: { TableName: tableName(), FilterExpression: "a = :b" },
  error: validation("Invalid FilterExpression: An expression attribute value used in expression " +
    "is not defined; attribute value: :b") });
