import { B, BS, N, NS, NULL, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const docs = table({ key: "k:S" });
const tooLarge = "Item size has exceeded the maximum allowed size";
const MAX = 400 * 1024;
const rule = "docs: DynamoDB item sizes and formats";

// [title, value, its bytes]: an item is as large as its names and values together; the filler
// shows it, since a byte more than 400 KB is refused.
for (const [title, value, bytes] of [
  ["a string of ASCII characters", "x".repeat(100), 100],
  ["a string of characters of two bytes", "\u00e9".repeat(50), 100],
  ["a string of characters of four bytes", "\u{1f600}".repeat(10), 40],
  ["no characters", "", 0],
  ["bytes", B("x".repeat(77)), 77],
  ["true", true, 1],
  ["null", NULL, 1],
  ["a set of strings", SS("ab", "cde"), 5],
  ["a set of bytes", BS("ab", "cde"), 5],
  ["an empty list", [], 3],
  ["an empty map", {}, 3],
  ["a list of two strings", ["ab", "cde"], 3 + 2 + 5],
  ["a map of two strings", { x: "ab", yy: "cde" }, 3 + 2 + 5 + 3],
  ["a list within a list", [["a"]], 3 + 1 + 3 + 1 + 1],
  ["the number 0", N("0"), 1],
  ["a number of one digit", N("5"), 2],
  ["a number of two digits", N("12"), 2],
  ["a number of three digits", N("123"), 3],
  ["a number of 38 digits", N("1".repeat(38)), 20],
  ["a number with zeros at its end", N("1000"), 2],
  ["a negative number of two digits", N("-12"), 3],
  ["a fraction", N("1.5"), 3],
  ["a set of numbers", NS(12, 34), 4],
]) {
  const k = unique();
  const filler = MAX - Buffer.byteLength(`k${k}vf`) - bytes;
  const known = /number|zeros|fraction/.test(title)
    ? "emulators agree: dynalite, dynoxide" : rule;
  complete(`counts ${bytes} bytes for ${title}`, known, async (t) => {
    const put = (more) => ({ TableName: docs.name,
      Item: item({ k, v: value, f: "f".repeat(filler + more) }) });
    await t.ok("PutItem", put(0), {});
    await t.fails("PutItem", put(1), validation(tooLarge));
  });
}

const longName = unique();
complete("counts the bytes of names", rule, async (t) => {
  const name = "\u00e9".repeat(100);
  const filler = MAX - Buffer.byteLength(`k${longName}${name}`);
  const put = (more) => ({ TableName: docs.name,
    Item: item({ k: longName, [name]: "f".repeat(filler + more) }) });
  await t.ok("PutItem", put(0), {});
  await t.fails("PutItem", put(1), validation(tooLarge));
});

const largest = unique();
core("stores and answers an item of 400 KB", "docs: Quotas, item size", async (t) => {
  const Item = item({ k: largest, v: "x".repeat(MAX - 2 - largest.length) });
  await t.ok("PutItem", { TableName: docs.name, Item }, {});
  await t.ok("GetItem", { TableName: docs.name, Key: item({ k: largest }) }, { Item });
});

core("refuses an item of more than 400 KB and keeps the old one", "docs: Quotas, item size",
  async (t) => {
  const k = unique();
  await t.ok("PutItem", { TableName: docs.name, Item: item({ k, old: true }) });
  await t.fails("PutItem", { TableName: docs.name, Item: item({ k, v: "x".repeat(MAX) }) },
    "ValidationException");
  await t.ok("GetItem", { TableName: docs.name, Key: item({ k }) },
    { Item: item({ k, old: true }) });
});

const counted = "docs: Capacity unit consumption, writes";
for (const [title, bytes, CapacityUnits] of [
  ["one unit for 1024 bytes", 1024, 1], ["two units for 1025 bytes", 1025, 2],
  ["ten units for 10 KB", 10240, 10], ["400 units for 400 KB", MAX, 400]]) {
  const k = unique();
  complete(`consumes ${title}`, counted, {
    request: { TableName: docs.name, Item: item({ k, v: "x".repeat(bytes - 2 - k.length) }),
      ReturnConsumedCapacity: "TOTAL" },
    output: { ConsumedCapacity: { TableName: docs.name, CapacityUnits } },
  });
}
