import { N, S, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);
const docs = table({ key: "pk:S sk:N", gsi: { byColor: "color:S" } });

const first = unique();
core("stores an item of every type and answers with nothing", "docs: PutItem", {
  request: { TableName: docs.name, Item: item({ pk: first, sk: 1, a: [1, "x", null],
    m: { yes: true }, s: SS("b", "a") }) },
  output: {},
  after: [docs.get({ pk: first, sk: 1 }, { pk: first, sk: 1, a: [1, "x", null], m: { yes: true },
    s: SS("a", "b") })],
});

const second = unique();
core("replaces the whole item and answers with the old one when ReturnValues is ALL_OLD",
  "docs: PutItem", {
  before: [docs.put({ pk: second, sk: 1, old: true })],
  request: { TableName: docs.name, Item: item({ pk: second, sk: 1, fresh: true }),
    ReturnValues: "ALL_OLD" },
  output: { Attributes: item({ pk: second, sk: 1, old: true }) },
  after: [docs.get({ pk: second, sk: 1 }, { pk: second, sk: 1, fresh: true })],
});

complete("refuses an item without its sort key", "docs: PutItem, ValidationException", {
  request: { TableName: docs.name, Item: item({ pk: "x" }) },
  error: validation("One or more parameter values were invalid: Missing the key sk in the item"),
});
