import { B, BOOL, N, NULL, SS, item, raw, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const simple = table({ key: "pk:S" });
const ranged = table({ key: "pk:S sk:N" });
const bytes = table({ key: "pk:B sk:B" });
const strings = table({ key: "pk:S sk:S" });
const numbers = table({ key: "pk:N" });

const peers = "emulators agree: dynalite, dynoxide";
const mismatch = validation("The provided key element does not match the schema");
const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const notValid = (text) => validation(`One or more parameter values are not valid. ${text}`);

for (const [title, on, Key] of [
  ["without members", simple, {}],
  ["without the partition key", ranged, item({ sk: 1 })],
  ["without the sort key", ranged, item({ pk: "a" })],
  ["with one attribute more", simple, item({ pk: "a", other: "b" })],
  ["with other attributes only", simple, item({ id: "a" })],
  ["whose names differ in case", simple, item({ PK: "a" })],
  ["that is a number instead of a string", simple, item({ pk: 1 })],
  ["that is bytes instead of a string", simple, { pk: B("a") }],
  ["that is a string instead of a number", numbers, item({ pk: "1" })],
  ["that is a string instead of bytes", bytes, item({ pk: "a", sk: "b" })],
  ["that is true", simple, { pk: BOOL(true) }],
  ["that is null", simple, { pk: NULL }],
  ["that is a set", simple, { pk: SS("a") }],
  ["that is a list", simple, item({ pk: ["a"] })],
  ["that is a map", simple, item({ pk: { a: "b" } })],
  ["with a sort key of another type", ranged, item({ pk: "a", sk: "1" })],
]) {
  core(`refuses a key ${title}`, "docs: GetItem, Key", {
    request: { TableName: on.name, Key }, error: "ValidationException" });
  complete(`says that a key ${title} does not match the schema`, peers, {
    request: { TableName: on.name, Key }, error: mismatch });
}

const emptyText = "The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
const emptyBytes = "The AttributeValue for a key attribute cannot contain an empty binary value. Key: ";
const emptyKnown =
  "recorded: 'cannot contain an empty string value. Key:' in bug reports; DynamoDB Local";
for (const [title, on, Key, error] of [
  ["an empty string as the partition key", simple, item({ pk: "" }), notValid(`${emptyText}pk`)],
  ["an empty string as the sort key", strings, item({ pk: "a", sk: "" }),
    notValid(`${emptyText}sk`)],
  ["no bytes as the partition key", bytes, { pk: B(""), sk: B("a") }, notValid(`${emptyBytes}pk`)],
  ["no bytes as the sort key", bytes, { pk: B("a"), sk: B("") }, notValid(`${emptyBytes}sk`)],
]) {
  complete(`refuses ${title}`, emptyKnown, { request: { TableName: on.name, Key }, error });
}

const hashTooLong = invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
const rangeTooLong =
  invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
for (const [title, on, Key, error] of [
  ["a partition key of 2049 bytes", simple, item({ pk: "k".repeat(2049) }), hashTooLong],
  ["a binary partition key of 2049 bytes", bytes, { pk: B("k".repeat(2049)), sk: B("a") },
    hashTooLong],
  ["a sort key of 1025 bytes", strings, item({ pk: "a", sk: "k".repeat(1025) }), rangeTooLong],
  ["a binary sort key of 1025 bytes", bytes, { pk: B("a"), sk: B("k".repeat(1025)) }, rangeTooLong],
]) {
  complete(`refuses ${title}`, peers, { request: { TableName: on.name, Key }, error });
}

complete("counts the bytes of a partition key, not its characters",
  "docs: Quotas, partition key length; dynoxide", {
    request: { TableName: simple.name, Key: item({ pk: "\u00e9".repeat(1025) }) },
    error: hashTooLong,
  });

for (const [title, on, Key] of [
  ["a partition key of 2048 bytes", simple, item({ pk: "k".repeat(2048) })],
  ["a partition key of 1024 characters of two bytes", simple, item({ pk: "\u00e9".repeat(1024) })],
  ["a sort key of 1024 bytes", strings, item({ pk: "a", sk: "k".repeat(1024) })],
  ["binary keys of 2048 and 1024 bytes", bytes, { pk: B("k".repeat(2048)),
    sk: B("s".repeat(1024)) }],
]) {
  complete(`stores and finds ${title}`, "docs: Quotas, partition key and sort key length", {
    before: [["PutItem", { TableName: on.name, Item: Key }]],
    request: { TableName: on.name, Key },
    output: { Item: Key },
  });
}

// What an AttributeValue may be is looked at before the table is.
const attribute = [
  ["of no type", raw({}), "Supplied AttributeValue is empty, must contain exactly one of the " +
    "supported datatypes"],
  ["of two types", raw({ S: "a", N: "1" }), "Supplied AttributeValue has more than one datatypes " +
    "set, must contain exactly one of the supported datatypes"],
  ["that is a number without digits", N(""),
    "The parameter cannot be converted to a numeric value"],
  ["that is no number", N("abc"), "The parameter cannot be converted to a numeric value: abc"],
  ["that is a number with spaces", N(" 1"),
    "The parameter cannot be converted to a numeric value:  1"],
  ["that is NaN", N("NaN"), "The parameter cannot be converted to a numeric value: NaN"],
  ["that is Infinity", N("Infinity"),
    "The parameter cannot be converted to a numeric value: Infinity"],
  ["that is hexadecimal", N("0x10"), "The parameter cannot be converted to a numeric value: 0x10"],
  ["of two dots", N("1.2.3"), "The parameter cannot be converted to a numeric value: 1.2.3"],
  ["of 39 digits", N("1".repeat(39)),
    "Attempting to store more than 38 significant digits in a Number"],
  ["that is too large", N("1e126"),
    "Number overflow. Attempting to store a number with magnitude larger than supported range"],
  ["that is too far below zero", N("-1e126"),
    "Number overflow. Attempting to store a number with magnitude larger than supported range"],
  ["that is too near to zero", N("1e-131"),
    "Number underflow. Attempting to store a number with magnitude smaller than supported range"],
];
for (const [title, pk, message] of attribute) {
  complete(`refuses a key's value ${title}`, peers, {
    request: { TableName: numbers.name, Key: { pk } }, error: validation(message) });
}

for (const [title, pk, text] of [
  ["a NULL that is false", raw({ NULL: false }),
    "Null attribute value types must have the value of true"],
  ["a set of no strings", raw({ SS: [] }), "An string set  may not be empty"],
  ["a set of no numbers", raw({ NS: [] }), "An number set  may not be empty"],
  ["a set of no bytes", raw({ BS: [] }), "Binary sets should not be empty"],
  ["a set of equal strings", SS("a", "a"), "Input collection [a, a] contains duplicates."],
  ["a set of equal bytes", raw({ BS: ["Yg==", "Yg=="] }),
    "Input collection [Yg==, Yg==]of type BS contains duplicates."],
]) {
  complete(`refuses ${title} as a key's value`, peers, {
    request: { TableName: simple.name, Key: { pk } }, error: invalid(text) });
}

complete("refuses a set of equal numbers as a key's value",
  "emulators agree: dynalite, DynamoDB Local", {
  request: { TableName: simple.name, Key: { pk: raw({ NS: ["1", "1.0"] }) } },
  error: validation("Input collection contains duplicates"),
});

strict("looks at the values of a key before it looks for the table", peers, {
  request: { TableName: unique("conformance.none"), Key: { pk: raw({}) } },
  error: validation("Supplied AttributeValue is empty, must contain exactly one of the supported " +
    "datatypes"),
});

strict("looks for the table before it compares the key with the schema",
  "recorded: 'ResourceNotFoundException: Requested resource not found' in bug reports", {
    request: { TableName: unique("conformance.none"), Key: {} },
    error: { type: "ResourceNotFoundException", message: "Requested resource not found",
      status: 400,
      members: {} },
  });

// The partition key is looked at whole before the sort key is; how many attributes there are comes
// first.
for (const [title, Key, error, known] of [
  ["an empty partition key before a sort key of another type", item({ pk: "", sk: 1 }),
    notValid(`${emptyText}pk`), "emulators agree: DynamoDB Local, dynoxide"],
  ["a partition key that is too long before a sort key of another type",
    item({ pk: "k".repeat(2049), sk: 1 }), hashTooLong, peers],
  ["a sort key that is missing before an empty partition key", item({ pk: "" }), mismatch, peers],
  ["a sort key that is missing before a partition key that is too long",
    item({ pk: "k".repeat(2049) }), mismatch, peers],
]) {
  strict(`reports ${title}`, known, { request: { TableName: strings.name, Key }, error });
}
