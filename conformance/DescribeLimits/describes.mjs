import { any, suite } from "../lib/suite.mjs";

const { core, complete, strict } = suite(import.meta.url);

const limits = { AccountMaxReadCapacityUnits: any.number, AccountMaxWriteCapacityUnits: any.number,
  TableMaxReadCapacityUnits: any.number, TableMaxWriteCapacityUnits: any.number };

core("answers the limits of the account and of a table", "docs: DescribeLimits", {
  request: {}, output: limits });

complete("has limits of at least the defaults",
  "docs: Quotas, 80,000 for an account and 40,000 for a table", async (t) => {
  const now = await t.ok("DescribeLimits", {});
  t.that(now.AccountMaxReadCapacityUnits >= 80000 && now.AccountMaxWriteCapacityUnits >= 80000,
    "80000 or more");
  t.that(now.TableMaxReadCapacityUnits >= 40000 && now.TableMaxWriteCapacityUnits >= 40000,
    "40000 or more");
});

strict("ignores members that it does not know", "emulators agree: DynamoDB Local", {
  request: { TableName: "x" }, output: limits });

strict("refuses a body that is a list", "docs: JSON protocol, a request is an object", {
  request: "[]", error: "SerializationException" });
