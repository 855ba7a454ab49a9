// What a file of cases imports: README.md says how cases are written.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";
import { Table, createTableRequest } from "./tables.mjs";

export * from "./values.mjs";
export { any, anyOf, arn, containing, matching, unordered } from "./match.mjs";

export { definitions, keySchema } from "./tables.mjs";

export const TIERS = ["core", "complete", "strict"];

const KNOWN = /^((docs|recorded|emulators agree): \S.*|unknown)$/s;
const MEMBERS = ["operation", "before", "request", "output", "error", "http", "answer", "after",
  "run"];

const run = randomBytes(4).toString("hex");
let serial = 0;

// Text that no other case and no other run uses: for keys, tokens and names.
export const unique = (prefix = "u") => `${prefix}-${run}-${++serial}`;

// An expected error: its type, its message (a text, or a RegExp where a part of it varies) and its
// further members. Its status is 400 unless `status` says otherwise.
export const failure = (type, message, { status = 400, ...members } = {}) =>
  ({ type, message, status, members });
export const validation = (message) => failure("ValidationException", message);

// "Type" or "Type: message" or what failure() made.
export function readError(error) {
  if (typeof error !== "string") return error;
  const colon = error.indexOf(": ");
  return colon < 0 ? failure(error) : failure(error.slice(0, colon), error.slice(colon + 2));
}

// Each file that was imported, by its path.
const files = new Map();
export const fileAt = (file) => files.get(file);

// suite(import.meta.url): the functions that declare the cases of a file.
export function suite(url) {
  const location = fileURLToPath(url);
  const folder = path.basename(path.dirname(location));
  const file = { folder, name: path.basename(location, ".mjs"), cases: [], tables: [], names: [] };
  files.set(location, file);

  const declare = (tier) => (title, known, body) => {
    const spec = typeof body === "function" ? { run: body } : body;
    const where = `${folder}/${file.name}: "${title}"`;
    if (!KNOWN.test(known)) throw new Error(`${where} does not say how it is known: ${known}`);
    if (file.cases.some((other) => other.title === title)) throw new Error(`${where} is there twice`);
    const wrong = Object.keys(spec).filter((name) => !MEMBERS.includes(name));
    if (wrong.length > 0) throw new Error(`${where} has ${wrong}`);
    const error = spec.error === undefined ? undefined : readError(spec.error);
    if (tier === "core" && error?.message !== undefined) {
      throw new Error(`${where} is a core case: these know no messages of errors`);
    }
    if (!spec.run && !spec.http && (spec.output === undefined) === (error === undefined)) {
      throw new Error(`${where} wants one of output and error`);
    }
    file.cases.push({ folder, file: file.name, tier, title, known, operation: folder, ...spec,
      error });
  };

  // A name for a table that a case makes itself; it is deleted after the file.
  const tableName = (prefix = folder) => {
    const name = unique(`conformance.${prefix}`);
    file.names.push(name);
    return name;
  };

  return {
    core: declare("core"),
    complete: declare("complete"),
    strict: declare("strict"),
    tableName,
    // A table that is made before the cases of this file run, and deleted after them.
    table: (options) => {
      const table = new Table(tableName(), options);
      file.tables.push(table);
      return table;
    },
    // The CreateTable request of such a table with a name of its own.
    newTable: (options) => createTableRequest(tableName(), options),
  };
}
