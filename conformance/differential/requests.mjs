// Random requests to two tables: one with a partition key, one with a sort key and indexes too.
import { Expressions } from "./expressions.mjs";

export const HASH_TABLE = "DifferentialHash";
export const RANGE_TABLE = "DifferentialRange";

const attribute = (name, type) => ({ AttributeName: name, AttributeType: type });
const keys = (hash, range) => [{ AttributeName: hash, KeyType: "HASH" },
  ...(range ? [{ AttributeName: range, KeyType: "RANGE" }] : [])];

export const TABLES = [
  { TableName: HASH_TABLE, AttributeDefinitions: [attribute("pk", "S")], KeySchema: keys("pk"),
    BillingMode: "PAY_PER_REQUEST" },
  { TableName: RANGE_TABLE, KeySchema: keys("pk", "sk"), BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [attribute("pk", "S"), attribute("sk", "N"), attribute("a", "S"),
      attribute("n", "N")],
    GlobalSecondaryIndexes: [{ IndexName: "gsi", KeySchema: keys("a", "n"),
      Projection: { ProjectionType: "ALL" } }],
    LocalSecondaryIndexes: [{ IndexName: "lsi", KeySchema: keys("pk", "n"),
      Projection: { ProjectionType: "KEYS_ONLY" } }] },
];

const PARTITIONS = ["p", "q", "r"];
const SORTS = ["1", "2", "3", "10", "-1"];
const RETURN_VALUES = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];

export class Requests {
  constructor(random) {
    this.random = random;
  }

  key(table) {
    const { random } = this;
    const key = { pk: { S: random.pick(PARTITIONS) } };
    if (table === RANGE_TABLE) key.sk = { N: random.pick(SORTS) };
    if (random.chance(0.02)) {
      random.pick([
        () => { key.pk = { S: "" }; }, () => { key.pk = { N: "1" }; }, () => { delete key.pk; },
        () => { key.extra = { S: "x" }; }, () => { key.sk = { S: "x" }; },
      ])();
    }
    return key;
  }

  item(table) {
    const expressions = new Expressions(this.random);
    const item = {};
    for (const name of ["a", "b", "c", "n", "s", "m", "l", "ss", "ns", "bin", "flag"]) {
      if (this.random.chance(0.45)) item[name] = expressions.value();
    }
    // Those of the index keys are mostly of the right type.
    if (item.a && this.random.chance(0.9)) item.a = { S: this.random.pick(["a", "b", "c"]) };
    if (item.n && this.random.chance(0.9)) item.n = { N: this.random.pick(["1", "2", "3"]) };
    return { ...item, ...this.key(table) };
  }

  table() {
    return this.random.chance(0.01) ? "DifferentialNone" : this.random.pick([HASH_TABLE, RANGE_TABLE]);
  }

  write(table, expressions, members) {
    const { random } = this;
    const request = { TableName: table, ...members };
    if (random.chance(0.4)) {
      request.ConditionExpression = expressions.maybeBroken(expressions.condition());
    }
    return request;
  }

  returnValues(likely) {
    return this.random.chance(0.5)
      ? { ReturnValues: this.random.chance(0.95) ? this.random.pick(likely) : this.random.pick(RETURN_VALUES) }
      : {};
  }

  put() {
    const table = this.table();
    const expressions = new Expressions(this.random);
    const request = this.write(table, expressions, { Item: this.item(table) });
    return ["PutItem", { ...request, ...expressions.parameters(),
      ...this.returnValues(["NONE", "ALL_OLD"]) }];
  }

  remove() {
    const table = this.table();
    const expressions = new Expressions(this.random);
    const request = this.write(table, expressions, { Key: this.key(table) });
    return ["DeleteItem", { ...request, ...expressions.parameters(),
      ...this.returnValues(["NONE", "ALL_OLD"]) }];
  }

  update() {
    const table = this.table();
    const expressions = new Expressions(this.random);
    const update = expressions.maybeBroken(expressions.update());
    const request = this.write(table, expressions, { Key: this.key(table), UpdateExpression: update });
    return ["UpdateItem", { ...request, ...expressions.parameters(), ...this.returnValues(RETURN_VALUES) }];
  }

  get() {
    const table = this.table();
    const expressions = new Expressions(this.random);
    const request = { TableName: table, Key: this.key(table) };
    if (this.random.chance(0.6)) {
      request.ProjectionExpression = expressions.maybeBroken(expressions.projection());
    }
    return ["GetItem", { ...request, ...expressions.parameters() }];
  }

  // Filter and projection of a page.
  page(expressions, request) {
    if (this.random.chance(0.5)) {
      request.FilterExpression = expressions.maybeBroken(expressions.condition());
    }
    if (this.random.chance(0.3)) {
      request.ProjectionExpression = expressions.maybeBroken(expressions.projection());
    }
    if (this.random.chance(0.1)) {
      request.Select = this.random.pick(["COUNT", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES",
        "ALL_PROJECTED_ATTRIBUTES"]);
    }
    return { ...request, ...expressions.parameters() };
  }

  keyCondition(expressions, hash, range) {
    const { random } = this;
    const value = (type) => expressions.placeholder(random.chance(0.97)
      ? { [type]: random.pick(type === "S" ? [...PARTITIONS, "a", "b"] : SORTS) } : expressions.value());
    const parts = [`${hash.name} = ${value(hash.type)}`];
    if (range && random.chance(0.6)) {
      parts.push(random.weighted([
        [5, () => `${range.name} ${random.pick(["=", "<", "<=", ">", ">="])} ${value(range.type)}`],
        [2, () => `${range.name} BETWEEN ${value(range.type)} AND ${value(range.type)}`],
        [1, () => `begins_with(${range.name}, ${value(range.type)})`],
        [1, () => `${range.name} <> ${value(range.type)}`],
      ])());
    }
    if (random.chance(0.1)) parts.reverse();
    return parts.join(" AND ");
  }

  query() {
    const { random } = this;
    const expressions = new Expressions(random);
    const pk = { name: "pk", type: "S" };
    const source = random.pick([
      { TableName: HASH_TABLE, hash: pk },
      { TableName: RANGE_TABLE, hash: pk, range: { name: "sk", type: "N" } },
      { TableName: RANGE_TABLE, IndexName: "gsi", hash: { name: "a", type: "S" },
        range: { name: "n", type: "N" } },
      { TableName: RANGE_TABLE, IndexName: "lsi", hash: pk, range: { name: "n", type: "N" } },
    ]);
    const { hash, range, ...request } = source;
    request.KeyConditionExpression = expressions.maybeBroken(this.keyCondition(expressions, hash, range));
    if (random.chance(0.3)) request.ScanIndexForward = random.chance(0.5);
    if (random.chance(0.1)) request.ConsistentRead = true;
    if (!request.IndexName && random.chance(0.2)) request.Limit = 1 + random.below(3);
    return ["Query", this.page(expressions, request)];
  }

  scan() {
    const request = { TableName: this.table() };
    if (request.TableName === RANGE_TABLE && this.random.chance(0.4)) {
      request.IndexName = this.random.pick(["gsi", "lsi"]);
    }
    return ["Scan", this.page(new Expressions(this.random), request)];
  }

  batchGet() {
    const table = this.random.pick([HASH_TABLE, RANGE_TABLE]);
    return ["BatchGetItem", { RequestItems: { [table]: {
      Keys: this.random.list(1, 3, () => this.key(table)) } } }];
  }

  batchWrite() {
    const table = this.random.pick([HASH_TABLE, RANGE_TABLE]);
    return ["BatchWriteItem", { RequestItems: { [table]: this.random.list(1, 3,
      () => (this.random.chance(0.5) ? { PutRequest: { Item: this.item(table) } }
        : { DeleteRequest: { Key: this.key(table) } })) } }];
  }

  transactWrite() {
    return ["TransactWriteItems", { TransactItems: this.random.list(1, 3, () => {
      const [operation, { ReturnValues, ...members }] =
        this.random.pick([() => this.put(), () => this.remove(), () => this.update()])();
      return { [operation.replace("Item", "")]: members };
    }) }];
  }

  next() {
    return this.random.weighted([
      [14, () => this.put()], [6, () => this.remove()], [30, () => this.update()],
      [8, () => this.get()], [18, () => this.query()], [12, () => this.scan()],
      [3, () => this.batchGet()], [3, () => this.batchWrite()], [6, () => this.transactWrite()],
    ])();
  }
}
