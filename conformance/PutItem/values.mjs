import { B, BS, N, SS, item, raw, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const peers = "emulators agree: dynalite, dynoxide";
const put = (members) => ({ TableName: docs.name, Item: item(members) });

// The normal form of numbers: no exponent, no needless zeros.
for (const [written, answered] of [
  ["0", "0"], ["-0", "0"], ["0.0", "0"], ["00012", "12"], ["1.50", "1.5"], ["+5", "5"],
  ["1e3", "1000"], ["1E3", "1000"], ["12.5e1", "125"], ["5e-3", "0.005"], [".25", "0.25"],
  ["7.", "7"], ["-1.10e2", "-110"],
  ["9.9999999999999999999999999999999999999e125", `${"9".repeat(38)}${"0".repeat(88)}`],
  ["-9.9999999999999999999999999999999999999e125", `-${"9".repeat(38)}${"0".repeat(88)}`],
  ["1e-130", `0.${"0".repeat(129)}1`], ["-1e-130", `-0.${"0".repeat(129)}1`],
  ["100000000000000000000000000000000000000000", `1${"0".repeat(41)}`],
  ["0.00000000000000000000000000000000000000000001",
    "0.00000000000000000000000000000000000000000001"],
  ["12345678901234567890123456789012345678", "12345678901234567890123456789012345678"],
  ["1.2345678901234567890123456789012345678", "1.2345678901234567890123456789012345678"],
]) {
  const pk = unique();
  complete(`stores the number ${written} in its normal form`,
    "docs: Number, up to 38 digits of precision", {
    request: put({ pk, n: N(written) }),
    output: {},
    after: [docs.get({ pk }, { pk, n: N(answered) })],
  });
}

const digits = "Attempting to store more than 38 significant digits in a Number";
const overflow =
  "Number overflow. Attempting to store a number with magnitude larger than supported range";
const underflow =
  "Number underflow. Attempting to store a number with magnitude smaller than supported range";
const unreadable = (text) => `The parameter cannot be converted to a numeric value: ${text}`;
const wrongNumbers = [
  ["123456789012345678901234567890123456789", digits],
  ["1.23456789012345678901234567890123456789", digits],
  ["1e126", overflow], ["-1e126", overflow], ["1e1000000", overflow],
  ["1e-131", underflow], ["-1e-131", underflow], ["1e-1000000", underflow],
  ["one", unreadable("one")], ["1,000", unreadable("1,000")], ["1 ", unreadable("1 ")],
  ["1e", unreadable("1e")], ["--1", unreadable("--1")], [".", unreadable(".")],
  ["0x1f", unreadable("0x1f")], ["Infinity", unreadable("Infinity")], ["NaN", unreadable("NaN")],
  ["1_000", unreadable("1_000")], ["\u0661", unreadable("\u0661")],
];
for (const [written, message] of wrongNumbers) {
  complete(`refuses the number ${JSON.stringify(written)}`, peers, {
    request: put({ pk: "a", n: N(written) }), error: validation(message) });
}
for (const [written, message] of [["", "The parameter cannot be converted to a numeric value"],
  ["x", unreadable("x")], ["1e126", overflow]]) {
  complete(`refuses the number ${JSON.stringify(written)} in a set`, peers, {
    request: put({ pk: "a", n: raw({ NS: ["1", written] }) }), error: validation(message) });
  complete(`refuses the number ${JSON.stringify(written)} deep in an item`, peers, {
    request: put({ pk: "a", l: [{ m: [N(written)] }] }), error: validation(message) });
}

core("refuses a number of 39 digits", "docs: Number, up to 38 digits of precision", {
  request: put({ pk: "a", n: N("1".repeat(39)) }), error: "ValidationException" });

const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
for (const [title, value, error] of [
  ["of no type", raw({}), validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")],
  ["of an unknown type", raw({ X: "a" }), validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")],
  ["of two types", raw({ S: "a", N: "1" }),
    validation("Supplied AttributeValue has more than one " +
    "datatypes set, must contain exactly one of the supported datatypes")],
  ["that is a set of no strings", raw({ SS: [] }), invalid("An string set  may not be empty")],
  ["that is a set of no numbers", raw({ NS: [] }), invalid("An number set  may not be empty")],
  ["that is a set of no bytes", raw({ BS: [] }), invalid("Binary sets should not be empty")],
  ["that is a set of equal strings", SS("a", "b", "a"),
    invalid("Input collection [a, b, a] contains duplicates.")],
  ["that is a set of equal bytes", BS("a", "b", "a"),
    invalid("Input collection [YQ==, Yg==, YQ==]of type BS contains duplicates.")],
  ["that is a NULL of false", raw({ NULL: false }),
    invalid("Null attribute value types must have the value of true")],
]) {
  complete(`refuses a value ${title}`, "emulators agree: dynalite",
    { request: put({ pk: "a", value }), error });
  complete(`refuses a value ${title} in a list in a map`, "emulators agree: dynalite", {
    request: put({ pk: "a", m: { l: ["x", value] } }), error });
}
for (const [title, values] of [["1 and 1", ["1", "1"]], ["1 and 1.0", ["1", "1.0"]],
  ["100 and 1e2", ["100", "1e2"]], ["0 and -0", ["0", "-0"]]]) {
  complete(`refuses a set of the numbers ${title}`, "emulators agree: DynamoDB Local, dynalite", {
    request: put({ pk: "a", value: raw({ NS: values }) }),
    error: validation("Input collection contains duplicates"),
  });
}
strict("refuses a null in a set of numbers", "emulators agree: DynamoDB Local, dynalite", {
  request: put({ pk: "a", value: raw({ NS: ["1", null] }) }),
  error: validation("The parameter cannot be converted to a numeric value") });
core("refuses an empty set", "docs: Sets, empty sets are not allowed", {
  request: put({ pk: "a", s: raw({ SS: [] }) }), error: "ValidationException" });
core("refuses a set with the same element twice", "docs: Sets, unique elements", {
  request: put({ pk: "a", s: SS("x", "x") }), error: "ValidationException" });

// What may be empty.
for (const [title, value] of [
  ["an empty string", ""], ["no bytes", B("")], ["an empty string in a set", SS("", "a")],
  ["no bytes in a set", BS("", "a")], ["an empty list", []], ["an empty map", {}],
  ["lists and maps of empty values", [[], {}, "", [{ a: "" }]]],
]) {
  const pk = unique();
  core(`stores ${title}`, "docs: Supported data types, empty values", {
    request: put({ pk, value }), output: {}, after: [docs.get({ pk }, { pk, value })] });
}

const nested = (levels, inner = "x") => (levels === 0 ? inner : [nested(levels - 1, inner)]);
const mapped = (levels) => (levels === 0 ? "x" : { m: mapped(levels - 1) });
for (const [title, value] of [["lists", nested(31)], ["maps", mapped(31)]]) {
  const pk = unique();
  complete(`stores 31 ${title} within each other`, "docs: Quotas, nested attribute depth of 32", {
    request: put({ pk, value }), output: {}, after: [docs.get({ pk }, { pk, value })] });
}
for (const [title, value] of [["lists", nested(32)], ["maps", mapped(32)]]) {
  complete(`refuses 32 ${title} within each other`, "emulators agree: DynamoDB Local, dynoxide", {
    request: put({ pk: "a", value }),
    error: validation("Nesting Levels have exceeded supported limits: " +
      "Attributes in the item have nested levels beyond supported limit") });
}

for (const [title, name] of [
  ["of one character", "a"], ["with dots and dashes", "a.b-c"], ["with spaces", " a b "],
  ["of other scripts", "\u4e2d\u6587"], ["that is a reserved word", "SELECT"],
  ["that begins with #", "#x"], ["that begins with :", ":x"], ["of digits", "123"],
  ["with brackets", "a[0]"], ["of 65535 bytes", "n".repeat(65535)],
]) {
  const pk = unique();
  complete(`stores an attribute with a name ${title}`, "docs: Naming rules, attribute names", {
    request: put({ pk, [name]: 1 }), output: {}, after: [docs.get({ pk }, { pk, [name]: 1 })] });
}

const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`attribute${i}`, i]));
const manyKey = unique();
core("stores an item of 2000 attributes", "docs: Quotas, attributes per item are not limited", {
  request: put({ pk: manyKey, ...many }), output: {}, after: [docs.get({ pk: manyKey },
    { pk: manyKey, ...many })] });

strict("reports the value that is wrong before the key that is missing", peers, {
  request: put({ a: raw({}) }),
  error: validation(
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes") });
