#pragma once

#include "server/operations/operation.h"

// The one list of the operations that are served, sorted by name. X(name, input structure in the
// API model, subject); those about streams are of the API for streams. PutItem is the function
// PutItem, in put_item.cc.
#define STATOR_OPERATIONS(X)                                    \
  X(BatchExecuteStatement, kBatchExecuteStatementInput, kItems) \
  X(BatchGetItem, kBatchGetItemInput, kItems)                   \
  X(BatchWriteItem, kBatchWriteItemInput, kItems)               \
  X(CreateTable, kCreateTableInput, kTable)                     \
  X(DeleteItem, kDeleteItemInput, kItems)                       \
  X(DeleteTable, kDeleteTableInput, kTable)                     \
  X(DescribeEndpoints, kDescribeEndpointsRequest, kAccount)     \
  X(DescribeLimits, kDescribeLimitsInput, kAccount)             \
  X(DescribeStream, kDescribeStreamInput, kStreams)             \
  X(DescribeTable, kDescribeTableInput, kTable)                 \
  X(DescribeTimeToLive, kDescribeTimeToLiveInput, kTable)       \
  X(ExecuteStatement, kExecuteStatementInput, kItems)           \
  X(ExecuteTransaction, kExecuteTransactionInput, kItems)       \
  X(GetItem, kGetItemInput, kItems)                             \
  X(GetRecords, kGetRecordsInput, kStreams)                     \
  X(GetShardIterator, kGetShardIteratorInput, kStreams)         \
  X(ListStreams, kListStreamsInput, kStreams)                   \
  X(ListTables, kListTablesInput, kAccount)                     \
  X(ListTagsOfResource, kListTagsOfResourceInput, kResource)    \
  X(PutItem, kPutItemInput, kItems)                             \
  X(Query, kQueryInput, kItems)                                 \
  X(Scan, kScanInput, kItems)                                   \
  X(TagResource, kTagResourceInput, kResource)                  \
  X(TransactGetItems, kTransactGetItemsInput, kItems)           \
  X(TransactWriteItems, kTransactWriteItemsInput, kItems)       \
  X(UntagResource, kUntagResourceInput, kResource)              \
  X(UpdateItem, kUpdateItemInput, kItems)                       \
  X(UpdateTable, kUpdateTableInput, kTable)                     \
  X(UpdateTimeToLive, kUpdateTimeToLiveInput, kTable)

namespace stator::server {

#define STATOR_DECLARE_OPERATION(name, input, subject)                         \
  Result<void> name(OperationContext& context, const json::JsonValue& request, \
                    json::JsonWriter& response);
STATOR_OPERATIONS(STATOR_DECLARE_OPERATION)
#undef STATOR_DECLARE_OPERATION

}  // namespace stator::server
