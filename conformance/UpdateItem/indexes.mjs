import { NULL, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const docs = table({ key: "pk:S", gsi: { byColor: "color:S size:N" } });
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const set = (pk, value, name = "color") => ({ TableName: docs.name, Key: item({ pk }),
  UpdateExpression: `SET ${name === "size" ? "#s" : name} = :v`,
  ...(name === "size" ? { ExpressionAttributeNames: { "#s": "size" } } : {}),
  ExpressionAttributeValues: item({ ":v": value }) });

for (const [title, name, value, expected, actual] of [
  ["a number for a string", "color", 1, "S", "N"], ["null for a string", "color", NULL, "S",
    "NULL"],
  ["a map for a string", "color", {}, "S", "M"], ["a set for a string", "color", SS("a"), "S",
    "SS"],
  ["a list for a string", "color", [], "S", "L"], ["true for a string", "color", true, "S", "BOOL"],
  ["a string for a number", "size", "1", "N", "S"],
]) {
  const pk = unique();
  core(`refuses ${title} as an index's key and changes nothing`,
    "docs: Global secondary indexes, key types", {
    before: [docs.put({ pk, color: "red", size: 1 })],
    request: set(pk, value, name), error: "ValidationException",
    after: [docs.get({ pk }, { pk, color: "red", size: 1 })] });
  complete(`says that ${title} mismatches an index's key`, "emulators agree: dynalite, dynoxide", {
    request: set(unique(), value, name),
    error: invalid(`Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} ` +
      "IndexName: byColor") });
}
complete("refuses an empty string as an index's key", "emulators agree: DynamoDB Local, dynoxide", {
  request: set(unique(), ""),
  error: validation(/^One or more parameter values are not valid\. The update expression attempted to update a secondary index key to a value that is not supported\. The AttributeValue for a key attribute cannot contain an empty string value\./) });

const moved = unique();
core("moves an item to its new place in an index", "docs: Global secondary indexes", async (t) => {
  const query = (color) => t.ok("Query", { TableName: docs.name, IndexName: "byColor",
    KeyConditionExpression: "color = :c", ExpressionAttributeValues: item({ ":c": color }) });
  await t.ok("PutItem", { TableName: docs.name, Item: item({ pk: moved, color: `${moved}r`,
    size: 1 }) });
  await t.ok("UpdateItem", set(moved, `${moved}b`));
  await t.until(async () => (await query(`${moved}b`)).Count === 1, "the item in its new place");
  await t.until(async () => (await query(`${moved}r`)).Count === 0,
    "the item gone from its old place");
});
const left = unique();
core("takes an item out of an index with its key", "docs: Sparse indexes", async (t) => {
  const query = () => t.ok("Query", { TableName: docs.name, IndexName: "byColor",
    KeyConditionExpression: "color = :c", ExpressionAttributeValues: item({ ":c": left }) });
  await t.ok("PutItem", { TableName: docs.name, Item: item({ pk: left, color: left, size: 1 }) });
  await t.until(async () => (await query()).Count === 1, "the item in the index");
  await t.ok("UpdateItem", { TableName: docs.name, Key: item({ pk: left }),
    UpdateExpression: "REMOVE color" });
  await t.until(async () => (await query()).Count === 0, "the item out of the index");
});
