// Scans of tables and indexes, their pages and segments.
import { item, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const DOCS = "docs: Scan";
const rows = [
  { pk: "a", sk: 1, color: "red", n: 1 }, { pk: "a", sk: 2, color: "blue", n: 2 },
  { pk: "b", sk: 1, color: "red", n: 3 }, { pk: "c", sk: -1, n: 4 },
    { pk: "c", sk: 0.5, color: "red" },
];
const store = table({ key: "pk:S sk:N", items: rows,
  gsi: { byColor: { key: "color:S n:N", project: "KEYS_ONLY" }, all: "color:S" },
  lsi: { byN: { key: "pk:S n:N", project: ["color"] } } });
const empty = table({ key: "pk:S" });

const scan = (more, values) => ({ TableName: store.name,
  ...(values && { ExpressionAttributeValues: item(values) }), ...more });
const some = (items, more) => ({ Items: unordered(...items.map(item)), Count: items.length,
  ScannedCount: items.length, ...more });

async function walk(t, request) {
  const items = [];
  let ExclusiveStartKey;
  let pages = 0;
  do {
    const page = await t.ok("Scan", { ...request, ExclusiveStartKey });
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages += 1;
  } while (ExclusiveStartKey);
  return { items, pages };
}

core("answers all items of a table", DOCS, { request: scan(), output: some(rows) });
core("answers nothing of an empty table", DOCS, {
  request: { TableName: empty.name }, output: { Items: [], Count: 0, ScannedCount: 0 } });
core("keeps the items of a partition together and in order", DOCS, async (t) => {
  const { Items } = await t.ok("Scan", scan({ ProjectionExpression: "pk, sk" }));
  const order = Items.map(({ pk, sk }) => `${pk.S}${sk.N}`).join(" ");
  t.that(/a1 a2/.test(order) && /c-1 c0.5/.test(order), `partitions in order, not ${order}`);
});
core("filters", DOCS, { request: scan({ FilterExpression: "color = :c" }, { ":c": "red" }),
  output: { ...some([rows[0], rows[2], rows[4]]), ScannedCount: 5 } });
core("filters by the keys", DOCS, {
  request: scan({ FilterExpression: "pk = :p AND sk > :s" }, { ":p": "a", ":s": 1 }),
  output: { ...some([rows[1]]), ScannedCount: 5 } });
core("projects", DOCS, { request: scan({ ProjectionExpression: "n", FilterExpression: "n < :n" },
  { ":n": 3 }),
  output: { ...some([{ n: 1 }, { n: 2 }]), ScannedCount: 5 } });
core("counts", DOCS, { request: scan({ Select: "COUNT" }), output: { Count: 5, ScannedCount: 5 } });
complete("counts what the filter leaves", DOCS, {
  request: scan({ Select: "COUNT", FilterExpression: "attribute_exists(color)" }),
  output: { Count: 4, ScannedCount: 5 } });
complete("answers whole items when Select is ALL_ATTRIBUTES", DOCS, {
  request: scan({ Select: "ALL_ATTRIBUTES" }), output: some(rows) });
complete("projects when Select is SPECIFIC_ATTRIBUTES", DOCS, {
  request: scan({ Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "pk" }),
  output: some(rows.map(({ pk }) => ({ pk }))) });
complete("reads consistently", DOCS, { request: scan({ ConsistentRead: true }),
  output: some(rows) });

for (const Limit of [1, 2, 3, 5, 6]) {
  (Limit === 2 ? core : complete)(`walks a table in pages of ${Limit}, each item once`, DOCS,
    async (t) => {
    const { items, pages } = await walk(t, scan({ Limit }));
    t.equal(items, unordered(...rows.map(item)));
    t.that(pages >= Math.ceil(5 / Limit) && pages <= Math.floor(5 / Limit) + 1,
      `no ${pages} pages`);
  });
}
complete("says the whole key where a page ends", DOCS, async (t) => {
  const page = await t.ok("Scan", scan({ Limit: 1, ProjectionExpression: "n" }));
  t.equal(Object.keys(page.LastEvaluatedKey).sort(), ["pk", "sk"]);
  t.equal([page.Count, page.ScannedCount], [1, 1]);
});
complete("applies Limit before the filter", DOCS, async (t) => {
  const { items, pages } = await walk(t, scan({ Limit: 2, FilterExpression: "n = :n" },
    { ":n": 4 }));
  t.equal(items, [item(rows[3])]);
  t.equal(pages, 3);
});
complete("starts at a key that no item has", DOCS, async (t) => {
  const { Items } = await t.ok("Scan", scan({ FilterExpression: "pk = :p",
    ExclusiveStartKey: item({ pk: "a", sk: 1.5 }) }, { ":p": "a" }));
  t.equal(Items, [item(rows[1])]);
});
complete("answers no LastEvaluatedKey when Limit is larger than the table", DOCS, {
  request: scan({ Limit: 100 }), output: some(rows) });

// Indexes
core("answers the items of a global index", DOCS, {
  request: scan({ IndexName: "byColor" }),
  output: some(rows.filter(({ color, n }) => color && n)) });
core("leaves out items without an index's key", DOCS, {
  request: scan({ IndexName: "all", Select: "COUNT" }), output: { Count: 4, ScannedCount: 4 } });
complete("answers what a local index projects", DOCS, {
  request: scan({ IndexName: "byN" }), output: some(rows.filter(({ n }) => n)) });
complete("reads a local index consistently", DOCS, {
  request: scan({ IndexName: "byN", ConsistentRead: true, Select: "COUNT" }),
  output: { Count: 4, ScannedCount: 4 } });
for (const IndexName of ["byColor", "all", "byN"]) {
  complete(`walks the index ${IndexName} in pages of 1, each item once`, DOCS, async (t) => {
    const { items } = await walk(t, scan({ IndexName, Limit: 1, ProjectionExpression: "pk, sk" }));
    const { Items } = await t.ok("Scan", scan({ IndexName, ProjectionExpression: "pk, sk" }));
    t.equal(items, unordered(...Items));
  });
}
complete("says the keys of table and index where a page of an index ends", DOCS, async (t) => {
  const page = await t.ok("Scan", scan({ IndexName: "byColor", Limit: 1 }));
  t.equal(Object.keys(page.LastEvaluatedKey).sort(), ["color", "n", "pk", "sk"]);
});
core("refuses a consistent read of a global index", DOCS, {
  request: scan({ IndexName: "all", ConsistentRead: true }), error: "ValidationException" });
complete("says that global indexes have no consistent reads",
  "emulators agree: DynamoDB Local, dynoxide", {
  request: scan({ IndexName: "all", ConsistentRead: true }),
  error: validation("Consistent reads are not supported on global secondary indexes") });
complete("refuses ALL_ATTRIBUTES of a global index that does not have them",
  "emulators agree: DynamoDB Local, dynalite", {
  request: scan({ IndexName: "byColor", Select: "ALL_ATTRIBUTES" }),
  error: validation("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is " +
    "not supported for global secondary index byColor because its projection type is not ALL") });
complete("fetches whole items through a local index when Select is ALL_ATTRIBUTES", DOCS, {
  request: scan({ IndexName: "byN", Select: "ALL_ATTRIBUTES" }),
    output: some(rows.filter(({ n }) => n)) });
complete("answers what an index projects when Select is ALL_PROJECTED_ATTRIBUTES", DOCS, {
  request: scan({ IndexName: "byN", Select: "ALL_PROJECTED_ATTRIBUTES" }),
    output: some(rows.filter(({ n }) => n)) });

// Segments
for (const TotalSegments of [1, 2, 3, 7, 64]) {
  (TotalSegments === 3 ? core
    : complete)(`divides a table into ${TotalSegments} segments, each item in one`,
    "docs: Scan, parallel scan", async (t) => {
      const items = [];
      for (let Segment = 0; Segment < TotalSegments; Segment += 1) {
        items.push(...(await walk(t, scan({ TotalSegments, Segment, Limit: 2 }))).items);
      }
      t.equal(items, unordered(...rows.map(item)));
    });
}
complete("keeps a partition in one segment", "unknown", async (t) => {
  for (let Segment = 0; Segment < 10; Segment += 1) {
    const { Items } = await t.ok("Scan", scan({ TotalSegments: 10, Segment,
      ProjectionExpression: "pk" }));
    const found = Items.filter(({ pk }) => pk.S === "a").length;
    t.that(found === 0 || found === 2, "both items of a partition in one segment");
  }
});
complete("divides an index into segments", "docs: Scan, parallel scan", async (t) => {
  let count = 0;
  for (let Segment = 0; Segment < 4; Segment += 1) {
    count += (await t.ok("Scan", scan({ IndexName: "all", TotalSegments: 4, Segment,
      Select: "COUNT" }))).Count;
  }
  t.equal(count, 4);
});
complete("takes the most segments", "docs: Scan, TotalSegments", async (t) => {
  await t.ok("Scan", scan({ TotalSegments: 1000000, Segment: 999999 }));
});
complete("refuses a starting key of another segment",
  "recorded: an answer of the service in scylladb/scylladb pull request 9270", async (t) => {
    let refused = 0;
    for (let Segment = 0; Segment < 8; Segment += 1) {
      const answer = await t.ask("Scan", scan({ TotalSegments: 8, Segment,
        ExclusiveStartKey: item({ pk: "a", sk: 1 }) }));
      if (answer.error === undefined) continue;
      refused += 1;
      t.equal(answer.error.message,
        "The provided starting key is invalid: Invalid ExclusiveStartKey. " +
        `Please use ExclusiveStartKey with correct Segment. TotalSegments: 8 Segment: ${Segment}`);
    }
    t.equal(refused, 7, "segments that refuse");
  });

core("is paginated by the SDK", "docs: AWS SDK for JavaScript v3, paginateScan", async (t) => {
  const { client, paginateScan } = t.sdk();
  let count = 0;
  for await (const page of paginateScan({ client, pageSize: 2 }, scan())) count += page.Count;
  t.equal(count, 5);
});

// Pages of 1 MB.
const large = table({ key: "pk:S" });
complete("ends a page at 1 MB", "docs: Scan, 1 MB of data in a page", async (t) => {
  for (let i = 0; i < 5; i += 1) {
    await t.ok("PutItem", { TableName: large.name,
      Item: item({ pk: `${i}`, data: "x".repeat(390_000) }) });
  }
  const first = await t.ok("Scan", { TableName: large.name, ProjectionExpression: "pk" });
  t.that(first.ScannedCount === 3 || first.ScannedCount === 2, "a page of about 1 MB");
  t.equal(first.LastEvaluatedKey, first.Items.at(-1));
  const { items } = await walk(t, { TableName: large.name, ProjectionExpression: "pk" });
  t.equal(items, unordered(...[0, 1, 2, 3, 4].map((i) => item({ pk: `${i}` }))));
});
