import { failure, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const fresh = () => table({ key: "pk:S" });
const spec = (AttributeName, Enabled) => ({ TimeToLiveSpecification: { AttributeName, Enabled } });
const untilEnabled = (t, TableName) => t.until(async () =>
  (await t.ok("DescribeTimeToLive",
    { TableName })).TimeToLiveDescription.TimeToLiveStatus === "ENABLED",
"TTL being ENABLED", 120_000);

const one = fresh();
core("enables TTL and answers with the specification", "docs: UpdateTimeToLive", {
  request: { TableName: one.name, ...spec("expires", true) }, output: spec("expires", true) });

const described = fresh();
core("is described once it is enabled", "docs: UpdateTimeToLive", async (t) => {
  await t.ok("UpdateTimeToLive", { TableName: described.name, ...spec("expires", true) });
  await untilEnabled(t, described.name);
  await t.ok("DescribeTimeToLive", { TableName: described.name },
    { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expires" } });
});

const future = fresh();
core("keeps items that have not expired, and those without a number",
  "docs: Time to Live", async (t) => {
  await t.ok("UpdateTimeToLive", { TableName: future.name, ...spec("expires", true) });
  const soon = Math.floor(Date.now() / 1000) + 3600;
  for (const expires of [soon, "text", null]) {
    const pk = `k${expires}`;
    await t.ok(...future.put({ pk, expires }));
    await t.ok(...future.get({ pk }, { pk, expires }));
  }
});

core("knows no table of that name", "docs: UpdateTimeToLive, ResourceNotFoundException", {
  request: { TableName: "conformance.no.such.table", ...spec("expires", true) },
  error: "ResourceNotFoundException" });

const on = fresh();
complete("refuses to enable what is enabled",
  "docs: UpdateTimeToLive; emulators agree: DynamoDB Local", async (t) => {
  await t.ok("UpdateTimeToLive", { TableName: on.name, ...spec("expires", true) });
  await untilEnabled(t, on.name);
  await t.fails("UpdateTimeToLive", { TableName: on.name, ...spec("expires", true) },
    validation("TimeToLive is already enabled"));
});

const other = fresh();
for (const Enabled of [true, false]) {
  complete(`refuses another attribute while one is in use, ${Enabled ? "to enable" : "to disable"}`,
    "recorded: go-to-k/cdkd#932; emulators agree: DynamoDB Local", async (t) => {
      const enabled = await t.ask("UpdateTimeToLive",
        { TableName: other.name, ...spec("expires", true) });
      t.that(enabled.output || Enabled === false, "TTL to be enabled once");
      await untilEnabled(t, other.name);
      await t.fails("UpdateTimeToLive", { TableName: other.name, ...spec("other", Enabled) },
        validation("TimeToLive is active on a different AttributeName"));
    });
}

const never = fresh();
complete("refuses to disable what is not enabled", "emulators agree: DynamoDB Local", {
  request: { TableName: never.name, ...spec("expires", false) },
  error: validation("TimeToLive is already disabled") });

const often = fresh();
complete("refuses a second change within an hour",
  "docs: UpdateTimeToLive, one change in an hour", async (t) => {
  await t.ok("UpdateTimeToLive", { TableName: often.name, ...spec("expires", true) });
  await untilEnabled(t, often.name);
  await t.fails("UpdateTimeToLive", { TableName: often.name, ...spec("expires", false) },
    validation("Time to live has been modified multiple times within a fixed interval"));
});

const onKey = fresh();
complete("takes a key attribute", "emulators agree: DynamoDB Local, dynoxide", {
  request: { TableName: onKey.name, ...spec("pk", true) }, output: spec("pk", true) });

const long = fresh();
complete("takes a name of 255 characters", "docs: TimeToLiveSpecification, AttributeName", {
  request: { TableName: long.name, ...spec("a".repeat(255), true) },
  output: spec("a".repeat(255), true) });

const indexed = table({ key: "pk:S", gsi: { byExpiry: "pk:S expires:N" } });
complete("takes an attribute that is a key of an index", "docs: Time to Live", {
  request: { TableName: indexed.name, ...spec("expires", true) }, output: spec("expires", true) });

const past = fresh();
complete("leaves an item that expired more than five years ago",
  "docs: Time to Live, five years", async (t) => {
  await t.ok("UpdateTimeToLive", { TableName: past.name, ...spec("expires", true) });
  const long_ago = Math.floor(Date.now() / 1000) - 6 * 366 * 86400;
  await t.ok(...past.put({ pk: "old", expires: long_ago }));
  await t.ok(...past.get({ pk: "old" }, { pk: "old", expires: long_ago }));
});

const still = fresh();
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const name = "timeToLiveSpecification.attributeName";
for (const [title, known, request, error] of [
  ["no specification", "docs: UpdateTimeToLive; DynamoDB Local and dynoxide refuse too",
    { TableName: still.name },
    "ValidationException"],
  ["an empty specification",
    "docs: TimeToLiveSpecification; DynamoDB Local and dynoxide refuse too",
    { TableName: still.name, TimeToLiveSpecification: {} }, "ValidationException"],
  ["an empty name", "emulators agree: dynoxide; DynamoDB Local refuses too",
    { TableName: still.name, ...spec("", true) },
    validation(`1 validation error detected: ${violation("''", name, "have length greater than or equal to 1")}`)],
  ["a name of 256 characters", "docs: TimeToLiveSpecification; DynamoDB Local refuses too",
    { TableName: still.name, ...spec("a".repeat(256), true) },
    validation(`1 validation error detected: ${violation(`'${"a".repeat(256)}'`, name, "have length less than or equal to 255")}`)],
  ["a table that is not there, by name",
    "emulators agree: dynoxide on this error of other operations",
    { TableName: "conformance.none", ...spec("x", true) },
    failure("ResourceNotFoundException",
      "Requested resource not found: Table: conformance.none not found")],
]) {
  complete(`refuses ${title}`, known, { request, error });
}

strict("collects what the specification lacks",
  "docs: TimeToLiveSpecification, both are required", {
  request: { TableName: still.name, TimeToLiveSpecification: {} },
  error: validation(`2 validation errors detected: ${violation("null", name, "not be null")}; ` +
    violation("null", "timeToLiveSpecification.enabled", "not be null")) });
strict("refuses text for Enabled", "emulators agree: dynoxide", {
  request: { TableName: still.name, ...spec("x", "true") },
  error: failure("SerializationException", "Unexpected token received from parser") });
strict("asks for the name of a table first",
  "emulators agree: dynalite, dynoxide on this error of other operations", {
  request: {}, error:
    validation("The parameter 'TableName' is required but was not present in the request") });
strict("looks at the length of the name",
  "emulators agree: dynalite, dynoxide on this error of other operations", {
  request: { TableName: "ab", ...spec("x", true) },
  error: validation("TableName must be at least 3 characters long and at most 255 characters long") });

core("leaves items alone while it is not enabled", "docs: Time to Live", async (t) => {
  await t.ok(...still.put({ pk: "a", expires: 1 }));
  await t.ok("GetItem", { TableName: still.name, Key: item({ pk: "a" }) },
    { Item: item({ pk: "a", expires: 1 }) });
});
