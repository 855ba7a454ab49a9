#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"
#include "storage/database.h"
#include "storage/encoding/item_codec.h"
#include "storage/kv_store.h"
#include "storage/stream.h"

namespace stator::storage {

// The stream records of one write, from before its commit until after it; destroyed under the row
// locks.
class StreamWrite {
 public:
  // One item that the write changes. Views of what outlives the write.
  struct Change {
    const ItemWrite* write = nullptr;
    std::string_view item_key;  // as stored
    std::optional<EncodedItem> old_item;
    std::optional<EncodedItem> new_item;  // nullopt: the item is deleted
  };

  // For at most so many changes. Nothing is allocated before the first.
  StreamWrite(Arena& arena, size_t max_changes) : arena_(arena), max_changes_(max_changes) {}
  ~StreamWrite();
  StreamWrite(const StreamWrite&) = delete;
  StreamWrite& operator=(const StreamWrite&) = delete;

  void Add(Stream& stream, const Change& change);
  // Takes the places of all records, which then are in the order of their changes.
  Result<void> Reserve(int64_t now_micros);
  void AddToBatch(KvBatch& batch) const;

 private:
  struct Record {
    Stream* stream = nullptr;
    Change change;
    bool reserved = false;
    Stream::Slot slot;
  };
  struct Ticket {
    Stream* stream = nullptr;
    uint64_t ticket = 0;
  };

  Result<void> ReserveIn(Stream& stream, size_t first);

  Arena& arena_;
  const size_t max_changes_;
  std::span<Record> records_;
  size_t record_count_ = 0;
  std::span<Ticket> tickets_;
  size_t ticket_count_ = 0;
  int64_t now_micros_ = 0;
};

}  // namespace stator::storage
