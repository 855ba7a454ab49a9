import { BS, N, NS, SS, item, suite, unique, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S sk:S" });
// DynamoDB Local is by the service's makers and has its parser of expressions.
const parser = "emulators agree: DynamoDB Local, which has the service's expression parser";

const valuesOf = (values) => values && item(Object.fromEntries(
  Object.entries(values).map(([name, value]) => [`:${name}`, value])));
const update = (UpdateExpression, values, names, more) => ({ TableName: docs.name,
  Key: item({ pk: "a", sk: "a" }), UpdateExpression, ExpressionAttributeNames: names,
  ExpressionAttributeValues: valuesOf(values), ...more });
const invalid = (text) => validation(`Invalid UpdateExpression: ${text}`);
const syntax = (token, near) => invalid(`Syntax error; token: "${token}", near: "${near}"`);
const operands = (name,
  type) => invalid("Incorrect operand type for operator or function; operator " +
  `or function: ${name}, operand type: ${type}`);
const clause = (name,
  type) => invalid("Incorrect operand type for operator or function; operator: " +
  `${name}, operand type: ${type}, typeSet: ALLOWED_FOR_${name}_OPERAND`);
const count = (name, number) => invalid("Incorrect number of operands for operator or function; " +
  `operator or function: ${name}, number of operands: ${number}`);
const overlap = (one,
  two) => invalid("Two document paths overlap with each other; must remove or " +
  `rewrite one of these paths; path one: ${one}, path two: ${two}`);
const conflict = (one,
  two) => invalid("Two document paths conflict with each other; must remove or " +
  `rewrite one of these paths; path one: ${one}, path two: ${two}`);
const notHere = (name) =>
  invalid(`The function is not allowed in an update expression; function: ${name}`);
const reserved = (word) =>
  invalid(`Attribute name is a reserved keyword; reserved keyword: ${word}`);
const once = (clause) =>
  invalid(`The "${clause}" section can only be used once in an update expression;`);
const noValue = (name) =>
  invalid("An expression attribute value used in expression is not defined; " +
  `attribute value: ${name}`);
const noName = (name) => invalid("An expression attribute name used in the document path is not " +
  `defined; attribute name: ${name}`);

for (const [text, token, near] of [
  ["SET", "<EOF>", "SET"], ["SET a", "<EOF>", "a"], ["SET a =", "<EOF>", "="],
    ["SET a = :v,", "<EOF>", ","],
  ["a = :v", "a", "a ="], ["SET a = :v, REMOVE b", "REMOVE", ", REMOVE b"],
    ["SET a :v", ":v", "a :v"],
  ["SET a = :v b = :v", "b", ":v b ="], ["SET a = 5", "5", "= 5"], ["SET a = 'x'", "'", "= 'x"],
  ["SET a = a * :v", "*", "a * :v"], ["SET a = a + :v + :v", "+", ":v + :v"],
    ["SET a += :v", "+", "a +="],
  ["SET a = -:v", "-", "= -:v"], ["SET :v = a", ":v", "SET :v ="], ["SET a = ()", ")", "()"],
  ["SET a = (:v", "<EOF>", ":v"], ["SET a == :v", "=", "== :v"],
    ["SET a = :v AND b = :v", "AND", ":v AND b"],
  ["REMOVE", "<EOF>", "REMOVE"], ["REMOVE a b", "b", "a b"], ["REMOVE a,", "<EOF>", ","],
    ["REMOVE :v", ":v", "REMOVE :v"],
  ["REMOVE a = :v", "=", "a = :v"], ["ADD a", "<EOF>", "a"], ["ADD a b", "b", "a b"],
    ["ADD a = :v", "=", "a = :v"],
  ["ADD a :v b :v", "b", ":v b :v"], ["DELETE a", "<EOF>", "a"], ["DELETE a :v,", "<EOF>", ","],
  ["INSERT a :v", "INSERT", "INSERT a"], ["SET a.[0] = :v", "[", ".[0"],
    ["SET a[] = :v", "]", "[] ="],
  ["SET a = list_append(a :v)", ":v", "a :v)"], ["SET a = if_not_exists()", ")", "()"],
]) {
  complete(`refuses the update ${text}`, parser, { request: update(text, { v: 1 }),
    error: syntax(token, near) });
}

for (const [title, text, values, error, names] of [
  ["without characters", "", undefined, invalid("The expression can not be empty;")],
  ["of a reserved word", "SET name = :v", { v: 1 }, reserved("name")],
  ["that reads a reserved word", "SET a = status", undefined, reserved("status")],
  ["that removes a reserved word", "REMOVE a.year", undefined, reserved("year")],
  ["with an undefined value", "SET a = :w", { v: 1 }, noValue(":w")],
  ["with an undefined name", "SET #a = :v", { v: 1 }, noName("#a")],
  ["with SET twice", "SET a = :v SET b = :v", { v: 1 }, once("SET")],
  ["with REMOVE twice", "REMOVE a REMOVE b", undefined, once("REMOVE")],
  ["with ADD twice", "ADD a :v ADD b :v", { v: 1 }, once("ADD")],
  ["with DELETE twice", "DELETE a :v DELETE b :v", { v: SS("x") }, once("DELETE")],
  ["with an unknown function", "SET a = upper(b)", undefined,
    invalid("Invalid function name; function: upper")],
  ["with a function in upper case", "SET a = IF_NOT_EXISTS(a, :v)", { v: 1 },
    invalid("Invalid function name; function: IF_NOT_EXISTS")],
  ["with size", "SET a = size(b)", undefined, notHere("size")],
  ["with contains", "SET a = contains(b, :v)", { v: 1 }, notHere("contains")],
  ["with attribute_exists", "SET a = attribute_exists(b)", undefined, notHere("attribute_exists")],
  ["with list_append of one", "SET a = list_append(a)", undefined, count("list_append", 1)],
  ["with list_append of three", "SET a = list_append(a, :v, :v)", { v: ["x"] },
    count("list_append", 3)],
  ["with if_not_exists of one", "SET a = if_not_exists(a)", undefined, count("if_not_exists", 1)],
  ["with if_not_exists of three", "SET a = if_not_exists(a, :v, :v)", { v: 1 },
    count("if_not_exists", 3)],
  ["with if_not_exists of a value", "SET a = if_not_exists(:v, :v)", { v: 1 },
    invalid("Operator or function requires a document path; operator or function: if_not_exists")],
  ["with list_append of a string", "SET a = list_append(a, :v)", { v: "x" },
    operands("list_append", "S")],
  ["with list_append of a set", "SET a = list_append(:v, a)", { v: SS("x") },
    operands("list_append", "SS")],
  ["with list_append of a map", "SET a = list_append(:v, a)", { v: {} },
    operands("list_append", "M")],
  ["with list_append in a sum", "SET a = list_append(a, :l) + :v", { v: 1, l: [] }, invalid(
    "The function is not allowed to be used this way in an expression; function: list_append")],
  ["that adds a string", "SET a = a + :v", { v: "x" }, operands("+", "S")],
  ["that subtracts a list", "SET a = a - :v", { v: [] }, operands("-", "L")],
  ["that adds to true", "SET a = :v + a", { v: true }, operands("+", "BOOL")],
  ["that adds a set of numbers", "SET a = a + :v", { v: NS(1) }, operands("+", "NS")],
  ["with ADD of a string", "ADD a :v", { v: "x" }, clause("ADD", "STRING")],
  ["with ADD of a list", "ADD a :v", { v: [] }, clause("ADD", "LIST")],
  ["with ADD of a map", "ADD a :v", { v: {} }, clause("ADD", "MAP")],
  ["with ADD of true", "ADD a :v", { v: true }, clause("ADD", "BOOLEAN")],
  ["with ADD of null", "ADD a :v", { v: null }, clause("ADD", "NULL")],
  ["with DELETE of a string", "DELETE a :v", { v: "x" }, clause("DELETE", "STRING")],
  ["with DELETE of a number", "DELETE a :v", { v: 1 }, clause("DELETE", "NUMBER")],
  ["with DELETE of a list", "DELETE a :v", { v: ["x"] }, clause("DELETE", "LIST")],
  ["that sets an attribute twice", "SET a = :v, a = :v", { v: 1 }, overlap("[a]", "[a]")],
  ["that sets and removes an attribute", "SET a = :v REMOVE a", { v: 1 }, overlap("[a]", "[a]")],
  ["that sets a map and a member of it", "SET a = :v, a.b = :v", { v: 1 },
    overlap("[a]", "[a, b]")],
  ["that sets a member of a map and the map", "SET a.b = :v, a = :v", { v: 1 },
    overlap("[a, b]", "[a]")],
  ["that sets a list and adds to an element", "SET l = :v ADD l[0] :v", { v: 1 },
    overlap("[l]", "[l, [0]]")],
  ["that sets an element twice", "SET l[1] = :v, l[1] = :v", { v: 1 },
    overlap("[l, [1]]", "[l, [1]]")],
  ["that adds to and deletes from a set", "ADD s :v DELETE s :v", { v: SS("x") },
    overlap("[s]", "[s]")],
  ["that takes an attribute for a map and a list", "SET a.b = :v, a[0] = :v", { v: 1 },
    conflict("[a, b]", "[a, [0]]")],
  ["that sets an attribute twice, once by a placeholder", "SET a = :v, #a = :v", { v: 1 },
    overlap("[a]", "[a]"), { "#a": "a" }],
  ["with redundant parentheses", "SET a = ((:v))", { v: 1 },
    invalid("The expression has redundant parentheses;")],
  ["with an index that is too large", "SET a[99999999999] = :v", { v: 1 },
    invalid("List index is not within the allowable range; index: [99999999999]")],
]) {
  complete(`refuses an update ${title}`, parser, { request: update(text, values, names), error });
}

for (const [title, text, values, names, error] of [
  ["a value that is not used", "REMOVE a", { v: 1 }, undefined,
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}"],
  ["a name that is not used", "REMOVE a", undefined, { "#a": "a" },
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"],
  ["values without an expression", undefined, { v: 1 }, undefined,
    "ExpressionAttributeValues can only be " +
    "specified when using expressions: UpdateExpression and ConditionExpression are null"],
  ["names without an expression", undefined, undefined, { "#a": "a" },
    "ExpressionAttributeNames can only be specified when using expressions"],
  ["values that are none", "REMOVE a", {}, undefined,
    "ExpressionAttributeValues must not be empty"],
  ["names that are none", "REMOVE a", undefined, {}, "ExpressionAttributeNames must not be empty"],
]) {
  complete(`refuses ${title}`, parser, { request: update(text, values, names),
    error: validation(error) });
}

// The key stays as it is.
const keyChange = (name) => validation("One or more parameter values were invalid: Cannot update " +
  `attribute ${name}. This attribute is part of the key`);
for (const [text, values, name] of [
  ["SET pk = :v", { v: "b" }, "pk"], ["SET pk = :v", { v: "a" }, "pk"],
    ["SET sk = :v", { v: "b" }, "sk"],
  ["REMOVE pk", undefined, "pk"], ["REMOVE sk", undefined, "sk"], ["ADD sk :v", { v: 1 }, "sk"],
  ["DELETE pk :v", { v: SS("x") }, "pk"], ["SET b = :v REMOVE pk", { v: 1 }, "pk"],
  ["SET pk.x = :v", { v: 1 }, "pk"],
]) {
  core(`refuses ${text} with ${JSON.stringify(values ?? "")} of a key attribute`,
    "docs: UpdateItem, Key", {
    request: update(text, values), error: "ValidationException" });
  complete(`says that ${text} with ${JSON.stringify(values ?? "")} changes the key`,
    "recorded: 'Cannot update attribute pk. This attribute is part of the key' in many bug reports",
      {
      request: update(text, values), error: keyChange(name) });
}

// What depends on the item that is there.
const stored = { s: "x", n: 1, ss: SS("a"), ns: NS(1), l: [1, 2], m: { x: 1 }, b: true };
const mismatch = validation("An operand in the update expression has an incorrect data type");
const badPath = validation("The document path provided in the update expression is invalid for update");
const missing = validation(
  "The provided expression refers to an attribute that does not exist in the item");
for (const [title, text, values, error] of [
  ["SET to an attribute that is not there", "SET q = nope", undefined, missing],
  ["SET to a member that is not there", "SET q = m.nope", undefined, missing],
  ["SET to an element that is not there", "SET q = l[2]", undefined, missing],
  ["a sum with an attribute that is not there", "SET q = nope + :v", { v: 1 }, missing],
  ["list_append to an attribute that is not there", "SET q = list_append(nope, :v)", { v: [1] },
    missing],
  ["a sum with a string", "SET q = s + :v", { v: 1 }, mismatch],
  ["a sum with a set of numbers", "SET q = ns + :v", { v: 1 }, mismatch],
  ["a difference of a list", "SET q = :v - l", { v: 1 }, mismatch],
  ["list_append to a string", "SET s = list_append(s, :v)", { v: [1] }, mismatch],
  ["list_append to a set", "SET ss = list_append(ss, :v)", { v: [1] }, mismatch],
  ["ADD of a number to a string", "ADD s :v", { v: 1 }, mismatch],
  ["ADD of a number to a set of numbers", "ADD ns :v", { v: 1 }, mismatch],
  ["ADD of a set to a number", "ADD n :v", { v: NS(1) }, mismatch],
  ["ADD of strings to a set of numbers", "ADD ns :v", { v: SS("a") }, mismatch],
  ["ADD of a set to a list", "ADD l :v", { v: SS("a") }, mismatch],
  ["DELETE of numbers from a set of strings", "DELETE ss :v", { v: NS(1) }, mismatch],
  ["DELETE of bytes from a set of strings", "DELETE ss :v", { v: BS("a") }, mismatch],
  ["DELETE from a string", "DELETE s :v", { v: SS("x") }, mismatch],
  ["DELETE from a list", "DELETE l :v", { v: SS("x") }, mismatch],
  ["SET in a map that is not there", "SET nope.x = :v", { v: 1 }, badPath],
  ["SET in a map in a map that is not there", "SET m.q.r = :v", { v: 1 }, badPath],
  ["SET of a member of a string", "SET s.x = :v", { v: 1 }, badPath],
  ["SET of an element of a list that is not there", "SET nope[0] = :v", { v: 1 }, badPath],
  ["SET of an element of a map", "SET m[0] = :v", { v: 1 }, badPath],
  ["SET of a member of a list", "SET l.x = :v", { v: 1 }, badPath],
  ["REMOVE in a map that is not there", "REMOVE nope.x", undefined, badPath],
  ["REMOVE of an element of a map", "REMOVE m[0]", undefined, badPath],
  ["ADD in a map that is not there", "ADD nope.x :v", { v: 1 }, badPath],
]) {
  const pk = unique();
  core(`refuses ${title} and changes nothing`, "docs: Update expressions", {
    before: [docs.put({ ...stored, pk, sk: "a" })],
    request: update(`${text}`, values, undefined, { Key: item({ pk, sk: "a" }) }),
    error: "ValidationException",
    after: [docs.get({ pk, sk: "a" }, { ...stored, pk, sk: "a" })] });
  const other = unique();
  complete(`says what is wrong with ${title}`, "emulators agree: DynamoDB Local, dynalite", {
    before: [docs.put({ ...stored, pk: other, sk: "a" })],
    request: update(text, values, undefined, { Key: item({ pk: other, sk: "a" }) }), error });
}

const grown = unique();
complete("refuses an update that makes the item larger than 400 KB", "docs: Quotas, item size", {
  before: [docs.put({ pk: grown, sk: "a", v: "x".repeat(300 * 1024) })],
  request: update("SET w = :w", { w: "x".repeat(110 * 1024) }, undefined,
    { Key: item({ pk: grown, sk: "a" }) }),
  error: validation("Item size to update has exceeded the maximum allowed size") });

for (const [title, text, values] of [
  ["a sum beyond the largest number", "SET n = :a + :b", { a: N("9e125"), b: N("9e125") }],
  ["ADD beyond the largest number", "ADD big :b", { b: N("9e125") }],
]) {
  const pk = unique();
  complete(`refuses ${title}`, "docs: Number, range", {
    before: [docs.put({ pk, sk: "a", n: 1, big: N("9e125") })],
    request: update(text, values, undefined, { Key: item({ pk, sk: "a" }) }),
    error: validation(
      "Number overflow. Attempting to store a number with magnitude larger than supported range") });
}
complete("refuses a sum of more than 38 digits", "docs: Number, 38 digits of precision", {
  before: [docs.put({ pk: "digits", sk: "a", n: N("1e37") })],
  request: update("SET n = n + :v", { v: N("0.1") }, undefined,
    { Key: item({ pk: "digits", sk: "a" }) }),
  error: "ValidationException" });

strict("reports a key's change before the condition fails", "emulators agree: dynalite, dynoxide", {
  request: update("SET pk = :v", { v: "x" }, undefined,
    { ConditionExpression: "attribute_exists(pk)" }),
  error: keyChange("pk") });
strict("reports the failed condition before the update's operands",
  "emulators agree: DynamoDB Local, dynalite, dynoxide", {
  request: update("SET a = nope", undefined, undefined,
    { Key: item({ pk: unique(), sk: "a" }), ConditionExpression: "attribute_exists(pk)" }),
  error: { type: "ConditionalCheckFailedException", message: "The conditional request failed",
    status: 400,
    members: {} } });
strict("reports the UpdateExpression's error before the ConditionExpression's", parser, {
  request: update("SET a =", undefined, undefined, { ConditionExpression: "b =" }),
  error: syntax("<EOF>", "=") });
strict("reports a reserved word before an undefined value", parser, {
  request: update("SET a = :x, name = :v", { v: 1 }), error: reserved("name") });
strict("reports overlapping paths before an undefined value", parser, {
  request: update("SET a = :v, a = :x", { v: 1 }), error: overlap("[a]", "[a]") });
strict("reports overlapping paths before unused values", parser, {
  request: update("REMOVE a, a", { v: 1 }), error: overlap("[a]", "[a]") });
