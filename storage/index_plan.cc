#include "storage/index_plan.h"

#include <algorithm>
#include <array>
#include <set>

#include "model/limits.h"
#include "storage/encoding/index_key.h"

namespace stator::storage {

namespace {

using KeyValues = std::array<AttributeValue, limits::kMaxIndexKeyAttributes>;

std::set<std::string> ProjectedNames(const TableSchema& schema, const IndexSchema& index) {
  std::set<std::string> names(index.non_key_attributes.begin(), index.non_key_attributes.end());
  for (const KeyAttribute& key : index.keys.hash) names.insert(key.name);
  for (const KeyAttribute& key : index.keys.range) names.insert(key.name);
  names.insert(schema.partition_key.name);
  if (schema.sort_key.has_value()) names.insert(schema.sort_key->name);
  return names;
}

bool IsKeyValue(EncodedValue stored, AttributeType type, size_t max_bytes) {
  const std::optional<AttributeValue> value = ScalarOf(stored);
  if (!value.has_value() || !value->is(type)) return false;
  const size_t bytes = value->bytes().size();
  return type == AttributeType::kNumber || (bytes > 0 && bytes <= max_bytes);
}

}  // namespace

IndexPlan::IndexPlan(const TableSchema& schema) {
  std::set<std::string> names;
  for (const IndexSchema& index : schema.indexes) {
    for (const KeyAttribute& key : index.keys.hash) names.insert(key.name);
    for (const KeyAttribute& key : index.keys.range) names.insert(key.name);
    if (index.projection != ProjectionType::kAll) names.merge(ProjectedNames(schema, index));
  }
  attributes_.assign(names.begin(), names.end());
  const auto place = [&](const std::string& name) {
    const auto at = std::lower_bound(attributes_.begin(), attributes_.end(), name);
    return static_cast<size_t>(at - attributes_.begin());
  };
  for (const IndexSchema& schema_index : schema.indexes) {
    Index& index = indexes_.emplace_back();
    index.id = schema_index.id;
    index.kind = schema_index.kind;
    index.projection = schema_index.projection;
    index.being_filled = schema_index.IsBeingFilled();
    for (const KeyAttribute& key : schema_index.keys.hash) {
      index.hash.push_back({place(key.name), key.type});
    }
    for (const KeyAttribute& key : schema_index.keys.range) {
      index.range.push_back({place(key.name), key.type});
    }
    if (index.projection == ProjectionType::kAll) continue;
    for (const std::string& name : ProjectedNames(schema, schema_index)) {
      index.projected.push_back(place(name));
    }
  }
}

const IndexPlan::Index* IndexPlan::Find(uint32_t index_id) const {
  for (const Index& index : indexes_) {
    if (index.id == index_id) return &index;
  }
  return nullptr;
}

std::optional<IndexedItem> IndexedItem::Pick(const IndexPlan& plan, EncodedItem item,
                                             Arena& arena) {
  const std::span<EncodedValue> values = arena.NewArray<EncodedValue>(plan.attributes().size());
  if (!PickAttributes(item, plan.attributes(), values)) return std::nullopt;
  return IndexedItem(plan, item, values);
}

bool IndexedItem::IsIn(const IndexPlan::Index& index) const {
  for (const IndexPlan::KeyPart& part : index.hash) {
    if (!IsKeyValue(values_[part.attribute], part.type, limits::kMaxPartitionKeyBytes)) {
      return false;
    }
  }
  for (const IndexPlan::KeyPart& part : index.range) {
    if (!IsKeyValue(values_[part.attribute], part.type, limits::kMaxSortKeyBytes)) return false;
  }
  return true;
}

std::string_view IndexedItem::EntryKey(const IndexPlan::Index& index, std::string_view item_key,
                                       Arena& arena) const {
  const auto read = [this](const std::vector<IndexPlan::KeyPart>& parts, KeyValues& values) {
    for (size_t i = 0; i < parts.size(); ++i) {
      values[i] = ScalarOf(values_[parts[i].attribute]).value_or(AttributeValue());
    }
    return std::span<const AttributeValue>(values.data(), parts.size());
  };
  KeyValues hash;
  KeyValues range;
  thread_local std::string key;
  key.clear();
  AppendIndexKey(index.id, read(index.hash, hash), read(index.range, range), item_key, key);
  return arena.CopyString(key);
}

std::span<const PickedAttribute> IndexedItem::Projected(const IndexPlan::Index& index,
                                                        Arena& arena) const {
  const auto attributes = arena.NewArray<PickedAttribute>(index.projected.size());
  size_t count = 0;
  for (const size_t attribute : index.projected) {
    if (values_[attribute].bytes().empty()) continue;
    attributes[count++] = {plan_->attributes()[attribute], values_[attribute]};
  }
  return attributes.first(count);
}

size_t IndexedItem::ProjectedSize(const IndexPlan::Index& index) const {
  if (index.projection == ProjectionType::kAll) return item_.item_size();
  size_t size = 0;
  for (const size_t attribute : index.projected) {
    if (values_[attribute].bytes().empty()) continue;
    size += plan_->attributes()[attribute].size() + EncodedValueSize(values_[attribute]);
  }
  return size;
}

std::string_view IndexedItem::ProjectedItem(const IndexPlan::Index& index, Arena& arena) const {
  if (index.projection == ProjectionType::kAll) return item_.bytes();
  thread_local std::string bytes;
  bytes.clear();
  EncodeProjectedItem(Projected(index, arena), ProjectedSize(index), bytes);
  return arena.CopyString(bytes);
}

bool IndexedItem::HasSameKey(const IndexedItem& other, const IndexPlan::Index& index) const {
  const auto same = [&](const IndexPlan::KeyPart& part) {
    return SameValue(other, part.attribute);
  };
  return std::all_of(index.hash.begin(), index.hash.end(), same) &&
         std::all_of(index.range.begin(), index.range.end(), same);
}

bool IndexedItem::ProjectsSame(const IndexedItem& other, const IndexPlan::Index& index) const {
  if (index.projection == ProjectionType::kAll) return item_.bytes() == other.item_.bytes();
  return std::all_of(index.projected.begin(), index.projected.end(),
                     [&](size_t attribute) { return SameValue(other, attribute); });
}

}  // namespace stator::storage
