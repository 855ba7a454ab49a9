import { any, anyOf, arn, containing, failure, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const throughput = (ReadCapacityUnits, WriteCapacityUnits) =>
  ({ ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } });
const onDemand = table({ key: "pk:S" });
const provisioned = table({ key: "pk:S",
  more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
const fresh = (options = {}) => table({ key: "pk:S", ...options });
const updated = (members) => ({ TableDescription: containing(members) });
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);

// The description of a table once it is ACTIVE again.
async function settled(t, TableName) {
  await t.untilActive(TableName);
  return (await t.ok("DescribeTable", { TableName })).Table;
}

const faster = fresh({ more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
core("changes provisioned throughput", "docs: UpdateTable, ProvisionedThroughput", async (t) => {
  await t.ok("UpdateTable", { TableName: faster.name, ...throughput(5, 6) },
    updated({ TableName: faster.name, TableStatus: anyOf("UPDATING", "ACTIVE") }));
  const now = await settled(t, faster.name);
  t.equal(now.ProvisionedThroughput, containing({ ReadCapacityUnits: 5, WriteCapacityUnits: 6 }));
});

const toOnDemand = fresh({ more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
core("makes a provisioned table on demand", "docs: UpdateTable, BillingMode", async (t) => {
  await t.ok("UpdateTable", { TableName: toOnDemand.name, BillingMode: "PAY_PER_REQUEST" });
  const now = await settled(t, toOnDemand.name);
  t.equal(now.BillingModeSummary, containing({ BillingMode: "PAY_PER_REQUEST" }));
});

const toProvisioned = fresh();
core("makes a table on demand provisioned", "docs: UpdateTable, BillingMode", async (t) => {
  await t.ok("UpdateTable",
    { TableName: toProvisioned.name, BillingMode: "PROVISIONED", ...throughput(2, 3) });
  const now = await settled(t, toProvisioned.name);
  t.equal(now.ProvisionedThroughput, containing({ ReadCapacityUnits: 2, WriteCapacityUnits: 3 }));
});

core("knows no table of that name", "docs: UpdateTable, ResourceNotFoundException", {
  request: { TableName: "conformance.no.such.table", BillingMode: "PAY_PER_REQUEST" },
  error: "ResourceNotFoundException",
});

core("refuses an update of nothing", "docs: UpdateTable", {
  request: { TableName: onDemand.name }, error: "ValidationException" });

const fast = fresh({ more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
complete("answers UPDATING", "docs: UpdateTable is asynchronous", async (t) => {
  await t.ok("UpdateTable", { TableName: fast.name, ...throughput(2, 2) },
    updated({ TableStatus: "UPDATING" }));
  await t.untilActive(fast.name);
});

const dated = fresh({ more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
complete("keeps when throughput went up and down",
  "docs: ProvisionedThroughputDescription", async (t) => {
  await t.ok("UpdateTable", { TableName: dated.name, ...throughput(5, 5) });
  t.equal((await settled(t, dated.name)).ProvisionedThroughput,
    containing({ LastIncreaseDateTime: any.date, NumberOfDecreasesToday: 0 }));
  await t.ok("UpdateTable", { TableName: dated.name, ...throughput(4, 4) });
  t.equal((await settled(t, dated.name)).ProvisionedThroughput, containing(
    { LastIncreaseDateTime: any.date, LastDecreaseDateTime: any.date, NumberOfDecreasesToday: 1 }));
});

const streaming = fresh();
complete("enables and disables a stream", "docs: UpdateTable, StreamSpecification", async (t) => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_IMAGE" };
  await t.ok("UpdateTable", { TableName: streaming.name, StreamSpecification },
    updated({ StreamSpecification }));
  const on = await settled(t, streaming.name);
  t.equal(on.LatestStreamArn, arn(new RegExp(`table/${streaming.name}/stream/.+`)));
  await t.ok("UpdateTable",
    { TableName: streaming.name, StreamSpecification: { StreamEnabled: false } });
  const off = await settled(t, streaming.name);
  t.equal(off, containing({ StreamSpecification: undefined, LatestStreamArn: on.LatestStreamArn }));
});

const restreamed = fresh({ stream: "NEW_IMAGE" });
complete("starts another stream when one is enabled again",
  "docs: DynamoDB Streams, enabling again", async (t) => {
  const { LatestStreamArn: first } = await settled(t, restreamed.name);
  await t.ok("UpdateTable",
    { TableName: restreamed.name, StreamSpecification: { StreamEnabled: false } });
  await t.untilActive(restreamed.name);
  await t.ok("UpdateTable", { TableName: restreamed.name,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } });
  const { LatestStreamArn: second } = await settled(t, restreamed.name);
  t.that(second !== undefined && second !== first, "another stream");
});

const protectedTable = fresh();
complete("switches deletion protection",
  "docs: UpdateTable, DeletionProtectionEnabled", async (t) => {
  const TableName = protectedTable.name;
  for (const DeletionProtectionEnabled of [true, false]) {
    await t.ok("UpdateTable", { TableName, DeletionProtectionEnabled });
    t.equal(await settled(t, TableName), containing({ DeletionProtectionEnabled }));
  }
});

const classed = fresh();
complete("changes the class of a table", "docs: UpdateTable, TableClass", async (t) => {
  await t.ok("UpdateTable", { TableName: classed.name, TableClass: "STANDARD_INFREQUENT_ACCESS" });
  t.equal(await settled(t, classed.name), containing({
    TableClassSummary: containing({ TableClass: "STANDARD_INFREQUENT_ACCESS" }) }));
});

const limited = fresh();
complete("changes the limits of throughput on demand",
  "docs: UpdateTable, OnDemandThroughput", async (t) => {
  const OnDemandThroughput = { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 20 };
  await t.ok("UpdateTable", { TableName: limited.name, OnDemandThroughput });
  t.equal(await settled(t, limited.name), containing({ OnDemandThroughput }));
});

const keeping = fresh({ items: [{ pk: "a", n: 1 }] });
complete("keeps the items", "docs: UpdateTable", async (t) => {
  await t.ok("UpdateTable",
    { TableName: keeping.name, BillingMode: "PROVISIONED", ...throughput(1, 1) });
  await t.untilActive(keeping.name);
  await t.ok(...keeping.get({ pk: "a" }, { pk: "a", n: 1 }));
});

const byArn = fresh();
complete("takes an ARN for the name", "docs: UpdateTable, TableName may be an ARN", async (t) => {
  const { TableArn } = await settled(t, byArn.name);
  await t.ok("UpdateTable", { TableName: TableArn, DeletionProtectionEnabled: false },
    updated({ TableName: byArn.name }));
});

const nothing = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, " +
  "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required";
for (const [title, changes] of [
  ["an update of nothing, with its reason", {}],
  ["an empty list of index updates", { GlobalSecondaryIndexUpdates: [] }],
  ["an update of definitions only",
    { AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }] }],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", {
    request: { TableName: onDemand.name, ...changes }, error: validation(nothing) });
}

for (const [title, on, changes, error] of [
  ["an unknown BillingMode", onDemand, { BillingMode: "FREE" },
    validation("1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy " +
      "constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]")],
  ["throughput of a table on demand", onDemand, throughput(1, 1),
    invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode " +
      "is PAY_PER_REQUEST")],
  ["throughput beside BillingMode PAY_PER_REQUEST", onDemand,
    { BillingMode: "PAY_PER_REQUEST", ...throughput(1, 1) },
    invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode " +
      "is PAY_PER_REQUEST")],
  ["BillingMode PROVISIONED without throughput", onDemand, { BillingMode: "PROVISIONED" },
    invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")],
  ["throughput beyond every limit", provisioned, throughput(1000000000001, 1),
    validation("Given value 1000000000001 for ReadCapacityUnits is out of bounds")],
  ["zero read capacity", provisioned, throughput(0, 1),
    validation("1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' " +
      "failed to satisfy constraint: Member must have value greater than or equal to 1")],
  ["the throughput that the table has", provisioned, throughput(1, 1),
    validation(/^The provisioned throughput for the table will not change\. The requested value equals the current value\. Current ReadCapacityUnits provisioned for the table: 1\. Requested ReadCapacityUnits: 1\. Current WriteCapacityUnits provisioned for the table: 1\. Requested WriteCapacityUnits: 1\./)],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", {
    request: { TableName: on.name, ...changes }, error });
}

complete("refuses a stream without a view type", "emulators agree: DynamoDB Local", {
  request: { TableName: onDemand.name, StreamSpecification: { StreamEnabled: true } },
  error: validation("Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams."),
});

complete("refuses a view type for a stream that is disabled", "emulators agree: DynamoDB Local", {
  request: { TableName: onDemand.name,
    StreamSpecification: { StreamEnabled: false, StreamViewType: "NEW_IMAGE" } },
  error: validation("Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType was present."),
});

const enabled = table({ key: "pk:S", stream: "NEW_IMAGE" });
for (const StreamViewType of ["NEW_IMAGE", "OLD_IMAGE"]) {
  complete(`refuses to enable a stream of NEW_IMAGE again as ${StreamViewType}`,
    "recorded: aws-controllers-k8s/community#1000, scylladb/scylladb#6939", {
      request: { TableName: enabled.name,
        StreamSpecification: { StreamEnabled: true, StreamViewType } },
      error: validation(`Table already has an enabled stream: TableName: ${enabled.name}`),
    });
}

complete("refuses to disable a stream of a table without one",
  "docs: UpdateTable; emulators agree: DynamoDB Local", {
  request: { TableName: onDemand.name, StreamSpecification: { StreamEnabled: false } },
  error: "ValidationException",
});

const both = table({ key: "pk:S", stream: "NEW_IMAGE",
  more: { BillingMode: "PROVISIONED", ...throughput(1, 1) } });
complete("refuses to change a stream and throughput at once",
  "recorded: hashicorp/terraform-provider-aws#35673", {
    request: { TableName: both.name, ...throughput(5, 5),
      StreamSpecification: { StreamEnabled: false } },
    error: invalid("You cannot modify stream status while updating table IOPS"),
  });

for (const [title, request, error] of [
  ["no name", { BillingMode: "PAY_PER_REQUEST" },
    validation("The parameter 'TableName' is required but was not present in the request")],
  ["a name of two characters", { TableName: "ab", BillingMode: "PAY_PER_REQUEST" },
    validation("TableName must be at least 3 characters long and at most 255 characters long")],
  ["an unknown table by its name",
    { TableName: "conformance.none", BillingMode: "PAY_PER_REQUEST" },
    failure("ResourceNotFoundException",
      "Requested resource not found: Table: conformance.none not found")],
  ["a number for the name", { TableName: 1 },
    failure("SerializationException", "NUMBER_VALUE cannot be converted to String")],
]) {
  strict(`refuses ${title}`, "emulators agree: dynalite, dynoxide", { request, error });
}

strict("looks at what is to be updated before it looks for the table",
  "emulators agree: dynalite, dynoxide", {
  request: { TableName: "conformance.none" }, error: validation(nothing) });
