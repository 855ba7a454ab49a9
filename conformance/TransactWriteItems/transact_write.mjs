// What transactions write, and why they are canceled.
import { SS, failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const users = table({ key: "pk:S sk:N", gsi: { byColor: "color:S" } });
const plain = table({ key: "id:S" });

const DOCS = "docs: TransactWriteItems";
const Put = (members, more, of = users) => ({ Put: { TableName: of.name, Item: item(members),
  ...more } });
const Delete = (key, more, of = users) => ({ Delete: { TableName: of.name, Key: item(key),
  ...more } });
const Update = (key, UpdateExpression, values, more, of = users) =>
  ({ Update: { TableName: of.name, Key: item(key),
  UpdateExpression, ...(values && { ExpressionAttributeValues: item(values) }), ...more } });
const Check = (key, ConditionExpression, values, more, of = users) =>
  ({ ConditionCheck: { TableName: of.name, Key: item(key),
  ConditionExpression, ...(values && { ExpressionAttributeValues: item(values) }), ...more } });
const write = (...TransactItems) => ({ TransactItems });
const EXISTS = { ConditionExpression: "attribute_exists(pk)" };
const MISSING = { ConditionExpression: "attribute_not_exists(pk)" };

const NONE = { Code: "None" };
const FAILED = { Code: "ConditionalCheckFailed", Message: "The conditional request failed" };
const invalid = (Message) => ({ Code: "ValidationError", Message });
const canceled = (...CancellationReasons) => failure("TransactionCanceledException",
  "Transaction cancelled, please refer cancellation reasons for specific reasons " +
  `[${CancellationReasons.map(({ Code }) => Code).join(", ")}]`, { CancellationReasons });

const k = () => ({ pk: unique(), sk: 1 });
{
  const [a, b, c, d] = [k(), k(), k(), k()];
  core("puts, updates, deletes and checks together", DOCS, {
    before: [users.put({ ...b, n: 1 }), users.put(c), users.put({ ...d, ok: true })],
    request: write(Put({ ...a, x: "new" }), Update(b, "SET n = n + :one", { ":one": 1 }), Delete(c),
      Check(d, "ok = :t", { ":t": true })),
    output: {},
    after: [users.get(a, { ...a, x: "new" }), users.get(b, { ...b, n: 2 }), users.get(c),
      users.get(d, { ...d, ok: true })] });
}
{
  const [a, id] = [k(), unique()];
  core("writes to several tables", DOCS, { request: write(Put(a), Put({ id }, {}, plain)),
    output: {},
    after: [users.get(a, a), plain.get({ id }, { id })] });
}
{
  const [a, b] = [k(), k()];
  core("writes nothing when a condition fails", DOCS, { request: write(Put(a), Put(b, EXISTS)),
    error: "TransactionCanceledException", after: [users.get(a), users.get(b)] });
}
{
  const a = k();
  core("updates an item that is not there", DOCS,
    { request: write(Update(a, "SET n = :n", { ":n": 1 })), output: {},
    after: [users.get(a, { ...a, n: 1 })] });
}
core("deletes an item that is not there", DOCS, { request: write(Delete(k())), output: {} });
{
  const a = k();
  complete("replaces whole items", DOCS, { before: [users.put({ ...a, old: 1 })],
    request: write(Put({ ...a, fresh: 1 })), output: {},
    after: [users.get(a, { ...a, fresh: 1 })] });
}
{
  const a = k();
  complete("makes an item of its key by an update without an expression", "unknown", {
    request: write({ Update: { TableName: users.name, Key: item(a),
      UpdateExpression: "REMOVE x" } }), output: {},
    after: [users.get(a, a)] });
}
{
  const pk = unique();
  complete("takes 100 actions", "docs: TransactWriteItems, up to 100 actions", {
    request: write(...Array.from({ length: 100 }, (_, sk) => Put({ pk, sk }))), output: {},
    after: [["Query", { TableName: users.name, KeyConditionExpression: "pk = :p", Select: "COUNT",
      ExpressionAttributeValues: item({ ":p": pk }) }, { Count: 100, ScannedCount: 100 }]] });
  complete("refuses 101 actions", "docs: TransactWriteItems, up to 100 actions", {
    request: write(...Array.from({ length: 101 }, (_, sk) => Put({ pk, sk }))),
    error: validation(/^1 validation error detected: Value '.*' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s) });
}
{
  const pk = unique();
  core("keeps indexes", DOCS, async (t) => {
    await t.ok("TransactWriteItems", write(Put({ pk, sk: 1, color: pk }),
      Put({ pk, sk: 2, color: pk })));
    await t.until(async () => (await t.ok("Query", { TableName: users.name, IndexName: "byColor",
      KeyConditionExpression: "color = :c",
        ExpressionAttributeValues: item({ ":c": pk }) })).Count === 2, "both in the index");
  });
}

// Conditions of each kind of action, when they hold and when they don't.
const CONDITIONS = [
  ["Put", (key, condition, values) => Put(key,
    { ConditionExpression: condition, ...(values &&
    { ExpressionAttributeValues: item(values) }) })],
  ["Delete", (key, condition, values) => Delete(key,
    { ConditionExpression: condition, ...(values &&
    { ExpressionAttributeValues: item(values) }) })],
  ["Update", (key, condition, values) => Update(key, "REMOVE nothing", values,
    { ConditionExpression: condition })],
  ["ConditionCheck", (key, condition, values) => Check(key, condition, values)],
];
for (const [kind, action] of CONDITIONS) {
  const [there, other, missing] = [k(), k(), k()];
  core(`goes on when the condition of ${kind} holds`, DOCS,
    { before: [users.put({ ...there, n: 1 })],
    request: write(action(there, "n = :n", { ":n": 1 })), output: {} });
  complete(`is canceled when the condition of ${kind} fails`,
    "recorded: aws/aws-sdk-net issue 1292, pynamodb/PynamoDB pull request 1144", {
    before: [users.put({ ...other, n: 1 })], request: write(action(other, "n = :n", { ":n": 2 })),
    error: canceled(FAILED), after: [users.get(other, { ...other, n: 1 })] });
  complete(`is canceled when ${kind} wants an item that is not there`, DOCS, {
    request: write(action(missing, "attribute_exists(pk)")), error: canceled(FAILED),
      after: [users.get(missing)] });
  const old = k();
  complete(`answers the item of a failed ${kind} for ALL_OLD`,
    "recorded: an answer of the service in boto/boto3 issue 2657", async (t) => {
    await t.ok("PutItem", { TableName: users.name, Item: item({ ...old, n: 1, s: "x" }) });
    const wanted = action(old, "n = :n", { ":n": 2 });
    Object.values(wanted)[0].ReturnValuesOnConditionCheckFailure = "ALL_OLD";
    await t.fails("TransactWriteItems", write(wanted),
      canceled({ ...FAILED, Item: item({ ...old, n: 1, s: "x" }) }));
  });
  const gone = k();
  complete(`answers no item of a failed ${kind} for ALL_OLD when there is none`, DOCS, async (t) =>
    {
    const wanted = action(gone, "attribute_exists(pk)");
    Object.values(wanted)[0].ReturnValuesOnConditionCheckFailure = "ALL_OLD";
    await t.fails("TransactWriteItems", write(wanted), canceled(FAILED));
  });
}
{
  const [a, b, c] = [k(), k(), k()];
  complete("gives a reason for each action in its place", DOCS, { before: [users.put(b)],
    request: write(Put(a), Put(b, MISSING), Check(c, "attribute_not_exists(pk)"),
      Delete(k(), EXISTS)),
    error: canceled(NONE, FAILED, NONE, FAILED), after: [users.get(a)] });
}
{
  const [a, b] = [k(), k()];
  complete("answers an item only where ALL_OLD is asked for", DOCS,
    { before: [users.put(a), users.put(b)],
    request: write(Put(a, MISSING), Put(b, { ...MISSING,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
    error: canceled(FAILED, { ...FAILED, Item: item(b) }) });
}
{
  const a = k();
  complete("answers no item for NONE", DOCS, { before: [users.put(a)],
    request: write(Put(a, { ...MISSING, ReturnValuesOnConditionCheckFailure: "NONE" })),
      error: canceled(FAILED) });
}

// What is wrong only once the item is known.
for (const [title, expression, values, reason] of [
  ["adds to text", "SET n = n + :v", { ":v": 1 },
    "An operand in the update expression has an incorrect data type"],
  ["reads an attribute that is not there", "SET x = nothing", undefined,
    "The provided expression refers to an attribute that does not exist in the item"],
  ["sets a member of text", "SET n.x = :v", { ":v": 1 },
    "The document path provided in the update expression is invalid for update"],
  ["appends to text", "SET n = list_append(n, :v)", { ":v": [1] },
    "An operand in the update expression has an incorrect data type"],
]) {
  const [a, b] = [k(), k()];
  complete(`is canceled when an update ${title}`,
    "docs: TransactionCanceledException, validation errors", {
    before: [users.put({ ...a, n: "text" })], request: write(Put(b), Update(a, expression, values)),
    error: canceled(NONE, invalid(reason)), after: [users.get(b)] });
}
{
  const a = k();
  complete("is canceled when an update makes an item too large",
    "docs: TransactionCanceledException, validation errors", {
    before: [users.put({ ...a, data: "x".repeat(300_000) })],
    request: write(Update(a, "SET more = :v", { ":v": "x".repeat(200_000) })),
    error: canceled(invalid("Item size to update has exceeded the maximum allowed size")) });
}
const SPLIT = "recorded: answers of the service in nubo-db/dynoxide pull request 99";
const LOOKUP = "emulators agree: dynoxide";
const NO_MATCH = /The provided key element does not match the schema/;
for (const [title, known, action, reason] of [
  ["a put lacks its sort key", LOOKUP, () => Put({ pk: unique() }),
    /Missing the key sk in the item|The provided key element does not match the schema/],
  ["a put has a sort key of another type", SPLIT, () => Put({ pk: unique(), sk: "1" }),
    /Type mismatch for key sk expected: N actual: S/],
  ["a put has a set as its sort key", SPLIT, () => Put({ pk: unique(), sk: SS("1") }),
    /Type mismatch for key sk expected: N actual: SS/],
  ["a put has an index key of another type", SPLIT, () => Put({ ...k(), color: 1 }),
    /Type mismatch for Index Key color Expected: S Actual: N IndexName: byColor/],
  ["a key lacks the sort key", LOOKUP, () => Delete({ pk: unique() }), NO_MATCH],
  ["a key has another type", LOOKUP, () => Update({ pk: unique(), sk: "1" }, "REMOVE a"), NO_MATCH],
  ["a key has an attribute too many", LOOKUP, () => Check({ ...k(), x: 1 }, "attribute_exists(pk)"),
    NO_MATCH],
]) {
  core(`refuses it when ${title}`, known, async (t) => {
    const { error } = await t.ask("TransactWriteItems", write(action()));
    t.that(["ValidationException", "TransactionCanceledException"].includes(error?.type),
      `an error, not ${JSON.stringify(error)}`);
  });
  complete(`says why when ${title}`, known, async (t) => {
    const { error } = await t.ask("TransactWriteItems", write(action()));
    t.equal(error.type, "TransactionCanceledException");
    t.equal(error.CancellationReasons, [{ Code: "ValidationError", Message: reason }]);
  });
}
for (const [title, members, key] of [
  ["a text without characters as its partition key", { pk: "", sk: 1 }, "Key: pk"],
  ["a text without characters as an index key", { pk: "a", sk: 1, color: "" },
    "IndexName: byColor, IndexKey: color"],
]) {
  complete(`refuses a put with ${title} before the transaction`, SPLIT, async (t) => {
    const { error } = await t.ask("TransactWriteItems", write(Put(members)));
    t.equal(error?.type, "ValidationException");
    t.that(error.message.includes("cannot contain an empty string value") &&
      error.message.endsWith(key),
      `a message about the empty value, not ${error.message}`);
  });
}

// Capacity
const CAPACITY = "docs: Transactions, capacity: two units for each item";
{
  const key = () => ({ id: unique() });
  complete("counts twice the capacity", CAPACITY, {
    request: { ...write(Put(key(), {}, plain),
      Put({ ...key(), data: "x".repeat(1500) }, {}, plain)), ReturnConsumedCapacity: "TOTAL" },
    output: { ConsumedCapacity: [{ TableName: plain.name, CapacityUnits: 6,
      WriteCapacityUnits: 6 }] } });
  complete("counts capacity of checks", CAPACITY, {
    request: { ...write(Check(key(), "attribute_not_exists(id)", undefined, {}, plain)),
      ReturnConsumedCapacity: "TOTAL" },
    output: { ConsumedCapacity: [{ TableName: plain.name, CapacityUnits: 2,
      WriteCapacityUnits: 2 }] } });
  complete("names the table's capacity for INDEXES", CAPACITY, {
    request: { ...write(Put(key(), {}, plain)), ReturnConsumedCapacity: "INDEXES" },
    output: { ConsumedCapacity: [{ TableName: plain.name, CapacityUnits: 2, WriteCapacityUnits: 2,
      Table: { CapacityUnits: 2, WriteCapacityUnits: 2 } }] } });
}

// Tokens
const TOKENS = "docs: TransactWriteItems, ClientRequestToken, idempotency";
core("does the same request with one token once", TOKENS, async (t) => {
  const a = k();
  const request = { ...write(Update(a, "ADD n :one", { ":one": 1 })),
    ClientRequestToken: unique("t") };
  await t.ok("TransactWriteItems", request, {});
  await t.ok("TransactWriteItems", request, {});
  await t.ok("GetItem", { TableName: users.name, Key: item(a), ConsistentRead: true },
    { Item: item({ ...a, n: 1 }) });
});
core("refuses another request with a token that was used", TOKENS, async (t) => {
  const ClientRequestToken = unique("t");
  await t.ok("TransactWriteItems", { ...write(Put(k())), ClientRequestToken });
  await t.fails("TransactWriteItems", { ...write(Put(k())), ClientRequestToken },
    "IdempotentParameterMismatchException");
});
complete("does the same request with two tokens twice", TOKENS, async (t) => {
  const a = k();
  const request = write(Update(a, "ADD n :one", { ":one": 1 }));
  await t.ok("TransactWriteItems", { ...request, ClientRequestToken: unique("t") });
  await t.ok("TransactWriteItems", { ...request, ClientRequestToken: unique("t") });
  await t.ok("GetItem", { TableName: users.name, Key: item(a), ConsistentRead: true },
    { Item: item({ ...a, n: 2 }) });
});
complete("does the same request without a token twice", TOKENS, async (t) => {
  const a = k();
  const request = write(Update(a, "ADD n :one", { ":one": 1 }));
  await t.ok("TransactWriteItems", request);
  await t.ok("TransactWriteItems", request);
  await t.ok("GetItem", { TableName: users.name, Key: item(a), ConsistentRead: true },
    { Item: item({ ...a, n: 2 }) });
});
complete("takes a token again after a canceled transaction", TOKENS, async (t) => {
  const a = k();
  const request = { ...write(Put({ ...a, n: 2 }, EXISTS)), ClientRequestToken: unique("t") };
  await t.fails("TransactWriteItems", request, "TransactionCanceledException");
  await t.ok("PutItem", { TableName: users.name, Item: item(a) });
  await t.ok("TransactWriteItems", request, {});
});
complete("counts the capacity of reads when a token comes again",
  "docs: TransactWriteItems, idempotency, read capacity units", async (t) => {
  const request = { ...write(Put({ id: unique() }, {}, plain)), ClientRequestToken: unique("t"),
    ReturnConsumedCapacity: "TOTAL" };
  await t.ok("TransactWriteItems", request);
  await t.ok("TransactWriteItems", request, { ConsumedCapacity: [{ TableName: plain.name,
    CapacityUnits: 2, ReadCapacityUnits: 2 }] });
});
complete("takes a token of 36 characters", TOKENS,
  { request: { ...write(Put(k())), ClientRequestToken: unique("t").padEnd(36, "x") }, output: {} });
complete("minds a change of a condition under one token", TOKENS, async (t) => {
  const [a, ClientRequestToken] = [k(), unique("t")];
  await t.ok("TransactWriteItems", { ...write(Put(a)), ClientRequestToken });
  await t.fails("TransactWriteItems", { ...write(Put(a, EXISTS)), ClientRequestToken },
    "IdempotentParameterMismatchException");
});
complete("minds a change of order under one token", TOKENS, async (t) => {
  const [a, b, ClientRequestToken] = [k(), k(), unique("t")];
  await t.ok("TransactWriteItems", { ...write(Put(a), Put(b)), ClientRequestToken });
  await t.fails("TransactWriteItems", { ...write(Put(b), Put(a)), ClientRequestToken },
    "IdempotentParameterMismatchException");
});
complete("does not mind ReturnConsumedCapacity under one token",
  "docs: TransactWriteItems, ClientRequestToken", async (t) => {
  const request = { ...write(Put({ id: unique() }, {}, plain)), ClientRequestToken: unique("t") };
  await t.ok("TransactWriteItems", request);
  await t.ok("TransactWriteItems", { ...request, ReturnConsumedCapacity: "TOTAL" });
});

core("gives reasons to the SDK", "docs: AWS SDK for JavaScript v3, TransactionCanceledException",
  async (t) => {
  const { client, TransactWriteItemsCommand } = t.sdk();
  try {
    await client.send(new TransactWriteItemsCommand(write(Put(k()), Put(k(), EXISTS))));
    t.that(false, "an error");
  } catch (error) {
    t.equal(error.name, "TransactionCanceledException");
    t.equal(error.CancellationReasons.map(({ Code }) => Code), ["None", "ConditionalCheckFailed"]);
  }
});
