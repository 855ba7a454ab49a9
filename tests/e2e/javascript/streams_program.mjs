// A JavaScript application that tails a stream through the AWS SDK v3:
// node streams_program.mjs URL write|verify. `write` leaves a table and its stream behind, which
// `verify` finds again after a restart.
import assert from "node:assert/strict";
import process from "node:process";
import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb-streams";

const TableName = "E2eJavaScript-Streamed";
const [url, phase] = process.argv.slice(2);
const client = new DynamoDBClient({ endpoint: url, region: "us-east-1" });
const streams = new DynamoDBStreamsClient({ endpoint: url, region: "us-east-1" });

const put = (id, version) => client.send(new PutItemCommand({
  TableName,
  Item: { id: { S: id }, version: { N: `${version}` }, blob: { B: new Uint8Array([1, 2]) } },
}));

async function latestArn() {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return Table.LatestStreamArn;
}

// All records of all shards from the trim horizon on; the shards are asked for a page at a time.
async function allRecords(StreamArn) {
  const records = [];
  let start;
  do {
    const { StreamDescription: described } = await streams.send(new DescribeStreamCommand({
      StreamArn, Limit: 1, ExclusiveStartShardId: start }));
    for (const { ShardId } of described.Shards) {
      let { ShardIterator } = await streams.send(new GetShardIteratorCommand({
        StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }));
      while (ShardIterator) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 3 }));
        records.push(...page.Records);
        ShardIterator = page.Records.length > 0 ? page.NextShardIterator : undefined;
      }
    }
    start = described.LastEvaluatedShardId;
  } while (start);
  return records;
}

// What happened to an item: "INSERT 1", "MODIFY 1 2", "REMOVE 2".
const lifeOf = (id, records) => records
  .filter(({ dynamodb }) => dynamodb.Keys.id.S === id)
  .map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage?.version.N,
    dynamodb.NewImage?.version.N].filter((part) => part !== undefined).join(" "));

function checkForm(record) {
  assert.match(record.eventID, /^[0-9a-f]{32}$/);
  assert.equal(record.eventSource, "aws:dynamodb");
  assert.equal(record.eventVersion, "1.1");
  assert.equal(record.awsRegion, "us-east-1");
  assert.equal(record.userIdentity, undefined);
  assert.ok(record.dynamodb.ApproximateCreationDateTime instanceof Date);
  assert.match(record.dynamodb.SequenceNumber, /^\d{21,40}$/);
  assert.ok(record.dynamodb.SizeBytes > 0);
  assert.equal(record.dynamodb.StreamViewType, "NEW_AND_OLD_IMAGES");
}

async function write() {
  await client.send(new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  }));
  for (let version = 1; version <= 5; ++version) await put("a", version);
  await put("a", 5); // changes nothing
  await put("b", 1);
  const records = await allRecords(await latestArn());
  records.forEach(checkForm);
  assert.deepEqual(lifeOf("a", records),
    ["INSERT 1", "MODIFY 1 2", "MODIFY 2 3", "MODIFY 3 4", "MODIFY 4 5"]);
  assert.deepEqual(records.find(({ dynamodb }) => dynamodb.Keys.id.S === "b").dynamodb.NewImage,
    { id: { S: "b" }, version: { N: "1" }, blob: { B: new Uint8Array([1, 2]) } });
}

async function tailWhileWriting(StreamArn) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardId } = StreamDescription.Shards.find(
    ({ SequenceNumberRange }) => SequenceNumberRange.EndingSequenceNumber === undefined);
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand({
    StreamArn, ShardId, ShardIteratorType: "LATEST" }));
  const seen = [];
  for (const version of [6, 7, 8]) {
    await put("a", version);
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    seen.push(...lifeOf("a", page.Records));
    ShardIterator = page.NextShardIterator;
  }
  assert.deepEqual(seen, ["MODIFY 5 6", "MODIFY 6 7", "MODIFY 7 8"]);
  return ShardIterator;
}

async function verify() {
  const StreamArn = await latestArn();
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
  assert.deepEqual(Streams.map((stream) => stream.StreamArn), [StreamArn]);
  assert.equal(lifeOf("a", await allRecords(StreamArn)).length, 5);
  const iterator = await tailWhileWriting(StreamArn);
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: "b" } } }));
  await client.send(new UpdateTableCommand({
    TableName, StreamSpecification: { StreamEnabled: false } }));
  const last = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
  assert.deepEqual(lifeOf("b", last.Records), ["REMOVE 1"]);
  assert.equal(last.NextShardIterator, undefined);
  await assert.rejects(
    streams.send(new DescribeStreamCommand({ StreamArn: `${StreamArn}x` })),
    ResourceNotFoundException);
  await client.send(new DeleteTableCommand({ TableName }));
  assert.equal(lifeOf("a", await allRecords(StreamArn)).length, 8);
}

await (phase === "write" ? write() : verify());
client.destroy();
streams.destroy();
console.log(`AWS SDK for JavaScript, streams: ${phase} passed`);
