import { failure, item, suite, validation } from "../lib/suite.mjs";

const { complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const peers = "emulators agree: dynalite, dynoxide";

const violations = (...each) => validation(each.length === 1
  ? `1 validation error detected: ${each[0]}`
  : `${each.length} validation errors detected: ${each.join("; ")}`);
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const good = () => ({ TableName: docs.name, Key: item({ pk: "a" }) });

const noKey = violation("null", "key", "not be null");
const badCapacity = violation("'ALL'", "returnConsumedCapacity",
  "satisfy enum value set: [INDEXES, TOTAL, NONE]");

for (const [title, changes, ...wrong] of [
  ["no TableName", { TableName: undefined }, violation("null", "tableName", "not be null")],
  ["no Key", { Key: undefined }, noKey],
  ["an unknown ReturnConsumedCapacity", { ReturnConsumedCapacity: "ALL" }, badCapacity],
  ["a value of ReturnConsumedCapacity in lower case", { ReturnConsumedCapacity: "total" },
    violation("'total'", "returnConsumedCapacity",
      "satisfy enum value set: [INDEXES, TOTAL, NONE]")],
  ["a name of a table with a space", { TableName: "a b c" },
    violation("'a b c'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
]) {
  complete(`refuses ${title}`, peers, { request: { ...good(), ...changes },
    error: violations(...wrong) });
}

complete("refuses an empty TableName",
  "recorded: nubo-db/dynoxide issue 11, ExtendDB/extenddb pull request 14", {
    request: { ...good(), TableName: "" },
    error: violations(violation("''", "tableName", "have length greater than or equal to 1")) });
complete("refuses a TableName of two letters", "recorded: ExtendDB/extenddb pull request 14", {
  request: { ...good(), TableName: "ab" },
  error: violations(violation("'ab'", "tableName", "have length greater than or equal to 3")) });

const serialization = (message) => failure("SerializationException", message);
for (const [title, changes, message] of [
  ["a TableName that is a number", { TableName: 5 },
    "NUMBER_VALUE cannot be converted to String"],
  ["a TableName that is true", { TableName: true }, "TRUE_VALUE cannot be converted to String"],
  ["a TableName that is a list", { TableName: [] },
    "Unrecognized collection type class java.lang.String"],
  ["a TableName that is an object", { TableName: {} },
    "Start of structure or map found where not expected"],
  ["a Key that is a string", { Key: "a" }, "Unexpected field type"],
  ["a Key that is a list", { Key: [] },
    "Unrecognized collection type java.util.Map<java.lang.String, " +
    "com.amazonaws.dynamodb.v20120810.AttributeValue>"],
  ["a key's value that is a string", { Key: { pk: "a" } }, "Unexpected value type in payload"],
  ["a ConsistentRead that is a number", { ConsistentRead: 1 },
    "NUMBER_VALUE cannot be converted to Boolean"],
  ["a key's S that is a number", { Key: { pk: { S: 1 } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["a key's N that is a number", { Key: { pk: { N: 1 } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["AttributesToGet that is a string", { AttributesToGet: "a" }, "Unexpected field type"],
]) {
  complete(`refuses ${title} as JSON of the wrong type`, "emulators agree: dynalite", {
    request: { ...good(), ...changes }, error: serialization(message) });
}

complete("refuses a ConsistentRead that is a string as JSON of the wrong type",
  "emulators agree: dynoxide", {
  request: { ...good(), ConsistentRead: "yes" },
  error: serialization("Unexpected token received from parser") });

strict("gathers all violations in one message", peers, {
  request: { TableName: "a b c", ReturnConsumedCapacity: "ALL" },
  error: validation(new RegExp("^3 validation errors detected: " +
    "(?=.*'returnConsumedCapacity')(?=.*Value 'a b c' at 'tableName')(?=.*Value null at 'key')")),
});

strict("reports JSON of the wrong type before violations", "emulators agree: dynalite", {
  request: { TableName: docs.name, Key: { pk: { S: 1 } }, ReturnConsumedCapacity: "ALL" },
  error: serialization("NUMBER_VALUE cannot be converted to String") });

strict("reports violations before values that are wrong", "emulators agree: dynalite", {
  request: { TableName: docs.name, Key: { pk: {} }, ReturnConsumedCapacity: "ALL" },
  error: violations(badCapacity) });

strict("ignores members that it does not know", peers, {
  request: { ...good(), Surprise: { a: [1] } }, output: {} });

strict("takes null for a member that is not there", peers, {
  request: { ...good(), ProjectionExpression: null, ReturnConsumedCapacity: null }, output: {} });
