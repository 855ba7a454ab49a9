// Tables that cases share, and what a table is made of.
import { setTimeout as sleep } from "node:timers/promises";
import { item } from "./values.mjs";

const TABLE_PATIENCE_MS = 120_000;
const PATIENCE_MS = 20_000;
let longestMs = Infinity;

// Lets nothing wait longer than this, for servers where nothing takes long.
export function limitPatience(ms) {
  longestMs = ms;
}

// "pk sk" -> KeySchema, the first HASH and the others RANGE.
export const keySchema = (spec) => spec.split(" ")
  .map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? "HASH" : "RANGE" }));

// "pk:S sk:N" -> AttributeDefinitions.
export const definitions = (spec) => spec.split(" ").map((part) => part.split(":"))
  .map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

// The KeySchema of "pk:S sk:N"; the types go into `types`.
function typedKeySchema(spec, types) {
  for (const { AttributeName, AttributeType } of definitions(spec)) {
    types[AttributeName] = AttributeType;
  }
  return keySchema(spec.replace(/:[^ ]*/g, ""));
}

function projection(wanted) {
  if (Array.isArray(wanted)) return { ProjectionType: "INCLUDE", NonKeyAttributes: wanted };
  return { ProjectionType: wanted ?? "ALL" };
}

function indexes(specs, types) {
  return Object.entries(specs).map(([IndexName, spec]) => {
    const { key, project } = typeof spec === "string" ? { key: spec } : spec;
    return { IndexName, KeySchema: typedKeySchema(key, types), Projection: projection(project) };
  });
}

// The CreateTable request of {key: "pk:S sk:N", gsi: {NAME: "a:S b:N" or {key, project}}, lsi: the
// same, stream: a StreamViewType, more: further members of the request}. `project` is
// "KEYS_ONLY" or a list of attributes; all attributes without it.
export function createTableRequest(name, { key, gsi, lsi, stream, more }) {
  const types = {};
  const request = { TableName: name, KeySchema: typedKeySchema(key, types) };
  if (gsi) request.GlobalSecondaryIndexes = indexes(gsi, types);
  if (lsi) request.LocalSecondaryIndexes = indexes(lsi, types);
  if (stream) request.StreamSpecification = { StreamEnabled: true, StreamViewType: stream };
  request.AttributeDefinitions = Object.entries(types)
    .map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
  return { BillingMode: "PAY_PER_REQUEST", ...request, ...more };
}

// A table that the cases of one file share. Steps made by put() and get() are for `before` and
// `after`.
export class Table {
  constructor(name, options) {
    this.name = name;
    this.options = options;
  }

  put(members) {
    return ["PutItem", { TableName: this.name, Item: item(members) }];
  }

  // Reads an item, and expects it to be this; expects none without the second argument.
  get(key, expected) {
    const request = { TableName: this.name, Key: item(key), ConsistentRead: true };
    return ["GetItem", request, expected === undefined ? {} : { Item: item(expected) }];
  }

  async create(context) {
    await context.ok("CreateTable", createTableRequest(this.name, this.options));
    await untilActive(context, this.name);
    const items = this.options.items ?? [];
    for (let at = 0; at < items.length; at += 25) {
      await context.ok("BatchWriteItem", { RequestItems: { [this.name]: items.slice(at, at + 25)
        .map((members) => ({ PutRequest: { Item: item(members) } })) } });
    }
    if (items.length > 0 && this.options.gsi) await untilIndexed(context, this, items);
  }
}

// Polls until `done()` answers something true, and answers that.
export async function until(done, what = "what a case waits for", patience = PATIENCE_MS) {
  const deadline = Date.now() + Math.min(patience, longestMs);
  for (let pause = 1; ; pause = Math.min(pause * 2, 500)) {
    const result = await done();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`${what} did not happen`);
    await sleep(pause);
  }
}

// Waits until a table and its indexes are ACTIVE.
export function untilActive(context, TableName) {
  return until(async () => {
    const { Table: table } = await context.ok("DescribeTable", { TableName });
    return table.TableStatus === "ACTIVE" &&
      (table.GlobalSecondaryIndexes ?? []).every((index) => index.IndexStatus !== "CREATING" &&
        index.IndexStatus !== "UPDATING" && index.IndexStatus !== "DELETING");
  }, `${TableName} being ACTIVE`, TABLE_PATIENCE_MS);
}

// Reads of global indexes are eventually consistent: waits until each shows what it should.
async function untilIndexed(context, table, items) {
  for (const [IndexName, spec] of Object.entries(table.options.gsi)) {
    const names = (spec.key ?? spec).split(" ").map((part) => part.split(":")[0]);
    const wanted = items.filter((members) => names.every((name) => name in members)).length;
    await until(async () => {
      let count = 0;
      let ExclusiveStartKey;
      do {
        const page = await context.ok("Scan", { TableName: table.name, IndexName,
          Select: "COUNT", ExclusiveStartKey });
        count += page.Count;
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return count >= wanted;
    }, `${IndexName} having ${wanted} items`, TABLE_PATIENCE_MS);
  }
}
