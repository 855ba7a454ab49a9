import { definitions, keySchema, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, tableName } = suite(import.meta.url);

const gsi = (changes) => ({ IndexName: "index", KeySchema: keySchema("b"),
  Projection: { ProjectionType: "ALL" }, ...changes });
const lsi = (changes) => ({ IndexName: "index", KeySchema: keySchema("a c"),
  Projection: { ProjectionType: "ALL" }, ...changes });
const withGsi = (list, changes) => ({ TableName: tableName(), BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: definitions("a:S b:S"), KeySchema: keySchema("a"),
  GlobalSecondaryIndexes: list, ...changes });
const withLsi = (list, changes) => ({ TableName: tableName(), BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: definitions("a:S b:S c:S"), KeySchema: keySchema("a b"),
  LocalSecondaryIndexes: list, ...changes });

const invalid = (text) => validation(`One or more parameter values were invalid: ${text}`);
const violation = (value, path, constraint) => validation("1 validation error detected: " +
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`);
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const first = "globalSecondaryIndexes.1.member";

core("refuses a global index over an attribute that is not defined", "docs: CreateTable", {
  request: withGsi([gsi({ KeySchema: keySchema("zz") })]), error: "ValidationException" });
core("refuses a local index of a table without a sort key", "docs: Local secondary indexes", {
  request: withLsi([lsi()],
    { AttributeDefinitions: definitions("a:S c:S"), KeySchema: keySchema("a") }),
  error: "ValidationException" });

for (const [title, request, error] of [
  ["an empty list of global indexes", withGsi([], { AttributeDefinitions: definitions("a:S") }),
    invalid("List of GlobalSecondaryIndexes is empty")],
  ["an empty list of local indexes", withLsi([], { AttributeDefinitions: definitions("a:S b:S") }),
    invalid("List of LocalSecondaryIndexes is empty")],
  ["a name of an index of two characters", withGsi([gsi({ IndexName: "ab" })]),
    violation("'ab'", `${first}.indexName`, "have length greater than or equal to 3")],
  ["a name of an index with spaces", withGsi([gsi({ IndexName: "a b c" })]),
    violation("'a b c'", `${first}.indexName`,
      "satisfy regular expression pattern: [a-zA-Z0-9_.-]+")],
  ["a name of an index of 256 characters", withGsi([gsi({ IndexName: "i".repeat(256) })]),
    violation(`'${"i".repeat(256)}'`, `${first}.indexName`,
      "have length less than or equal to 255")],
  ["an index without a name", withGsi([gsi({ IndexName: undefined })]),
    violation("null", `${first}.indexName`, "not be null")],
  ["an index without a projection", withGsi([gsi({ Projection: undefined })]),
    violation("null", `${first}.projection`, "not be null")],
  ["an index without a key", withGsi([gsi({ KeySchema: undefined })]),
    violation("null", `${first}.keySchema`, "not be null")],
  ["two global indexes of one name", withGsi([gsi(), gsi()]),
    invalid("Duplicate index name: index")],
  ["two local indexes of one name", withLsi([lsi(), lsi()]),
    invalid("Duplicate index name: index")],
  ["a global and a local index of one name", withLsi([lsi()], { GlobalSecondaryIndexes: [gsi()] }),
    invalid("Duplicate index name: index")],
  ["a projection without a type", withGsi([gsi({ Projection: {} })]),
    invalid("Unknown ProjectionType: null")],
  ["an unknown projection", withGsi([gsi({ Projection: { ProjectionType: "SOME" } })]),
    violation("'SOME'", `${first}.projection.projectionType`,
      "satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]")],
  ["attributes beside the projection ALL",
    withGsi([gsi({ Projection: { ProjectionType: "ALL", NonKeyAttributes: ["x"] } })]),
    invalid("ProjectionType is ALL, but NonKeyAttributes is specified")],
  ["attributes beside the projection KEYS_ONLY",
    withGsi([gsi({ Projection: { ProjectionType: "KEYS_ONLY", NonKeyAttributes: ["x"] } })]),
    invalid("ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified")],
  ["an empty list of projected attributes",
    withGsi([gsi({ Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [] } })]),
    violation("'[]'", `${first}.projection.nonKeyAttributes`,
      "have length greater than or equal to 1")],
  ["a global index over an attribute that is not defined by name",
    withGsi([gsi({ KeySchema: keySchema("zz") })]),
    invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: [zz], " +
      "AttributeDefinitions: [a, b]")],
  ["a global index that begins with RANGE",
    withGsi([gsi({ KeySchema: [{ AttributeName: "b", KeyType: "RANGE" }] })]),
    validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")],
  ["throughput of a global index of a table on demand",
    withGsi([gsi({ ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } })]),
    invalid("ProvisionedThroughput should not be specified for index: index when BillingMode is " +
      "PAY_PER_REQUEST")],
  ["21 global indexes", withGsi(many(21, (i) => gsi({ IndexName: `index${i}` }))),
    invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20")],
  ["six local indexes", withLsi(many(6, (i) => lsi({ IndexName: `index${i}` }))),
    invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5")],
  ["a local index of a table without a sort key, with its reason",
    withLsi([lsi()], { AttributeDefinitions: definitions("a:S c:S"), KeySchema: keySchema("a") }),
    invalid("Table KeySchema does not have a range key, which is required when specifying a " +
      "LocalSecondaryIndex")],
  ["a local index with another partition key", withLsi([lsi({ KeySchema: keySchema("c b") })]),
    invalid("Index KeySchema does not have the same leading hash key as table KeySchema for " +
      "index: index. index hash key: c, table hash key: a")],
  ["a local index without a sort key",
    withLsi([lsi({ KeySchema: keySchema("a") })], { AttributeDefinitions: definitions("a:S b:S") }),
    invalid("Index KeySchema does not have a range key for index: index")],
]) {
  complete(`refuses ${title}`, "emulators agree: dynalite, dynoxide", { request, error });
}

complete("refuses the projection INCLUDE without attributes",
  "emulators agree: dynoxide; DynamoDB Local refuses too", {
  request: withGsi([gsi({ Projection: { ProjectionType: "INCLUDE" } })]),
  error: invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
});

complete("refuses more than 100 projected attributes over all indexes",
  "docs: Quotas, attributes projected into secondary indexes", {
    request: withGsi(many(6, (i) => gsi({ IndexName: `index${i}`, Projection: {
      ProjectionType: "INCLUDE", NonKeyAttributes: many(17, (j) => `x${i}_${j}`) } }))),
    error: "ValidationException",
  });

complete("refuses more than 20 projected attributes of an index",
  "docs: Projection, NonKeyAttributes has 1 to 20 elements", {
    request: withGsi([gsi({ Projection: { ProjectionType: "INCLUDE",
      NonKeyAttributes: many(21, (i) => `x${i}`) } })]),
    error: "ValidationException",
  });

complete("refuses a global index of a provisioned table without throughput",
  "docs: GlobalSecondaryIndex, ProvisionedThroughput", {
    request: withGsi([gsi()], { BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }),
    error: "ValidationException",
  });

complete("refuses a projected attribute that is named twice", "emulators agree: DynamoDB Local", {
  request: withGsi([gsi({
    Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x", "x"] } })]),
  error: "ValidationException",
});

strict("collects what an index lacks", "emulators agree: dynalite, and dynoxide in another order", {
  request: withGsi([{}]),
  error: validation("3 validation errors detected: " + ["indexName", "keySchema", "projection"]
    .map((name) => `Value null at '${first}.${name}' failed to satisfy constraint: ` +
      "Member must not be null").join("; ")),
});

strict("refuses text for a list of indexes", "emulators agree: dynalite", {
  request: withGsi("index"),
  error: "SerializationException",
});
