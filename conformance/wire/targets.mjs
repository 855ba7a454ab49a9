import { any, suite } from "../lib/suite.mjs";

const { core, complete, strict } = suite(import.meta.url);

const agree = "emulators agree: dynalite, dynoxide";
const operation = "ListTables";
const unknown = { status: 400,
  json: { __type: "com.amazon.coral.service#UnknownOperationException" } };
// What is no operation at all is answered in XML.
const notFound = { status: 404, text: "<UnknownOperationException/>\n" };
const target = (value) => ({ "X-Amz-Target": value });

core("answers a signed POST of an operation", "docs: DynamoDB low-level API", {
  http: { operation, body: "{}" },
  answer: { status: 200, json: { TableNames: any.list, LastEvaluatedTableName: any.optional } } });

core("refuses an operation that is not there", "docs: UnknownOperationException", {
  http: { operation: "NoSuchOperation", body: "{}" },
  answer: { status: 400, error: "UnknownOperationException" } });

for (const [title, value] of [
  ["an operation that is not there", "DynamoDB_20120810.NoSuch"],
  ["a name in lower case", "DynamoDB_20120810.listtables"],
  ["a service in lower case", "dynamodb_20120810.ListTables"],
  ["another part after the operation", "DynamoDB_20120810.ListTables.x"],
  ["no dot", "ListTables"],
  ["an empty target", ""],
  ["a service without an operation", "DynamoDB_20120810."],
  ["an operation without a service", ".ListTables"],
  ["a version that never was", "DynamoDB_20991231.ListTables"],
  ["another service", "DynamoDBStreams_20120810.ListTables"],
  ["spaces around", "DynamoDB_20120810. ListTables"],
]) {
  complete(`knows no operation by ${title}`, agree, {
    http: { operation, headers: target(value), body: "{}" }, answer: unknown });
}

complete("knows no operation without a target", agree, {
  http: { operation, headers: target(null), body: "{}" }, answer: unknown });

complete("answers errors in the type of the request", agree, {
  http: { operation: "NoSuch", headers: { "Content-Type": "application/json" }, body: "{}" },
  answer: { ...unknown, headers: { "Content-Type": "application/json" } } });

for (const method of ["PUT", "DELETE", "PATCH"]) {
  complete(`has no method ${method}`, agree,
    { http: { method, operation, body: "{}" }, answer: notFound });
  complete(`has no method ${method}, unsigned`, agree,
    { http: { method, body: "" }, answer: notFound });
}

complete("says that it is healthy to a GET", agree, {
  http: { method: "GET" }, answer: { status: 200, text: /^healthy: \S+ $/ } });

complete("says that it is healthy to a GET that is signed", agree, {
  http: { method: "GET", operation }, answer: { status: 200, text: /^healthy: \S+ $/ } });

complete("has no answer for HEAD", agree,
  { http: { method: "HEAD" }, answer: { status: 404, text: "" } });
complete("has no answer for OPTIONS without an origin", agree,
  { http: { method: "OPTIONS" }, answer: notFound });

const origin = { Origin: "http://example.com" };
complete("lets browsers ask first", agree, {
  http: { method: "OPTIONS",
    headers: { ...origin, "Access-Control-Request-Headers": "x-amz-target, x-amz-date" } },
  answer: { status: 200, text: "", headers: { "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "x-amz-target, x-amz-date",
    "Access-Control-Max-Age": "172800" } } });

complete("lets browsers read", agree, {
  http: { operation, headers: origin, body: "{}" },
  answer: { status: 200, headers: { "Access-Control-Allow-Origin": "*" } } });

strict("says nothing of origins when there is none", "emulators agree: all three", {
  http: { operation, body: "{}" },
  answer: { status: 200, headers: { "Access-Control-Allow-Origin": undefined } } });

strict("ignores the query", "emulators agree: all three", {
  http: { operation, path: "/?a=b&c", body: "{}" }, answer: { status: 200 } });

complete("takes a URL of 5,000 bytes", "emulators agree: all three", {
  http: { operation, path: `/?${"a".repeat(5000)}`, body: "{}" }, answer: { status: 200 } });

complete("refuses a URL of 100,000 bytes, and lives on", "docs: HTTP, 414 and 431", async (t) => {
  const headers = t.headers(operation, "{}");
  const long = await t.http({ headers, path: `/?${"a".repeat(100000)}`, body: "{}" });
  t.that([414, 431].includes(long.status), "status 414 or 431");
  t.equal((await t.http({ headers, body: "{}" })).status, 200);
});

complete("answers for another host", "unknown", {
  http: { operation, headers: { Host: "dynamodb.example.com" }, body: "{}" },
  answer: { status: 200 } });

strict("knows no operation by two targets", "emulators agree: dynalite", {
  http: { operation, headers: target(["DynamoDB_20120810.ListTables", "DynamoDB_20120810.GetItem"]),
    body: "{}" }, answer: unknown });

strict("takes a target whose header is in lower case",
  "docs: HTTP, names of headers have no case", {
  http: { operation, headers: { "x-amz-target": "DynamoDB_20120810.ListTables" }, body: "{}" },
  answer: { status: 200 } });

for (const [title, type] of [["text", "text/plain"],
  ["a form", "application/x-www-form-urlencoded"],
  ["JSON 1.1", "application/x-amz-json-1.1"], ["XML", "application/xml"], ["nothing", null]]) {
  complete(`does not know a content type of ${title}`, agree, {
    http: { operation, headers: { "Content-Type": type }, body: "{}" }, answer: notFound });
}

for (const [type, answered] of [
  ["application/json", "application/json"],
  ["application/json; charset=utf-8", "application/json"],
  ["application/x-amz-json-1.0", "application/x-amz-json-1.0"],
  ["application/x-amz-json-1.0; charset=utf-8", "application/x-amz-json-1.0"],
]) {
  complete(`takes and answers ${type}`, agree, {
    http: { operation, headers: { "Content-Type": type }, body: "{}" },
    answer: { status: 200, headers: { "Content-Type": answered } } });
}
