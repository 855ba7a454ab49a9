#pragma once

#include <cstddef>
#include <cstdint>

// The service's published quotas ("Quotas in Amazon DynamoDB", "Expression limits").
namespace stator::limits {

inline constexpr size_t kMaxItemBytes = 400 * 1024;
inline constexpr size_t kMaxPartitionKeyBytes = 2048;
inline constexpr size_t kMaxSortKeyBytes = 1024;
// Of a global index's HASH attributes, and as many of its RANGE attributes.
inline constexpr size_t kMaxIndexKeyAttributes = 4;
// Items and local index entries that share a partition key.
inline constexpr int64_t kMaxItemCollectionBytes = int64_t{10} * 1024 * 1024 * 1024;
inline constexpr size_t kMaxAttributeNameBytes = 65535;
// Levels of lists and maps below an attribute.
inline constexpr size_t kMaxNestingDepth = 32;
// A Query or Scan stops reading when the items read reach this size.
inline constexpr size_t kMaxPageBytes = 1024 * 1024;
inline constexpr size_t kMaxBatchGetKeys = 100;
inline constexpr size_t kMaxBatchWriteRequests = 25;
// What the items that one BatchGetItem finds may add up to.
inline constexpr size_t kMaxBatchGetBytes = 16 * 1024 * 1024;
// What a transaction brings along or reads.
inline constexpr size_t kMaxTransactionBytes = 4 * 1024 * 1024;
inline constexpr size_t kMaxRequestBytes = 16 * 1024 * 1024;

inline constexpr size_t kMaxExpressionBytes = 4096;
inline constexpr size_t kMaxExpressionOperators = 300;
inline constexpr size_t kMaxInOperands = 100;
inline constexpr size_t kMaxPlaceholderBytes = 255;

inline constexpr size_t kReadCapacityUnitBytes = 4096;
inline constexpr size_t kWriteCapacityUnitBytes = 1024;

}  // namespace stator::limits
