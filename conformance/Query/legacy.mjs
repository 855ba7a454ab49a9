// KeyConditions, QueryFilter, ConditionalOperator and AttributesToGet.
import { NS, SS, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const rows = [
  { pk: "p", sk: "a", n: 1, color: "red", tags: SS("x", "y") },
  { pk: "p", sk: "ab", n: 2, color: "blue" },
  { pk: "p", sk: "b", n: 3 },
];
const old = table({ key: "pk:S sk:S", gsi: { byColor: "color:S n:N" }, items: rows });

const is = (ComparisonOperator, ...values) => ({ ComparisonOperator,
  AttributeValueList: Object.values(item({ ...values })) });
const eq = (value) => is("EQ", value);
const query = (more) => ({ TableName: old.name, KeyConditions: { pk: eq("p") },
  AttributesToGet: ["sk"], ...more });
const sks = (found, scanned = found.length) => ({ Items: found.map((sk) => item({ sk })),
  Count: found.length, ScannedCount: scanned });
const KEYS = "docs: Legacy conditional parameters, KeyConditions";
const FILTER = "docs: Legacy conditional parameters, QueryFilter";

core("finds a partition by KeyConditions", KEYS,
  { request: query(), output: sks(["a", "ab", "b"]) });
for (const [condition, found] of [
  [is("EQ", "ab"), ["ab"]], [is("LT", "b"), ["a", "ab"]], [is("LE", "ab"), ["a", "ab"]],
  [is("GT", "ab"), ["b"]], [is("GE", "ab"), ["ab", "b"]], [is("BEGINS_WITH", "a"), ["a", "ab"]],
  [is("BETWEEN", "ab", "b"), ["ab", "b"]],
]) {
  complete(`finds by ${condition.ComparisonOperator} in KeyConditions`, KEYS, {
    request: query({ KeyConditions: { pk: eq("p"), sk: condition } }), output: sks(found) });
}
complete("finds in a global index by KeyConditions", KEYS, {
  request: query({ IndexName: "byColor", KeyConditions: { color: eq("red"), n: is("GT", 0) } }),
  output: sks(["a"]) });
complete("goes backwards with KeyConditions", KEYS, {
  request: query({ ScanIndexForward: false, Limit: 1 }),
  output: { ...sks(["b"]), LastEvaluatedKey: item({ pk: "p", sk: "b" }) } });

for (const [condition, found] of [
  [{ n: is("EQ", 2) }, ["ab"]],
  [{ n: is("NE", 2) }, ["a", "b"]],
  [{ n: is("LT", 2) }, ["a"]],
  [{ n: is("LE", 2) }, ["a", "ab"]],
  [{ n: is("GT", 2) }, ["b"]],
  [{ n: is("GE", 2) }, ["ab", "b"]],
  [{ n: is("BETWEEN", 2, 3) }, ["ab", "b"]],
  [{ n: is("IN", 1, 3) }, ["a", "b"]],
  [{ color: { ComparisonOperator: "NULL" } }, ["b"]],
  [{ color: { ComparisonOperator: "NOT_NULL" } }, ["a", "ab"]],
  [{ color: is("BEGINS_WITH", "r") }, ["a"]],
  [{ color: is("CONTAINS", "lu") }, ["ab"]],
  [{ color: is("NOT_CONTAINS", "lu") }, ["a"]],
  [{ tags: is("CONTAINS", "x") }, ["a"]],
  [{ tags: is("EQ", SS("y", "x")) }, ["a"]],
]) {
  const [[name, { ComparisonOperator, AttributeValueList = [] }]] = Object.entries(condition);
  complete(`filters by ${name} ${ComparisonOperator} ${JSON.stringify(AttributeValueList)} in ` +
    `QueryFilter`, FILTER, {
    request: query({ QueryFilter: condition }), output: sks(found, 3) });
}
core("wants all conditions of QueryFilter by default", FILTER, {
  request: query({ QueryFilter: { n: is("GT", 1), color: eq("blue") } }), output: sks(["ab"], 3) });
complete("wants all conditions when ConditionalOperator is AND", "docs: ConditionalOperator", {
  request: query({ QueryFilter: { n: is("GT", 1), color: eq("blue") },
    ConditionalOperator: "AND" }),
  output: sks(["ab"], 3) });
complete("wants any condition when ConditionalOperator is OR", "docs: ConditionalOperator", {
  request: query({ QueryFilter: { n: is("GT", 2), color: eq("red") }, ConditionalOperator: "OR" }),
  output: sks(["a", "b"], 3) });
complete("reads AttributesToGet", "docs: AttributesToGet", {
  request: query({ AttributesToGet: ["n", "sk"], Limit: 1 }),
  output: { Items: [item({ n: 1, sk: "a" })], Count: 1, ScannedCount: 1,
    LastEvaluatedKey: item({ pk: "p", sk: "a" }) } });
complete("counts with KeyConditions", "docs: Select", {
  request: query({ AttributesToGet: undefined, Select: "COUNT" }),
  output: { Count: 3, ScannedCount: 3 } });

const mixed = (before, after) =>
  validation("Can not use both expression and non-expression parameters " +
  `in the same request: Non-expression parameters: {${before}} Expression parameters: {${after}}`);
const expression = { KeyConditionExpression: "pk = :p",
  ExpressionAttributeValues: item({ ":p": "p" }) };
for (const [title, request, error] of [
  ["KeyConditions and KeyConditionExpression",
    { ...query({ AttributesToGet: undefined }), ...expression },
    mixed("KeyConditions", "KeyConditionExpression")],
  ["AttributesToGet and ProjectionExpression", query({ ProjectionExpression: "n" }),
    mixed("AttributesToGet", "ProjectionExpression")],
  ["AttributesToGet and FilterExpression", query({ FilterExpression: "n = :p",
    ExpressionAttributeValues: item({ ":p": 1 }) }), mixed("AttributesToGet", "FilterExpression")],
  ["KeyConditions and KeyConditionExpression and ProjectionExpression",
    { ...query({ AttributesToGet: undefined }), ...expression, ProjectionExpression: "n" },
    mixed("KeyConditions", "ProjectionExpression, KeyConditionExpression")],
  ["QueryFilter and KeyConditionExpression", { TableName: old.name, ...expression,
    QueryFilter: { n: eq(1) } },
    mixed("QueryFilter", "KeyConditionExpression")],
  ["AttributesToGet and KeyConditionExpression",
    { TableName: old.name, ...expression, AttributesToGet: ["n"] },
    mixed("AttributesToGet", "KeyConditionExpression")],
  ["ConditionalOperator and KeyConditionExpression",
    { TableName: old.name, ...expression, ConditionalOperator: "AND" },
    mixed("ConditionalOperator", "KeyConditionExpression")],
  ["values without an expression", query({ ExpressionAttributeValues: item({ ":p": 1 }) }),
    validation("ExpressionAttributeValues can only be specified when using expressions: " +
      "FilterExpression and KeyConditionExpression are null")],
  ["names without an expression", query({ ExpressionAttributeNames: { "#p": "x" } }),
    validation("ExpressionAttributeNames can only be specified when using expressions")],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local, dynalite", { request, error });
}

complete("takes KeyConditions with FilterExpression", "emulators agree: DynamoDB Local, dynalite", {
  request: query({ AttributesToGet: undefined, ProjectionExpression: "sk",
    FilterExpression: "n > :n",
    ExpressionAttributeValues: item({ ":n": 1 }) }),
  output: sks(["ab", "b"], 3) });
complete("refuses QueryFilter with KeyConditionExpression by its type",
  "recorded: an answer of the service in floci-io/floci issue 2894", {
    request: { TableName: old.name, ...expression, QueryFilter: { n: eq(1) } },
    error: mixed("QueryFilter", "KeyConditionExpression") });

const wrong = (text) => validation(`One or more parameter values were invalid: ${text}`);
const keyConditions = (conditions) => query({ KeyConditions: conditions });
for (const [title, request, error] of [
  ["CONTAINS in KeyConditions", keyConditions({ pk: eq("p"), sk: is("CONTAINS", "a") }),
    validation("Attempted conditional constraint is not an indexable operation")],
  ["LT on the partition key", keyConditions({ pk: is("LT", "p") }),
    validation("Query key condition not supported")],
  ["three KeyConditions", keyConditions({ pk: eq("p"), sk: eq("a"), n: eq(1) }),
    validation("Conditions can be of length 1 or 2 only")],
  ["EQ without a list of values", keyConditions({ pk: { ComparisonOperator: "EQ" } }),
    wrong("Invalid number of argument(s) for the EQ ComparisonOperator")],
  ["EQ with no values", keyConditions({ pk: is("EQ") }),
    wrong("Invalid number of argument(s) for the EQ ComparisonOperator")],
  ["EQ with two values", keyConditions({ pk: is("EQ", "p", "q") }),
    wrong("Invalid number of argument(s) for the EQ ComparisonOperator")],
  ["BETWEEN with one value", keyConditions({ pk: eq("p"), sk: is("BETWEEN", "a") }),
    wrong("Invalid number of argument(s) for the BETWEEN ComparisonOperator")],
  ["NULL with a value", query({ QueryFilter: { n: is("NULL", 1) } }),
    wrong("Invalid number of argument(s) for the NULL ComparisonOperator")],
  ["IN without values", query({ QueryFilter: { n: is("IN") } }),
    wrong("Invalid number of argument(s) for the IN ComparisonOperator")],
  ["LT with a set", query({ QueryFilter: { n: is("LT", NS(1)) } }),
    wrong("ComparisonOperator LT is not valid for NS AttributeValue type")],
  ["BEGINS_WITH with a number", query({ QueryFilter: { n: is("BEGINS_WITH", 1) } }),
    wrong("ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type")],
  ["a KeyConditions value of the wrong type", keyConditions({ pk: eq(1) }),
    wrong("Condition parameter type does not match schema type")],
  ["IN with values of two types", query({ QueryFilter: { n: is("IN", 1, "a") } }),
    wrong("AttributeValues inside AttributeValueList must be of same type")],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local, dynalite", { request, error });
}
for (const [title, request, error] of [
  ["NE in KeyConditions", keyConditions({ pk: eq("p"), sk: is("NE", "a") }),
    validation("Attempted conditional constraint is not an indexable operation")],
  ["NULL in KeyConditions", keyConditions({ pk: eq("p"), sk: { ComparisonOperator: "NULL" } }),
    validation("Attempted conditional constraint is not an indexable operation")],
  ["a name twice in AttributesToGet", query({ AttributesToGet: ["n", "n"] }),
    wrong("Duplicate value in attribute name: n")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite", { request, error });
}
for (const [title, request, error] of [
  ["ConditionalOperator with no filter", query({ ConditionalOperator: "OR" }),
    validation("ConditionalOperator cannot be used without Filter or Expected")],
  ["an empty KeyConditions", keyConditions({}), validation("Conditions must be at least length 1")],
  ["ConditionalOperator with one condition", query({ ConditionalOperator: "OR",
    QueryFilter: { n: eq(1) } }),
    validation("ConditionalOperator can only be used when Filter or Expected has two or more " +
      "elements")],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local", { request, error });
}
complete("refuses a QueryFilter on a key", "emulators agree: DynamoDB Local, dynalite", {
  request: query({ QueryFilter: { sk: eq("a") } }),
  error: validation("QueryFilter can only contain non-primary key attributes: Primary key " +
    "attribute: sk") });
complete("refuses an operator that is none", "emulators agree: dynalite", {
  request: keyConditions({ pk: is("SAME", "p") }),
  error: validation("1 validation error detected: Value 'SAME' at " +
    "'keyConditions.pk.member.comparisonOperator' failed to satisfy constraint: Member must " +
    "satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, " +
    "BEGINS_WITH, GE, CONTAINS]") });
complete("refuses a condition without an operator", "emulators agree: dynalite", {
  request: keyConditions({ pk: { AttributeValueList: [{ S: "p" }] } }),
  error: validation("1 validation error detected: Value null at " +
    "'keyConditions.pk.member.comparisonOperator' failed to satisfy constraint: Member must not " +
    "be null") });
complete("refuses an empty AttributesToGet", "emulators agree: dynalite", {
  request: query({ AttributesToGet: [] }),
  error: validation("1 validation error detected: Value '[]' at 'attributesToGet' failed to " +
    "satisfy constraint: Member must have length greater than or equal to 1") });
