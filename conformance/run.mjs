#!/usr/bin/env node
// Runs the conformance suite against one endpoint; README.md says how.
import { writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { Endpoint } from "./lib/http.mjs";
import { loadFiles, runFiles } from "./lib/runner.mjs";
import { closeSdk } from "./lib/sdk.mjs";
import { TIERS } from "./lib/suite.mjs";
import { limitPatience } from "./lib/tables.mjs";

const USAGE = `usage: run.mjs --endpoint URL [--tier core|complete|strict] [--only FOLDER[/TEXT]]...
               [--json FILE] [--name NAME] [--parallel N] [--quiet]
               [--patience SECONDS] [--sign]
       run.mjs --list [--tier ...] [--only ...]

--tier includes the lower ones; strict is the default. --patience bounds how long a case waits for
what takes its time in the cloud (minutes without it). --sign signs with AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY instead of sending a signature that only looks right. AWS_REGION is the
region, us-east-1 without it. Exits with 1 when a case that counts fails.`;

function readArguments() {
  const { values } = parseArgs({ options: {
    endpoint: { type: "string" }, tier: { type: "string", default: "strict" },
    only: { type: "string", multiple: true, default: [] }, json: { type: "string" },
    name: { type: "string" }, parallel: { type: "string", default: "4" },
    patience: { type: "string" }, list: { type: "boolean" }, sign: { type: "boolean" }, quiet: { type: "boolean" },
    help: { type: "boolean" },
  } });
  if (values.help || !TIERS.includes(values.tier) || !(values.list || values.endpoint) ||
      !(Number(values.parallel) >= 1)) {
    console.error(USAGE);
    process.exit(values.help ? 0 : 2);
  }
  return values;
}

function credentials({ sign }) {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  const region = AWS_REGION ?? "us-east-1";
  if (!sign) return { accessKeyId: "AKIDLOCAL", secretAccessKey: "local", region };
  return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN, region, sign };
}

const counts = ({ known }) => known !== "unknown";
const nameOf = ({ folder, file, title }) => `${folder}/${file}: ${title}`;

function printFailure(result) {
  const mark = result.fixture ? "FIXTURE" : counts(result) ? "FAILED" : "unknown";
  console.log(`${mark}  ${nameOf(result)}`);
  for (const line of result.wrong) console.log(`    ${line}`);
  if (result.known) console.log(`    known: ${result.known}`);
}

function totalsOf(results) {
  const totals = {};
  for (const result of results.filter(counts)) {
    const of = totals[result.tier] ??= { passed: 0, total: 0 };
    of.total += 1;
    of.passed += result.passed ? 1 : 0;
  }
  return totals;
}

function printTotals(results, milliseconds) {
  const of = Object.entries(totalsOf(results))
    .map(([tier, { passed, total }]) => `${tier} ${passed}/${total}`);
  const counted = results.filter(counts);
  const passed = counted.filter((result) => result.passed).length;
  console.log(`${passed} of ${counted.length} cases passed (${of.join(", ")}) in ` +
    `${(milliseconds / 1000).toFixed(1)} s; ${results.length - counted.length} of unknown truth`);
}

async function main() {
  const values = readArguments();
  if (values.patience) limitPatience(Number(values.patience) * 1000);
  const files = await loadFiles(values);
  if (values.list) {
    for (const one of files.flatMap((file) => file.cases)) {
      console.log(`${one.tier.padEnd(8)}  ${nameOf(one)}  [${one.known}]`);
    }
    return 0;
  }
  const results = [];
  const brokenFixtures = [];
  const started = Date.now();
  const endpoint = new Endpoint(values.endpoint, credentials(values));
  const total = files.reduce((sum, file) => sum + file.cases.length, 0);
  await runFiles(endpoint, files, {
    parallel: Number(values.parallel),
    onResult: (result) => {
      (result.fixture ? brokenFixtures : results).push(result);
      if (!result.passed && !values.quiet) printFailure(result);
      if (process.stdout.isTTY && !result.fixture) {
        process.stdout.write(`\r${results.length}/${total}\r`);
      }
    },
  });
  endpoint.close();
  closeSdk();
  printTotals(results, Date.now() - started);
  if (values.json) {
    writeFileSync(values.json, `${JSON.stringify({ name: values.name ?? values.endpoint,
      endpoint: values.endpoint, date: new Date().toISOString(), totals: totalsOf(results),
      brokenFixtures, cases: results }, null, 1)}\n`);
  }
  return brokenFixtures.length > 0 || results.some((one) => counts(one) && !one.passed) ? 1 : 0;
}

process.exitCode = await main();
