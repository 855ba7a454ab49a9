import { any, anyOf, arn, containing, failure, keySchema, suite,
  validation } from "../lib/suite.mjs";
import { shardsOf, streamArn } from "../lib/streams.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const one = table({ key: "pk:S sk:N", stream: "NEW_AND_OLD_IMAGES" });

core("describes a stream and its shards", "docs: DescribeStream", async (t) => {
  const StreamArn = await streamArn(t, one);
  await t.ok("DescribeStream", { StreamArn }, { StreamDescription: containing({
    StreamArn, StreamStatus: anyOf("ENABLED", "ENABLING"), StreamViewType: "NEW_AND_OLD_IMAGES",
    TableName: one.name, KeySchema: keySchema("pk sk"), Shards: any.list }) });
});

core("has shards with an identifier and a first number", "docs: Shard", async (t) => {
  const shards = await shardsOf(t, await streamArn(t, one));
  t.that(shards.length > 0, "a shard");
  t.equal(shards[0], containing({ ShardId: /^shardId-\d{20}-[0-9a-f]{8}$/,
    SequenceNumberRange: containing({ StartingSequenceNumber: /^\d{21,40}$/ }) }));
});

core("knows no stream of that ARN",
  "docs: DescribeStream, ResourceNotFoundException", async (t) => {
  const StreamArn = `${(await streamArn(t, one)).slice(0, -3)}999`;
  await t.fails("DescribeStream", { StreamArn }, "ResourceNotFoundException");
});

complete("has open shards while it is enabled", "docs: SequenceNumberRange", async (t) => {
  const shards = await shardsOf(t, await streamArn(t, one));
  t.that(shards.some(({ SequenceNumberRange }) => !SequenceNumberRange.EndingSequenceNumber),
    "an open shard");
});

complete("describes label and time of creation", "docs: StreamDescription", async (t) => {
  const StreamArn = await streamArn(t, one);
  await t.ok("DescribeStream", { StreamArn }, { StreamDescription: containing({
    StreamLabel: StreamArn.split("/stream/")[1], CreationRequestDateTime: any.date }) });
});

complete("lists no shards after the last",
  "docs: DescribeStream, ExclusiveStartShardId", async (t) => {
  const StreamArn = await streamArn(t, one);
  const shards = await shardsOf(t, StreamArn);
  await t.ok("DescribeStream", { StreamArn, ExclusiveStartShardId: shards.at(-1).ShardId },
    { StreamDescription: containing({ Shards: [], LastEvaluatedShardId: undefined }) });
});

complete("lists at most as many shards as asked for", "docs: DescribeStream, Limit", async (t) => {
  const { StreamDescription } = await t.ok("DescribeStream",
    { StreamArn: await streamArn(t, one), Limit: 1 });
  t.equal(StreamDescription.Shards.length, 1);
});

const closed = table({ key: "pk:S", stream: "KEYS_ONLY" });
complete("stays, DISABLED and with its shards closed, when it is disabled",
  "docs: Streams stay readable for 24 hours after they are disabled", async (t) => {
    const StreamArn = await streamArn(t, closed);
    await t.ok("UpdateTable",
      { TableName: closed.name, StreamSpecification: { StreamEnabled: false } });
    await t.untilActive(closed.name);
    await t.until(async () => (await t.ok("DescribeStream", { StreamArn }))
      .StreamDescription.StreamStatus === "DISABLED", "the stream being DISABLED");
    const shards = await shardsOf(t, StreamArn);
    t.that(shards.length > 0 && shards.every(({ SequenceNumberRange }) =>
      SequenceNumberRange.EndingSequenceNumber), "closed shards");
  });

const dropped = table({ key: "pk:S", stream: "KEYS_ONLY" });
complete("stays when its table is deleted",
  "docs: Streams stay readable for 24 hours; emulators agree: DynamoDB Local",
  async (t) => {
    const StreamArn = await streamArn(t, dropped);
    await t.ok("DeleteTable", { TableName: dropped.name });
    await t.until(async () => (await t.ok("DescribeStream", { StreamArn }))
      .StreamDescription.StreamStatus === "DISABLED", "the stream being DISABLED");
  });

for (const view of ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"]) {
  const of = table({ key: "pk:S", stream: view });
  complete(`describes the view type ${view}`,
    "docs: StreamDescription, StreamViewType", async (t) => {
    const StreamArn = await streamArn(t, of);
    await t.ok("DescribeStream", { StreamArn },
      { StreamDescription: containing({ StreamViewType: view, KeySchema: keySchema("pk") }) });
  });
}

for (const [title, known, request, error] of [
  ["a limit of 0", "emulators agree: DynamoDB Local", { Limit: 0 },
    validation("1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member " +
      "must have value greater than or equal to 1")],
  ["a limit of 101", "emulators agree: DynamoDB Local", { Limit: 101 },
    validation("One or more parameter values were invalid: Limit cannot be greater than the maximum: 100")],
  ["a start that is too short", "emulators agree: DynamoDB Local", { ExclusiveStartShardId: "x" },
    validation("1 validation error detected: Value 'x' at 'exclusiveStartShardId' failed to satisfy " +
      "constraint: Member must have length greater than or equal to 28")],
]) {
  complete(`refuses ${title}`, known, async (t) => {
    await t.fails("DescribeStream", { StreamArn: await streamArn(t, one), ...request }, error);
  });
}

complete("refuses a request without an ARN", "docs: DescribeStream, StreamArn is required", {
  request: {}, error: "ValidationException" });

complete("names the stream that it does not know", "emulators agree: DynamoDB Local", {
  request: { StreamArn: "a".repeat(40) },
  error: failure("ResourceNotFoundException",
    `Requested resource not found: Stream: ${"a".repeat(40)} not found`) });

complete("knows no stream by the ARN of its table",
  "emulators agree: DynamoDB Local", async (t) => {
  const [StreamArn] = (await streamArn(t, one)).split("/stream/");
  await t.fails("DescribeStream", { StreamArn }, failure("ResourceNotFoundException",
    `Requested resource not found: Stream: ${StreamArn} not found`));
});

strict("refuses a short ARN for its length", "docs: StreamArn has 37 to 1024 characters", {
  request: { StreamArn: "abc" },
  error: validation("1 validation error detected: Value 'abc' at 'streamArn' failed to satisfy constraint: " +
    "Member must have length greater than or equal to 37") });
strict("refuses a number for the ARN",
  "emulators agree: dynalite, dynoxide on this error of other operations", {
  request: { StreamArn: 1 },
  error: failure("SerializationException", "NUMBER_VALUE cannot be converted to String") });
strict("has exactly these members", "docs: StreamDescription", async (t) => {
  const StreamArn = await streamArn(t, one);
  await t.ok("DescribeStream", { StreamArn }, { StreamDescription: {
    StreamArn: arn(new RegExp(`table/${one.name}/stream/.+`)), StreamLabel: any.string,
    StreamStatus: "ENABLED", StreamViewType: "NEW_AND_OLD_IMAGES",
    CreationRequestDateTime: any.date,
    TableName: one.name, KeySchema: keySchema("pk sk"), Shards: any.list } });
});
