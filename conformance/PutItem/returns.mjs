import { any, failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const wide = table({ key: "pk:S sk:S", lsi: { byAge: "pk:S age:N" },
  gsi: { byColor: "color:S", byShape: { key: "shape:S", project: "KEYS_ONLY" } } });
const failed = "The conditional request failed";

for (const ReturnValues of ["NONE", "ALL_OLD"]) {
  const pk = unique();
  core(`answers nothing of a new item with ${ReturnValues}`, "docs: PutItem, ReturnValues", {
    request: { TableName: docs.name, Item: item({ pk, a: 1 }), ReturnValues }, output: {} });
}
const old = unique();
core("answers nothing of the old item with NONE", "docs: PutItem, ReturnValues", {
  before: [docs.put({ pk: old, a: 1 })],
  request: { TableName: docs.name, Item: item({ pk: old, a: 2 }), ReturnValues: "NONE" },
    output: {} });
const same = unique();
core("answers the old item with ALL_OLD also when it is the same", "docs: PutItem, ReturnValues", {
  before: [docs.put({ pk: same, a: 1 })],
  request: { TableName: docs.name, Item: item({ pk: same, a: 1 }), ReturnValues: "ALL_OLD" },
  output: { Attributes: item({ pk: same, a: 1 }) } });

for (const ReturnValues of ["ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"]) {
  core(`refuses ReturnValues ${ReturnValues}`, "docs: PutItem, ReturnValues", {
    request: { TableName: docs.name, Item: item({ pk: "a" }), ReturnValues },
      error: "ValidationException" });
  complete(`says that ${ReturnValues} is for other operations`, "emulators agree: dynalite", {
    request: { TableName: docs.name, Item: item({ pk: "a" }), ReturnValues },
    error: validation("ReturnValues can only be ALL_OLD or NONE") });
}

const refusal = (members) => failure("ConditionalCheckFailedException", failed, members);
const rejected = unique();
core("fails a condition without the old item by default",
  "docs: ReturnValuesOnConditionCheckFailure",
  async (t) => {
    await t.ok("PutItem", { TableName: docs.name, Item: item({ pk: rejected, a: 1 }) });
    const error = await t.fails("PutItem", { TableName: docs.name, Item: item({ pk: rejected }),
      ConditionExpression: "attribute_not_exists(pk)" }, "ConditionalCheckFailedException");
    t.that(error.Item === undefined, "no Item in the error");
  });
for (const [title, ReturnValuesOnConditionCheckFailure, shown] of [
  ["the old item with ALL_OLD", "ALL_OLD", true], ["nothing with NONE", "NONE", false]]) {
  const pk = unique();
  strict(`tells ${title} when a condition fails`, "docs: ReturnValuesOnConditionCheckFailure", {
    before: [docs.put({ pk, a: [1, { x: "y" }] })],
    request: { TableName: docs.name, Item: item({ pk }), ReturnValuesOnConditionCheckFailure,
      ConditionExpression: "attribute_not_exists(pk)" },
    error: refusal(shown ? { Item: item({ pk, a: [1, { x: "y" }] }) } : {}) });
}
strict("tells no item with ALL_OLD where there was none",
  "docs: ReturnValuesOnConditionCheckFailure", {
  request: { TableName: docs.name, Item: item({ pk: unique() }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD", ConditionExpression: "attribute_exists(pk)" },
  error: refusal({}) });
const told = unique();
core("gives the SDK's error the old item", "docs: ReturnValuesOnConditionCheckFailure",
  async (t) => {
  const { client, PutItemCommand } = t.sdk();
  await t.ok("PutItem", { TableName: docs.name, Item: item({ pk: told, a: 1 }) });
  const error = await client.send(new PutItemCommand({ TableName: docs.name,
    Item: item({ pk: told }),
    ConditionExpression: "a > :v", ExpressionAttributeValues: item({ ":v": 1 }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" })).catch((wrong) => wrong);
  t.equal(error.name, "ConditionalCheckFailedException", "name");
  t.equal(error.Item, item({ pk: told, a: 1 }), "Item");
});

// Capacity: of the table, and of each index that the write touches.
const capacity = "docs: Write capacity unit consumption, provisioned throughput of global secondary indexes";
const consumed = (CapacityUnits, parts) => ({ ConsumedCapacity: { TableName: wide.name,
  CapacityUnits,
  ...(parts ? { Table: { CapacityUnits: parts.table },
    ...(parts.gsi ? { GlobalSecondaryIndexes: Object.fromEntries(Object.entries(parts.gsi)
      .map(([name, units]) => [name, { CapacityUnits: units }])) } : {}),
    ...(parts.lsi ? {
      LocalSecondaryIndexes: { byAge: { CapacityUnits: parts.lsi } } } : {}) } : {}) } });
const big = "x".repeat(1500);
// [title, the item that is there, the new one, units, units by part]
for (const [title, before, after, units, parts] of [
  ["an item of no index", undefined, { a: 1 }, 1, { table: 1 }],
  ["an item of one index", undefined, { color: "red" }, 2, { table: 1, gsi: { byColor: 1 } }],
  ["an item of two indexes", undefined, { color: "red", shape: "o" }, 3,
    { table: 1, gsi: { byColor: 1, byShape: 1 } }],
  ["an item of a local index", undefined, { age: 3 }, 2, { table: 1, lsi: 1 }],
  ["an item of every index", undefined, { age: 3, color: "red", shape: "o" }, 4,
    { table: 1, gsi: { byColor: 1, byShape: 1 }, lsi: 1 }],
  ["a large item of an index of everything", undefined, { color: "red", big }, 4,
    { table: 2, gsi: { byColor: 2 } }],
  ["a large item of an index of keys", undefined, { shape: "o", big }, 3,
    { table: 2, gsi: { byShape: 1 } }],
  ["another value of an index's key as deleted and put", { color: "red" }, { color: "blue" }, 3,
    { table: 1, gsi: { byColor: 2 } }],
  ["an item that leaves an index", { color: "red" }, { a: 1 }, 2,
    { table: 1, gsi: { byColor: 1 } }],
  ["an item that enters an index", { a: 1 }, { color: "red" }, 2,
    { table: 1, gsi: { byColor: 1 } }],
  ["another attribute that an index has too", { color: "red", a: 1 }, { color: "red", a: 2 }, 2,
    { table: 1, gsi: { byColor: 1 } }],
  ["another attribute that an index of keys has not", { shape: "o", a: 1 }, { shape: "o", a: 2 }, 1,
    { table: 1 }],
  ["a smaller item in place of a larger one", { big }, { a: 1 }, 2, { table: 2 }],
]) {
  for (const mode of ["TOTAL", "INDEXES"]) {
    const pk = unique();
    complete(`counts ${title} with ${mode}`, capacity, {
      before: before ? [wide.put({ pk, sk: "a", ...before })] : [],
      request: { TableName: wide.name, Item: item({ pk, sk: "a", ...after }),
        ReturnConsumedCapacity: mode },
      output: consumed(units, mode === "INDEXES" ? parts : undefined) });
  }
}
core("says nothing of capacity with NONE", "docs: ReturnConsumedCapacity", {
  request: { TableName: docs.name, Item: item({ pk: unique() }), ReturnConsumedCapacity: "NONE" },
  output: {} });
core("says what was consumed with TOTAL", "docs: ReturnConsumedCapacity", {
  request: { TableName: docs.name, Item: item({ pk: unique() }), ReturnConsumedCapacity: "TOTAL" },
  output: { ConsumedCapacity: { TableName: docs.name, CapacityUnits: any.number } } });

const metrics = "docs: PutItem, ItemCollectionMetrics";
const collection = unique();
complete("tells the size of the item's collection where there is a local index", metrics, {
  request: { TableName: wide.name, Item: item({ pk: collection, sk: "a" }),
    ReturnItemCollectionMetrics: "SIZE" },
  output: { ItemCollectionMetrics: { ItemCollectionKey: item({ pk: collection }),
    SizeEstimateRangeGB: [0, 1] } } });
complete("tells no collection's size where there is no local index", metrics, {
  request: { TableName: docs.name, Item: item({ pk: unique() }),
    ReturnItemCollectionMetrics: "SIZE" },
  output: {} });
complete("tells no collection's size with NONE", metrics, {
  request: { TableName: wide.name, Item: item({ pk: unique(), sk: "a" }),
    ReturnItemCollectionMetrics: "NONE" },
  output: {} });
