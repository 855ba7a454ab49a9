import { any, failure, suite, validation } from "../lib/suite.mjs";
import { iterator, streamArn, untilRecords } from "../lib/streams.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const five = table({ key: "pk:S", stream: "KEYS_ONLY",
  items: [1, 2, 3, 4, 5].map((i) => ({ pk: `k${i}` })) });
const empty = table({ key: "pk:S", stream: "KEYS_ONLY" });

core("answers an empty page and where to go on for a stream without records",
  "docs: GetRecords", async (t) => {
  const ShardIterator = await iterator(t, await streamArn(t, empty));
  await t.ok("GetRecords", { ShardIterator }, { Records: [], NextShardIterator: any.string });
});

core("answers records in pages of a limit", "docs: GetRecords, Limit", async (t) => {
  const StreamArn = await streamArn(t, five);
  await untilRecords(t, StreamArn, 5);
  let ShardIterator = await iterator(t, StreamArn);
  const sizes = [];
  for (let page = 0; page < 3; ++page) {
    const { Records, NextShardIterator } = await t.ok("GetRecords", { ShardIterator, Limit: 2 });
    sizes.push(Records.length);
    ShardIterator = NextShardIterator;
  }
  t.equal(sizes, [2, 2, 1]);
});

core("answers the same page for the same iterator", "docs: GetRecords", async (t) => {
  const StreamArn = await streamArn(t, five);
  await untilRecords(t, StreamArn, 5);
  const ShardIterator = await iterator(t, StreamArn);
  const first = await t.ok("GetRecords", { ShardIterator });
  const again = await t.ok("GetRecords", { ShardIterator });
  t.equal(again.Records, first.Records);
});

core("is read by the SDK, dates and all", "docs: AWS SDK for JavaScript v3", async (t) => {
  const { streams, GetRecordsCommand } = t.sdk();
  const StreamArn = await streamArn(t, five);
  await untilRecords(t, StreamArn, 5);
  const { Records } = await streams.send(new GetRecordsCommand({
    ShardIterator: await iterator(t, StreamArn) }));
  t.equal(Records.length, 5);
  t.that(Records[0].dynamodb.ApproximateCreationDateTime instanceof Date, "a Date");
  t.that(typeof Records[0].dynamodb.SizeBytes === "number", "a number");
});

const closed = table({ key: "pk:S", stream: "KEYS_ONLY", items: [{ pk: "a" }] });
complete("answers no next iterator at the end of a closed shard",
  "docs: GetRecords, NextShardIterator", async (t) => {
  const StreamArn = await streamArn(t, closed);
  await untilRecords(t, StreamArn, 1);
  await t.ok("UpdateTable",
    { TableName: closed.name, StreamSpecification: { StreamEnabled: false } });
  await t.untilActive(closed.name);
  let found = 0;
  let ShardIterator = await iterator(t, StreamArn);
  for (let page = 0; ShardIterator && page < 10; ++page) {
    const { Records, NextShardIterator } = await t.ok("GetRecords", { ShardIterator });
    found += Records.length;
    ShardIterator = NextShardIterator;
  }
  t.equal(ShardIterator, undefined);
  t.equal(found, 1);
});

for (const [declare, title, known, changes, error] of [
  [complete, "a limit of 0", "emulators agree: DynamoDB Local", { Limit: 0 },
    validation("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must " +
      "have value greater than or equal to 1")],
  [complete, "a limit of 1001", "emulators agree: DynamoDB Local", { Limit: 1001 },
    validation("One or more parameter values were invalid: Limit should be less than or equal to 1000")],
  [complete, "an iterator that it did not make", "emulators agree: DynamoDB Local",
    { ShardIterator: "abc" },
    validation("Invalid ShardIterator")],
  [complete, "no iterator", "docs: GetRecords, ShardIterator is required",
    { ShardIterator: undefined },
    "ValidationException"],
  [complete, "an empty iterator", "docs: GetRecords, ShardIterator has 1 to 2048 characters",
    { ShardIterator: "" },
    "ValidationException"],
  [strict, "a number for the iterator",
    "emulators agree: dynoxide on this error of other operations", { ShardIterator: 5 },
    failure("SerializationException", "NUMBER_VALUE cannot be converted to String")],
  [strict, "text for the limit", "emulators agree: dynoxide on this error of other operations",
    { Limit: "1" },
    failure("SerializationException", "STRING_VALUE cannot be converted to Integer")],
]) {
  declare(`refuses ${title}`, known, async (t) => {
    const ShardIterator = await iterator(t, await streamArn(t, empty));
    await t.fails("GetRecords", { ShardIterator, ...changes }, error);
  });
}

complete("takes a limit of 1000", "docs: GetRecords, Limit", async (t) => {
  const ShardIterator = await iterator(t, await streamArn(t, empty));
  await t.ok("GetRecords", { ShardIterator, Limit: 1000 },
    { Records: [], NextShardIterator: any.string });
});

complete("refuses an iterator whose end was changed",
  "emulators agree: DynamoDB Local", async (t) => {
  const whole = await iterator(t, await streamArn(t, empty));
  await t.fails("GetRecords", { ShardIterator: `${whole.split("|")[0]}|1|AAAA` },
    validation("Invalid ShardIterator"));
});
