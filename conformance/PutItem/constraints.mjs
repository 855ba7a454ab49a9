import { failure, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const peers = "emulators agree: dynalite, dynoxide";
const violations = (...each) => validation(each.length === 1
  ? `1 validation error detected: ${each[0]}`
  : `${each.length} validation errors detected: ${each.join("; ")}`);
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const good = () => ({ TableName: docs.name, Item: item({ pk: "a" }) });
const oneOf = (...values) => `satisfy enum value set: [${values.join(", ")}]`;

for (const [title, changes, wrong, known = peers] of [
  ["no TableName", { TableName: undefined }, violation("null", "tableName", "not be null")],
  ["no Item", { Item: undefined }, violation("null", "item", "not be null")],
  ["an unknown ReturnValues", { ReturnValues: "OLD" }, violation("'OLD'", "returnValues",
    oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))],
  ["an unknown ReturnConsumedCapacity", { ReturnConsumedCapacity: "X" },
    violation("'X'", "returnConsumedCapacity", oneOf("INDEXES", "TOTAL", "NONE"))],
  ["an unknown ReturnItemCollectionMetrics", { ReturnItemCollectionMetrics: "X" },
    violation("'X'", "returnItemCollectionMetrics", oneOf("SIZE", "NONE"))],
  ["an unknown ConditionalOperator", { ConditionalOperator: "XOR",
    Expected: { a: { Exists: false } } },
    violation("'XOR'", "conditionalOperator", oneOf("OR", "AND")), "emulators agree: dynalite"],
  ["an unknown ComparisonOperator", { Expected: { a: { ComparisonOperator: "LIKE" } } },
    violation("'LIKE'", "expected.a.member.comparisonOperator", oneOf("IN", "NULL", "BETWEEN", "LT",
      "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS")),
    "emulators agree: dynalite"],
  ["an unknown ReturnValuesOnConditionCheckFailure", { ReturnValuesOnConditionCheckFailure: "X" },
    violation("'X'", "returnValuesOnConditionCheckFailure", oneOf("ALL_OLD", "NONE")), "unknown"],
  ["a name of a table of another alphabet", { TableName: "t\u00e4ble" },
    violation("'t\u00e4ble'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
]) {
  complete(`refuses ${title}`, known, { request: { ...good(), ...changes },
    error: violations(wrong) });
}

strict("gathers all violations in one message", "emulators agree: dynalite", {
  request: { ReturnValues: "OLD", ReturnConsumedCapacity: "X", ReturnItemCollectionMetrics: "Y" },
  error: validation(new RegExp("^5 validation errors detected: (?=.*'returnValues')(?=.*'item')" +
    "(?=.*'tableName')(?=.*'returnConsumedCapacity')(?=.*'returnItemCollectionMetrics')")) });

for (const [title, changes, message] of [
  ["an Item that is a list", { Item: [] },
    "Unrecognized collection type java.util.Map<java.lang.String, " +
    "com.amazonaws.dynamodb.v20120810.AttributeValue>"],
  ["an Item that is a string", { Item: "a" }, "Unexpected field type"],
  ["a value that is a string", { Item: { pk: "a" } }, "Unexpected value type in payload"],
  ["a value that is a number", { Item: { pk: 5 } }, "Unexpected value type in payload"],
  ["a value that is a list", { Item: { pk: [] } },
    "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"],
  ["an S that is a number", { Item: { pk: { S: 5 } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["an S that is true", { Item: { pk: { S: true } } }, "TRUE_VALUE cannot be converted to String"],
  ["an S that is false", { Item: { pk: { S: false } } },
    "FALSE_VALUE cannot be converted to String"],
  ["an N that is a fraction", { Item: { pk: { N: 1.5 } } },
    "DECIMAL_VALUE cannot be converted to String"],
  ["an SS that is a string", { Item: { pk: { SS: "a" } } }, "Unexpected field type"],
  ["an NS with numbers", { Item: { pk: { NS: [1] } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["an L that is a string", { Item: { pk: { L: "a" } } }, "Unexpected field type"],
  ["an M that is a string", { Item: { pk: { M: "a" } } }, "Unexpected field type"],
  ["a ConditionExpression that is a number", { ConditionExpression: 5 },
    "NUMBER_VALUE cannot be converted to String"],
  ["a ConditionExpression that is a list", { ConditionExpression: ["a"] },
    "Unrecognized collection type class java.lang.String"],
  ["ExpressionAttributeNames that are a list", { ExpressionAttributeNames: [] },
    "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>"],
]) {
  complete(`refuses ${title} as JSON of the wrong type`, "emulators agree: dynalite", {
    request: { ...good(), ...changes }, error: failure("SerializationException", message) });
}
for (const [title, base64, message] of [
  ["that is not base64", "%%%",
    /base64|Base64|unable to convert|can ?not be converted to Bytes|Invalid/i],
]) {
  complete(`refuses bytes ${title}`, "docs: AttributeValue, B is base64", {
    request: { ...good(), Item: { pk: { S: "a" }, b: { B: base64 } } },
    error: failure("SerializationException", message) });
}

core("refuses a table that does not exist", "docs: PutItem, ResourceNotFoundException", {
  request: { ...good(), TableName: tableName() }, error: "ResourceNotFoundException" });
complete("says that the resource was not found",
  "recorded: 'ResourceNotFoundException: Requested resource not found' in bug reports of the SDKs",
    {
    request: { ...good(), TableName: tableName() },
    error: failure("ResourceNotFoundException", "Requested resource not found") });

const none = "conformance.putitem.none";
strict("looks at values before the table", peers, {
  request: { TableName: none, Item: { pk: {} } },
  error: validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes") });
strict("looks at ReturnValues before the table", "emulators agree: dynalite", {
  request: { TableName: none, Item: item({ pk: "a" }), ReturnValues: "ALL_NEW" },
  error: validation("ReturnValues can only be ALL_OLD or NONE") });
strict("looks at the condition before the table", "emulators agree: dynalite", {
  request: { TableName: none, Item: item({ pk: "a" }), ConditionExpression: "" },
  error: validation("Invalid ConditionExpression: The expression can not be empty;") });
strict("looks at the item's size before the table", "emulators agree: dynalite", {
  request: { TableName: none, Item: item({ pk: "a", v: "x".repeat(410000) }) },
  error: validation("Item size has exceeded the maximum allowed size") });
strict("looks for the table before it compares keys", peers, {
  request: { TableName: none, Item: {} },
  error: failure("ResourceNotFoundException", "Requested resource not found") });

complete("refuses an empty TableName",
  "recorded: nubo-db/dynoxide issue 11, ExtendDB/extenddb pull request 14", {
    request: { ...good(), TableName: "" },
    error: violations(violation("''", "tableName", "have length greater than or equal to 1")) });
strict("tells all that is wrong in its order", "emulators agree: dynalite", {
  request: { ReturnConsumedCapacity: "A", TableName: "a;", ConditionalOperator: "B",
    ReturnValues: "C", ReturnItemCollectionMetrics: "D" },
  error: violations(
    violation("'A'", "returnConsumedCapacity", oneOf("INDEXES", "TOTAL", "NONE")),
    violation("'a;'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
    violation("'a;'", "tableName", "have length greater than or equal to 3"),
    violation("null", "item", "not be null"),
    violation("'B'", "conditionalOperator", oneOf("OR", "AND")),
    violation("'C'", "returnValues",
      oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")),
    violation("'D'", "returnItemCollectionMetrics", oneOf("SIZE", "NONE"))) });
