import { failure, item, suite, validation } from "../lib/suite.mjs";

const { strict, table, tableName } = suite(import.meta.url);

const docs = table({ key: "k:S r:N" });
const none = tableName();
const good = () => ({ TableName: docs.name, Key: item({ k: "a", r: 1 }),
  UpdateExpression: "SET q = r" });

// What can be wrong with a request, in the order in which it is found: [what, changes, the error].
// Of two things that are wrong at once, the earlier is reported.
const faults = [
  ["JSON of the wrong type", { ReturnConsumedCapacity: {} },
    failure("SerializationException", "Start of structure or map found where not expected")],
  ["an unknown value of an enum", { ReturnConsumedCapacity: "X" },
    validation("1 validation error detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy " +
      "constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")],
  ["parameters of both kinds", { Expected: { s: { Exists: false } } },
    validation("Can not use both expression and non-expression parameters in the same request: " +
      "Non-expression parameters: {Expected} Expression parameters: {UpdateExpression}")],
  ["a key's value that is no number", { Key: { k: { S: "a" }, r: { N: "x" } } },
    validation("The parameter cannot be converted to a numeric value: x")],
  ["a name's placeholder that is wrong", { ExpressionAttributeNames: { u: "u" } },
    validation('ExpressionAttributeNames contains invalid key: Syntax error; key: "u"')],
  ["a value's placeholder that is wrong", { ExpressionAttributeValues: { u: { S: "x" } } },
    validation('ExpressionAttributeValues contains invalid key: Syntax error; key: "u"')],
  ["a value of an expression that is wrong", { ExpressionAttributeValues: { ":u": {} } },
    validation("ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, " +
      "must contain exactly one of the supported datatypes for key :u")],
  ["a reserved word in the update", { UpdateExpression: "REMOVE name" }, validation("Invalid " +
    "UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name")],
  ["a reserved word in the condition", { ConditionExpression: "attribute_exists(name)" },
    validation("Invalid ConditionExpression: Attribute name is a reserved keyword; reserved " +
      "keyword: name")],
  ["a name that is not used", { ExpressionAttributeNames: { "#u": "u" } }, validation(
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}")],
  ["a value that is not used", { ExpressionAttributeValues: { ":u": { S: "u" } } }, validation(
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}")],
  ["a table that is not there", { TableName: none },
    failure("ResourceNotFoundException", "Requested resource not found")],
  ["a key that does not match the schema", { Key: item({ k: "a" }) },
    validation("The provided key element does not match the schema")],
  ["an update of the key", { UpdateExpression: "REMOVE k" }, validation("One or more parameter " +
    "values were invalid: Cannot update attribute k. This attribute is part of the key")],
  ["a condition that fails", { ConditionExpression: "attribute_exists(zzz)" },
    failure("ConditionalCheckFailedException", "The conditional request failed")],
  ["an update from what is not there", { UpdateExpression: "SET q = zz" }, validation(
    "The provided expression refers to an attribute that does not exist in the item")],
];

const overlap = (one, other) => Object.keys(one).some((name) => name in other);
faults.forEach(([first, changes, error], at) => {
  for (const [second, more] of faults.slice(at + 1)) {
    if (overlap(changes, more) ||
      ("Expected" in changes && "ConditionExpression" in more)) continue;
    strict(`reports ${first} before ${second}`, "emulators agree: dynalite", {
      request: { ...good(), ...more, ...changes }, error });
  }
});
