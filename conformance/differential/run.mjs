#!/usr/bin/env node
// Sends the same random requests to two servers and reports where their answers differ:
// run.mjs --endpoint URL --against URL [--requests N] [--seed N] [--all]
import { parseArgs } from "node:util";
import { Endpoint } from "../lib/http.mjs";
import { comparable, formOf } from "./compare.mjs";
import { Random } from "./random.mjs";
import { Requests, TABLES } from "./requests.mjs";
import { settlementOf } from "./settled.mjs";

const PROGRESS_EVERY = 5000;
const CREDENTIALS = { accessKeyId: "differential", secretAccessKey: "differential", region: "us-east-1" };

const { values: flags } = parseArgs({ options: {
  endpoint: { type: "string" }, against: { type: "string" }, requests: { type: "string", default: "20000" },
  seed: { type: "string", default: "1" }, all: { type: "boolean", default: false },
} });

async function ask(server, operation, request) {
  const body = JSON.stringify(request);
  return server.exchange({ body, headers: server.headersFor(operation, body) });
}

async function createTables(servers) {
  for (const server of servers) {
    for (const table of TABLES) {
      await ask(server, "DeleteTable", { TableName: table.TableName });
      const created = await ask(server, "CreateTable", table);
      if (created.status !== 200) throw new Error(`${server.url}: ${created.text}`);
    }
  }
}

// What a request may have changed, where the two are not of one mind about it, goes on both.
async function forget(servers, request) {
  const touched = [];
  const note = (table, attributes) => {
    const schema = TABLES.find(({ TableName }) => TableName === table)?.KeySchema ?? [];
    const key = Object.fromEntries(schema.map(({ AttributeName: name }) => [name, attributes?.[name]]));
    touched.push({ TableName: table, Key: key });
  };
  for (const entry of request.TransactItems ?? [{ only: request }]) {
    const [members] = Object.values(entry);
    if (members.Key ?? members.Item) note(members.TableName, members.Key ?? members.Item);
  }
  for (const [table, entries] of Object.entries(request.RequestItems ?? {})) {
    if (!Array.isArray(entries)) continue;
    for (const { PutRequest, DeleteRequest } of entries) note(table, PutRequest?.Item ?? DeleteRequest.Key);
  }
  for (const server of servers) {
    for (const deletion of touched) await ask(server, "DeleteItem", deletion);
  }
}

async function main() {
  const servers = [flags.endpoint, flags.against].map((url) => new Endpoint(url, CREDENTIALS));
  await createTables(servers);
  const requests = new Requests(new Random(Number(flags.seed)));
  const found = new Map();
  const settled = new Map();
  for (let number = 1; number <= Number(flags.requests); ++number) {
    const [operation, request] = requests.next();
    const answers = await Promise.all(servers.map((server) => ask(server, operation, request)));
    const [one, other] = answers.map((answer) => comparable(operation, request, answer));
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      const settlement = settlementOf(operation, request, one, other);
      const [map, form] = settlement ? [settled, settlement.name] : [found, formOf(operation, one, other)];
      if (!map.has(form)) map.set(form, { operation, request, one, other, count: 0 });
      ++map.get(form).count;
      if (!["GetItem", "Query", "Scan", "BatchGetItem"].includes(operation)) await forget(servers, request);
    }
    if (number % PROGRESS_EVERY === 0) {
      console.error(`${number} requests: ${found.size} differences, ${settled.size} settled ones`);
    }
  }
  for (const { operation, request, one, other, count } of [...found.values()].sort((a, b) => b.count - a.count)) {
    console.log(`--- ${count} x ${operation} ${JSON.stringify(request)}`);
    console.log(`    ${JSON.stringify(one.error ?? one.output)}`);
    console.log(`    ${JSON.stringify(other.error ?? other.output)}`);
  }
  console.log(`\n${flags.requests} requests, seed ${flags.seed}: ${found.size} differences that are not settled`);
  if (flags.all) for (const [name, { count }] of settled) console.log(`settled ${count} x ${name}`);
  for (const server of servers) server.close();
  return found.size === 0 ? 0 : 1;
}

process.exitCode = await main();
