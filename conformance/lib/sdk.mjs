// The AWS SDK for JavaScript, from where install.py put it.
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const installed = process.env.STATOR_CONFORMANCE_PACKAGES ??
  path.join(here, "../../build/conformance");

let loaded;

function loadPackages() {
  const require = createRequire(path.join(installed, "package.json"));
  return { ...require("@aws-sdk/client-dynamodb-streams"), ...require("@aws-sdk/lib-dynamodb"),
    ...require("@aws-sdk/client-dynamodb") };
}

// {client, streams, documents, and everything that the packages export}, for this endpoint.
export function loadSdk(endpoint) {
  if (loaded) return loaded;
  const packages = loadPackages();
  const { accessKeyId, secretAccessKey, sessionToken, region } = endpoint.credentials;
  const settings = { endpoint: endpoint.url.href, region, maxAttempts: 2,
    credentials: { accessKeyId, secretAccessKey, sessionToken } };
  const client = new packages.DynamoDBClient(settings);
  loaded = { ...packages, client, streams: new packages.DynamoDBStreamsClient(settings),
    documents: packages.DynamoDBDocumentClient.from(client) };
  return loaded;
}

export function closeSdk() {
  loaded?.client.destroy();
  loaded?.streams.destroy();
}
