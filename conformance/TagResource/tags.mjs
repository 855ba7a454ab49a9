import { failure, suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const arnOf = async (t, on) => (await t.ok("DescribeTable", { TableName: on.name })).Table.TableArn;

// Tags show after a moment, and come in pages.
async function untilTagged(t, ResourceArn, expected) {
  let found;
  await t.until(async () => {
    found = [];
    let NextToken;
    do {
      const page = await t.ok("ListTagsOfResource", { ResourceArn, NextToken });
      found.push(...page.Tags ?? []);
      NextToken = page.NextToken;
    } while (NextToken);
    return found.length === expected.length;
  }, `${expected.length} tags`);
  t.equal(found, unordered(...expected));
}

const tag = (Key, Value = "") => ({ Key, Value });
const fresh = () => table({ key: "pk:S" });

const one = fresh();
core("adds tags", "docs: TagResource", async (t) => {
  const ResourceArn = await arnOf(t, one);
  await t.ok("TagResource", { ResourceArn, Tags: [tag("a", "1"), tag("b", "2")] }, {});
  await untilTagged(t, ResourceArn, [tag("a", "1"), tag("b", "2")]);
});

const replaced = fresh();
core("replaces the value of a tag that is there", "docs: TagResource", async (t) => {
  const ResourceArn = await arnOf(t, replaced);
  await t.ok("TagResource", { ResourceArn, Tags: [tag("a", "old"), tag("b", "2")] });
  await untilTagged(t, ResourceArn, [tag("a", "old"), tag("b", "2")]);
  await t.ok("TagResource", { ResourceArn, Tags: [tag("a", "new")] });
  await t.until(async () => (await t.ok("ListTagsOfResource", { ResourceArn })).Tags
    .some(({ Value }) => Value === "new"), "the new value");
  await untilTagged(t, ResourceArn, [tag("a", "new"), tag("b", "2")]);
});

const values = fresh();
complete("takes values of 0 and of 256 characters, and keys of 128", "docs: Tag", async (t) => {
  const ResourceArn = await arnOf(t, values);
  const Tags = [tag("empty"), tag("long", "v".repeat(256)), tag("k".repeat(128), "x")];
  await t.ok("TagResource", { ResourceArn, Tags });
  await untilTagged(t, ResourceArn, Tags);
});

const cased = fresh();
complete("tells keys apart by case", "docs: Tagging, keys are case-sensitive", async (t) => {
  const ResourceArn = await arnOf(t, cased);
  await t.ok("TagResource", { ResourceArn, Tags: [tag("k", "1"), tag("K", "2")] });
  await untilTagged(t, ResourceArn, [tag("k", "1"), tag("K", "2")]);
});

const letters = fresh();
complete("takes letters, digits, spaces and + - = . _ : / @",
  "docs: Tagging restrictions", async (t) => {
  const ResourceArn = await arnOf(t, letters);
  const Tags = [tag("Größe 9 + - = . _ : / @", "日本語 + - = . _ : / @")];
  await t.ok("TagResource", { ResourceArn, Tags });
  await untilTagged(t, ResourceArn, Tags);
});

const many = fresh();
complete("takes 50 tags, and no more over several requests",
  "docs: Quotas, 50 tags of a resource", async (t) => {
  const ResourceArn = await arnOf(t, many);
  const Tags = Array.from({ length: 50 }, (_, i) => tag(`k${i}`, String(i)));
  await t.ok("TagResource", { ResourceArn, Tags });
  await untilTagged(t, ResourceArn, Tags);
  await t.fails("TagResource", { ResourceArn, Tags: [tag("one more")] }, "ValidationException");
  await t.ok("TagResource", { ResourceArn, Tags: [tag("k1", "1")] });
});

const still = fresh();
// A case that sends this to the table's ARN and gets that.
const refuses = (declare, title, known, request, error) => declare(title, known, async (t) => {
  const ResourceArn = await arnOf(t, still);
  await t.fails("TagResource", { ResourceArn, ...request }, error);
});

refuses(core, "refuses an empty list of tags", "docs: TagResource; emulators agree", { Tags: [] },
  "ValidationException");
refuses(complete, "asks for at least one tag", "emulators agree: dynalite, dynoxide", { Tags: [] },
  validation("Atleast one Tag needs to be provided as Input."));
refuses(complete, "refuses a request without tags", "emulators agree: dynalite", {},
  validation("1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null"));
refuses(complete, "refuses more than 50 tags", "emulators agree: dynoxide; docs: Quotas",
  { Tags: Array.from({ length: 51 }, (_, i) => tag(`k${i}`)) },
  validation("One or more parameter values were invalid: Too many tags: tag limit is 50"));
refuses(complete, "refuses the reserved prefix aws:", "docs: Tagging restrictions",
  { Tags: [tag("aws:x")] }, "ValidationException");
refuses(complete, "refuses a tag without a value", "docs: Tag, Value is required",
  { Tags: [{ Key: "a" }] }, "ValidationException");
refuses(complete, "refuses a tag without a key", "docs: Tag, Key is required",
  { Tags: [{ Value: "a" }] }, "ValidationException");
refuses(complete, "refuses an empty key", "docs: Tag, Key has 1 to 128 characters",
  { Tags: [tag("")] }, "ValidationException");
refuses(complete, "refuses a key of 129 characters", "docs: Tag, Key has 1 to 128 characters",
  { Tags: [tag("k".repeat(129))] }, "ValidationException");
refuses(complete, "refuses a value of 257 characters", "docs: Tag, Value has 0 to 256 characters",
  { Tags: [tag("k", "v".repeat(257))] }, "ValidationException");
refuses(strict, "refuses one key twice", "unknown",
  { Tags: [tag("k", "1"), tag("k", "2")] }, "ValidationException");
refuses(strict, "names the place of an empty key",
  "docs: Tag; the words are those of other constraints",
  { Tags: [tag("a"), tag("")] }, validation("1 validation error detected: Value '' at " +
    "'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"));

core("knows no table of that ARN", "docs: TagResource, ResourceNotFoundException", async (t) => {
  const ResourceArn = `${await arnOf(t, still)}_none`;
  await t.fails("TagResource", { ResourceArn, Tags: [tag("a")] }, "ResourceNotFoundException");
});

complete("names the ARN that it does not know",
  "emulators agree: dynalite, dynoxide", async (t) => {
  const ResourceArn = `${await arnOf(t, still)}_none`;
  await t.fails("TagResource", { ResourceArn, Tags: [tag("a")] },
    failure("ResourceNotFoundException",
      `Requested resource not found: ResourcArn: ${ResourceArn} not found`));
});

strict("asks for an ARN before tags", "emulators agree: dynalite, dynoxide", {
  request: {}, error: validation("Invalid TableArn") });

strict("asks for an ARN when there is none", "emulators agree: dynalite, dynoxide", {
  request: { Tags: [tag("a")] }, error: validation("Invalid TableArn") });
