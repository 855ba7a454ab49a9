import { N, NS, SS, failure, item, raw, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const users = table({ key: "pk:S sk:N", gsi: { byColor: "color:S" } });
const plain = table({ key: "id:S" });

const DOCS = "docs: BatchWriteItem";
const LOCAL = "emulators agree: DynamoDB Local";
const D = "emulators agree: dynalite";
const OTHERS = "emulators agree: dynalite, dynoxide";
const put = (members) => ({ PutRequest: { Item: item(members) } });
const remove = (members) => ({ DeleteRequest: { Key: item(members) } });
const write = (RequestItems, more) => ({ RequestItems, ...more });
const of = (...requests) => write({ [users.name]: requests });
const done = { UnprocessedItems: {} };

const a = unique();
core("puts items", DOCS, {
  request: of(put({ pk: a, sk: 1, x: "one" }), put({ pk: a, sk: 2 })), output: done,
  after: [users.get({ pk: a, sk: 1 }, { pk: a, sk: 1, x: "one" }),
    users.get({ pk: a, sk: 2 }, { pk: a, sk: 2 })] });
const b = unique();
core("deletes items", DOCS, { before: [users.put({ pk: b, sk: 1 }), users.put({ pk: b, sk: 2 })],
  request: of(remove({ pk: b, sk: 1 })), output: done,
  after: [users.get({ pk: b, sk: 1 }), users.get({ pk: b, sk: 2 }, { pk: b, sk: 2 })] });
const c = unique();
core("puts and deletes in several tables", DOCS, { before: [users.put({ pk: c, sk: 1 })],
  request: write({ [users.name]: [remove({ pk: c, sk: 1 }), put({ pk: c, sk: 2 })],
    [plain.name]: [put({ id: c })] }),
  output: done,
  after: [users.get({ pk: c, sk: 1 }), users.get({ pk: c, sk: 2 }, { pk: c, sk: 2 }),
    plain.get({ id: c }, { id: c })] });
const d = unique();
core("replaces whole items", DOCS, { before: [users.put({ pk: d, sk: 1, old: 1 })],
  request: of(put({ pk: d, sk: 1, fresh: 1 })), output: done,
  after: [users.get({ pk: d, sk: 1 }, { pk: d, sk: 1, fresh: 1 })] });
complete("succeeds in deleting what is not there", DOCS,
  { request: of(remove({ pk: unique(), sk: 1 })), output: done });
const e = unique();
complete("takes 25 requests", "docs: BatchWriteItem, 25 requests", {
  request: of(...Array.from({ length: 25 }, (_, sk) => put({ pk: e, sk }))), output: done,
  after: [["Query", { TableName: users.name, KeyConditionExpression: "pk = :p", Select: "COUNT",
    ExpressionAttributeValues: item({ ":p": e }) }, { Count: 25, ScannedCount: 25 }]] });
const f = unique();
complete("takes items of almost 400 KB", "docs: Quotas, item size", {
  request: of(put({ pk: f, sk: 1, data: "x".repeat(409_000) }),
    put({ pk: f, sk: 2, data: "x".repeat(409_000) })), output: done });
const g = unique();
core("keeps indexes", DOCS, async (t) => {
  await t.ok("BatchWriteItem", of(put({ pk: g, sk: 1, color: g }),
    put({ pk: g, sk: 2, color: g })));
  const query = { TableName: users.name, IndexName: "byColor", KeyConditionExpression: "color = :c",
    ExpressionAttributeValues: item({ ":c": g }) };
  await t.until(async () => (await t.ok("Query", query)).Count === 2, "both items in the index");
  await t.ok("BatchWriteItem", of(remove({ pk: g, sk: 1 })));
  await t.until(async () => (await t.ok("Query", query)).Count === 1, "one item in the index");
});
const h = unique();
complete("stores values of every type", DOCS, {
  request: of(put({ pk: h, sk: 1, l: [1, "a", null, true], m: { x: {} }, s: SS("b", "a"),
    n: NS(2, 1), e: "" })), output: done,
  after: [users.get({ pk: h, sk: 1 }, { pk: h, sk: 1, l: [1, "a", null, true], m: { x: {} },
    s: SS("b", "a"), n: NS(2, 1), e: "" })] });

// Capacity
const CAPACITY = "docs: Write consumption, BatchWriteItem";
complete("counts capacity of each item by itself", CAPACITY, {
  request: write({ [plain.name]: [put({ id: unique() }),
    put({ id: unique(), data: "x".repeat(1500) })] }, { ReturnConsumedCapacity: "TOTAL" }),
  output: { ...done, ConsumedCapacity: [{ TableName: plain.name, CapacityUnits: 3 }] } });
complete("names capacity of tables and indexes for INDEXES", CAPACITY, {
  request: write({ [users.name]: [put({ pk: unique(), sk: 1, color: "x" })] },
    { ReturnConsumedCapacity: "INDEXES" }),
  output: { ...done, ConsumedCapacity: [{ TableName: users.name, CapacityUnits: 2,
    Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { byColor: { CapacityUnits: 1 } } }] } });
complete("counts capacity of deleting what is not there", CAPACITY, {
  request: write({ [plain.name]: [remove({ id: unique() })] }, { ReturnConsumedCapacity: "TOTAL" }),
  output: { ...done, ConsumedCapacity: [{ TableName: plain.name, CapacityUnits: 1 }] } });
const i = unique();
complete("answers sizes of item collections of tables without local indexes as nothing",
  "docs: ReturnItemCollectionMetrics", {
  request: write({ [plain.name]: [put({ id: i })] }, { ReturnItemCollectionMetrics: "SIZE" }),
    output: done });

// What it refuses
const j = unique();
for (const [title, request] of [
  ["no tables", () => write({})],
  ["26 requests", () => of(...Array.from({ length: 26 }, (_, sk) => put({ pk: j, sk })))],
  ["an item twice", () => of(put({ pk: j, sk: 1 }), remove({ pk: j, sk: 1 }))],
  ["an item without its sort key", () => of(put({ pk: j }))],
  ["an item beyond 400 KB", () => of(put({ pk: j, sk: 1, data: "x".repeat(409_600) }))],
]) {
  core(`refuses ${title}`, DOCS, { request: request(), error: "ValidationException" });
}
core("refuses a table that does not exist, and writes nothing", DOCS, {
  request: write({ [plain.name]: [put({ id: j })], [tableName()]: [put({ id: j })] }),
  error: "ResourceNotFoundException", after: [plain.get({ id: j })] });
complete("writes nothing of a batch that is wrong", DOCS, {
  request: write({ [plain.name]: [put({ id: `${j}b` }), put({ wrong: "x" })] }),
  error: "ValidationException", after: [plain.get({ id: `${j}b` })] });

const wrong = (text) => validation(`One or more parameter values were invalid: ${text}`);
const TWICE = validation("Provided list of item keys contains duplicates");
for (const [title, request, error, known = LOCAL] of [
  ["an item that is put twice", of(put({ pk: j, sk: 1 }), put({ pk: j, sk: 1, x: 1 })), TWICE],
  ["an item that is put and deleted", of(remove({ pk: j, sk: 1 }), put({ pk: j, sk: 1 })), TWICE],
  ["an item that is deleted twice", of(remove({ pk: j, sk: 1 }), remove({ pk: j, sk: N("1.0") })),
    TWICE],
  ["an item that lacks its sort key", of(put({ pk: j })),
    validation("The provided key element does not match the schema"),
    D],
  ["an item whose sort key has another type", of(put({ pk: j, sk: "1" })),
    validation("The provided key element does not match the schema"), OTHERS],
  ["an item whose index key has another type", of(put({ pk: j, sk: 1, color: 1 })),
    wrong("Type mismatch for Index Key color Expected: S Actual: N IndexName: byColor"),
    OTHERS],
  ["a key to delete that lacks the sort key", of(remove({ pk: j })),
    validation("The provided key element does not match the schema"),
    OTHERS],
  ["a key to delete with an attribute too many", of(remove({ pk: j, sk: 1, x: 1 })),
    validation("The provided key element does not match the schema"),
    OTHERS],
  ["a key to delete of another type", of(remove({ pk: j, sk: "1" })),
    validation("The provided key element does not match the schema"),
    OTHERS],
  ["an item that is too large", of(put({ pk: j, sk: 1, data: "x".repeat(409_600) })),
    validation("Item size has exceeded the maximum allowed size"),
      "emulators agree: DynamoDB Local, dynalite, dynoxide"],
  ["an empty text as a key", write({ [plain.name]: [put({ id: "" })] }),
    validation("One or more parameter values are not valid. The AttributeValue for a key " +
      "attribute cannot contain an empty string value. Key: id")],
  ["an empty text as a key to delete", write({ [plain.name]: [remove({ id: "" })] }),
    validation("One or more parameter values are not valid. The AttributeValue for a key " +
      "attribute cannot contain an empty string value. Key: id")],
  ["an empty set", write({ [plain.name]: [put({ id: j, s: raw({ SS: [] }) })] }),
    wrong("An string set  may not be empty")],
  ["a set with a value twice", write({ [plain.name]: [put({ id: j, s: SS("a", "a") })] }),
    wrong("Input collection [a, a] contains duplicates."),
    OTHERS],
  ["an attribute value without a type", write({ [plain.name]: [put({ id: j, s: raw({}) })] }),
    validation("Supplied AttributeValue is empty, must contain exactly one of the supported " +
      "datatypes")],
  ["an attribute value of two types", write({ [plain.name]: [put({ id: j,
    s: raw({ S: "a", N: "1" }) })] }),
    validation("Supplied AttributeValue has more than one datatypes set, must contain exactly " +
      "one of the supported datatypes")],
  ["a number that is none", write({ [plain.name]: [put({ id: j, n: N("1x") })] }),
    validation("The parameter cannot be converted to a numeric value: 1x"), OTHERS],
  ["more than 25 requests of two tables", write({ [users.name]: Array.from({ length: 20 },
    (_, sk) => put({ pk: j, sk })),
    [plain.name]: Array.from({ length: 6 }, (_, n) => put({ id: `${j}${n}` })) }),
  validation("Too many items requested for the BatchWriteItem call")],
  ["a request of nothing", of({}),
    validation("Supplied AttributeValue has more than one datatypes set, must contain exactly " +
      "one of the supported datatypes")],
  ["a request of a put and a delete", of({ ...put({ pk: j, sk: 1 }), ...remove({ pk: j, sk: 2 }) }),
    validation("Supplied AttributeValue has more than one datatypes set, must contain exactly " +
      "one of the supported datatypes")],
]) {
  complete(`refuses ${title}`, known, { request, error });
}
const violation = (value, path, constraint) =>
  validation(`1 validation error detected: Value ${value} at ` +
  `'${path}' failed to satisfy constraint: Member must ${constraint}`);
const MAP = validation(
  /^1 validation error detected: Value '\{.*\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/s);
for (const [title, request, error] of [
  ["no RequestItems", {}, violation("null", "requestItems", "not be null")],
  ["an empty list of requests", of(), MAP], ["26 requests of a table",
    of(...Array.from({ length: 26 }, (_, sk) => put({ pk: j, sk }))), MAP],
  ["a PutRequest without an item", of({ PutRequest: {} }),
    violation("null", `requestItems.${users.name}.member.1.member.putRequest.item`, "not be null")],
  ["a DeleteRequest without a key", of({ DeleteRequest: {} }),
    violation("null", `requestItems.${users.name}.member.1.member.deleteRequest.key`,
    "not be null")],
  ["a ReturnConsumedCapacity that is none", write({ [users.name]: [put({ pk: j, sk: 1 })] },
    { ReturnConsumedCapacity: "ALL" }),
    violation("'ALL'", "returnConsumedCapacity", "satisfy enum value set: [INDEXES, TOTAL, NONE]")],
  ["a ReturnItemCollectionMetrics that is none",
    write({ [users.name]: [put({ pk: j, sk: 1 })] }, { ReturnItemCollectionMetrics: "ALL" }),
    violation("'ALL'", "returnItemCollectionMetrics", "satisfy enum value set: [SIZE, NONE]")],
]) {
  complete(`refuses ${title} by a constraint`, "emulators agree: dynalite", { request, error });
}
complete("refuses an empty RequestItems",
  "recorded: answers of the service in nubo-db/dynoxide issue 17 and pull request 198", {
    request: write({}),
    error: validation("The requestItems parameter is required for BatchWriteItem") });
strict("looks at duplicates before the table", "unknown", {
  request: write({ [tableName()]: [put({ id: "a" }), put({ id: "a" })] }),
    error: failure("ResourceNotFoundException", /./) });
strict("looks at values before the table", "emulators agree: dynalite", {
  request: write({ [tableName()]: [put({ id: "a", s: raw({}) })] }),
  error: validation("Supplied AttributeValue is empty, must contain exactly one of the " +
    "supported datatypes") });
