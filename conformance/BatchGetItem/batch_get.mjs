import { N, failure, item, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const rows = Array.from({ length: 5 }, (_, sk) =>
  ({ pk: "p", sk, color: `c${sk}`, spec: { a: sk, b: [1, 2] } }));
const users = table({ key: "pk:S sk:N", items: rows });
const plain = table({ key: "id:S", items: [{ id: "x", v: 1 }, { id: "y", v: 2 }] });

const DOCS = "docs: BatchGetItem";
const LOCAL = "emulators agree: DynamoDB Local";
const keys = (...sks) => sks.map((sk) => item({ pk: "p", sk }));
const get = (wanted, more) => ({ RequestItems: wanted, ...more });
const users2 = (...sks) => ({ [users.name]: { Keys: keys(...sks) } });
const answer = (responses, more) => ({ Responses: Object.fromEntries(Object.entries(responses)
  .map(([name, items]) => [name, unordered(...items.map(item))])), UnprocessedKeys: {}, ...more });

core("answers the items of the keys", DOCS, {
  request: get(users2(0, 2)), output: answer({ [users.name]: [rows[0], rows[2]] }) });
core("answers items of several tables", DOCS, {
  request: get({ ...users2(1), [plain.name]: { Keys: [item({ id: "x" }), item({ id: "y" })] } }),
  output: answer({ [users.name]: [rows[1]], [plain.name]: [{ id: "x", v: 1 },
    { id: "y", v: 2 }] }) });
core("leaves out keys that no item has", DOCS, {
  request: get(users2(1, 99)), output: answer({ [users.name]: [rows[1]] }) });
core("answers an empty list for a table where nothing was found", DOCS, {
  request: get(users2(98, 99)), output: answer({ [users.name]: [] }) });
complete("reads consistently", DOCS, {
  request: get({ [users.name]: { Keys: keys(3), ConsistentRead: true } }),
    output: answer({ [users.name]: [rows[3]] }) });
core("projects", DOCS, {
  request: get({ [users.name]: { Keys: keys(1, 2), ProjectionExpression: "sk, color" } }),
  output: answer({ [users.name]: [{ sk: 1, color: "c1" }, { sk: 2, color: "c2" }] }) });
complete("projects paths by names", DOCS, {
  request: get({ [users.name]: { Keys: keys(1), ProjectionExpression: "#s.b[1], #s.a",
    ExpressionAttributeNames: { "#s": "spec" } } }),
  output: answer({ [users.name]: [{ spec: { a: 1, b: [2] } }] }) });
complete("projects in each table by itself", DOCS, {
  request: get({ [users.name]: { Keys: keys(1), ProjectionExpression: "sk" },
    [plain.name]: { Keys: [item({ id: "x" })] } }),
  output: answer({ [users.name]: [{ sk: 1 }], [plain.name]: [{ id: "x", v: 1 }] }) });
complete("reads AttributesToGet", "docs: AttributesToGet", {
  request: get({ [users.name]: { Keys: keys(1), AttributesToGet: ["color", "nothing"] } }),
  output: answer({ [users.name]: [{ color: "c1" }] }) });
complete("answers an empty item when the projection finds nothing", DOCS, {
  request: get({ [users.name]: { Keys: keys(1), ProjectionExpression: "nothing" } }),
  output: answer({ [users.name]: [{}] }) });
complete("takes 100 keys", "docs: BatchGetItem, as many as 100 items", {
  request: get(users2(...Array.from({ length: 100 }, (_, i) => i + 1000))),
    output: answer({ [users.name]: [] }) });
complete("takes 100 keys of two tables", "docs: BatchGetItem, as many as 100 items", {
  request: get({ ...users2(...Array.from({ length: 60 }, (_, i) => i + 1000)),
    [plain.name]: { Keys: Array.from({ length: 40 }, (_, i) => item({ id: `n${i}` })) } }),
  output: answer({ [users.name]: [], [plain.name]: [] }) });

const big = table({ key: "pk:S" });
complete("answers 16 MB at the most and the rest as UnprocessedKeys", "docs: BatchGetItem, 16 MB",
  async (t) => {
  const Keys = Array.from({ length: 45 }, (_, i) => item({ pk: `k${i}` }));
  for (const Key of Keys) {
    await t.ok("PutItem", { TableName: big.name,
      Item: { ...Key, data: { S: "x".repeat(390_000) } } });
  }
  const RequestItems = { [big.name]: { Keys, ProjectionExpression: "pk", ConsistentRead: true } };
  const seen = [];
  let rest = RequestItems;
  let first;
  for (let calls = 0; rest[big.name] !== undefined && calls < 10; calls += 1) {
    const answered = await t.ok("BatchGetItem", { RequestItems: rest });
    first ??= answered;
    seen.push(...answered.Responses[big.name]);
    rest = answered.UnprocessedKeys;
  }
  t.that(first.Responses[big.name].length < 45, "fewer than all items in the first answer");
  t.equal(first.UnprocessedKeys[big.name].ProjectionExpression, "pk");
  t.equal(first.UnprocessedKeys[big.name].ConsistentRead, true);
  t.equal(seen, unordered(...Keys));
});

// Capacity
for (const [title, more, units] of [["eventually consistent", {}, 1],
  ["consistent", { ConsistentRead: true }, 2]]) {
  complete(`counts capacity of each item of ${title} reads by itself`,
    "docs: Read consumption, BatchGetItem", {
    request: get({ [users.name]: { Keys: keys(1, 2), ...more } },
      { ReturnConsumedCapacity: "TOTAL" }),
    output: answer({ [users.name]: [rows[1], rows[2]] },
      { ConsumedCapacity: [{ TableName: users.name, CapacityUnits: units }] }) });
}
complete("counts capacity of keys that no item has",
  "docs: Read consumption, items that do not exist", {
  request: get(users2(98, 99), { ReturnConsumedCapacity: "TOTAL" }),
  output: answer({ [users.name]: [] }, { ConsumedCapacity: [{ TableName: users.name,
    CapacityUnits: 1 }] }) });
complete("names capacity of tables for INDEXES", "docs: ReturnConsumedCapacity", {
  request: get(users2(1), { ReturnConsumedCapacity: "INDEXES" }),
  output: answer({ [users.name]: [rows[1]] },
    { ConsumedCapacity: [{ TableName: users.name, CapacityUnits: 0.5,
    Table: { CapacityUnits: 0.5 } }] }) });
complete("names capacity of each table", "docs: ReturnConsumedCapacity", {
  request: get({ ...users2(1), [plain.name]: { Keys: [item({ id: "x" })] } },
    { ReturnConsumedCapacity: "TOTAL" }),
  output: answer({ [users.name]: [rows[1]], [plain.name]: [{ id: "x", v: 1 }] },
    { ConsumedCapacity: unordered(
    { TableName: users.name, CapacityUnits: 0.5 },
      { TableName: plain.name, CapacityUnits: 0.5 }) }) });

// What it refuses
for (const [title, request] of [
  ["no tables", () => get({})],
  ["101 keys", () => get(users2(...Array.from({ length: 101 }, (_, i) => i)))],
  ["a key twice", () => get(users2(1, 1))],
  ["a key that does not match", () => get({ [users.name]: { Keys: [item({ pk: "p" })] } })],
]) {
  core(`refuses ${title}`, DOCS, { request: request(), error: "ValidationException" });
}
core("refuses a table that does not exist", DOCS, {
  request: get({ [tableName()]: { Keys: keys(1) } }), error: "ResourceNotFoundException" });
const violation = (value, path, constraint) =>
  validation(`1 validation error detected: Value ${value} at ` +
  `'${path}' failed to satisfy constraint: Member must ${constraint}`);
const D = "emulators agree: dynalite";
const OTHERS = "emulators agree: dynalite, dynoxide";
const wrongKey = validation("The provided key element does not match the schema");
const of = (members, name = users.name) => get({ [name]: { Keys: keys(1), ...members } });
for (const [title, request, error, known = LOCAL] of [
  ["a key twice with its reason", get(users2(1, 2, 1)),
    validation("Provided list of item keys contains duplicates")],
  ["a number twice that is written in two ways",
    get({ [users.name]: { Keys: [...keys(1), item({ pk: "p", sk: N("1.0") })] } }),
    validation("Provided list of item keys contains duplicates"),
    D],
  ["a key without its sort key", of({ Keys: [item({ pk: "p" })] }), wrongKey,
    OTHERS],
  ["a key with an attribute too many", of({ Keys: [item({ pk: "p", sk: 1, x: 1 })] }), wrongKey,
    OTHERS],
  ["a key of another type", of({ Keys: [item({ pk: "p", sk: "1" })] }), wrongKey,
    OTHERS],
  ["a key of other attributes", of({ Keys: [item({ a: "p", b: 1 })] }), wrongKey,
    OTHERS],
  ["an empty text as a key", of({ Keys: [item({ id: "" })] }, plain.name),
    validation("One or more parameter values are not valid. The AttributeValue for a key " +
      "attribute cannot contain an empty string value. Key: id")],
  ["an empty projection", of({ ProjectionExpression: "" }),
    validation("Invalid ProjectionExpression: The expression can not be empty;")],
  ["a projection with a reserved word", of({ ProjectionExpression: "name" }),
    validation("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved " +
      "keyword: name")],
  ["a name that the projection does not use",
    of({ ProjectionExpression: "a", ExpressionAttributeNames: { "#x": "x" } }),
    validation("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}")],
  ["names without a projection", of({ ExpressionAttributeNames: { "#x": "x" } }),
    validation("ExpressionAttributeNames can only be specified when using expressions")],
  ["AttributesToGet and ProjectionExpression",
    of({ AttributesToGet: ["a"], ProjectionExpression: "a" }),
    validation("Can not use both expression and non-expression parameters in the same request: " +
      "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}")],
  ["more than 100 keys of two tables", get({ ...users2(...Array.from({ length: 60 }, (_, i) => i)),
    [plain.name]: { Keys: Array.from({ length: 41 }, (_, i) => item({ id: `${i}` })) } }),
  validation("Too many items requested for the BatchGetItem call")],
  ["no RequestItems", {}, violation("null", "requestItems", "not be null"),
    D],
  ["an empty RequestItems", get({}), validation("1 validation error detected: Value at " +
    "'RequestItems' failed to satisfy constraint: Member must have length greater than or equal " +
    "to 1"), "recorded: answers of the service in nubo-db/dynoxide pull request 198"],
  ["no Keys", get({ [users.name]: {} }), violation("null", `requestItems.${users.name}.member.keys`,
    "not be null"),
    D],
  ["an empty list of Keys", of({ Keys: [] }),
    violation("'[]'", `requestItems.${users.name}.member.keys`,
    "have length greater than or equal to 1"),
    D],
  ["an empty attribute value in a key", get({ [users.name]: { Keys: [{ pk: {},
    sk: { N: "1" } }] } }),
    validation("Supplied AttributeValue is empty, must contain exactly one of the supported " +
      "datatypes")],
  ["a number in a key that is none", of({ Keys: [item({ pk: "p", sk: N("x") })] }),
    validation("The parameter cannot be converted to a numeric value: x"), OTHERS],
]) {
  complete(`refuses ${title}${error.message.startsWith("1 validation") ? " by a constraint" : ""}`,
    known, { request, error });
}
complete("refuses 101 keys of a table by a constraint",
  "recorded: answers of the service in nubo-db/dynoxide issue 18, ExtendDB/extenddb pull request 16", {
    request: get(users2(...Array.from({ length: 101 }, (_, i) => i))),
    error: validation(`1 validation error detected: Value at 'RequestItems.${users.name}.member.` +
      "Keys' failed to satisfy constraint: Member must have length less than or equal to 100") });
strict("looks for duplicates before the table", "unknown", {
  request: get({ [tableName()]: { Keys: keys(1, 1) } }),
    error: validation("Provided list of item keys contains duplicates") });
strict("looks at projections before tables", "unknown", {
  request: get({ [tableName()]: { Keys: keys(1), ProjectionExpression: "a," } }),
  error: validation(/^Invalid ProjectionExpression: Syntax error; /) });
strict("refuses a list of RequestItems", "emulators agree: dynalite", {
  request: { RequestItems: [] }, error: failure("SerializationException",
    /^Unrecognized collection type java\.util\.Map<java\.lang\.String, com\.amazonaws\.dynamodb\.v20120810\.KeysAndAttributes>/) });
