import { any, arn, containing, failure, suite, validation } from "../lib/suite.mjs";
import { streamArn } from "../lib/streams.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const one = table({ key: "pk:S", stream: "KEYS_ONLY" });
const plain = table({ key: "pk:S" });
const twice = table({ key: "pk:S", stream: "KEYS_ONLY" });

core("lists the stream of a table", "docs: ListStreams", {
  request: { TableName: one.name },
  output: { Streams: [{ StreamArn: arn(new RegExp(`table/${one.name}/stream/.+`)),
    TableName: one.name, StreamLabel: any.string }] },
});

core("lists no streams of a table without", "docs: ListStreams", {
  request: { TableName: plain.name }, output: { Streams: [] } });

core("lists streams of all tables", "docs: ListStreams", async (t) => {
  const { Streams } = await t.ok("ListStreams", { Limit: 1 });
  t.equal(Streams,
    [containing({ StreamArn: any.string, TableName: any.string, StreamLabel: any.string })]);
});

core("walks all streams page by page", "docs: ListStreams, LastEvaluatedStreamArn", async (t) => {
  const wanted = await streamArn(t, one);
  const found = [];
  let ExclusiveStartStreamArn;
  do {
    const page = await t.ok("ListStreams", { Limit: 3, ExclusiveStartStreamArn });
    t.that(page.Streams.length <= 3, "at most 3 streams");
    found.push(...page.Streams.map(({ StreamArn }) => StreamArn));
    ExclusiveStartStreamArn = page.LastEvaluatedStreamArn;
  } while (ExclusiveStartStreamArn);
  t.that(found.includes(wanted), "the stream to be listed");
  t.that(new Set(found).size === found.length, "each stream once");
});

core("is read by the SDK", "docs: AWS SDK for JavaScript v3", async (t) => {
  const { streams, ListStreamsCommand } = t.sdk();
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName: one.name }));
  t.equal(Streams.length, 1);
});

complete("lists the label that the ARN ends with", "docs: Stream", async (t) => {
  const { Streams: [stream] } = await t.ok("ListStreams", { TableName: one.name });
  t.that(stream.StreamArn.endsWith(`/stream/${stream.StreamLabel}`),
    "the label at the end of the ARN");
});

complete("lists nothing after the only stream of a table", "emulators agree: all", async (t) => {
  await t.ok("ListStreams",
    { TableName: one.name, ExclusiveStartStreamArn: await streamArn(t, one) },
    { Streams: [] });
});

complete("lists the stream of a table that was disabled",
  "docs: ListStreams; data stays 24 hours", async (t) => {
  const first = await streamArn(t, twice);
  const TableName = twice.name;
  await t.ok("UpdateTable", { TableName, StreamSpecification: { StreamEnabled: false } });
  await t.untilActive(TableName);
  const { Streams } = await t.ok("ListStreams", { TableName });
  t.equal(Streams.map(({ StreamArn }) => StreamArn), [first]);
});

complete("lists no streams of a table that is not there",
  "emulators agree: DynamoDB Local, dynoxide", {
  request: { TableName: "conformance.none" }, output: { Streams: [] } });

for (const [title, request, error] of [
  ["a limit of 0", { Limit: 0 },
    validation("1 validation error detected: Value '0' at 'limit' failed to " +
    "satisfy constraint: Member must have value greater than or equal to 1")],
  ["a limit of 101", { Limit: 101 },
    validation("One or more parameter values were invalid: Limit cannot " +
    "be greater than the maximum allowed size: 100")],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local", { request, error });
}

strict("refuses text for the limit",
  "emulators agree: dynalite, dynoxide on this error of other operations", {
  request: { Limit: "1" },
  error: failure("SerializationException", "STRING_VALUE cannot be converted to Integer") });
strict("is no operation of DynamoDB itself",
  "docs: DynamoDB Streams has a target of its own; emulators agree: DynamoDB Local", {
  operation: "DynamoDB_20120810.ListStreams", request: {}, error: "UnknownOperationException" });
