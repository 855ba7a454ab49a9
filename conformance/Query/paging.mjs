// Limit, LastEvaluatedKey, ExclusiveStartKey, and pages of 1 MB.
import { SS, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const names = ["a", "b", "c", "d", "e"];
const users = table({ key: "pk:S sk:S", gsi: { byColor: "color:S mark:N", byTag: "tag:S" },
  lsi: { byMark: "pk:S mark:N" },
  items: [...names.map((sk, i) => ({ pk: "p", sk, mark: 5 - i, color: "red", tag: "t" })),
    { pk: "q", sk: "a", mark: 1 }] });
const plain = table({ key: "pk:N", items: [{ pk: 1 }] });

const all = { ":p": "p" };
const query = (more, values = all, condition = "pk = :p") => ({ TableName: users.name,
  KeyConditionExpression: condition, ExpressionAttributeValues: item(values),
  ProjectionExpression: "sk", ...more });
const page = (found, last, more) => ({ Items: found.map((sk) => item({ sk })), Count: found.length,
  ScannedCount: found.length, ...(last && { LastEvaluatedKey: item(last) }), ...more });
const key = (sk) => ({ pk: "p", sk });
const start = (members) => ({ ExclusiveStartKey: item(members) });

const DOCS = "docs: Query, paginating results";

core("stops after Limit items and says where", DOCS, {
  request: query({ Limit: 2 }), output: page(["a", "b"], key("b")) });
core("goes on after ExclusiveStartKey", DOCS, {
  request: query({ Limit: 2, ...start(key("b")) }), output: page(["c", "d"], key("d")) });
core("says no LastEvaluatedKey at the end of a partition", DOCS, {
  request: query({ Limit: 2, ...start(key("d")) }), output: page(["e"]) });
complete("says a LastEvaluatedKey when the last page is full", DOCS, {
  request: query({ Limit: 5 }), output: page(names, key("e")) });
complete("answers an empty page after the last item", DOCS, {
  request: query({ ...start(key("e")) }), output: page([]) });
complete("says no LastEvaluatedKey when Limit is beyond the end", DOCS, {
  request: query({ Limit: 6 }), output: page(names) });
complete("pages backwards", DOCS, {
  request: query({ Limit: 2, ScanIndexForward: false }), output: page(["e", "d"], key("d")) });
complete("goes on backwards", DOCS, {
  request: query({ Limit: 2, ScanIndexForward: false, ...start(key("d")) }),
  output: page(["c", "b"], key("b")) });
complete("ends backwards", DOCS, {
  request: query({ Limit: 2, ScanIndexForward: false, ...start(key("b")) }), output: page(["a"]) });
complete("starts at a key that no item has", DOCS, {
  request: query(start(key("bb"))), output: page(["c", "d", "e"]) });
complete("starts backwards at a key that no item has", DOCS, {
  request: query({ ScanIndexForward: false, ...start(key("bb")) }), output: page(["b", "a"]) });
complete("counts in pages", DOCS, {
  request: query({ Limit: 2, Select: "COUNT", ProjectionExpression: undefined }),
  output: { Count: 2, ScannedCount: 2, LastEvaluatedKey: item(key("b")) } });
complete("pages in the range of a key condition", DOCS, {
  request: query({ Limit: 2 }, { ...all, ":s": "b" }, "pk = :p AND sk > :s"),
  output: page(["c", "d"], key("d")) });
complete("ends in the range of a key condition", DOCS, {
  request: query(start(key("c")), { ...all, ":s": "d" }, "pk = :p AND sk <= :s"),
  output: page(["d"]) });
complete("says the last key though the range ends there", DOCS, {
  request: query({ Limit: 2 }, { ...all, ":s": "b" }, "pk = :p AND sk <= :s"),
  output: page(["a", "b"], key("b")) });
core("applies Limit before the filter", "docs: Query, Limit and FilterExpression", {
  request: query({ Limit: 3, FilterExpression: "mark = :n" }, { ...all, ":n": 3 }),
  output: { ...page(["c"], key("c")), ScannedCount: 3 } });
complete("answers an empty page with a LastEvaluatedKey when the filter takes everything",
  "docs: Query, Limit and FilterExpression", {
    request: query({ Limit: 3, FilterExpression: "mark = :n" }, { ...all, ":n": 1 }),
    output: { ...page([], key("c")), ScannedCount: 3 } });
complete("says the whole key though the projection leaves it out", DOCS, {
  request: query({ Limit: 1, ProjectionExpression: "mark" }),
  output: { Items: [item({ mark: 5 })], Count: 1, ScannedCount: 1,
    LastEvaluatedKey: item(key("a")) } });

// Keys of indexes have the table's key and the index's.
complete("says the keys of table and index for a local index", "docs: Query, LastEvaluatedKey", {
  request: query({ IndexName: "byMark", Limit: 2 }),
  output: page(["e", "d"], { pk: "p", sk: "d", mark: 2 }) });
complete("goes on in a local index", "docs: Query, LastEvaluatedKey", {
  request: query({ IndexName: "byMark", Limit: 2, ...start({ pk: "p", sk: "d", mark: 2 }) }),
  output: page(["c", "b"], { pk: "p", sk: "b", mark: 4 }) });
const colors = (more) => query({ IndexName: "byColor", ...more }, { ":p": "red" }, "color = :p");
complete("says the keys of table and index for a global index", "docs: Query, LastEvaluatedKey", {
  request: colors({ Limit: 2 }),
  output: page(["e", "d"], { pk: "p", sk: "d", mark: 2, color: "red" }) });
complete("goes on in a global index", "docs: Query, LastEvaluatedKey", {
  request: colors({ Limit: 2, ...start({ pk: "p", sk: "d", mark: 2, color: "red" }) }),
  output: page(["c", "b"], { pk: "p", sk: "b", mark: 4, color: "red" }) });
complete("goes on backwards in a global index", "docs: Query, LastEvaluatedKey", {
  request: colors({ ScanIndexForward: false,
    ...start({ pk: "p", sk: "d", mark: 2, color: "red" }) }),
  output: page(["e"]) });
complete("walks a global index whose items all have one key, each item once", DOCS, async (t) => {
  const seen = [];
  let ExclusiveStartKey;
  do {
    const answer = await t.ok("Query", query({ IndexName: "byTag", Limit: 2, ExclusiveStartKey },
      { ":p": "t" }, "tag = :p"));
    seen.push(...answer.Items.map((found) => found.sk.S));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  t.equal(seen.sort(), names);
});

// Keys that are wrong.
const NO_START = "The provided starting key is invalid";
const RECORDED = "recorded: answers of the service in ExtendDB/extenddb pull request 86";
for (const [title, members] of [
  ["without its sort key", { pk: "p" }],
  ["without its partition key", { sk: "a" }],
  ["with an attribute too many", { pk: "p", sk: "a", x: 1 }],
  ["with a partition key of another type", { pk: 1, sk: "a" }],
  ["with a sort key of another type", { pk: "p", sk: 1 }],
  ["of other attributes", { x: "p", y: "a" }],
]) {
  core(`refuses a starting key ${title}`, RECORDED, {
    request: query(start(members)), error: "ValidationException" });
  if (title.endsWith("another type")) continue;
  complete(`says that a starting key ${title} is invalid`, RECORDED, {
    request: query(start(members)), error: validation(NO_START) });
}
complete("refuses a starting key without attributes", RECORDED, {
  request: query({ ExclusiveStartKey: {} }), error: "ValidationException" });
for (const [title, members, index, values, condition] of [
  ["of the table only for a local index", key("a"), "byMark", all, "pk = :p"],
  ["of the table only for a global index", key("a"), "byColor", { ":p": "red" }, "color = :p"],
  ["of the index only", { color: "red", mark: 1 }, "byColor", { ":p": "red" }, "color = :p"],
  ["with an attribute too many for an index", { ...key("a"), color: "red", mark: 1, x: 1 },
    "byColor", { ":p": "red" }, "color = :p"],
  ["of the local index for the table", { ...key("a"), mark: 1 }, undefined, all, "pk = :p"],
]) {
  complete(`refuses a starting key ${title}`, RECORDED, {
    request: query({ IndexName: index, ...start(members) }, values, condition),
    error: validation(NO_START) });
}
const SCYLLA = "recorded: answers of the service in scylladb/scylladb issue 26988";
const OUTSIDE =
  "The provided starting key is outside query boundaries based on provided conditions";
complete("refuses a starting key of another partition", SCYLLA, {
  request: query(start({ pk: "q", sk: "a" })), error: validation(OUTSIDE) });
for (const [title, sk, values, condition, forward] of [
  ["beyond an upper bound", "d", { ":s": "b" }, "sk < :s", true],
  ["before a lower bound, backwards", "a", { ":s": "c" }, "sk > :s", false],
]) {
  complete(`refuses a starting key ${title}`, SCYLLA, {
    request: query({ ScanIndexForward: forward, ...start(key(sk)) }, { ...all, ...values },
      `pk = :p AND ${condition}`),
    error: validation("The provided starting key does not match the range key predicate") });
}

for (const [title, Limit] of [["0", 0], ["-1", -1]]) {
  complete(`refuses a Limit of ${title}`, "docs: Query, Limit has a minimum of 1", {
    request: query({ Limit }),
    error: validation(`1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy ` +
      "constraint: Member must have value greater than or equal to 1") });
}
complete("takes the largest Limit", "docs: Query, Limit is an Integer", {
  request: query({ Limit: 2147483647 }), output: page(names) });
complete("refuses a starting key with an empty attribute value",
  "emulators agree: dynalite, dynoxide", {
  request: query({ ExclusiveStartKey: { pk: {}, sk: { S: "a" } } }),
  error: validation("The provided starting key is invalid: Supplied AttributeValue is empty, must " +
    "contain exactly one of the supported datatypes") });
const EMPTY_KEY = "One or more parameter values are not valid\\. The AttributeValue for a key " +
  "attribute cannot contain an empty string value\\. Key: ";
for (const [title, members, name] of [
  ["partition", { pk: "", sk: "a" }, "pk"], ["sort", { pk: "p", sk: "" }, "sk"],
]) {
  complete(`refuses a starting key with an empty ${title} key`,
    "emulators agree: DynamoDB Local, dynalite", {
      request: query(start(members)), error: validation(new RegExp(`${EMPTY_KEY}${name}$`)) });
}
strict("refuses a starting key with a partition key of 2,049 bytes", "emulators agree: dynalite", {
  request: query(start({ pk: "p".repeat(2049), sk: "a" })),
  error: validation("One or more parameter values were invalid: Size of hashkey has exceeded the " +
    "maximum size limit of2048 bytes") });
strict("refuses a starting key with a sort key of 1,025 bytes", "emulators agree: dynalite", {
  request: query(start({ pk: "p", sk: "a".repeat(1025) })),
  error: validation("One or more parameter values were invalid: Aggregated size of all range keys " +
    "has exceeded the size limit of 1024 bytes") });
complete("refuses a starting key with a number that is none", "docs: Query, ExclusiveStartKey", {
  request: query({ ExclusiveStartKey: { pk: { N: "x" }, sk: { S: "a" } } }),
  error: "ValidationException" });
complete("refuses a starting key with an index key of another type", RECORDED, {
  request: query({ IndexName: "byColor", ...start({ ...key("a"), color: "red", mark: "1" }) },
    { ":p": "red" }, "color = :p"),
  error: "ValidationException" });
complete("refuses a starting key with a set", RECORDED, {
  request: query(start({ pk: SS("p"), sk: "a" })), error: "ValidationException" });
complete("takes a starting key in a table without a sort key", DOCS, {
  request: { TableName: plain.name, KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": 1 }), ...start({ pk: 1 }) },
  output: page([]) });

// Pages end when the items that were read are 1 MB.
const large = table({ key: "pk:S sk:N" });
const LARGE_KNOWN = "docs: Query, 1 MB of data in a page";
async function fill(t) {
  for (let sk = 0; sk < 4; sk += 1) {
    await t.ok("PutItem", { TableName: large.name,
      Item: item({ pk: "p", sk, data: "x".repeat(380_000), odd: sk % 2 }) });
  }
}
const largeQuery = (more, values) => ({ TableName: large.name, KeyConditionExpression: "pk = :p",
  ExpressionAttributeValues: item({ ":p": "p", ...values }), ProjectionExpression: "sk", ...more });
core("ends a page at 1 MB", LARGE_KNOWN, async (t) => {
  await fill(t);
  await t.ok("Query", largeQuery({}), { Items: [0, 1, 2].map((sk) => item({ sk })), Count: 3,
    ScannedCount: 3, LastEvaluatedKey: item({ pk: "p", sk: 2 }) });
});
complete("ends a page at 1 MB when it only counts", LARGE_KNOWN, async (t) => {
  await fill(t);
  await t.ok("Query", largeQuery({ Select: "COUNT", ProjectionExpression: undefined }),
    { Count: 3, ScannedCount: 3, LastEvaluatedKey: item({ pk: "p", sk: 2 }) });
});
complete("ends a page at 1 MB of items before the filter", LARGE_KNOWN, async (t) => {
  await fill(t);
  await t.ok("Query", largeQuery({ FilterExpression: "odd = :o" }, { ":o": 1 }),
    { Items: [item({ sk: 1 })], Count: 1, ScannedCount: 3,
      LastEvaluatedKey: item({ pk: "p", sk: 2 }) });
});
complete("ends a page at 1 MB backwards", LARGE_KNOWN, async (t) => {
  await fill(t);
  await t.ok("Query", largeQuery({ ScanIndexForward: false }),
    { Items: [3, 2, 1].map((sk) => item({ sk })), Count: 3, ScannedCount: 3,
      LastEvaluatedKey: item({ pk: "p", sk: 1 }) });
});
complete("goes on after 1 MB", LARGE_KNOWN, async (t) => {
  await fill(t);
  await t.ok("Query", largeQuery(start({ pk: "p", sk: 2 })),
    { Items: [item({ sk: 3 })], Count: 1, ScannedCount: 1 });
});
core("is paginated by the SDK", "docs: AWS SDK for JavaScript v3, paginateQuery", async (t) => {
  const { client, paginateQuery } = t.sdk();
  const pages = [];
  for await (const one of paginateQuery({ client, pageSize: 2 }, query({}))) {
    pages.push(one.Items.map((found) => found.sk.S).join(""));
  }
  t.equal(pages, ["ab", "cd", "e"]);
});
