// What Stator does differently from the service on purpose, and why. docs/compatibility.md is
// written from this and from the cases: ./dev conformance --docs.
export const differences = [
  {
    service:
      "checks the signature of each request",
    stator:
      "asks for a well-formed `Authorization` header or presigned URL, and accepts any key " +
      "and signature, unless it runs with `--auth strict`",
    why:
      "a test suite has no secrets worth checking " +
      "([decision](decisions/0003-any-signature-is-accepted.md))",
  },
  {
    service:
      "takes signatures for its own region only",
    stator:
      "for any, also with `--auth strict`",
    why:
      "one server stands for all regions",
  },
  {
    service:
      "each account and region has its own tables",
    stator:
      "one set of tables, unless `--namespace` says otherwise; account and region of the " +
      "caller only appear in ARNs (an access key of 12 digits is taken as the account)",
    why:
      "programs under test mix up regions more often than they rely on their separation",
  },
  {
    service:
      "answers an unsigned `GET /` with a health line, and refuses numbers in strings",
    stator:
      "the same; under the name `java`, as in the image, a `GET` is answered with 400 and " +
      "operations on tables take `\"5\"` for 5, as DynamoDB Local does",
    why:
      "wait strategies and forms rely on it ([docker](docker.md))",
  },
  {
    service:
      "a new table is `CREATING` for some seconds",
    stator:
      "CreateTable answers `CREATING`, as the service does, and the table is `ACTIVE` right " +
      "after it; with `--transition-delay MS` it lasts ([transitions](transitions.md))",
    why:
      "nobody wants to wait in a test; waiters work",
  },
  {
    service:
      "a deleted table is `DELETING` for a while",
    stator:
      "gone as soon as DeleteTable answers",
    why:
      "the same",
  },
  {
    service:
      "a new global index of a table is `CREATING` for minutes, a deleted one `DELETING`",
    stator:
      "UpdateTable answers as the service does; the index of a small table is `ACTIVE` right " +
      "after it, that of a large one is `CREATING` and `Backfilling` until it is full; a " +
      "deleted one is gone",
    why:
      "the same",
  },
  {
    service:
      "tags show after some seconds",
    stator:
      "at once, in pages of ten",
    why:
      "the size of the service's pages is not documented; small ones show that a program " +
      "reads them all",
  },
  {
    service:
      "ItemCount and TableSizeBytes are about six hours old",
    stator:
      "exact at the time of the call",
    why:
      "costs nothing here, and tests can look at it",
  },
  {
    service:
      "throttles beyond the provisioned throughput and partition limits",
    stator:
      "never throttles; settings are kept and consumed capacity is reported",
    why:
      "the limits are of the service's machines",
  },
  {
    service:
      "eventually consistent reads may be stale",
    stator:
      "every read sees all writes that were acknowledged; with `--gsi-delay MS` reads of " +
      "global indexes lag ([transitions](transitions.md))",
    why:
      "one machine has one copy",
  },
  {
    service:
      "limits the number of tables, and of changes to them at a time",
    stator:
      "does not",
    why:
      "quotas of accounts",
  },
  {
    service:
      "two transactions at the same time on one item: one may be canceled with " +
      "TransactionConflict",
    stator:
      "one waits for the other, for microseconds, and both succeed; conflicts happen when a " +
      "test asks for them ([transactions](transactions.md))",
    why:
      "a conflict that comes and goes makes no good test",
  },
  {
    service:
      "BatchWriteItem is atomic in each request only, and may leave requests unprocessed when " +
      "it is throttled",
    stator:
      "a batch is one atomic write; a request stays unprocessed only while a transaction " +
      "holds its item",
    why:
      "faster, and within what is promised",
  },
  {
    service:
      "a stream has as many shards as its table has partitions, and they split with the load",
    stator:
      "as many as `--stream-shards` says; they split when a test asks for it " +
      "([streams](streams.md))",
    why:
      "a walk of shards can be tested",
  },
  {
    service:
      "a stream record shows after a moment, in shards that may be read twice a second and by " +
      "two readers",
    stator:
      "at once, and as often as one likes",
    why:
      "the limits are of the service's machines",
  },
  {
    service:
      "a stream is `ENABLING` and `DISABLING` for a moment",
    stator:
      "`ENABLED` and `DISABLED` at once",
    why:
      "nobody wants to wait in a test",
  },
  {
    service:
      "compares `Host` with its endpoints, limits URLs",
    stator:
      "any host and path will do; heads of more than 64 KB are answered with 431",
    why:
      "it has no name of its own",
  },
  {
    service:
      "HTTPS, HTTP/2",
    stator:
      "HTTP/1.1 without TLS",
    why:
      "a development server listens on the loopback interface",
  },
  {
    service:
      "puts `1 validation error detected: ` before most validation messages of PutItem and " +
      "UpdateItem, in some regions since June 2026, and stops at the first violation there",
    stator:
      "tells all violations, and other messages alone, as the other regions do",
    why:
      "the regions differ ([one report](https://github.com/nubo-db/dynoxide/issues/83)); which " +
      "messages are meant is not documented",
  },
  {
    service:
      "tells in its own words why a PartiQL statement is not well formed",
    stator:
      "`Expected data manipulation`, `Unexpected keyword` or `Unexpected term`",
    why:
      "only the first two of its reasons are known",
  },
  {
    service:
      "its message about a NextToken of another statement is not known",
    stator:
      "`Invalid NextToken: it belongs to another Statement or to other Parameters` " +
      "([PartiQL](partiql.md))",
    why:
      "paging with a wrong token should be noticed",
  },
];

// Parts of the service that are not there; each is answered with an error rather than ignored.
export const missing = [
  "The operations on backups, point-in-time recovery, exports and imports, global tables and " +
    "replica auto scaling, resource policies, Kinesis destinations, contributor insights, and " +
    "SearchVectors: UnknownOperationException, whatever the request.",
  "Replicas, witnesses, settings of global tables and vector indexes in CreateTable and " +
    "UpdateTable: ValidationException, `Stator does not support ReplicaUpdates yet`.",
  "`SSESpecification`, `ResourcePolicy`, `TableClass` and the like are checked and kept, and have " +
    "no effect.",
];
