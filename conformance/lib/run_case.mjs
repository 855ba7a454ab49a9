// Runs one case against an endpoint.
import { differences } from "./match.mjs";
import { readAnswer } from "./http.mjs";
import { loadSdk } from "./sdk.mjs";
import { readError } from "./suite.mjs";
import { until, untilActive } from "./tables.mjs";

// What a case found wrong: `lines` say what.
export class Mismatch extends Error {
  constructor(lines) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

function expectNothingWrong(lines, what) {
  if (lines.length > 0) throw new Mismatch(what ? [`${what}:`, ...lines] : lines);
}

// Since June 2026 some regions put these words before messages that had stood alone (recorded in
// ministackorg/ministack issue 1038, nubo-db/dynoxide pull request 152): with or without will do.
const ENVELOPE = "1 validation error detected: ";

function messageDifferences(expected, message) {
  const found = differences(expected, message, "message");
  if (found.length === 0 || !message?.startsWith(ENVELOPE)) return found;
  return differences(expected, message.slice(ENVELOPE.length), "message").length === 0 ? [] : found;
}

function errorDifferences(expected, answer, tier) {
  if (answer.error === undefined) {
    return [`expected ${expected.type}${expected.message ? `: ${expected.message}` : ""}, got ` +
      `status ${answer.status} ${(answer.text ?? "").slice(0, 400)}`];
  }
  const { type, message, ...members } = answer.error;
  const lines = [];
  if (expected.type !== type) {
    lines.push(`type: expected ${expected.type}, got ${type} (${message})`);
  }
  if (expected.status !== answer.status) {
    lines.push(`status: expected ${expected.status}, got ${answer.status}`);
  }
  if (expected.message !== undefined) {
    lines.push(...messageDifferences(expected.message, message));
  }
  // What else an error has is looked at when a case says so, or is strict.
  if (Object.keys(expected.members).length > 0 || tier === "strict") {
    lines.push(...differences(expected.members, members, ".error"));
  }
  return lines;
}

// What `run` functions call, and what the declared cases are made of.
export class Context {
  // `names` are the tables that will be deleted after the file.
  constructor(endpoint, theCase = {}, names = []) {
    this.endpoint = endpoint;
    this.theCase = theCase;
    this.names = names;
  }

  // Has the table of this name deleted after the file; answers the name.
  disposable(name) {
    this.names.push(name);
    return name;
  }

  // Answers whatever comes: {status, output} or {status, error: {type, message, ...}}.
  ask(operation, request) {
    return this.endpoint.ask(operation, request);
  }

  // Expects success, and if given this output; answers the output.
  async ok(operation, request, expected) {
    const answer = await this.ask(operation, request);
    if (answer.output === undefined) {
      throw new Mismatch([`${operation}: expected success, got status ${answer.status} ` +
        (answer.text ?? "").slice(0, 600)]);
    }
    if (expected !== undefined) {
      expectNothingWrong(differences(expected, answer.output),
        operation === this.theCase.operation ? undefined : operation);
    }
    return answer.output;
  }

  // Expects this error ("Type", "Type: message" or failure(...)); answers it.
  async fails(operation, request, error) {
    const answer = await this.ask(operation, request);
    expectNothingWrong(errorDifferences(readError(error), answer, this.theCase.tier),
      operation === this.theCase.operation ? undefined : operation);
    return answer.error;
  }

  // Expects a value to be like this.
  equal(actual, expected, what = "") {
    expectNothingWrong(differences(expected, actual, what ? `.${what}` : ""));
  }

  that(condition, what) {
    if (!condition) throw new Mismatch([`expected ${what}`]);
  }

  // The headers an SDK would send, for http(): take some away, add some.
  headers(operation, body = "{}", path = "/") {
    return this.endpoint.headersFor(operation, body, path);
  }

  http(request) {
    return this.endpoint.exchange(request);
  }

  // {client, streams, documents} and everything that the packages of the SDK export.
  sdk() {
    return loadSdk(this.endpoint);
  }

  until(done, what, patienceMs) {
    return until(done, what, patienceMs);
  }

  untilActive(table) {
    return untilActive(this, table);
  }
}

// One HTTP exchange of a case: {method, path, operation, headers, body}. With an operation the
// headers are an SDK's, and `headers` changes them: null takes one away.
async function runHttp(context, { operation, headers = {}, body = "", ...rest }, answer = {}) {
  const all = operation ? context.headers(operation, body, rest.path) : {};
  for (const [name, value] of Object.entries(headers)) {
    for (const other of Object.keys(all)) {
      if (other.toLowerCase() === name.toLowerCase()) delete all[other];
    }
    if (value !== null) all[name] = value;
  }
  const got = await context.http({ ...rest, headers: all, body });
  const lines = [];
  if (answer.status !== undefined) lines.push(...differences(answer.status, got.status, ".status"));
  for (const [name, expected] of Object.entries(answer.headers ?? {})) {
    lines.push(...differences(expected, got.headers[name.toLowerCase()], `.${name}`));
  }
  if (answer.text !== undefined) lines.push(...differences(answer.text, got.text, ".text"));
  if (answer.json !== undefined) lines.push(...jsonDifferences(answer.json, got.text));
  if (answer.error !== undefined) {
    lines.push(...errorDifferences(readError(answer.error), readAnswer(got), context.theCase.tier));
  }
  expectNothingWrong(lines);
}

function jsonDifferences(expected, text) {
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [`expected ${JSON.stringify(expected)}, got ${text.slice(0, 400)}`];
  }
  return differences(expected, parsed, ".json");
}

// Throws Mismatch, or what went wrong otherwise.
export async function runCase(endpoint, theCase, names) {
  const context = new Context(endpoint, theCase, names);
  for (const [operation, request] of theCase.before ?? []) await context.ok(operation, request);
  if (theCase.run) {
    await theCase.run(context);
  } else if (theCase.http) {
    await runHttp(context, theCase.http, theCase.answer);
  } else if (theCase.error) {
    await context.fails(theCase.operation, theCase.request, theCase.error);
  } else {
    await context.ok(theCase.operation, theCase.request, theCase.output);
  }
  for (const [operation, request, expected] of theCase.after ?? []) {
    await context.ok(operation, request, expected);
  }
}

