// Reading a table's stream as a consumer does.

export async function streamArn(t, table) {
  const { Table } = await t.ok("DescribeTable", { TableName: table.name });
  return Table.LatestStreamArn;
}

export async function shardsOf(t, StreamArn) {
  const found = [];
  let ExclusiveStartShardId;
  do {
    const { StreamDescription } = await t.ok("DescribeStream", { StreamArn, ExclusiveStartShardId });
    found.push(...StreamDescription.Shards);
    ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return found;
}

// The iterator of the first shard, where a table of one partition writes.
export async function iterator(t, StreamArn, members = { ShardIteratorType: "TRIM_HORIZON" }) {
  const [{ ShardId }] = await shardsOf(t, StreamArn);
  const { ShardIterator } = await t.ok("GetShardIterator", { StreamArn, ShardId, ...members });
  return ShardIterator;
}

// All records that are in a stream, in the order of each shard.
export async function readAll(t, StreamArn) {
  const records = [];
  for (const { ShardId } of await shardsOf(t, StreamArn)) {
    let { ShardIterator } = await t.ok("GetShardIterator",
      { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    // A shard that is open has always a next iterator: two empty pages are its end for now.
    for (let empty = 0; ShardIterator && empty < 2;) {
      const page = await t.ok("GetRecords", { ShardIterator });
      empty = page.Records.length === 0 ? empty + 1 : 0;
      records.push(...page.Records);
      ShardIterator = page.NextShardIterator;
    }
  }
  return records;
}

// Waits for records that fit, `count` of them, and answers them.
export async function untilRecords(t, StreamArn, count, fits = () => true) {
  let found = [];
  await t.until(async () => {
    found = (await readAll(t, StreamArn)).filter(fits);
    return found.length >= count;
  }, `${count} records (there are ${found.length})`, 30_000);
  return found;
}

// Whether a record is about this partition key.
export const about = (pk) => ({ dynamodb }) => dynamodb.Keys.pk.S === pk;
