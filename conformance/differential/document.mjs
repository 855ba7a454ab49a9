#!/usr/bin/env node
// Writes DIFFERENCES.md to stdout.
import { SETTLED } from "./settled.mjs";

console.log(`# Differences from DynamoDB Local

What \`./dev conformance --differential\` found when it sent the same random requests to both, and how
each was settled. It is written from \`settled.mjs\`; what is not in this list fails the run. What was
found and turned out to be a mistake of Stator's was mended, and is a case of the suite.

| about | Stator | DynamoDB Local | why |
| --- | --- | --- | --- |`);
for (const { name, ours, local, why } of SETTLED) console.log(`| ${name} | ${ours} | ${local} | ${why} |`);
