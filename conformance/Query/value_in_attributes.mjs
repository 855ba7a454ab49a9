// IN with a value on its left. A file of its own, which comes last: there are servers that it stops.
import { item, suite } from "../lib/suite.mjs";

const { complete, table } = suite(import.meta.url);

const store = table({ key: "pk:S sk:N", items: [
  { pk: "p", sk: 1, color: "red", price: 1 }, { pk: "p", sk: 2, color: "blue", price: 2 },
  { pk: "p", sk: 3, price: "blue" }] });

for (const [title, values, found] of [
  ["a text", { ":a": "blue" }, [2, 3]], ["a number", { ":a": 1 }, [1]],
    ["nothing", { ":a": "x" }, []],
]) {
  complete(`finds ${title} IN two attributes`,
    "docs: comparison operator and function reference, IN", {
    request: { TableName: store.name, KeyConditionExpression: "pk = :p",
      FilterExpression: ":a IN (color, price)", ProjectionExpression: "sk",
      ExpressionAttributeValues: item({ ":p": "p", ...values }) },
    output: { Items: found.map((sk) => item({ sk })), Count: found.length, ScannedCount: 3 } });
}
