import { any, failure, suite, validation } from "../lib/suite.mjs";
import { about, readAll, shardsOf, streamArn, untilRecords } from "../lib/streams.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const one = table({ key: "pk:S", stream: "KEYS_ONLY" });

// What a request needs: the ARN and the identifier of the first shard.
async function shard(t, on = one) {
  const StreamArn = await streamArn(t, on);
  const [{ ShardId }] = await shardsOf(t, StreamArn);
  return { StreamArn, ShardId };
}
const recordsAt = async (t, members) => {
  const { ShardIterator } = await t.ok("GetShardIterator", members);
  return (await t.ok("GetRecords", { ShardIterator })).Records;
};
const keysOf = (records) => records.map(({ dynamodb }) => dynamodb.Keys.pk.S);

// Three items, and where their records are.
const three = table({ key: "pk:S", stream: "KEYS_ONLY" });
let filled;
async function threeRecords(t) {
  filled ??= (async () => {
    for (const pk of ["a", "b", "c"]) await t.ok(...three.put({ pk }));
    await untilRecords(t, await streamArn(t, three), 3);
  })();
  await filled;
  const at = await shard(t, three);
  const records = (await recordsAt(t, { ...at, ShardIteratorType: "TRIM_HORIZON" }));
  return { at, records };
}

for (const ShardIteratorType of ["TRIM_HORIZON", "LATEST"]) {
  core(`answers an iterator for ${ShardIteratorType}`, "docs: GetShardIterator", async (t) => {
    await t.ok("GetShardIterator", { ...await shard(t), ShardIteratorType },
      { ShardIterator: any.string });
  });
}

core("begins at the oldest record with TRIM_HORIZON", "docs: GetShardIterator", async (t) => {
  const { records } = await threeRecords(t);
  t.equal(keysOf(records)[0], "a");
});

core("begins at a record with AT_SEQUENCE_NUMBER", "docs: GetShardIterator", async (t) => {
  const { at, records } = await threeRecords(t);
  const SequenceNumber = records[1].dynamodb.SequenceNumber;
  t.equal(keysOf(await recordsAt(t,
    { ...at, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber })),
    keysOf(records).slice(1));
});

core("begins after a record with AFTER_SEQUENCE_NUMBER", "docs: GetShardIterator", async (t) => {
  const { at, records } = await threeRecords(t);
  const SequenceNumber = records[1].dynamodb.SequenceNumber;
  t.equal(keysOf(await recordsAt(t,
    { ...at, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber })),
    keysOf(records).slice(2));
});

const latest = table({ key: "pk:S", stream: "KEYS_ONLY" });
core("begins after what is there with LATEST", "docs: GetShardIterator", async (t) => {
  await t.ok(...latest.put({ pk: "before" }));
  const StreamArn = await streamArn(t, latest);
  await untilRecords(t, StreamArn, 1);
  let { ShardIterator } = await t.ok("GetShardIterator",
    { ...await shard(t, latest), ShardIteratorType: "LATEST" });
  await t.ok(...latest.put({ pk: "after" }));
  let found = [];
  await t.until(async () => {
    const page = await t.ok("GetRecords", { ShardIterator });
    found = found.concat(page.Records);
    ShardIterator = page.NextShardIterator;
    return found.length > 0;
  }, "a record");
  t.equal(keysOf(found), ["after"]);
});

core("knows no shard of that identifier",
  "docs: GetShardIterator, ResourceNotFoundException", async (t) => {
  await t.fails("GetShardIterator", { ...await shard(t), ShardIteratorType: "LATEST",
    ShardId: "shardId-00000000000000000000-00000000" }, "ResourceNotFoundException");
});

complete("answers the rest of nothing after the last record",
  "docs: GetShardIterator", async (t) => {
  const { at, records } = await threeRecords(t);
  const SequenceNumber = records.at(-1).dynamodb.SequenceNumber;
  t.equal(await recordsAt(t, { ...at, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber }),
    []);
});

complete("takes the number that a shard begins with", "docs: GetShardIterator", async (t) => {
  await threeRecords(t);
  const StreamArn = await streamArn(t, three);
  const [{ ShardId, SequenceNumberRange }] = await shardsOf(t, StreamArn);
  const records = await recordsAt(t, { StreamArn, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER",
    SequenceNumber: SequenceNumberRange.StartingSequenceNumber });
  t.equal(keysOf(records), ["a", "b", "c"]);
});

complete("answers iterators of which many may be used at once",
  "docs: GetShardIterator", async (t) => {
  const { at } = await threeRecords(t);
  const both = await Promise.all([1,
    2].map(() => recordsAt(t, { ...at, ShardIteratorType: "TRIM_HORIZON" })));
  t.equal(keysOf(both[0]), keysOf(both[1]));
});

complete("reads records that were written before the table was updated",
  "docs: DynamoDB Streams", async (t) => {
  await threeRecords(t);
  await t.ok("UpdateTable", { TableName: three.name, DeletionProtectionEnabled: false });
  await t.untilActive(three.name);
  t.equal((await readAll(t, await streamArn(t, three))).filter(about("a")).length, 1);
});

// [tier, what is refused, how that is known, changes to a good request, the error]
const number = "111111111111111111111111";
for (const [declare, title, known, changes, error] of [
  [complete, "an unknown type", "docs: GetShardIterator, ShardIteratorType",
    { ShardIteratorType: "FIRST" },
    "ValidationException"],
  [complete, "no type", "docs: GetShardIterator, ShardIteratorType is required",
    { ShardIteratorType: undefined },
    "ValidationException"],
  [complete, "no shard", "docs: GetShardIterator, ShardId is required", { ShardId: undefined },
    "ValidationException"],
  [complete, "AT_SEQUENCE_NUMBER without a number", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "AT_SEQUENCE_NUMBER" },
    validation("One or more parameter values were invalid: Invalid SequenceNumber")],
  [complete, "AFTER_SEQUENCE_NUMBER without a number", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" },
    validation("One or more parameter values were invalid: Invalid SequenceNumber")],
  [complete, "a number for TRIM_HORIZON", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "TRIM_HORIZON", SequenceNumber: number },
    validation("One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type")],
  [complete, "a number for LATEST", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "LATEST", SequenceNumber: number },
    validation("One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type")],
  [complete, "a number that is too short", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: "1" },
    validation("1 validation error detected: Value '1' at 'sequenceNumber' failed to satisfy constraint: " +
      "Member must have length greater than or equal to 21")],
  [complete, "a number that is too long", "docs: SequenceNumber has 21 to 40 characters",
    { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: "1".repeat(41) },
    "ValidationException"],
  [complete, "a number before the shard", "emulators agree: DynamoDB Local",
    { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: "0".repeat(24) },
    validation("Invalid SequenceNumber for the shard")],
  [complete, "a shard that is not there, in words", "emulators agree: DynamoDB Local",
    { ShardId: "shardId-00000000000000000000-00000000" },
    failure("ResourceNotFoundException", "Shard does not exist")],
  [complete, "a stream that is not there", "emulators agree: DynamoDB Local",
    { StreamArn: "a".repeat(40) },
    failure("ResourceNotFoundException", "Stream does not exist")],
  [strict, "a short identifier of a shard", "docs: ShardId has 28 to 65 characters",
    { ShardId: "x" },
    validation("1 validation error detected: Value 'x' at 'shardId' failed to satisfy constraint: " +
      "Member must have length greater than or equal to 28")],
  [strict, "an unknown type, in words",
    "docs: GetShardIterator, ShardIteratorType; wording as in other operations",
    { ShardIteratorType: "FIRST" },
    validation("1 validation error detected: Value 'FIRST' at 'shardIteratorType' failed to satisfy constraint: " +
      "Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER]")],
  [strict, "a number for the type", "emulators agree: dynoxide on this error of other operations",
    { ShardIteratorType: 5 },
    failure("SerializationException", "NUMBER_VALUE cannot be converted to String")],
]) {
  declare(`refuses ${title}`, known, async (t) => {
    await t.fails("GetShardIterator",
      { ...await shard(t), ShardIteratorType: "TRIM_HORIZON", ...changes }, error);
  });
}
