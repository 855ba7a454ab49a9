// FilterExpression, ProjectionExpression and Select of a table.
import { B, NS, SS, item, suite, validation } from "../lib/suite.mjs";

const { core, complete, table } = suite(import.meta.url);

const cars = [
  { pk: "p", sk: 1, color: "red", price: 10, tags: SS("old", "fast"),
    spec: { doors: 2, list: [1, "x"] } },
  { pk: "p", sk: 2, color: "blue", price: 20, bin: B("abc"), spec: { doors: 4 } },
  { pk: "p", sk: 3, color: "reddish", price: 30, gone: null, flags: [true, false] },
  { pk: "p", sk: 4, price: -5, numbers: NS(1, 2, 3), ok: true },
  { pk: "p", sk: 5, color: "", price: "dear", spec: "none" },
];
const store = table({ key: "pk:S sk:N", lsi: { byPrice: { key: "pk:S color:S",
  project: "KEYS_ONLY" } },
  items: cars.map((car) => (car.color === "" ? { ...car, color: undefined, empty: "" } : car))
    .map((car) => Object.fromEntries(Object.entries(car).filter(([, value]) =>
      value !== undefined))) });

const query = (more, values, names) => ({ TableName: store.name, KeyConditionExpression: "pk = :p",
  ExpressionAttributeValues: item({ ":p": "p", ...values }), ExpressionAttributeNames: names,
    ...more });
const sks = (...found) => ({ Items: found.map((sk) => item({ sk })), Count: found.length,
  ScannedCount: 5 });
const FILTER = "docs: Query, FilterExpression; comparison operator and function reference";

// [filter, values, the sort keys it leaves, names, whether it is a core case]
for (const [filter, values, found, names, isCore] of [
  ["color = :a", { ":a": "red" }, [1], undefined, true],
  ["color <> :a", { ":a": "red" }, [2, 3, 4, 5], undefined, true],
  ["price < :a", { ":a": 20 }, [1, 4], undefined, true],
  ["price <= :a", { ":a": 20 }, [1, 2, 4], undefined, true],
  ["price > :a", { ":a": 20 }, [3], undefined, true],
  ["price >= :a", { ":a": 20 }, [2, 3], undefined, true],
  ["price BETWEEN :a AND :b", { ":a": 10, ":b": 20 }, [1, 2], undefined, true],
  ["color IN (:a, :b)", { ":a": "red", ":b": "blue" }, [1, 2], undefined, true],
  ["price = :a", { ":a": "10" }, []],
  ["price < :a", { ":a": "zzz" }, [5]],
  ["attribute_exists(color)", {}, [1, 2, 3], undefined, true],
  ["attribute_not_exists(color)", {}, [4, 5], undefined, true],
  ["attribute_exists(spec.doors)", {}, [1, 2]],
  ["attribute_not_exists(spec.doors)", {}, [3, 4, 5]],
  ["attribute_exists(spec.#l[1])", {}, [1], { "#l": "list" }],
  ["attribute_exists(spec.#l[2])", {}, [], { "#l": "list" }],
  ["attribute_type(price, :a)", { ":a": "N" }, [1, 2, 3, 4]],
  ["attribute_type(price, :a)", { ":a": "S" }, [5]],
  ["attribute_type(spec, :a)", { ":a": "M" }, [1, 2]],
  ["attribute_type(gone, :a)", { ":a": "NULL" }, [3]],
  ["attribute_type(flags, :a)", { ":a": "L" }, [3]],
  ["attribute_type(tags, :a)", { ":a": "SS" }, [1]],
  ["attribute_type(#n, :a)", { ":a": "NS" }, [4], { "#n": "numbers" }],
  ["attribute_type(ok, :a)", { ":a": "BOOL" }, [4]],
  ["attribute_type(bin, :a)", { ":a": "B" }, [2]],
  ["begins_with(color, :a)", { ":a": "red" }, [1, 3], undefined, true],
  ["begins_with(bin, :a)", { ":a": B("ab") }, [2]],
  ["begins_with(price, :a)", { ":a": "d" }, [5]],
  ["contains(color, :a)", { ":a": "ed" }, [1, 3], undefined, true],
  ["contains(tags, :a)", { ":a": "old" }, [1]],
  ["contains(tags, :a)", { ":a": "ol" }, []],
  ["contains(#n, :a)", { ":a": 2 }, [4], { "#n": "numbers" }],
  ["contains(flags, :a)", { ":a": false }, [3]],
  ["contains(spec.#l, :a)", { ":a": "x" }, [1], { "#l": "list" }],
  ["contains(bin, :a)", { ":a": B("bc") }, [2]],
  ["contains(price, :a)", { ":a": 1 }, []],
  ["size(color) = :a", { ":a": 4 }, [2]],
  ["size(color) > :a", { ":a": 3 }, [2, 3]],
  ["size(tags) = :a", { ":a": 2 }, [1]],
  ["size(spec) = :a", { ":a": 1 }, [2]],
  ["size(bin) = :a", { ":a": 3 }, [2]],
  ["size(#e) = :a", { ":a": 0 }, [5], { "#e": "empty" }],
  ["size(flags) BETWEEN :a AND :b", { ":a": 1, ":b": 2 }, [3]],
  ["size(price) > :a", { ":a": 0 }, [5]],
  ["tags = :a", { ":a": SS("fast", "old") }, [1]],
  ["flags = :a", { ":a": [true, false] }, [3]],
  ["flags = :a", { ":a": [false, true] }, []],
  ["spec = :a", { ":a": { doors: 4 } }, [2]],
  ["gone = :a", { ":a": null }, [3]],
  ["ok = :a", { ":a": true }, [4]],
  ["NOT color = :a", { ":a": "red" }, [2, 3, 4, 5]],
  ["NOT (price > :a)", { ":a": 15 }, [1, 4, 5]],
  ["color = :a OR price = :b", { ":a": "red", ":b": 20 }, [1, 2], undefined, true],
  ["color = :a AND price = :b", { ":a": "red", ":b": 10 }, [1], undefined, true],
  ["color = :a OR color = :b AND price = :c", { ":a": "red", ":b": "blue", ":c": 999 }, [1]],
  ["(color = :a OR color = :b) AND price = :c", { ":a": "red", ":b": "blue", ":c": 20 }, [2]],
  ["NOT color = :a AND price = :b", { ":a": "red", ":b": 20 }, [2]],
  [":a = color", { ":a": "red" }, [1]],
  ["price BETWEEN spec.doors AND :a", { ":a": 50 }, [1, 2]],
  ["spec.doors < price", {}, [1, 2]],
  ["spec.#l[0] = :a", { ":a": 1 }, [1], { "#l": "list" }],
  ["nothing = :a", { ":a": 1 }, []],
  ["nothing <> :a", { ":a": 1 }, [1, 2, 3, 4, 5]],
]) {
  const operands = JSON.stringify(Object.values(item(values)).map((value) =>
    Object.values(value)[0]));
  (isCore ? core : complete)(`filters by ${filter} of ${operands}`, FILTER, {
    request: query({ FilterExpression: filter, ProjectionExpression: "sk" }, values, names),
    output: sks(...found) });
}

complete("refuses a filter on the partition key", "emulators agree: DynamoDB Local, dynoxide", {
  request: query({ FilterExpression: "pk = :p" }),
  error: validation("Filter Expression can only contain non-primary key attributes: Primary key " +
    "attribute: pk") });
complete("refuses a filter on the sort key", "emulators agree: DynamoDB Local, dynoxide", {
  request: query({ FilterExpression: "sk > :a" }, { ":a": 1 }),
  error: validation("Filter Expression can only contain non-primary key attributes: Primary key " +
    "attribute: sk") });
complete("refuses a filter on the key by a name", "emulators agree: DynamoDB Local, dynoxide", {
  request: query({ FilterExpression: "#k > :a" }, { ":a": 1 }, { "#k": "sk" }),
  error: validation("Filter Expression can only contain non-primary key attributes: Primary key " +
    "attribute: sk") });
core("refuses a filter on a key", "docs: Query, FilterExpression does not allow key attributes", {
  request: query({ FilterExpression: "sk > :a" }, { ":a": 1 }), error: "ValidationException" });
complete("refuses a filter on the sort key of the index that is queried",
  "docs: Query, FilterExpression does not allow key attributes", {
    request: query({ IndexName: "byPrice", FilterExpression: "color = :a" }, { ":a": "red" }),
    error: validation("Filter Expression can only contain non-primary key attributes: Primary " +
      "key attribute: color") });
complete("filters on the table's sort key in an index", "docs: Query, FilterExpression", {
  request: query({ IndexName: "byPrice", FilterExpression: "sk > :a", ProjectionExpression: "sk" },
    { ":a": 1 }),
  output: { Items: [item({ sk: 2 }), item({ sk: 3 })], Count: 2, ScannedCount: 3 } });

const badFilter = (text) => validation(`Invalid FilterExpression: ${text}`);
for (const [title, filter, values, error] of [
  ["an empty filter", "", {}, badFilter("The expression can not be empty;")],
  ["a filter that ends too early", "color =", {},
    badFilter('Syntax error; token: "<EOF>", near: "="')],
  ["a filter with a reserved word", "name = :a", { ":a": 1 },
    badFilter("Attribute name is a reserved keyword; reserved keyword: name")],
  ["an unknown function in a filter", "foo(color)", {},
    badFilter("Invalid function name; function: foo")],
  ["size as a condition", "size(color)", {},
    badFilter("The function is not allowed to be used this way in an expression; function: size")],
  ["begins_with as an operand", "begins_with(color, :a) = :a", { ":a": "r" },
    badFilter("The function is not allowed to be used this way in an expression; function: " +
      "begins_with")],
  ["a value that is not given in a filter", "color = :a", {},
    badFilter("An expression attribute value used in expression is not defined; attribute value: :a")],
  ["a name that is not given in a filter", "#c = :a", { ":a": 1 },
    badFilter("An expression attribute name used in the document path is not defined; attribute " +
      "name: #c")],
  ["attribute_type of a type that is none", "attribute_type(color, :a)", { ":a": "X" },
    validation(/^Invalid FilterExpression: Invalid attribute type name found; type: X, valid types: \{([A-Z]+,){9}[A-Z]+\}$/)],
  ["attribute_type of a number", "attribute_type(color, :a)", { ":a": 1 },
    badFilter("Incorrect operand type for operator or function; operator or function: " +
      "attribute_type, operand type: N")],
  ["a comparison of a path with itself", "color = color", {},
    badFilter("The first operand must be distinct from the remaining operands for this operator " +
      "or function; operator: =, first operand: [color]")],
  ["IN of 101 operands", `color IN (${Array.from({ length: 101 }, () => ":a").join(", ")})`,
    { ":a": 1 },
    badFilter("The IN operator is provided with too many operands; number of operands: 101")],
  ["a BETWEEN whose bounds are the wrong way round in a filter", "price BETWEEN :a AND :b",
    { ":a": 2, ":b": 1 },
    badFilter("The BETWEEN operator requires upper bound to be greater than or equal to lower " +
      "bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: " +
      "{N:1}")],
  ["SET in a filter", "SET color = :a", { ":a": 1 },
    badFilter('Syntax error; token: "SET", near: "SET color"')],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local", {
    request: query({ FilterExpression: filter }, values), error });
}

// Projections
const PROJECTION = "docs: Query, ProjectionExpression";
const projected = (expression, found, names) => ({
  request: { TableName: store.name, KeyConditionExpression: "pk = :p AND sk = :s",
    ExpressionAttributeValues: item({ ":p": "p", ":s": 1 }), ProjectionExpression: expression,
    ExpressionAttributeNames: names },
  output: { Items: [item(found)], Count: 1, ScannedCount: 1 } });
core("projects some attributes", PROJECTION, projected("sk, color", { sk: 1, color: "red" }));
core("projects without the keys", PROJECTION, projected("price", { price: 10 }));
for (const [title, expression, found, names] of [
  ["a member of a map", "spec.doors", { spec: { doors: 2 } }],
  ["an element of a list", "spec.#l[1]", { spec: { list: ["x"] } }, { "#l": "list" }],
  ["two elements in their order", "spec.#l[1], spec.#l[0]", { spec: { list: [1, "x"] } },
    { "#l": "list" }],
  ["attributes by names", "#c, #p", { color: "red", price: 10 }, { "#c": "color", "#p": "price" }],
  ["nothing of attributes that are not there", "nothing, spec.nothing", {}],
  ["nothing of an element beyond the end", "spec.#l[7]", {}, { "#l": "list" }],
  ["a set", "tags", { tags: SS("fast", "old") }],
]) {
  complete(`projects ${title}`, PROJECTION, projected(expression, found, names));
}
const badProjection = (text) => validation(`Invalid ProjectionExpression: ${text}`);
for (const [title, expression, error] of [
  ["an empty projection", "", badProjection("The expression can not be empty;")],
  ["a projection that ends with a comma", "a,",
    badProjection('Syntax error; token: "<EOF>", near: ","')],
  ["a projection with a reserved word", "name",
    badProjection("Attribute name is a reserved keyword; reserved keyword: name")],
  ["a path twice", "a, a",
    badProjection("Two document paths overlap with each other; must remove or rewrite one of " +
    "these paths; path one: [a], path two: [a]")],
  ["a path and a part of it", "a, a.b",
    badProjection("Two document paths overlap with each other; must remove or rewrite one of " +
    "these paths; path one: [a], path two: [a, b]")],
  ["paths that make one thing a map and a list", "a.b, a[0]",
    badProjection("Two document paths conflict with each other; must remove or rewrite one of " +
    "these paths; path one: [a, b], path two: [a, [0]]")],
  ["an operator in a projection", "a = b",
    badProjection('Syntax error; token: "=", near: "a = b"')],
  ["a value in a projection", ":p", badProjection('Syntax error; token: ":p", near: ":p"')],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local", {
    request: query({ ProjectionExpression: expression }), error });
}

// Select
const SELECT = "docs: Query, Select";
core("counts when Select is COUNT", SELECT, {
  request: query({ Select: "COUNT" }), output: { Count: 5, ScannedCount: 5 } });
core("counts what the filter leaves", SELECT, {
  request: query({ Select: "COUNT", FilterExpression: "color = :a" }, { ":a": "red" }),
  output: { Count: 1, ScannedCount: 5 } });
complete("answers whole items when Select is ALL_ATTRIBUTES", SELECT, {
  request: { ...query({ Select: "ALL_ATTRIBUTES" }, { ":s": 1 }),
    KeyConditionExpression: "pk = :p AND sk = :s" },
  output: { Items: [item(cars[0])], Count: 1, ScannedCount: 1 } });
complete("projects when Select is SPECIFIC_ATTRIBUTES", SELECT, {
  request: query({ Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "sk" }),
  output: sks(1, 2, 3, 4, 5) });
for (const [title, more, error] of [
  ["ALL_PROJECTED_ATTRIBUTES of a table", { Select: "ALL_PROJECTED_ATTRIBUTES" },
    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"],
  ["SPECIFIC_ATTRIBUTES without any", { Select: "SPECIFIC_ATTRIBUTES" },
    "Must specify the AttributesToGet or ProjectionExpression when choosing to get " +
      "SPECIFIC_ATTRIBUTES"],
  ["a projection with COUNT", { Select: "COUNT", ProjectionExpression: "sk" },
    "Cannot specify the ProjectionExpression when choosing to get only the Count"],
  ["a projection with ALL_ATTRIBUTES", { Select: "ALL_ATTRIBUTES", ProjectionExpression: "sk" },
    "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES"],
  ["AttributesToGet with COUNT", { Select: "COUNT", AttributesToGet: ["sk"] },
    "Can not use both expression and non-expression parameters in the same request: " +
      "Non-expression parameters: {AttributesToGet} Expression parameters: {KeyConditionExpression}"],
]) {
  complete(`refuses ${title}`, "emulators agree: DynamoDB Local", {
    request: query(more), error: validation(error) });
}
complete("refuses a Select that is none", "emulators agree: dynoxide", {
  request: query({ Select: "EVERYTHING" }),
  error: validation("1 validation error detected: Value 'EVERYTHING' at 'select' failed to satisfy " +
    "constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, " +
      "ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]") });
