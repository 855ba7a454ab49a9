import { anyOf, arn, containing, definitions, failure, item, keySchema, suite, unordered,
  validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const create = (changes) => ({ Create: { IndexName: "added", KeySchema: keySchema("color"),
  Projection: { ProjectionType: "ALL" }, ...changes } });
const adding = (TableName, changes) => ({ TableName,
  AttributeDefinitions: definitions("pk:S color:S"),
  GlobalSecondaryIndexUpdates: [create(changes)] });
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const red = (t, TableName, more) => t.ok("Query", { TableName, IndexName: "added",
  KeyConditionExpression: "color = :c", ExpressionAttributeValues: item({ ":c": "red" }),
  ...more });

async function untilAdded(t, TableName) {
  await t.until(async () => {
    const { Table: now } = await t.ok("DescribeTable", { TableName });
    return now.GlobalSecondaryIndexes?.every((index) => index.IndexStatus === "ACTIVE") &&
      now.TableStatus === "ACTIVE";
  }, "the index being ACTIVE", 120_000);
}

const filled = table({ key: "pk:S", items: [
  { pk: "a", color: "red" }, { pk: "b", color: "blue" }, { pk: "c" },
  { pk: "d", color: "red" } ] });
core("adds an index and fills it with the items that are there",
  "docs: Managing global secondary indexes", async (t) => {
  const answer = await t.ok("UpdateTable", adding(filled.name));
  t.equal(answer.TableDescription.GlobalSecondaryIndexes, [containing({ IndexName: "added",
    IndexStatus: anyOf("CREATING", "ACTIVE"),
    IndexArn: arn(`table/${filled.name}/index/added`) })]);
  await untilAdded(t, filled.name);
  const page = await red(t, filled.name);
  t.equal(page.Items, unordered(item({ pk: "a", color: "red" }), item({ pk: "d", color: "red" })));
});

const growing = table({ key: "pk:S" });
core("keeps an added index up to date", "docs: Managing global secondary indexes", async (t) => {
  await t.ok("UpdateTable", adding(growing.name));
  await untilAdded(t, growing.name);
  await t.ok(...growing.put({ pk: "x", color: "red" }));
  await t.until(async () => (await red(t, growing.name)).Count === 1, "the item in the index");
});

const shrinking = table({ key: "pk:S", gsi: { byColor: "color:S" } });
core("deletes an index", "docs: Managing global secondary indexes", async (t) => {
  const TableName = shrinking.name;
  await t.ok("UpdateTable",
    { TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byColor" } }] });
  await t.until(async () =>
    (await t.ok("DescribeTable", { TableName })).Table.GlobalSecondaryIndexes === undefined,
    "deletion");
  await t.fails("Scan", { TableName, IndexName: "byColor" }, "ValidationException");
});

const described = table({ key: "pk:S" });
complete("answers CREATING for the index and UPDATING for the table",
  "docs: Managing global secondary indexes", {
  request: adding(described.name),
  output: { TableDescription: containing({ TableStatus: "UPDATING",
    AttributeDefinitions: unordered(...definitions("pk:S color:S")),
    GlobalSecondaryIndexes: [containing({ IndexStatus: "CREATING", ItemCount: 0, IndexSizeBytes: 0,
      KeySchema: keySchema("color"), Projection: { ProjectionType: "ALL" } })] }) },
});

const typed = table({ key: "pk:S", items: [
  { pk: "a", color: "red" }, { pk: "b", color: 7 }, { pk: "c", color: ["red"] } ] });
complete("leaves out items whose attribute is of another type",
  "docs: Managing global secondary indexes, detecting violations", async (t) => {
    await t.ok("UpdateTable", adding(typed.name));
    await untilAdded(t, typed.name);
    const page = await t.ok("Scan", { TableName: typed.name, IndexName: "added" });
    t.equal(page.Items, [item({ pk: "a", color: "red" })]);
  });

const projected = table({ key: "pk:S", items: [{ pk: "a", color: "red", x: 1, y: 2 }] });
complete("projects into an added index what it says", "docs: Projection", async (t) => {
  await t.ok("UpdateTable", adding(projected.name,
    { Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x"] } }));
  await untilAdded(t, projected.name);
  t.equal((await red(t, projected.name)).Items, [item({ pk: "a", color: "red", x: 1 })]);
});

const redefined = table({ key: "pk:S", gsi: { byColor: "color:S" } });
complete("forgets the definitions that only a deleted index used",
  "emulators agree: DynamoDB Local", async (t) => {
  const TableName = redefined.name;
  await t.ok("UpdateTable",
    { TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byColor" } }] });
  await t.until(async () =>
    (await t.ok("DescribeTable", { TableName })).Table.GlobalSecondaryIndexes === undefined,
    "deletion");
  t.equal((await t.ok("DescribeTable", { TableName })).Table.AttributeDefinitions,
    definitions("pk:S"));
});

const units = (n) => ({ ProvisionedThroughput: { ReadCapacityUnits: n, WriteCapacityUnits: n } });
const provisioned = table({ key: "pk:S", more: { BillingMode: "PROVISIONED", ...units(1),
  AttributeDefinitions: definitions("pk:S color:S"),
  GlobalSecondaryIndexes: [{ ...create().Create, IndexName: "byColor", ...units(1) }] } });
complete("changes the throughput of an index",
  "docs: UpdateTable, GlobalSecondaryIndexUpdates", async (t) => {
  const TableName = provisioned.name;
  await t.ok("UpdateTable", { TableName,
    GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "byColor", ...units(4) } }] });
  await untilAdded(t, TableName);
  t.equal((await t.ok("DescribeTable", { TableName })).Table.GlobalSecondaryIndexes,
    [containing({ ProvisionedThroughput:
      containing({ ReadCapacityUnits: 4, WriteCapacityUnits: 4 }) })]);
});

// Nothing below changes this table.
const still = table({ key: "pk:S", gsi: { byColor: "color:S" } });
const updates = (...list) => ({ TableName: still.name,
  AttributeDefinitions: definitions("pk:S color:S"), GlobalSecondaryIndexUpdates: list });

complete("refuses to delete an index that is not there",
  "docs: UpdateTable, ResourceNotFoundException; emulators agree: DynamoDB Local", {
  request: updates({ Delete: { IndexName: "none" } }), error: "ResourceNotFoundException" });

complete("refuses an index that is there already", "emulators agree: DynamoDB Local", {
  request: updates(create({ IndexName: "byColor" })),
  error: validation("Attempting to create an index which already exists"),
});

for (const [title, list] of [
  ["two indexes added", [create(), create({ IndexName: "other" })]],
  ["an index added and one deleted", [create(), { Delete: { IndexName: "byColor" } }]],
]) {
  complete(`refuses ${title} at once`,
    "docs: UpdateTable, one index at a time; emulators agree: DynamoDB Local", {
    request: updates(...list),
    error: failure("LimitExceededException", "Subscriber limit exceeded: Only 1 online index can " +
      "be created or deleted simultaneously per table"),
  });
}

complete("refuses an update that says nothing", "emulators agree: dynalite, dynoxide", {
  request: updates({}),
  error: invalid("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, " +
    "GlobalSecondaryIndexUpdate.Delete must not be null"),
});

complete("refuses a key whose attribute is not defined",
  "emulators agree: dynoxide; DynamoDB Local refuses too", {
  request: { TableName: still.name, AttributeDefinitions: definitions("pk:S"),
    GlobalSecondaryIndexUpdates: [create({ KeySchema: keySchema("shade") })] },
  error: invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: [shade], " +
    "AttributeDefinitions: [pk]"),
});

complete("refuses another type for an attribute of the table", "emulators agree: DynamoDB Local", {
  request: { TableName: still.name, AttributeDefinitions: definitions("pk:N shade:S"),
    GlobalSecondaryIndexUpdates: [create({ KeySchema: keySchema("shade") })] },
  error: validation("invalid attribute, SchemaElement redefined should be of same type as previously defined"),
});

for (const [title, changes] of [
  ["a key that begins with RANGE", { KeySchema: [{ AttributeName: "color", KeyType: "RANGE" }] }],
  ["throughput on demand", units(1)],
  ["no projection", { Projection: undefined }],
  ["no key", { KeySchema: undefined }],
  ["no name", { IndexName: undefined }],
  ["a name of two characters", { IndexName: "ab" }],
  ["an unknown projection", { Projection: { ProjectionType: "SOME" } }],
]) {
  complete(`refuses a new index with ${title}`, "docs: CreateGlobalSecondaryIndexAction", {
    request: updates(create(changes)), error: "ValidationException" });
}

strict("names the place of a name that is not there", "emulators agree: dynalite", {
  request: updates({ Delete: {} }),
  error: validation("1 validation error detected: Value null at " +
    "'globalSecondaryIndexUpdates.1.member.delete.indexName' failed to satisfy constraint: Member must not be null"),
});

strict("names the place of a short name", "docs: IndexName has 3 to 255 characters", {
  request: updates(create({ IndexName: "ab" })),
  error: validation("1 validation error detected: Value 'ab' at " +
    "'globalSecondaryIndexUpdates.1.member.create.indexName' failed to satisfy constraint: Member " +
    "must have length greater than or equal to 3"),
});
