#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "storage/kv_database.h"
#include "storage/kv_store.h"
#include "tests/storage/store_under_test.h"

namespace stator::storage {

// What a test does between the steps of every commit.
struct CommitHooks {
  // How many commits succeed from now on, like those of a disk that fills up; negative: all.
  std::atomic<int> commits_left{-1};
  // The batch is filled, and nothing of it visible yet.
  std::function<void()> filled = [] {};
  // All of it is visible, and whoever committed does not know yet.
  std::function<void()> committed = [] {};
};

class HookedStore final : public KvStore {
 public:
  HookedStore(std::unique_ptr<KvStore> store, CommitHooks& hooks)
      : store_(std::move(store)), hooks_(hooks) {}

  Result<std::optional<std::string_view>> Get(ColumnFamily family, std::string_view key,
                                              Arena& arena) const override {
    return store_->Get(family, key, arena);
  }
  Result<std::span<const std::optional<std::string_view>>> GetTogether(
      ColumnFamily family, std::span<const std::string_view> keys, Arena& arena) const override {
    return store_->GetTogether(family, keys, arena);
  }
  std::unique_ptr<KvIterator> NewIterator(ColumnFamily family, KvRange range,
                                          Direction direction) const override {
    return store_->NewIterator(family, std::move(range), direction);
  }
  Result<void> Commit(FunctionRef<void(KvBatch&)> fill) override {
    if (hooks_.commits_left == 0) return InternalError("storage: no space left");
    if (hooks_.commits_left > 0) --hooks_.commits_left;
    Result<void> done = store_->Commit([&](KvBatch& batch) {
      fill(batch);
      hooks_.filled();
    });
    hooks_.committed();
    return done;
  }
  void DeleteWithNextCommit(ColumnFamily family, std::string_view key) override {
    store_->DeleteWithNextCommit(family, key);
  }
  void ReclaimSpace(ColumnFamily family, const KvRange& range) override {
    store_->ReclaimSpace(family, range);
  }
  Result<void> SaveCopy(std::string_view name, std::string_view note) override {
    return store_->SaveCopy(name, note);
  }
  Result<void> MakeLive() override { return store_->MakeLive(); }
  Result<bool> GiveBackMemory() override { return store_->GiveBackMemory(); }
  Result<void> Close() override { return store_->Close(); }
  WorkCounts work() const override { return store_->work(); }

 private:
  const std::unique_ptr<KvStore> store_;
  CommitHooks& hooks_;
};

inline std::unique_ptr<Database> OpenHooked(const DatabaseOptions& options, CommitHooks& hooks) {
  auto home = OpenKvHome(options.OfStore());
  EXPECT_TRUE(home.ok());
  auto store = (*home)->OpenLive();
  EXPECT_TRUE(store.ok());
  auto database =
      KvDatabase::Open(std::make_unique<HookedStore>(std::move(store).value(), hooks), options);
  EXPECT_TRUE(database.ok());
  return std::move(database).value();
}

// Gives another thread the chance to do what it must not do: waits until `done`, or long enough
// for it to have happened if it were possible.
inline void GiveChance(const std::atomic<bool>& done) {
  for (int i = 0; i < 20'000 && !done; ++i) std::this_thread::yield();
}

}  // namespace stator::storage
