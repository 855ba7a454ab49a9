import { NS, S, SS, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const docs = table({ key: "pk:S" });
// DynamoDB Local is by the service's makers and has its parser of expressions.
const parser = "emulators agree: DynamoDB Local, which has the service's expression parser";

const put = (ConditionExpression, values, names) => ({ TableName: docs.name,
  Item: item({ pk: "a" }),
  ConditionExpression, ExpressionAttributeNames: names,
  ExpressionAttributeValues: values && item(Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`:${name}`, value]))) });
const invalid = (text) => validation(`Invalid ConditionExpression: ${text}`);
const syntax = (token, near) => invalid(`Syntax error; token: "${token}", near: "${near}"`);
const operands = (name,
  type) => invalid("Incorrect operand type for operator or function; operator " +
  `or function: ${name}, operand type: ${type}`);
const count = (name, number) => invalid("Incorrect number of operands for operator or function; " +
  `operator or function: ${name}, number of operands: ${number}`);
const distinct = (name, path) => invalid("The first operand must be distinct from the remaining " +
  `operands for this operator or function; operator: ${name}, first operand: ${path}`);
const usage = (name) => invalid(
  `The function is not allowed to be used this way in an expression; function: ${name}`);
const notHere = (name) =>
  invalid(`The function is not allowed in a condition expression; function: ${name}`);
const pathFirst = (name) =>
  invalid(`Operator or function requires a document path; operator or function: ${name}`);
const reserved = (word) =>
  invalid(`Attribute name is a reserved keyword; reserved keyword: ${word}`);
const redundant = invalid("The expression has redundant parentheses;");
const noValue = (name) =>
  invalid("An expression attribute value used in expression is not defined; " +
  `attribute value: ${name}`);
const noName = (name) => invalid("An expression attribute name used in the document path is not " +
  `defined; attribute name: ${name}`);

for (const [text, token, near] of [
  ["a", "<EOF>", "a"], ["a =", "<EOF>", "="], ["= :v", "=", "= :v"], ["a == :v", "=", "== :v"],
  ["a = :v AND", "<EOF>", "AND"], ["AND a = :v", "AND", "AND a"], ["a = :v b = :v", "b", ":v b ="],
  ["a = :v OR OR b = :v", "OR", "OR OR b"], ["NOT", "<EOF>", "NOT"], ["(a = :v", "<EOF>", ":v"],
  ["a = :v)", ")", ":v)"], ["()", ")", "()"], ["a BETWEEN :v", "<EOF>", ":v"],
  ["a BETWEEN :v AND", "<EOF>", "AND"], ["a BETWEEN :v, :v", ",", ":v, :v"],
    ["a IN :v", ":v", "IN :v"],
  ["a IN ()", ")", "()"], ["a IN (:v", "<EOF>", ":v"], ["a IN (:v,)", ")", ",)"],
  ["a NOT IN (:v)", "NOT", "a NOT IN"], ["a LIKE :v", "LIKE", "a LIKE :v"],
    ["a != :v", "!", "a !="],
  ["a = 5", "5", "= 5"], ["a = 'x'", "'", "= 'x"], ["a = \"x\"", "\"", "= \"x"],
    ["a & b", "&", "a & b"],
  ["a = :v; b = :v", ";", ":v; b"], ["a = :v < :v", "<", ":v < :v"], ["a + :v = :v", "+", "a + :v"],
  ["begins_with(a :v)", ":v", "a :v)"], ["begins_with(a, :v", "<EOF>", ":v"],
  ["begins_with()", ")", "()"], ["a[x] = :v", "x", "[x]"], ["a[1 = :v", "=", "1 = :v"],
  ["a. = :v", "=", ". = :v"], ["a..b = :v", ".", "..b"], [".a = :v", ".", ".a"],
  ["a[:v] = :v", ":v", "[:v]"], ["a[-1] = :v", "-", "[-1"], ["#.a = :v", "#", "#."],
  [": = :v", ":", ": ="], ["_a = :v", "_", "_a"],
]) {
  complete(`refuses the condition ${text}`, parser, { request: put(text, { v: 1 }),
    error: syntax(token, near) });
}

for (const [title, text, values, names, error] of [
  ["without characters", "", undefined, undefined, invalid("The expression can not be empty;")],
  ["of a reserved word", "name = :v", { v: 1 }, undefined, reserved("name")],
  ["of a reserved word in a path", "a.status = :v", { v: 1 }, undefined, reserved("status")],
  ["of a reserved word in upper case", "TTL = :v", { v: 1 }, undefined, reserved("TTL")],
  ["of a reserved word as a function's argument", "attribute_exists(data)", undefined, undefined,
    reserved("data")],
  ["with an undefined value", "a = :w", { v: 1 }, undefined, noValue(":w")],
  ["with a value when there are none", "a = :w", undefined, undefined, noValue(":w")],
  ["with an undefined name", "#b = :v", { v: 1 }, { "#a": "a" }, noName("#b")],
  ["with a name when there are none", "#b = :v", { v: 1 }, undefined, noName("#b")],
  ["with an undefined name in a path", "a.#b = :v", { v: 1 }, undefined, noName("#b")],
  ["with an unknown function", "starts_with(a, :v)", { v: "x" }, undefined,
    invalid("Invalid function name; function: starts_with")],
  ["with a function in upper case", "BEGINS_WITH(a, :v)", { v: "x" }, undefined,
    invalid("Invalid function name; function: BEGINS_WITH")],
  ["with list_append", "list_append(a, :v) = :v", { v: ["x"] }, undefined, notHere("list_append")],
  ["with if_not_exists", "if_not_exists(a, :v) = :v", { v: 1 }, undefined,
    notHere("if_not_exists")],
  ["of size alone", "size(a)", undefined, undefined, usage("size")],
  ["that compares attribute_exists", "attribute_exists(a) = :v", { v: true }, undefined,
    usage("attribute_exists")],
  ["that compares contains", "a = contains(a, :v)", { v: 1 }, undefined, usage("contains")],
  ["with functions within functions", "contains(begins_with(a, :v), :v)", { v: "x" }, undefined,
    usage("begins_with")],
  ["with attribute_exists of a value", "attribute_exists(:v)", { v: 1 }, undefined,
    pathFirst("attribute_exists")],
  ["with attribute_not_exists of a value", "attribute_not_exists(:v)", { v: 1 }, undefined,
    pathFirst("attribute_not_exists")],
  ["with attribute_exists of size", "attribute_exists(size(a))", undefined, undefined,
    pathFirst("attribute_exists")],
  ["with attribute_exists of two", "attribute_exists(a, b)", undefined, undefined,
    count("attribute_exists", 2)],
  ["with attribute_type of one", "attribute_type(a)", undefined, undefined,
    count("attribute_type", 1)],
  ["with begins_with of one", "begins_with(a)", undefined, undefined, count("begins_with", 1)],
  ["with begins_with of three", "begins_with(a, :v, :v)", { v: "x" }, undefined,
    count("begins_with", 3)],
  ["with contains of one", "contains(a)", undefined, undefined, count("contains", 1)],
  ["with size of two", "size(a, b) = :v", { v: 1 }, undefined, count("size", 2)],
  ["with begins_with of a number", "begins_with(a, :v)", { v: 1 }, undefined,
    operands("begins_with", "N")],
  ["with begins_with of a set", "begins_with(a, :v)", { v: SS("x") }, undefined,
    operands("begins_with", "SS")],
  ["with begins_with of true", "begins_with(a, :v)", { v: true }, undefined,
    operands("begins_with", "BOOL")],
  ["with begins_with of a list", "begins_with(a, :v)", { v: [] }, undefined,
    operands("begins_with", "L")],
  ["with size of a number", "size(:v) = :v", { v: 1 }, undefined, operands("size", "N")],
  ["with size of true", "size(:v) = :n", { v: true, n: 1 }, undefined, operands("size", "BOOL")],
  ["with attribute_type of a number", "attribute_type(a, :v)", { v: 1 }, undefined,
    operands("attribute_type", "N")],
  ["with < of a list", "a < :v", { v: [] }, undefined, operands("<", "L")],
  ["with < of a map", "a < :v", { v: {} }, undefined, operands("<", "M")],
  ["with <= of true", "a <= :v", { v: true }, undefined, operands("<=", "BOOL")],
  ["with > of null", "a > :v", { v: null }, undefined, operands(">", "NULL")],
  ["with >= of a set of strings", "a >= :v", { v: SS("x") }, undefined, operands(">=", "SS")],
  ["with >= of a set of numbers", ":v >= a", { v: NS(1) }, undefined, operands(">=", "NS")],
  ["with BETWEEN of true", "a BETWEEN :v AND :v", { v: true }, undefined,
    operands("BETWEEN", "BOOL")],
  ["with BETWEEN of a list", "a BETWEEN :v AND :v", { v: [] }, undefined, operands("BETWEEN", "L")],
  ["with BETWEEN the wrong way round", "a BETWEEN :h AND :l", { l: 1, h: 2 }, undefined, invalid(
    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower " +
    "bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}")],
  ["with BETWEEN of strings the wrong way round", "a BETWEEN :h AND :l", { l: "a", h: "b" },
    undefined,
    invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " +
      "lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}")],
  ["with BETWEEN of two types", "a BETWEEN :l AND :h", { l: 1, h: "2" }, undefined, invalid(
    "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: " +
    "AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:2}")],
  ["that compares an attribute with itself", "a = a", undefined, undefined, distinct("=", "[a]")],
  ["that compares a path with itself", "a.b[0] < a.b[0]", undefined, undefined,
    distinct("<", "[a, b, [0]]")],
  ["with begins_with of an attribute and itself", "begins_with(a, a)", undefined, undefined,
    distinct("begins_with", "[a]")],
  ["with contains of an attribute and itself", "contains(a, a)", undefined, undefined,
    distinct("contains", "[a]")],
  ["with IN of an attribute and itself", "a IN (:v, a)", { v: 1 }, undefined,
    distinct("IN", "[a]")],
  ["with BETWEEN of an attribute and itself", "a BETWEEN a AND :v", { v: 1 }, undefined,
    distinct("BETWEEN", "[a]")],
  ["with redundant parentheses", "((a = :v))", { v: 1 }, undefined, redundant],
  ["with redundant parentheses around a part", "a = :v AND ((a = :v))", { v: 1 }, undefined,
    redundant],
  ["with an index that is too large", "a[2147483648] = :v", { v: 1 }, undefined,
    invalid("List index is not within the allowable range; index: [2147483648]")],
]) {
  complete(`refuses a condition ${title}`, parser, { request: put(text, values, names), error });
}

for (const type of ["STRING", "s", "", "DECIMAL"]) {
  complete(`refuses ${JSON.stringify(type)} as attribute_type's type`, "emulators agree: dynalite",
    {
    request: put("attribute_type(a, :v)", { v: type }),
    error: invalid(`Invalid attribute type name found; type: ${type}, valid types: ` +
      "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}") });
}

for (const [title, text, values] of [
  ["of wrong syntax", "a =", undefined], ["of a reserved word", "name = :v", { v: 1 }],
  ["with an undefined value", "a = :v", undefined], ["with an unknown function", "has(a)",
    undefined],
  ["without characters", "", undefined],
]) {
  core(`answers ValidationException to a condition ${title}`,
    "docs: Condition expressions, PutItem", {
    request: put(text, values), error: "ValidationException" });
}

const unusedValues = (...keys) => validation(
  `Value provided in ExpressionAttributeValues unused in expressions: keys: {${keys.join(", ")}}`);
const unusedNames = (...keys) => validation(
  `Value provided in ExpressionAttributeNames unused in expressions: keys: {${keys.join(", ")}}`);
const badKey = (member,
  key) => validation(`${member} contains invalid key: Syntax error; key: "${key}"`);
for (const [title, text, values, names, error] of [
  ["a value that is not used", "attribute_exists(a)", { v: 1 }, undefined, unusedValues(":v")],
  ["one of two values that is not used", "a = :w", { v: 1, w: 2 }, undefined, unusedValues(":v")],
  ["a name that is not used", "attribute_exists(a)", undefined, { "#a": "a" }, unusedNames("#a")],
  ["values without an expression", undefined, { v: 1 }, undefined, validation(
    "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null")],
  ["names without an expression", undefined, undefined, { "#a": "a" }, validation(
    "ExpressionAttributeNames can only be specified when using expressions")],
  ["values that are none", "attribute_exists(a)", {}, undefined,
    validation("ExpressionAttributeValues must not be empty")],
  ["names that are none", "attribute_exists(a)", undefined, {},
    validation("ExpressionAttributeNames must not be empty")],
]) {
  complete(`refuses ${title}`, parser, { request: put(text, values, names), error });
}
for (const key of ["v", "#v", ":", ":a-b", ":a b"]) {
  complete(`refuses the placeholder ${JSON.stringify(key)} for a value`, parser, {
    request: { ...put("a = :v"), ExpressionAttributeValues: { [key]: S("x") } },
    error: badKey("ExpressionAttributeValues", key) });
}
complete("refuses a placeholder without characters for a value", parser, {
  request: { ...put("a = :v"), ExpressionAttributeValues: { "": S("x") } },
  error: validation("ExpressionAttributeValues contains invalid key: " +
    "The expression attribute map contains an empty key;") });
for (const key of [":_a", ":1", ":A1", ":a_b"]) {
  complete(`takes the placeholder ${key} for a value`, "docs: Expression attribute values", {
    request: { ...put(`attribute_not_exists(zz) OR a = ${key}`),
      ExpressionAttributeValues: { [key]: S("x") } },
    output: {} });
}

const wrongValues = (detail) =>
  validation(`ExpressionAttributeValues contains invalid value: ${detail}`);
for (const [title, value, error] of [
  ["of no type", {},
    wrongValues("Supplied AttributeValue is empty, must contain exactly one of the " +
    "supported datatypes for key :v")],
  ["of two types", { S: "a", N: "1" },
    wrongValues("Supplied AttributeValue has more than one datatypes " +
    "set, must contain exactly one of the supported datatypes for key :v")],
  ["that is an empty set", { SS: [] }, wrongValues(
    "One or more parameter values were invalid: An string set  may not be empty for key :v")],
  ["that is no number", { N: "x" },
    wrongValues("The parameter cannot be converted to a numeric value: x for key :v")],
]) {
  complete(`refuses an expression's value ${title}`, "emulators agree: dynalite", {
    request: { ...put("a = :v"), ExpressionAttributeValues: { ":v": value } }, error });
}

const list = (count) => Array.from({ length: count }, (_, i) => `:v${i}`);
const listed = (count) => put(`a IN (${list(count).join(",")}) OR attribute_not_exists(zz)`,
  Object.fromEntries(list(count).map((name, i) => [name.slice(1), i])));
complete("takes 100 operands of IN", "docs: Condition expressions, IN, up to 100 values", {
  request: listed(100), output: {} });
complete("refuses 101 operands of IN", "docs: Condition expressions, IN, up to 100 values", {
  request: listed(101), error: "ValidationException" });

const terms = (count) => Array.from({ length: count },
  () => "attribute_not_exists(zz)").join(" AND ");
complete("takes a condition of 4096 bytes",
  "docs: Quotas, expression length of 4 KB; DynamoDB Local", {
  request: put(`${" ".repeat(4096 - 24)}attribute_not_exists(zz)`), output: {} });
complete("refuses a condition of 4097 bytes",
  "docs: Quotas, expression length of 4 KB; DynamoDB Local", {
  request: put(`${" ".repeat(4097 - 24)}attribute_not_exists(zz)`),
  error: invalid("Expression size has exceeded the maximum allowed size; expression size: 4097") });
complete("takes 300 operators but no more than a condition's bytes allow",
  "docs: Quotas, 300 operators or functions", { request: put(terms(140)), output: {} });

strict("reports a placeholder that is wrong before a value that is wrong",
  "emulators agree: DynamoDB Local, dynalite", {
    request: { ...put("a = :v"), ExpressionAttributeValues: { ":v": {}, w: S("x") } },
    error: badKey("ExpressionAttributeValues", "w") });
strict("reports unused names before unused values", parser, {
  request: put("attribute_exists(a)", { v: 1 }, { "#a": "a" }), error: unusedNames("#a") });
strict("reports an error of the expression before unused values", parser, {
  request: put("a =", { v: 1 }), error: syntax("<EOF>", "=") });
strict("reports a syntax error before an undefined value", parser, {
  request: put("a = :x AND", { v: 1 }), error: syntax("<EOF>", "AND") });
strict("reports a reserved word before an undefined value", parser, {
  request: put("a = :x AND name = :v", { v: 1 }), error: reserved("name") });
strict("reports an undefined value before a wrong operand's type", parser, {
  request: put("begins_with(a, :v) AND a = :x", { v: 1 }), error: operands("begins_with", "N") });
