// What a JavaScript application does with DynamoDB, through the AWS SDK v3 and its document client:
// node javascript_program.mjs URL write|verify. `write` leaves tables behind that `verify` finds
// again after a restart.
import assert from "node:assert/strict";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  paginateListTables,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";

const PREFIX = "E2eJavaScript-";
const EVENTS = `${PREFIX}Events`;
const SESSIONS = `${PREFIX}Sessions`;
const ALL_TABLES = [EVENTS, SESSIONS];

const [url, phase] = process.argv.slice(2);
const client = new DynamoDBClient({ endpoint: url, region: "us-east-1" });
const documents = DynamoDBDocumentClient.from(client);

// Sends a command and returns what came back without the metadata.
async function send(command) {
  const { $metadata, ...rest } = await documents.send(command);
  assert.equal($metadata.httpStatusCode, 200);
  assert.match($metadata.requestId, /^\S{8,}$/);
  return rest;
}

// Expects a command to fail with this exception and, if given, message; returns the exception.
async function failsWith(name, command, message) {
  let caught;
  await assert.rejects(documents.send(command), (error) => {
    caught = error;
    return true;
  });
  assert.equal(caught.name, name, caught.stack);
  assert.equal(caught.$metadata.httpStatusCode, 400);
  if (message !== undefined) assert.equal(caught.message, message);
  return caught;
}

function event(n) {
  return {
    device: "sensor/1",
    at: 1000 + n * 0.5,
    level: n % 4 === 0 ? "error" : "info",
    message: `event ${n}`,
    detail: { codes: [n, n + 1], nested: { flag: n % 2 === 0, absent: null } },
  };
}

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function createTables() {
  const { TableDescription: created } = await send(new CreateTableCommand({
    TableName: EVENTS,
    AttributeDefinitions: [
      { AttributeName: "device", AttributeType: "S" },
      { AttributeName: "at", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "device", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  }));
  assert.equal(created.TableName, EVENTS);
  assert.ok(created.CreationDateTime instanceof Date);
  assert.ok(Math.abs(created.CreationDateTime - Date.now()) < 60_000);
  await send(new CreateTableCommand({
    TableName: SESSIONS,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
  }));
  for (const TableName of ALL_TABLES) {
    const { state } = await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 },
      { TableName });
    assert.equal(state, "SUCCESS");
  }
  await failsWith("ResourceInUseException", new CreateTableCommand({
    TableName: SESSIONS,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  }));
}

async function listOurTables() {
  const names = [];
  for await (const page of paginateListTables({ client, pageSize: 1 }, {})) {
    assert.ok(page.TableNames.length <= 1);
    names.push(...page.TableNames);
  }
  return names.filter((name) => name.startsWith(PREFIX));
}

async function checkDescriptions() {
  const { Table: events } = await send(new DescribeTableCommand({ TableName: EVENTS }));
  assert.equal(events.TableStatus, "ACTIVE");
  assert.equal(events.BillingModeSummary.BillingMode, "PAY_PER_REQUEST");
  assert.deepEqual(events.KeySchema, [
    { AttributeName: "device", KeyType: "HASH" },
    { AttributeName: "at", KeyType: "RANGE" },
  ]);
  const { Table: sessions } = await send(new DescribeTableCommand({ TableName: SESSIONS }));
  assert.equal(sessions.ProvisionedThroughput.ReadCapacityUnits, 3);
  assert.equal(sessions.ProvisionedThroughput.WriteCapacityUnits, 4);
  assert.match(sessions.TableArn,
    /^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\/E2eJavaScript-Sessions$/);
  assert.deepEqual(await listOurTables(), ALL_TABLES);
}

async function putAndGet() {
  for (const n of range(0, 19)) {
    await send(new PutCommand({
      TableName: EVENTS,
      Item: event(n),
      ConditionExpression: "attribute_not_exists(device)",
    }));
  }
  const refused = await failsWith("ConditionalCheckFailedException", new PutCommand({
    TableName: EVENTS,
    Item: { device: "sensor/1", at: 1001 },
    ConditionExpression: "attribute_not_exists(#d)",
    ExpressionAttributeNames: { "#d": "device" },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  }), "The conditional request failed");
  assert.equal(refused.Item.message.S, "event 2");
  assert.deepEqual(
    await send(new GetCommand({ TableName: EVENTS, Key: { device: "sensor/1", at: 1001 } })),
    { Item: event(2) });
  assert.deepEqual(
    await send(new GetCommand({ TableName: EVENTS, Key: { device: "sensor/1", at: 1 } })), {});
  const item = {
    id: "Ünïcödé 🗝",
    bytes: new Uint8Array([0, 127, 255]),
    precise: NumberValue.from("12345678901234567890.123456789012345678"),
    tags: new Set(["a", "b"]),
    scores: new Set([1, 2.5]),
    blobs: new Set([new Uint8Array([1]), new Uint8Array([2])]),
  };
  await send(new PutCommand({ TableName: SESSIONS, Item: item }));
  await checkSession();
  await failsWith("ResourceNotFoundException",
    new GetCommand({ TableName: `${PREFIX}Absent`, Key: { id: "1" } }));
  await failsWith("ValidationException",
    new PutCommand({ TableName: SESSIONS, Item: { name: "without a key" } }),
    "One or more parameter values were invalid: Missing the key id in the item");
}

async function checkSession() {
  const { Item: stored } = await send(new GetItemCommand({
    TableName: SESSIONS,
    Key: { id: { S: "Ünïcödé 🗝" } },
    ProjectionExpression: "id, #b, precise, tags, scores, blobs",
    ExpressionAttributeNames: { "#b": "bytes" },
  }));
  assert.deepEqual(stored.bytes, { B: new Uint8Array([0, 127, 255]) });
  assert.deepEqual(stored.precise, { N: "12345678901234567890.123456789012345678" });
  assert.deepEqual(new Set(stored.tags.SS), new Set(["a", "b"]));
  assert.deepEqual(new Set(stored.scores.NS), new Set(["1", "2.5"]));
  assert.deepEqual(stored.blobs.BS.map((blob) => blob[0]).sort(), [1, 2]);
  assert.equal(Object.keys(stored).length, 6);
}

async function queryAndScan() {
  const condition = {
    TableName: EVENTS,
    KeyConditionExpression: "device = :d AND #at BETWEEN :from AND :to",
    ExpressionAttributeNames: { "#at": "at" },
    ExpressionAttributeValues: { ":d": "sensor/1", ":from": 1001, ":to": 1003.5 },
  };
  assert.deepEqual(await send(new QueryCommand({ ...condition, ScanIndexForward: false })), {
    Items: [7, 6, 5, 4, 3, 2].map(event), Count: 6, ScannedCount: 6,
  });
  const pages = [];
  for await (const page of paginateQuery({ client: documents, pageSize: 4 }, condition)) {
    pages.push(page.Items);
  }
  assert.deepEqual(pages, [[2, 3, 4, 5].map(event), [6, 7].map(event)]);
  const errors = await send(new ScanCommand({
    TableName: EVENTS,
    FilterExpression: "#l = :error AND detail.codes[0] >= :n",
    ProjectionExpression: "message, detail.nested.flag",
    ExpressionAttributeNames: { "#l": "level" },
    ExpressionAttributeValues: { ":error": "error", ":n": 8 },
    ReturnConsumedCapacity: "TOTAL",
  }));
  assert.deepEqual(errors.Items, [8, 12, 16].map((n) => (
    { message: `event ${n}`, detail: { nested: { flag: true } } })));
  assert.deepEqual([errors.Count, errors.ScannedCount], [3, 20]);
  // 20 items of about 100 bytes: one unit of 4 KB, eventually consistent.
  assert.deepEqual(errors.ConsumedCapacity, { TableName: EVENTS, CapacityUnits: 0.5 });
}

async function changeItems() {
  const key = { device: "sensor/1", at: 1002 };
  await failsWith("ValidationException", new UpdateCommand({
    TableName: EVENTS,
    Key: key,
    UpdateExpression: "SET level = :l",
    ExpressionAttributeValues: { ":l": "warning" },
  }), "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: level");
  assert.deepEqual(await send(new UpdateCommand({
    TableName: EVENTS,
    Key: key,
    UpdateExpression:
      "SET #l = :l, detail.codes[5] = :five REMOVE detail.nested.absent ADD seen :one",
    ExpressionAttributeNames: { "#l": "level" },
    ExpressionAttributeValues: { ":l": "warning", ":five": 5, ":one": 1 },
    ReturnValues: "ALL_NEW",
  })), { Attributes: changedEvent() });
  await send(new DeleteCommand({ TableName: EVENTS, Key: { device: "sensor/1", at: 1002.5 } }));
  await failsWith("ConditionalCheckFailedException", new DeleteCommand({
    TableName: EVENTS,
    Key: { device: "sensor/1", at: 1002.5 },
    ConditionExpression: "attribute_exists(device)",
  }), "The conditional request failed");
  const { Attributes: made } = await send(new UpdateCommand({
    TableName: SESSIONS,
    Key: { id: "made by update" },
    UpdateExpression: "SET visits = if_not_exists(visits, :zero) + :one",
    ExpressionAttributeValues: { ":zero": 0, ":one": 1 },
    ReturnValues: "ALL_NEW",
  }));
  assert.deepEqual(made, { id: "made by update", visits: 1 });
}

// Moves a visit from one session to another, and tries again what was done or cannot be done.
async function transact() {
  const from = { id: "transaction from" };
  const to = { id: "transaction to" };
  await send(new PutCommand({ TableName: SESSIONS, Item: { ...from, visits: 1 } }));
  const move = {
    ClientRequestToken: "move-one-visit",
    TransactItems: [
      { Update: {
        TableName: SESSIONS, Key: from, UpdateExpression: "SET visits = visits - :one",
        ConditionExpression: "visits >= :one", ExpressionAttributeValues: { ":one": 1 },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
      { Update: {
        TableName: SESSIONS, Key: to, UpdateExpression: "ADD visits :one",
        ExpressionAttributeValues: { ":one": 1 } } },
      { ConditionCheck: {
        TableName: EVENTS, Key: { device: "sensor/1", at: 1000 },
        ConditionExpression: "attribute_exists(device)" } },
    ],
    ReturnConsumedCapacity: "TOTAL",
  };
  assert.deepEqual(await send(new TransactWriteCommand(move)), { ConsumedCapacity: [
    { TableName: SESSIONS, CapacityUnits: 4, WriteCapacityUnits: 4 },
    { TableName: EVENTS, CapacityUnits: 2, WriteCapacityUnits: 2 },
  ] });
  assert.deepEqual(await send(new TransactWriteCommand(move)), { ConsumedCapacity: [
    { TableName: SESSIONS, CapacityUnits: 4, ReadCapacityUnits: 4 },
    { TableName: EVENTS, CapacityUnits: 2, ReadCapacityUnits: 2 },
  ] });
  await failsWith("IdempotentParameterMismatchException",
    new TransactWriteCommand({ ...move, TransactItems: move.TransactItems.slice(0, 2) }));
  // The SDK makes up another token.
  const canceled = await failsWith("TransactionCanceledException",
    new TransactWriteCommand({ TransactItems: move.TransactItems }),
    "Transaction cancelled, please refer cancellation reasons for specific reasons " +
      "[ConditionalCheckFailed, None, None]");
  assert.deepEqual(canceled.CancellationReasons, [
    { Code: "ConditionalCheckFailed", Message: "The conditional request failed",
      Item: { id: { S: from.id }, visits: { N: "0" } } },
    { Code: "None" },
    { Code: "None" },
  ]);
  await checkTransaction();
}

async function checkTransaction() {
  const keys = ["transaction from", "transaction to", "transaction none"];
  assert.deepEqual(
    await send(new TransactGetCommand({
      TransactItems: keys.map((id) => ({ Get: { TableName: SESSIONS, Key: { id } } })),
    })),
    { Responses: [
      { Item: { id: keys[0], visits: 0 } }, { Item: { id: keys[1], visits: 1 } }, {},
    ] });
}

function changedEvent() {
  return {
    ...event(4),
    level: "warning",
    // An index past the end appends.
    detail: { codes: [4, 5, 5], nested: { flag: true } },
    seen: 1,
  };
}

// Several megabytes over many partitions, written by many requests at once.
async function writeLargeItems() {
  await Promise.all(range(1, 60).map((n) => send(new PutCommand({
    TableName: SESSIONS, Item: { id: `large ${n}`, n, payload: "p".repeat(40_000) },
  }))));
}

async function checkLargeItems() {
  const found = [];
  let pages = 0;
  for await (const page of paginateScan({ client: documents }, {
    TableName: SESSIONS, FilterExpression: "begins_with(id, :large)",
    ExpressionAttributeValues: { ":large": "large " },
  })) {
    ++pages;
    // One item more than fits into 1 MB at most.
    assert.ok(page.Count <= 27, `${page.Count} large items in a page`);
    assert.equal(page.Count, page.Items.length);
    found.push(...page.Items);
  }
  assert.equal(pages, 3);
  assert.deepEqual(found.map((item) => item.n).sort((a, b) => a - b), range(1, 60));
  assert.ok(found.every((item) => item.payload === "p".repeat(40_000)));
}

async function checkSurvivors() {
  const { Items } = await send(new QueryCommand({
    TableName: EVENTS,
    KeyConditionExpression: "device = :d",
    ExpressionAttributeValues: { ":d": "sensor/1" },
  }));
  const left = range(0, 19).filter((n) => n !== 5)
    .map((n) => (n === 4 ? changedEvent() : event(n)));
  assert.deepEqual(Items, left);
  await checkSession();
  await checkLargeItems();
  await checkTransaction();
  assert.deepEqual(
    await send(new GetCommand({ TableName: SESSIONS, Key: { id: "made by update" } })),
    { Item: { id: "made by update", visits: 1 } });
}

async function dropTables() {
  for (const TableName of ALL_TABLES) {
    await send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName });
  }
  assert.deepEqual(await listOurTables(), []);
  await failsWith("ResourceNotFoundException", new DescribeTableCommand({ TableName: EVENTS }));
}

if (phase === "write") {
  await createTables();
  await checkDescriptions();
  await putAndGet();
  await queryAndScan();
  await changeItems();
  await transact();
  await writeLargeItems();
  await checkSurvivors();
} else {
  await checkDescriptions();
  await checkSurvivors();
  await dropTables();
}
client.destroy();
console.log(`AWS SDK for JavaScript: ${phase} passed`);
