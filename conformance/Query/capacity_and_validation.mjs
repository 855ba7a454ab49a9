// Consumed capacity, and the order in which a request is looked at.
import { failure, item, suite, validation } from "../lib/suite.mjs";

const { complete, strict, table, tableName } = suite(import.meta.url);

const store = table({ key: "pk:S sk:N", gsi: { byColor: "color:S" }, lsi: { local: "pk:S n:N" },
  items: [1, 2, 3].map((sk) => ({ pk: "p", sk, n: sk, color: "red", data: "x".repeat(5000) })) });
const query = (more) => ({ TableName: store.name, KeyConditionExpression: "pk = :p",
  Select: "COUNT",
  ExpressionAttributeValues: item({ ":p": "p" }), ...more });
const counted = (ConsumedCapacity, Count = 3) => ({ Count, ScannedCount: Count, ConsumedCapacity });

const KNOWN = "docs: Read consumption, 4 KB units of all items that a query reads";
for (const [title, more, units] of [
  ["eventually consistent", {}, 2],
  ["consistent", { ConsistentRead: true }, 4],
]) {
  complete(`counts capacity of ${title} reads by the sum of sizes`, KNOWN, {
    request: query({ ReturnConsumedCapacity: "TOTAL", ...more }),
    output: counted({ TableName: store.name, CapacityUnits: units }) });
}
complete("names the table's capacity for INDEXES", "docs: ReturnConsumedCapacity", {
  request: query({ ReturnConsumedCapacity: "INDEXES" }),
  output: counted({ TableName: store.name, CapacityUnits: 2, Table: { CapacityUnits: 2 } }) });
complete("names a global index's capacity for INDEXES", "docs: ReturnConsumedCapacity", {
  request: query({ ReturnConsumedCapacity: "INDEXES", IndexName: "byColor",
    KeyConditionExpression: "color = :p", ExpressionAttributeValues: item({ ":p": "red" }) }),
  output: counted({ TableName: store.name, CapacityUnits: 2, Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { byColor: { CapacityUnits: 2 } } }) });
complete("names a local index's capacity for INDEXES", "docs: ReturnConsumedCapacity", {
  request: query({ ReturnConsumedCapacity: "INDEXES", IndexName: "local" }),
  output: counted({ TableName: store.name, CapacityUnits: 2, Table: { CapacityUnits: 0 },
    LocalSecondaryIndexes: { local: { CapacityUnits: 2 } } }) });
complete("answers no capacity for NONE", "docs: ReturnConsumedCapacity", {
  request: query({ ReturnConsumedCapacity: "NONE" }), output: { Count: 3, ScannedCount: 3 } });
complete("counts half a unit for a query that finds nothing", "unknown", {
  request: query({ ReturnConsumedCapacity: "TOTAL",
    ExpressionAttributeValues: item({ ":p": "nobody" }) }),
  output: counted({ TableName: store.name, CapacityUnits: 0.5 }, 0) });
complete("counts capacity for what the filter takes away",
  "docs: Query, FilterExpression consumes the same", {
  request: query({ ReturnConsumedCapacity: "TOTAL", FilterExpression: "n > :n",
    ExpressionAttributeValues: item({ ":p": "p", ":n": 9 }) }),
  output: { Count: 0, ScannedCount: 3, ConsumedCapacity: { TableName: store.name,
    CapacityUnits: 2 } } });

const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const one = (...each) =>
  validation(`${each.length} validation error${each.length > 1 ? "s" : ""} ` +
  `detected: ${each.join("; ")}`);
const CAPACITY = violation("'ALL'", "returnConsumedCapacity",
  "satisfy enum value set: [INDEXES, TOTAL, NONE]");
const SELECT = violation("'ALL'", "select",
  "satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]");
const LIMIT = violation("'0'", "limit", "have value greater than or equal to 1");
complete("refuses a ReturnConsumedCapacity that is none", "emulators agree: dynalite, dynoxide", {
  request: query({ ReturnConsumedCapacity: "ALL" }), error: one(CAPACITY) });
strict("collects what is wrong in members", "emulators agree: dynalite", {
  request: query({ ReturnConsumedCapacity: "ALL", Select: "ALL", Limit: 0 }),
  error: validation(new RegExp(
    "^3 validation errors detected: (Value '(ALL|0)' at '(select|limit|" +
    "returnConsumedCapacity)' failed to satisfy constraint: Member must [^;]*(; )?){3}$")) });
const NAME = (value, constraint) => violation(value, "tableName", constraint);
for (const [title, request, error] of [
  ["names Select before a missing TableName", { Select: "ALL" },
    one(SELECT, NAME("null", "not be null"))],
  ["names Select before a short TableName", { TableName: "a", Select: "ALL" },
    one(SELECT, NAME("'a'", "have length greater than or equal to 3"))],
  ["names a wrong TableName before Limit", { TableName: "a b", Limit: 0 },
    one(NAME("'a b'", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"), LIMIT)],
]) {
  strict(title, "emulators agree: dynalite", { request, error });
}
complete("refuses a request without TableName", "emulators agree: dynalite, dynoxide", {
  request: {}, error: one(NAME("null", "not be null")) });
for (const [title, more, error] of [
  ["looks at constraints before the condition", { Limit: 0, KeyConditionExpression: "" },
    one(LIMIT)],
  ["looks at Select before it asks for a condition",
    { Select: "ALL", KeyConditionExpression: undefined,
    ExpressionAttributeValues: undefined }, one(SELECT)],
]) {
  strict(title, "emulators agree: dynalite", { request: query(more), error });
}
for (const [title, more, error] of [
  ["looks at values before the condition", { KeyConditionExpression: "pk",
    ExpressionAttributeValues: {} },
    validation("ExpressionAttributeValues must not be empty")],
  ["looks at the filter before the projection",
    { FilterExpression: "x =", ProjectionExpression: "a,", Select: undefined },
    validation('Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="')],
  ["looks at expressions before unused values", { KeyConditionExpression: "pk =",
    ExpressionAttributeValues: item({ ":p": "p", ":q": 1 }) },
  validation('Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "="')],
]) {
  strict(title, "emulators agree: DynamoDB Local", { request: query(more), error });
}
strict("looks at the expression before the table", "emulators agree: dynalite", {
  request: query({ TableName: tableName(), KeyConditionExpression: "pk = :q" }),
  error: validation("Invalid KeyConditionExpression: An expression attribute value used in " +
    "expression is not defined; attribute value: :q") });
strict("looks at the table before the keys of the condition",
  "emulators agree: DynamoDB Local, dynalite", {
  request: query({ TableName: tableName(), KeyConditionExpression: "foo > :p" }),
  error: failure("ResourceNotFoundException", /./) });

for (const [title, more, message] of [
  ["text for Limit", { Limit: "1" }, "STRING_VALUE cannot be converted to Integer"],
  ["a number for KeyConditionExpression", { KeyConditionExpression: 1 },
    "NUMBER_VALUE cannot be converted to String"],
  ["a list for ExclusiveStartKey", { ExclusiveStartKey: [] },
    "Unrecognized collection type java.util.Map<java.lang.String, " +
    "com.amazonaws.dynamodb.v20120810.AttributeValue>"],
  ["a number for a text value", { ExpressionAttributeValues: { ":p": { S: 1 } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["text for an attribute value", { ExpressionAttributeValues: { ":p": "p" } },
    "Unexpected value type in payload"],
]) {
  strict(`refuses ${title}`, "emulators agree: dynalite", {
    request: query({ Select: "WRONG", ...more }),
      error: failure("SerializationException", message) });
}
for (const [title, more, message] of [
  ["text for ScanIndexForward", { ScanIndexForward: "yes" },
    "Unexpected token received from parser"],
  ["text for ConsistentRead", { ConsistentRead: "true" }, "Unexpected token received from parser"],
]) {
  strict(`refuses ${title}`, "emulators agree: dynoxide", {
    request: query(more), error: failure("SerializationException", message) });
}
