import { any, containing, failure, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const tables = Array.from({ length: 4 }, () => table({ key: "pk:S" }));
const names = tables.map(({ name }) => name).sort();
const before = names[0].slice(0, -2);

async function pages(t, Limit) {
  const found = [];
  let ExclusiveStartTableName = before;
  do {
    const page = await t.ok("ListTables", { Limit, ExclusiveStartTableName });
    t.that(page.TableNames.length <= Limit, `at most ${Limit} names`);
    found.push(...page.TableNames);
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName && !names.every((name) => found.includes(name)));
  return found;
}

for (const limit of [1, 2, 3, 100]) {
  core(`lists every table once in pages of ${limit}`, "docs: ListTables", async (t) => {
    const found = await pages(t, limit);
    t.equal(found.filter((name) => names.includes(name)).sort(), names);
  });
}

core("is paginated by the SDK", "docs: AWS SDK for JavaScript v3, paginators", async (t) => {
  const { client, paginateListTables } = t.sdk();
  const found = [];
  for await (const page of paginateListTables({ client, pageSize: 2 },
    {})) found.push(...page.TableNames);
  t.equal(found.filter((name) => names.includes(name)).sort(), names);
});

core("lists tables without a limit", "docs: ListTables", {
  request: {}, output: containing({ TableNames: any.list }) });

complete("lists in the order of names", "emulators agree: all three", async (t) => {
  const found = await pages(t, 2);
  t.equal(found, [...found].sort());
});

complete("begins after the name that is given",
  "docs: ListTables, ExclusiveStartTableName", async (t) => {
  const { TableNames } = await t.ok("ListTables", { ExclusiveStartTableName: names[0], Limit: 1 });
  t.that(TableNames[0] > names[0], "the next name");
  t.that(!TableNames.includes(names[0]), "the name itself not to be there");
});

complete("begins after a name that no table has",
  "docs: ListTables, ExclusiveStartTableName", async (t) => {
  const { TableNames } = await t.ok("ListTables",
    { ExclusiveStartTableName: `${names[0]}_none`, Limit: 100 });
  t.that(!TableNames.includes(names[0]), "the earlier name not to be there");
  t.that(TableNames.includes(names[3]), "the later names");
});

complete("names the last table of a page that is full",
  "docs: ListTables, LastEvaluatedTableName", async (t) => {
  const page = await t.ok("ListTables", { ExclusiveStartTableName: before, Limit: 2 });
  t.equal(page.LastEvaluatedTableName, page.TableNames[1]);
});

complete("lists nothing after the last table", "docs: ListTables", {
  request: { ExclusiveStartTableName: "zzzzzzzz" }, output: { TableNames: [] } });

const violation = (value, path, constraint) => validation("1 validation error detected: " +
  `Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`);
for (const [title, request, error] of [
  ["a limit of 0", { Limit: 0 }, violation(0, "limit", "have value greater than or equal to 1")],
  ["a negative limit", { Limit: -1 },
    violation(-1, "limit", "have value greater than or equal to 1")],
  ["a limit of 101", { Limit: 101 },
    violation(101, "limit", "have value less than or equal to 100")],
  ["a start of two characters", { ExclusiveStartTableName: "ab" },
    violation("ab", "exclusiveStartTableName", "have length greater than or equal to 3")],
  ["a start of 256 characters", { ExclusiveStartTableName: "a".repeat(256) },
    violation("a".repeat(256), "exclusiveStartTableName", "have length less than or equal to 255")],
  ["a start with spaces", { ExclusiveStartTableName: "a b c" },
    violation("a b c", "exclusiveStartTableName",
      "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", { request, error });
}

for (const [title, request, message] of [
  ["text for the limit", { Limit: "1" }, "STRING_VALUE cannot be converted to Integer"],
  ["true for the limit", { Limit: true }, "TRUE_VALUE cannot be converted to Integer"],
  ["a list for the limit", { Limit: [] }, "Unrecognized collection type class java.lang.Integer"],
  ["a map for the limit", { Limit: {} }, "Start of structure or map found where not expected"],
  ["a number for the start", { ExclusiveStartTableName: 1 },
    "NUMBER_VALUE cannot be converted to String"],
]) {
  strict(`refuses ${title}`, "emulators agree: dynalite, dynoxide", {
    request, error: failure("SerializationException", message) });
}

strict("reports both of the two things that are wrong with an empty start",
  "emulators agree: dynalite, dynoxide", {
  request: { ExclusiveStartTableName: "" },
  error: validation("2 validation errors detected: Value '' at 'exclusiveStartTableName' failed to " +
    "satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at " +
    "'exclusiveStartTableName' failed to satisfy constraint: Member must have length greater than or equal to 3"),
});
strict("reports the limit before the start", "emulators agree: dynalite", {
  request: { ExclusiveStartTableName: "a", Limit: 500 },
  error: validation("2 validation errors detected: Value '500' at 'limit' failed to satisfy constraint: " +
    "Member must have value less than or equal to 100; Value 'a' at 'exclusiveStartTableName' failed " +
    "to satisfy constraint: Member must have length greater than or equal to 3"),
});
strict("cuts the fraction off a limit", "emulators agree: DynamoDB Local, dynalite", {
  request: { Limit: 1.9, ExclusiveStartTableName: before },
  output: { TableNames: [any.string], LastEvaluatedTableName: any.string },
});
