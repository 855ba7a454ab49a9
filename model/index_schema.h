#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/attribute_value.h"
#include "model/throughput.h"

namespace stator {

// A key attribute with its declared type (kString, kNumber or kBinary).
struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::kString;

  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

// The key attributes of a table or an index. A table and a local index have one HASH attribute and
// at most one RANGE attribute; a global index has up to four of each, and orders its items by the
// tuple of the RANGE attributes.
struct KeySchema {
  std::vector<KeyAttribute> hash;  // never empty
  std::vector<KeyAttribute> range;

  friend bool operator==(const KeySchema&, const KeySchema&) = default;
};

// These three are stored on disk: never renumber.
enum class IndexKind : uint8_t { kGlobal = 0, kLocal = 1 };
enum class ProjectionType : uint8_t { kAll = 0, kKeysOnly = 1, kInclude = 2 };
enum class IndexStatus : uint8_t { kActive = 0, kCreating = 1, kUpdating = 2, kDeleting = 3 };

// What an index goes through until its status changes: only with --transition-delay.
struct IndexTransition {
  int64_t end_micros = 0;
  // Of kCreating: it has all its entries, and waits for the end only.
  bool filled = false;
  // Of kUpdating: the throughput that the index had, and is described with until the end.
  std::optional<ProvisionedThroughput> throughput_before;

  friend bool operator==(const IndexTransition&, const IndexTransition&) = default;
};

// A secondary index of one table. What CreateTable or UpdateTable was given, and where its life has
// got to.
struct IndexSchema {
  std::string name;
  // Assigned by the catalog; unique among all indexes that the table ever had, never 0.
  uint32_t id = 0;
  IndexKind kind = IndexKind::kGlobal;
  // Of a local index, hash is the table's.
  KeySchema keys;
  ProjectionType projection = ProjectionType::kAll;
  std::vector<std::string> non_key_attributes;  // of kInclude, in the order given

  // Of a global index.
  ProvisionedThroughput provisioned_throughput;
  std::optional<OnDemandThroughput> on_demand_throughput;
  std::optional<WarmThroughput> warm_throughput;

  // Every write maintains an index from the moment that it is in the schema, and as long as it is.
  // While kCreating, the items that were there before are still being added in the background, and
  // reads are refused; they are while kDeleting, too.
  IndexStatus status = IndexStatus::kActive;
  // Set: the status holds at least until its end. kUpdating and kDeleting always have one.
  std::optional<IndexTransition> transition;

  // Whether the items that were there before it are still being added.
  bool IsBeingFilled() const {
    return status == IndexStatus::kCreating && !(transition.has_value() && transition->filled);
  }

  friend bool operator==(const IndexSchema&, const IndexSchema&) = default;
};

}  // namespace stator
