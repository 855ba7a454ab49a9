import { anyOf, arn, containing, failure, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, newTable } = suite(import.meta.url);

const gone = (t, TableName) => t.until(async () =>
  (await t.ask("DescribeTable", { TableName })).error?.type === "ResourceNotFoundException",
  "deletion");

const one = table({ key: "pk:S" });
core("answers the description of the table that goes", "docs: DeleteTable", {
  request: { TableName: one.name },
  output: { TableDescription: containing({ TableName: one.name,
    TableStatus: anyOf("DELETING", "ACTIVE"), TableArn: arn(`table/${one.name}`) }) },
});

const two = table({ key: "pk:S" });
core("deletes a table and its items", "docs: DeleteTable", async (t) => {
  const TableName = two.name;
  await t.ok(...two.put({ pk: "x" }));
  await t.ok("DeleteTable", { TableName });
  await gone(t, TableName);
  await t.fails("GetItem", { TableName, Key: item({ pk: "x" }) }, "ResourceNotFoundException");
  await t.fails("PutItem", { TableName, Item: item({ pk: "x" }) }, "ResourceNotFoundException");
  await t.fails("Scan", { TableName }, "ResourceNotFoundException");
});

core("knows no table of that name", "docs: DeleteTable, ResourceNotFoundException", {
  request: { TableName: "conformance.no.such.table" }, error: "ResourceNotFoundException" });

const waited = table({ key: "pk:S" });
core("makes waiters end", "docs: AWS SDK for JavaScript v3, waiters", async (t) => {
  const { client, DeleteTableCommand, waitUntilTableNotExists } = t.sdk();
  await client.send(new DeleteTableCommand({ TableName: waited.name }));
  const { state } = await waitUntilTableNotExists({ client, maxWaitTime: 120 },
    { TableName: waited.name });
  t.equal(state, "SUCCESS");
});

const again = table({ key: "pk:S" });
core("refuses to delete a table a second time", "docs: DeleteTable", async (t) => {
  await t.ok("DeleteTable", { TableName: again.name });
  await gone(t, again.name);
  await t.fails("DeleteTable", { TableName: again.name }, "ResourceNotFoundException");
});

const status = table({ key: "pk:S" });
complete("answers DELETING", "docs: DeleteTable", {
  request: { TableName: status.name },
  output: { TableDescription: containing({ TableStatus: "DELETING" }) },
});

const listed = table({ key: "pk:S" });
complete("takes the table out of ListTables", "docs: DeleteTable", async (t) => {
  await t.ok("DeleteTable", { TableName: listed.name });
  await gone(t, listed.name);
  const { TableNames } = await t.ok("ListTables", { Limit: 1,
    ExclusiveStartTableName: listed.name.slice(0, -1) });
  t.that(!TableNames.includes(listed.name), "the name not to be there");
});

const indexed = table({ key: "pk:S", gsi: { byColor: "color:S" },
  items: [{ pk: "a", color: "red" }] });
complete("deletes the indexes too", "docs: DeleteTable", async (t) => {
  const TableName = indexed.name;
  await t.ok("DeleteTable", { TableName });
  await gone(t, TableName);
  await t.fails("Query", { TableName, IndexName: "byColor", KeyConditionExpression: "color = :c",
    ExpressionAttributeValues: item({ ":c": "red" }) }, "ResourceNotFoundException");
});

const tagged = newTable({ key: "pk:S", more: { Tags: [{ Key: "a", Value: "b" }] } });
complete("deletes the tags too", "docs: DeleteTable", async (t) => {
  const { TableName } = tagged;
  const { TableDescription: { TableArn: ResourceArn } } = await t.ok("CreateTable", tagged);
  await t.untilActive(TableName);
  await t.ok("DeleteTable", { TableName });
  await gone(t, TableName);
  await t.fails("ListTagsOfResource", { ResourceArn }, "ResourceNotFoundException");
});

const arned = table({ key: "pk:S" });
complete("takes an ARN for the name", "docs: DeleteTable, TableName may be an ARN", async (t) => {
  const { Table: { TableArn } } = await t.ok("DescribeTable", { TableName: arned.name });
  await t.ok("DeleteTable", { TableName: TableArn },
    { TableDescription: containing({ TableName: arned.name }) });
  await gone(t, arned.name);
});

const guarded = table({ key: "pk:S", more: { DeletionProtectionEnabled: true } });
complete("refuses to delete a protected table",
  "recorded: aws-bench/aws-bench#41, nubo-db/dynoxide#46 quote the service", async (t) => {
    const TableName = guarded.name;
    await t.fails("DeleteTable", { TableName }, validation("Resource cannot be deleted as it is " +
      "currently protected against deletion. Disable deletion protection first."));
    await t.ok("UpdateTable", { TableName, DeletionProtectionEnabled: false });
    await t.untilActive(TableName);
    await t.ok("DeleteTable", { TableName });
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

strict("refuses a number for the name", "emulators agree: dynalite, dynoxide", {
  request: { TableName: 5 },
  error: failure("SerializationException", "NUMBER_VALUE cannot be converted to String"),
});
strict("refuses null for the name as if there was none", "emulators agree: dynalite, dynoxide", {
  request: { TableName: null },
  error: validation("The parameter 'TableName' is required but was not present in the request"),
});
