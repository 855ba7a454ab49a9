import { any, arn, containing, definitions, failure, keySchema, suite, unordered,
  validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const plain = table({ key: "pk:S sk:N", items: [{ pk: "a", sk: 1 }, { pk: "b", sk: 2 }] });
const rich = table({ key: "pk:S sk:N", stream: "KEYS_ONLY",
  gsi: { one: "color:S", two: { key: "color:S sk:N", project: ["x"] } },
  lsi: { local: { key: "pk:S age:N", project: "KEYS_ONLY" } } });

core("describes a table", "docs: DescribeTable", {
  request: { TableName: plain.name },
  output: { Table: containing({
    TableName: plain.name, TableStatus: "ACTIVE", KeySchema: keySchema("pk sk"),
    AttributeDefinitions: unordered(...definitions("pk:S sk:N")),
    TableArn: arn(`table/${plain.name}`), CreationDateTime: any.date,
    ItemCount: any.number, TableSizeBytes: any.number,
  }) },
});

core("describes the indexes of a table", "docs: DescribeTable", {
  request: { TableName: rich.name },
  output: { Table: containing({
    GlobalSecondaryIndexes: unordered(
      containing({ IndexName: "one", KeySchema: keySchema("color"), IndexStatus: "ACTIVE",
        Projection: { ProjectionType: "ALL" } }),
      containing({ IndexName: "two", KeySchema: keySchema("color sk"), IndexStatus: "ACTIVE",
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x"] } })),
    LocalSecondaryIndexes: [containing({ IndexName: "local", KeySchema: keySchema("pk age"),
      Projection: { ProjectionType: "KEYS_ONLY" } })],
  }) },
});

core("knows no table of that name", "docs: DescribeTable, ResourceNotFoundException", {
  request: { TableName: "conformance.no.such.table" }, error: "ResourceNotFoundException" });

core("is read by the SDK, dates and all", "docs: AWS SDK for JavaScript v3", async (t) => {
  const { client, DescribeTableCommand } = t.sdk();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: plain.name }));
  t.that(Table.CreationDateTime instanceof Date && Math.abs(Table.CreationDateTime - Date.now()) < 86400e3,
    "a Date of about now");
});

complete("answers the same identifier each time", "docs: TableDescription, TableId", async (t) => {
  const first = await t.ok("DescribeTable", { TableName: plain.name });
  const second = await t.ok("DescribeTable", { TableName: plain.name });
  t.equal(second.Table.TableId, first.Table.TableId);
  t.equal(second.Table.TableId, any.string);
  t.equal(second.Table.CreationDateTime, first.Table.CreationDateTime);
});

complete("describes the ARNs of indexes", "docs: SecondaryIndexDescription, IndexArn", {
  request: { TableName: rich.name },
  output: { Table: containing({
    GlobalSecondaryIndexes: unordered(
      containing({ IndexArn: arn(`table/${rich.name}/index/one`) }),
      containing({ IndexArn: arn(`table/${rich.name}/index/two`) })),
    LocalSecondaryIndexes: [containing({ IndexArn: arn(`table/${rich.name}/index/local`) })],
  }) },
});

complete("describes the size of indexes", "docs: SecondaryIndexDescription", {
  request: { TableName: rich.name },
  output: { Table: containing({ GlobalSecondaryIndexes: unordered(
    containing({ IndexName: "one", ItemCount: 0, IndexSizeBytes: 0 }),
    containing({ IndexName: "two", ItemCount: 0, IndexSizeBytes: 0 })) }) },
});

complete("describes the stream", "docs: TableDescription, StreamSpecification", {
  request: { TableName: rich.name },
  output: { Table: containing({
    StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
    LatestStreamLabel: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/,
    LatestStreamArn: arn(new RegExp(`table/${rich.name}/stream/.+`)) }) },
});

complete("says nothing of what a table has not", "docs: TableDescription", {
  request: { TableName: plain.name },
  output: { Table: containing({ GlobalSecondaryIndexes: undefined, LocalSecondaryIndexes: undefined,
    StreamSpecification: undefined, LatestStreamArn: undefined, SSEDescription: undefined,
    RestoreSummary: undefined, Replicas: undefined, ArchivalSummary: undefined }) },
});

complete("describes the billing mode of a table on demand", "docs: BillingModeSummary", {
  request: { TableName: plain.name },
  output: { Table: containing({ BillingModeSummary: { BillingMode: "PAY_PER_REQUEST",
    LastUpdateToPayPerRequestDateTime: any.date } }) },
});

complete("describes that a table is not protected",
  "docs: TableDescription, DeletionProtectionEnabled", {
  request: { TableName: plain.name },
  output: { Table: containing({ DeletionProtectionEnabled: false }) },
});

complete("takes an ARN for the name", "docs: DescribeTable, TableName may be an ARN", async (t) => {
  const { Table: { TableArn } } = await t.ok("DescribeTable", { TableName: plain.name });
  await t.ok("DescribeTable", { TableName: TableArn },
    { Table: containing({ TableName: plain.name }) });
});

for (const [title, request, error] of [
  ["no name", {},
    validation("The parameter 'TableName' is required but was not present in the request")],
  ["a name of two characters", { TableName: "ab" },
    validation("TableName must be at least 3 characters long and at most 255 characters long")],
  ["an empty name", { TableName: "" },
    validation("TableName must be at least 3 characters long and at most 255 characters long")],
  ["a name of 256 characters", { TableName: "a".repeat(256) },
    validation("TableName must be at least 3 characters long and at most 255 characters long")],
  ["a name with spaces", { TableName: "a b c" },
    validation("1 validation error detected: Value 'a b c' at 'tableName' failed to satisfy " +
      "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
  ["an unknown table, by name", { TableName: "conformance.none" },
    failure("ResourceNotFoundException",
      "Requested resource not found: Table: conformance.none not found")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", { request, error });
}

for (const [title, TableName, message] of [
  ["a number", 5, "NUMBER_VALUE cannot be converted to String"],
  ["a fraction", 1.5, "DECIMAL_VALUE cannot be converted to String"],
  ["true", true, "TRUE_VALUE cannot be converted to String"],
  ["false", false, "FALSE_VALUE cannot be converted to String"],
  ["a map", { S: "x" }, "Start of structure or map found where not expected"],
  ["a list", ["x"], "Unrecognized collection type class java.lang.String"],
]) {
  strict(`refuses ${title} for the name`, "emulators agree: dynalite, dynoxide", {
    request: { TableName }, error: failure("SerializationException", message) });
}

strict("ignores members that it does not know", "emulators agree: all three", {
  request: { TableName: plain.name, Fields: ["x"], Deep: { a: [1, { b: null }] } },
  output: { Table: containing({ TableName: plain.name }) },
});
