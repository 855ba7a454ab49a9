import { B, BS, N, NS, SS, failure, item, suite, unique } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const simple = table({ key: "pk:S" });
const ranged = table({ key: "pk:S sk:N" });
const bytes = table({ key: "pk:B sk:B" });
const numbers = table({ key: "pk:N sk:S" });

// Every type of value comes back as it was stored.
for (const [title, value] of [
  ["a string", "text"],
  ["a string of no characters", ""],
  ["a string of characters beyond the BMP", "\u{1f600}\u00e9\u4e2d"],
  ["a string with a zero character", "a\u0000b"],
  ["a string of quotes, slashes and line ends", "\"\\/\b\f\n\r\t"],
  ["a number", 42],
  ["a negative fraction", N("-0.125")],
  ["a number of 38 digits", N("12345678901234567890123456789012345678")],
  ["bytes", B([0, 1, 254, 255])],
  ["no bytes", B([])],
  ["true", true],
  ["false", false],
  ["null", null],
  ["a set of strings", SS("a", "b", "")],
  ["a set of numbers", NS(1, "-2.5", "1000")],
  ["a set of bytes", BS([1], [2, 3], [])],
  ["a list of mixed values", [1, "a", null, true, [2], { x: 3 }]],
  ["an empty list", []],
  ["a map", { a: { b: { c: [1] } } }],
  ["an empty map", {}],
  ["a list of sets and bytes", [SS("a"), NS(1), BS("b"), B("x")]],
]) {
  const pk = unique();
  core(`answers ${title}`, "docs: Supported data types and naming rules", {
    before: [simple.put({ pk, value })],
    request: { TableName: simple.name, Key: item({ pk }) },
    output: { Item: item({ pk, value }) },
  });
}

const absent = unique();
core("answers nothing for a key without an item", "docs: GetItem, Item", {
  request: { TableName: simple.name, Key: item({ pk: absent }) },
  output: {},
});

const sorted = unique();
core("tells items of one partition key by their sort keys", "docs: GetItem, Key", {
  before: [ranged.put({ pk: sorted, sk: 1, a: "one" }), ranged.put({ pk: sorted, sk: 2,
    a: "two" })],
  request: { TableName: ranged.name, Key: item({ pk: sorted, sk: 2 }) },
  output: { Item: item({ pk: sorted, sk: 2, a: "two" }) },
  after: [ranged.get({ pk: sorted, sk: 3 })],
});

const written = unique();
core("reads what was just written when ConsistentRead is true", "docs: Read consistency", {
  before: [simple.put({ pk: written, n: 1 }), simple.put({ pk: written, n: 2 })],
  request: { TableName: simple.name, Key: item({ pk: written }), ConsistentRead: true },
  output: { Item: item({ pk: written, n: 2 }) },
});

const binary = unique();
core("finds items by keys of bytes", "docs: CreateTable, AttributeDefinitions", {
  before: [bytes.put({ pk: B(binary), sk: B([0, 255]), a: 1 })],
  request: { TableName: bytes.name, Key: { pk: B(binary), sk: B([0, 255]) } },
  output: { Item: item({ pk: B(binary), sk: B([0, 255]), a: 1 }) },
});

// Numbers that are equal are one key, however they are written; the answer has the normal form.
const numberKey = unique();
for (const [stored, asked, answered] of [
  ["100", "1e2", "100"], ["2.50", "2.5", "2.5"], ["-0", "0", "0"], ["0003", "3.000", "3"],
  ["1E-3", "0.001", "0.001"], ["-5e0", "-5", "-5"], ["+7", "7", "7"], [".5", "0.5", "0.5"],
  ["1e125", "1E+125", `1${"0".repeat(125)}`],
]) {
  complete(`finds the item whose key was stored as ${stored} by ${asked}`,
    "docs: Number; emulators agree on the normal form", {
      before: [numbers.put({ pk: N(stored), sk: numberKey })],
      request: { TableName: numbers.name, Key: { pk: N(asked), sk: { S: numberKey } } },
      output: { Item: item({ pk: N(answered), sk: numberKey }) },
    });
}

const cased = unique();
core("distinguishes upper and lower case in keys", "docs: Naming rules", {
  before: [simple.put({ pk: `${cased}-A` })],
  request: { TableName: simple.name, Key: item({ pk: `${cased}-a` }) },
  output: {},
});

const composed = unique();
complete("does not normalise Unicode in keys", "docs: String, UTF-8 binary encoding", {
  before: [simple.put({ pk: `${composed}\u00e9` })],
  request: { TableName: simple.name, Key: item({ pk: `${composed}e\u0301` }) },
  output: {},
});

const byArn = unique();
complete("takes the table's ARN as TableName", "docs: GetItem, TableName", async (t) => {
  const { Table } = await t.ok("DescribeTable", { TableName: simple.name });
  await t.ok("PutItem", { TableName: simple.name, Item: item({ pk: byArn }) });
  await t.ok("GetItem", { TableName: Table.TableArn, Key: item({ pk: byArn }) },
    { Item: item({ pk: byArn }) });
});

core("refuses a table that does not exist", "docs: GetItem, ResourceNotFoundException", {
  request: { TableName: tableName(), Key: item({ pk: "a" }) },
  error: "ResourceNotFoundException",
});

complete("says that the resource was not found",
  "recorded: 'ResourceNotFoundException: Requested resource not found' in bug reports of the SDKs",
    {
    request: { TableName: tableName(), Key: item({ pk: "a" }) },
    error: failure("ResourceNotFoundException", "Requested resource not found"),
  });

const sdkKey = unique();
core("answers the SDK's client", "docs: AWS SDK for JavaScript v3", async (t) => {
  const { client, GetItemCommand, PutItemCommand } = t.sdk();
  const Item = item({ pk: sdkKey, n: 5, list: ["x"] });
  await client.send(new PutItemCommand({ TableName: simple.name, Item }));
  const answer = await client.send(new GetItemCommand({ TableName: simple.name,
    Key: item({ pk: sdkKey }) }));
  t.equal(answer.Item, Item);
});

const document = unique();
core("answers the SDK's document client with plain values", "docs: lib-dynamodb", async (t) => {
  const { documents, GetCommand, PutCommand } = t.sdk();
  const Item = { pk: document, n: 5, list: ["x", { deep: null }], yes: true };
  await documents.send(new PutCommand({ TableName: simple.name, Item }));
  const answer = await documents.send(new GetCommand({ TableName: simple.name,
    Key: { pk: document } }));
  t.equal(answer.Item, Item);
});

core("answers the SDK without an Item where there is none", "docs: GetItem, Item", async (t) => {
  const { client, GetItemCommand } = t.sdk();
  const answer = await client.send(new GetItemCommand({ TableName: simple.name,
    Key: item({ pk: unique() }) }));
  t.that(answer.Item === undefined, "no Item");
});

const plain = unique();
strict("answers an object without members where there is no item", "docs: GetItem, Response Syntax",
  {
  http: { operation: "GetItem",
    body: JSON.stringify({ TableName: simple.name, Key: { pk: { S: plain } } }) },
  answer: { status: 200, text: "{}" },
});
