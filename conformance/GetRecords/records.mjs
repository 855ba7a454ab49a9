import { any, containing, item, suite, unique } from "../lib/suite.mjs";
import { about, readAll, streamArn, untilRecords } from "../lib/streams.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const both = table({ key: "pk:S sk:N", stream: "NEW_AND_OLD_IMAGES" });
const views = Object.fromEntries(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"]
  .map((view) => [view, table({ key: "pk:S sk:N", stream: view })]));

// Does the steps and answers the records about `pk`, once there are `count`.
async function recordsAfter(t, on, pk, count, steps) {
  for (const [operation, request] of steps) await t.ok(operation, request);
  return untilRecords(t, await streamArn(t, on), count, about(pk));
}
// Lets another item's record come, to see that nothing came before it.
async function noRecords(t, on, pk, steps) {
  for (const [operation, request] of steps) await t.ok(operation, request);
  const fence = unique("fence");
  await t.ok(...on.put({ pk: fence, sk: 0 }));
  const StreamArn = await streamArn(t, on);
  await untilRecords(t, StreamArn, 1, about(fence));
  return (await readAll(t, StreamArn)).filter(about(pk));
}
const keyed = (on, pk) => ({ TableName: on.name, Key: item({ pk, sk: 1 }) });
const del = (on, pk) => ["DeleteItem", keyed(on, pk)];
const set = (on, pk, value) => ["UpdateItem", { ...keyed(on, pk),
  UpdateExpression: "SET x = :x", ExpressionAttributeValues: item({ ":x": value }) }];
const names = (records) => records.map(({ eventName }) => eventName);

const a = unique();
core("has an INSERT for a new item", "docs: DynamoDB Streams, Record", async (t) => {
  const [record] = await recordsAfter(t, both, a, 1, [both.put({ pk: a, sk: 1, x: "new" })]);
  t.equal(record,
    containing({ eventName: "INSERT", eventSource: "aws:dynamodb", eventVersion: "1.1",
    dynamodb: containing({ Keys: item({ pk: a, sk: 1 }), NewImage: item({ pk: a, sk: 1, x: "new" }),
      OldImage: undefined, StreamViewType: "NEW_AND_OLD_IMAGES" }) }));
});

const b = unique();
core("has a MODIFY for a changed item, with both images",
  "docs: DynamoDB Streams, Record", async (t) => {
  const records = await recordsAfter(t, both, b, 2,
    [both.put({ pk: b, sk: 1, x: 1 }), set(both, b, 2)]);
  t.equal(records[1], containing({ eventName: "MODIFY", dynamodb: containing({
    OldImage: item({ pk: b, sk: 1, x: 1 }), NewImage: item({ pk: b, sk: 1, x: 2 }) }) }));
});

const c = unique();
core("has a REMOVE for a deleted item", "docs: DynamoDB Streams, Record", async (t) => {
  const records = await recordsAfter(t, both, c, 2,
    [both.put({ pk: c, sk: 1, x: 1 }), del(both, c)]);
  t.equal(records[1], containing({ eventName: "REMOVE", dynamodb: containing({
    OldImage: item({ pk: c, sk: 1, x: 1 }), NewImage: undefined,
    Keys: item({ pk: c, sk: 1 }) }) }));
});

const d = unique();
core("keeps the order of the changes of an item",
  "docs: DynamoDB Streams, order of an item's records", async (t) => {
  const records = await recordsAfter(t, both, d, 5,
    [both.put({ pk: d, sk: 1 }), set(both, d, 1), set(both, d, 2),
    del(both, d), both.put({ pk: d, sk: 1 })]);
  t.equal(names(records), ["INSERT", "MODIFY", "MODIFY", "REMOVE", "INSERT"]);
});

const images = {
  KEYS_ONLY: { NewImage: undefined, OldImage: undefined },
  NEW_IMAGE: { NewImage: any.value, OldImage: undefined },
  OLD_IMAGE: { NewImage: undefined, OldImage: any.value },
};
for (const [view, members] of Object.entries(images)) {
  const pk = unique();
  core(`has the images of ${view}`, "docs: StreamViewType", async (t) => {
    const records = await recordsAfter(t, views[view], pk, 2,
      [views[view].put({ pk, sk: 1, x: 1 }), set(views[view], pk, 2)]);
    t.equal(records[1].dynamodb,
      containing({ Keys: item({ pk, sk: 1 }), StreamViewType: view, ...members }));
  });
}

const e = unique();
complete("has no OldImage for a new item in a stream of OLD_IMAGE",
  "docs: StreamViewType", async (t) => {
  const on = views.OLD_IMAGE;
  const [record] = await recordsAfter(t, on, e, 1, [on.put({ pk: e, sk: 1 })]);
  t.equal(record.dynamodb, containing({ OldImage: undefined, NewImage: undefined }));
});

const f = unique();
complete("has no NewImage for a removed item in a stream of NEW_IMAGE",
  "docs: StreamViewType", async (t) => {
  const on = views.NEW_IMAGE;
  const records = await recordsAfter(t, on, f, 2, [on.put({ pk: f, sk: 1 }), del(on, f)]);
  t.equal(records[1].dynamodb, containing({ OldImage: undefined, NewImage: undefined }));
});

const g = unique();
complete("has a record of every item of a batch", "docs: BatchWriteItem", async (t) => {
  const put = (sk) => ({ PutRequest: { Item: item({ pk: g, sk }) } });
  const records = await recordsAfter(t, both, g, 3, [["BatchWriteItem",
    { RequestItems: { [both.name]: [put(1), put(2), put(3)] } }]]);
  t.equal(names(records), ["INSERT", "INSERT", "INSERT"]);
});

const h = unique();
complete("has a record of every item of a transaction", "docs: TransactWriteItems", async (t) => {
  const records = await recordsAfter(t, both, h, 3,
    [both.put({ pk: h, sk: 1 }), ["TransactWriteItems",
    { TransactItems: [{ Delete: keyed(both, h) },
      { Put: { TableName: both.name, Item: item({ pk: h, sk: 2 }) } }] }]]);
  t.equal(names(records).sort(), ["INSERT", "INSERT", "REMOVE"]);
});

const i = unique();
complete("has no record of a write that failed", "docs: conditional writes", async (t) => {
  const found = await noRecords(t, both, i, []);
  await t.fails("PutItem", { TableName: both.name, Item: item({ pk: i, sk: 1 }),
    ConditionExpression: "attribute_exists(pk)" }, "ConditionalCheckFailedException");
  t.equal((await noRecords(t, both, i, [])).concat(found), []);
});

const j = unique();
complete("has no record of a put that changes nothing",
  "docs: DynamoDB Streams, writes that change nothing", async (t) => {
  const found = await noRecords(t, both, j,
    [both.put({ pk: j, sk: 1, x: 1 }), both.put({ pk: j, sk: 1, x: 1 })]);
  t.equal(names(found), ["INSERT"]);
});

const k = unique();
complete("has no record of an update that changes nothing",
  "docs: DynamoDB Streams, writes that change nothing", async (t) => {
  const found = await noRecords(t, both, k, [both.put({ pk: k, sk: 1, x: 1 }), set(both, k, 1)]);
  t.equal(names(found), ["INSERT"]);
});

const l = unique();
complete("has no record of the deletion of an item that is not there",
  "docs: DynamoDB Streams", async (t) => {
  t.equal(await noRecords(t, both, l, [del(both, l)]), []);
});

const m = unique();
complete("has an INSERT for an item that an update made", "docs: UpdateItem", async (t) => {
  const [record] = await recordsAfter(t, both, m, 1, [set(both, m, 1)]);
  t.equal(record,
    containing({ eventName: "INSERT", dynamodb: containing({ OldImage: undefined }) }));
});

const n = unique();
complete("has numbers of records that grow", "docs: SequenceNumber", async (t) => {
  const records = await recordsAfter(t, both, n, 3,
    [both.put({ pk: n, sk: 1 }), set(both, n, 1), del(both, n)]);
  const numbers = records.map(({ dynamodb }) => BigInt(dynamodb.SequenceNumber));
  t.that(numbers[0] < numbers[1] && numbers[1] < numbers[2], "growing numbers");
  t.equal(records[0].dynamodb.SequenceNumber, /^\d{21,40}$/);
});

const o = unique();
complete("has an identifier of its own for each record", "docs: Record, eventID", async (t) => {
  const records = await recordsAfter(t, both, o, 2, [both.put({ pk: o, sk: 1 }), del(both, o)]);
  t.that(records[0].eventID !== records[1].eventID && records[0].eventID.length >= 16,
    "two identifiers");
});

const p = unique();
complete("has the time of a record",
  "docs: StreamRecord, ApproximateCreationDateTime", async (t) => {
  const [record] = await recordsAfter(t, both, p, 1, [both.put({ pk: p, sk: 1 })]);
  t.equal(record.dynamodb.ApproximateCreationDateTime, any.date);
});

const q = unique();
complete("has the size of keys and images",
  "emulators agree: DynamoDB Local; docs: StreamRecord, SizeBytes", async (t) => {
  const records = await recordsAfter(t, both, q, 2,
    [both.put({ pk: q, sk: 1, x: "abc" }), del(both, q)]);
  // pk and sk with their names, the number 1 taking 2 bytes; x and its text take 4.
  const key = 2 + q.length + 2 + 2;
  t.equal(records[0].dynamodb.SizeBytes, key + key + 4);
  t.equal(records[1].dynamodb.SizeBytes, key + key + 4);
});

const r = unique();
strict("has exactly these members", "docs: Record", async (t) => {
  const [record] = await recordsAfter(t, both, r, 1, [both.put({ pk: r, sk: 1 })]);
  t.equal(record,
    { eventID: any.string, eventName: "INSERT", eventVersion: "1.1", eventSource: "aws:dynamodb",
    awsRegion: any.string,
    dynamodb: { ApproximateCreationDateTime: any.number, Keys: item({ pk: r, sk: 1 }),
      NewImage: item({ pk: r, sk: 1 }), SequenceNumber: any.string, SizeBytes: any.number,
      StreamViewType: "NEW_AND_OLD_IMAGES" } });
});

const s = unique();
strict("has an identifier of 32 hexadecimal digits",
  "recorded: records in event samples of AWS Lambda's documentation", async (t) => {
  const [record] = await recordsAfter(t, both, s, 1, [both.put({ pk: s, sk: 1 })]);
  t.equal(record.eventID, /^[0-9a-f]{32}$/);
});

const u = unique();
strict("has a time of whole seconds",
  "recorded: records in event samples of AWS Lambda's documentation", async (t) => {
  const [record] = await recordsAfter(t, both, u, 1, [both.put({ pk: u, sk: 1 })]);
  t.that(Number.isInteger(record.dynamodb.ApproximateCreationDateTime), "whole seconds");
});

const v = unique();
strict("has every type of attribute in its images", "docs: AttributeValue", async (t) => {
  const members = { pk: v, sk: 1, list: [1, "x", null, { deep: true }],
    bytes: Buffer.from([0, 255]), yes: false };
  const [record] = await recordsAfter(t, both, v, 1, [both.put(members)]);
  t.equal(record.dynamodb.NewImage, item(members));
});
