import { B, N, SS, any, failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const simple = table({ key: "pk:S" });
const ranged = table({ key: "pk:S sk:N" });
const bytes = table({ key: "pk:B sk:B" });
const wide = table({ key: "pk:S sk:S", lsi: { byAge: "pk:S age:N" },
  gsi: { byColor: "color:S", byShape: { key: "shape:S", project: "KEYS_ONLY" } } });
const rule = "docs: DeleteItem";

const gone = unique();
core("deletes the item of a key and answers with nothing", rule, {
  before: [simple.put({ pk: gone, a: 1 })],
  request: { TableName: simple.name, Key: item({ pk: gone }) }, output: {},
  after: [simple.get({ pk: gone })] });
core("succeeds where there is no item", rule, {
  request: { TableName: simple.name, Key: item({ pk: unique() }) }, output: {} });
const twice = unique();
core("succeeds a second time", rule, {
  before: [simple.put({ pk: twice }), ["DeleteItem", { TableName: simple.name,
    Key: item({ pk: twice }) }]],
  request: { TableName: simple.name, Key: item({ pk: twice }) }, output: {} });
const one = unique();
core("deletes one item of a partition key and leaves the others", rule, {
  before: [ranged.put({ pk: one, sk: 1 }), ranged.put({ pk: one, sk: 2 })],
  request: { TableName: ranged.name, Key: item({ pk: one, sk: 1 }) }, output: {},
  after: [ranged.get({ pk: one, sk: 1 }), ranged.get({ pk: one, sk: 2 }, { pk: one, sk: 2 })] });
const equal = unique();
core("finds the item by an equal number", rule, {
  before: [ranged.put({ pk: equal, sk: N("10") })],
  request: { TableName: ranged.name, Key: item({ pk: equal, sk: N("1.0e1") }) }, output: {},
  after: [ranged.get({ pk: equal, sk: 10 })] });
const binary = unique();
core("deletes by keys of bytes", rule, {
  before: [bytes.put({ pk: B(binary), sk: B([0]) })],
  request: { TableName: bytes.name, Key: { pk: B(binary), sk: B([0]) }, ReturnValues: "ALL_OLD" },
  output: { Attributes: { pk: B(binary), sk: B([0]) } } });
const again = unique();
core("leaves a key free for another item", rule, {
  before: [simple.put({ pk: again, a: 1 }),
    ["DeleteItem", { TableName: simple.name, Key: item({ pk: again }) }],
      simple.put({ pk: again, b: 2 })],
  operation: "GetItem",
  request: { TableName: simple.name, Key: item({ pk: again }) },
  output: { Item: item({ pk: again, b: 2 }) } });
const indexed = unique();
core("takes the item out of its indexes", "docs: Global secondary indexes", async (t) => {
  const query = () => t.ok("Query", { TableName: wide.name, IndexName: "byColor",
    KeyConditionExpression: "color = :c", ExpressionAttributeValues: item({ ":c": indexed }) });
  await t.ok("PutItem", { TableName: wide.name, Item: item({ pk: indexed, sk: "a",
    color: indexed }) });
  await t.until(async () => (await query()).Count === 1, "the item in the index");
  await t.ok("DeleteItem", { TableName: wide.name, Key: item({ pk: indexed, sk: "a" }) });
  await t.until(async () => (await query()).Count === 0, "the item out of the index");
});

const whole = { a: 5, s: "hello", ss: SS("x"), l: [1, { y: null }], b: B("q") };
const returns = "docs: DeleteItem, ReturnValues";
for (const [mode, answered] of [["ALL_OLD", true], ["NONE", false], [undefined, false]]) {
  const pk = unique();
  core(`answers ${answered ? "the old item" : "nothing"} with ReturnValues ${mode ?? "not given"}`,
    returns, {
    before: [simple.put({ ...whole, pk })],
    request: { TableName: simple.name, Key: item({ pk }), ReturnValues: mode },
    output: answered ? { Attributes: item({ ...whole, pk }) } : {},
    after: [simple.get({ pk })] });
}
core("answers nothing with ALL_OLD where there is no item", returns, {
  request: { TableName: simple.name, Key: item({ pk: unique() }), ReturnValues: "ALL_OLD" },
    output: {} });
for (const mode of ["ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"]) {
  const pk = unique();
  core(`refuses ReturnValues ${mode} and deletes nothing`, returns, {
    before: [simple.put({ pk })],
    request: { TableName: simple.name, Key: item({ pk }), ReturnValues: mode },
      error: "ValidationException",
    after: [simple.get({ pk }, { pk })] });
  complete(`says that ${mode} is for other operations`, "recorded: boto/boto3 issue 4339", {
    request: { TableName: simple.name, Key: item({ pk: "a" }), ReturnValues: mode },
    error: validation("ReturnValues can only be ALL_OLD or NONE") });
}

const consumed = "docs: Capacity unit consumption of DeleteItem, indexes";
const big = "x".repeat(1500);
for (const [title, before, units, parts] of [
  ["no item", undefined, 1, { table: 1 }],
  ["a small item", { a: 1 }, 1, { table: 1 }],
  ["an item of more than 1 KB", { big }, 2, { table: 2 }],
  ["an item of an index", { color: "red" }, 2, { table: 1, gsi: { byColor: 1 } }],
  ["an item of every index", { color: "red", shape: "o", age: 1 }, 4,
    { table: 1, gsi: { byColor: 1, byShape: 1 }, lsi: 1 }],
  ["a large item of an index of everything", { color: "red", big }, 4,
    { table: 2, gsi: { byColor: 2 } }],
  ["a large item of an index of keys", { shape: "o", big }, 3, { table: 2, gsi: { byShape: 1 } }],
]) {
  for (const mode of ["TOTAL", "INDEXES"]) {
    const pk = unique();
    const detail = { Table: { CapacityUnits: parts.table },
      ...(parts.gsi ? { GlobalSecondaryIndexes: Object.fromEntries(Object.entries(parts.gsi)
        .map(([name, CapacityUnits]) => [name, { CapacityUnits }])) } : {}),
      ...(parts.lsi ? { LocalSecondaryIndexes: { byAge: { CapacityUnits: parts.lsi } } } : {}) };
    complete(`counts the deletion of ${title} with ${mode}`, consumed, {
      before: before ? [wide.put({ pk, sk: "a", ...before })] : [],
      request: { TableName: wide.name, Key: item({ pk, sk: "a" }), ReturnConsumedCapacity: mode },
      output: { ConsumedCapacity: { TableName: wide.name, CapacityUnits: units,
        ...(mode === "INDEXES" ? detail : {}) } } });
  }
}
core("says what was consumed with TOTAL", "docs: ReturnConsumedCapacity", {
  request: { TableName: simple.name, Key: item({ pk: unique() }), ReturnConsumedCapacity: "TOTAL" },
  output: { ConsumedCapacity: { TableName: simple.name, CapacityUnits: any.number } } });
core("says nothing of capacity with NONE", "docs: ReturnConsumedCapacity", {
  request: { TableName: simple.name, Key: item({ pk: unique() }), ReturnConsumedCapacity: "NONE" },
    output: {} });

const metrics = "docs: DeleteItem, ItemCollectionMetrics";
const collection = unique();
complete("tells the size of the item's collection where there is a local index", metrics, {
  before: [wide.put({ pk: collection, sk: "a" })],
  request: { TableName: wide.name, Key: item({ pk: collection, sk: "a" }),
    ReturnItemCollectionMetrics: "SIZE" },
  output: { ItemCollectionMetrics: { ItemCollectionKey: item({ pk: collection }),
    SizeEstimateRangeGB: [0, 1] } } });
complete("tells no collection's size where there is no local index", metrics, {
  request: { TableName: simple.name, Key: item({ pk: unique() }),
    ReturnItemCollectionMetrics: "SIZE" }, output: {} });

const sdkKey = unique();
core("answers the SDK's document client with the old item", "docs: lib-dynamodb", async (t) => {
  const { documents, PutCommand, DeleteCommand } = t.sdk();
  const Item = { pk: sdkKey, list: [1, { x: true }] };
  await documents.send(new PutCommand({ TableName: simple.name, Item }));
  const { Attributes } = await documents.send(new DeleteCommand({ TableName: simple.name,
    Key: { pk: sdkKey },
    ReturnValues: "ALL_OLD" }));
  t.equal(Attributes, Item);
});
const failed = unique();
strict("tells the item of a failed condition to who asks with ALL_OLD",
  "docs: ReturnValuesOnConditionCheckFailure", {
  before: [simple.put({ ...whole, pk: failed })],
  request: { TableName: simple.name, Key: item({ pk: failed }), ConditionExpression: "a = :v",
    ExpressionAttributeValues: item({ ":v": 6 }), ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
  error: failure("ConditionalCheckFailedException", "The conditional request failed",
    { Item: item({ ...whole, pk: failed }) }) });
