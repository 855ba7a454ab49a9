// Queries of global and local secondary indexes.
import { item, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const rows = [
  { pk: "u1", sk: "a", team: "red", score: 10, city: "Oslo", note: "n1" },
  { pk: "u1", sk: "b", team: "red", score: 5, city: "Bern", note: "n2" },
  { pk: "u1", sk: "c", team: "blue", score: 7, note: "n3" },
  { pk: "u2", sk: "a", team: "red", score: 7, city: "Oslo" },
  { pk: "u2", sk: "b", team: "red" },
  { pk: "u3", sk: "a", score: 1, city: "Rome" },
  { pk: "u3", sk: "b", city: "Rome" },
];
const people = table({ key: "pk:S sk:S",
  gsi: { byTeam: "team:S score:N", byCity: { key: "city:S", project: "KEYS_ONLY" },
    byScore: { key: "score:N", project: ["note"] } },
  lsi: { local: "pk:S score:N", localKeys: { key: "pk:S city:S", project: "KEYS_ONLY" },
    localNote: { key: "pk:S score:N", project: ["note"] } },
  items: rows });

const query = (IndexName, condition, values, more) => ({ TableName: people.name, IndexName,
  KeyConditionExpression: condition, ExpressionAttributeValues: item(values), ...more });
const answer = (items, more) => ({ Items: items.map(item), Count: items.length,
  ScannedCount: items.length, ...more });
const GSI = "docs: Using global secondary indexes";
const LSI = "docs: Local secondary indexes";
const sksOf = { ProjectionExpression: "pk, sk" };
const keys = (...list) => answer(list.map(([pk, sk]) => ({ pk, sk })));

core("reads a global index in the order of its sort key", GSI, {
  request: query("byTeam", "team = :t", { ":t": "red" }),
  output: answer([rows[1], rows[3], rows[0]]) });
core("leaves out items without the sort key of a global index", GSI, {
  request: query("byTeam", "team = :t", { ":t": "red" }, { Select: "COUNT" }),
  output: { Count: 3, ScannedCount: 3 } });
complete("reads a global index backwards", GSI, {
  request: query("byTeam", "team = :t", { ":t": "red" }, { ...sksOf, ScanIndexForward: false }),
  output: keys(["u1", "a"], ["u2", "a"], ["u1", "b"]) });
for (const [condition, values, found] of [
  ["score = :s", { ":s": 7 }, [["u2", "a"]]],
  ["score < :s", { ":s": 7 }, [["u1", "b"]]],
  ["score >= :s", { ":s": 7 }, [["u2", "a"], ["u1", "a"]]],
  ["score BETWEEN :s AND :u", { ":s": 5, ":u": 7 }, [["u1", "b"], ["u2", "a"]]],
]) {
  core(`finds ${condition} in a global index`, GSI, {
    request: query("byTeam", `team = :t AND ${condition}`, { ":t": "red", ...values }, sksOf),
    output: keys(...found) });
}
core("answers the keys only from an index of KEYS_ONLY", "docs: Projection, KEYS_ONLY", {
  request: query("byCity", "city = :c", { ":c": "Bern" }),
  output: answer([{ pk: "u1", sk: "b", city: "Bern" }]) });
core("answers the chosen attributes from an index of INCLUDE", "docs: Projection, INCLUDE", {
  request: query("byScore", "score = :s", { ":s": 5 }),
  output: answer([{ pk: "u1", sk: "b", score: 5, note: "n2" }]) });
complete("answers items with one key of a global index in any order", GSI, {
  request: query("byCity", "city = :c", { ":c": "Oslo" }),
  output: { Items: unordered(item({ pk: "u1", sk: "a", city: "Oslo" }),
    item({ pk: "u2", sk: "a", city: "Oslo" })), Count: 2, ScannedCount: 2 } });
complete("filters on what an index projects", GSI, {
  request: query("byScore", "score = :s", { ":s": 7, ":n": "n3" },
    { FilterExpression: "note = :n" }),
  output: { Items: [item({ pk: "u1", sk: "c", score: 7, note: "n3" })], Count: 1,
    ScannedCount: 2 } });
complete("refuses a filter on an attribute that a global index does not project",
  "emulators agree: DynamoDB Local", {
    request: query("byScore", "score = :s", { ":s": 5 },
      { FilterExpression: "attribute_exists(city)" }),
    error: validation("One or more parameter values were invalid: Secondary index byScore does " +
      "not project one or more filter attributes: [city]") });
core("refuses to project an attribute that a global index does not have",
  "docs: Using global secondary indexes, attribute projections", {
    request: query("byScore", "score = :s", { ":s": 5 }, { ProjectionExpression: "sk, city" }),
    error: "ValidationException" });
complete("says what a global index does not project", "emulators agree: DynamoDB Local", {
  request: query("byScore", "score = :s", { ":s": 5 }, { ProjectionExpression: "sk, city" }),
  error: validation("One or more parameter values were invalid: Global secondary index byScore " +
    "does not project [city]") });
complete("answers what an index projects when Select is ALL_PROJECTED_ATTRIBUTES",
  "docs: Query, Select", {
  request: query("byScore", "score = :s", { ":s": 5 }, { Select: "ALL_PROJECTED_ATTRIBUTES" }),
  output: answer([{ pk: "u1", sk: "b", score: 5, note: "n2" }]) });
complete("answers whole items of an index of ALL when Select is ALL_ATTRIBUTES",
  "docs: Query, Select", {
  request: query("byTeam", "team = :t AND score = :s", { ":t": "red", ":s": 5 },
    { Select: "ALL_ATTRIBUTES" }),
  output: answer([rows[1]]) });
core("refuses ALL_ATTRIBUTES of a global index that does not have them", "docs: Query, Select", {
  request: query("byCity", "city = :c", { ":c": "Oslo" }, { Select: "ALL_ATTRIBUTES" }),
  error: "ValidationException" });
complete("says that a global index does not project ALL",
  "emulators agree: DynamoDB Local, dynalite", {
  request: query("byCity", "city = :c", { ":c": "Oslo" }, { Select: "ALL_ATTRIBUTES" }),
  error: validation("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is " +
    "not supported for global secondary index byCity because its projection type is not ALL") });
core("refuses a consistent read of a global index", GSI, {
  request: query("byTeam", "team = :t", { ":t": "red" }, { ConsistentRead: true }),
  error: "ValidationException" });
complete("says that global indexes have no consistent reads",
  "emulators agree: DynamoDB Local, dynalite, dynoxide", {
  request: query("byTeam", "team = :t", { ":t": "red" }, { ConsistentRead: true }),
  error: validation("Consistent reads are not supported on global secondary indexes") });
complete("takes ConsistentRead false for a global index", GSI, {
  request: query("byTeam", "team = :t AND score = :s", { ":t": "red", ":s": 5 },
    { ConsistentRead: false }),
  output: answer([rows[1]]) });

core("reads a local index in the order of its sort key", LSI, {
  request: query("local", "pk = :p", { ":p": "u1" }),
    output: answer([rows[1], rows[2], rows[0]]) });
core("reads a local index consistently", LSI, {
  request: query("local", "pk = :p AND score > :s", { ":p": "u1", ":s": 5 },
    { ConsistentRead: true }),
  output: answer([rows[2], rows[0]]) });
complete("leaves out items without the sort key of a local index", LSI, {
  request: query("local", "pk = :p", { ":p": "u3" }), output: answer([rows[5]]) });
complete("answers the keys only from a local index of KEYS_ONLY", LSI, {
  request: query("localKeys", "pk = :p", { ":p": "u1" }),
  output: answer([{ pk: "u1", sk: "b", city: "Bern" }, { pk: "u1", sk: "a", city: "Oslo" }]) });
complete("fetches whole items through a local index when Select is ALL_ATTRIBUTES", LSI, {
  request: query("localKeys", "pk = :p", { ":p": "u1" }, { Select: "ALL_ATTRIBUTES" }),
  output: answer([rows[1], rows[0]]) });
complete("fetches an attribute that a local index does not project", LSI, {
  request: query("localKeys", "pk = :p", { ":p": "u1" }, { ProjectionExpression: "note" }),
  output: answer([{ note: "n2" }, { note: "n1" }]) });
complete("answers the chosen attributes from a local index of INCLUDE", LSI, {
  request: query("localNote", "pk = :p AND score = :s", { ":p": "u1", ":s": 7 }),
  output: answer([{ pk: "u1", sk: "c", score: 7, note: "n3" }]) });
complete("finds by begins_with in a local index", LSI, {
  request: query("localKeys", "pk = :p AND begins_with(city, :c)", { ":p": "u1", ":c": "B" },
    sksOf),
  output: keys(["u1", "b"]) });
complete("reads a local index backwards", LSI, {
  request: query("local", "pk = :p", { ":p": "u1" }, { ...sksOf, ScanIndexForward: false }),
  output: keys(["u1", "a"], ["u1", "c"], ["u1", "b"]) });

const noIndex = (name) => validation(`The table does not have the specified index: ${name}`);
core("refuses an index that is not there", "docs: Query, IndexName", {
  request: query("nothing", "pk = :p", { ":p": "u1" }), error: "ValidationException" });
complete("says which index is not there", "emulators agree: DynamoDB Local, dynalite, dynoxide", {
  request: query("nothing", "pk = :p", { ":p": "u1" }), error: noIndex("nothing") });
complete("tells names of indexes apart by case",
  "emulators agree: DynamoDB Local, dynalite, dynoxide", {
  request: query("BYTEAM", "team = :t", { ":t": "red" }), error: noIndex("BYTEAM") });
for (const [title, name, constraint] of [
  ["a name of an index of two characters", "ab", "have length greater than or equal to 3"],
  ["an empty name of an index", "", "have length greater than or equal to 3"],
  ["a name of an index of 256 characters", "i".repeat(256),
    "have length less than or equal to 255"],
  ["a name of an index with a blank", "by team",
    "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite", {
    request: query(name, "pk = :p", { ":p": "u1" }),
    error: name === "" ? validation(
      /^(1|2) validation errors? detected: Value '' at 'indexName' failed to satisfy constraint: /)
      : validation(`1 validation error detected: Value '${name}' at 'indexName' failed to ` +
        `satisfy constraint: Member must ${constraint}`) });
}
for (const [title, index, condition, values, missing] of [
  ["the table's key for a global index", "byTeam", "pk = :p", { ":p": "u1" }, "team"],
  ["a condition on the sort key only", "byTeam", "score = :s", { ":s": 1 }, "team"],
  ["a condition on another attribute for the sort key", "byTeam", "team = :t AND city = :c",
    { ":t": "red", ":c": "x" }, "score"],
  ["the table's sort key for that of a local index", "local", "pk = :p AND sk = :s",
    { ":p": "u1", ":s": "a" }, "score"],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", {
    request: query(index, condition, values),
    error: validation(`Query condition missed key schema element: ${missing}`) });
}
complete("refuses a sort key for an index that has none",
  "emulators agree: DynamoDB Local, dynalite", {
  request: query("byCity", "city = :c AND pk = :p", { ":c": "Oslo", ":p": "u1" }),
  error: validation("Query key condition not supported") });
complete("refuses a value of the wrong type for an index",
  "emulators agree: DynamoDB Local, dynalite", {
  request: query("byTeam", "team = :t", { ":t": 1 }),
  error: validation("One or more parameter values were invalid: Condition parameter type does " +
    "not match schema type") });
complete("refuses a filter on the partition key of an index",
  "docs: Query, FilterExpression does not allow key attributes", {
  request: query("byTeam", "team = :t", { ":t": "red" }, { FilterExpression: "team = :t" }),
  error: validation("Filter Expression can only contain non-primary key attributes: Primary key " +
    "attribute: team") });
complete("filters on the table's key in a global index", "docs: Query, FilterExpression", {
  request: query("byTeam", "team = :t", { ":t": "red", ":p": "u2" },
    { ...sksOf, FilterExpression: "pk = :p" }),
  output: { ...keys(["u2", "a"]), ScannedCount: 3 } });
complete("refuses an empty text as the key of an index", "unknown", {
  request: query("byTeam", "team = :t", { ":t": "" }),
  error: validation("One or more parameter values are not valid. A value specified for a " +
    "secondary index key is not supported. The AttributeValue for a key attribute cannot " +
    "contain an empty string value. IndexName: byTeam, IndexKey: team") });

// What writes do to indexes.
const DOCS = "docs: Global secondary indexes, data synchronization";
const team = (name) => query("byTeam", "team = :t", { ":t": name }, sksOf);
const settled = (t, name, expected) => t.until(async () => {
  const { Count } = await t.ok("Query", team(name));
  return Count === expected.length;
}, `team ${name} being ${JSON.stringify(expected)}`);
const me = { pk: "w", sk: "1" };
core("follows an item that moves in an index", DOCS, async (t) => {
  await t.ok("PutItem", { TableName: people.name, Item: item({ ...me, team: "w1", score: 1 }) });
  await settled(t, "w1", [me]);
  await t.ok("UpdateItem", { TableName: people.name, Key: item(me),
    UpdateExpression: "SET team = :t",
    ExpressionAttributeValues: item({ ":t": "w2" }) });
  await settled(t, "w1", []);
  await settled(t, "w2", [me]);
});
core("loses an item from an index whose key it no longer has", DOCS, async (t) => {
  await t.ok("PutItem", { TableName: people.name, Item: item({ ...me, team: "w3", score: 1 }) });
  await settled(t, "w3", [me]);
  await t.ok("UpdateItem", { TableName: people.name, Key: item(me),
    UpdateExpression: "REMOVE score" });
  await settled(t, "w3", []);
});
core("loses an item from an index when it is deleted", DOCS, async (t) => {
  await t.ok("PutItem", { TableName: people.name, Item: item({ ...me, team: "w4", score: 1 }) });
  await settled(t, "w4", [me]);
  await t.ok("DeleteItem", { TableName: people.name, Key: item(me) });
  await settled(t, "w4", []);
});
complete("shows a change of a projected attribute in an index", DOCS, async (t) => {
  await t.ok("PutItem", { TableName: people.name, Item: item({ ...me, score: 77, note: "old" }) });
  await t.ok("UpdateItem", { TableName: people.name, Key: item(me),
    UpdateExpression: "SET note = :n",
    ExpressionAttributeValues: item({ ":n": "new" }) });
  await t.until(async () => {
    const { Items } = await t.ok("Query", query("byScore", "score = :s", { ":s": 77 }));
    return Items.length === 1 && Items[0].note.S === "new";
  }, "the new note in the index");
});
