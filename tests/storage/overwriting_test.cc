// What was overwritten in memory is used again at once; here, that nobody notices.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "storage/kv_store.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::TemporaryDirectory;
using Model = std::map<std::string, std::string>;

constexpr ColumnFamily kFamily = ColumnFamily::kItems;

std::unique_ptr<KvStore> OpenStore(const StoreOptions& options) {
  return OpenKvHome(options).value()->OpenLive().value();
}

// Lengths around those that free memory is sorted by, and sometimes long.
std::string RandomValue(std::mt19937_64& random) {
  const size_t longest = random() % 4 == 0 ? 5000 : 300;
  return std::string(random() % longest, static_cast<char>('a' + random() % 26)) +
         std::to_string(random());
}

// An iterator, and what it has to find.
struct OpenIterator {
  std::unique_ptr<KvIterator> iterator;
  std::vector<std::pair<std::string, std::string>> expected;
  size_t next = 0;

  // False: it is at its end.
  bool Step() {
    const bool more = iterator->Next();
    EXPECT_EQ(more, next < expected.size());
    if (!more || next >= expected.size()) return false;
    EXPECT_EQ(iterator->key(), expected[next].first);
    EXPECT_EQ(iterator->value(), expected[next].second);
    ++next;
    return true;
  }
};

OpenIterator OpenOn(const KvStore& store, const Model& model, Direction direction) {
  OpenIterator open{store.NewIterator(kFamily, {}, direction), {model.begin(), model.end()}};
  if (direction == Direction::kBackward) std::reverse(open.expected.begin(), open.expected.end());
  return open;
}

void ChangeAtRandom(KvStore& store, Model& model, std::mt19937_64& random) {
  ASSERT_TRUE(store
                  .Commit([&](KvBatch& batch) {
                    for (uint64_t changes = 1 + random() % 20; changes > 0; --changes) {
                      // The front of a key is hashed for filters.
                      const std::string key = "a table's number " + std::to_string(random() % 40);
                      if (random() % 10 == 0) {
                        batch.Delete(kFamily, key);
                        model.erase(key);
                      } else {
                        const std::string value = RandomValue(random);
                        batch.Put(kFamily, key, value);
                        model[key] = value;
                      }
                    }
                  })
                  .ok());
}

// In memory, on disk, and in memtables so small that they are written out all the time.
class OverwritingTest : public ::testing::TestWithParam<std::pair<bool, size_t>> {
 protected:
  StoreOptions Options() const {
    StoreOptions options;
    if (!GetParam().first) options.data_dir = directory_.path();
    options.engine_memory_bytes = GetParam().second;
    return options;
  }

 private:
  TemporaryDirectory directory_;
};

// Iterators stay open while all that they are on is overwritten.
TEST_P(OverwritingTest, EveryRead_AgreesWithAMapOfWhenItBegan) {
  std::mt19937_64 random(GetParam().second);
  const std::unique_ptr<KvStore> store = OpenStore(Options());
  Model model;
  std::deque<OpenIterator> open;
  for (int round = 0; round < 3000; ++round) {
    ASSERT_NO_FATAL_FAILURE(ChangeAtRandom(*store, model, random));
    const std::string key = "a table's number " + std::to_string(random() % 40);
    Arena arena;
    const auto found = store->Get(kFamily, key, arena).value();
    const auto expected = model.find(key);
    ASSERT_EQ(found.has_value(), expected != model.end());
    if (found.has_value()) {
      ASSERT_EQ(*found, expected->second);
    }
    if (open.size() < 5 && random() % 3 == 0) {
      open.push_back(
          OpenOn(*store, model, random() % 2 == 0 ? Direction::kForward : Direction::kBackward));
    }
    if (!open.empty()) {
      OpenIterator& any = open[random() % open.size()];
      if (!any.Step()) std::swap(any, open.back()), open.pop_back();
    }
    ASSERT_FALSE(HasFailure());
    if (round % 1000 == 999) {
      ASSERT_TRUE(store->GiveBackMemory().ok());
    }
  }
  for (OpenIterator& left : open) {
    while (left.Step()) {
    }
  }
  open.clear();
  OpenIterator all = OpenOn(*store, model, Direction::kForward);
  while (all.Step()) {
  }
}

// Every commit gives all keys the same value, so that a read that sees parts of two is wrong.
TEST_P(OverwritingTest, ReadersBesideWriters_SeeOneCommit) {
  constexpr int kKeys = 30;
  constexpr int kCommits = 1500;
  const std::unique_ptr<KvStore> store = OpenStore(Options());
  std::vector<std::string> keys;
  for (int i = 0; i < kKeys; ++i) keys.push_back("a table's number " + std::to_string(100 + i));
  const auto write = [&](const std::string& value) {
    return store
        ->Commit([&](KvBatch& batch) {
          for (const std::string& key : keys) batch.Put(kFamily, key, value);
        })
        .ok();
  };
  ASSERT_TRUE(write("first"));
  std::atomic<int> writing{2};
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 2; ++writer) {
    threads.emplace_back([&, writer] {
      std::mt19937_64 random(static_cast<uint64_t>(writer));
      for (int i = 0; i < kCommits; ++i) EXPECT_TRUE(write(RandomValue(random)));
      --writing;
    });
  }
  const auto walk = [&](Direction direction) {
    const auto iterator = store->NewIterator(kFamily, {}, direction);
    std::string value;
    int found = 0;
    for (; iterator->Next(); ++found) {
      if (found == 0) value = iterator->value();
      ASSERT_EQ(iterator->value(), value);
    }
    ASSERT_EQ(found, kKeys);
  };
  const auto read_together = [&] {
    Arena arena;
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    const auto values = store->GetTogether(kFamily, views, arena).value();
    for (const auto& value : values) ASSERT_EQ(value, values[0]);
  };
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([&] {
      while (writing > 0 && !::testing::Test::HasFatalFailure()) {
        walk(Direction::kForward);
        walk(Direction::kBackward);
        read_together();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

INSTANTIATE_TEST_SUITE_P(Stores, OverwritingTest,
                         ::testing::Values(std::pair(true, size_t{32} << 20),
                                           std::pair(true, size_t{4} << 20),
                                           std::pair(false, size_t{32} << 20)),
                         [](const auto& of) {
                           return std::string(of.param.first ? "InMemory" : "OnDisk") +
                                  std::to_string(of.param.second >> 10) + "KiB";
                         });

}  // namespace
}  // namespace stator::storage
