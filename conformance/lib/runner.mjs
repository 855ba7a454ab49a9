// Finds the files of cases and runs them.
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { Context, Mismatch, runCase } from "./run_case.mjs";
import { TIERS, fileAt } from "./suite.mjs";

const CASE_PATIENCE_MS = 300_000;
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

// Folders are operations, but for these.
const OTHER_FOLDERS = ["lib", "peers", "differential"];

function caseFiles() {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.includes(entry.name))
    .flatMap(({ name }) => readdirSync(path.join(root, name))
      .filter((file) => file.endsWith(".mjs")).map((file) => path.join(root, name, file)))
    .sort();
}

// Files with the cases of a tier and those below it; `only` is FOLDER or FOLDER/TEXT, where TEXT is
// a part of the file's name or of the case's title.
export async function loadFiles({ tier = "strict", only = [] } = {}) {
  const tiers = TIERS.slice(0, TIERS.indexOf(tier) + 1);
  const wanted = ({ folder, file, title }) => only.length === 0 || only.some((pattern) => {
    const [, inFolder, text] = /^([^/]*)\/?(.*)$/.exec(pattern);
    return folder === inFolder && `${file}: ${title}`.includes(text);
  });
  const files = [];
  for (const location of caseFiles()) {
    const folder = path.basename(path.dirname(location));
    if (only.length > 0 && !only.some((pattern) => pattern.split("/")[0] === folder)) continue;
    await import(pathToFileURL(location));
    const file = fileAt(location);
    if (file === undefined) throw new Error(`${location} does not call suite(import.meta.url)`);
    const cases = file.cases.filter((one) => tiers.includes(one.tier) && wanted(one));
    if (cases.length > 0) files.push({ ...file, cases });
  }
  return files;
}

const patiently = (promise) => Promise.race([promise,
  sleep(CASE_PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`not done after ${CASE_PATIENCE_MS} ms`);
  })]);

async function runFile(endpoint, file, onResult) {
  const context = new Context(endpoint);
  for (const table of file.tables) {
    try {
      await patiently(table.create(context));
    } catch (error) {
      // Its cases run anyway, and say what they find: one that expects a refusal may be right.
      onResult({ fixture: true, folder: file.folder, file: file.name, title: table.name,
        wrong: error.lines ?? [String(error)] });
    }
  }
  for (const one of file.cases) {
    const { folder, file: name, tier, title, known } = one;
    let wrong = [];
    try {
      await patiently(runCase(endpoint, one, file.names));
    } catch (error) {
      wrong = error instanceof Mismatch ? error.lines : [error.stack ?? String(error)];
    }
    onResult({ folder, file: name, tier, title, known, passed: wrong.length === 0, wrong });
  }
  for (const TableName of file.names) await deleteTable(context, TableName);
}

// Gets rid of a table if it is there, also when it is still being made.
async function deleteTable(context, TableName) {
  for (let tries = 0; tries < 60; ++tries) {
    const answer = await context.ask("DeleteTable", { TableName }).catch(() => ({}));
    if (answer.error?.type !== "ResourceInUseException") return;
    await sleep(1000);
  }
}

// Runs the files, `parallel` of them at a time; onResult sees each case when it is done, and each
// fixture that could not be made.
export async function runFiles(endpoint, files, { parallel, onResult }) {
  const left = [...files];
  const worker = async () => {
    for (let file = left.shift(); file; file = left.shift()) await runFile(endpoint, file, onResult);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
