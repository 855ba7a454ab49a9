// What two servers answered to one request, made comparable.
import { trimmedNumbers } from "./numbers.mjs";

const SETS = ["SS", "NS", "BS"];

function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name,
    SETS.includes(name) && Array.isArray(value[name]) ? [...value[name]].sort() : canonical(value[name])]));
}

const textOf = (item) => JSON.stringify(trimmedNumbers(item));
const byText = (left, right) => (textOf(left) < textOf(right) ? -1 : 1);

// Items without an order of their own are compared in any.
function hasOrder(operation, request) {
  return operation === "Query" && !request.IndexName;
}

// {error: {type, message, ...}} or {output}.
export function comparable(operation, request, answer) {
  const body = answer.text === "" ? {} : JSON.parse(answer.text);
  if (answer.status !== 200) {
    const { __type: type = "", message, Message, ...more } = body;
    return { error: { status: answer.status, type: type.split("#").pop(), message: message ?? Message ?? "",
      ...canonical(more) } };
  }
  const { ConsumedCapacity, ...output } = canonical(body);
  if (Array.isArray(output.Items) && !hasOrder(operation, request)) output.Items.sort(byText);
  for (const items of Object.values(output.Responses ?? {})) items.sort(byText);
  return { output };
}

// Two differences of one form are one: the texts without what varies in them.
export function formOf(operation, one, other) {
  const side = ({ error, output }) => (output ? `answers ${Object.keys(output).sort().join("+")}`
    : `${error.type}: ${error.message}`
      .replace(/"[^"]*"/g, "\"…\"").replace(/(token|near|operand type|attribute|Key|path one|path two|operator or function|name|value|key|expression|#\w+|:\w+|of operands): ?[^;,|]*/g, "$1: …")
      .replace(/\{[^}]*\}/g, "{…}").replace(/[#:]\w+/g, "…").replace(/\d+/g, "0"));
  return `${operation} | ${side(one)} | ${side(other)}`;
}
