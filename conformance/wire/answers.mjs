import http from "node:http";
import https from "node:https";
import { crc32 as zlibCrc32, gunzipSync } from "node:zlib";
import { item, suite } from "../lib/suite.mjs";
import { requestBytes, sendBytes, statuses } from "../lib/raw.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const operation = "ListTables";
const big = table({ key: "pk:S", items: [{ pk: "big", text: "x".repeat(20000) }] });

function crc32(bytes) {
  if (zlibCrc32) return zlibCrc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const send = (t, { name = operation, body = "{}", headers = {}, ...rest } = {}) =>
  t.http({ headers: { ...t.headers(name, body), ...headers }, body, ...rest });
const getBig = () =>
  ({ name: "GetItem", body: JSON.stringify({ TableName: big.name, Key: item({ pk: "big" }) }) });

core("answers a checksum of the bytes", "docs: x-amz-crc32; SDKs check it", async (t) => {
  const { headers, bytes } = await send(t);
  t.equal(Number(headers["x-amz-crc32"]), crc32(bytes));
});

core("answers the length of the body", "docs: HTTP", async (t) => {
  const { headers, bytes } = await send(t);
  t.equal(Number(headers["content-length"]), bytes.length);
});

core("identifies each request", "docs: x-amzn-RequestId", async (t) => {
  const [first, second] = [await send(t), await send(t)];
  t.equal(first.headers["x-amzn-requestid"], /^\S{20,}$/);
  t.that(first.headers["x-amzn-requestid"] !== second.headers["x-amzn-requestid"],
    "another identifier");
});

complete("answers a checksum of an error", "docs: x-amz-crc32", async (t) => {
  const { headers, bytes, status } = await send(t, { body: '{"Limit":0}' });
  t.equal(status, 400);
  t.equal(Number(headers["x-amz-crc32"]), crc32(bytes));
});

complete("answers a checksum of an item", "docs: x-amz-crc32", async (t) => {
  const { headers, bytes } = await send(t, getBig());
  t.equal(Number(headers["x-amz-crc32"]), crc32(bytes));
});

complete("identifies a request that it refuses", "docs: x-amzn-RequestId", async (t) => {
  const { headers } = await send(t, { body: "{" });
  t.equal(headers["x-amzn-requestid"], /^\S{20,}$/);
});

strict("identifies requests with 52 capital letters and digits",
  "recorded: request identifiers in bug reports; dynalite, dynoxide", async (t) => {
  const { headers } = await send(t);
  t.equal(headers["x-amzn-requestid"], /^[0-9A-Z]{52}$/);
});

complete("answers in the type of the request", "docs: DynamoDB low-level API", async (t) => {
  const { headers } = await send(t);
  t.equal(headers["content-type"], "application/x-amz-json-1.0");
});

complete("answers a date", "docs: HTTP", async (t) => {
  const { headers } = await send(t);
  t.that(Math.abs(new Date(headers.date) - Date.now()) < 24 * 3600e3, "a date of about now");
});

complete("compresses a long answer for who takes gzip",
  "recorded: aws/aws-sdk-java#1018 and the SDKs' gzip option", async (t) => {
  const { headers, bytes } = await send(t, { ...getBig(), headers: { "Accept-Encoding": "gzip" } });
  t.equal(headers["content-encoding"], "gzip");
  t.equal(JSON.parse(gunzipSync(bytes)).Item.text.S.length, 20000);
});

complete("checksums the bytes of a compressed answer as they were sent",
  "recorded: aws/aws-sdk-java#1018, checked before unzipping", async (t) => {
  const { headers, bytes } = await send(t, { ...getBig(), headers: { "Accept-Encoding": "gzip" } });
  t.equal(headers["content-encoding"], "gzip");
  t.equal(Number(headers["x-amz-crc32"]), crc32(bytes));
});

for (const accepted of ["identity", "br", "gzip;q=0"]) {
  complete(`does not compress for who takes ${accepted}`,
    "docs: HTTP, Accept-Encoding", async (t) => {
    const { headers, text } = await send(t,
      { ...getBig(), headers: { "Accept-Encoding": accepted } });
    t.equal(headers["content-encoding"], undefined);
    t.equal(JSON.parse(text).Item.text.S.length, 20000);
  });
}

core("keeps a connection for the next request",
  "docs: HTTP keep-alive; SDKs rely on it", async (t) => {
  const protocol = t.endpoint.url.protocol === "https:" ? https : http;
  const agent = new protocol.Agent({ keepAlive: true, maxSockets: 1 });
  const answers = [];
  for (let i = 0; i < 3; ++i) answers.push(await send(t, { agent }));
  agent.destroy();
  t.equal(answers.map(({ status }) => status), [200, 200, 200]);
  t.that(answers[1].reused && answers[2].reused, "the same connection");
});

core("keeps a connection after a refusal", "docs: HTTP keep-alive", async (t) => {
  const protocol = t.endpoint.url.protocol === "https:" ? https : http;
  const agent = new protocol.Agent({ keepAlive: true, maxSockets: 1 });
  const refused = await send(t, { agent, body: "{" });
  const next = await send(t, { agent });
  agent.destroy();
  t.equal([refused.status, next.status], [400, 200]);
  t.that(next.reused, "the same connection");
});

complete("closes a connection when asked to", "docs: HTTP, Connection", async (t) => {
  const head = requestBytes(t, operation, "{}", { extra: { Connection: "close" } });
  const { text, closed } = await sendBytes(t.endpoint.url, [head + "{}"]);
  t.equal(statuses(text), [200]);
  t.that(closed, "the connection to be closed");
});

complete("answers requests that come in one piece in their order",
  "docs: HTTP pipelining", async (t) => {
  const one = requestBytes(t, operation, "{}") + "{}";
  const two = requestBytes(t, operation, "{") + "{";
  const { text } = await sendBytes(t.endpoint.url, [one + two + one],
    (so_far) => statuses(so_far).length === 3);
  t.equal(statuses(text), [200, 400, 200]);
});

complete("takes a request in many pieces", "docs: HTTP", async (t) => {
  const whole = requestBytes(t, operation, '{"Limit":1}') + '{"Limit":1}';
  const pieces = whole.match(/[\s\S]{1,40}/g);
  const { text } = await sendBytes(t.endpoint.url, pieces,
    (so_far) => statuses(so_far).length === 1);
  t.equal(statuses(text), [200]);
});

complete("takes a chunked body", "docs: HTTP, Transfer-Encoding", async (t) => {
  const head = requestBytes(t, operation, '{"Limit":1}',
    { length: false, extra: { "Transfer-Encoding": "chunked" } });
  const { text } = await sendBytes(t.endpoint.url,
    [head, '5\r\n{"Lim\r\n', '6\r\nit":1}\r\n', "0\r\n\r\n"],
    (so_far) => statuses(so_far).length === 1);
  t.equal(statuses(text), [200]);
});

complete("says to continue when asked", "docs: HTTP, Expect: 100-continue", async (t) => {
  const head = requestBytes(t, operation, "{}", { extra: { Expect: "100-continue" } });
  const { text } = await sendBytes(t.endpoint.url, [head, "{}"],
    (so_far) => statuses(so_far).includes(200));
  t.equal(statuses(text).at(-1), 200);
});

complete("answers HTTP/1.0 and closes", "docs: HTTP/1.0", async (t) => {
  const head = requestBytes(t, operation, "{}", { version: "1.0" });
  const { text, closed } = await sendBytes(t.endpoint.url, [head + "{}"]);
  t.equal(statuses(text), [200]);
  t.that(closed, "the connection to be closed");
});

complete("refuses what is not HTTP", "docs: HTTP", async (t) => {
  const { text, closed } = await sendBytes(t.endpoint.url, ["hello\r\n\r\n"]);
  t.that(closed || statuses(text)[0] === 400, "status 400 or a closed connection");
});

complete("refuses a length that is no number", "docs: HTTP, Content-Length", async (t) => {
  const head = requestBytes(t, operation, "{}", { extra: { "Content-Length": "abc" } });
  const { text, closed } = await sendBytes(t.endpoint.url, [head + "{}"]);
  t.that(closed || statuses(text)[0] === 400, "status 400 or a closed connection");
});

strict("answers many connections at once", "docs: DynamoDB low-level API", async (t) => {
  const protocol = t.endpoint.url.protocol === "https:" ? https : http;
  const agent = new protocol.Agent({ keepAlive: false });
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(t, { agent })));
  t.that(answers.every(({ status }) => status === 200), "50 answers");
});
