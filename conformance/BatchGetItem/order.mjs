// What is collected in one answer, and what is looked at first.
import { failure, item, suite, validation } from "../lib/suite.mjs";

const { strict, table, tableName } = suite(import.meta.url);

const users = table({ key: "pk:S" });
const D = "emulators agree: dynalite";
const violation = (value, path, constraint) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${constraint}`;
const violations = (...each) =>
  validation(`${each.length} validation errors detected: ${each.join("; ")}`);
const CAPACITY = violation("'ALL'", "returnConsumedCapacity",
  "satisfy enum value set: [INDEXES, TOTAL, NONE]");
const SHORT = "have length greater than or equal to 1";
const Keys = [item({ pk: "a" })];

for (const [title, request, ...each] of [
  ["names a wrong option before a missing RequestItems", { ReturnConsumedCapacity: "ALL" },
    CAPACITY, violation("null", "requestItems", "not be null")],
  ["names everything that is wrong in a table's request",
    { RequestItems: { [users.name]: { Keys: [], AttributesToGet: [] } },
      ReturnConsumedCapacity: "ALL" },
    CAPACITY, violation("'[]'", `requestItems.${users.name}.member.keys`, SHORT),
    violation("'[]'", `requestItems.${users.name}.member.attributesToGet`, SHORT)],
]) {
  strict(title, D, { request, error: violations(...each) });
}
for (const [title, name] of [["a blank", "a b"], ["two characters", "ab"]]) {
  strict(`refuses a name of a table with ${title} as a key of RequestItems`, D, {
    request: { RequestItems: { [name]: { Keys } } },
    error: validation(new RegExp(
      "^1 validation error detected: Value '\\{.*\\}' at 'requestItems' " +
      "failed to satisfy constraint: Map keys must satisfy constraint: \\[Member must have length " +
      "less than or equal to 255, Member must have length greater than or equal to 3, Member must " +
      "satisfy regular expression pattern: \\[a-zA-Z0-9_.-\\]\\+\\]$")) });
}
strict("looks at the table before the form of its keys", D, {
  request: { RequestItems: { [tableName()]: { Keys: [item({ wrong: 1 })] } } },
  error: failure("ResourceNotFoundException", /./) });
strict("looks at constraints before duplicates", D, {
  request: { RequestItems: { [users.name]: { Keys: [...Keys, ...Keys], AttributesToGet: [] } } },
  error: validation("1 validation error detected: " +
    violation("'[]'", `requestItems.${users.name}.member.attributesToGet`, SHORT)) });
for (const [title, RequestItems, message] of [
  ["a list for a table", { abc: [] },
    /^Unrecognized collection type class com\.amazonaws\.dynamodb\.v20120810\.KeysAndAttributes/],
  ["a map of keys", { abc: { Keys: {} } }, /^Start of structure or map found where not expected/],
  ["text for ConsistentRead", { abc: { Keys: [], ConsistentRead: "x" } }, /./],
]) {
  strict(`refuses ${title}`, "emulators agree: dynoxide", {
    request: { RequestItems }, error: failure("SerializationException", message) });
}
