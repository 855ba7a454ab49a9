import { B, BS, N, NS, SS, item, suite, unique } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
const rule = "docs: Update expressions";

const stored = () => ({ a: 5, s: "hello", b: B("xy"), ss: SS("x", "y", "z"), ns: NS(1, 2, 3),
  bs: BS("p", "q"), l: ["zero", "one", "two"], m: { x: 1, y: { z: "deep" } }, frac: N("0.1") });

// [title, expression, values, names, what becomes of the stored attributes: null takes one away]
function updates(tier, known, title, expression, values, changes, names) {
  const pk = unique();
  const after = Object.fromEntries(Object.entries({ ...stored(), ...changes, pk })
    .filter(([, value]) => value !== null));
  tier(title, known, {
    before: [docs.put({ ...stored(), pk })],
    request: { TableName: docs.name, Key: item({ pk }), UpdateExpression: expression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values && item(Object.fromEntries(
        Object.entries(values).map(([name, value]) => [`:${name}`, value]))) },
    output: {},
    after: [docs.get({ pk }, after)],
  });
}

const set = `${rule}, SET`;
for (const [title, expression, values, changes, names] of [
  ["adds an attribute", "SET n = :v", { v: 1 }, { n: 1 }],
  ["replaces an attribute", "SET a = :v", { v: 6 }, { a: 6 }],
  ["replaces an attribute by one of another type", "SET a = :v", { v: ["x"] }, { a: ["x"] }],
  ["takes the clause's word in lower case", "set a = :v", { v: 6 }, { a: 6 }],
  ["changes several attributes", "SET a = :v, n = :w", { v: 6, w: "x" }, { a: 6, n: "x" }],
  ["copies an attribute", "SET n = a", undefined, { n: 5 }],
  ["copies from a path", "SET n = m.y.z", undefined, { n: "deep" }],
  ["copies an element of a list", "SET n = l[1]", undefined, { n: "one" }],
  ["swaps two attributes", "SET a = s, s = a", undefined, { a: "hello", s: 5 }],
  ["reads what was there before the update", "SET a = :v, n = a", { v: 6 }, { a: 6, n: 5 }],
  ["adds two numbers", "SET a = a + :v", { v: 2 }, { a: 7 }],
  ["subtracts", "SET a = a - :v", { v: 7 }, { a: -2 }],
  ["adds two values", "SET n = :v + :w", { v: 1, w: 2 }, { n: 3 }],
  ["adds two attributes", "SET n = a + m.x", undefined, { n: 6 }],
  ["subtracts an attribute from a value", "SET n = :v - a", { v: 1 }, { n: -4 }],
  ["adds fractions exactly", "SET frac = frac + :v", { v: N("0.2") }, { frac: N("0.3") }],
  ["adds numbers of 38 digits exactly", "SET a = :v + :w",
    { v: N("12345678901234567890123456789012345678"), w: 1 },
      { a: N("12345678901234567890123456789012345679") }],
  ["sets a member of a map", "SET m.x = :v", { v: 9 }, { m: { x: 9, y: { z: "deep" } } }],
  ["adds a member to a map", "SET m.n = :v", { v: 9 }, { m: { x: 1, y: { z: "deep" }, n: 9 } }],
  ["sets a member of a map in a map", "SET m.y.z = :v", { v: 9 }, { m: { x: 1, y: { z: 9 } } }],
  ["sets an element of a list", "SET l[1] = :v", { v: 1 }, { l: ["zero", 1, "two"] }],
  ["appends an element beyond the end of a list", "SET l[7] = :v", { v: 1 },
    { l: ["zero", "one", "two", 1] }],
  ["appends elements beyond the end in the order of their indexes", "SET l[9] = :v, l[5] = :w",
    { v: 9, w: 5 },
    { l: ["zero", "one", "two", 5, 9] }],
  ["sets an element and appends another", "SET l[0] = :v, l[3] = :w", { v: 0, w: 3 },
    { l: [0, "one", "two", 3] }],
  ["appends a list to a list", "SET l = list_append(l, :v)", { v: ["x", "y"] },
    { l: ["zero", "one", "two", "x", "y"] }],
  ["puts a list before a list", "SET l = list_append(:v, l)", { v: ["x"] },
    { l: ["x", "zero", "one", "two"] }],
  ["appends a list to itself", "SET l = list_append(l, l)", undefined,
    { l: ["zero", "one", "two", "zero", "one", "two"] }],
  ["joins two lists that are values", "SET n = list_append(:v, :w)", { v: [1], w: [2] },
    { n: [1, 2] }],
  ["appends an empty list", "SET l = list_append(l, :v)", { v: [] }, {}],
  ["keeps what is there with if_not_exists", "SET a = if_not_exists(a, :v)", { v: 1 }, {}],
  ["sets what is not there with if_not_exists", "SET n = if_not_exists(n, :v)", { v: 1 }, { n: 1 }],
  ["takes another attribute with if_not_exists", "SET n = if_not_exists(a, :v)", { v: 1 },
    { n: 5 }],
  ["takes an attribute as if_not_exists' default", "SET n = if_not_exists(n, a)", undefined,
    { n: 5 }],
  ["counts from a default", "SET n = if_not_exists(n, :zero) + :one", { zero: 0, one: 1 },
    { n: 1 }],
  ["appends to a list that may not be there", "SET n = list_append(if_not_exists(n, :e), :v)",
    { e: [], v: ["x"] }, { n: ["x"] }],
  ["looks at a path with if_not_exists", "SET m.q = if_not_exists(m.x, :v)", { v: 0 },
    { m: { x: 1, y: { z: "deep" }, q: 1 } }],
  ["nests if_not_exists", "SET n = if_not_exists(p, if_not_exists(q, :v))", { v: 1 }, { n: 1 }],
  ["sets a set and an empty map", "SET n = :n, o = :o", { n: SS("q"), o: {} },
    { n: SS("q"), o: {} }],
  ["takes parentheses", "SET n = (a + :v)", { v: 1 }, { n: 6 }],
  ["takes placeholders", "SET #a = :v, #m.#x = :v", { v: 0 },
    { a: 0, m: { x: 0, y: { z: "deep" } } },
    { "#a": "a", "#m": "m", "#x": "x" }],
  ["takes a reserved word through a placeholder", "SET #n = :v", { v: 1 }, { name: 1 },
    { "#n": "name" }],
  ["takes white space of every kind", "\tSET\n a=:v ,\r\n n = a+:v", { v: 1 }, { a: 1, n: 6 }],
]) {
  updates(core, set, `SET ${title}`, expression, values, changes, names);
}

const remove = `${rule}, REMOVE`;
for (const [title, expression, changes, names] of [
  ["takes an attribute away", "REMOVE a", { a: null }],
  ["takes several attributes away", "REMOVE a, s, m", { a: null, s: null, m: null }],
  ["does nothing to what is not there", "REMOVE nope", {}],
  ["takes a member of a map away", "REMOVE m.x", { m: { y: { z: "deep" } } }],
  ["leaves an empty map", "REMOVE m.y.z", { m: { x: 1, y: {} } }],
  ["takes an element of a list away and closes the gap", "REMOVE l[0]", { l: ["one", "two"] }],
  ["takes elements away by their old indexes", "REMOVE l[0], l[1]", { l: ["two"] }],
  ["takes elements away in any order", "REMOVE l[2], l[0]", { l: ["one"] }],
  ["leaves an empty list", "REMOVE l[0], l[1], l[2]", { l: [] }],
  ["does nothing beyond the end of a list", "REMOVE l[3]", {}],
  ["does nothing to a member that is not there", "REMOVE m.nope", {}],
  ["takes a placeholder", "REMOVE #m.#x", { m: { y: { z: "deep" } } }, { "#m": "m", "#x": "x" }],
]) {
  updates(core, remove, `REMOVE ${title}`, expression, undefined, changes, names);
}

const add = `${rule}, ADD`;
for (const [title, expression, values, changes] of [
  ["adds to a number", "ADD a :v", { v: 2 }, { a: 7 }],
  ["adds a negative number", "ADD a :v", { v: -7 }, { a: -2 }],
  ["begins at 0 where there is no number", "ADD n :v", { v: 2 }, { n: 2 }],
  ["adds elements to a set of strings", "ADD ss :v", { v: SS("z", "w") },
    { ss: SS("w", "x", "y", "z") }],
  ["adds elements to a set of numbers", "ADD ns :v", { v: NS("3.0", 4) }, { ns: NS(1, 2, 3, 4) }],
  ["adds elements to a set of bytes", "ADD bs :v", { v: BS("r", "p") }, { bs: BS("p", "q", "r") }],
  ["makes a set where there is none", "ADD n :v", { v: SS("x") }, { n: SS("x") }],
  ["changes several attributes", "ADD a :v, n :v, ss :w", { v: 1, w: SS("w") },
    { a: 6, n: 1, ss: SS("w", "x", "y", "z") }],
  ["adds to a number in a map", "ADD m.x :v", { v: 1 }, { m: { x: 2, y: { z: "deep" } } }],
  ["makes a number in a map", "ADD m.n :v", { v: 1 }, { m: { x: 1, y: { z: "deep" }, n: 1 } }],
]) {
  updates(core, add, `ADD ${title}`, expression, values, changes);
}

const del = `${rule}, DELETE`;
for (const [title, expression, values, changes] of [
  ["takes elements out of a set", "DELETE ss :v", { v: SS("x", "z") }, { ss: SS("y") }],
  ["takes elements out of a set of numbers", "DELETE ns :v", { v: NS("1.0", 9) }, { ns: NS(2, 3) }],
  ["takes elements out of a set of bytes", "DELETE bs :v", { v: BS("p") }, { bs: BS("q") }],
  ["takes the attribute away with its last element", "DELETE ss :v", { v: SS("x", "y", "z") },
    { ss: null }],
  ["does nothing to elements that are not there", "DELETE ss :v", { v: SS("q") }, {}],
  ["does nothing where there is no attribute", "DELETE nope :v", { v: SS("q") }, {}],
]) {
  updates(core, del, `DELETE ${title}`, expression, values, changes);
}

for (const [title, expression, values, changes] of [
  ["all four clauses", "SET n = :one REMOVE s ADD a :one DELETE ss :x", { one: 1, x: SS("x") },
    { n: 1, s: null, a: 6, ss: SS("y", "z") }],
  ["clauses in any order", "DELETE ss :x ADD a :one REMOVE s SET n = :one", { one: 1, x: SS("x") },
    { n: 1, s: null, a: 6, ss: SS("y", "z") }],
  ["a value copied from what is removed", "SET n = s REMOVE s", undefined, { n: "hello", s: null }],
  ["a value copied from what is added to", "SET n = a ADD a :one", { one: 1 }, { n: 5, a: 6 }],
  ["an element set and another removed", "SET l[0] = :one REMOVE l[2]", { one: 1 },
    { l: [1, "one"] }],
  ["an element appended and another removed", "SET l[5] = :one REMOVE l[0]", { one: 1 },
    { l: ["one", "two", 1] }],
]) {
  updates(core, rule, `updates with ${title}`, expression, values, changes);
}

// What there is no item for is made of nothing.
for (const [title, expression, values, made] of [
  ["SET", "SET a = :v", { v: 1 }, { a: 1 }],
  ["ADD of a number", "ADD a :v", { v: 1 }, { a: 1 }],
  ["ADD of a set", "ADD a :v", { v: SS("x") }, { a: SS("x") }],
  ["if_not_exists", "SET a = if_not_exists(a, :v)", { v: 1 }, { a: 1 }],
  ["REMOVE, with nothing but its key", "REMOVE a", undefined, {}],
  ["DELETE, with nothing but its key", "DELETE a :v", { v: SS("x") }, {}],
]) {
  const pk = unique();
  core(`makes an item with ${title}`, "docs: UpdateItem", {
    request: { TableName: docs.name, Key: item({ pk }), UpdateExpression: expression,
      ExpressionAttributeValues: values && item({ ":v": values.v }) },
    output: {},
    after: [docs.get({ pk }, { pk, ...made })],
  });
}
const bare = unique();
core("makes an item of its key alone without an expression", "docs: UpdateItem", {
  request: { TableName: docs.name, Key: item({ pk: bare }) }, output: {},
  after: [docs.get({ pk: bare }, { pk: bare })] });
const kept = unique();
core("changes nothing without an expression", "docs: UpdateItem", {
  before: [docs.put({ pk: kept, a: 1 })],
  request: { TableName: docs.name, Key: item({ pk: kept }) }, output: {},
  after: [docs.get({ pk: kept }, { pk: kept, a: 1 })] });

const counter = unique();
core("loses no count of many writers", "docs: Atomic counters", async (t) => {
  await Promise.all(Array.from({ length: 40 }, () => t.ok("UpdateItem", { TableName: docs.name,
    Key: item({ pk: counter }), UpdateExpression: "ADD n :one",
      ExpressionAttributeValues: item({ ":one": 1 }) })));
  await t.ok("GetItem", { TableName: docs.name, Key: item({ pk: counter }), ConsistentRead: true },
    { Item: item({ pk: counter, n: 40 }) });
});

const guarded = unique();
core("updates when the condition holds, and not when it fails",
  "docs: UpdateItem, ConditionExpression",
  async (t) => {
    await t.ok("PutItem", { TableName: docs.name, Item: item({ pk: guarded, version: 1 }) });
    const request = { TableName: docs.name, Key: item({ pk: guarded }),
      UpdateExpression: "SET version = :new",
      ConditionExpression: "version = :old", ExpressionAttributeValues: item({ ":old": 1,
        ":new": 2 }) };
    await t.ok("UpdateItem", request, {});
    await t.fails("UpdateItem", request, "ConditionalCheckFailedException");
    await t.ok("GetItem", { TableName: docs.name, Key: item({ pk: guarded }) },
      { Item: item({ pk: guarded, version: 2 }) });
  });
const unmade = unique();
core("makes no item when the condition fails", "docs: UpdateItem, ConditionExpression", {
  request: { TableName: docs.name, Key: item({ pk: unmade }), UpdateExpression: "SET a = :v",
    ConditionExpression: "attribute_exists(pk)", ExpressionAttributeValues: item({ ":v": 1 }) },
  error: "ConditionalCheckFailedException",
  after: [docs.get({ pk: unmade })] });
const both = unique();
complete("takes the same value in both expressions", "docs: Expression attribute values", {
  before: [docs.put({ pk: both, a: 5 })],
  request: { TableName: docs.name, Key: item({ pk: both }), UpdateExpression: "SET n = :v",
    ConditionExpression: "a = :v", ExpressionAttributeValues: item({ ":v": 5 }) },
  output: {},
  after: [docs.get({ pk: both }, { pk: both, a: 5, n: 5 })] });
