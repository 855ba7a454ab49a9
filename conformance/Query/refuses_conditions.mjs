// Key conditions that are wrong, and expression names and values that are.
import { B, N, SS, failure, item, raw, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table, tableName } = suite(import.meta.url);

const texts = table({ key: "pk:S sk:S", items: [{ pk: "p", sk: "a" }] });
const numbers = table({ key: "pk:N sk:N" });
const plain = table({ key: "pk:S" });

const LOCAL = "emulators agree: DynamoDB Local";
const BOTH = "emulators agree: DynamoDB Local, dynalite";
const OTHERS = "emulators agree: dynalite, dynoxide";

const query = (KeyConditionExpression, values, more, of = texts) => ({ TableName: of.name,
  KeyConditionExpression, ...(values && { ExpressionAttributeValues: item(values) }), ...more });
const ps = { ":p": "p", ":s": "a" };
const invalid = (text) => validation(`Invalid KeyConditionExpression: ${text}`);
const wrong = (text) => validation(`One or more parameter values were invalid: ${text}`);

for (const [title, expression, values] of [
  ["without the partition key", "sk = :s", { ":s": "a" }],
  ["that compares the partition key by <", "pk < :p", { ":p": "p" }],
  ["with OR", "pk = :p OR sk = :s", ps],
  ["on an attribute that is no key", "pk = :p AND foo = :s", ps],
  ["of the wrong type", "pk = :p", { ":p": 1 }],
  ["that ends too early", "pk = ", { ":p": "p" }],
  ["with a value that is not given", "pk = :q", { ":p": "p" }],
]) {
  core(`refuses a condition ${title}`, "docs: Query, KeyConditionExpression", {
    request: query(expression, values), error: "ValidationException" });
}
core("refuses a query without any condition", "docs: Query", {
  request: { TableName: texts.name }, error: "ValidationException" });
core("refuses a table that does not exist", "docs: Query, ResourceNotFoundException", {
  request: { TableName: tableName(), KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": "p" }) },
  error: "ResourceNotFoundException" });

complete("asks for a condition", "emulators agree: dynalite, dynoxide, DynamoDB Local", {
  request: { TableName: texts.name },
  error: validation("Either the KeyConditions or KeyConditionExpression parameter must be " +
    "specified in the request.") });
complete("says that a table does not exist", "emulators agree: DynamoDB Local, dynalite, dynoxide",
  {
  request: { TableName: tableName(), KeyConditionExpression: "pk = :p",
    ExpressionAttributeValues: item({ ":p": "p" }) },
  error: failure("ResourceNotFoundException",
    /^(Requested resource not found|Cannot do operations on a non-existent table)/) });

// [title, expression, values, error, more]
const NOT_SUPPORTED = validation("Query key condition not supported");
const operator = (name) => validation(`Invalid operator used in KeyConditionExpression: ${name}`);
for (const [title, expression, values, error, more] of [
  ["an empty expression", "", undefined, invalid("The expression can not be empty;")],
  ["OR", "pk = :p OR sk = :s", ps, operator("OR")],
  ["NOT", "NOT pk = :p", { ":p": "p" }, operator("NOT")],
  ["<>", "pk = :p AND sk <> :s", ps, operator("<>")],
  ["IN", "pk = :p AND sk IN (:s)", ps, operator("IN")],
  ["contains", "pk = :p AND contains(sk, :s)", ps, operator("contains")],
  ["attribute_exists", "pk = :p AND attribute_exists(sk)", { ":p": "p" },
    operator("attribute_exists")],
  ["attribute_not_exists", "pk = :p AND attribute_not_exists(sk)", { ":p": "p" },
    operator("attribute_not_exists")],
  ["attribute_type", "pk = :p AND attribute_type(sk, :s)", { ":p": "p", ":s": "S" },
    operator("attribute_type")],
  ["size", "pk = :p AND size(sk) = :s", { ":p": "p", ":s": 1 },
    validation("KeyConditionExpressions cannot contain nested operations")],
  ["a partition key that is compared by >", "pk > :p", { ":p": "p" }, NOT_SUPPORTED],
  ["a partition key with begins_with", "begins_with(pk, :p)", { ":p": "p" }, NOT_SUPPORTED],
  ["a partition key with BETWEEN", "pk BETWEEN :p AND :s", { ":p": "a", ":s": "b" },
    NOT_SUPPORTED],
  ["three conditions", "pk = :p AND sk > :s AND foo = :s", ps,
    validation("Conditions can be of length 1 or 2 only")],
  ["two conditions on the sort key", "pk = :p AND sk > :s AND sk < :p", ps,
    validation("KeyConditionExpressions must only contain one condition per key")],
  ["two conditions on the partition key", "pk = :p AND pk = :s", ps,
    validation("KeyConditionExpressions must only contain one condition per key")],
  ["an operand that is an attribute", "pk = sk", undefined,
    validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in " +
      "one condition")],
  ["an operator on values only", "pk = :p AND :s = :s", ps,
    validation("Invalid condition in KeyConditionExpression: No key attribute specified")],
  ["begins_with of a value that begins with the key", "pk = :p AND begins_with(:s, sk)", ps,
    validation("Invalid condition in KeyConditionExpression: begins_with operator must have the " +
      "key attribute as its first operand")],
]) {
  complete(`refuses ${title}`, BOTH, { request: query(expression, values, more), error });
}

for (const [title, expression, values, error] of [
  ["a missing partition key", "sk = :s", { ":s": "a" },
    validation("Query condition missed key schema element: pk")],
  ["an attribute that is no key", "pk = :p AND foo = :s", ps,
    validation("Query condition missed key schema element: sk")],
  ["only an attribute that is no key", "foo = :s", { ":s": "a" },
    validation("Query condition missed key schema element: pk")],
]) {
  complete(`refuses ${title}`, OTHERS, { request: query(expression, values), error });
}

const NESTED = invalid("KeyConditionExpressions cannot have conditions on nested attributes");
for (const [title, expression, values, ExpressionAttributeNames] of [
  ["a member of a map that is the sort key", "pk = :p AND sk.x = :s", ps],
  ["an element of a list that is the sort key", "pk = :p AND sk[0] = :s", ps],
  ["a member of a map that is the partition key", "pk.x = :p", { ":p": "p" }],
  ["an element of a list that is the partition key", "pk[0] = :p", { ":p": "p" }],
  ["a member of a map in begins_with", "pk = :p AND begins_with(sk.x, :s)", ps],
  ["a member of a map in BETWEEN", "pk = :p AND sk.x BETWEEN :s AND :s", ps],
  ["a member of a map by a name", "#d.x = :p", { ":p": "p" }, { "#d": "pk" }],
]) {
  complete(`refuses a condition on ${title}`,
    "recorded: answers of the service in ExtendDB/extenddb pull request 195", {
      request: query(expression, values, { ExpressionAttributeNames }), error: NESTED });
}

for (const [title, expression, values, error, more] of [
  ["an expression of blanks", "  ", undefined, invalid('Syntax error; token: "<EOF>", near: "  "')],
  ["an unfinished comparison", "pk =", { ":p": "p" },
    invalid('Syntax error; token: "<EOF>", near: "="')],
  ["an unfinished AND", "pk = :p AND", { ":p": "p" },
    invalid('Syntax error; token: "<EOF>", near: "AND"')],
  ["a comparison without an operator", "pk :p", { ":p": "p" },
    invalid('Syntax error; token: ":p", near: "pk :p"')],
  ["an operator of two =", "pk == :p", { ":p": "p" },
    invalid('Syntax error; token: "=", near: "== :p"')],
  ["a character that no expression has", "pk = 'p'", undefined,
    invalid(`Syntax error; token: "'", near: "= 'p"`)],
  ["a comma for AND", "pk = :p, sk = :s", ps, invalid('Syntax error; token: ",", near: ":p, sk"')],
  ["an unclosed parenthesis", "(pk = :p", { ":p": "p" },
    invalid('Syntax error; token: "<EOF>", near: ":p"')],
  ["redundant parentheses", "((pk = :p))", { ":p": "p" },
    invalid("The expression has redundant parentheses;")],
  ["a function that is none", "foo(pk, :p)", { ":p": "p" },
    invalid("Invalid function name; function: foo")],
  ["a function in other letters", "pk = :p AND BEGINS_WITH(sk, :s)", ps,
    invalid("Invalid function name; function: BEGINS_WITH")],
  ["a function with one operand", "pk = :p AND begins_with(sk)", { ":p": "p" },
    invalid("Incorrect number of operands for operator or function; operator or function: " +
      "begins_with, number of operands: 1")],
  ["a reserved word", "name = :p", { ":p": "p" },
    invalid("Attribute name is a reserved keyword; reserved keyword: name")],
  ["a value that is not given", "pk = :p", undefined,
    invalid("An expression attribute value used in expression is not defined; attribute value: :p")],
  ["a name that is not given", "#p = :p", { ":p": "p" },
    invalid("An expression attribute name used in the document path is not defined; " +
      "attribute name: #p")],
  ["a BETWEEN whose bounds are the wrong way round", "pk = :p AND sk BETWEEN :a AND :b",
    { ":p": "p", ":a": "b", ":b": "a" },
    invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower " +
      "bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: " +
        "{S:a}")],
  ["a BETWEEN of two types", "pk = :p AND sk BETWEEN :a AND :b",
    { ":p": "p", ":a": 1, ":b": "a" },
    invalid("The BETWEEN operator requires same data type for lower and upper bounds; lower bound " +
      "operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}")],
  ["an operand of begins_with that is a number", "pk = :p AND begins_with(sk, :s)",
    { ":p": "p", ":s": 1 },
    invalid("Incorrect operand type for operator or function; operator or function: begins_with, " +
      "operand type: N")],
  ["an operand of < that is a set", "pk = :p AND sk < :s", { ":p": "p", ":s": SS("a") },
    invalid("Incorrect operand type for operator or function; operator or function: <, " +
      "operand type: SS")],
  ["an operand of >= that is a list", "pk = :p AND sk >= :s", { ":p": "p", ":s": [] },
    invalid("Incorrect operand type for operator or function; operator or function: >=, " +
      "operand type: L")],
  ["a name that no expression uses", "pk = :p", { ":p": "p" },
    validation("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}"),
    { ExpressionAttributeNames: { "#x": "y" } }],
  ["a value that no expression uses", "pk = :p", ps,
    validation("Value provided in ExpressionAttributeValues unused in expressions: keys: {:s}")],
  ["no names in ExpressionAttributeNames", "pk = :p", { ":p": "p" },
    validation("ExpressionAttributeNames must not be empty"), { ExpressionAttributeNames: {} }],
  ["no values in ExpressionAttributeValues", "pk = :p", {},
    validation("ExpressionAttributeValues must not be empty")],
  ["a name without #", "pk = :p", { ":p": "p" },
    validation('ExpressionAttributeNames contains invalid key: Syntax error; key: "x"'),
    { ExpressionAttributeNames: { x: "pk" } }],
  ["a value without :", "pk = :p", { p: "p" },
    validation('ExpressionAttributeValues contains invalid key: Syntax error; key: "p"')],
  ["an empty attribute value", "pk = :p", { ":p": raw({}) },
    validation("ExpressionAttributeValues contains invalid value: Supplied AttributeValue is " +
      "empty, must contain exactly one of the supported datatypes for key :p")],
  ["an attribute value of two types", "pk = :p", { ":p": raw({ S: "a", N: "1" }) },
    validation("ExpressionAttributeValues contains invalid value: Supplied AttributeValue has more " +
      "than one datatypes set, must contain exactly one of the supported datatypes for key :p")],
  ["an empty set as a value", "pk = :p", { ":p": raw({ SS: [] }) },
    validation("ExpressionAttributeValues contains invalid value: One or more parameter values " +
      "were invalid: An string set  may not be empty for key :p")],
  ["a BETWEEN without AND", "pk = :p AND sk BETWEEN :s", ps,
    invalid('Syntax error; token: "<EOF>", near: ":s"')],
]) {
  complete(`refuses ${title}`, LOCAL, { request: query(expression, values, more), error });
}
complete("refuses a number that is none", "emulators agree: dynalite", {
  request: query("pk = :p", { ":p": N("x") }),
  error: validation("ExpressionAttributeValues contains invalid value: The parameter cannot be " +
    "converted to a numeric value: x for key :p") });

const MISMATCH = wrong("Condition parameter type does not match schema type");
for (const [title, expression, values, of] of [
  ["a number for a partition key of text", "pk = :p", { ":p": 1 }, texts],
  ["bytes for a partition key of text", "pk = :p", { ":p": B("p") }, texts],
  ["a list for a partition key of text", "pk = :p", { ":p": [] }, texts],
  ["true for a partition key of text", "pk = :p", { ":p": true }, texts],
  ["null for a partition key of text", "pk = :p", { ":p": null }, texts],
  ["a set for a partition key of text", "pk = :p", { ":p": SS("p") }, texts],
  ["a map for a partition key of text", "pk = :p", { ":p": {} }, texts],
  ["text for a partition key of numbers", "pk = :p", { ":p": "1" }, numbers],
  ["a number for a sort key of text", "pk = :p AND sk = :s", { ":p": "p", ":s": 1 }, texts],
  ["text for a sort key of numbers", "pk = :p AND sk < :s", { ":p": 1, ":s": "1" }, numbers],
  ["texts for BETWEEN on numbers", "pk = :p AND sk BETWEEN :s AND :t",
    { ":p": 1, ":s": "1", ":t": "2" }, numbers],
  ["bytes for begins_with on text", "pk = :p AND begins_with(sk, :s)", { ":p": "p", ":s": B("a") },
    texts],
]) {
  complete(`refuses ${title}`, LOCAL, {
    request: query(expression, values, {}, of), error: MISMATCH });
}
complete("refuses begins_with on a sort key of numbers",
  "docs: Query, begins_with on a sort key of type number", {
  request: query("pk = :p AND begins_with(sk, :s)", { ":p": 1, ":s": "1" }, {}, numbers),
  error: "ValidationException" });
complete("refuses a condition on the sort key of a table that has none", BOTH, {
  request: query("pk = :p AND sk = :s", ps, {}, plain),
  error: validation("Query key condition not supported") });

// Keys at and beyond their limits.
const EMPTY = (name) =>
  validation("One or more parameter values are not valid. The AttributeValue " +
  `for a key attribute cannot contain an empty string value. Key: ${name}`);
for (const [title, expression, values, error] of [
  ["an empty partition key", "pk = :p", { ":p": "" }, EMPTY("pk")],
  ["an empty sort key", "pk = :p AND sk = :s", { ":p": "p", ":s": "" }, EMPTY("sk")],
  ["a sort key of 1,025 bytes", "pk = :p AND sk = :s", { ":p": "p", ":s": "s".repeat(1025) },
    wrong("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")],
]) {
  complete(`refuses ${title}`, LOCAL, { request: query(expression, values), error });
}
complete("refuses a partition key of 2,049 bytes", "unknown", {
  request: query("pk = :p", { ":p": "p".repeat(2049) }),
  error: wrong("Size of hashkey has exceeded the maximum size limit of2048 bytes") });
for (const [title, expression, values] of [
  ["a partition key of 2,048 bytes", "pk = :p", { ":p": "p".repeat(2048) }],
  ["a sort key of 1,024 bytes", "pk = :p AND sk = :s", { ":p": "p", ":s": "s".repeat(1024) }],
]) {
  complete(`takes ${title}`, "docs: Quotas, length of keys", {
    request: query(expression, values), output: { Items: [], Count: 0, ScannedCount: 0 } });
}
complete("takes an expression of 4,096 bytes", "docs: Quotas, expression length", {
  request: query(`pk = :p${" ".repeat(4089)}`, { ":p": "p" }),
  output: { Items: [item({ pk: "p", sk: "a" })], Count: 1, ScannedCount: 1 } });
complete("refuses an expression of 4,097 bytes", LOCAL, {
  request: query(`pk = :p${" ".repeat(4090)}`, { ":p": "p" }),
  error: invalid("Expression size has exceeded the maximum allowed size; expression size: 4097") });
