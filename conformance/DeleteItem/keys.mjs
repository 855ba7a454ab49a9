import { B, BOOL, N, NULL, SS, failure, item, raw, suite, unique,
  validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const simple = table({ key: "pk:S" });
const ranged = table({ key: "pk:S sk:N" });
const bytes = table({ key: "pk:B sk:B" });
const strings = table({ key: "pk:S sk:S" });
const numbers = table({ key: "pk:N" });

const peers = "emulators agree: dynalite, dynoxide";
const mismatch = validation("The provided key element does not match the schema");
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const notValid = (text) => validation(`One or more parameter values are not valid. ${text}`);

for (const [title, on, Key] of [
  ["without members", simple, {}],
  ["without the partition key", ranged, item({ sk: 1 })],
  ["without the sort key", ranged, item({ pk: "a" })],
  ["with one attribute more", simple, item({ pk: "a", other: "b" })],
  ["whose names differ in case", simple, item({ PK: "a" })],
  ["that is a number instead of a string", simple, item({ pk: 1 })],
  ["that is a string instead of a number", numbers, item({ pk: "1" })],
  ["that is a string instead of bytes", bytes, item({ pk: "a", sk: "b" })],
  ["that is true", simple, { pk: BOOL(true) }],
  ["that is null", simple, { pk: NULL }],
  ["that is a set", simple, { pk: SS("a") }],
  ["that is a list", simple, item({ pk: ["a"] })],
  ["with a sort key of another type", ranged, item({ pk: "a", sk: "1" })],
]) {
  core(`refuses a key ${title}`, "docs: DeleteItem, Key", {
    request: { TableName: on.name, Key }, error: "ValidationException" });
  complete(`says that a key ${title} does not match the schema`, peers, {
    request: { TableName: on.name, Key }, error: mismatch });
}

const emptyText = "The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
const emptyBytes = "The AttributeValue for a key attribute cannot contain an empty binary value. Key: ";
for (const [title, on, Key, error] of [
  ["an empty string as the partition key", simple, item({ pk: "" }), notValid(`${emptyText}pk`)],
  ["an empty string as the sort key", strings, item({ pk: "a", sk: "" }),
    notValid(`${emptyText}sk`)],
  ["no bytes as the partition key", bytes, { pk: B(""), sk: B("a") }, notValid(`${emptyBytes}pk`)],
  ["no bytes as the sort key", bytes, { pk: B("a"), sk: B("") }, notValid(`${emptyBytes}sk`)],
]) {
  complete(`refuses ${title}`,
    "recorded: 'cannot contain an empty string value. Key:' in bug reports; DynamoDB Local", {
      request: { TableName: on.name, Key }, error });
}

const hashTooLong = invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
const rangeTooLong =
  invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
for (const [title, on, Key, error] of [
  ["a partition key of 2049 bytes", simple, item({ pk: "k".repeat(2049) }), hashTooLong],
  ["a sort key of 1025 bytes", strings, item({ pk: "a", sk: "k".repeat(1025) }), rangeTooLong],
]) {
  complete(`refuses ${title}`, peers, { request: { TableName: on.name, Key }, error });
}

for (const [title, pk, message] of [
  ["of no type", raw({}),
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"],
  ["of two types", raw({ S: "a", N: "1" }),
    "Supplied AttributeValue has more than one datatypes set, " +
    "must contain exactly one of the supported datatypes"],
  ["that is no number", N("abc"), "The parameter cannot be converted to a numeric value: abc"],
  ["of 39 digits", N("1".repeat(39)),
    "Attempting to store more than 38 significant digits in a Number"],
  ["that is too large", N("1e126"),
    "Number overflow. Attempting to store a number with magnitude larger than supported range"],
  ["that is too near to zero", N("1e-131"),
    "Number underflow. Attempting to store a number with magnitude smaller than supported range"],
]) {
  complete(`refuses a key's value ${title}`, peers, {
    request: { TableName: numbers.name, Key: { pk } }, error: validation(message) });
}

const violations = (...each) => validation(each.length === 1
  ? `1 validation error detected: ${each[0]}`
  : `${each.length} validation errors detected: ${each.join("; ")}`);
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const oneOf = (...values) => `satisfy enum value set: [${values.join(", ")}]`;
const good = () => ({ TableName: simple.name, Key: item({ pk: unique() }) });
for (const [title, changes, wrong] of [
  ["no TableName", { TableName: undefined }, violation("null", "tableName", "not be null")],
  ["no Key", { Key: undefined }, violation("null", "key", "not be null")],
  ["an unknown ReturnValues", { ReturnValues: "OLD" }, violation("'OLD'", "returnValues",
    oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))],
  ["an unknown ReturnConsumedCapacity", { ReturnConsumedCapacity: "X" },
    violation("'X'", "returnConsumedCapacity", oneOf("INDEXES", "TOTAL", "NONE"))],
  ["an unknown ReturnItemCollectionMetrics", { ReturnItemCollectionMetrics: "X" },
    violation("'X'", "returnItemCollectionMetrics", oneOf("SIZE", "NONE"))],
  ["a name of a table with a space", { TableName: "a b c" },
    violation("'a b c'", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
]) {
  complete(`refuses ${title}`, peers, { request: { ...good(), ...changes },
    error: violations(wrong) });
}
strict("gathers all violations in one message", "emulators agree: dynalite", {
  request: { ReturnValues: "OLD", ReturnConsumedCapacity: "X", ReturnItemCollectionMetrics: "Y" },
  error: validation(new RegExp("^5 validation errors detected: (?=.*'returnValues')(?=.*'key')" +
    "(?=.*'tableName')(?=.*'returnConsumedCapacity')(?=.*'returnItemCollectionMetrics')")) });

for (const [title, changes, message] of [
  ["a Key that is a string", { Key: "a" }, "Unexpected field type"],
  ["a key's value that is a string", { Key: { pk: "a" } }, "Unexpected value type in payload"],
  ["a key's S that is a number", { Key: { pk: { S: 1 } } },
    "NUMBER_VALUE cannot be converted to String"],
  ["a ConditionExpression that is a number", { ConditionExpression: 5 },
    "NUMBER_VALUE cannot be converted to String"],
  ["ExpressionAttributeValues that are a string", { ExpressionAttributeValues: "a" },
    "Unexpected field type"],
]) {
  complete(`refuses ${title} as JSON of the wrong type`, "emulators agree: dynalite", {
    request: { ...good(), ...changes }, error: failure("SerializationException", message) });
}

core("refuses a table that does not exist", "docs: DeleteItem, ResourceNotFoundException", {
  request: { ...good(), TableName: tableName() }, error: "ResourceNotFoundException" });
complete("says that the resource was not found",
  "recorded: 'ResourceNotFoundException: Requested resource not found' in bug reports of the SDKs",
    {
    request: { ...good(), TableName: tableName() },
    error: failure("ResourceNotFoundException", "Requested resource not found") });

const none = "conformance.deleteitem.none";
strict("looks at the key's values before the table", peers, {
  request: { TableName: none, Key: { pk: {} } }, error: validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes") });
strict("looks for the table before it compares the key with the schema", peers, {
  request: { TableName: none, Key: {} },
  error: failure("ResourceNotFoundException", "Requested resource not found") });
strict("looks at the condition before the table", "emulators agree: dynalite", {
  request: { TableName: none, Key: item({ pk: "a" }), ConditionExpression: "" },
  error: validation("Invalid ConditionExpression: The expression can not be empty;") });
strict("compares the key with the schema before it looks at the condition's outcome", peers, {
  request: { TableName: ranged.name, Key: item({ pk: "a" }),
    ConditionExpression: "attribute_exists(pk)" },
  error: mismatch });
strict("looks at ReturnValues before the table", "unknown", {
  request: { TableName: none, Key: item({ pk: "a" }), ReturnValues: "ALL_NEW" },
  error: validation("ReturnValues can only be ALL_OLD or NONE") });

// The partition key is looked at whole before the sort key is; how many attributes there are comes
// first.
for (const [title, Key, error, known] of [
  ["an empty partition key before a sort key of another type", item({ pk: "", sk: 1 }),
    notValid(`${emptyText}pk`), "emulators agree: DynamoDB Local, dynoxide"],
  ["a partition key that is too long before a sort key of another type",
    item({ pk: "k".repeat(2049), sk: 1 }), hashTooLong, peers],
  ["a sort key that is missing before an empty partition key", item({ pk: "" }), mismatch, peers],
  ["a sort key that is missing before a partition key that is too long",
    item({ pk: "k".repeat(2049) }), mismatch, peers],
]) {
  strict(`reports ${title}`, known, { request: { TableName: strings.name, Key }, error });
}
