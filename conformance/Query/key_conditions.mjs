// Key conditions on keys of every type, and the order of items.
import { B, N, S, item, suite } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const bytes = (text) => B(Buffer.from(text, "hex"));

// Sort keys in the order of the service; `at` says where an item stands.
const TEXTS = ["!", "A", "Z", "a", "aa", "ab", "b", "é", "€", "\uFF5E", "😀"];
const NUMBERS = ["-1e125", "-100", "-10.5", "-1", "-1e-130", "0", "1e-130", "0.5", "1", "2", "10",
  "100", "1e125"];
const BYTES = ["00", "0000", "0001", "01", "7f", "80", "ff", "ff00"];

const shuffled = (list) => [...list.filter((_, i) => i % 2), ...list.filter((_, i) => i % 2 === 0)];
const partition = (values, write) =>
  shuffled(values.map((value, at) => ({ pk: "p", sk: write(value), at })));

const stranger = (sk) => [{ pk: "other", sk, at: 99 }];
const texts = table({ key: "pk:S sk:S", items: [...partition(TEXTS, S), ...stranger("a")] });
const numbers = table({ key: "pk:S sk:N", items: [...partition(NUMBERS, N), ...stranger(1)] });
const binaries = table({ key: "pk:S sk:B",
  items: [...partition(BYTES, bytes), ...stranger(bytes("01"))] });

const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
const found = (places, more) => ({ Items: places.map((at) => item({ at })), Count: places.length,
  ScannedCount: places.length, ...more });

const query = (of, condition, values, more) => ({ TableName: of.name,
  KeyConditionExpression: `pk = :p${condition === "" ? "" : ` AND ${condition}`}`,
  ExpressionAttributeValues: item({ ":p": "p", ...values }),
  ExpressionAttributeNames: { "#at": "at" }, ProjectionExpression: "#at", ...more });

const KNOWN_ORDER = "docs: Query, order of items";
const subjects = [["text", texts, TEXTS, S], ["numbers", numbers, NUMBERS, N],
  ["binary", binaries, BYTES, bytes]];

for (const [kind, of, values] of subjects) {
  core(`answers a whole partition ordered by its sort key of ${kind}`, KNOWN_ORDER, {
    request: query(of, "", {}), output: found(range(0, values.length)) });
  core(`goes backwards through ${kind} when ScanIndexForward is false`,
    "docs: Query, ScanIndexForward", {
      request: query(of, "", {}, { ScanIndexForward: false }),
      output: found(range(0, values.length).reverse()) });
  complete(`goes forwards through ${kind} when ScanIndexForward is true`,
    "docs: Query, ScanIndexForward", {
      request: query(of, "", {}, { ScanIndexForward: true }),
      output: found(range(0, values.length)) });
}

// For each operator: the places it finds when its operands are the values at `a` and `b`.
const OPERATORS = [
  ["sk = :a", ({ a }) => [a, a + 1]],
  ["sk < :a", ({ a }) => [0, a]],
  ["sk <= :a", ({ a }) => [0, a + 1]],
  ["sk > :a", ({ a, end }) => [a + 1, end]],
  ["sk >= :a", ({ a, end }) => [a, end]],
  ["sk BETWEEN :a AND :b", ({ a, b }) => [a, b + 1]],
];
for (const [kind, of, values, write] of subjects) {
  for (const [condition, places] of OPERATORS) {
    for (const [a, b] of [[0, 0], [2, 5], [values.length - 1, values.length - 1]]) {
      const middle = a === 2;
      if (!middle && condition.includes("=") && !condition.includes(">")) continue;
      const operands = condition.includes(":b") ? { ":a": write(values[a]), ":b": write(values[b]) }
        : { ":a": write(values[a]) };
      const declare = middle ? core : complete;
      const where = middle ? "amid" : a === 0 ? "at the lowest of" : "at the highest of";
      declare(`finds ${condition} ${where} ${kind}`, "docs: Query, KeyConditionExpression", {
        request: query(of, condition, operands),
        output: found(range(...places({ a, b, end: values.length }))) });
    }
  }
}

for (const [title, of, operands, places] of [
  ["between two numbers that are not there", numbers, { ":a": N("-0.3"), ":b": N("0.7") }, [4, 8]],
  ["between two texts that are not there", texts, { ":a": "B", ":b": "az" }, [2, 6]],
  ["between bytes that are not there", binaries, { ":a": bytes("02"), ":b": bytes("fe") }, [4, 6]],
  ["beyond everything", numbers, { ":a": N("1e125"), ":b": N("2e125") }, [12, 13]],
  ["in a gap", texts, { ":a": "c", ":b": "d" }, [0, 0]],
]) {
  complete(`finds what is ${title}`, "docs: Query, BETWEEN", {
    request: query(of, "sk BETWEEN :a AND :b", operands), output: found(range(...places)) });
}

for (const [title, of, prefix, places] of [
  ["a text", texts, S("a"), [3, 6]],
  ["a whole text", texts, S("ab"), [5, 6]],
  ["a text that is not there", texts, S("x"), [0, 0]],
  ["a text of two bytes", texts, S("é"), [7, 8]],
  ["a text of four bytes", texts, S("😀"), [10, 11]],
  ["bytes", binaries, bytes("00"), [0, 3]],
  ["the highest byte", binaries, bytes("ff"), [6, 8]],
]) {
  core(`finds by begins_with of ${title}`, "docs: Query, begins_with", {
    request: query(of, "begins_with(sk, :a)", { ":a": prefix }), output: found(range(...places)) });
}

for (const [title, value] of [["1.0", "1.0"], ["1e0", "1e0"], ["0.1e1", "0.1e1"], ["01", "01"],
  ["10e-1", "10e-1"], ["1.000", "1.000"]]) {
  complete(`finds the number 1 when it is written ${title}`,
    "docs: Naming rules and data types, Number", {
    request: query(numbers, "sk = :a", { ":a": N(value) }), output: found([8]) });
}
complete("finds zero when it is written -0", "emulators agree: DynamoDB Local, dynoxide", {
  request: query(numbers, "sk = :a", { ":a": N("-0") }), output: found([5]) });

// The same condition in other words.
const one = { ":p": { S: "p" }, ":a": { S: "a" } };
const names = { "#p": "pk", "#s": "sk", "#at": "at" };
const written = (KeyConditionExpression, ExpressionAttributeNames) => ({
  TableName: texts.name, KeyConditionExpression, ExpressionAttributeValues: one,
  ExpressionAttributeNames, ProjectionExpression: "#at" });
for (const [title, expression, given = { "#at": "at" }] of [
  ["the sort key first", "sk = :a AND pk = :p"],
  ["parentheses around both", "(pk = :p) AND (sk = :a)"],
  ["parentheses around everything", "(pk = :p AND sk = :a)"],
  ["lower-case words", "pk = :p and sk = :a"],
  ["no blanks", "pk=:p AND sk=:a"],
  ["line breaks and tabs", "pk\n=\t:p\nAND\r\nsk = :a"],
  ["names with #", "#p = :p AND #s = :a", names],
  ["BETWEEN in small letters", "pk = :p and sk between :a and :a"],
]) {
  complete(`takes a condition with ${title}`, "docs: Query, KeyConditionExpression", {
    request: written(expression, given), output: found([3]) });
}
for (const [title, condition, places] of [
  ["<=", ":a <= sk", [5, 11]], ["<", ":a < sk", [6, 11]], [">", ":a > sk", [0, 5]],
  [">=", ":a >= sk", [0, 6]], ["=", ":a = sk", [5, 6]],
]) {
  complete(`takes a value on the left of ${title}`,
    "recorded: an answer of the service in ExtendDB/extenddb issue 111", {
      request: query(texts, condition, { ":a": "ab" }), output: found(range(...places)) });
}
complete("takes one name for two keys' operands", "docs: Query, ExpressionAttributeValues", {
  request: { TableName: texts.name, KeyConditionExpression: "pk = :v AND sk < :v",
    ExpressionAttributeValues: item({ ":v": "p" }), Select: "COUNT" },
  output: { Count: 7, ScannedCount: 7 } });

core("answers nothing for a partition that is not there", "docs: Query", {
  request: { TableName: texts.name, KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": "nobody" }) },
  output: { Items: [], Count: 0, ScannedCount: 0 } });

// Partition keys of the other types, and tables without a sort key.
const byNumber = table({ key: "pk:N", items: [{ pk: 1, v: "one" }, { pk: -2.5, v: "less" }] });
const byBytes = table({ key: "pk:B sk:S", items: [{ pk: bytes("00ff"), sk: "a", v: "x" }] });
core("finds the one item of a table without a sort key", "docs: Query", {
  request: { TableName: byNumber.name, KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": -2.5 }) },
  output: { Items: [item({ pk: -2.5, v: "less" })], Count: 1, ScannedCount: 1 } });
complete("finds a partition by a number however it is written",
  "docs: Naming rules and data types, Number", {
  request: { TableName: byNumber.name, KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": N("+1.00") }) },
  output: { Items: [item({ pk: 1, v: "one" })], Count: 1, ScannedCount: 1 } });
core("finds a partition by bytes", "docs: Query", {
  request: { TableName: byBytes.name, KeyConditionExpression: "pk = :p AND begins_with(sk, :a)",
    ExpressionAttributeValues: item({ ":p": bytes("00ff"), ":a": "a" }) },
  output: { Items: [item({ pk: bytes("00ff"), sk: "a", v: "x" })], Count: 1, ScannedCount: 1 } });
