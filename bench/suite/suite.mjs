// The shape of a test suite of an application: 50 tests, 4 at a time, each of which makes tables of
// its own, uses them and deletes them, through the AWS SDK.
//
//   node suite.mjs URL [ROUNDS]
//
// Prints the milliseconds that each round took, as one line of JSON.
import assert from "node:assert/strict";
import process from "node:process";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const TESTS = 50;
const AT_ONCE = 4;
const ITEMS = 10;

const [url, rounds = "3"] = process.argv.slice(2);
const client = new DynamoDBClient({
  endpoint: url,
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDLOCAL", secretAccessKey: "local" },
});
const documents = DynamoDBDocumentClient.from(client);
// As long as a suite's author would have it look, and no longer.
const patience = { client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 };

async function createTables(names) {
  for (const [index, TableName] of names.entries()) {
    await client.send(new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "owner"].slice(0, index + 2)
        .map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      ...(index > 0 && {
        GlobalSecondaryIndexes: [{
          IndexName: "byOwner",
          KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        }],
      }),
    }));
  }
  for (const TableName of names) await waitUntilTableExists(patience, { TableName });
}

async function useTable(TableName) {
  const items = Array.from({ length: ITEMS }, (_, number) => ({
    pk: "order", sk: `line#${number}`, owner: `user${number % 2}`, count: number,
  }));
  await documents.send(new BatchWriteCommand({
    RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
  }));
  await documents.send(new PutCommand({ TableName, Item: { pk: "order", sk: "head", amount: 1 } }));
  await documents.send(new UpdateCommand({
    TableName,
    Key: { pk: "order", sk: "head" },
    UpdateExpression: "ADD amount :more",
    ExpressionAttributeValues: { ":more": 41 },
  }));
  const { Item } = await documents.send(new GetCommand({
    TableName, Key: { pk: "order", sk: "head" },
  }));
  assert.equal(Item.amount, 42);
  const { Count } = await documents.send(new QueryCommand({
    TableName,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :lines)",
    ExpressionAttributeValues: { ":pk": "order", ":lines": "line#" },
  }));
  assert.equal(Count, ITEMS);
}

async function test(number) {
  const names = [`orders-${number}`, `owners-${number}`];
  await createTables(names);
  for (const name of names) await useTable(name);
  const { Count } = await documents.send(new QueryCommand({
    TableName: names[1],
    IndexName: "byOwner",
    KeyConditionExpression: "#owner = :owner",
    ExpressionAttributeNames: { "#owner": "owner" },
    ExpressionAttributeValues: { ":owner": "user1" },
  }));
  assert.equal(Count, ITEMS / 2);
  for (const TableName of names) {
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists(patience, { TableName });
  }
}

async function runAll() {
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < TESTS) await test(next++);
  }));
  return performance.now() - started;
}

const milliseconds = [];
for (let round = 0; round < Number(rounds); ++round) milliseconds.push(await runAll());
console.log(JSON.stringify(milliseconds));
client.destroy();
