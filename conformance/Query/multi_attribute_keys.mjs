// Global indexes with several HASH and several RANGE attributes.
import { item, suite, validation } from "../lib/suite.mjs";

const { complete, table } = suite(import.meta.url);

const KNOWN = "docs: Global secondary indexes, multi-attribute keys";
const keyOf = (hash, range) => [...hash.map((AttributeName) =>
  ({ AttributeName, KeyType: "HASH" })),
  ...range.map((AttributeName) => ({ AttributeName, KeyType: "RANGE" }))];
const rows = [
  { pk: "1", city: "Oslo", year: 2020, round: "final", place: 1 },
  { pk: "2", city: "Oslo", year: 2020, round: "final", place: 2 },
  { pk: "3", city: "Oslo", year: 2020, round: "semi", place: 1 },
  { pk: "4", city: "Oslo", year: 2021, round: "final", place: 1 },
  { pk: "5", city: "Oslo", year: 2020, round: "final" },
  { pk: "6", city: "Bern", year: 2020, round: "final", place: 1 },
];
const games = table({ key: "pk:S", items: rows, more: {
  AttributeDefinitions: [["pk", "S"], ["city", "S"], ["year", "N"], ["round", "S"], ["place", "N"]]
    .map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
  GlobalSecondaryIndexes: [{ IndexName: "four",
    KeySchema: keyOf(["city", "year"], ["round", "place"]),
    Projection: { ProjectionType: "ALL" } }],
} });

const query = (condition, values, more) => ({ TableName: games.name, IndexName: "four",
  KeyConditionExpression: condition, ExpressionAttributeValues: item(values),
  ExpressionAttributeNames: { "#y": "year" }, ProjectionExpression: "pk", ...more });
const both = { ":c": "Oslo", ":y": 2020 };
const HASH = "city = :c AND #y = :y";
const pks = (...found) => ({ Items: found.map((pk) => item({ pk })), Count: found.length,
  ScannedCount: found.length });

for (const [title, condition, values, found] of [
  ["both HASH attributes", HASH, {}, ["1", "2", "3"]],
  ["the first RANGE attribute", `${HASH} AND round = :r`, { ":r": "final" }, ["1", "2"]],
  ["a range of the first RANGE attribute", `${HASH} AND begins_with(round, :r)`, { ":r": "s" },
    ["3"]],
  ["both RANGE attributes", `${HASH} AND round = :r AND place = :p`, { ":r": "final", ":p": 2 },
    ["2"]],
  ["a range of the last RANGE attribute", `${HASH} AND round = :r AND place > :p`,
    { ":r": "final", ":p": 1 }, ["2"]],
  ["HASH attributes in the other order", "#y = :y AND city = :c", {}, ["1", "2", "3"]],
]) {
  complete(`finds by ${title}`, KNOWN, {
    request: query(condition, { ...both, ...values }), output: pks(...found) });
}
complete("goes backwards through several RANGE attributes", KNOWN, {
  request: query(HASH, both, { ScanIndexForward: false }), output: pks("3", "2", "1") });
complete("says all keys where a page ends", KNOWN, {
  request: query(HASH, both, { Limit: 2 }),
  output: { ...pks("1", "2"), LastEvaluatedKey: item(rows[1]) } });
complete("goes on after all keys", KNOWN, {
  request: query(HASH, both, { Limit: 2, ExclusiveStartKey: item(rows[1]) }), output: pks("3") });
for (const [title, condition, values] of [
  ["without a HASH attribute", "city = :c", { ":c": "Oslo" }],
  ["that compares a HASH attribute by <", "city = :c AND #y < :y", both],
  ["that leaves out a RANGE attribute", `${HASH} AND place = :p`, { ...both, ":p": 1 }],
  ["with a range before the last RANGE attribute", `${HASH} AND round > :r AND place = :p`,
    { ...both, ":r": "a", ":p": 1 }],
  ["of the wrong type", `${HASH} AND round = :r`, { ...both, ":r": 1 }],
]) {
  complete(`refuses a condition ${title}`, KNOWN, {
    request: query(condition, values, condition.includes("#y") ? {} :
      { ExpressionAttributeNames: undefined }),
    error: "ValidationException" });
}
complete("says which HASH attribute has no condition", "emulators agree: DynamoDB Local", {
  request: query("city = :c", { ":c": "Oslo" }, { ExpressionAttributeNames: undefined }),
  error: validation(/^HASH key attributes .*year.* must have equality conditions specified in the query$/) });
