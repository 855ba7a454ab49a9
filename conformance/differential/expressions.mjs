// Random expressions over a handful of attributes, with their names and values; some are wrong.
const ATTRIBUTES = ["a", "b", "c", "n", "s", "m", "l", "ss", "ns", "bin", "flag", "nothing"];
const COMPARATORS = ["=", "<>", "<", "<=", ">", ">="];
const TYPES = ["S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M"];
const STRAY_TOKENS = ["AND", "OR", "NOT", "(", ")", ",", "=", "<", "BETWEEN", "IN", ".", "[0]", "+",
  "-", "SET", "REMOVE", "ADD", "DELETE", ":nope", "#nope", "size", "name", "0", "[", "]", "?", ":", "#"];

const NUMBERS = ["0", "1", "-1", "2", "10", "1.5", "-0.25", "1e3", "100", "1e-3", "99999999999999999999",
  "12345678901234567890123456789012345678", "1E+20", "007", "-0"];
const WRONG_NUMBERS = ["", "abc", "1e999", "1e-999", "123456789012345678901234567890123456789", "0x1",
  "NaN", "Infinity", "1,5", "--1"];

export class Expressions {
  constructor(random) {
    this.random = random;
    this.names = {};
    this.values = {};
  }

  scalar() {
    const { random } = this;
    return random.weighted([
      [4, () => ({ S: random.pick(["", "a", "b", "ab", "abc", "x", "é", "S", "N", "SS"]) })],
      [4, () => ({ N: random.pick(NUMBERS) })],
      [1, () => ({ B: random.pick(["", "YQ==", "YWI=", "YWJj"]) })],
      [1, () => ({ BOOL: random.chance(0.5) })],
      [1, () => ({ NULL: true })],
    ])();
  }

  value(depth = 0) {
    const { random } = this;
    if (random.chance(0.01)) return this.wrongValue();
    if (depth > 2 || random.chance(0.65)) return this.scalar();
    return random.weighted([
      [2, () => ({ SS: [...new Set(random.list(1, 3, () => random.pick(["a", "b", "c", "ab"])))] })],
      [2, () => ({ NS: [...new Set(random.list(1, 3, () => random.pick(["1", "2", "3", "10"])))] })],
      [1, () => ({ BS: [...new Set(random.list(1, 2, () => random.pick(["YQ==", "YWI="])))] })],
      [3, () => ({ L: random.list(0, 3, () => this.value(depth + 1)) })],
      [3, () => ({ M: Object.fromEntries(random.list(0, 3,
        () => [random.pick(["x", "y", "z", "a"]), this.value(depth + 1)])) })],
    ])();
  }

  wrongValue() {
    return this.random.pick([
      () => ({ N: this.random.pick(WRONG_NUMBERS) }), () => ({ SS: [] }), () => ({ SS: ["a", "a"] }),
      () => ({ NS: ["1", "1.0"] }), () => ({ NULL: false }), () => ({}), () => ({ S: "a", N: "1" }),
      () => ({ NS: ["x"] }), () => ({ BS: ["YQ==", "YQ=="] }), () => ({ NS: [] }),
    ])();
  }

  placeholder(value) {
    const name = `:v${Object.keys(this.values).length}`;
    this.values[name] = value;
    return name;
  }

  name(attribute) {
    if (this.random.chance(0.75)) return attribute;
    const placeholder = `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  path() {
    const { random } = this;
    let path = this.name(random.pick(ATTRIBUTES));
    while (random.chance(0.25)) {
      path += random.chance(0.5) ? `[${random.below(4)}]` : `.${this.name(random.pick(["x", "y", "z"]))}`;
    }
    return path;
  }

  operand() {
    return this.random.weighted([
      [5, () => this.path()],
      [5, () => this.placeholder(this.value())],
      [1, () => `size(${this.path()})`],
    ])();
  }

  condition(depth = 0) {
    const { random } = this;
    if (depth < 3 && random.chance(0.3)) {
      return random.weighted([
        [3, () => `${this.condition(depth + 1)} AND ${this.condition(depth + 1)}`],
        [3, () => `${this.condition(depth + 1)} OR ${this.condition(depth + 1)}`],
        [2, () => `NOT ${this.condition(depth + 1)}`],
        [2, () => `(${this.condition(depth + 1)})`],
      ])();
    }
    return random.weighted([
      [6, () => `${this.operand()} ${random.pick(COMPARATORS)} ${this.operand()}`],
      [2, () => `${this.operand()} BETWEEN ${this.operand()} AND ${this.operand()}`],
      [2, () => `${this.operand()} IN (${random.list(1, 3, () => this.operand()).join(", ")})`],
      [2, () => `attribute_exists(${this.path()})`],
      [2, () => `attribute_not_exists(${this.path()})`],
      [2, () => `attribute_type(${this.path()}, ${this.placeholder({ S: random.pick(TYPES) })})`],
      [2, () => `begins_with(${this.path()}, ${this.operand()})`],
      [2, () => `contains(${this.path()}, ${this.operand()})`],
    ])();
  }

  setValue() {
    const { random } = this;
    const term = () => random.weighted([
      [4, () => this.placeholder(this.value())],
      [3, () => this.path()],
      [2, () => `if_not_exists(${this.path()}, ${random.chance(0.8) ? this.placeholder(this.value()) : this.path()})`],
    ])();
    return random.weighted([
      [5, () => term()],
      [2, () => `${term()} ${random.pick(["+", "-"])} ${term()}`],
      [2, () => `list_append(${term()}, ${term()})`],
    ])();
  }

  update() {
    const { random } = this;
    const sections = {
      SET: () => `${this.path()} = ${this.setValue()}`,
      REMOVE: () => this.path(),
      ADD: () => `${this.path()} ${this.placeholder(this.value())}`,
      DELETE: () => `${this.path()} ${this.placeholder(this.value())}`,
    };
    const chosen = Object.keys(sections).filter((section) => random.chance(section === "SET" ? 0.6 : 0.25));
    if (chosen.length === 0) chosen.push("SET");
    return chosen.map((section) => `${section} ${random.list(1, 3, sections[section]).join(", ")}`).join(" ");
  }

  projection() {
    return this.random.list(1, 4, () => this.path()).join(", ");
  }

  // Mostly as it is; sometimes with a token too few, too many, or elsewhere.
  maybeBroken(expression) {
    const { random } = this;
    if (!random.chance(0.08)) return expression;
    const tokens = expression.match(/[#:]?\w+|<=|>=|<>|\S/g);
    const at = random.below(tokens.length);
    random.pick([
      () => tokens.splice(at, 1),
      () => tokens.splice(at, 0, random.pick(STRAY_TOKENS)),
      () => tokens.splice(at, 1, random.pick(STRAY_TOKENS)),
      () => tokens.splice(at, 0, tokens[random.below(tokens.length)]),
    ])();
    return tokens.join(" ");
  }

  // The members that go with the expressions written so far.
  parameters() {
    if (this.random.chance(0.01)) this.values[":unused"] = { S: "x" };
    if (this.random.chance(0.01)) this.names["#unused"] = "x";
    return {
      ...(Object.keys(this.names).length && { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length && { ExpressionAttributeValues: this.values }),
    };
  }
}
