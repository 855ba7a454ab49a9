// Statements together: all of them or none.
import { failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const orders = table({ key: "pk:S sk:N", items: [{ pk: "a", sk: 1, n: 1 }, { pk: "b", sk: 1 }] });
const from = `FROM "${orders.name}"`;
const where = (pk) => `WHERE pk = '${pk}' AND sk = 1`;
const select = (pk) => ({ Statement: `SELECT * ${from} ${where(pk)}` });
const insert = (pk) =>
  ({ Statement: `INSERT INTO "${orders.name}" VALUE {'pk': '${pk}', 'sk': 1}` });
const remove = (pk) => ({ Statement: `DELETE ${from} ${where(pk)}` });
const exists = (pk, more) => ({ Statement: `EXISTS(SELECT * ${from} ${where(pk)}${more})` });
const TRANSACTION = "docs: ExecuteTransaction";
const LOCAL = "emulators agree: DynamoDB Local";

core("reads items", TRANSACTION, {
  request: { TransactStatements: [select("b"), select("none"), select("a")] },
  output: { Responses: [{ Item: item({ pk: "b", sk: 1 }) }, {},
    { Item: item({ pk: "a", sk: 1, n: 1 }) }] },
});
core("writes all", TRANSACTION, async (t) => {
  const [one, two] = [unique(), unique()];
  await t.ok("ExecuteTransaction", { TransactStatements: [insert(one), insert(two)] });
  await t.ok("GetItem", { TableName: orders.name, Key: item({ pk: two, sk: 1 }) },
    { Item: item({ pk: two, sk: 1 }) });
});
core("writes nothing when one fails", TRANSACTION, async (t) => {
  const pk = unique();
  await t.fails("ExecuteTransaction", { TransactStatements: [insert(pk), insert("a")] },
    "TransactionCanceledException");
  await t.ok("GetItem", { TableName: orders.name, Key: item({ pk, sk: 1 }) }, {});
});
complete("checks conditions with EXISTS", "docs: PartiQL transactions, EXISTS", async (t) => {
  const pk = unique();
  await t.ok("ExecuteTransaction", { TransactStatements: [exists("a", " AND n = 1"), insert(pk)] });
  await t.fails("ExecuteTransaction",
    { TransactStatements: [exists("a", " AND n = 2"), remove(pk)] },
    failure("TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
      { CancellationReasons: [{ Code: "ConditionalCheckFailed",
        Message: "The conditional request failed" }, { Code: "None" }] }));
});
complete("does nothing when a token comes again",
  "docs: ExecuteTransaction, ClientRequestToken", async (t) => {
  const [pk, ClientRequestToken] = [unique(), unique("token")];
  const request = { TransactStatements: [insert(pk)], ClientRequestToken };
  await t.ok("ExecuteTransaction", request);
  await t.ok("ExecuteTransaction", request);
  await t.fails("ExecuteTransaction", { ...request, TransactStatements: [insert(unique())] },
    "IdempotentParameterMismatchException");
});
for (const [title, TransactStatements, message] of [
  ["reads and writes together", [select("a"), remove("x")],
    "ExecuteTransaction API does not support both read and write operations in the same request."],
  ["two writes of one item", [remove("x"), remove("x")],
    "Transaction request cannot include multiple operations on one item"],
  ["a read without a whole key", [{ Statement: `SELECT * ${from} WHERE pk = 'a'` }],
    "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause."],
  ["EXISTS without a condition", [exists("a", ""), remove("x")],
    "Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition"],
]) {
  complete(`refuses ${title}`, LOCAL,
    { request: { TransactStatements }, error: validation(message) });
}
core("refuses a table that is not there", TRANSACTION, {
  request: { TransactStatements: [{ Statement: "DELETE FROM \"ThereIsNone\" WHERE pk = 'a'" }] },
  error: "ResourceNotFoundException",
});
complete("refuses a parameter that is no value before it looks at statements",
  "emulators agree: DynamoDB Local, dynoxide", {
  request: { TransactStatements: [{ Statement: `SELECT * ${from} WHERE pk = ? AND sk = 1`,
    Parameters: [{}] }] },
  error: validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
});
