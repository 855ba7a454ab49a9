import { any, anyOf, failure, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const Tags = Array.from({ length: 25 }, (_, i) => ({ Key: `k${i}`, Value: String(i) }));
const tagged = table({ key: "pk:S", more: { Tags } });
const plain = table({ key: "pk:S" });
const arnOf = async (t, on) => (await t.ok("DescribeTable", { TableName: on.name })).Table.TableArn;

core("answers no tags for a table that has none", "docs: ListTagsOfResource", async (t) => {
  await t.ok("ListTagsOfResource", { ResourceArn: await arnOf(t, plain) }, { Tags: [] });
});

core("lists every tag once, page by page", "docs: ListTagsOfResource, NextToken", async (t) => {
  const ResourceArn = await arnOf(t, tagged);
  let found;
  await t.until(async () => {
    found = [];
    let NextToken;
    do {
      const page = await t.ok("ListTagsOfResource", { ResourceArn, NextToken },
        { Tags: any.list, NextToken: any.optional });
      found.push(...page.Tags);
      NextToken = page.NextToken;
    } while (NextToken);
    return found.length >= Tags.length;
  }, "25 tags");
  t.equal(found, unordered(...Tags));
});

core("is paginated by the SDK", "docs: AWS SDK for JavaScript v3", async (t) => {
  const { client, ListTagsOfResourceCommand } = t.sdk();
  const { Tags: none } = await client.send(new ListTagsOfResourceCommand({
    ResourceArn: await arnOf(t, plain) }));
  t.equal(none, []);
});

core("knows no table of that ARN",
  "docs: ListTagsOfResource, ResourceNotFoundException; dynalite", async (t) => {
  const ResourceArn = `${await arnOf(t, plain)}_none`;
  await t.fails("ListTagsOfResource", { ResourceArn }, "ResourceNotFoundException");
});

complete("names the ARN that it does not know",
  "emulators agree: dynalite; dynoxide of TagResource", async (t) => {
  const ResourceArn = `${await arnOf(t, plain)}_none`;
  await t.fails("ListTagsOfResource", { ResourceArn }, failure("ResourceNotFoundException",
    `Requested resource not found: ResourcArn: ${ResourceArn} not found`));
});

complete("refuses what is no ARN",
  "emulators agree: dynalite, and dynoxide in another way", async (t) => {
  const { status, error } = await t.ask("ListTagsOfResource", { ResourceArn: "abcd" });
  t.equal(status, 400);
  t.equal(error.type, anyOf("AccessDeniedException", "ValidationException"));
});

strict("does not authorize what is no ARN", "emulators agree: dynalite; the principal varies", {
  request: { ResourceArn: "abcd" },
  error: failure("AccessDeniedException",
    /^User: \S+ is not authorized to perform: dynamodb:ListTagsOfResource on resource: abcd$/),
});

complete("refuses the ARN of an index", "emulators agree: dynalite", async (t) => {
  const ResourceArn = `${await arnOf(t, plain)}/index/byColor`;
  await t.fails("ListTagsOfResource", { ResourceArn },
    validation(`Invalid TableArn: Invalid ResourceArn provided as input ${ResourceArn}`));
});

complete("refuses a token that it did not make",
  "docs: ListTagsOfResource, NextToken", async (t) => {
  const ResourceArn = await arnOf(t, plain);
  await t.fails("ListTagsOfResource", { ResourceArn, NextToken: "xyz" }, "ValidationException");
});

strict("asks for an ARN when there is none", "emulators agree: dynalite, dynoxide", {
  request: {}, error: validation("Invalid TableArn") });

strict("refuses the ARN of another service", "emulators agree: dynalite, dynoxide", {
  request: { ResourceArn: "arn:aws:s3:us-east-1:000000000000:bucket/x" },
  error: validation("Invalid TableArn: Invalid ResourceArn provided as input arn:aws:s3:us-east-1:000000000000:bucket/x"),
});

strict("refuses a number for the ARN", "emulators agree: dynalite, dynoxide", {
  request: { ResourceArn: 1 },
  error: failure("SerializationException", "NUMBER_VALUE cannot be converted to String"),
});
