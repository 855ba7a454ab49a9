#!/usr/bin/env node
// Writes docs/compatibility.md to stdout, from the cases and differences.mjs.
import process from "node:process";
import { differences, missing } from "./differences.mjs";
import { loadFiles } from "./lib/runner.mjs";
import { TIERS } from "./lib/suite.mjs";

const cases = (await loadFiles()).flatMap((file) => file.cases)
  .filter(({ known }) => known !== "unknown");
const row = (cells) => `| ${cells.join(" | ")} |`;
const folders = [...new Set(cases.map(({ folder }) => folder))].sort();
const count = (fits) => cases.filter(fits).length;

const lines = [
  "<!-- Written by `./dev conformance --docs`; edit conformance/differences.mjs instead. -->",
  "# Where Stator differs from the service",
  "",
  "Stator aims at the service's answers, down to the words of its errors. This page lists the",
  "differences that are meant, and why. Any other difference is a bug.",
  "",
  row(["the service", "Stator", "why"]),
  "|---|---|---|",
  ...differences.map(({ service, stator, why }) => row([service, stator, why])),
  "",
  "## Not there yet",
  "",
  ...missing.map((text) => `- ${text}`),
  "",
  "## What is there",
  "",
  "Cases of the [conformance suite](../conformance/README.md) that check each operation, by tier;",
  "[the results](../conformance/RESULTS.md) stand beside those of other emulators. Stator passes",
  "all of them in every build.",
  "",
  row(["operation", ...TIERS]),
  "|---|---:|---:|---:|",
  ...folders.map((folder) => row([folder,
    ...TIERS.map((tier) => count((one) => one.folder === folder && one.tier === tier))])),
  row(["all", ...TIERS.map((tier) => count((one) => one.tier === tier))]),
];
process.stdout.write(`${lines.join("\n")}\n`);
