#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "model/table_schema.h"
#include "storage/encoding/projected_item.h"

namespace stator::storage {

// Of one index, by the sizes of its projected items.
struct IndexCounts {
  std::atomic<int64_t> item_count{0};
  std::atomic<int64_t> size_bytes{0};
};

// What the entries of one table's indexes are made of: the schema's indexes, worked out once and
// used by every write. Immutable.
class IndexPlan {
 public:
  // An attribute by its place among attributes().
  struct KeyPart {
    size_t attribute = 0;
    AttributeType type = AttributeType::kString;
  };

  struct Index {
    uint32_t id = 0;
    IndexKind kind = IndexKind::kGlobal;
    ProjectionType projection = ProjectionType::kAll;
    std::vector<KeyPart> hash;
    std::vector<KeyPart> range;
    // Of kKeysOnly and kInclude: what is projected, key attributes too, ascending.
    std::vector<size_t> projected;
    bool being_filled = false;  // see IndexSchema
    IndexCounts* counts = nullptr;
  };

  // `counts_of` gives the counts of an index by its id; they outlive the plan.
  template <typename CountsOf>
  IndexPlan(const TableSchema& schema, CountsOf&& counts_of) : IndexPlan(schema) {
    for (Index& index : indexes_) index.counts = &counts_of(index.id);
  }

  const std::vector<Index>& indexes() const { return indexes_; }
  // nullptr when there is none.
  const Index* Find(uint32_t index_id) const;
  // Names of all attributes that any index has in its key or projects by name, ascending.
  std::span<const std::string> attributes() const { return attributes_; }

 private:
  explicit IndexPlan(const TableSchema& schema);

  std::vector<std::string> attributes_;
  std::vector<Index> indexes_;
};

// One stored item as its table's indexes see it.
class IndexedItem {
 public:
  // nullopt: the bytes are no item. The values live in the arena, what they point to in `item`.
  static std::optional<IndexedItem> Pick(const IndexPlan& plan, EncodedItem item, Arena& arena);

  // Whether the item is in the index: it has all key attributes, each of its type, not empty and
  // not too long for a key. Operations refuse writes of others; but an item that was there before
  // its index may be so.
  bool IsIn(const IndexPlan::Index& index) const;

  // Of an item that is in the index: the key of its entry, and what the entry projects.
  std::string_view EntryKey(const IndexPlan::Index& index, std::string_view item_key,
                            Arena& arena) const;
  size_t ProjectedSize(const IndexPlan::Index& index) const;
  std::string_view ProjectedItem(const IndexPlan::Index& index, Arena& arena) const;

  // Of two states of one item, both in the index: whether the entry is in the same place, and
  // whether it projects the same.
  bool HasSameKey(const IndexedItem& other, const IndexPlan::Index& index) const;
  bool ProjectsSame(const IndexedItem& other, const IndexPlan::Index& index) const;

 private:
  IndexedItem(const IndexPlan& plan, EncodedItem item, std::span<const EncodedValue> values)
      : plan_(&plan), item_(item), values_(values) {}

  std::span<const PickedAttribute> Projected(const IndexPlan::Index& index, Arena& arena) const;
  bool SameValue(const IndexedItem& other, size_t attribute) const {
    return values_[attribute].bytes() == other.values_[attribute].bytes();
  }

  const IndexPlan* plan_;
  EncodedItem item_;
  std::span<const EncodedValue> values_;  // of plan_->attributes(), empty: the item has none
};

}  // namespace stator::storage
