import { B, BS, N, NS, NULL, SS, failure, item, suite, unique } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const failed = failure("ConditionalCheckFailedException", "The conditional request failed");

const stored = {
  pk: "c", a: 5, s: "hello", b: B("bytes"), yes: true, off: false, nil: NULL, blank: "",
  ss: SS("x", "y", "z"), ns: NS(1, 2, 3), bs: BS("p", "q"), l: [1, "two", [3]],
  m: { x: 1, y: { z: "deep" } }, a2: 5, big: N("12345678901234567890123456789012345678"),
  neg: -3, name: "res", same: "hello",
};

// Whether the condition holds for the stored item decides whether the item is replaced.
function condition(tier, title, known, holds, text, values, names) {
  const pk = unique();
  const written = { pk, replaced: true };
  const request = { TableName: docs.name, Item: item(written), ConditionExpression: text,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values && item(Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`:${name}`, value]))) };
  tier(title, known, {
    before: [docs.put({ ...stored, pk })],
    request,
    ...(holds ? { output: {} } : { error: tier === core ? failed.type : failed }),
    after: [docs.get({ pk }, holds ? written : { ...stored, pk })],
  });
}

const operators = "docs: Condition and filter expressions, operators, and functions";
const comparisons = [
  ["a = :v", 5, true], ["a = :v", 6, false], ["a = :v", "5", false], ["a = :v", N("5.0"), true],
  ["a <> :v", 6, true], ["a <> :v", 5, false], ["a <> :v", "5", true],
  ["a < :v", 6, true], ["a < :v", 5, false], ["a < :v", 4, false], ["a < :v", "9", false],
  ["a <= :v", 5, true], ["a <= :v", 4, false], ["a > :v", 4, true], ["a > :v", 5, false],
  ["a >= :v", 5, true], ["a >= :v", 6, false], ["a > :v", -100, true], ["neg < :v", 2, true],
  ["neg < :v", -20, false], ["s = :v", "hello", true], ["s = :v", "Hello", false],
  ["s < :v", "help", true], ["s < :v", "Z", false], ["s > :v", "hell", true], ["s >= :v", "", true],
  ["s < :v", "\u00e9", true], ["b = :v", B("bytes"), true], ["b = :v", "bytes", false],
  ["b < :v", B([0xff]), true], ["b > :v", B([]), true],
  ["yes = :v", true, true], ["yes = :v", false, false], ["off <> :v", true, true],
  ["nil = :v", NULL, true], ["nil <> :v", NULL, false], ["nil = :v", "", false],
  ["blank = :v", "", true], ["blank = :v", B([]), false],
  ["ss = :v", SS("z", "y", "x"), true], ["ss = :v", SS("x", "y"), false],
    ["ss <> :v", SS("x"), true],
  ["ns = :v", NS("3.0", "1e0", 2), true], ["ns = :v", SS("1", "2", "3"), false],
  ["bs = :v", BS("q", "p"), true],
  ["l = :v", [1, "two", [3]], true], ["l = :v", ["two", 1, [3]], false],
  ["m = :v", { y: { z: "deep" }, x: 1 }, true], ["m = :v", { x: 1 }, false],
  ["m.x = :v", 1, true], ["m.y.z = :v", "deep", true], ["m.y.q = :v", "deep", false],
  ["l[0] = :v", 1, true], ["l[1] = :v", "two", true], ["l[2][0] = :v", 3, true],
  ["l[3] = :v", 3, false], [":v = a", 5, true], [":v < a", 4, true], ["nope = :v", 1, false],
  ["nope <> :v", 1, true], ["nope < :v", 1, false],
  ["big > :v", N("12345678901234567890123456789012345677"), true],
];
for (const [text, v, holds] of comparisons) {
  const type = Object.keys(item({ v }).v)[0];
  condition(core,
    `${holds ? "holds" : "fails"}: ${text.replace(":v", JSON.stringify(item({ v }).v))}`,
    `${operators}: comparators on ${type}`, holds, text, { v });
}

for (const [title, text, values, holds] of [
  ["two attributes that are equal", "a = a2", undefined, true],
  ["two attributes that differ", "a = neg", undefined, false],
  ["an attribute with one that is not there", "a = nope", undefined, false],
  ["an attribute that differs from one that is not there", "a <> nope", undefined, true],
  ["two attributes that are both not there", "nope = nada", undefined, false],
]) {
  condition(complete, `compares ${title}`, "emulators agree: DynamoDB Local, dynoxide", holds, text,
    values);
}

for (const [text, values, holds] of [
  ["a BETWEEN :lo AND :hi", { lo: 5, hi: 6 }, true],
  ["a BETWEEN :lo AND :hi", { lo: 4, hi: 5 }, true],
  ["a BETWEEN :lo AND :hi", { lo: 6, hi: 7 }, false],
  ["s BETWEEN :lo AND :hi", { lo: "a", hi: "i" }, true],
  ["s BETWEEN :lo AND :hi", { lo: "i", hi: "z" }, false],
  ["b BETWEEN :lo AND :hi", { lo: B("a"), hi: B("c") }, true],
  ["s BETWEEN :lo AND :hi", { lo: 1, hi: 9 }, false],
  ["nope BETWEEN :lo AND :hi", { lo: 1, hi: 9 }, false],
  [":lo BETWEEN neg AND a", { lo: 0 }, true],
  ["a IN (:x, :y)", { x: 4, y: 5 }, true],
  ["a IN (:x)", { x: 4 }, false],
  ["s IN (:x, same)", { x: 4 }, true],
  ["ss IN (:x)", { x: SS("z", "x", "y") }, true],
  ["l IN (:x, :y)", { x: [1], y: [1, "two", [3]] }, true],
  ["nope IN (:x)", { x: 4 }, false],
  ["attribute_exists(a)", undefined, true], ["attribute_exists(nope)", undefined, false],
  ["attribute_exists(nil)", undefined, true], ["attribute_exists(blank)", undefined, true],
  ["attribute_exists(m.y.z)", undefined, true], ["attribute_exists(m.y.q)", undefined, false],
  ["attribute_exists(l[2])", undefined, true], ["attribute_exists(l[3])", undefined, false],
  ["attribute_exists(s.x)", undefined, false],
  ["attribute_not_exists(nope)", undefined, true], ["attribute_not_exists(a)", undefined, false],
  ["attribute_not_exists(m.q)", undefined, true], ["attribute_not_exists(l[0])", undefined, false],
  ["attribute_type(a, :t)", { t: "N" }, true], ["attribute_type(a, :t)", { t: "S" }, false],
  ["attribute_type(s, :t)", { t: "S" }, true], ["attribute_type(b, :t)", { t: "B" }, true],
  ["attribute_type(yes, :t)", { t: "BOOL" }, true], ["attribute_type(nil, :t)", { t: "NULL" },
    true],
  ["attribute_type(ss, :t)", { t: "SS" }, true], ["attribute_type(ns, :t)", { t: "NS" }, true],
  ["attribute_type(bs, :t)", { t: "BS" }, true], ["attribute_type(l, :t)", { t: "L" }, true],
  ["attribute_type(m, :t)", { t: "M" }, true], ["attribute_type(l[2], :t)", { t: "L" }, true],
  ["attribute_type(nope, :t)", { t: "S" }, false],
  ["begins_with(s, :p)", { p: "hel" }, true], ["begins_with(s, :p)", { p: "" }, true],
  ["begins_with(s, :p)", { p: "hello!" }, false], ["begins_with(s, :p)", { p: "H" }, false],
  ["begins_with(b, :p)", { p: B("by") }, true], ["begins_with(b, :p)", { p: "by" }, false],
  ["begins_with(a, :p)", { p: "5" }, false], ["begins_with(nope, :p)", { p: "" }, false],
  ["begins_with(m.y.z, :p)", { p: "de" }, true],
  ["contains(s, :o)", { o: "ell" }, true], ["contains(s, :o)", { o: "" }, true],
  ["contains(s, :o)", { o: "ELL" }, false], ["contains(s, :o)", { o: 5 }, false],
  ["contains(b, :o)", { o: B("yte") }, true], ["contains(ss, :o)", { o: "x" }, true],
  ["contains(ss, :o)", { o: "xy" }, false], ["contains(ns, :o)", { o: N("2.0") }, true],
  ["contains(ns, :o)", { o: "2" }, false], ["contains(bs, :o)", { o: B("q") }, true],
  ["contains(l, :o)", { o: "two" }, true], ["contains(l, :o)", { o: [3] }, true],
  ["contains(l, :o)", { o: 3 }, false], ["contains(m, :o)", { o: "x" }, false],
  ["contains(nope, :o)", { o: "x" }, false], ["contains(a, :o)", { o: 5 }, false],
  ["contains(s, same)", undefined, true],
  ["size(s) = :n", { n: 5 }, true], ["size(b) = :n", { n: 5 }, true],
    ["size(ss) = :n", { n: 3 }, true],
  ["size(ns) > :n", { n: 3 }, false], ["size(l) = :n", { n: 3 }, true],
    ["size(m) = :n", { n: 2 }, true],
  ["size(blank) = :n", { n: 0 }, true], ["size(m.y) = :n", { n: 1 }, true],
  ["size(a) >= :n", { n: 0 }, false], ["size(nope) >= :n", { n: 0 }, false],
  ["size(s) BETWEEN :n AND :x", { n: 5, x: 6 }, true], ["size(s) IN (:n)", { n: 5 }, true],
  ["size(s) = size(b)", undefined, true], ["size(s) > a", undefined, false],
    ["size(s) = a", undefined, true],
]) {
  const shown = Object.entries(values ?? {}).reduce((all, [name, value]) =>
    all.replace(new RegExp(`:${name}\\b`), JSON.stringify(item({ value }).value)), text);
  condition(core, `${holds ? "holds" : "fails"}: ${shown}`, operators, holds, text, values);
}

for (const [text, holds] of [
  ["a = :five AND s = :hello", true], ["a = :five AND s = :bad", false],
  ["a = :bad OR s = :hello", true], ["a = :bad OR s = :bad", false],
  ["NOT a = :bad", true], ["NOT a = :five", false], ["NOT NOT a = :five", true],
  ["NOT nope = :five", true],
  ["a = :five OR a = :bad AND s = :bad", true], ["(a = :five OR a = :bad) AND s = :bad", false],
  ["NOT a = :bad AND s = :bad", false], ["NOT (a = :bad AND s = :bad)", true],
  ["NOT a = :bad OR s = :bad", true],
  ["a BETWEEN :five AND :five AND s = :hello", true],
  ["(a = :five) AND (NOT (s = :bad))", true],
  ["not a = :bad and s = :hello or a = :bad", true],
  ["a  =  :five\n\tAnD s=:hello", true],
]) {
  const used = Object.fromEntries(Object.entries({ five: 5, hello: "hello", bad: "bad" })
    .filter(([name]) => text.includes(`:${name}`)));
  condition(core, `${holds ? "holds" : "fails"}: ${text.replace(/\s+/g, " ").replaceAll(":", "")}` +
    (/\n/.test(text) ? " (with white space)" : ""), `${operators}: logical evaluations, precedence`,
  holds, text, used);
}

condition(core, "takes a reserved word through a placeholder", "docs: Expression attribute names",
  true,
  "#n = :v", { v: "res" }, { "#n": "name" });
condition(core, "takes placeholders within a path", "docs: Expression attribute names", true,
  "#m.#y.z = :v", { v: "deep" }, { "#m": "m", "#y": "y" });
condition(core, "uses a value more than once", "docs: Expression attribute values", true,
  "a = :v AND a2 = :v", { v: 5 });

const fresh = unique();
core("creates an item once with attribute_not_exists of its key",
  "docs: PutItem, ConditionExpression",
  async (t) => {
    const request = { TableName: docs.name, Item: item({ pk: fresh }),
      ConditionExpression: "attribute_not_exists(pk)" };
    await t.ok("PutItem", request, {});
    await t.fails("PutItem", request, "ConditionalCheckFailedException");
  });

const none = unique();
core("fails attribute_exists where there is no item", "docs: PutItem, ConditionExpression", {
  request: { TableName: docs.name, Item: item({ pk: none }),
    ConditionExpression: "attribute_exists(pk)" },
  error: "ConditionalCheckFailedException",
  after: [docs.get({ pk: none })],
});

const raced = unique();
core("lets one of many writers win", "docs: Conditional writes", async (t) => {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, writer) => t.ask("PutItem", {
    TableName: docs.name, Item: item({ pk: raced, writer }),
    ConditionExpression: "attribute_not_exists(pk)" })));
  t.equal(answers.filter((answer) => answer.status === 200).length, 1, "winners");
  const { Item } = await t.ok("GetItem", { TableName: docs.name, Key: item({ pk: raced }) });
  t.equal(Number(Item.writer.N), answers.findIndex((answer) => answer.status === 200), "writer");
});

core("names the SDK's error ConditionalCheckFailedException", "docs: AWS SDK for JavaScript v3",
  async (t) => {
    const { client, PutItemCommand, ConditionalCheckFailedException } = t.sdk();
    const error = await client.send(new PutItemCommand({ TableName: docs.name,
      Item: item({ pk: unique() }),
        ConditionExpression: "attribute_exists(pk)" })).catch((wrong) => wrong);
    t.that(error instanceof ConditionalCheckFailedException, "a ConditionalCheckFailedException");
  });
