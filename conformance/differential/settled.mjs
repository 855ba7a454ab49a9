// Differences from DynamoDB Local that were judged: what the service does, and how that is known.
// DIFFERENCES.md is written from this list.
import { trimmed, trimmedNumbers } from "./numbers.mjs";

const messages = (one, other) => [one.error?.message ?? "", other.error?.message ?? ""];
const says = (ours, local) => (_operation, _request, one, other) => {
  const [our, their] = messages(one, other);
  return ours.test(our) && local.test(their);
};
const bothRefuse = ({ error: our }, { error: their }) =>
  our?.type === "ValidationException" && their?.type === "ValidationException";

// How far a request got before it was refused, in the order in which the service looks at it: the
// request's own parameters, its expressions, keys, the table, the item.
const STAGES = [
  /^Invalid \w+Expression|ExpressionAttribute|unused in expressions|Cannot specify|can be used only when|Must specify|ReturnValues|Supplied AttributeValue|cannot be converted|Number overflow|magnitude|Attempting to store|must be specified in the request|Null attribute value|Input collection|only supports precision|Return values set|Filter expression|Consistent reads|does not project|empty keys|Invalid operator|more than one datatypes|set  may not be empty/,
  /multiple operations on one item|list of item keys contains duplicates/,
  /key element does not match|conditions on the keys|Type mismatch for|Missing the key|required keys|empty (string|binary) value|Key attributes must be scalars|Condition parameter type|Query (condition|key)|Invalid attribute value type|part of the key|KeyCondition|Filter Expression can only|nested attributes|schema/,
  /resource not found|non-existent table/,
  /conditional request failed|invalid for update|does not exist in the item|incorrect data type|Type mismatch for attribute|unsupported type|Transaction cancelled|starting key|does not have the specified index/,
];
// Of one stage, by what they are about.
const subjectOf = (text) => text.slice(0, 40);
const stageOf = (text) => STAGES.findIndex((stage) => stage.test(text));

const sameOutput = (one, other) => one.output && other.output &&
  JSON.stringify(trimmedNumbers(one.output)) === JSON.stringify(trimmedNumbers(other.output));

export const SETTLED = [
  {
    name: "numbers inside lists, maps and sets",
    ours: "without leading and trailing zeros, and without an exponent",
    local: "as they were written",
    why: "\"Leading and trailing zeroes are trimmed\" (developer guide, Data types, Number)",
    covers: (_operation, _request, one, other) => sameOutput(one, other),
  },
  {
    name: "numbers in messages",
    ours: "without leading and trailing zeros, and without an exponent",
    local: "as they were written",
    why: "as in items",
    covers: (_operation, _request, one, other) => {
      const [our, their] = messages(one, other).map((text) =>
        text.replace(/\{N:([^}]*)\}/g, (_, number) => `{N:${trimmed(number)}}`));
      return our !== "" && our === their;
    },
  },
  {
    name: "numbers of more than 38 digits",
    ours: "Attempting to store more than 38 significant digits in a Number",
    local: "DynamoDB only supports precision up to 38 digits",
    why: "recorded in bug reports; dynalite and dynoxide agree",
    covers: says(/more than 38 significant digits/, /precision up to 38 digits/),
  },
  {
    name: "which path clashes",
    ours: "names two paths that overlap",
    local: "names, of more than two, one that overlaps with nothing as path two",
    why: "the message speaks of two paths that overlap with each other",
    covers: (_operation, _request, one, other) => {
      const [our, their] = messages(one, other);
      const upTo = (text) => text.slice(0, text.indexOf("path one:"));
      return /path one: /.test(our) && /path one: /.test(their) && /overlap|conflict/.test(our) &&
        /overlap|conflict/.test(their) && upTo(our).split(";")[0] !== "";
    },
  },
  {
    name: "a text in a number set",
    ours: "The parameter cannot be converted to a numeric value: x",
    local: "A value provided cannot be converted into a number",
    why: "the service says it of N as of NS (recorded in bug reports; dynalite and dynoxide agree)",
    covers: says(/The parameter cannot be converted to a numeric value/,
      /A value provided cannot be converted/),
  },
  {
    name: "sets with an element twice",
    ours: "lists the elements: Input collection [a, a] contains duplicates.",
    local: "does not list them",
    why: "the service's message has them (recorded in bug reports; dynalite agrees)",
    covers: says(/Input collection \[.*contains duplicates/,
      /Input collection .*contains duplicates/),
  },
  {
    name: "tables that are not there",
    ours: "Requested resource not found",
    local: "Cannot do operations on a non-existent table",
    why: "recorded in countless bug reports; dynalite and dynoxide agree",
    covers: says(/^Requested resource not found/, /^Cannot do operations on a non-existent table/),
  },
  {
    name: "keys with too few or too many attributes",
    ours: "The provided key element does not match the schema",
    local: "The number of conditions on the keys is invalid",
    why: "recorded in bug reports; dynalite and dynoxide agree",
    covers: says(/The provided key element does not match the schema/,
      /The number of conditions on the keys is invalid/),
  },
  {
    name: "values of a wrong type for an index key",
    ours: "Type mismatch for Index Key n Expected: N Actual: L IndexName: lsi",
    local: "Invalid attribute value type",
    why: "recorded in bug reports; dynalite and dynoxide agree",
    covers: says(/Type mismatch for Index Key/,
      /Invalid attribute value type|Type mismatch for Index Key/),
  },
  {
    name: "ReturnValues that an operation does not know",
    ours: "ReturnValues can only be ALL_OLD or NONE",
    local: "Return values set to invalid value",
    why: "dynalite and dynoxide agree",
    covers: says(/^ReturnValues can only be ALL_OLD or NONE/,
      /^Return values set to invalid value/),
  },
  {
    name: "the last page of a Query",
    ours: "a page that Limit ended has a LastEvaluatedKey, though no other key can meet the condition",
    local: "has none where the keys alone tell",
    why: "the service stops at the limit without looking further; dynalite and dynoxide agree",
    covers: (operation, request, one, other) => {
      if (operation !== "Query" || !one.output?.LastEvaluatedKey || !other.output) return false;
      const { LastEvaluatedKey, ...rest } = one.output;
      return request.Limit === one.output.ScannedCount && sameOutput({ output: rest }, other);
    },
  },
  {
    name: "requests with several mistakes",
    ours: "tells the first by the order of the service: expressions, keys, the table, the item",
    local: "looks at tables and keys first, and at key types where the item is written",
    why: "order of validation as recorded for the suite's strict cases",
    covers: (_operation, _request, one, other) => {
      const texts = messages(one, other);
      const [our, their] = texts.map(stageOf);
      const both = one.error && other.error && our >= 0 && their >= 0;
      return both && (our !== their || subjectOf(texts[0]) !== subjectOf(texts[1]));
    },
  },
  {
    name: "key attributes that are missing or of a wrong type",
    ours: "Missing the key pk in the item; Type mismatch for key pk expected: S actual: N; in keys: The "
      + "provided key element does not match the schema",
    local: "One of the required keys was not given a value; Type mismatch for key",
    why: "recorded in bug reports; dynalite and dynoxide agree",
    covers: says(/Missing the key|Type mismatch for key \w+ expected|provided key element/,
      /required keys was not given|Type mismatch for key$|Type mismatch for key"/),
  },
  {
    name: "errors that a transaction's actions find in their items and keys",
    ours: "TransactionCanceledException with the reason ValidationError",
    local: "some of them as ValidationException",
    why: "the API reference lists them among the reasons; dynoxide agrees",
    covers: (operation, _request, one, other) => operation === "TransactWriteItems" &&
      one.error?.type === "TransactionCanceledException" && other.error !== undefined,
  },
  {
    name: "Scan of a local index with a filter on what is not projected",
    ours: "the attribute is absent",
    local: "the attribute of the table's item",
    why: "unknown: a Scan fetches nothing from the table for its answer either",
    covers: (operation, request, one, other) =>
      operation === "Scan" && request.IndexName === "lsi" &&
      request.FilterExpression !== undefined && one.output && other.output,
  },
  {
    name: "paths into several index keys",
    ours: "names the index key that comes first in the table's indexes",
    local: "names another one",
    why: "two mistakes; the order is unknown",
    covers: says(/Key attributes must be scalars/, /Key attributes must be scalars/),
  },
  {
    name: "attributes called size",
    ours: "SIZE is a reserved word",
    local: "takes `size` for a name where no parenthesis follows",
    why: "developer guide, Reserved words in DynamoDB",
    covers: (_operation, _request, one) => /reserved keyword: size$/.test(one.error?.message ?? ""),
  },
  {
    name: "a value of a wrong type for an index key that if_not_exists does not need",
    ours: "refused before the item is looked at",
    local: "taken when the attribute exists",
    why: "dynalite, which was held against the service; dynoxide takes it too",
    covers: (operation, _request, one, other) =>
      operation === "UpdateItem" && other.output !== undefined &&
      /Type mismatch for Index Key/.test(one.error?.message ?? ""),
  },
  {
    name: "UPDATED_OLD and UPDATED_NEW of a part",
    ours: "the part",
    local: "the whole attribute",
    why: "\"only the updated attributes\" (API reference); dynalite and dynoxide agree",
    covers: (operation, request, one, other) => operation === "UpdateItem" &&
      /^UPDATED/.test(request.ReturnValues) &&
      one.output && other.output,
  },
  {
    name: "which of several mistakes of one update is told",
    ours: "bad paths and wrong operands of ADD and DELETE before the operands of SET",
    local: "what is there in the item before what is new to it",
    why: "unknown; the emulators are of three minds, and the request is refused all the same",
    covers: (operation, _request, one, other) => {
      const two = /invalid for update|refers to an attribute that does not exist|incorrect data type|Type mismatch/;
      return operation === "UpdateItem" && bothRefuse(one, other) && messages(one,
        other).every((text) => two.test(text));
    },
  },
];

// The settlement that covers a difference; `one` is ours, `other` DynamoDB Local's.
export function settlementOf(operation, request, one, other) {
  return SETTLED.find(({ covers }) => covers(operation, request, one, other));
}
