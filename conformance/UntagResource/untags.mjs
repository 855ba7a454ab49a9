import { suite, unordered, validation } from "../lib/suite.mjs";

const { core, complete, strict, table } = suite(import.meta.url);

const Tags = ["a", "b", "c"].map((Key) => ({ Key, Value: Key }));
const tagged = () => table({ key: "pk:S", more: { Tags } });
const arnOf = async (t, on) => (await t.ok("DescribeTable", { TableName: on.name })).Table.TableArn;

async function untilKeys(t, ResourceArn, keys) {
  await t.until(async () =>
    ((await t.ok("ListTagsOfResource", { ResourceArn })).Tags ?? []).length === keys.length,
    `${keys.length} tags`);
  const { Tags: left = [] } = await t.ok("ListTagsOfResource", { ResourceArn });
  t.equal(left.map(({ Key }) => Key), unordered(...keys));
}

const one = tagged();
core("takes tags away", "docs: UntagResource", async (t) => {
  const ResourceArn = await arnOf(t, one);
  await untilKeys(t, ResourceArn, ["a", "b", "c"]);
  await t.ok("UntagResource", { ResourceArn, TagKeys: ["a", "c"] }, {});
  await untilKeys(t, ResourceArn, ["b"]);
});

const two = tagged();
core("does not mind a key that is not there",
  "docs: UntagResource; emulators agree: dynalite, dynoxide", async (t) => {
  const ResourceArn = await arnOf(t, two);
  await t.ok("UntagResource", { ResourceArn, TagKeys: ["zz", "a"] }, {});
  await untilKeys(t, ResourceArn, ["b", "c"]);
});

const three = tagged();
complete("takes all tags away, even when a key is named twice",
  "docs: UntagResource", async (t) => {
  const ResourceArn = await arnOf(t, three);
  await t.ok("UntagResource", { ResourceArn, TagKeys: ["a", "b", "c", "a"] });
  await untilKeys(t, ResourceArn, []);
});

const still = table({ key: "pk:S" });
for (const [declare, title, known, request, error] of [
  [complete, "asks for at least one key", "emulators agree: dynoxide", { TagKeys: [] },
    validation("Atleast one Tag Key needs to be provided as Input.")],
  [complete, "refuses a request without keys", "docs: UntagResource, TagKeys is required", {},
    "ValidationException"],
  [complete, "refuses an empty key", "docs: TagKeys, 1 to 128 characters", { TagKeys: [""] },
    "ValidationException"],
  [complete, "refuses a key of 129 characters", "docs: TagKeys, 1 to 128 characters",
    { TagKeys: ["k".repeat(129)] }, "ValidationException"],
  [strict, "refuses text for the keys", "docs: UntagResource, TagKeys is a list", { TagKeys: "a" },
    "SerializationException"],
]) {
  declare(title, known, async (t) => {
    const ResourceArn = await arnOf(t, still);
    await t.fails("UntagResource", { ResourceArn, ...request }, error);
  });
}

core("knows no table of that ARN", "docs: UntagResource, ResourceNotFoundException", async (t) => {
  const ResourceArn = `${await arnOf(t, still)}_none`;
  await t.fails("UntagResource", { ResourceArn, TagKeys: ["a"] }, "ResourceNotFoundException");
});

strict("asks for an ARN when there is none",
  "emulators agree: dynoxide, as dynalite of TagResource", {
  request: { TagKeys: ["a"] }, error: validation("Invalid TableArn") });
