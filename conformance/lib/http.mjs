// Requests as JSON over keep-alive HTTP, as they are written, right or wrong.
import http from "node:http";
import https from "node:https";
import { signedHeaders, unsignedHeaders } from "./sign.mjs";

const REQUEST_TIMEOUT_MS = 30_000;

const SERVICES = { streams: "DynamoDBStreams_20120810", dynamodb: "DynamoDB_20120810" };
const STREAMS_OPERATIONS = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"];

// PutItem -> DynamoDB_20120810.PutItem; what has a dot already stays.
export function targetOf(operation) {
  if (operation.includes(".")) return operation;
  const service = STREAMS_OPERATIONS.includes(operation) ? "streams" : "dynamodb";
  return `${SERVICES[service]}.${operation}`;
}

// credentials: {accessKeyId, secretAccessKey, sessionToken, region, sign}.
export class Endpoint {
  constructor(url, credentials) {
    this.url = new URL(url);
    this.credentials = credentials;
    this.protocol = this.url.protocol === "https:" ? https : http;
    this.agent = new this.protocol.Agent({ keepAlive: true, maxSockets: 64 });
  }

  close() {
    this.agent.destroy();
  }

  // Streams of the real service have a host of their own.
  hostOf(target) {
    return target.startsWith(SERVICES.streams)
      ? this.url.host.replace(/^dynamodb\.(.*amazonaws)/, "streams.dynamodb.$1") : this.url.host;
  }

  // The headers that an SDK would send with this body.
  headersFor(operation, body, path = "/") {
    const target = targetOf(operation);
    return {
      "Content-Type": "application/x-amz-json-1.0",
      "X-Amz-Target": target,
      ...(this.credentials.sign
        ? signedHeaders(this.credentials, { host: this.hostOf(target), target, path, body })
        : unsignedHeaders(this.credentials)),
    };
  }

  // One HTTP exchange with exactly these headers (besides Host, Connection and Content-Length);
  // a header whose value is an array is sent that many times.
  // Answers {status, headers (lower case), bytes, text}.
  exchange({ method = "POST", path = "/", headers = {}, body = "", agent = this.agent, host }) {
    return new Promise((resolve, reject) => {
      const bytes = Buffer.from(body);
      const names = Object.keys(headers).map((name) => name.toLowerCase());
      const length = names.includes("content-length") || names.includes("transfer-encoding") ||
        (["GET", "HEAD", "OPTIONS"].includes(method) && bytes.length === 0)
        ? {} : { "Content-Length": bytes.length };
      const request = this.protocol.request({
        hostname: (host ?? this.url.host).replace(/:\d+$/, ""), port: this.url.port, method, path,
        agent, headers: { ...headers, ...length },
      }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const all = Buffer.concat(chunks);
          resolve({ status: response.statusCode, headers: response.headers, bytes: all,
            text: all.toString("utf8"), socket: request.socket, reused: request.reusedSocket });
        });
      });
      request.setTimeout(REQUEST_TIMEOUT_MS, () =>
        request.destroy(new Error(`no answer after ${REQUEST_TIMEOUT_MS} ms`)));
      request.on("error", reject);
      request.end(bytes);
    });
  }

  // Calls an operation; `request` is an object or, when it is wrong on purpose, the body's text.
  // Answers {status, output} or {status, error: {type, message, ...the other members}, fullType}.
  async ask(operation, request) {
    const body = typeof request === "string" || Buffer.isBuffer(request)
      ? request : JSON.stringify(request);
    const answer = await this.exchange({
      headers: this.headersFor(operation, body), body, host: this.hostOf(targetOf(operation)) });
    return readAnswer(answer);
  }
}

export function readAnswer({ status, headers, text }) {
  let parsed;
  try {
    // Operations that answer nothing may answer no JSON at all.
    parsed = status === 200 && text === "" ? {} : JSON.parse(text);
  } catch {
    return { status, headers, text };
  }
  if (status === 200) return { status, headers, text, output: parsed };
  const { __type: fullType = "", message, Message, ...rest } = parsed;
  const type = fullType.slice(fullType.indexOf("#") + 1);
  const said = message ?? Message;
  return { status, headers, text, fullType,
    error: { type, ...(said === undefined ? {} : { message: said }), ...rest } };
}
