// INSERT, UPDATE and DELETE.
import { BOOL, failure, item, L, M, N, NS, NULL, S, SS, suite, unique,
  validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const orders = table({ key: "pk:S sk:N", gsi: { others: "g:S" } });
const into = `INTO "${orders.name}"`;
const LOCAL = "emulators agree: DynamoDB Local";
const INSERT = "docs: PartiQL insert statements";
const UPDATE = "docs: PartiQL update statements";
const DELETE = "docs: PartiQL delete statements";
const where = (pk) => `WHERE pk = '${pk}' AND sk = 1`;
const failed = failure("ConditionalCheckFailedException", "The conditional request failed");

function inserts(tier, title, known, literal, stored) {
  const pk = unique();
  tier(title, known, {
    request: { Statement: `INSERT ${into} VALUE {'pk': '${pk}', 'sk': 1${literal}}` },
    output: { Items: [] },
    after: [orders.get(item({ pk, sk: 1 }), { pk, sk: 1, ...stored })],
  });
}
inserts(core, "inserts an item", INSERT, ", 'a': 'x', 'n': 1.50", { a: "x", n: 1.5 });
inserts(complete, "takes lists, maps, sets, booleans and null", INSERT,
  ", 'l': [1, 'a', {'b': true}], 'm': {'x': null}, 's': <<'x', 'y'>>, 'ns': <<1, 2>>, 'f': FALSE",
  { l: L(N(1), S("a"), M({ b: BOOL(true) })), m: M({ x: NULL }), s: SS("x", "y"), ns: NS(1, 2),
    f: false });
inserts(complete, "takes quotes inside of strings", INSERT, ", 'q': 'it''s'", { q: "it's" });
inserts(complete, "takes exponents and signs of numbers", LOCAL, ", 'n': -1e3", { n: N("-1000") });
core("inserts parameters", INSERT, async (t) => {
  const pk = unique();
  await t.ok("ExecuteStatement", { Statement: `INSERT ${into} VALUE {'pk': ?, 'sk': ?, 'b': ?}`,
    Parameters: [S(pk), N(1), { BS: ["YQ=="] }] }, { Items: [] });
  await t.ok("GetItem", { TableName: orders.name, Key: item({ pk, sk: 1 }) },
    { Item: { ...item({ pk, sk: 1 }), b: { BS: ["YQ=="] } } });
});
const taken = unique();
core("refuses to insert an item that is there", INSERT, {
  before: [orders.put({ pk: taken, sk: 1 })],
  request: { Statement: `INSERT ${into} VALUE {'pk': '${taken}', 'sk': 1}` },
  error: "DuplicateItemException",
});
for (const [title, value, message] of [
  ["a missing key attribute", "{'pk': 'a'}", "Key attribute should be present in the item: Key sk"],
  ["a key attribute of a wrong type", "{'pk': 1, 'sk': 1}",
    "Key attribute's data type should match its data type in table's schema: Key pk"],
  ["an empty key attribute", "{'pk': '', 'sk': 1}",
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk"],
  ["an element twice in a set", "{'pk': 'a', 'sk': 1, 's': <<1, 1>>}",
    "Input collection contains duplicates"],
  ["a set of several types", "{'pk': 'a', 'sk': 1, 's': <<1, 'a'>>}",
    "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"],
]) {
  complete(`refuses ${title}`, LOCAL,
    { request: { Statement: `INSERT ${into} VALUE ${value}` }, error: validation(message) });
}
complete("refuses RETURNING in an INSERT", LOCAL, {
  request: { Statement: `INSERT ${into} VALUE {'pk': 'a', 'sk': 1} RETURNING ALL OLD *` },
  error: validation("RETURNING is not supported in INSERT"),
});

function updates(tier, title, known, before, clauses, returning, Items, Parameters) {
  const pk = unique();
  tier(title, known, {
    before: [orders.put({ pk, sk: 1, ...before })],
    request: { Statement: `UPDATE "${orders.name}" ${clauses} ${where(pk)} ${returning}`,
      ...(Parameters && { Parameters }) },
    output: { Items: Items.map((one) => (typeof one === "function" ? one(pk) : item(one))) },
  });
}
const OLD = "RETURNING MODIFIED OLD *";
const NEW = "RETURNING MODIFIED NEW *";
updates(core, "updates an attribute", UPDATE, { n: 1 }, "SET n = 2", "", []);
updates(core, "answers the whole new item", UPDATE, { n: 1 }, "SET n = n + 1",
  "RETURNING ALL NEW *", [(pk) => item({ pk, sk: 1, n: 2 })]);
updates(core, "answers the whole old item", UPDATE, { n: 1 }, "SET n = n + 1",
  "RETURNING ALL OLD *", [(pk) => item({ pk, sk: 1, n: 1 })]);
updates(complete, "answers what changed, before", UPDATE, { n: 1, o: 2 }, "SET n = 5", OLD,
  [{ n: 1 }]);
updates(complete, "answers what changed, after", UPDATE, { n: 1, o: 2 }, "SET n = 5", NEW,
  [{ n: 5 }]);
updates(complete, "takes several SET clauses", UPDATE, {}, "SET a = 1 SET b = 2", NEW,
  [{ a: 1, b: 2 }]);
updates(complete, "takes several assignments in a SET clause", LOCAL, {}, "SET a = 1, b = 2", NEW,
  [{ a: 1, b: 2 }]);
updates(complete, "removes attributes", UPDATE, { a: 1, b: 2 }, "REMOVE a REMOVE b",
  "RETURNING ALL NEW *", [(pk) => item({ pk, sk: 1 })]);
updates(complete, "subtracts", UPDATE, { n: 5 }, "SET n = n - 2", NEW, [{ n: 3 }]);
updates(complete, "appends to a list", "docs: PartiQL update statements, list_append", { l: [1] },
  "SET l = list_append(l, [2])", NEW, [{ l: [1, 2] }]);
updates(complete, "adds to a set", "docs: PartiQL update statements, set_add", { s: SS("a") },
  "SET s = set_add(s, <<'b'>>)", NEW, [{ s: SS("a", "b") }]);
updates(complete, "takes out of a set", "docs: PartiQL update statements, set_delete",
  { s: SS("a", "b") }, "SET s = set_delete(s, <<'b'>>)", NEW, [{ s: SS("a") }]);
updates(complete, "sets what is nested", UPDATE, { m: { x: 1 } }, "SET m.x = 2", NEW,
  [{ m: { x: 2 } }]);
updates(complete, "takes parameters", UPDATE, {}, "SET a = ?", NEW, [{ a: "v" }], [S("v")]);

const kept = unique();
core("refuses an update whose condition fails", UPDATE, {
  before: [orders.put({ pk: kept, sk: 1, n: 1 })],
  request: { Statement: `UPDATE "${orders.name}" SET n = 2 ${where(kept)} AND n = 7` },
  error: "ConditionalCheckFailedException",
});
complete("answers the item when the condition fails and this is asked",
  "docs: ExecuteStatement, ReturnValuesOnConditionCheckFailure", {
  before: [orders.put({ pk: kept, sk: 1, n: 1 })],
  request: { Statement: `UPDATE "${orders.name}" SET n = 2 ${where(kept)} AND n = 7`,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
  error: failure("ConditionalCheckFailedException", "The conditional request failed",
    { Item: item({ pk: kept, sk: 1, n: 1 }) }),
});
complete("refuses to update an item that is not there", LOCAL, {
  request: { Statement: `UPDATE "${orders.name}" SET n = 2 ${where(unique())}` }, error: failed,
});
for (const [title, statement, message] of [
  ["an update without a whole key", `UPDATE "${orders.name}" SET n = 1 WHERE pk = 'a'`,
    "Where clause does not contain a mandatory equality on all key attributes"],
  ["an update without a condition", `UPDATE "${orders.name}" SET n = 1`,
    "Where clause does not contain a mandatory equality on all key attributes"],
  ["an update of several items",
    `UPDATE "${orders.name}" SET n = 1 WHERE pk IN ('a', 'b') AND sk = 1`,
    "Where clause does not contain a mandatory equality on all key attributes"],
  ["an update of a key attribute", `UPDATE "${orders.name}" SET pk = 'x' ${where("a")}`,
    "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key"],
  ["an update of an index", `UPDATE "${orders.name}"."others" SET n = 1 ${where("a")}`,
    "This operation is not supported on an index"],
  ["an attribute that is set twice", `UPDATE "${orders.name}" SET n = 1, n = 2 ${where("a")}`,
    "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]"],
  ["set_add to another attribute",
    `UPDATE "${orders.name}" SET n = set_add(m, <<'a'>>) ${where("a")}`,
    "The first argument to SET_ADD must equal the assignment value"],
  ["a deletion without a whole key", `DELETE FROM "${orders.name}" WHERE pk = 'a'`,
    "Where clause does not contain a mandatory equality on all key attributes"],
  ["a deletion that returns what is new",
    `DELETE FROM "${orders.name}" ${where("a")} RETURNING ALL NEW *`,
    "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements."],
]) {
  complete(`refuses ${title}`, LOCAL,
    { request: { Statement: statement }, error: validation(message) });
}

const gone = unique();
core("deletes an item", DELETE, {
  before: [orders.put({ pk: gone, sk: 1 })],
  request: { Statement: `DELETE FROM "${orders.name}" ${where(gone)}` },
  output: { Items: [] },
  after: [orders.get(item({ pk: gone, sk: 1 }))],
});
const returned = unique();
complete("answers the item that is deleted", DELETE, {
  before: [orders.put({ pk: returned, sk: 1, a: 1 })],
  request: { Statement: `DELETE FROM "${orders.name}" ${where(returned)} RETURNING ALL OLD *` },
  output: { Items: [item({ pk: returned, sk: 1, a: 1 })] },
});
complete("deletes what is not there", DELETE, {
  request: { Statement: `DELETE FROM "${orders.name}" ${where(unique())}` }, output: { Items: [] },
});
const stays = unique();
complete("refuses a deletion whose condition fails", DELETE, {
  before: [orders.put({ pk: stays, sk: 1, a: 1 })],
  request: { Statement: `DELETE FROM "${orders.name}" ${where(stays)} AND a = 2` },
  error: failed,
});
