// Lists the tables at URL, signed with the keys of the environment, and prints as one line of JSON
// what came of it: node authentication_program.mjs URL [WAY]. WAY is "header" (the default),
// "presigned" (a URL), "unsigned-payload", or how many milliseconds the client's clock is off, with
// an attempt more when "+" follows.
import process from "node:process";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";

const [endpoint, way = "header"] = process.argv.slice(2);
const skew = Number.parseInt(way, 10) || 0;
const client = new DynamoDBClient({
  endpoint, maxAttempts: way.endsWith("+") ? 2 : 1, systemClockOffset: skew });

const unsignedPayload = (next) => (args) => {
  args.request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
  return next(args);
};

// Sends a URL that the SDK's signer presigned, in the place of the request that the SDK would send.
const presigned = () => async ({ request }) => {
  const signer = await client.config.signer();
  const { headers, query, body } = await signer.presign(request, {
    expiresIn: 60, unhoistableHeaders: new Set(["x-amz-target"]) });
  const answer = await fetch(`${endpoint}/?${new URLSearchParams(query)}`, {
    method: "POST", headers: { ...headers, host: undefined }, body });
  const { TableNames, __type: type = "", message } = await answer.json();
  if (answer.ok) return { output: { TableNames } };
  throw Object.assign(new Error(message), {
    name: type.split("#")[1], $metadata: { httpStatusCode: answer.status } });
};

if (way === "unsigned-payload") client.middlewareStack.add(unsignedPayload, { step: "build" });
if (way === "presigned") client.middlewareStack.add(presigned, { step: "build", priority: "low" });
let outcome;
try {
  const { TableNames } = await client.send(new ListTablesCommand({ Limit: 10 }));
  outcome = { tables: TableNames };
} catch (error) {
  outcome = { error: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}
process.stdout.write(`${JSON.stringify(outcome)}\n`);
