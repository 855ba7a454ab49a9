// What is collected in one answer, and what is looked at first.
import { failure, item, suite, unique, validation } from "../lib/suite.mjs";

const { strict, table, tableName } = suite(import.meta.url);

const users = table({ key: "pk:S" });
const D = "emulators agree: dynalite";
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const violations = (...each) =>
  validation(`${each.length} validation errors detected: ${each.join("; ")}`);
const CAPACITY = violation("'ALL'", "returnConsumedCapacity",
  "satisfy enum value set: [INDEXES, TOTAL, NONE]");
const METRICS = violation("'ALL'", "returnItemCollectionMetrics",
  "satisfy enum value set: [SIZE, NONE]");
const member = (i, name) => `requestItems.${users.name}.member.${i}.member.${name}`;
const put = (members) => ({ PutRequest: { Item: item(members) } });
const key = () => ({ pk: unique() });

for (const [title, request, ...each] of [
  ["names what is wrong with the options before a missing RequestItems",
    { ReturnConsumedCapacity: "ALL", ReturnItemCollectionMetrics: "ALL" },
    CAPACITY, METRICS, violation("null", "requestItems", "not be null")],
  ["names what is missing in each request",
    { RequestItems: { [users.name]: [{ PutRequest: {} }, { DeleteRequest: {} }] } },
    violation("null", member(1, "putRequest.item"), "not be null"),
    violation("null", member(2, "deleteRequest.key"), "not be null")],
  ["counts the requests that are well when it names one",
    { RequestItems: { [users.name]: [put(key()), put(key()), { PutRequest: {} }] },
      ReturnConsumedCapacity: "ALL" },
    CAPACITY, violation("null", member(3, "putRequest.item"), "not be null")],
]) {
  strict(title, D, { request, error: violations(...each) });
}

for (const [title, name] of [["a blank", "a b"], ["two characters", "ab"],
  ["256 characters", "n".repeat(256)]]) {
  strict(`refuses a name of a table with ${title} as a key of RequestItems`, D, {
    request: { RequestItems: { [name]: [put(key())] } },
    error: validation(new RegExp(
      "^1 validation error detected: Value '\\{.*\\}' at 'requestItems' " +
      "failed to satisfy constraint: Map keys must satisfy constraint: \\[Member must have length " +
      "less than or equal to 255, Member must have length greater than or equal to 3, Member must " +
      "satisfy regular expression pattern: \\[a-zA-Z0-9_.-\\]\\+\\]$")) });
}

strict("looks at constraints before duplicates", D, {
  request: { RequestItems: { [users.name]: [put({ pk: "same" }), put({ pk: "same" }),
    { PutRequest: {} }] } },
  error: validation("1 validation error detected: " +
    violation("null", member(3, "putRequest.item"), "not be null")) });
strict("looks at the table before the keys of an item", D, {
  request: { RequestItems: { [tableName()]: [put({ wrong: "x" })] } },
  error: failure("ResourceNotFoundException", /./) });
for (const [title, RequestItems, message] of [
  ["a list of tables", [],
    /^Unrecognized collection type java\.util\.Map<java\.lang\.String, java\.util\.List</],
  ["a map of requests", { abc: {} }, /^Start of structure or map found where not expected/],
  ["a text for an item", { abc: [{ PutRequest: { Item: "x" } }] }, /./],
]) {
  strict(`refuses ${title}`, D, {
    request: { RequestItems }, error: failure("SerializationException", message) });
}
