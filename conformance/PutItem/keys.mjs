import { B, BOOL, NULL, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const ranged = table({ key: "pk:S sk:N" });
const strings = table({ key: "pk:S sk:S" });
const bytes = table({ key: "pk:B sk:B" });
const indexed = table({ key: "pk:S sk:S", gsi: { byColor: "color:S size:N" },
  lsi: { byAge: "pk:S age:N" } });
const peers = "emulators agree: dynalite, dynoxide";
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const notValid = (text) => validation(`One or more parameter values are not valid. ${text}`);
const put = (on, members) => ({ TableName: on.name, Item: item(members) });

for (const [title, on, members, error] of [
  ["an item without attributes", ranged, {}, invalid("Missing the key pk in the item")],
  ["an item without the partition key", ranged, { sk: 1 },
    invalid("Missing the key pk in the item")],
  ["an item without the sort key", ranged, { pk: "a", x: 1 },
    invalid("Missing the key sk in the item")],
  ["a partition key of another type", ranged, { pk: 1, sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: N")],
  ["a sort key of another type", ranged, { pk: "a", sk: "1" },
    invalid("Type mismatch for key sk expected: N actual: S")],
  ["bytes for a key of strings", strings, { pk: "a", sk: B("a") },
    invalid("Type mismatch for key sk expected: S actual: B")],
  ["true for a key", ranged, { pk: BOOL(true), sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: BOOL")],
  ["null for a key", ranged, { pk: NULL, sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: NULL")],
  ["a list for a key", ranged, { pk: ["a"], sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: L")],
  ["a map for a key", ranged, { pk: {}, sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: M")],
  ["a set for a key", ranged, { pk: SS("a"), sk: 1 },
    invalid("Type mismatch for key pk expected: S actual: SS")],
]) {
  core(`refuses ${title}`, "docs: PutItem, Item", { request: put(on, members),
    error: "ValidationException" });
  complete(`says what is wrong with ${title}`, peers, { request: put(on, members), error });
}

const emptyText = "The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
const emptyBytes = "The AttributeValue for a key attribute cannot contain an empty binary value. Key: ";
for (const [title, on, members, error] of [
  ["an empty string as the partition key", strings, { pk: "", sk: "a" },
    notValid(`${emptyText}pk`)],
  ["an empty string as the sort key", strings, { pk: "a", sk: "" }, notValid(`${emptyText}sk`)],
  ["no bytes as the partition key", bytes, { pk: B(""), sk: B("a") }, notValid(`${emptyBytes}pk`)],
  ["no bytes as the sort key", bytes, { pk: B("a"), sk: B("") }, notValid(`${emptyBytes}sk`)],
]) {
  complete(`refuses ${title}`,
    "recorded: 'cannot contain an empty string value. Key:' in bug reports", {
      request: put(on, members), error });
}

const hashTooLong = invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
const rangeTooLong =
  invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
for (const [title, on, members, error] of [
  ["a partition key of 2049 bytes", strings, { pk: "k".repeat(2049), sk: "a" }, hashTooLong],
  ["a sort key of 1025 bytes", strings, { pk: "a", sk: "k".repeat(1025) }, rangeTooLong],
  ["a binary partition key of 2049 bytes", bytes, { pk: B("k".repeat(2049)), sk: B("a") },
    hashTooLong],
  ["a binary sort key of 1025 bytes", bytes, { pk: B("a"), sk: B("k".repeat(1025)) }, rangeTooLong],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide",
    { request: put(on, members), error });
}

// Keys of indexes: an item may lack them, but not have them with another type.
const sparse = unique();
core("stores an item without the keys of the indexes", "docs: Sparse indexes", {
  request: put(indexed, { pk: sparse, sk: "a" }), output: {},
  after: [indexed.get({ pk: sparse, sk: "a" }, { pk: sparse, sk: "a" })] });
const half = unique();
core("stores an item with only one of an index's two keys", "docs: Sparse indexes", {
  request: put(indexed, { pk: half, sk: "a", color: "red" }), output: {},
  after: [indexed.get({ pk: half, sk: "a" }, { pk: half, sk: "a", color: "red" })] });

for (const [title, members] of [
  ["a number for a string", { color: 1, size: 1 }],
  ["a string for a number", { color: "red", size: "1" }],
  ["null", { color: NULL, size: 1 }],
  ["a string for the number of a local index", { age: "1" }],
]) {
  core(`refuses ${title} as the key of an index`, "docs: Global secondary indexes, key types", {
    request: put(indexed, { pk: "a", sk: "a", ...members }), error: "ValidationException" });
}
for (const [title, members, name, index, expected, actual] of [
  ["a number for a string", { color: 1 }, "color", "byColor", "S", "N"],
  ["a string for a number", { size: "1" }, "size", "byColor", "N", "S"],
  ["null", { color: NULL }, "color", "byColor", "S", "NULL"],
  ["a map", { color: {} }, "color", "byColor", "S", "M"],
  ["a set", { color: SS("a") }, "color", "byColor", "S", "SS"],
  ["a string for the number of a local index", { age: "1" }, "age", "byAge", "N", "S"],
]) {
  complete(`says that ${title} mismatches the key of an index`,
    "emulators agree: dynalite, dynoxide", {
    request: put(indexed, { pk: "a", sk: "a", ...members }),
    error: invalid(`Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} ` +
      `IndexName: ${index}`) });
}
complete("refuses an empty string as the key of an index",
  "recorded: 'The AttributeValue for a key " +
  "attribute cannot contain an empty string value. IndexName:' in bug reports", {
  request: put(indexed, { pk: "a", sk: "a", color: "", size: 1 }),
  error: validation(/^One or more parameter values are not valid\. .*cannot contain an empty string value\. .*IndexName: byColor.*color/) });

strict("reports a missing key before the other key's type", peers, {
  request: put(ranged, { sk: "1" }), error: invalid("Missing the key pk in the item") });
strict("reports the table's key before the index's key", "emulators agree: dynalite, dynoxide", {
  request: put(indexed, { pk: 1, sk: "a", color: 1 }),
  error: invalid("Type mismatch for key pk expected: S actual: N") });

// The partition key is looked at whole before the sort key is.
for (const [title, members, error, known] of [
  ["an empty partition key before a sort key of another type", { pk: "", sk: 1 },
    notValid(`${emptyText}pk`), "emulators agree: DynamoDB Local, dynalite, dynoxide"],
  ["an empty partition key before a sort key that is missing", { pk: "" },
    notValid(`${emptyText}pk`), "emulators agree: DynamoDB Local, dynalite, dynoxide"],
  ["a partition key that is too long before a sort key of another type",
    { pk: "k".repeat(2049), sk: 1 }, hashTooLong, "emulators agree: dynalite, dynoxide"],
  ["a partition key that is too long before a sort key that is missing", { pk: "k".repeat(2049) },
    hashTooLong, "emulators agree: dynalite, dynoxide"],
]) {
  strict(`reports ${title}`, known, { request: put(strings, members), error });
}
