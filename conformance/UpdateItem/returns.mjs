import { SS, failure, item, suite, unique } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const wide = table({ key: "pk:S sk:S", lsi: { byAge: "pk:S age:N" },
  gsi: { byColor: "color:S", byShape: { key: "shape:S", project: "KEYS_ONLY" } } });
const rule = "docs: UpdateItem, ReturnValues";
const stored = { a: 1, s: "x", m: { x: 1, y: 2 }, l: ["p", "q", "r"], ss: SS("u", "v") };

// [title, expression, values, {mode: attributes}]: what each mode answers of the stored item.
for (const [title, text, values, answers] of [
  ["SET of an attribute that is there", "SET a = :v", { v: 2 },
    { UPDATED_OLD: { a: 1 }, UPDATED_NEW: { a: 2 },
    ALL_NEW: { ...stored, a: 2 } }],
  ["SET of a new attribute", "SET n = :v", { v: 2 }, { UPDATED_OLD: undefined,
    UPDATED_NEW: { n: 2 },
    ALL_NEW: { ...stored, n: 2 } }],
  ["SET of one there and one new", "SET a = :v, n = :v", { v: 2 }, { UPDATED_OLD: { a: 1 },
    UPDATED_NEW: { a: 2, n: 2 }, ALL_NEW: { ...stored, a: 2, n: 2 } }],
  ["SET of the value that was there", "SET a = :v", { v: 1 },
    { UPDATED_OLD: { a: 1 }, UPDATED_NEW: { a: 1 },
    ALL_NEW: stored }],
  ["SET of a member of a map", "SET m.x = :v", { v: 9 }, { UPDATED_OLD: { m: { x: 1 } },
    UPDATED_NEW: { m: { x: 9 } }, ALL_NEW: { ...stored, m: { x: 9, y: 2 } } }],
  ["SET of a new member of a map", "SET m.n = :v", { v: 9 }, { UPDATED_OLD: undefined,
    UPDATED_NEW: { m: { n: 9 } }, ALL_NEW: { ...stored, m: { x: 1, y: 2, n: 9 } } }],
  ["SET of an element of a list", "SET l[1] = :v", { v: 9 }, { UPDATED_OLD: { l: ["q"] },
    UPDATED_NEW: { l: [9] }, ALL_NEW: { ...stored, l: ["p", 9, "r"] } }],
  ["REMOVE of an attribute", "REMOVE a", undefined, { UPDATED_OLD: { a: 1 }, UPDATED_NEW: undefined,
    ALL_NEW: { s: "x", m: stored.m, l: stored.l, ss: stored.ss } }],
  ["REMOVE of what is not there", "REMOVE nope", undefined, { UPDATED_OLD: undefined,
    UPDATED_NEW: undefined,
    ALL_NEW: stored }],
  ["REMOVE of a member of a map", "REMOVE m.x", undefined, { UPDATED_OLD: { m: { x: 1 } },
    ALL_NEW: { ...stored, m: { y: 2 } } }],
  ["ADD to a number", "ADD a :v", { v: 5 }, { UPDATED_OLD: { a: 1 }, UPDATED_NEW: { a: 6 },
    ALL_NEW: { ...stored, a: 6 } }],
  ["ADD of a new number", "ADD n :v", { v: 5 }, { UPDATED_OLD: undefined, UPDATED_NEW: { n: 5 },
    ALL_NEW: { ...stored, n: 5 } }],
  ["ADD to a set", "ADD ss :v", { v: SS("w") }, { UPDATED_OLD: { ss: SS("u", "v") },
    UPDATED_NEW: { ss: SS("u", "v", "w") }, ALL_NEW: { ...stored, ss: SS("u", "v", "w") } }],
  ["DELETE from a set", "DELETE ss :v", { v: SS("u") }, { UPDATED_OLD: { ss: SS("u", "v") },
    UPDATED_NEW: { ss: SS("v") }, ALL_NEW: { ...stored, ss: SS("v") } }],
  ["DELETE of a set's last element", "DELETE ss :v", { v: SS("u", "v") },
    { UPDATED_OLD: { ss: SS("u", "v") },
    UPDATED_NEW: undefined, ALL_NEW: { a: 1, s: "x", m: stored.m, l: stored.l } }],
]) {
  for (const [mode, answer] of Object.entries({ ...answers, ALL_OLD: stored, NONE: undefined })) {
    const pk = unique();
    const whole = mode.startsWith("ALL") ? { pk } : {};
    // DynamoDB Local answers with the whole list here, and with the whole map for a member.
    const known = /element of a list/.test(title) ? "emulators agree: dynalite" : rule;
    (known === rule ? core : complete)(`answers ${mode} to ${title}`, known, {
      before: [docs.put({ ...stored, pk })],
      request: { TableName: docs.name, Key: item({ pk }), UpdateExpression: text,
        ReturnValues: mode,
        ExpressionAttributeValues: values && item({ ":v": values.v }) },
      output: answer === undefined ? {} : { Attributes: item({ ...answer, ...whole }) },
    });
  }
}

for (const [mode, answer] of Object.entries({ NONE: undefined, ALL_OLD: undefined,
  UPDATED_OLD: undefined,
  ALL_NEW: { a: 1 }, UPDATED_NEW: { a: 1 } })) {
  const pk = unique();
  core(`answers ${mode} to an update that makes the item`, rule, {
    request: { TableName: docs.name, Key: item({ pk }), UpdateExpression: "SET a = :v",
      ReturnValues: mode,
      ExpressionAttributeValues: item({ ":v": 1 }) },
    output: answer ? { Attributes: item(mode === "ALL_NEW" ? { ...answer, pk } : answer) } : {} });
}
for (const [mode, whole] of [["ALL_OLD", true], ["ALL_NEW", true], ["UPDATED_OLD", false],
  ["UPDATED_NEW", false]]) {
  const pk = unique();
  core(`answers ${mode} to no update at all`, rule, {
    before: [docs.put({ pk, a: 1 })],
    request: { TableName: docs.name, Key: item({ pk }), ReturnValues: mode },
    output: whole ? { Attributes: item({ pk, a: 1 }) } : {} });
}
const bare = unique();
core("answers the new item's key with ALL_NEW without an expression", rule, {
  request: { TableName: docs.name, Key: item({ pk: bare }), ReturnValues: "ALL_NEW" },
  output: { Attributes: item({ pk: bare }) } });

const refusal = (members) =>
  failure("ConditionalCheckFailedException", "The conditional request failed", members);
for (const [title, mode, shown] of [["the item with ALL_OLD", "ALL_OLD", true],
  ["nothing with NONE", "NONE", false],
  ["nothing by default", undefined, false]]) {
  const pk = unique();
  strict(`tells ${title} when a condition fails`, "docs: ReturnValuesOnConditionCheckFailure", {
    before: [docs.put({ pk, a: 1 })],
    request: { TableName: docs.name, Key: item({ pk }), UpdateExpression: "SET a = :v",
      ConditionExpression: "a = :v", ExpressionAttributeValues: item({ ":v": 2 }),
      ReturnValuesOnConditionCheckFailure: mode, ReturnValues: "ALL_NEW" },
    error: refusal(shown ? { Item: item({ pk, a: 1 }) } : {}),
    after: [docs.get({ pk }, { pk, a: 1 })] });
}
strict("tells no item with ALL_OLD where there was none",
  "docs: ReturnValuesOnConditionCheckFailure", {
  request: { TableName: docs.name, Key: item({ pk: unique() }),
    ConditionExpression: "attribute_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
  error: refusal({}) });

const capacity = "docs: Capacity unit consumption of UpdateItem, indexes";
const big = "x".repeat(1500);
for (const [title, before, text, values, units, parts] of [
  ["an update of no index", { a: 1 }, "SET a = :v", { v: 2 }, 1, { table: 1 }],
  ["an update that makes an item", undefined, "SET a = :v", { v: 2 }, 1, { table: 1 }],
  ["a large item of which a little changes", { big }, "SET a = :v", { v: 2 }, 2, { table: 2 }],
  ["a large item that becomes small", { big }, "REMOVE big", undefined, 2, { table: 2 }],
  ["an item that enters an index", { a: 1 }, "SET color = :v", { v: "red" }, 2,
    { table: 1, gsi: { byColor: 1 } }],
  ["an item that leaves an index", { color: "red" }, "REMOVE color", undefined, 2,
    { table: 1, gsi: { byColor: 1 } }],
  ["an item that changes its place in an index", { color: "red" }, "SET color = :v", { v: "blue" },
    3,
    { table: 1, gsi: { byColor: 2 } }],
  ["an attribute that an index of everything has", { color: "red", a: 1 }, "SET a = :v", { v: 2 },
    2,
    { table: 1, gsi: { byColor: 1 } }],
  ["an attribute that an index of keys has not", { shape: "o", a: 1 }, "SET a = :v", { v: 2 }, 1,
    { table: 1 }],
  ["an item that enters a local index", { a: 1 }, "SET age = :v", { v: 3 }, 2,
    { table: 1, lsi: 1 }],
]) {
  for (const mode of ["TOTAL", "INDEXES"]) {
    const pk = unique();
    const detail = { Table: { CapacityUnits: parts.table },
      ...(parts.gsi ? { GlobalSecondaryIndexes: Object.fromEntries(Object.entries(parts.gsi)
        .map(([name, CapacityUnits]) => [name, { CapacityUnits }])) } : {}),
      ...(parts.lsi ? { LocalSecondaryIndexes: { byAge: { CapacityUnits: parts.lsi } } } : {}) };
    complete(`counts ${title} with ${mode}`, capacity, {
      before: before ? [wide.put({ pk, sk: "a", ...before })] : [],
      request: { TableName: wide.name, Key: item({ pk, sk: "a" }), UpdateExpression: text,
        ExpressionAttributeValues: values && item({ ":v": values.v }),
          ReturnConsumedCapacity: mode },
      output: { ConsumedCapacity: { TableName: wide.name, CapacityUnits: units,
        ...(mode === "INDEXES" ? detail : {}) } } });
  }
}
const metrics = "docs: UpdateItem, ItemCollectionMetrics";
const collection = unique();
complete("tells the size of the item's collection where there is a local index", metrics, {
  request: { TableName: wide.name, Key: item({ pk: collection, sk: "a" }),
    ReturnItemCollectionMetrics: "SIZE" },
  output: { ItemCollectionMetrics: { ItemCollectionKey: item({ pk: collection }),
    SizeEstimateRangeGB: [0, 1] } } });
complete("tells no collection's size where there is no local index", metrics, {
  request: { TableName: docs.name, Key: item({ pk: unique() }),
    ReturnItemCollectionMetrics: "SIZE" }, output: {} });

const sdkKey = unique();
core("answers the SDK's document client with the new attributes", "docs: lib-dynamodb",
  async (t) => {
  const { documents, UpdateCommand } = t.sdk();
  const { Attributes } = await documents.send(new UpdateCommand({ TableName: docs.name,
    Key: { pk: sdkKey },
    UpdateExpression: "SET #l = :l, n = if_not_exists(n, :zero) + :one",
      ReturnValues: "UPDATED_NEW",
    ExpressionAttributeNames: { "#l": "list" }, ExpressionAttributeValues: { ":l": [1, { x: true }],
      ":zero": 0, ":one": 1 } }));
  t.equal(Attributes, { list: [1, { x: true }], n: 1 });
});
