import { N, SS, failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const stored = { a: 5, s: "hello", m: { x: 1 }, l: [1, 2], ss: SS("x"), name: "res", yes: true };
const doc = "docs: DeleteItem, ConditionExpression";
const valuesOf = (values) => values && item(Object.fromEntries(
  Object.entries(values).map(([name, value]) => [`:${name}`, value])));

for (const [text, holds, values, names] of [
  ["a = :v", true, { v: 5 }], ["a = :v", false, { v: 6 }], ["a > :v", true, { v: 4 }],
    ["a <> :v", false, { v: 5 }],
  ["attribute_exists(pk)", true], ["attribute_not_exists(pk)", false],
    ["attribute_exists(m.x)", true],
  ["attribute_not_exists(nope)", true], ["begins_with(s, :v)", true, { v: "he" }],
  ["contains(ss, :v)", true, { v: "x" }], ["contains(ss, :v)", false, { v: "y" }],
  ["size(l) = :v", true, { v: 2 }], ["attribute_type(yes, :v)", true, { v: "BOOL" }],
  ["a BETWEEN :v AND :w", true, { v: 1, w: 9 }], ["a IN (:v, :w)", false, { v: 1, w: 9 }],
  ["#n = :v", true, { v: "res" }, { "#n": "name" }], ["NOT a = :v", false, { v: 5 }],
  ["a = :v AND m.x = :w", true, { v: 5, w: 1 }], ["a = :w OR l[1] = :v", true, { v: 2, w: 9 }],
]) {
  const pk = unique();
  core(`${holds ? "deletes" : "does not delete"} when ${text} ${JSON.stringify(valuesOf(values) ?? "")}`, doc, {
    before: [docs.put({ ...stored, pk })],
    request: { TableName: docs.name, Key: item({ pk }), ConditionExpression: text,
      ExpressionAttributeNames: names, ExpressionAttributeValues: valuesOf(values) },
    ...(holds ? { output: {} } : { error: "ConditionalCheckFailedException" }),
    after: [holds ? docs.get({ pk }) : docs.get({ pk }, { ...stored, pk })] });
}

const none = unique();
core("fails attribute_exists where there is no item", doc, {
  request: { TableName: docs.name, Key: item({ pk: none }),
    ConditionExpression: "attribute_exists(pk)" },
  error: "ConditionalCheckFailedException" });
core("takes attribute_not_exists where there is no item", doc, {
  request: { TableName: docs.name, Key: item({ pk: none }),
    ConditionExpression: "attribute_not_exists(pk)" },
  output: {} });
complete("says that the conditional request failed",
  "recorded: 'The conditional request failed' in bug reports", {
  request: { TableName: docs.name, Key: item({ pk: none }),
    ConditionExpression: "attribute_exists(pk)" },
  error: failure("ConditionalCheckFailedException", "The conditional request failed") });

for (const [title, holds, Expected, ConditionalOperator] of [
  ["a Value that is equal", true, { a: { Value: N(5) } }],
  ["a Value that is not equal", false, { a: { Value: N(6) } }],
  ["Exists false of what is not there", true, { nope: { Exists: false } }],
  ["Exists false of what is there", false, { a: { Exists: false } }],
  ["a comparison that holds", true, { a: { ComparisonOperator: "GT",
    AttributeValueList: [N(4)] } }],
  ["a comparison that fails", false, { a: { ComparisonOperator: "LT",
    AttributeValueList: [N(4)] } }],
  ["NOT_NULL of what is there", true, { a: { ComparisonOperator: "NOT_NULL" } }],
  ["two of which one holds, with AND", false, { a: { Value: N(5) }, s: { Exists: false } }, "AND"],
  ["two of which one holds, with OR", true, { a: { Value: N(5) }, s: { Exists: false } }, "OR"],
]) {
  const pk = unique();
  core(`${holds ? "deletes" : "does not delete"} with Expected of ${title}`,
    "docs: Legacy conditional parameters, Expected", {
      before: [docs.put({ ...stored, pk })],
      request: { TableName: docs.name, Key: item({ pk }), Expected, ConditionalOperator },
      ...(holds ? { output: {} } : { error: "ConditionalCheckFailedException" }),
      after: [holds ? docs.get({ pk }) : docs.get({ pk }, { ...stored, pk })] });
}

// DynamoDB Local is by the service's makers and has its parser of expressions.
const parser = "emulators agree: DynamoDB Local, which has the service's expression parser";
const invalid = (text) => validation(`Invalid ConditionExpression: ${text}`);
const remove = (ConditionExpression, values, names, more) => ({ TableName: docs.name,
  Key: item({ pk: "a" }),
  ConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: valuesOf(values),
    ...more });
for (const [title, text, values, names, error] of [
  ["a condition without characters", "", undefined, undefined,
    invalid("The expression can not be empty;")],
  ["a condition of wrong syntax", "a =", undefined, undefined,
    invalid('Syntax error; token: "<EOF>", near: "="')],
  ["a reserved word", "name = :v", { v: 1 }, undefined,
    invalid("Attribute name is a reserved keyword; reserved keyword: name")],
  ["an undefined value", "a = :v", undefined, undefined,
    invalid("An expression attribute value used in " +
    "expression is not defined; attribute value: :v")],
  ["an undefined name", "#a = :v", { v: 1 }, undefined,
    invalid("An expression attribute name used in the " +
    "document path is not defined; attribute name: #a")],
  ["an unknown function", "has(a)", undefined, undefined,
    invalid("Invalid function name; function: has")],
  ["redundant parentheses", "((a = :v))", { v: 1 }, undefined,
    invalid("The expression has redundant parentheses;")],
  ["an operand of the wrong type", "begins_with(a, :v)", { v: 1 }, undefined,
    invalid("Incorrect operand type " +
    "for operator or function; operator or function: begins_with, operand type: N")],
  ["a value that is not used", "attribute_exists(a)", { v: 1 }, undefined, validation(
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}")],
  ["a name that is not used", "attribute_exists(a)", undefined, { "#a": "a" }, validation(
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}")],
  ["values without an expression", undefined, { v: 1 }, undefined, validation(
    "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null")],
  ["names without an expression", undefined, undefined, { "#a": "a" }, validation(
    "ExpressionAttributeNames can only be specified when using expressions")],
  ["values that are none", "attribute_exists(a)", {}, undefined,
    validation("ExpressionAttributeValues must not be empty")],
  ["names that are none", "attribute_exists(a)", undefined, {},
    validation("ExpressionAttributeNames must not be empty")],
]) {
  complete(`refuses ${title}`, parser, { request: remove(text, values, names), error });
}
complete("refuses Expected beside ConditionExpression", parser, {
  request: remove("attribute_exists(a)", undefined, undefined,
    { Expected: { a: { Exists: false } } }),
  error: validation("Can not use both expression and non-expression parameters in the same request: " +
    "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}") });
strict("reports the mixture before the expression's error", parser, {
  request: remove("a =", undefined, undefined, { Expected: { a: { Exists: false } } }),
  error: validation("Can not use both expression and non-expression parameters in the same request: " +
    "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}") });
