#include "storage/item_collections.h"

#include <algorithm>
#include <optional>
#include <string>

#include "storage/encoding/tagged_fields.h"

namespace stator::storage {

Result<void> ItemCollections::Grow(std::string_view record, int64_t bytes, Arena& arena) {
  const auto [it, is_new] = collections_.try_emplace(record);
  Collection& collection = it->second;
  if (is_new) {
    STATOR_ASSIGN_OR_RETURN(auto stored, store_.Get(ColumnFamily::kIndexes, record, arena));
    if (stored.has_value()) {
      collection.old_bytes = static_cast<int64_t>(TakeVarint64(*stored).value_or(0));
      collection.new_bytes = collection.old_bytes;
    }
  }
  collection.new_bytes += bytes;
  return {};
}

Result<void> ItemCollections::CheckLimit() const {
  for (const auto& [record, collection] : collections_) {
    if (IsTooLarge(collection)) return TooLargeError();
  }
  return {};
}

bool ItemCollections::IsTooLarge(std::string_view record) const {
  const auto it = collections_.find(record);
  return it != collections_.end() && IsTooLarge(it->second);
}

bool ItemCollections::IsTooLarge(const Collection& collection) const {
  return collection.new_bytes > std::max(collection.old_bytes, max_bytes_);
}

Error ItemCollections::TooLargeError() {
  return {ErrorCode::kItemCollectionSizeLimitExceeded, "Collection size exceeded.", nullptr};
}

void ItemCollections::AddToBatch(KvBatch& batch) const {
  for (const auto& [record, collection] : collections_) {
    if (collection.new_bytes == collection.old_bytes) continue;
    if (collection.new_bytes <= 0) {
      batch.Delete(ColumnFamily::kIndexes, record);
      continue;
    }
    std::string value;
    AppendVarint64(static_cast<uint64_t>(collection.new_bytes), value);
    batch.Put(ColumnFamily::kIndexes, record, value);
  }
}

int64_t ItemCollections::SizeOf(std::string_view record) const {
  const auto it = collections_.find(record);
  return it == collections_.end() ? 0 : it->second.new_bytes;
}

}  // namespace stator::storage
