#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "storage/kv_store.h"

namespace stator::storage {

// A store whose commits fail when a test says so, like those of a disk that is full.
class FailingStore final : public KvStore {
 public:
  // `commits_left` is how many commits succeed from now on; negative: all.
  FailingStore(std::unique_ptr<KvStore> store, std::atomic<int>& commits_left)
      : store_(std::move(store)), commits_left_(commits_left) {}

  Result<std::optional<std::string_view>> Get(ColumnFamily family, std::string_view key,
                                              Arena& arena) const override {
    return store_->Get(family, key, arena);
  }
  std::unique_ptr<KvIterator> NewIterator(ColumnFamily family, KvRange range,
                                          Direction direction) const override {
    return store_->NewIterator(family, std::move(range), direction);
  }
  Result<void> Commit(FunctionRef<void(KvBatch&)> fill) override {
    if (commits_left_ == 0) return InternalError("storage: no space left");
    if (commits_left_ > 0) --commits_left_;
    return store_->Commit(fill);
  }
  void ReclaimSpace(ColumnFamily family, const KvRange& range) override {
    store_->ReclaimSpace(family, range);
  }
  Result<void> Close() override { return store_->Close(); }
  WorkCounts work() const override { return store_->work(); }

 private:
  const std::unique_ptr<KvStore> store_;
  std::atomic<int>& commits_left_;
};

}  // namespace stator::storage
