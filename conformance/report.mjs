#!/usr/bin/env node
// report.mjs RESULT.json...: the side-by-side table of several runs, on stdout.
import { readFileSync } from "node:fs";
import process from "node:process";
import { TIERS } from "./lib/suite.mjs";

const peers = JSON.parse(readFileSync(new URL("../tools/peers/package.json", import.meta.url), "utf8"));
const versions = Object.entries(peers.dependencies).map(([name, version]) => `${name} ${version}`);
const runs = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const counted = runs.map((run) => run.cases.filter(({ known }) => known !== "unknown"));

const row = (cells) => `| ${cells.join(" | ")} |`;

// "12/14" for what passed of the cases that fit, of one run.
function score(cases, fits) {
  const some = cases.filter(fits);
  return `${some.filter(({ passed }) => passed).length}/${some.length}`;
}

const percent = (cases, fits) => {
  const some = cases.filter(fits);
  return `${(100 * some.filter(({ passed }) => passed).length / some.length).toFixed(1)} %`;
};

const folders = [...new Set(counted.flat().map(({ folder }) => folder))].sort();
const lines = [
  "# Conformance, side by side",
  "",
  "Written by `./dev conformance --peers`. Each cell is cases passed of cases that count.",
  "[README.md](README.md) says what the tiers are and how the truth of a case is known; what a server",
  "does not have at all (streams, tags and so on) counts as failed.",
  "",
  row(["", ...runs.map(({ name }) => name)]),
  row(["---", ...runs.map(() => "---:")]),
  ...TIERS.map((tier) => row([`**${tier}**`,
    ...counted.map((cases) => score(cases, (one) => one.tier === tier))])),
  row(["**all**", ...counted.map((cases) => score(cases, () => true))]),
  row(["", ...counted.map((cases) => percent(cases, () => true))]),
  "",
  `Run on ${runs[0].date.slice(0, 10)}, with the npm packages ${versions.join(", ")}.`,
  "",
  "## By operation",
  "",
  row(["operation", "tier", ...runs.map(({ name }) => name)]),
  row(["---", "---", ...runs.map(() => "---:")]),
];
for (const folder of folders) {
  for (const tier of TIERS) {
    const fits = (one) => one.folder === folder && one.tier === tier;
    if (!counted.some((cases) => cases.some(fits))) continue;
    lines.push(row([folder, tier, ...counted.map((cases) => score(cases, fits))]));
  }
}
process.stdout.write(`${lines.join("\n")}\n`);
