// Secondary indexes and waiting for them, through the AWS SDK v3:
// node indexes_program.mjs URL write|verify. The server is to run with --transition-delay, so that
// the waiters have to wait. `write` leaves a table behind that `verify` finds again after a restart.
import assert from "node:assert/strict";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";

const TABLE = "E2eJavaScriptIndexes-Visits";
const WAITING = { maxWaitTime: 30, minDelay: 1, maxDelay: 1 };

const [url, phase] = process.argv.slice(2);
const client = new DynamoDBClient({ endpoint: url, region: "us-east-1" });
const documents = DynamoDBDocumentClient.from(client);

const send = (command) => documents.send(command);
const refused = (name, command) => assert.rejects(documents.send(command), { name });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

function index(IndexName, hash, ranges, ProjectionType = "ALL", NonKeyAttributes = undefined) {
  return {
    IndexName,
    KeySchema: [
      ...hash.map((AttributeName) => ({ AttributeName, KeyType: "HASH" })),
      ...ranges.map((AttributeName) => ({ AttributeName, KeyType: "RANGE" })),
    ],
    Projection: { ProjectionType, NonKeyAttributes },
  };
}

const definitions = (types) => Object.entries(types).map(
  ([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

function visit(n) {
  return {
    page: `/page/${n % 4}`,
    at: n,
    country: n % 2 ? "NZ" : "IS",
    browser: n % 3 ? "fox" : "wolf",
    seconds: 100 - n,
    referrer: `from ${n}`,
  };
}

async function createTable() {
  const { TableDescription: created } = await send(new CreateTableCommand({
    TableName: TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: definitions(
      { page: "S", at: "N", country: "S", browser: "S", seconds: "N" }),
    KeySchema: index("", ["page"], ["at"]).KeySchema,
    LocalSecondaryIndexes: [index("BySeconds", ["page"], ["seconds"], "INCLUDE", ["country"])],
    GlobalSecondaryIndexes: [
      index("ByOrigin", ["country", "browser"], ["seconds"]),
      index("ByBrowser", ["browser"], ["at"], "KEYS_ONLY"),
    ],
  }));
  assert.equal(created.TableStatus, "CREATING");
  await refused("ResourceNotFoundException", new PutCommand({ TableName: TABLE, Item: visit(0) }));
  const { state } = await waitUntilTableExists({ client, ...WAITING }, { TableName: TABLE });
  assert.equal(state, "SUCCESS");
}

async function writeItems() {
  for (const first of [0, 20, 40]) {
    const { UnprocessedItems } = await send(new BatchWriteCommand({
      RequestItems: {
        [TABLE]: range(first, first + 19).map((n) => ({ PutRequest: { Item: visit(n) } })),
      },
    }));
    assert.deepEqual(UnprocessedItems, {});
  }
}

async function queryIndexes() {
  const origin = {
    TableName: TABLE,
    IndexName: "ByOrigin",
    KeyConditionExpression: "country = :c AND browser = :b AND seconds BETWEEN :low AND :high",
    ExpressionAttributeValues: { ":c": "IS", ":b": "wolf", ":low": 58, ":high": 88 },
  };
  const found = [];
  for await (const page of paginateQuery({ client: documents, pageSize: 2 }, origin)) {
    found.push(...page.Items);
  }
  assert.deepEqual(found, [42, 36, 30, 24, 18, 12].map(visit));
  const { Items: local } = await send(new QueryCommand({
    TableName: TABLE,
    IndexName: "BySeconds",
    KeyConditionExpression: "page = :p AND seconds < :s",
    ExpressionAttributeValues: { ":p": "/page/3", ":s": 50 },
    ProjectionExpression: "referrer", // fetched from the table
  }));
  assert.deepEqual(local, [59, 55, 51].map((n) => ({ referrer: `from ${n}` })));
  let scanned = 0;
  for await (const page of paginateScan({ client: documents, pageSize: 7 },
    { TableName: TABLE, IndexName: "ByBrowser" })) {
    scanned += page.Count;
    for (const item of page.Items) assert.deepEqual(Object.keys(item).sort(), ["at", "browser", "page"]);
  }
  assert.equal(scanned, 60);
  await refused("ValidationException", new QueryCommand({ ...origin, ConsistentRead: true }));
  await refused("ValidationException", new QueryCommand({
    ...origin, KeyConditionExpression: "country = :c", ExpressionAttributeValues: { ":c": "IS" },
  }));
}

async function describedIndex(name) {
  const { Table } = await send(new DescribeTableCommand({ TableName: TABLE }));
  return Table.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === name);
}

// The SDK has no waiter for indexes; this is what applications write.
async function waitForIndex(name, status) {
  for (let attempt = 0; attempt < 60; ++attempt) {
    if ((await describedIndex(name))?.IndexStatus === status) return;
    await sleep(500);
  }
  assert.fail(`${name} is not ${status}`);
}

const byReferrer = {
  TableName: TABLE,
  IndexName: "ByReferrer",
  KeyConditionExpression: "referrer = :r",
  ExpressionAttributeValues: { ":r": "from 17" },
};

async function addIndex() {
  const { TableDescription: updated } = await send(new UpdateTableCommand({
    TableName: TABLE,
    AttributeDefinitions: definitions({ referrer: "S" }),
    GlobalSecondaryIndexUpdates: [{ Create: index("ByReferrer", ["referrer"], []) }],
  }));
  assert.equal(updated.TableStatus, "UPDATING");
  assert.equal((await describedIndex("ByReferrer")).IndexStatus, "CREATING");
  await refused("ValidationException", new QueryCommand(byReferrer));
  await waitForIndex("ByReferrer", "ACTIVE");
}

async function checkNewIndex() {
  const { Items } = await send(new QueryCommand(byReferrer));
  assert.deepEqual(Items, [visit(17)]);
}

async function dropIndex() {
  await send(new UpdateTableCommand({
    TableName: TABLE,
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "ByReferrer" } }],
  }));
  assert.equal((await describedIndex("ByReferrer")).IndexStatus, "DELETING");
  await waitForIndex("ByReferrer", undefined);
}

async function deleteTable() {
  const { TableDescription: deleted } = await send(new DeleteTableCommand({ TableName: TABLE }));
  assert.equal(deleted.TableStatus, "DELETING");
  await refused("ResourceInUseException", new DeleteTableCommand({ TableName: TABLE }));
  const { state } = await waitUntilTableNotExists({ client, ...WAITING }, { TableName: TABLE });
  assert.equal(state, "SUCCESS");
}

if (phase === "write") {
  await createTable();
  await writeItems();
  await queryIndexes();
  await addIndex();
  await checkNewIndex();
} else {
  await checkNewIndex();
  await queryIndexes();
  await dropIndex();
  await deleteTable();
}
client.destroy();
console.log(`indexes: ${phase} passed`);
