import { any, anyOf, arn, containing, definitions, keySchema, suite,
  unordered } from "../lib/suite.mjs";

const { core, complete, strict, tableName, newTable } = suite(import.meta.url);

const base = (changes) => ({
  TableName: tableName(), AttributeDefinitions: definitions("pk:S"), KeySchema: keySchema("pk"),
  BillingMode: "PAY_PER_REQUEST", ...changes,
});
const created = (members) => ({ TableDescription: containing(members) });

const simple = newTable({ key: "pk:S" });
core("answers the description of the new table", "docs: CreateTable, Response Elements", {
  request: simple,
  output: created({
    TableName: simple.TableName, KeySchema: keySchema("pk"),
    AttributeDefinitions: definitions("pk:S"), TableStatus: anyOf("CREATING", "ACTIVE"),
    CreationDateTime: any.date, ItemCount: 0, TableSizeBytes: 0,
    TableArn: arn(`table/${simple.TableName}`),
    GlobalSecondaryIndexes: undefined, LocalSecondaryIndexes: undefined,
  }),
});

for (const type of ["S", "N", "B"]) {
  const request = newTable({ key: `pk:${type} sk:${type}` });
  core(`takes keys of type ${type}`, "docs: AttributeDefinition", {
    request,
    output: created({ KeySchema: keySchema("pk sk"),
      AttributeDefinitions: unordered(...definitions(`pk:${type} sk:${type}`)) }),
  });
}

const twice = newTable({ key: "pk:S" });
core("refuses the name of a table that is there", "docs: CreateTable, ResourceInUseException", {
  before: [["CreateTable", twice]],
  request: twice,
  error: "ResourceInUseException",
});

core("makes a table that waiters see", "docs: AWS SDK for JavaScript v3, waiters", async (t) => {
  const { client, CreateTableCommand, waitUntilTableExists } = t.sdk();
  const request = newTable({ key: "pk:S" });
  await client.send(new CreateTableCommand(request));
  const { state } = await waitUntilTableExists({ client, maxWaitTime: 120 },
    { TableName: request.TableName });
  t.equal(state, "SUCCESS");
});

const withGsi = newTable({ key: "pk:S sk:N", gsi: { byColor: "color:S size:N" } });
core("makes a global secondary index", "docs: CreateTable, GlobalSecondaryIndexes", {
  request: withGsi,
  output: created({
    AttributeDefinitions: unordered(...definitions("pk:S sk:N color:S size:N")),
    GlobalSecondaryIndexes: [containing({
      IndexName: "byColor", KeySchema: keySchema("color size"),
      Projection: { ProjectionType: "ALL" },
      IndexStatus: anyOf("CREATING", "ACTIVE"), ItemCount: 0, IndexSizeBytes: 0,
      IndexArn: arn(`table/${withGsi.TableName}/index/byColor`),
    })],
  }),
});

const withLsi = newTable({ key: "pk:S sk:N", lsi: { byAge: "pk:S age:N" } });
core("makes a local secondary index", "docs: CreateTable, LocalSecondaryIndexes", {
  request: withLsi,
  output: created({
    LocalSecondaryIndexes: [containing({
      IndexName: "byAge", KeySchema: keySchema("pk age"), Projection: { ProjectionType: "ALL" },
      ItemCount: 0, IndexSizeBytes: 0, IndexArn: arn(`table/${withLsi.TableName}/index/byAge`),
      IndexStatus: undefined,
    })],
  }),
});

core("is PROVISIONED without a BillingMode", "docs: CreateTable, BillingMode", {
  request: base({ BillingMode: undefined,
    ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 } }),
  output: created({ ProvisionedThroughput: containing({
    ReadCapacityUnits: 3, WriteCapacityUnits: 2, NumberOfDecreasesToday: 0 }) }),
});

complete("says nothing of the billing mode of a table that was never on demand",
  "docs: TableDescription, BillingModeSummary", {
    request: base({ BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 } }),
    output: created({ BillingModeSummary: undefined }),
  });

complete("answers throughput of zero for a table on demand",
  "docs: BillingModeSummary; ProvisionedThroughput is 0 on demand", {
    request: base(),
    output: created({
      BillingModeSummary: containing({ BillingMode: "PAY_PER_REQUEST" }),
      ProvisionedThroughput: containing({ ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
    }),
  });

complete("answers an identifier that is a UUID", "docs: TableDescription, TableId", {
  request: base(),
  output: created({ TableId: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/ }),
});

complete("answers CREATING", "docs: CreateTable is asynchronous", {
  request: base(),
  output: created({ TableStatus: "CREATING" }),
});

for (const StreamViewType of ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]) {
  const request = base({ StreamSpecification: { StreamEnabled: true, StreamViewType } });
  complete(`enables a stream of ${StreamViewType}`, "docs: StreamSpecification", {
    request,
    output: created({
      StreamSpecification: { StreamEnabled: true, StreamViewType },
      LatestStreamLabel: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/,
      LatestStreamArn: arn(
        new RegExp(`table/${request.TableName}/stream/\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}`)),
    }),
  });
}

complete("has no stream when it is not enabled", "docs: StreamSpecification", {
  request: base({ StreamSpecification: { StreamEnabled: false } }),
  output: created({ StreamSpecification: undefined, LatestStreamArn: undefined }),
});

for (const [title, Projection] of [
  ["keys only", { ProjectionType: "KEYS_ONLY" }],
  ["some attributes", { ProjectionType: "INCLUDE", NonKeyAttributes: ["a", "b"] }],
]) {
  complete(`projects ${title} into a global index`, "docs: Projection", {
    request: base({ AttributeDefinitions: definitions("pk:S b:S"), GlobalSecondaryIndexes:
      [{ IndexName: "index", KeySchema: keySchema("b"), Projection }] }),
    output: created({ GlobalSecondaryIndexes: [containing({ Projection:
      Projection.NonKeyAttributes ? { ProjectionType: "INCLUDE",
        NonKeyAttributes: unordered("a", "b") }
        : Projection })] }),
  });
  complete(`projects ${title} into a local index`, "docs: Projection", {
    request: base({ AttributeDefinitions: definitions("pk:S sk:S c:S"),
      KeySchema: keySchema("pk sk"),
      LocalSecondaryIndexes: [{ IndexName: "index", KeySchema: keySchema("pk c"), Projection }] }),
    output: created({ LocalSecondaryIndexes: [containing({ Projection:
      Projection.NonKeyAttributes ? { ProjectionType: "INCLUDE",
        NonKeyAttributes: unordered("a", "b") }
        : Projection })] }),
  });
}

complete("gives a global index of a provisioned table its own throughput",
  "docs: GlobalSecondaryIndex, ProvisionedThroughput", {
    request: base({
      BillingMode: "PROVISIONED", AttributeDefinitions: definitions("pk:S b:S"),
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexes: [{ IndexName: "index", KeySchema: keySchema("b"),
        Projection: { ProjectionType: "ALL" },
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 } }],
    }),
    output: created({ GlobalSecondaryIndexes: [containing({ ProvisionedThroughput:
      containing({ ReadCapacityUnits: 5, WriteCapacityUnits: 6 }) })] }),
  });

complete("allows twenty global indexes", "docs: Quotas, 20 global secondary indexes", {
  request: newTable({ key: "pk:S",
    gsi: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`index${i}`, "b:S"])) }),
  output: created({ GlobalSecondaryIndexes: any.list }),
});

complete("allows five local indexes", "docs: Quotas, 5 local secondary indexes", {
  request: newTable({ key: "pk:S sk:S",
    lsi: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`index${i}`, "pk:S c:S"])) }),
  output: created({ LocalSecondaryIndexes: any.list }),
});

complete("allows an index with the key of the table", "emulators agree: all three", {
  request: newTable({ key: "pk:S", gsi: { same: "pk:S" } }),
  output: created({ GlobalSecondaryIndexes: [containing({ KeySchema: keySchema("pk") })] }),
});

complete("allows a local index over the sort key of the table", "emulators agree: all three", {
  request: newTable({ key: "pk:S sk:S", lsi: { same: "pk:S sk:S" } }),
  output: created({ LocalSecondaryIndexes: [containing({ KeySchema: keySchema("pk sk") })] }),
});

complete("protects against deletion when asked to", "docs: CreateTable, DeletionProtectionEnabled",
  async (t) => {
    const request = base({ DeletionProtectionEnabled: true });
    await t.ok("CreateTable", request, created({ DeletionProtectionEnabled: true }));
    await t.untilActive(request.TableName);
    await t.fails("DeleteTable", { TableName: request.TableName }, "ValidationException");
    await t.ok("UpdateTable", { TableName: request.TableName, DeletionProtectionEnabled: false });
    await t.untilActive(request.TableName);
  });

complete("does not protect against deletion by itself",
  "docs: CreateTable, DeletionProtectionEnabled", {
  request: base(),
  output: created({ DeletionProtectionEnabled: false }),
});

complete("keeps the tags of a new table", "docs: CreateTable, Tags", async (t) => {
  const Tags = [{ Key: "team", Value: "blue" }, { Key: "empty", Value: "" }];
  const request = base({ Tags });
  const { TableDescription } = await t.ok("CreateTable", request);
  await t.untilActive(request.TableName);
  await t.until(async () => {
    const answer = await t.ok("ListTagsOfResource", { ResourceArn: TableDescription.TableArn });
    return answer.Tags?.length === 2;
  }, "tags of the new table");
  await t.ok("ListTagsOfResource", { ResourceArn: TableDescription.TableArn },
    { Tags: unordered(...Tags) });
});

complete("describes the class of a table that has one",
  "docs: TableDescription, TableClassSummary", {
  request: base({ TableClass: "STANDARD_INFREQUENT_ACCESS" }),
  output: created({ TableClassSummary: containing({ TableClass: "STANDARD_INFREQUENT_ACCESS" }) }),
});

complete("takes limits of throughput on demand", "docs: CreateTable, OnDemandThroughput", {
  request: base({ OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 } }),
  output: created({ OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 } }),
});

complete("takes names of 3 and of 255 characters", "docs: Naming rules", async (t) => {
  const long = tableName("x".repeat(200)).padEnd(255, "_");
  const short = `z${Math.floor(Math.random() * 1e4).toString(36)}_`.padStart(3, "z");
  for (const TableName of [long, short].map((name) => t.disposable(name))) {
    await t.ok("CreateTable", { ...base(), TableName }, created({ TableName }));
    await t.ok("DescribeTable", { TableName });
  }
});

complete("takes every character that a name may have", "docs: Naming rules", async (t) => {
  const TableName = t.disposable(`${tableName()}_aZ.-_09`);
  await t.ok("CreateTable", { ...base(), TableName }, created({ TableName }));
  await t.ok("DescribeTable", { TableName });
});

complete("tells tables apart by case",
  "docs: Naming rules, names are case-sensitive", async (t) => {
  const lower = tableName("case");
  const upper = t.disposable(lower.replace("case", "CASE"));
  await t.ok("CreateTable", { ...base(), TableName: lower });
  await t.ok("CreateTable", { ...base(), TableName: upper });
  await t.untilActive(upper);
  await t.ok("DeleteTable", { TableName: upper });
  await t.ok("DescribeTable", { TableName: lower });
});

complete("takes a key whose name is a reserved word, or has dots, spaces and other letters",
  "docs: Naming rules, attribute names", async (t) => {
    for (const AttributeName of ["size", "a.b", "white space", "größe", ":x", "#y", "😀"]) {
      const TableName = tableName();
      await t.ok("CreateTable", { TableName, BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
        KeySchema: [{ AttributeName, KeyType: "HASH" }] });
      await t.untilActive(TableName);
      await t.ok("PutItem", { TableName, Item: { [AttributeName]: { S: "v" } } }, {});
      await t.ok("GetItem", { TableName, Key: { [AttributeName]: { S: "v" } } },
        { Item: { [AttributeName]: { S: "v" } } });
    }
  });

complete("takes a name of a key of 255 bytes", "docs: Quotas, attribute name length", {
  request: newTable({ key: `${"k".repeat(255)}:S` }),
  output: created({ KeySchema: keySchema("k".repeat(255)) }),
});

complete("makes a table again after it was deleted, without its items",
  "docs: DeleteTable deletes all items", async (t) => {
    const request = newTable({ key: "pk:S" });
    const { TableName } = request;
    await t.ok("CreateTable", request);
    await t.untilActive(TableName);
    await t.ok("PutItem", { TableName, Item: { pk: { S: "x" } } });
    await t.ok("DeleteTable", { TableName });
    await t.until(async () => (await t.ask("DescribeTable", { TableName })).error, "deletion");
    await t.ok("CreateTable", request);
    await t.untilActive(TableName);
    await t.ok("GetItem", { TableName, Key: { pk: { S: "x" } } }, {});
    await t.ok("Scan", { TableName }, { Items: [], Count: 0, ScannedCount: 0 });
  });

const inUse = newTable({ key: "pk:S" });
strict("names the table that is there already",
  "recorded: bug reports quote 'Table already exists: NAME'", {
  before: [["CreateTable", inUse]],
  request: inUse,
  error: `ResourceInUseException: Table already exists: ${inUse.TableName}`,
});

strict("ignores members that it does not know", "emulators agree: all three", {
  request: base({ Unknown: { x: [1] } }),
  output: created({ TableStatus: anyOf("CREATING", "ACTIVE") }),
});

strict("takes null for a member that is not there", "emulators agree: all three", {
  request: base({ GlobalSecondaryIndexes: null, StreamSpecification: null, Tags: null }),
  output: created({ GlobalSecondaryIndexes: undefined }),
});

strict("has exactly the members that a table without extras has",
  "docs: TableDescription; the newer members may be there", {
    request: base({ BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }),
    output: { TableDescription: {
      AttributeDefinitions: definitions("pk:S"), TableName: any.string, KeySchema: keySchema("pk"),
      TableStatus: "CREATING", CreationDateTime: any.date,
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 1,
        WriteCapacityUnits: 1 },
      TableSizeBytes: 0, ItemCount: 0, TableArn: any.string, TableId: any.string,
      DeletionProtectionEnabled: false, WarmThroughput: any.optional,
      TableThroughputModeSummary: any.optional,
    } },
  });
