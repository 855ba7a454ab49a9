import { definitions, failure, keySchema, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, tableName } = suite(import.meta.url);

const base = (changes) => ({
  TableName: tableName(), AttributeDefinitions: definitions("a:S"), KeySchema: keySchema("a"),
  BillingMode: "PAY_PER_REQUEST", ...changes,
});
const provisioned = (ProvisionedThroughput) =>
  ({ BillingMode: "PROVISIONED", ProvisionedThroughput });

const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const violations = (...each) => validation(each.length === 1
  ? `1 validation error detected: ${each[0]}`
  : `${each.length} validation errors detected: ${each.join("; ")}`);
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;

for (const [title, changes] of [
  ["without a TableName", { TableName: undefined }],
  ["without a KeySchema", { KeySchema: undefined }],
  ["without AttributeDefinitions", { AttributeDefinitions: undefined }],
  ["with a name that is too short", { TableName: "ab" }],
  ["with a key that is not defined", { KeySchema: keySchema("b") }],
  ["with an attribute that no key uses", { AttributeDefinitions: definitions("a:S b:S") }],
]) {
  core(`refuses a table ${title}`, "docs: CreateTable", {
    request: base(changes), error: "ValidationException" });
}

// [what it refuses, changes to a good request, the error]
const constraints = [
  ["no KeySchema", { KeySchema: undefined }, violation("null", "keySchema", "not be null")],
  ["no AttributeDefinitions", { AttributeDefinitions: undefined },
    violation("null", "attributeDefinitions", "not be null")],
  ["an empty KeySchema", { KeySchema: [] },
    violation("'[]'", "keySchema", "have length greater than or equal to 1")],
  ["an attribute of an unknown type", { AttributeDefinitions: definitions("a:X") },
    violation("'X'", "attributeDefinitions.1.member.attributeType",
      "satisfy enum value set: [B, N, S]")],
  ["an attribute of type BOOL", { AttributeDefinitions: definitions("a:BOOL") },
    violation("'BOOL'", "attributeDefinitions.1.member.attributeType",
      "satisfy enum value set: [B, N, S]")],
  ["an unknown KeyType", { KeySchema: [{ AttributeName: "a", KeyType: "FOO" }] },
    violation("'FOO'", "keySchema.1.member.keyType", "satisfy enum value set: [HASH, RANGE]")],
  ["a key element without a name", { KeySchema: [{ KeyType: "HASH" }] },
    violation("null", "keySchema.1.member.attributeName", "not be null")],
  ["a key element without a KeyType", { KeySchema: [{ AttributeName: "a" }] },
    violation("null", "keySchema.1.member.keyType", "not be null")],
  ["an unknown BillingMode", { BillingMode: "FREE" },
    violation("'FREE'", "billingMode", "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]")],
  ["negative read capacity", provisioned({ ReadCapacityUnits: -1, WriteCapacityUnits: 1 }),
    violation("'-1'", "provisionedThroughput.readCapacityUnits",
      "have value greater than or equal to 1")],
  ["zero write capacity", provisioned({ ReadCapacityUnits: 1, WriteCapacityUnits: 0 }),
    violation("'0'", "provisionedThroughput.writeCapacityUnits",
      "have value greater than or equal to 1")],
  ["throughput without write capacity", provisioned({ ReadCapacityUnits: 1 }),
    violation("null", "provisionedThroughput.writeCapacityUnits", "not be null")],
  ["throughput without read capacity", provisioned({ WriteCapacityUnits: 1 }),
    violation("null", "provisionedThroughput.readCapacityUnits", "not be null")],
  ["an unknown TableClass", { TableClass: "GLACIER" }, violation("'GLACIER'", "tableClass",
    "satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]")],
];
for (const [title, changes, wrong] of constraints) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", {
    request: base(changes), error: violations(wrong) });
}

complete("refuses a KeySchema of three elements", "emulators agree: dynalite, dynoxide", {
  request: base({ AttributeDefinitions: definitions("a:S b:S c:S"),
    KeySchema: keySchema("a b c") }),
  error: validation(
    /^1 validation error detected: Value '\[.*\]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2$/),
});

const combinations = [
  ["no TableName", { TableName: undefined },
    validation("The parameter 'TableName' is required but was not present in the request")],
  ["a key whose attribute is not defined", { KeySchema: keySchema("b") },
    invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: [b], " +
      "AttributeDefinitions: [a]")],
  ["a sort key that is not defined", { KeySchema: keySchema("a b") },
    validation("Invalid KeySchema: Some index key attribute have no definition")],
  ["no definitions at all", { AttributeDefinitions: [] },
    validation("Invalid KeySchema: Some index key attribute have no definition")],
  ["an attribute that no key uses", { AttributeDefinitions: definitions("a:S b:S") },
    invalid("Number of attributes in KeySchema does not exactly match number of attributes " +
      "defined in AttributeDefinitions")],
  ["an attribute defined twice", { AttributeDefinitions: definitions("a:S a:S") },
    invalid("Number of attributes in KeySchema does not exactly match number of attributes " +
      "defined in AttributeDefinitions")],
  ["a KeySchema that begins with RANGE", { AttributeDefinitions: definitions("a:S b:S"),
    KeySchema: keySchema("a b").reverse() },
  validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")],
  ["a KeySchema of RANGE only", { KeySchema: [{ AttributeName: "a", KeyType: "RANGE" }] },
    validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")],
  ["two HASH keys", { AttributeDefinitions: definitions("a:S b:S"),
    KeySchema: ["a", "b"].map((AttributeName) => ({ AttributeName, KeyType: "HASH" })) },
  validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")],
  ["a PROVISIONED table without throughput", { BillingMode: "PROVISIONED" },
    invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode " +
      "is PROVISIONED")],
  ["throughput of a table on demand",
    { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode " +
      "is PAY_PER_REQUEST")],
  ["read capacity beyond every limit",
    provisioned({ ReadCapacityUnits: 1000000000001, WriteCapacityUnits: 1000000000001 }),
    validation("Given value 1000000000001 for ReadCapacityUnits is out of bounds")],
];
for (const [title, changes, error] of combinations) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide",
    { request: base(changes), error });
}

for (const [title, TableName] of [["two", "ab"], ["no", ""], ["256", "a".repeat(256)]]) {
  complete(`refuses a name of ${title} characters`,
    "recorded: 'TableName must be at least 3 characters long' in bug reports; dynalite", {
      request: base({ TableName }),
      error: validation("TableName must be at least 3 characters long and at most 255 characters long"),
    });
}

for (const TableName of ["a b#", "tab/le", "größe", "name:x"]) {
  complete(`refuses the name ${TableName}`, "emulators agree: dynalite, dynoxide", {
    request: base({ TableName }),
    error: violations(violation(`'${TableName}'`, "tableName",
      "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")),
  });
}

complete("refuses a limit of throughput on demand of 0",
  "emulators agree: DynamoDB Local, dynoxide", {
  request: base({ OnDemandThroughput: { MaxReadRequestUnits: 0, MaxWriteRequestUnits: 5 } }),
  error: invalid("Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range"),
});

complete("refuses a name of a key without characters", "docs: KeySchemaElement, AttributeName", {
  request: base({ AttributeDefinitions: [{ AttributeName: "", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "", KeyType: "HASH" }] }),
  error: "ValidationException",
});

complete("refuses a name of a key of 256 characters", "docs: KeySchemaElement, AttributeName", {
  request: base({ AttributeDefinitions: definitions(`${"k".repeat(256)}:S`),
    KeySchema: keySchema("k".repeat(256)) }),
  error: "ValidationException",
});

complete("refuses a stream that is enabled without a view type", "docs: StreamSpecification", {
  request: base({ StreamSpecification: { StreamEnabled: true } }), error: "ValidationException" });

complete("refuses a view type for a stream that is not enabled", "docs: StreamSpecification", {
  request: base({ StreamSpecification: { StreamEnabled: false, StreamViewType: "NEW_IMAGE" } }),
  error: "ValidationException" });

complete("refuses a stream specification that does not say whether it is enabled",
  "docs: StreamSpecification, StreamEnabled is required", {
    request: base({ StreamSpecification: { StreamViewType: "NEW_IMAGE" } }),
    error: "ValidationException" });

complete("refuses an unknown view type", "docs: StreamSpecification, StreamViewType", {
  request: base({ StreamSpecification: { StreamEnabled: true, StreamViewType: "ALL" } }),
  error: "ValidationException" });

complete("refuses a tag without a value", "docs: Tag, Value is required", {
  request: base({ Tags: [{ Key: "a" }] }),
  error: violations(violation("null", "tags.1.member.value", "not be null")) });

complete("refuses a tag with an empty key", "docs: Tag, Key has 1 to 128 characters", {
  request: base({ Tags: [{ Key: "", Value: "x" }] }),
  error: violations(violation("''", "tags.1.member.key",
    "have length greater than or equal to 1")) });

complete("refuses a tag with a key of 129 characters", "docs: Tag, Key has 1 to 128 characters", {
  request: base({ Tags: [{ Key: "k".repeat(129), Value: "x" }] }),
  error: violations(violation(`'${"k".repeat(129)}'`, "tags.1.member.key",
    "have length less than or equal to 128")) });

complete("refuses a tag with a value of 257 characters",
  "docs: Tag, Value has 0 to 256 characters", {
  request: base({ Tags: [{ Key: "k", Value: "v".repeat(257) }] }),
  error: violations(violation(`'${"v".repeat(257)}'`, "tags.1.member.value",
    "have length less than or equal to 256")) });

complete("refuses more than 50 tags", "docs: Quotas, 50 tags of a resource", {
  request: base({ Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: "" })) }),
  error: "ValidationException" });

complete("refuses a tag of the reserved prefix aws:", "docs: Tagging, restrictions", {
  request: base({ Tags: [{ Key: "aws:x", Value: "" }] }), error: "ValidationException" });

// Types of JSON that do not fit.
const serialization = (message) => failure("SerializationException", message);
for (const [title, changes, message] of [
  ["a number for the name", { TableName: 5 }, "NUMBER_VALUE cannot be converted to String"],
  ["true for the name", { TableName: true }, "TRUE_VALUE cannot be converted to String"],
  ["a list for the name", { TableName: ["a"] },
    "Unrecognized collection type class java.lang.String"],
  ["a map for the name", { TableName: {} }, "Start of structure or map found where not expected"],
  ["text for capacity", provisioned({ ReadCapacityUnits: "1", WriteCapacityUnits: 1 }),
    "STRING_VALUE cannot be converted to Long"],
  ["a map for a list", { AttributeDefinitions: { a: "S" } },
    "Start of structure or map found where not expected"],
]) {
  strict(`refuses ${title} before anything else`, "emulators agree: dynalite, dynoxide", {
    request: base({ KeySchema: [], ...changes }), error: serialization(message) });
}

strict("collects violations in an order of its own",
  "emulators agree: dynalite; the order of the service's model", {
    request: { TableName: tableName() },
    error: violations(violation("null", "attributeDefinitions", "not be null"),
      violation("null", "keySchema", "not be null")),
  });

strict("collects both violations of throughput", "emulators agree: dynalite, dynoxide", {
  request: base(provisioned({ ReadCapacityUnits: 0, WriteCapacityUnits: 0 })),
  error: violations(
    violation("'0'", "provisionedThroughput.writeCapacityUnits",
      "have value greater than or equal to 1"),
    violation("'0'", "provisionedThroughput.readCapacityUnits",
      "have value greater than or equal to 1")),
});

strict("collects what an attribute definition lacks", "emulators agree: dynalite, dynoxide", {
  request: base({ AttributeDefinitions: [{}] }),
  error: violations(violation("null", "attributeDefinitions.1.member.attributeName", "not be null"),
    violation("null", "attributeDefinitions.1.member.attributeType", "not be null")),
});

strict("looks at the length of the name before other members", "emulators agree: dynalite", {
  request: base({ TableName: "", BillingMode: "FREE", KeySchema: [] }),
  error: validation("TableName must be at least 3 characters long and at most 255 characters long"),
});

strict("asks for the name before other members", "emulators agree: dynalite, dynoxide", {
  request: {},
  error: validation("The parameter 'TableName' is required but was not present in the request"),
});

strict("looks at constraints before combinations", "emulators agree: dynalite, dynoxide", {
  request: base({ KeySchema: keySchema("zz"), BillingMode: "FREE" }),
  error: violations(violation("'FREE'", "billingMode",
    "satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]")),
});
