#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"
#include "storage/kv_store.h"

namespace stator::storage {

// The sizes of the item collections that one write touches: of a table with local indexes, all
// items and local index entries that share a partition key. Each has a record of its size, read and
// written under the collection's lock (see StripeOfRow) and in the write's own batch.
class ItemCollections {
 public:
  ItemCollections(const KvStore& store, int64_t max_bytes) : store_(store), max_bytes_(max_bytes) {}

  // `record` (index_key.h) lives as long as this object.
  Result<void> Grow(std::string_view record, int64_t bytes, Arena& arena);
  // kItemCollectionSizeLimitExceeded when one that grew is too large now. The service lets writes
  // pass that shrink a collection, however large it is.
  Result<void> CheckLimit() const;
  static Error TooLargeError();
  // The same of one collection, after all its growth.
  bool IsTooLarge(std::string_view record) const;
  void AddToBatch(KvBatch& batch) const;
  // After the write; 0 of one that Grow() was not called for.
  int64_t SizeOf(std::string_view record) const;

 private:
  struct Collection {
    int64_t old_bytes = 0;
    int64_t new_bytes = 0;
  };

  bool IsTooLarge(const Collection& collection) const;

  const KvStore& store_;
  const int64_t max_bytes_;
  std::map<std::string_view, Collection> collections_;
};

}  // namespace stator::storage
