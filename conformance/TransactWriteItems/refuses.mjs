// Requests that are refused before anything is looked up, and tables that are not there.
import { N, failure, item, raw, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const users = table({ key: "pk:S sk:N" });
const DOCS = "docs: TransactWriteItems";
const LOCAL = "emulators agree: DynamoDB Local";
const k = () => ({ pk: unique(), sk: 1 });
const same = k();
const write = (...TransactItems) => ({ TransactItems });
const put = (members, more) => ({ Put: { TableName: users.name, Item: item(members), ...more } });
const remove = (key, more) => ({ Delete: { TableName: users.name, Key: item(key), ...more } });
const update = (key, more) => ({ Update: { TableName: users.name, Key: item(key),
  UpdateExpression: "SET a = :a",
  ExpressionAttributeValues: item({ ":a": 1 }), ...more } });
const check = (key, more) => ({ ConditionCheck: { TableName: users.name, Key: item(key),
  ConditionExpression: "attribute_exists(pk)", ...more } });

for (const [title, request] of [
  ["no actions", () => write()],
  ["an item in two actions", () => write(put(same), remove(same))],
  ["an action of nothing", () => write({})],
  ["101 actions", () => write(...Array.from({ length: 101 }, () => put(k())))],
  ["a check without a condition", () => write(check(k(), { ConditionExpression: undefined }))],
  ["an expression that is wrong", () => write(update(k(), { UpdateExpression: "SET a" }))],
]) {
  core(`refuses ${title}`, DOCS, { request: request(), error: "ValidationException" });
}
core("refuses a table that does not exist", DOCS, {
  request: write({ Put: { TableName: tableName(), Item: item(k()) } }),
    error: "ResourceNotFoundException" });
complete("writes nothing when a table does not exist", DOCS, async (t) => {
  const a = k();
  await t.fails("TransactWriteItems", write(put(a),
    { Put: { TableName: tableName(), Item: item(a) } }), "ResourceNotFoundException");
  await t.ok("GetItem", { TableName: users.name, Key: item(a) }, {});
});

const TWICE = validation("Transaction request cannot include multiple operations on one item");
for (const [title, actions] of [
  ["two puts", () => [put(same), put({ ...same, x: 1 })]],
  ["a put and a delete", () => [put(same), remove(same)]],
  ["an update and a check", () => [update(same), check(same)]],
  ["two checks", () => [check(same), check(same)]],
  ["keys that are one number written in two ways", () =>
    [put(same), put({ ...same, sk: N("1.0") })]],
]) {
  complete(`refuses ${title} of one item`, "docs: TransactWriteItems; DynamoDB Local", {
    request: write(...actions()), error: TWICE });
}

const KINDS = validation("TransactItems can only contain one of Check, Put, Update or Delete");
for (const [title, request, error, known = LOCAL] of [
  ["an action that is nothing", write({}),
    validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update " +
      "request")],
  ["an action of two kinds", write({ ...put(k()), ...remove(k()) }), KINDS],
  ["an empty condition", write(put(k(), { ConditionExpression: "" })),
    validation("Invalid ConditionExpression: The expression can not be empty;")],
  ["a condition that ends too early", write(put(k(), { ConditionExpression: "a =" })),
    validation('Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="')],
  ["an empty update", write(update(k(), { UpdateExpression: "" })),
    validation("Invalid UpdateExpression: The expression can not be empty;")],
  ["a value that no expression uses", write(put(k(),
    { ConditionExpression: "attribute_exists(pk)", ExpressionAttributeValues: item({ ":x": 1 }) })),
    validation("Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}")],
  ["a name that no expression uses", write(put(k(),
    { ConditionExpression: "attribute_exists(pk)", ExpressionAttributeNames: { "#x": "x" } })),
    validation("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}")],
  ["values without an expression", write(put(k(),
    { ExpressionAttributeValues: item({ ":x": 1 }) })),
    validation("ExpressionAttributeValues can only be specified when using expressions: " +
      "ConditionExpression is null")],
  ["names without an expression", write(put(k(), { ExpressionAttributeNames: { "#x": "x" } })),
    validation("ExpressionAttributeNames can only be specified when using expressions")],
  ["a value that is not given", write(check(k(), { ConditionExpression: "a = :x" })),
    validation("Invalid ConditionExpression: An expression attribute value used in expression " +
      "is not defined; attribute value: :x")],
  ["an empty set", write(put({ ...k(), s: raw({ SS: [] }) })),
    validation("One or more parameter values were invalid: An string set  may not be empty")],
  ["an attribute value without a type", write(put({ ...k(), s: raw({}) })),
    validation("Supplied AttributeValue is empty, must contain exactly one of the supported " +
      "datatypes")],
  ["an update of overlapping paths", write(update(k(),
    { UpdateExpression: "SET a = :a, a.b = :a" })),
    validation("Invalid UpdateExpression: Two document paths overlap with each other; must " +
      "remove or rewrite one of these paths; path one: [a], path two: [a, b]")],
]) {
  complete(`refuses ${title}`, known, { request, error });
}

complete("refuses an update of the key", LOCAL, {
  request: write(update(k(), { UpdateExpression: "SET pk = :a" })),
    error: "TransactionCanceledException" });

const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const violations = (...each) =>
  validation(`${each.length} validation error${each.length > 1 ? "s" : ""} detected: ` +
  `${each.join("; ")}`);
const at = (kind, member) => `transactItems.1.member.${kind}.${member}`;
for (const [title, request, wrong] of [
  ["no TransactItems", {}, violation("null", "transactItems", "not be null")],
  ["an empty TransactItems", write(), violation("'[]'", "transactItems",
    "have length greater than or equal to 1")],
  ["a put without an item", write({ Put: { TableName: users.name } }),
    violation("null", at("put", "item"), "not be null")],
  ["a put without a table", write({ Put: { Item: item(k()) } }),
    violation("null", at("put", "tableName"), "not be null")],
  ["a delete without a key", write({ Delete: { TableName: users.name } }),
    violation("null", at("delete", "key"), "not be null")],
  ["an update without an expression", write(update(k(),
    { UpdateExpression: undefined, ExpressionAttributeValues: undefined })),
    violation("null", at("update", "updateExpression"), "not be null")],
  ["a check without its condition", write(check(k(), { ConditionExpression: undefined })),
    violation("null", at("conditionCheck", "conditionExpression"), "not be null")],
  ["a ReturnValuesOnConditionCheckFailure that is none",
    write(put(k(), { ReturnValuesOnConditionCheckFailure: "NEW" })),
    violation("'NEW'", at("put", "returnValuesOnConditionCheckFailure"),
      "satisfy enum value set: [ALL_OLD, NONE]")],
  ["a ReturnConsumedCapacity that is none", { ...write(put(k())), ReturnConsumedCapacity: "ALL" },
    violation("'ALL'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]")],
  ["an empty token", { ...write(put(k())), ClientRequestToken: "" },
    violation("''", "clientRequestToken", "have length greater than or equal to 1")],
  ["a token of 37 characters", { ...write(put(k())), ClientRequestToken: "t".repeat(37) },
    violation(`'${"t".repeat(37)}'`, "clientRequestToken", "have length less than or equal to 36")],
]) {
  complete(`refuses ${title} by a constraint`,
    "docs: TransactWriteItems; form of the service's constraint errors",
    { request, error: violations(wrong) });
}
strict("looks for items in two actions before tables", "unknown", {
  request: write(...[1, 2].map(() => ({ Put: { TableName: "conformance.nothing-at-all",
    Item: item(same) } }))),
  error: failure("ResourceNotFoundException", /./) });
strict("looks at expressions before tables", "unknown", {
  request: write({ ConditionCheck: { TableName: tableName(), Key: item(k()),
    ConditionExpression: "a =" } }),
  error: validation('Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="') });
strict("says which table does not exist in the service's words",
  "docs: TransactWriteItems, ResourceNotFoundException", {
  request: write({ Put: { TableName: tableName(), Item: item(k()) } }),
  error: failure("ResourceNotFoundException",
    /^(Requested resource not found|Cannot do operations on a non-existent table)$/) });
strict("takes no text for actions", "docs: TransactWriteItems, TransactItems is a list", {
  request: { TransactItems: "x" }, error: failure("SerializationException", /./) });
