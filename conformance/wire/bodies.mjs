import { gzipSync } from "node:zlib";
import { any, containing, failure, item, suite } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const operation = "ListTables";
const agree = "emulators agree: dynalite, dynoxide";
const notJson = { status: 400,
  json: { __type: "com.amazon.coral.service#SerializationException" } };
const items = table({ key: "pk:S", items: [{ pk: "ü" }] });

core("refuses a body that is not JSON", "docs: SerializationException", {
  http: { operation, body: "{" }, answer: { status: 400, error: "SerializationException" } });

for (const [title, body] of [["nothing", ""], ["spaces", "  "], ["an open brace", "{"],
  ["a word", "hello"]]) {
  complete(`refuses a body of ${title}`, agree, { http: { operation, body }, answer: notJson });
}
for (const [title, body] of [
  ["a comma at the end", '{"Limit":1,}'], ["single quotes", "{'Limit':1}"],
  ["a name without quotes", "{Limit:1}"],
  ["more after the object", "{} x"], ["two objects", "{}{}"], ["a comment", "{/* none */}"],
  ["a number that is none", '{"Limit":NaN}'], ["a number with a plus", '{"Limit":+1}'],
  ["a number with zeros before it", '{"Limit":01}'],
  ["a line break in text", '{"ExclusiveStartTableName":"a\nb"}'],
  ["an unknown escape", '{"ExclusiveStartTableName":"a\\xb"}'],
  ["an open string", '{"ExclusiveStartTableName":"abc}'],
  ["a colon missing", '{"Limit" 1}'], ["an end missing", '{"Limit":1'],
]) {
  complete(`refuses JSON with ${title}`, "emulators agree: dynoxide; docs: JSON", {
    http: { operation, body }, answer: notJson });
}

complete("looks at the body before the operation", agree, {
  http: { operation: "NoSuch", body: "{" }, answer: notJson });

complete("takes space around and within JSON", "docs: JSON", {
  http: { operation, body: ' \n\t{ "Limit" :\r\n 1 } \n' }, answer: { status: 200 } });

complete("takes escapes in names of members", "docs: JSON", {
  http: { operation, body: '{"\\u004cimit":0}' },
  answer: { status: 400, error: "ValidationException" } });

complete("takes text as UTF-8 and as escapes", "docs: JSON", async (t) => {
  for (const pk of ["ü", "\\u00fc"]) {
    const { output } = await t.ask("GetItem",
      `{"TableName":"${items.name}","Key":{"pk":{"S":"${pk}"}}}`);
    t.equal(output, { Item: item({ pk: "ü" }) });
  }
});

complete("takes a surrogate pair as one letter", "docs: JSON", async (t) => {
  await t.ok(...items.put({ pk: "😀" }));
  const { output } = await t.ask("GetItem",
    `{"TableName":"${items.name}","Key":{"pk":{"S":"\\ud83d\\ude00"}}}`);
  t.equal(output, { Item: item({ pk: "😀" }) });
});

strict("refuses half of a surrogate pair", "emulators agree: dynoxide", {
  http: { operation, body: '{"ExclusiveStartTableName":"\\ud800abc"}' }, answer: notJson });

strict("refuses bytes that are not UTF-8", "docs: JSON is UTF-8", {
  http: { operation, body: Buffer.from([123, 34, 255, 34, 58, 49, 125]) },
  answer: { status: 400 } });

strict("answers a type that does not fit with a message in upper case", agree, {
  http: { operation, body: '{"Limit":"1"}' },
  answer: { status: 400, json: { __type: "com.amazon.coral.service#SerializationException",
    Message: "STRING_VALUE cannot be converted to Integer" } } });

strict("answers a constraint with a message in lower case", agree, {
  http: { operation, body: '{"Limit":0}' },
  answer: { status: 400,
    json: { __type: "com.amazon.coral.validate#ValidationException", message: any.string } } });

strict("answers what it does not find with a message in lower case", agree, {
  http: { operation: "DescribeTable", body: '{"TableName":"conformance.none"}' },
  answer: { status: 400,
    json: { __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
    message: "Requested resource not found: Table: conformance.none not found" } } });

strict("answers a condition that failed with a message in lower case",
  "recorded: SDKs read it; emulators agree: dynalite, dynoxide", {
  http: { operation: "PutItem",
    body: JSON.stringify({ TableName: items.name, Item: item({ pk: "ü" }),
    ConditionExpression: "attribute_not_exists(pk)" }) },
  answer: { status: 400,
    json: { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    message: "The conditional request failed" } } });

strict("answers a canceled transaction with a Message in upper case and its reasons",
  "recorded: SDKs model CancellationReasons and Message; emulators agree: DynamoDB Local", {
    http: { operation: "TransactWriteItems",
      body: JSON.stringify({ TransactItems: [{ ConditionCheck: {
      TableName: items.name, Key: item({ pk: "ü" }),
      ConditionExpression: "attribute_not_exists(pk)" } }] }) },
    answer: { status: 400,
      json: { __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      Message: "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed]",
      CancellationReasons: [{ Code: "ConditionalCheckFailed",
        Message: "The conditional request failed" }] } } });

strict("refuses text for the whole request", "emulators agree: dynoxide", {
  request: '"x"', operation, error: failure("SerializationException", "Unexpected field type") });
strict("refuses a number for the whole request", "emulators agree: dynoxide", {
  request: "5", operation, error: failure("SerializationException", "Unexpected field type") });

strict("takes the last of two members of one name", "emulators agree: DynamoDB Local", {
  http: { operation, body: '{"Limit":200,"Limit":1}' }, answer: { status: 200 } });

complete("refuses JSON that is nested too deeply, and lives on",
  "docs: a request is refused and not dropped", async (t) => {
  const body = '{"a":'.repeat(100000) + "1" + "}".repeat(100000);
  const answer = await t.ask(operation, body);
  t.that(answer.status === 400 || answer.status === 200, `an answer, got ${answer.status}`);
  await t.ok(operation, { Limit: 1 });
});

complete("takes a request of a megabyte", "docs: Quotas, 16 MB of a batch", async (t) => {
  const { error } = await t.ask("DescribeTable",
    { TableName: "conformance.none", Padding: "x".repeat(1 << 20) });
  t.equal(error.type, "ResourceNotFoundException");
});

complete("takes a body that is compressed", "unknown", {
  http: { operation, headers: { "Content-Encoding": "gzip" }, body: gzipSync("{}") },
  answer: { status: 200 } });

complete("answers an empty list of tables as a list", "docs: ListTables", {
  http: { operation, body: '{"ExclusiveStartTableName":"zzzzzz"}' },
  answer: { status: 200, json: containing({ TableNames: [] }) } });
