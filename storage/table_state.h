#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "model/error.h"
#include "storage/table.h"

namespace stator::storage {

// What changes about a table while it is used; shared by all Tables of one id.
struct Table::State {
  std::atomic<int64_t> item_count{0};
  std::atomic<int64_t> size_bytes{0};
  // Set before the table's data is deleted. A write looks at it under its row locks, and
  // DeleteTable passes through all row locks after setting it, so no write comes after the delete.
  std::atomic<bool> deleted{false};
};

}  // namespace stator::storage
