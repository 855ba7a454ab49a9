import { B, BS, N, NS, S, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S sk:S" });
const doc = "docs: Legacy conditional parameters, AttributeUpdates";
const stored = { a: 5, s: "hello", ss: SS("x", "y"), ns: NS(1, 2), l: [1], m: { x: 1 } };
const attribute = (value) => item({ value }).value;
const change = (Action, value) => ({ Action, Value: value === undefined
  ? undefined : attribute(value) });

for (const [title, AttributeUpdates, changes] of [
  ["PUT of an attribute that is there", { a: change("PUT", 6) }, { a: 6 }],
  ["PUT of a new attribute", { n: change("PUT", ["x"]) }, { n: ["x"] }],
  ["no Action as PUT", { a: change(undefined, 6) }, { a: 6 }],
  ["PUT of another type", { a: change("PUT", SS("q")) }, { a: SS("q") }],
  ["DELETE of an attribute", { a: change("DELETE") }, { a: null }],
  ["DELETE of what is not there", { nope: change("DELETE") }, {}],
  ["DELETE of elements of a set", { ss: change("DELETE", SS("x", "q")) }, { ss: SS("y") }],
  ["DELETE of a set's last elements", { ss: change("DELETE", SS("x", "y")) }, { ss: null }],
  ["ADD to a number", { a: change("ADD", -6) }, { a: -1 }],
  ["ADD of a new number", { n: change("ADD", 3) }, { n: 3 }],
  ["ADD to a set of strings", { ss: change("ADD", SS("z")) }, { ss: SS("x", "y", "z") }],
  ["ADD to a set of numbers", { ns: change("ADD", NS(2, 3)) }, { ns: NS(1, 2, 3) }],
  ["ADD of a new set", { n: change("ADD", BS("b")) }, { n: BS("b") }],
  ["ADD to a list as appending", { l: change("ADD", [2, 3]) }, { l: [1, 2, 3] }],
  ["several attributes", { a: change("ADD", 1), s: change("DELETE"), n: change("PUT", 1) },
    { a: 6, s: null, n: 1 }],
  ["a name with a dot as a name", { "m.x": change("PUT", 2) }, { "m.x": 2 }],
  ["a reserved word as a name", { name: change("PUT", 2) }, { name: 2 }],
]) {
  const pk = unique();
  core(`takes ${title}`, doc, {
    before: [docs.put({ ...stored, pk, sk: "a" })],
    request: { TableName: docs.name, Key: item({ pk, sk: "a" }), AttributeUpdates },
    output: {},
    after: [docs.get({ pk, sk: "a" }, Object.fromEntries(Object.entries({ ...stored, ...changes, pk,
      sk: "a" })
      .filter(([, value]) => value !== null)))] });
}

for (const [title, AttributeUpdates, made] of [
  ["PUT", { a: change("PUT", 1) }, { a: 1 }],
  ["ADD of a number", { a: change("ADD", 1) }, { a: 1 }],
  ["no updates", {}, {}],
]) {
  const pk = unique();
  core(`makes an item with ${title}`, doc, {
    request: { TableName: docs.name, Key: item({ pk, sk: "a" }), AttributeUpdates }, output: {},
    after: [docs.get({ pk, sk: "a" }, { pk, sk: "a", ...made })] });
}

const guarded = unique();
core("updates when Expected holds, and not when it fails", doc, async (t) => {
  const request = { TableName: docs.name, Key: item({ pk: guarded, sk: "a" }),
    AttributeUpdates: { a: change("PUT", 2) }, Expected: { a: { Exists: false } } };
  await t.ok("UpdateItem", request, {});
  await t.fails("UpdateItem", request, "ConditionalCheckFailedException");
});

for (const [mode, answer] of Object.entries({ ALL_OLD: { ...stored },
  ALL_NEW: { ...stored, a: 6, n: 1 },
  UPDATED_OLD: { a: 5 }, UPDATED_NEW: { a: 6, n: 1 }, NONE: undefined })) {
  const pk = unique();
  core(`answers ${mode} to AttributeUpdates`, "docs: UpdateItem, ReturnValues", {
    before: [docs.put({ ...stored, pk, sk: "a" })],
    request: { TableName: docs.name, Key: item({ pk, sk: "a" }), ReturnValues: mode,
      AttributeUpdates: { a: change("ADD", 1), n: change("PUT", 1) } },
    output: answer === undefined ? {}
      : { Attributes: item(mode.startsWith("ALL") ? { ...answer, pk, sk: "a" } : answer) } });
}

const update = (AttributeUpdates, more) =>
  ({ TableName: docs.name, Key: item({ pk: "a", sk: "a" }), AttributeUpdates, ...more });
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
for (const [title, AttributeUpdates, error] of [
  ["PUT without a value", { a: change("PUT") },
    invalid("Only DELETE action is allowed when no attribute value is specified")],
  ["ADD without a value", { a: change("ADD") },
    invalid("Only DELETE action is allowed when no attribute value is specified")],
  ["an update without members", { a: {} },
    invalid("Only DELETE action is allowed when no attribute value is specified")],
  ["DELETE of a number", { a: change("DELETE", 1) },
    invalid("DELETE action with value is not supported for the type N")],
  ["DELETE of a string", { a: change("DELETE", "x") },
    invalid("DELETE action with value is not supported for the type S")],
  ["DELETE of a list", { a: change("DELETE", []) },
    invalid("DELETE action with value is not supported for the type L")],
  ["DELETE of a map", { a: change("DELETE", {}) },
    invalid("DELETE action with value is not supported for the type M")],
  ["ADD of a string", { a: change("ADD", "x") },
    invalid("ADD action is not supported for the type S")],
  ["ADD of bytes", { a: change("ADD", B("x")) },
    invalid("ADD action is not supported for the type B")],
  ["ADD of true", { a: change("ADD", true) },
    invalid("ADD action is not supported for the type BOOL")],
  ["ADD of null", { a: change("ADD", null) },
    invalid("ADD action is not supported for the type NULL")],
  ["ADD of a map", { a: change("ADD", {}) }, invalid("ADD action is not supported for the type M")],
  ["a value of no type", { a: { Value: {} } }, validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")],
  ["a value that is no number", { a: change("PUT", N("x")) },
    validation("The parameter cannot be converted to a numeric value: x")],
  ["a value that is an empty set", { a: { Value: { SS: [] } } },
    invalid("An string set  may not be empty")],
  ["PUT of the partition key", { pk: change("PUT", "b") },
    invalid("Cannot update attribute pk. This attribute is part of the key")],
  ["DELETE of the sort key", { sk: change("DELETE") },
    invalid("Cannot update attribute sk. This attribute is part of the key")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite", { request: update(AttributeUpdates),
    error });
}

const mismatch = validation("Type mismatch for attribute to update");
for (const [title, AttributeUpdates] of [
  ["ADD of a number to a string", { s: change("ADD", 1) }],
  ["ADD of a number to a set of numbers", { ns: change("ADD", 1) }],
  ["ADD of a set to a number", { a: change("ADD", NS(1)) }],
  ["ADD of strings to a set of numbers", { ns: change("ADD", SS("a")) }],
  ["ADD of a list to a map", { m: change("ADD", [1]) }],
  ["DELETE of numbers from a set of strings", { ss: change("DELETE", NS(1)) }],
  ["DELETE of elements from a string", { s: change("DELETE", SS("x")) }],
]) {
  const pk = unique();
  complete(`refuses ${title}`, "emulators agree: dynalite", {
    before: [docs.put({ ...stored, pk, sk: "a" })],
    request: update(AttributeUpdates, { Key: item({ pk, sk: "a" }) }), error: mismatch,
    after: [docs.get({ pk, sk: "a" }, { ...stored, pk, sk: "a" })] });
}

const mixed = (legacy,
  expressions) => validation("Can not use both expression and non-expression " +
  `parameters in the same request: Non-expression parameters: {${legacy}} Expression parameters: {${expressions}}`);
for (const [legacy, expressions, more] of [
  ["AttributeUpdates", "UpdateExpression", { UpdateExpression: "REMOVE a" }],
  ["AttributeUpdates", "ConditionExpression", { ConditionExpression: "attribute_exists(a)" }],
  ["AttributeUpdates", "UpdateExpression, ConditionExpression",
    { UpdateExpression: "REMOVE a", ConditionExpression: "attribute_exists(a)" }],
  ["AttributeUpdates, Expected", "UpdateExpression", { UpdateExpression: "REMOVE a",
    Expected: { a: { Exists: false } } }],
]) {
  complete(`refuses ${legacy} beside ${expressions}`, "emulators agree: DynamoDB Local, dynalite", {
    request: update({ a: change("PUT", 1) }, more), error: mixed(legacy, expressions) });
}
complete("refuses Expected beside UpdateExpression", "emulators agree: DynamoDB Local, dynalite", {
  request: update(undefined, { UpdateExpression: "REMOVE a", Expected: { a: { Exists: false } } }),
  error: mixed("Expected", "UpdateExpression") });
complete("refuses values of expressions beside AttributeUpdates",
  "emulators agree: DynamoDB Local, dynalite", {
  request: update({ a: change("PUT", 1) }, { ExpressionAttributeValues: { ":v": S("a") } }),
  error: validation("ExpressionAttributeValues can only be specified when using expressions: " +
    "UpdateExpression and ConditionExpression are null") });
complete("refuses an unknown Action", "emulators agree: dynoxide", {
  request: update({ a: change("INSERT", 1) }),
  error: validation("1 validation error detected: Value 'INSERT' at 'attributeUpdates.a.member.action' failed " +
    "to satisfy constraint: Member must satisfy enum value set: [ADD, PUT, DELETE]") });
strict("reports mixed parameters before a wrong Action's value",
  "emulators agree: DynamoDB Local, dynalite", {
  request: update({ a: change("ADD", "x") }, { UpdateExpression: "REMOVE a" }),
  error: mixed("AttributeUpdates", "UpdateExpression") });
