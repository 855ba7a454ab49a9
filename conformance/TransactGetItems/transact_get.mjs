import { failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const rows = [1, 2, 3].map((sk) => ({ pk: "p", sk, color: `c${sk}`,
  spec: { a: sk, b: ["x", "y"] } }));
const users = table({ key: "pk:S sk:N", items: rows });
const plain = table({ key: "id:S", items: [{ id: "x", v: 1 }] });

const DOCS = "docs: TransactGetItems";
const LOCAL = "emulators agree: DynamoDB Local";
const Get = (sk, more) => ({ Get: { TableName: users.name, Key: item({ pk: "p", sk }), ...more } });
const GetPlain = (id, more) => ({ Get: { TableName: plain.name, Key: item({ id }), ...more } });
const read = (...TransactItems) => ({ TransactItems });
const answer = (items, more) => ({ Responses: items.map((found) =>
  (found ? { Item: item(found) } : {})), ...more });

core("answers items in the order of the request", DOCS, {
  request: read(Get(3), Get(1)), output: answer([rows[2], rows[0]]) });
core("answers an empty response for a key that no item has", DOCS, {
  request: read(Get(1), Get(99), Get(2)), output: answer([rows[0], undefined, rows[1]]) });
core("reads several tables", DOCS, { request: read(GetPlain("x"), Get(1)),
  output: answer([{ id: "x", v: 1 }, rows[0]]) });
core("projects", DOCS, { request: read(Get(1, { ProjectionExpression: "color" })),
  output: answer([{ color: "c1" }]) });
complete("projects paths by names", DOCS, {
  request: read(Get(1, { ProjectionExpression: "#s.b[1]",
    ExpressionAttributeNames: { "#s": "spec" } }), Get(2)),
  output: answer([{ spec: { b: ["y"] } }, rows[1]]) });
complete("answers an empty item when the projection finds nothing", "unknown", {
  request: read(Get(1, { ProjectionExpression: "nothing" })), output: answer([{}]) });
complete("takes 100 gets", "docs: TransactGetItems, up to 100 items", {
  request: read(...Array.from({ length: 100 }, (_, i) => Get(i + 100))),
    output: answer(Array.from({ length: 100 })) });
core("sees what a transaction wrote", DOCS, async (t) => {
  const id = unique();
  await t.ok("TransactWriteItems", { TransactItems: [{ Put: { TableName: plain.name,
    Item: item({ id, v: 2 }) } }] });
  await t.ok("TransactGetItems", read(GetPlain(id)), answer([{ id, v: 2 }]));
});

// Capacity
const CAPACITY = "docs: Transactions, capacity: two units for each item of 4 KB";
complete("counts twice the capacity", CAPACITY, {
  request: { ...read(Get(1), Get(2)), ReturnConsumedCapacity: "TOTAL" },
  output: answer([rows[0], rows[1]], { ConsumedCapacity: [{ TableName: users.name, CapacityUnits: 4,
    ReadCapacityUnits: 4 }] }) });
complete("names the table's capacity for INDEXES", CAPACITY, {
  request: { ...read(Get(1)), ReturnConsumedCapacity: "INDEXES" },
  output: answer([rows[0]], { ConsumedCapacity: [{ TableName: users.name, CapacityUnits: 2,
    ReadCapacityUnits: 2,
    Table: { CapacityUnits: 2, ReadCapacityUnits: 2 } }] }) });
complete("counts capacity of keys that no item has", CAPACITY, {
  request: { ...read(Get(99)), ReturnConsumedCapacity: "TOTAL" },
  output: answer([undefined], { ConsumedCapacity: [{ TableName: users.name, CapacityUnits: 2,
    ReadCapacityUnits: 2 }] }) });
complete("answers no capacity for NONE", "docs: ReturnConsumedCapacity", {
  request: { ...read(Get(1)), ReturnConsumedCapacity: "NONE" }, output: answer([rows[0]]) });

// What it refuses
for (const [title, request] of [
  ["no gets", read()], ["101 gets", read(...Array.from({ length: 101 }, (_, i) => Get(i)))],
  ["a projection that is wrong", read(Get(1, { ProjectionExpression: "a," }))],
  ["a get of nothing", read({})],
]) {
  core(`refuses ${title}`, DOCS, { request, error: "ValidationException" });
}
core("refuses a table that does not exist", DOCS, {
  request: read({ Get: { TableName: tableName(), Key: item({ id: "x" }) } }),
    error: "ResourceNotFoundException" });
for (const [title, key] of [
  ["lacks the sort key", { pk: "p" }], ["has an attribute too many", { pk: "p", sk: 1, x: 1 }],
    ["has another type", { pk: "p", sk: "1" }],
]) {
  core(`refuses a key that ${title}`, DOCS, async (t) => {
    const { error } = await t.ask("TransactGetItems",
      read({ Get: { TableName: users.name, Key: item(key) } }));
    t.that(["ValidationException", "TransactionCanceledException"].includes(error?.type),
      "an error");
  });
  complete(`gives the reason for a key that ${title}`, "emulators agree: dynoxide", {
    request: read(Get(1), { Get: { TableName: users.name, Key: item(key) } }),
    error: failure("TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, " +
      "ValidationError]",
      { CancellationReasons: [{ Code: "None" },
        { Code: "ValidationError",
        Message: "The provided key element does not match the schema" }] }) });
}
complete("refuses an item in two gets", "docs: TransactGetItems; DynamoDB Local", {
  request: read(Get(1), Get(2), Get(1)),
    error: validation("Transaction request cannot include multiple operations on one item") });
for (const [title, request, error] of [
  ["a projection that ends with a comma", read(Get(1, { ProjectionExpression: "a," })),
    validation('Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","')],
  ["an empty projection", read(Get(1, { ProjectionExpression: "" })),
    validation("Invalid ProjectionExpression: The expression can not be empty;")],
  ["a projection with a reserved word", read(Get(1, { ProjectionExpression: "name" })),
    validation("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved " +
      "keyword: name")],
  ["a name that the projection does not use",
    read(Get(1, { ProjectionExpression: "a", ExpressionAttributeNames: { "#x": "x" } })),
    validation("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}")],
  ["names without a projection", read(Get(1, { ExpressionAttributeNames: { "#x": "x" } })),
    validation("ExpressionAttributeNames can only be specified when using expressions")],
]) {
  complete(`refuses ${title}`, LOCAL, { request, error });
}
const violation = (value, path, constraint) =>
  validation(`1 validation error detected: Value ${value} at '${path}' failed to satisfy ` +
  `constraint: Member must ${constraint}`);
for (const [title, request, error] of [
  ["no TransactItems", {}, violation("null", "transactItems", "not be null")],
  ["an empty TransactItems", read(), violation("'[]'", "transactItems",
    "have length greater than or equal to 1")],
  ["a TransactItem without Get", read({}), violation("null", "transactItems.1.member.get",
    "not be null")],
  ["a get without a key", read({ Get: { TableName: users.name } }),
    violation("null", "transactItems.1.member.get.key", "not be null")],
  ["a get without a table", read(Get(1), { Get: { Key: item({ id: "x" }) } }),
    violation("null", "transactItems.2.member.get.tableName", "not be null")],
  ["a ReturnConsumedCapacity that is none", { ...read(Get(1)), ReturnConsumedCapacity: "ALL" },
    violation("'ALL'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]")],
]) {
  complete(`refuses ${title} by a constraint`,
    "docs: TransactGetItems; form of the service's constraint errors", { request, error });
}
complete("refuses 101 gets by a constraint", "docs: TransactGetItems, up to 100 items", {
  request: read(...Array.from({ length: 101 }, (_, i) => Get(i))),
  error: validation(/^1 validation error detected: Value '.*' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s) });
strict("looks at projections before tables", "unknown", {
  request: read({ Get: { TableName: tableName(), Key: item({ id: "x" }),
    ProjectionExpression: "a," } }),
  error: validation('Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","') });
strict("takes no text for gets", "docs: TransactGetItems, TransactItems is a list", {
  request: { TransactItems: "x" }, error: failure("SerializationException", /./) });
