// Deep comparison of an answer with what a case expects.

// A matcher says what is wrong with a value, or nothing (undefined) when it fits.
export class Matcher {
  constructor(description, check) {
    this.description = description;
    this.check = check;
  }

  toJSON() {
    return `<${this.description}>`;
  }
}

const predicate = (description, fits) =>
  new Matcher(description, (value) => (fits(value) ? undefined : `expected ${description}`));

export const any = {
  string: predicate("any string", (value) => typeof value === "string" && value !== ""),
  number: predicate("any number", (value) => typeof value === "number"),
  // Seconds since 1970, as the service writes dates: near now.
  date: predicate("a date of about now", (value) =>
    typeof value === "number" && Math.abs(value - Date.now() / 1000) < 24 * 3600),
  list: predicate("any list", Array.isArray),
  value: predicate("any value", (value) => value !== undefined),
  // Fits when the member is there, whatever it is, and when it is not.
  optional: predicate("anything", () => true),
};

export const matching = (pattern) =>
  predicate(`text like ${pattern}`, (value) => typeof value === "string" && pattern.test(value));

// An ARN of this resource, in whatever region and account; a RegExp is matched against the resource.
export function arn(resource) {
  const rest = resource instanceof RegExp ? resource.source
    : resource.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return matching(new RegExp(`^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:${rest}$`));
}

export const anyOf = (...choices) => new Matcher(
  `any of ${JSON.stringify(choices)}`,
  (value) => choices.some((choice) => differences(choice, value).length === 0)
    ? undefined : `expected any of ${JSON.stringify(choices)}`);

// The object has at least these members; `undefined` says that a member is not there.
export const containing = (members) => new Matcher(
  `an object with ${JSON.stringify(members)}`,
  (value) => {
    if (typeof value !== "object" || value === null) return "expected an object";
    const found = Object.entries(members)
      .flatMap(([name, expected]) => differences(expected, value[name], `.${name}`));
    return found.length === 0 ? undefined : found.join("\n    ");
  });

// A list with these elements in any order.
export const unordered = (...elements) => new Matcher(
  `in any order ${JSON.stringify(elements)}`,
  (value) => Array.isArray(value) && sameElements(elements, value)
    ? undefined : `expected in any order ${JSON.stringify(elements)}`);

function sameElements(expected, actual) {
  if (expected.length !== actual.length) return false;
  const left = [...actual];
  return expected.every((element) => {
    const at = left.findIndex((candidate) => differences(element, candidate).length === 0);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

const brief = (value) => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}...` : text;
};

// A set, as an AttributeValue: its elements have no order.
const isSet = (value) => {
  const names = Object.keys(value);
  return names.length === 1 && ["SS", "NS", "BS"].includes(names[0]) &&
    Array.isArray(value[names[0]]);
};

// All differences, each "path: expected ..., got ..."; an empty list when the value fits.
export function differences(expected, actual, path = "") {
  const here = path === "" ? "the answer" : path.replace(/^\./, "");
  if (expected instanceof Matcher) {
    const wrong = expected.check(actual);
    return wrong === undefined ? [] : [`${here}: ${wrong}, got ${brief(actual)}`];
  }
  if (expected instanceof RegExp) return differences(matching(expected), actual, path);
  const different = [`${here}: expected ${brief(expected)}, got ${brief(actual)}`];
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return different;
    return expected.flatMap((element, i) => differences(element, actual[i], `${path}[${i}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return different;
    if (isSet(expected) && isSet(actual)) {
      const [name] = Object.keys(expected);
      return name in actual && sameElements(expected[name], actual[name]) ? [] : different;
    }
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) => differences(expected[name], actual[name],
      `${path}.${name}`));
  }
  return expected === actual ? [] : different;
}
