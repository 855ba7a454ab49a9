// Lists the tables at URL, signed with the keys of the environment, and prints as one line of JSON
// what came of it: node authentication_program.mjs URL.
import process from "node:process";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({ endpoint: process.argv[2], maxAttempts: 1 });
let outcome;
try {
  const { TableNames } = await client.send(new ListTablesCommand({ Limit: 10 }));
  outcome = { tables: TableNames };
} catch (error) {
  outcome = { error: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
}
process.stdout.write(`${JSON.stringify(outcome)}\n`);
