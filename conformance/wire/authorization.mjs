import { suite } from "../lib/suite.mjs";

const { core, complete, strict } = suite(import.meta.url);

const agree = "emulators agree: dynalite, dynoxide";
const operation = "ListTables";
const scope = "Credential=AKIDLOCAL/20260101/us-east-1/dynamodb/aws4_request";
const signature = `Signature=${"0".repeat(64)}`;
const signed = "SignedHeaders=host;x-amz-date;x-amz-target";
const authorization = (value) => ({ Authorization: value });
const error = (type, message) =>
  ({ status: 400, json: { __type: `com.amazon.coral.service#${type}`, message } });
const missing = error("MissingAuthenticationTokenException",
  "Request is missing Authentication Token");

core("refuses a request that is not signed", "docs: Common errors, MissingAuthenticationToken", {
  http: { operation, headers: authorization(null), body: "{}" },
  answer: { status: 400, error: "MissingAuthenticationTokenException" } });

for (const [title, value] of [
  ["is not there", null], ["is empty", ""], ["is no algorithm", "hello"],
  ["is Basic", "Basic YTpi"],
  ["is a bearer's", "Bearer abc"],
  ["is of version 3", "AWS3-HTTPS AWSAccessKeyId=a,Algorithm=HmacSHA256,Signature=x"],
]) {
  complete(`misses a token when Authorization ${title}`, agree, {
    http: { operation, headers: authorization(value), body: "{}" }, answer: missing });
}

complete("misses a token when neither Authorization nor a date is there", agree, {
  http: { operation, headers: { Authorization: null, "X-Amz-Date": null }, body: "{}" },
  answer: missing });

// What of Credential, Signature and SignedHeaders is missing is said in this order.
const requires = (names, value) => error("IncompleteSignatureException", [
  ...names.map((name) => `Authorization header requires '${name}' parameter.`),
  `Authorization=${value}`].join(" "));
for (const [title, value, names] of [
  ["everything", "AWS4-HMAC-SHA256", ["Credential", "Signature", "SignedHeaders"]],
  ["everything but another parameter", "AWS4-HMAC-SHA256 a=b",
    ["Credential", "Signature", "SignedHeaders"]],
  ["the credential", `AWS4-HMAC-SHA256 ${signed}, ${signature}`, ["Credential"]],
  ["the signature", `AWS4-HMAC-SHA256 ${scope}, ${signed}`, ["Signature"]],
  ["the signed headers", `AWS4-HMAC-SHA256 ${scope}, ${signature}`, ["SignedHeaders"]],
  ["signature and signed headers", `AWS4-HMAC-SHA256 ${scope}`, ["Signature", "SignedHeaders"]],
  ["credential and signed headers", `AWS4-HMAC-SHA256 ${signature}`,
    ["Credential", "SignedHeaders"]],
  ["credential and signature", `AWS4-HMAC-SHA256 ${signed}`, ["Credential", "Signature"]],
]) {
  complete(`says that ${title} is missing`, agree, {
    http: { operation, headers: authorization(value), body: "{}" },
    answer: requires(names, value) });
}

const whole = `AWS4-HMAC-SHA256 ${scope}, ${signed}, ${signature}`;
complete("asks for a date", agree, {
  http: { operation, headers: { ...authorization(whole), "X-Amz-Date": null }, body: "{}" },
  answer: error("IncompleteSignatureException",
    "Authorization header requires existence of either a " +
    `'X-Amz-Date' or a 'Date' header. Authorization=${whole}`) });

strict("asks for a date together with all else that is missing", agree, {
  http: { operation, headers: { ...authorization("AWS4-HMAC-SHA256 a=b"), "X-Amz-Date": null },
    body: "{}" },
  answer: error("IncompleteSignatureException",
    "Authorization header requires 'Credential' parameter. " +
    "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' " +
    "parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
    "Authorization=AWS4-HMAC-SHA256 a=b") });

// Presigned: the parameters of the query.
const query = (...names) => "/?" + names.map((name) => ({
  Algorithm: "X-Amz-Algorithm=AWS4-HMAC-SHA256",
  Credential: "X-Amz-Credential=a%2F20260101%2Fus-east-1%2Fdynamodb%2Faws4_request",
  Date: "X-Amz-Date=20260101T000000Z", SignedHeaders: "X-Amz-SignedHeaders=host",
  Signature: "X-Amz-Signature=00" })[name]).join("&");
const unsigned = { Authorization: null, "X-Amz-Date": null };
for (const [there, lacking] of [
  [["Algorithm"], ["Credential", "Signature", "SignedHeaders", "Date"]],
  [["Algorithm", "Credential"], ["Signature", "SignedHeaders", "Date"]],
  [["Algorithm", "Credential", "Signature"], ["SignedHeaders", "Date"]],
  [["Algorithm", "Credential", "Signature", "SignedHeaders"], ["Date"]],
  [["Algorithm", "Date", "Signature", "SignedHeaders"], ["Credential"]],
  [["Algorithm", "Credential", "Date", "SignedHeaders"], ["Signature"]],
]) {
  complete(`says that a query of ${there.join(", ")} lacks ${lacking.join(", ")}`, agree, {
    http: { operation, path: query(...there), headers: unsigned, body: "{}" },
    answer: error("IncompleteSignatureException", lacking.map((name) =>
      `AWS query-string parameters must include 'X-Amz-${name}'.`).join(" ") +
      " Re-examine the query-string parameters.") });
}

complete("misses a token when only the credential is in the query",
  "emulators agree: dynalite, dynoxide", {
  http: { operation, path: query("Credential", "Signature", "SignedHeaders", "Date"),
    headers: unsigned, body: "{}" },
  answer: missing });

complete("misses the credential of a query that has an empty one", "emulators agree: dynalite", {
  http: { operation, headers: unsigned, body: "{}",
    path: query("Algorithm", "Date", "SignedHeaders", "Signature") + "&X-Amz-Credential=" },
  answer: error("IncompleteSignatureException", "AWS query-string parameters must include " +
    "'X-Amz-Credential'. Re-examine the query-string parameters.") });

complete("looks at the first of two Authorization headers", agree, async (t) => {
  const headers = t.headers(operation, "{}");
  const send = (...values) =>
    t.http({ headers: { ...headers, Authorization: values }, body: "{}" });
  t.equal((await send(headers.Authorization, "Basic YTpi")).status, 200);
  t.equal(JSON.parse((await send("Basic YTpi", headers.Authorization)).text), missing.json);
});

complete("does not put two halves of Authorization together", agree, {
  http: { operation, body: "{}",
    headers: { Authorization: [`AWS4-HMAC-SHA256 ${scope}`, `${signed}, ${signature}`] } },
  answer: requires(["Signature", "SignedHeaders"], `AWS4-HMAC-SHA256 ${scope}`) });

complete("refuses a signature in both header and query", agree, {
  http: { operation, path: query("Algorithm"), headers: authorization(whole), body: "{}" },
  answer: error("InvalidSignatureException",
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.") });

strict("answers in the type of the request", agree, {
  http: { operation, headers: { ...authorization(null), "Content-Type": "application/json" },
    body: "{}" },
  answer: { ...missing, headers: { "Content-Type": "application/json" } } });

strict("looks at the content type before the signature", agree, {
  http: { operation, headers: { ...authorization(null), "Content-Type": null }, body: "{}" },
  answer: { status: 404, text: "<UnknownOperationException/>\n" } });

strict("looks at the operation before the signature", agree, {
  http: { operation: "NoSuch", headers: authorization(null), body: "{}" },
  answer: { status: 400,
    json: { __type: "com.amazon.coral.service#UnknownOperationException" } } });

strict("looks whether the body is JSON before the signature", agree, {
  http: { operation, headers: authorization(null), body: "{" },
  answer: { status: 400, json: { __type: "com.amazon.coral.service#SerializationException" } } });

strict("looks at the signature of an empty body first", agree, {
  http: { operation, headers: authorization(null), body: "" }, answer: missing });

strict("looks at the signature before types", agree, {
  http: { operation, headers: authorization(null), body: '{"Limit":"x"}' }, answer: missing });
