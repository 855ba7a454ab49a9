// The Authorization header: one that looks right, or a real one.
import { createHash, createHmac } from "node:crypto";

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();

const timestamp = () => new Date().toISOString().replace(/[-:]|\.\d+/g, "");

// Headers of the right shape for a server that does not check signatures.
export function unsignedHeaders({ accessKeyId, region }) {
  const now = timestamp();
  const scope = `${now.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  return {
    "X-Amz-Date": now,
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, ` +
      `SignedHeaders=host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
  };
}

// The query as it is signed: sorted, each member with its "=".
function canonicalQuery(path) {
  const query = path.split("?")[1] ?? "";
  return query.split("&").filter(Boolean).map((member) => member.includes("=") ? member : `${member}=`)
    .sort().join("&");
}

// Signature Version 4 of a POST to `path`, which is / and perhaps a query.
export function signedHeaders({ accessKeyId, secretAccessKey, sessionToken, region },
  { host, target, path, body }) {
  const now = timestamp();
  const scope = `${now.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const signed = { host, "x-amz-date": now };
  if (sessionToken) signed["x-amz-security-token"] = sessionToken;
  signed["x-amz-target"] = target;
  const names = Object.keys(signed).join(";");
  const canonical = ["POST", "/", canonicalQuery(path),
    ...Object.entries(signed).map(([name, value]) => `${name}:${value}`), "", names,
    sha256(body)].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", now, scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce(hmac, `AWS4${secretAccessKey}`);
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  const headers = {
    "X-Amz-Date": now,
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, ` +
      `SignedHeaders=${names}, Signature=${signature}`,
  };
  if (sessionToken) headers["X-Amz-Security-Token"] = sessionToken;
  return headers;
}
