import { N, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const whole = { pk: "p", sk: 1, a: "A", b: { c: { d: 1, e: 2 }, f: [1, 2, 3] },
  l: [{ x: 1, y: 2 }, { x: 3, y: 4 }, "last"], "dotted.name": "dot", "with space": "sp",
  name: "reserved", s: SS("q"), "1st": "digit", _u: "low", "#h": "hash" };
const docs = table({ key: "pk:S sk:N", items: [whole] });
// DynamoDB Local is by the service's makers and has its parser of expressions.
const peers = "emulators agree: DynamoDB Local, which has the service's expression parser";

const get = (ProjectionExpression, ExpressionAttributeNames) => ({ TableName: docs.name,
  Key: item({ pk: "p", sk: 1 }), ProjectionExpression, ExpressionAttributeNames });

// [title, expression, names, what of the item comes back]
for (const [title, expression, names, found] of [
  ["one attribute", "a", undefined, { a: "A" }],
  ["several attributes", "a, pk,sk", undefined, { a: "A", pk: "p", sk: 1 }],
  ["a name for which there is a placeholder", "#n", { "#n": "name" }, { name: "reserved" }],
  ["a member of a map", "b.c.d", undefined, { b: { c: { d: 1 } } }],
  ["two members of one map as one map", "b.c.d, b.f", undefined,
    { b: { c: { d: 1 }, f: [1, 2, 3] } }],
  ["an element of a list as a list of one", "b.f[1]", undefined, { b: { f: [2] } }],
  ["elements of a list in the list's order", "b.f[2], b.f[0]", undefined, { b: { f: [1, 3] } }],
  ["a member of an element", "l[1].y", undefined, { l: [{ y: 4 }] }],
  ["members of two elements", "l[0].x, l[1].y", undefined, { l: [{ x: 1 }, { y: 4 }] }],
  ["two members of one element", "l[0].x, l[0].y", undefined, { l: [{ x: 1, y: 2 }] }],
  ["nothing of an attribute that is not there", "nope", undefined, {}],
  ["what is there, without what is not", "a, nope, b.nope", undefined, { a: "A" }],
  ["nothing beyond the end of a list", "b.f[3]", undefined, {}],
  ["nothing for an element of a map", "b[0]", undefined, {}],
  ["nothing for a member of a list", "l.x", undefined, {}],
  ["nothing for a member of a string", "a.b", undefined, {}],
  ["a name with a dot through a placeholder", "#d", { "#d": "dotted.name" },
    { "dotted.name": "dot" }],
  ["a name with a space through a placeholder", "#s", { "#s": "with space" },
    { "with space": "sp" }],
  ["a name that begins with a digit through a placeholder", "#d", { "#d": "1st" },
    { "1st": "digit" }],
  ["a name that begins with # through a placeholder", "#h", { "#h": "#h" }, { "#h": "hash" }],
  ["placeholders within a path", "#b.#c.#d", { "#b": "b", "#c": "c", "#d": "d" },
    { b: { c: { d: 1 } } }],
  ["a placeholder that is a digit", "#1", { "#1": "a" }, { a: "A" }],
  ["two placeholders beside a plain name", "#x, b.#y", { "#x": "a", "#y": "f" },
    { a: "A", b: { f: [1, 2, 3] } }],
  ["a whole set", "s", undefined, { s: SS("q") }],
  ["paths with white space around", " a ,\tb . c . d ,\n b.f [ 0 ] ", undefined,
    { a: "A", b: { c: { d: 1 }, f: [1] } }],
]) {
  core(`projects ${title}`, "docs: Using projection expressions", {
    request: get(expression, names), output: { Item: item(found) } });
}

const invalid = (text) => validation(`Invalid ProjectionExpression: ${text}`);
const overlap = (one,
  two) => invalid("Two document paths overlap with each other; must remove or " +
  `rewrite one of these paths; path one: ${one}, path two: ${two}`);
const conflict = (one,
  two) => invalid("Two document paths conflict with each other; must remove or " +
  `rewrite one of these paths; path one: ${one}, path two: ${two}`);
const syntax = (token, near) => invalid(`Syntax error; token: "${token}", near: "${near}"`);
const reserved = (word) =>
  invalid(`Attribute name is a reserved keyword; reserved keyword: ${word}`);

for (const [title, expression, names, error] of [
  ["without characters", "", undefined, invalid("The expression can not be empty;")],
  ["of white space", "  ", undefined, syntax("<EOF>", "  ")],
  ["that ends with a comma", "a,", undefined, syntax("<EOF>", ",")],
  ["that begins with a comma", ", a", undefined, syntax(",", ", a")],
  ["of two names without a comma", "a b", undefined, syntax("b", "a b")],
  ["that ends with a dot", "b.", undefined, syntax("<EOF>", ".")],
  ["with an index that is not closed", "l[0", undefined, syntax("<EOF>", "0")],
  ["with an empty index", "l[]", undefined, syntax("]", "[]")],
  ["with a name as an index", "l[a]", undefined, syntax("a", "[a]")],
  ["with a value", ":v", undefined, syntax(":v", ":v")],
  ["with a negative index", "l[-1]", undefined, syntax("-", "[-1")],
  ["with a name that begins with a digit", "1st", undefined, syntax("1", "1st")],
  ["with a name that begins with _", "_u", undefined, syntax("_", "_u")],
  ["with *", "*", undefined, syntax("*", "*")],
  ["with a function", "size(a)", undefined, syntax("(", "size(a")],
  ["with a quoted name", "\"a\"", undefined, syntax("\"", "\"a")],
  ["of a reserved word", "name", undefined, reserved("name")],
  ["of a reserved word in upper case", "a, STATUS", undefined, reserved("STATUS")],
  ["of a reserved word within a path", "b.count", undefined, reserved("count")],
  ["of the word SET", "set", undefined, syntax("set", "set")],
  ["of a placeholder that is not defined", "#x", undefined, invalid(
    "An expression attribute name used in the document path is not defined; attribute name: #x")],
  ["of a placeholder that is not among those defined", "#x, #a", { "#a": "a" }, invalid(
    "An expression attribute name used in the document path is not defined; attribute name: #x")],
  ["that names an attribute twice", "a, a", undefined, overlap("[a]", "[a]")],
  ["that names an attribute twice, once by a placeholder", "a, #a", { "#a": "a" },
    overlap("[a]", "[a]")],
  ["of a map and a member of it", "b, b.c", undefined, overlap("[b]", "[b, c]")],
  ["of a member of a map and the map", "b.c.d, b", undefined, overlap("[b, c, d]", "[b]")],
  ["of a list and an element of it", "l, l[0]", undefined, overlap("[l]", "[l, [0]]")],
  ["of an element and a member of it", "l[1], a, l[1].x", undefined,
    overlap("[l, [1]]", "[l, [1], x]")],
  ["that takes a map for a list as well", "b.c, b[0]", undefined, conflict("[b, c]", "[b, [0]]")],
  ["with an index that is too large", "l[99999999999]", undefined,
    invalid("List index is not within the allowable range; index: [99999999999]")],
]) {
  complete(`refuses a projection ${title}`, peers, { request: get(expression, names), error });
}

const unused = (...keys) => validation(
  `Value provided in ExpressionAttributeNames unused in expressions: keys: {${keys.join(", ")}}`);
const badName = (key) =>
  validation(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
for (const [title, expression, names, error] of [
  ["that are not used", "a", { "#a": "a" }, unused("#a")],
  ["of which one is not used", "#b", { "#a": "a", "#b": "b" }, unused("#a")],
  ["without an expression", undefined, { "#a": "a" },
    validation("ExpressionAttributeNames can only be specified when using expressions")],
  ["that are none", "a", {}, validation("ExpressionAttributeNames must not be empty")],
  ["whose placeholder has no #", "a", { a: "a" }, badName("a")],
  ["whose placeholder is # alone", "a", { "#": "a" }, badName("#")],
  ["whose placeholder has a dash", "a", { "#a-b": "a" }, badName("#a-b")],
  ["whose placeholder begins with :", "a", { ":a": "a" }, badName(":a")],
]) {
  complete(`refuses names ${title}`, peers, { request: get(expression, names), error });
}

complete("takes 255 characters of a placeholder's name", "docs: Quotas, expression parameters", {
  request: get(`#${"n".repeat(254)}`, { [`#${"n".repeat(254)}`]: "a" }),
  output: { Item: item({ a: "A" }) },
});

const deep = (levels) => Array.from({ length: levels }, (_, i) => `k${i}`).join(".");
complete("takes a path of 32 elements", "docs: Quotas, nested attribute depth of 32", {
  request: get(deep(32)), output: { Item: {} } });

strict("looks at the expression before the table", "emulators agree: dynalite", {
  request: { ...get("a,"), TableName: "conformance.projection.none" },
  error: validation(/^Invalid ProjectionExpression: Syntax error; /),
});

strict("reports unused names only when the expression is right", peers, {
  request: get("a, a", { "#u": "a" }), error: overlap("[a]", "[a]") });

strict("reports a reserved word before an undefined placeholder", peers, {
  request: get("#x, name", undefined), error: reserved("name") });

strict("reports a syntax error before a reserved word", peers, {
  request: get("name, a b"), error: syntax("b", "a b") });

strict("reports an empty expression before an empty object of names", peers, {
  request: get("", {}), error: validation("ExpressionAttributeNames must not be empty") });

const absent = unique();
core("projects nothing where there is no item", "docs: GetItem, Item", {
  request: { TableName: docs.name, Key: item({ pk: absent, sk: 1 }), ProjectionExpression: "a" },
  output: {},
});
