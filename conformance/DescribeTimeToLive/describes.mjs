import { anyOf, failure, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const plain = table({ key: "pk:S" });

core("is DISABLED for a new table", "docs: DescribeTimeToLive", {
  request: { TableName: plain.name },
  output: { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } } });

const on = table({ key: "pk:S" });
core("describes the attribute of TTL", "docs: DescribeTimeToLive", {
  before: [["UpdateTimeToLive", { TableName: on.name,
    TimeToLiveSpecification: { AttributeName: "expires", Enabled: true } }]],
  request: { TableName: on.name },
  output: { TimeToLiveDescription: { TimeToLiveStatus: anyOf("ENABLING", "ENABLED"),
    AttributeName: "expires" } } });

core("knows no table of that name", "docs: DescribeTimeToLive, ResourceNotFoundException", {
  request: { TableName: "conformance.no.such.table" }, error: "ResourceNotFoundException" });

complete("takes an ARN for the name",
  "docs: DescribeTimeToLive, TableName may be an ARN", async (t) => {
  const { Table: { TableArn } } = await t.ok("DescribeTable", { TableName: plain.name });
  await t.ok("DescribeTimeToLive", { TableName: TableArn },
    { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } });
});

for (const [title, request, error] of [
  ["no name", {},
    validation("The parameter 'TableName' is required but was not present in the request")],
  ["a name of two characters", { TableName: "ab" },
    validation("TableName must be at least 3 characters long and at most 255 characters long")],
  ["a name with spaces", { TableName: "a b c" },
    validation("1 validation error detected: Value 'a b c' at 'tableName' failed to satisfy " +
      "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
  ["an unknown table, by name", { TableName: "conformance.none" },
    failure("ResourceNotFoundException",
      "Requested resource not found: Table: conformance.none not found")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynoxide on this error of other operations",
    { request, error });
}

strict("refuses a number for the name",
  "emulators agree: dynalite, dynoxide on this error of other operations", {
  request: { TableName: 5 },
  error: failure("SerializationException", "NUMBER_VALUE cannot be converted to String") });
