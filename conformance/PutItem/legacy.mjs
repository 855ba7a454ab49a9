import { B, N, NS, SS, failure, item, raw, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const stored = { a: 5, s: "hello", b: B("bytes"), ss: SS("x", "y"), ns: NS(1, 2), l: [1, "two"],
  nil: null };
const list = (...values) => values.map((value) => item({ value }).value);
const doc = "docs: Legacy conditional parameters, Expected";

function expectation(title, holds, Expected, more = {}) {
  const pk = unique();
  core(`${holds ? "holds" : "fails"}: ${title}`, doc, {
    before: [docs.put({ ...stored, pk })],
    request: { TableName: docs.name, Item: item({ pk, fresh: true }), Expected, ...more },
    ...(holds ? { output: {} } : { error: "ConditionalCheckFailedException" }),
    after: [docs.get({ pk }, holds ? { pk, fresh: true } : { ...stored, pk })],
  });
}

for (const [name, ComparisonOperator, values, holds] of [
  ["a", "EQ", [5], true], ["a", "EQ", [6], false], ["a", "EQ", ["5"], false],
  ["ss", "EQ", [SS("y", "x")], true], ["l", "EQ", [[1, "two"]], true], ["nope", "EQ", [1], false],
  ["a", "NE", [6], true], ["a", "NE", [5], false], ["a", "NE", ["5"], true],
  ["a", "LT", [6], true], ["a", "LT", [5], false], ["a", "LE", [5], true], ["a", "LE", [4], false],
  ["a", "GT", [4], true], ["a", "GT", [5], false], ["a", "GE", [5], true], ["a", "GE", [6], false],
  ["s", "GT", ["hell"], true], ["b", "LE", [B("bytes")], true],
  ["a", "BETWEEN", [5, 7], true], ["a", "BETWEEN", [6, 7], false],
  ["a", "IN", [1, 5], true], ["a", "IN", [1, 2], false], ["s", "IN", ["x", "hello"], true],
  ["a", "NOT_NULL", undefined, true], ["nope", "NOT_NULL", undefined, false],
    ["nil", "NOT_NULL", undefined, true],
  ["nope", "NULL", undefined, true], ["a", "NULL", undefined, false],
    ["nil", "NULL", undefined, false],
  ["s", "BEGINS_WITH", ["he"], true], ["s", "BEGINS_WITH", ["lo"], false],
    ["b", "BEGINS_WITH", [B("by")], true],
  ["s", "CONTAINS", ["ell"], true], ["s", "CONTAINS", ["ELL"], false],
    ["ss", "CONTAINS", ["x"], true],
  ["ns", "CONTAINS", [N("2.0")], true], ["l", "CONTAINS", ["two"], true],
  ["s", "NOT_CONTAINS", ["zzz"], true], ["s", "NOT_CONTAINS", ["ell"], false],
    ["ss", "NOT_CONTAINS", ["q"], true],
]) {
  const AttributeValueList = values && list(...values);
  expectation(`${name} ${ComparisonOperator} ${JSON.stringify(AttributeValueList ?? "")}`, holds,
    { [name]: { ComparisonOperator, AttributeValueList } });
}
expectation("Value that is equal", true, { a: { Value: N(5) } });
expectation("Value that is not equal", false, { a: { Value: N(6) } });
expectation("Value with Exists true", true, { a: { Value: N(5), Exists: true } });
expectation("Exists false of what is not there", true, { nope: { Exists: false } });
expectation("Exists false of what is there", false, { a: { Exists: false } });
expectation("two that hold, joined by AND", true, { a: { Value: N(5) }, nope: { Exists: false } });
expectation("two of which one holds, joined by AND", false, { a: { Value: N(5) },
  s: { Exists: false } });
expectation("two of which one holds, joined by OR", true, { a: { Value: N(5) },
  s: { Exists: false } },
  { ConditionalOperator: "OR" });
expectation("two of which none holds, joined by OR", false, { a: { Value: N(6) },
  s: { Exists: false } },
  { ConditionalOperator: "OR" });
expectation("two joined by AND in so many words", false, { a: { Value: N(5) },
  s: { Exists: false } },
  { ConditionalOperator: "AND" });
expectation("a name with a dot, which is no path", false,
  { "m.x": { ComparisonOperator: "NOT_NULL" } });

const peers = "emulators agree: dynalite";
const local = "emulators agree: DynamoDB Local";
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const put = (Expected, more) => ({ TableName: docs.name, Item: item({ pk: "a" }), Expected,
  ...more });
const compare = (ComparisonOperator, ...values) =>
  ({ a: { ComparisonOperator, AttributeValueList: list(...values) } });
const number = (operator) =>
  invalid(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
for (const [title, Expected, error] of [
  ["EQ of two values", compare("EQ", 1, 2), number("EQ")],
  ["EQ of no values", compare("EQ"), number("EQ")],
  ["LT of two values", compare("LT", 1, 2), number("LT")],
  ["BETWEEN of one value", compare("BETWEEN", 1), number("BETWEEN")],
  ["BETWEEN of three values", compare("BETWEEN", 1, 2, 3), number("BETWEEN")],
  ["IN of no values", compare("IN"), number("IN")],
  ["NULL of a value", compare("NULL", 1), number("NULL")],
  ["NOT_NULL of a value", compare("NOT_NULL", 1), number("NOT_NULL")],
  ["CONTAINS of two values", compare("CONTAINS", "a", "b"), number("CONTAINS")],
  ["BEGINS_WITH of a number", compare("BEGINS_WITH", 1),
    invalid("ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type")],
  ["LT of a list", compare("LT", []),
    invalid("ComparisonOperator LT is not valid for L AttributeValue type")],
  ["GE of a set", compare("GE", SS("a")),
    invalid("ComparisonOperator GE is not valid for SS AttributeValue type")],
  ["GT of true", compare("GT", true),
    invalid("ComparisonOperator GT is not valid for BOOL AttributeValue type")],
  ["CONTAINS of a set", compare("CONTAINS", SS("a")),
    invalid("ComparisonOperator CONTAINS is not valid for SS AttributeValue type")],
  ["a Value beside AttributeValueList", { a: { Value: N(1), ComparisonOperator: "EQ",
    AttributeValueList: list(1) } },
    invalid("Value and AttributeValueList cannot be used together for Attribute: a")],
  ["Exists beside ComparisonOperator", { a: { Exists: true, ComparisonOperator: "NOT_NULL" } },
    invalid("Exists and ComparisonOperator cannot be used together for Attribute: a")],
  ["AttributeValueList without ComparisonOperator", { a: { AttributeValueList: list(1) } },
    invalid("AttributeValueList can only be used with a ComparisonOperator for Attribute: a")],
  ["Exists true without a Value", { a: { Exists: true } },
    invalid("Value must be provided when Exists is true for Attribute: a")],
  ["Exists false with a Value", { a: { Exists: false, Value: N(1) } },
    invalid("Value cannot be used when Exists is false for Attribute: a")],
  ["an expectation without members", { a: {} },
    invalid("Value must be provided when Exists is null for Attribute: a")],
  ["a Value of no type", { a: { Value: raw({}) } }, validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")],
]) {
  const known = / is not valid for /.test(error.message) ? local : peers;
  complete(`refuses ${title}`, known, { request: put(Expected), error });
}

const mixed = (legacy, expression) => validation("Can not use both expression and non-expression " +
  `parameters in the same request: Non-expression parameters: {${legacy}} Expression parameters: {${expression}}`);
const condition = { ConditionExpression: "attribute_exists(a)" };
complete("refuses Expected beside ConditionExpression", "emulators agree: DynamoDB Local, dynalite",
  {
  request: put({ a: { Exists: false } }, condition), error: mixed("Expected",
    "ConditionExpression") });
complete("refuses ConditionalOperator beside ConditionExpression", local, {
  request: put(undefined, { ...condition, ConditionalOperator: "AND" }),
  error: mixed("ConditionalOperator", "ConditionExpression") });
complete("refuses both beside ConditionExpression", local, {
  request: put({ a: { Exists: false } }, { ...condition, ConditionalOperator: "AND" }),
  error: mixed("Expected, ConditionalOperator", "ConditionExpression") });
complete("refuses ConditionalOperator without Expected", local, {
  request: put(undefined, { ConditionalOperator: "AND" }),
  error: validation("ConditionalOperator cannot be used without Filter or Expected") });
complete("refuses ConditionalOperator with one expectation", local, {
  request: put({ a: { Exists: false } }, { ConditionalOperator: "OR" }),
  error: validation("ConditionalOperator can only be used when Filter or Expected has two or more elements") });
const failedPk = unique();
strict("tells the old item with ALL_OLD when Expected fails",
  "docs: ReturnValuesOnConditionCheckFailure", {
  before: [docs.put({ pk: failedPk, a: 1 })],
  request: { TableName: docs.name, Item: item({ pk: failedPk }), Expected: { a: { Value: N(2) } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
  error: failure("ConditionalCheckFailedException", "The conditional request failed",
    { Item: item({ pk: failedPk, a: 1 }) }) });
