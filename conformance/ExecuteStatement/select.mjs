// SELECT: what is read, in which order, and what is refused.
import { item, N, S, SS, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const nested = { parts: [1, 2, { z: 5 }] };
const music = table({
  key: "pk:S sk:N", gsi: { colors: { key: "color:S sk:N", project: "KEYS_ONLY" } },
  items: ["b", "a", "c"].flatMap((pk) => [1, 2, 3].map((sk) => (
    { pk, sk, color: "red", m: nested, tags: SS("x", "y"), none: null, yes: true }))),
});
const from = `FROM "${music.name}"`;
const index = `FROM "${music.name}"."colors"`;
const keys = (...pairs) => pairs.map(([pk, sk]) => item({ pk, sk }));
const whole = (pk, sk) =>
  item({ pk, sk, color: "red", m: nested, tags: SS("x", "y"), none: null, yes: true });

const LOCAL = "emulators agree: DynamoDB Local";
const SELECT = "docs: PartiQL select statements";

function reads(tier, title, known, statement, Items, more = {}) {
  tier(title, known, { request: { Statement: statement, ...more }, output: { Items } });
}
function refuses(tier, title, known, statement, message, more = {}) {
  tier(title, known, { request: { Statement: statement, ...more }, error: validation(message) });
}

reads(core, "answers the item of a whole key", SELECT, `SELECT * ${from} WHERE pk = 'a' AND sk = 1`,
  [whole("a", 1)]);
reads(core, "answers nothing for a key that is not there", SELECT,
  `SELECT * ${from} WHERE pk = 'none' AND sk = 1`, []);
reads(core, "takes parameters for values", SELECT, `SELECT pk, sk ${from} WHERE pk = ? AND sk = ?`,
  keys(["a", 2]), { Parameters: [S("a"), N(2)] });
reads(core, "answers a partition in the order of the sort key", SELECT,
  `SELECT pk, sk ${from} WHERE pk = 'a'`,
  keys(["a", 1], ["a", 2], ["a", 3]));
reads(core, "takes key words in any case", SELECT,
  `select pk, sk from "${music.name}" where pk = 'a' and sk between 1 and 2`,
  keys(["a", 1], ["a", 2]));
reads(core, "answers in descending order", SELECT,
  `SELECT pk, sk ${from} WHERE pk = 'a' ORDER BY sk DESC`,
  keys(["a", 3], ["a", 2], ["a", 1]));
reads(core, "reads an index", SELECT, `SELECT pk, sk ${index} WHERE color = 'red' AND sk = 1`,
  unordered(...keys(["a", 1], ["b", 1], ["c", 1])));
reads(core, "scans without a WHERE clause", SELECT, `SELECT pk, sk ${from}`,
  unordered(...["a", "b", "c"].flatMap((pk) => keys([pk, 1], [pk, 2], [pk, 3]))));
for (const [title, where, found] of [
  ["IN on the partition key", "pk IN ['a', 'b'] AND sk = 2", [["a", 2], ["b", 2]]],
  ["IN with parentheses", "pk IN ('a', 'b') AND sk = 2", [["a", 2], ["b", 2]]],
  ["OR between partition keys", "pk = 'a' AND sk = 1 OR pk = 'b' AND sk = 3", [["a", 1], ["b", 3]]],
  ["a partition key named twice", "pk IN ['b', 'b'] AND sk = 1", [["b", 1]]],
  ["the value first", "'b' = pk AND 2 > sk", [["b", 1]]],
  ["NOT", "NOT pk = 'b' AND sk = 1", [["a", 1], ["c", 1]]],
  ["<> and a comparison", "pk <> 'b' AND sk < 2", [["a", 1], ["c", 1]]],
  ["!=", "pk = 'a' AND sk != 1", [["a", 2], ["a", 3]]],
  ["two bounds of the sort key", "pk = 'b' AND sk > 1 AND sk < 3", [["b", 2]]],
  ["IN on the sort key", "pk = 'b' AND sk IN (1, 3)", [["b", 1], ["b", 3]]],
  ["NOT IN", "pk = 'b' AND sk NOT IN (1, 2)", [["b", 3]]],
  ["NOT BETWEEN", "pk = 'b' AND sk NOT BETWEEN 1 AND 2", [["b", 3]]],
  ["begins_with", "pk = 'b' AND sk = 1 AND begins_with(color, 're')", [["b", 1]]],
  ["contains of a set", "pk = 'b' AND sk = 1 AND contains(tags, 'x')", [["b", 1]]],
  ["size", "pk = 'b' AND sk = 1 AND size(color) = 3", [["b", 1]]],
  ["attribute_type", "pk = 'b' AND sk = 1 AND attribute_type(none, 'NULL')", [["b", 1]]],
  ["IS NULL", "pk = 'b' AND sk = 1 AND none IS NULL", [["b", 1]]],
  ["IS NOT NULL", "pk = 'b' AND sk = 1 AND color IS NOT NULL", [["b", 1]]],
  ["IS MISSING", "pk = 'b' AND sk = 1 AND nowhere IS MISSING", [["b", 1]]],
  ["IS NOT MISSING", "pk = 'b' AND sk = 1 AND m.parts IS NOT MISSING", [["b", 1]]],
  ["a path", "pk = 'b' AND sk = 1 AND m.parts[0] = 1", [["b", 1]]],
  ["a path with names in brackets", "pk = 'b' AND sk = 1 AND m['parts'][1] = 2", [["b", 1]]],
  ["a condition that nothing meets", "pk = 'b' AND pk = 'c'", []],
  ["a boolean", "pk = 'b' AND sk = 1 AND yes = true", [["b", 1]]],
  ["quoted identifiers", "\"pk\" = 'b' AND (\"sk\" = 1 OR \"sk\" = 2)", [["b", 1], ["b", 2]]],
]) {
  reads(complete, `evaluates ${title}`, "emulators agree: DynamoDB Local",
    `SELECT pk, sk ${from} WHERE ${where}`,
    unordered(...keys(...found)));
}
reads(complete, "answers several partitions in ascending order of their keys", LOCAL,
  `SELECT pk, sk ${from} WHERE pk IN ['b', 'a'] AND sk < 3 ORDER BY pk`,
  keys(["a", 1], ["a", 2], ["b", 1], ["b", 2]));
reads(complete, "answers several partitions in descending order of their keys", LOCAL,
  `SELECT pk, sk ${from} WHERE pk IN ['b', 'a'] AND sk < 3 ORDER BY pk DESC, sk DESC`,
  keys(["b", 2], ["b", 1], ["a", 2], ["a", 1]));
reads(complete, "takes a semicolon at the end", LOCAL,
  `SELECT pk, sk ${from} WHERE pk = 'b' AND sk = 1;`, keys(["b", 1]));
reads(complete, "overlooks comments", LOCAL,
  `SELECT pk, sk ${from} WHERE pk = 'b' AND sk = 1 -- one item`, keys(["b", 1]));
reads(complete, "calls an attribute of a path by its last name", LOCAL,
  `SELECT m.parts ${from} WHERE pk = 'b' AND sk = 1`,
  [item({ parts: nested.parts })]);
reads(complete, "keeps an attribute that is not there out", LOCAL,
  `SELECT PK ${from} WHERE pk = 'b' AND sk = 1`, [item({})]);

core("answers pages, and a token for the next one",
  "docs: ExecuteStatement, NextToken", async (t) => {
  const request = { Statement: `SELECT pk, sk ${from} WHERE pk = 'a'`, Limit: 2 };
  const first = await t.ok("ExecuteStatement", request);
  t.equal(first.Items, keys(["a", 1], ["a", 2]));
  const second = await t.ok("ExecuteStatement", { ...request, NextToken: first.NextToken });
  t.equal(second.Items, keys(["a", 3]));
  t.equal(second.NextToken, undefined);
});
complete("answers the capacity that was consumed",
  "docs: ExecuteStatement, ReturnConsumedCapacity", {
  request: { Statement: `SELECT pk, sk ${from} WHERE pk = 'a' AND sk = 1`, ConsistentRead: true,
    ReturnConsumedCapacity: "TOTAL" },
  output: { Items: keys(["a", 1]), ConsumedCapacity: { TableName: music.name, CapacityUnits: 1 } },
});
refuses(complete, "refuses a NextToken that is none", LOCAL, `SELECT * ${from} WHERE pk = 'b'`,
  "Invalid NextToken", { NextToken: "abc" });
core("refuses a table that is not there", "docs: ExecuteStatement, ResourceNotFoundException", {
  request: { Statement: "SELECT * FROM \"ThereIsNone\"" }, error: "ResourceNotFoundException",
});
for (const [title, statement, message] of [
  ["an index that is not there", `SELECT * FROM "${music.name}"."nope" WHERE color = 'red'`,
    "The table does not have the specified index: nope"],
  ["an attribute that a global index does not project", `SELECT m ${index} WHERE color = 'red'`,
    "One or more parameter values were invalid: Global secondary index colors does not project [m]"],
  ["an unknown function", `SELECT * ${from} WHERE foo(pk) = 1`, "Unrecognized function: foo"],
  ["a wrong operand of a function", `SELECT * ${from} WHERE pk = 'a' AND begins_with(color, 1)`,
    "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"],
  ["a partition key of a wrong type", `SELECT * ${from} WHERE pk = 1`,
    "Key attribute's data type should match its data type in table's schema: Key pk"],
  ["a sort key of a wrong type", `SELECT * ${from} WHERE pk = 'a' AND sk = 'x'`,
    "Key attribute's data type should match its data type in table's schema: Key sk"],
  ["ORDER BY without WHERE", `SELECT * ${from} ORDER BY sk`,
    "Must have WHERE clause in the statement when using ORDER BY clause."],
  ["ORDER BY of what is no key", `SELECT * ${from} WHERE pk = 'a' ORDER BY color`,
    "Variable reference color in ORDER BY clause must be part of the primary key"],
  ["an alias of a column", `SELECT pk AS q ${from} WHERE pk = 'a'`, "Aliasing is not supported"],
  ["an alias of the table", `SELECT * ${from} t WHERE t.pk = 'a'`, "Aliasing is not supported"],
  ["two tables", `SELECT * ${from}, "Other"`,
    "Only select from a single table or index is supported."],
  ["DISTINCT", `SELECT DISTINCT pk ${from}`, "Unsupported token in expression: DISTINCT"],
  ["GROUP BY", `SELECT pk ${from} GROUP BY pk`, "Unsupported clause: GROUP BY"],
  ["a column twice", `SELECT pk, pk ${from} WHERE pk = 'b'`,
    "Duplicate identifiers in select clause: pk"],
  ["an empty list after IN", `SELECT pk ${from} WHERE pk IN []`,
    "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member"],
  ["LIKE", `SELECT * ${from} WHERE pk LIKE 'b%'`,
    "Unsupported operator in Condition Expression. Operator: like"],
  ["a WHERE clause that is no condition", `SELECT pk ${from} WHERE true`,
    "WHERE clause must contain an expression that resolves to a boolean"],
  ["EXISTS outside of a transaction", `EXISTS(SELECT * ${from} WHERE pk = 'b' AND sk = 1)`,
    "EXISTS can only be used in ExecuteTransaction write requests."],
]) {
  refuses(complete, `refuses ${title}`, LOCAL, statement, message);
}
refuses(complete, "refuses too few parameters", LOCAL, `SELECT * ${from} WHERE pk = ? AND sk = ?`,
  "Number of parameters in request and statement don't match.", { Parameters: [S("a")] });
refuses(complete, "refuses consistent reads of a global index", LOCAL,
  `SELECT * ${index} WHERE color = 'red'`,
  "Consistent reads are not supported on global secondary indexes", { ConsistentRead: true });
for (const statement of ["SELEC * FROM t", "SELECT * FROM", `SELECT * ${from} WHERE`,
  `SELECT * ${from} WHERE pk =`]) {
  strict(`refuses ${statement.replace(music.name, "t")}`,
    "docs: PartiQL select statements, syntax", {
    request: { Statement: statement },
    error: validation(/^Statement wasn't well formed, can't be processed: /),
  });
}
