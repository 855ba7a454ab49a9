import { item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S", items: [
  { pk: "p", a: 1, b: { c: 2 }, name: "n", "b.c": "dotted", "a b": "space" },
] });
const peers = "emulators agree: dynalite, dynoxide";
const get = (AttributesToGet, more) =>
  ({ TableName: docs.name, Key: item({ pk: "p" }), AttributesToGet, ...more });

for (const [title, wanted, found] of [
  ["one attribute", ["a"], { a: 1 }],
  ["several attributes", ["pk", "a", "b"], { pk: "p", a: 1, b: { c: 2 } }],
  ["a reserved word as it stands", ["name"], { name: "n" }],
  ["a name with a dot, not a path", ["b.c"], { "b.c": "dotted" }],
  ["a name with a space", ["a b"], { "a b": "space" }],
  ["nothing of what is not there", ["nope"], {}],
  ["only what is there", ["nope", "a"], { a: 1 }],
]) {
  core(`AttributesToGet answers ${title}`, "docs: Legacy conditional parameters, AttributesToGet", {
    request: get(wanted), output: { Item: item(found) } });
}

complete("refuses AttributesToGet of no names", "emulators agree: dynalite, dynoxide", {
  request: get([]),
  error: validation("1 validation error detected: Value '[]' at 'attributesToGet' failed to " +
    "satisfy constraint: Member must have length greater than or equal to 1"),
});

complete("refuses the same name twice in AttributesToGet", peers, {
  request: get(["a", "b", "a"]),
  error: validation("One or more parameter values were invalid: Duplicate value in attribute name: a"),
});

const mixed = (expression) => validation("Can not use both expression and non-expression " +
  "parameters in the same request: Non-expression parameters: {AttributesToGet} Expression " +
  `parameters: {${expression}}`);
complete("refuses AttributesToGet beside ProjectionExpression", peers, {
  request: get(["a"], { ProjectionExpression: "a" }), error: mixed("ProjectionExpression") });

complete("refuses names of expressions beside AttributesToGet", peers, {
  request: get(["a"], { ExpressionAttributeNames: { "#a": "a" } }),
  error: validation("ExpressionAttributeNames can only be specified when using expressions"),
});

strict("refuses the mixture before it reads the expression", peers, {
  request: get(["a"], { ProjectionExpression: "a," }), error: mixed("ProjectionExpression") });

strict("refuses the mixture before duplicates in AttributesToGet", peers, {
  request: get(["a", "a"], { ProjectionExpression: "a" }), error: mixed("ProjectionExpression") });

complete("refuses a name of no characters in AttributesToGet", "unknown", {
  request: get([""]), error: "ValidationException" });
