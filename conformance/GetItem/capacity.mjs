import { any, item, suite, unique } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const docs = table({ key: "k:S", gsi: { byColor: "color:S" } });
const doc = "docs: Capacity unit consumption, item sizes and reads";

// An item whose names and values have this many bytes together.
const sized = (k, bytes) => ({ k, v: "x".repeat(bytes - 2 - Buffer.byteLength(k)) });

for (const [title, bytes, ConsistentRead, CapacityUnits] of [
  ["half a unit for a small item", 100, undefined, 0.5],
  ["half a unit for a small item that is not read consistently", 100, false, 0.5],
  ["a unit for a small item read consistently", 100, true, 1],
  ["half a unit for 4096 bytes", 4096, false, 0.5],
  ["a unit for 4097 bytes", 4097, false, 1],
  ["a unit for 4096 bytes read consistently", 4096, true, 1],
  ["two units for 4097 bytes read consistently", 4097, true, 2],
  ["1.5 units for 8193 bytes", 8193, false, 1.5],
  ["3 units for 8193 bytes read consistently", 8193, true, 3],
  ["100 units for 400 KB read consistently", 400 * 1024, true, 100],
]) {
  const key = unique();
  complete(`consumes ${title}`, doc, {
    before: [docs.put(sized(key, bytes))],
    request: { TableName: docs.name, Key: item({ k: key }), ConsistentRead,
      ReturnConsumedCapacity: "TOTAL", ProjectionExpression: "k" },
    output: { Item: item({ k: key }), ConsumedCapacity: { TableName: docs.name, CapacityUnits } },
  });
}

for (const [title, ConsistentRead, CapacityUnits] of [
  ["half a unit", false, 0.5], ["a unit, consistently,", true, 1]]) {
  complete(`consumes ${title} where there is no item`, doc, {
    request: { TableName: docs.name, Key: item({ k: unique() }), ConsistentRead,
      ReturnConsumedCapacity: "TOTAL" },
    output: { ConsumedCapacity: { TableName: docs.name, CapacityUnits } },
  });
}

complete("tells the table's part with INDEXES", "docs: ConsumedCapacity, Table", {
  request: { TableName: docs.name, Key: item({ k: unique() }), ReturnConsumedCapacity: "INDEXES" },
  output: { ConsumedCapacity: { TableName: docs.name, CapacityUnits: 0.5,
    Table: { CapacityUnits: 0.5 } } },
});

core("says nothing of capacity with NONE", "docs: ReturnConsumedCapacity", {
  request: { TableName: docs.name, Key: item({ k: unique() }), ReturnConsumedCapacity: "NONE" },
  output: {},
});

core("says what was consumed with TOTAL", "docs: ReturnConsumedCapacity", {
  request: { TableName: docs.name, Key: item({ k: unique() }), ReturnConsumedCapacity: "TOTAL" },
  output: { ConsumedCapacity: { TableName: docs.name, CapacityUnits: any.number } },
});
