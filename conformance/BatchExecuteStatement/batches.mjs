// Statements side by side: each has an answer of its own.
import { item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const orders = table({ key: "pk:S sk:N", items: [{ pk: "a", sk: 1, n: 1 }, { pk: "b", sk: 1 }] });
const from = `FROM "${orders.name}"`;
const select = (pk) => ({ Statement: `SELECT * ${from} WHERE pk = '${pk}' AND sk = 1` });
const insert = (pk) =>
  ({ Statement: `INSERT INTO "${orders.name}" VALUE {'pk': '${pk}', 'sk': 1}` });
const remove = (pk) => ({ Statement: `DELETE ${from} WHERE pk = '${pk}' AND sk = 1` });
const BATCH = "docs: BatchExecuteStatement";
const LOCAL = "emulators agree: DynamoDB Local";

core("answers reads in the order of their statements", BATCH, {
  request: { Statements: [select("b"), select("a"), select("none")] },
  output: { Responses: [{ TableName: orders.name, Item: item({ pk: "b", sk: 1 }) },
    { TableName: orders.name, Item: item({ pk: "a", sk: 1, n: 1 }) }, { TableName: orders.name }] },
});
core("writes", BATCH, async (t) => {
  const [one, two] = [unique(), unique()];
  await t.ok("BatchExecuteStatement", { Statements: [insert(one), insert(two)] },
    { Responses: [{ TableName: orders.name }, { TableName: orders.name }] });
  await t.ok("GetItem", { TableName: orders.name, Key: item({ pk: two, sk: 1 }) },
    { Item: item({ pk: two, sk: 1 }) });
});
complete("answers errors beside successes", LOCAL, async (t) => {
  const pk = unique();
  const { Responses: answers } = await t.ok("BatchExecuteStatement", { Statements: [insert("a"),
    { Statement: `UPDATE "${orders.name}" SET n = 1 WHERE pk = '${unique()}' AND sk = 1` },
    insert(pk),
    { Statement: `INSERT INTO "${orders.name}" VALUE {'pk': '${unique()}'}` }] });
  t.equal(answers.map(({ Error }) => Error?.Code),
    ["DuplicateItem", "ConditionalCheckFailed", undefined, "ValidationError"]);
  t.equal(answers[0].Error.Message, "Duplicate primary key exists in table");
  t.equal(answers[3].Error.Message, "Key attribute should be present in the item: Key sk");
});
complete("answers an error to a read of several items", LOCAL, async (t) => {
  const { Responses: [answer] } = await t.ok("BatchExecuteStatement",
    { Statements: [{ Statement: `SELECT * ${from} WHERE pk = 'a'` }] });
  t.equal(answer.Error,
    { Code: "ValidationError", Message: "Only single item select is supported" });
});
complete("refuses reads and writes together", LOCAL, {
  request: { Statements: [select("a"), remove("x")] },
  error: validation("Read and write requests together in the same batch is not supported."),
});
complete("refuses two writes of one item", LOCAL, {
  request: { Statements: [remove("x"), remove("x")] },
  error: validation("Provided list of item keys contains duplicates"),
});
complete("refuses more than 25 statements", BATCH, {
  request: { Statements: Array.from({ length: 26 }, () => select("a")) },
  error: validation(/^1 validation error detected: Value '.*' at 'statements' failed to satisfy constraint: Member must have length less than or equal to 25$/s),
});
complete("refuses all of a batch with a parameter that is no value",
  "emulators agree: DynamoDB Local, dynoxide", {
  request: { Statements: [select("a"),
    { Statement: `SELECT * ${from} WHERE pk = ? AND sk = 1`, Parameters: [{}] }] },
  error: validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
});
