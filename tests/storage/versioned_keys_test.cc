#include "storage/versioned_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace stator::storage {
namespace {

// A version that knows its key, which stays elsewhere.
struct Named {
  VersionedKeys::Version version;
  std::string_view key;
};

std::string_view KeyOf(const VersionedKeys::Version& version) {
  return reinterpret_cast<const Named&>(version).key;
}

// Room for a key of any height.
using Block = std::array<std::max_align_t, 16>;

// Versions and keys in memory that stays, as a memtable's does.
class Filled {
 public:
  void Insert(std::string_view key, uint64_t number) {
    texts_.emplace_back(key);
    Named& named = versions_.emplace_back();
    named.key = texts_.back();
    keys_.Insert(named.version, number,
                 [this](size_t) { return static_cast<void*>(&blocks_.emplace_back()); });
    names_[&named.version] = Name(key, number);
  }

  const VersionedKeys& keys() const { return keys_; }
  // "key@number"; "": none.
  std::string Text(const VersionedKeys::Version* version) const {
    return version == nullptr ? "" : names_.at(version);
  }
  static std::string Name(std::string_view key, uint64_t number) {
    return std::string(key) + "@" + std::to_string(number);
  }

 private:
  VersionedKeys keys_{KeyOf};
  std::deque<Named> versions_;
  std::deque<std::string> texts_;
  std::deque<Block> blocks_;
  std::map<const VersionedKeys::Version*, std::string> names_;
};

// Sorted as versions are: by key, the newest first.
struct Order {
  bool operator()(const std::pair<std::string, uint64_t>& left,
                  const std::pair<std::string, uint64_t>& right) const {
    return left.first != right.first ? left.first < right.first : left.second > right.second;
  }
};
using Model = std::map<std::pair<std::string, uint64_t>, int, Order>;

std::string NameIn(const Model& model, Model::const_iterator at) {
  return at == model.end() ? "" : Filled::Name(at->first.first, at->first.second);
}

TEST(VersionedKeysTest, WithoutKeys_NothingIsFound) {
  const VersionedKeys keys(KeyOf);
  EXPECT_EQ(keys.First(), nullptr);
  EXPECT_EQ(keys.Last(), nullptr);
  EXPECT_EQ(keys.Find("a", 1), nullptr);
  EXPECT_EQ(keys.FirstFrom("a", 1), nullptr);
  EXPECT_EQ(keys.LastUpTo("a", 1), nullptr);
}

TEST(VersionedKeysTest, Version_IsTheNewestUpToANumber) {
  Filled filled;
  for (const uint64_t number : {uint64_t{4}, uint64_t{8}, uint64_t{6}}) filled.Insert("k", number);
  EXPECT_EQ(filled.Text(filled.keys().Find("k", 3)), "");
  EXPECT_EQ(filled.Text(filled.keys().Find("k", 4)), "k@4");
  EXPECT_EQ(filled.Text(filled.keys().Find("k", 7)), "k@6");
  EXPECT_EQ(filled.Text(filled.keys().Find("k", 100)), "k@8");
  EXPECT_EQ(filled.Text(filled.keys().Find("j", 100)), "");
}

// Keys that are prefixes of each other, with zeros where the short one ends.
TEST(VersionedKeysTest, ShortKeys_ComeBeforeTheirExtensions) {
  using std::string_view_literals::operator""sv;
  Filled filled;
  const std::string_view sorted[] = {""sv,          "\0"sv,     "\0\0"sv,     "a"sv,
                                     "a\0"sv,       "a\0\0b"sv, "abcdefgh"sv, "abcdefgh\0"sv,
                                     "abcdefghi"sv, "b"sv};
  for (const std::string_view key : {sorted[5], sorted[9], sorted[0], sorted[7], sorted[2],
                                     sorted[4], sorted[8], sorted[1], sorted[3], sorted[6]}) {
    filled.Insert(key, 1);
  }
  const VersionedKeys::Version* at = filled.keys().First();
  for (const std::string_view key : sorted) {
    EXPECT_EQ(filled.Text(at), Filled::Name(key, 1));
    EXPECT_EQ(filled.keys().Find(key, 1), at);
    at = VersionedKeys::After(*at);
  }
  EXPECT_EQ(at, nullptr);
}

// Few keys with many versions, and many keys.
class VersionedKeysModelTest : public ::testing::TestWithParam<size_t> {};

TEST_P(VersionedKeysModelTest, AllReads_AgreeWithASortedMap) {
  std::mt19937_64 random(GetParam());
  const auto below = [&](size_t bound) {
    return std::uniform_int_distribution<size_t>(0, bound - 1)(random);
  };
  const auto any_key = [&] {
    const size_t key = below(GetParam());
    return std::string(1 + key % 3, static_cast<char>(key)) + std::to_string(key / 7);
  };
  Filled filled;
  Model model;
  for (int i = 0; i < 5000; ++i) {
    const std::pair version(any_key(), 1 + 2 * below(10'000));
    if (model.emplace(version, 0).second) filled.Insert(version.first, version.second);
  }
  const VersionedKeys& keys = filled.keys();
  const VersionedKeys::Version* at = keys.First();
  for (auto expected = model.begin(); expected != model.end(); ++expected) {
    ASSERT_EQ(filled.Text(at), NameIn(model, expected));
    const VersionedKeys::Version* const before = keys.Before(*at);
    ASSERT_EQ(filled.Text(before),
              expected == model.begin() ? "" : NameIn(model, std::prev(expected)));
    at = VersionedKeys::After(*at);
  }
  EXPECT_EQ(at, nullptr);
  EXPECT_EQ(filled.Text(keys.Last()), NameIn(model, std::prev(model.end())));
  for (int i = 0; i < 5000; ++i) {
    const std::pair target(any_key(), below(20'002));
    const auto from = model.lower_bound(target);
    ASSERT_EQ(filled.Text(keys.FirstFrom(target.first, target.second)), NameIn(model, from));
    const auto after = model.upper_bound(target);
    ASSERT_EQ(filled.Text(keys.LastUpTo(target.first, target.second)),
              after == model.begin() ? "" : NameIn(model, std::prev(after)));
    const bool same_key = from != model.end() && from->first.first == target.first;
    ASSERT_EQ(filled.Text(keys.Find(target.first, target.second)),
              same_key ? NameIn(model, from) : "");
  }
}

INSTANTIATE_TEST_SUITE_P(KeyCounts, VersionedKeysModelTest, ::testing::Values(1, 10, 300, 100'000));

// More keys than the hash table was made for: long rows in its buckets.
TEST(VersionedKeysTest, ManyKeys_AreAllFound) {
  constexpr uint64_t kKeys = 300'000;
  VersionedKeys keys(KeyOf);
  std::vector<Named> versions(kKeys);
  std::deque<std::string> texts;
  std::deque<Block> blocks;
  for (Named& named : versions) {
    texts.push_back(std::to_string(texts.size()));
    named.key = texts.back();
    keys.Insert(named.version, 1,
                [&](size_t) { return static_cast<void*>(&blocks.emplace_back()); });
  }
  for (size_t i = 0; i < kKeys; ++i) {
    ASSERT_EQ(keys.Find(texts[i], 1), &versions[i].version);
    ASSERT_EQ(keys.Find(texts[i] + "x", 1), nullptr);
  }
}

// Several threads insert versions of the same keys while others read: every reader sees a sorted
// row, and what had been inserted when it began.
TEST(VersionedKeysTest, Readers_AreNeverMisled) {
  constexpr size_t kKeys = 50;
  constexpr uint64_t kRounds = 400;
  constexpr size_t kWriters = 3;
  VersionedKeys keys(KeyOf);
  std::vector<std::string> texts(kKeys);
  for (size_t i = 0; i < kKeys; ++i) texts[i] = std::to_string(i * 7919 % 1000) + "k";
  // Each writer's own; versions are numbered by round, then by writer.
  std::vector<std::vector<Named>> versions(kWriters);
  std::vector<std::deque<Block>> blocks(kWriters);
  std::atomic<uint64_t> rounds_done{0};
  std::vector<std::thread> threads;
  for (size_t writer = 0; writer < kWriters; ++writer) {
    versions[writer] = std::vector<Named>(kKeys * kRounds);
    threads.emplace_back([&, writer] {
      for (uint64_t round = 1; round <= kRounds; ++round) {
        for (size_t i = 0; i < kKeys; ++i) {
          Named& named = versions[writer][(round - 1) * kKeys + i];
          named.key = texts[i];
          keys.Insert(named.version, round * 10 + writer,
                      [&](size_t) { return static_cast<void*>(&blocks[writer].emplace_back()); });
        }
        if (writer == 0) rounds_done = round;
      }
    });
  }
  for (int reader = 0; reader < 2; ++reader) {
    threads.emplace_back([&] {
      while (rounds_done < kRounds) {
        const uint64_t round = rounds_done;
        if (round == 0) continue;
        size_t found = 0;
        const VersionedKeys::Version* last = nullptr;
        for (const auto* at = keys.First(); at != nullptr; at = VersionedKeys::After(*at)) {
          ASSERT_TRUE(last == nullptr || last->key != at->key || last->number > at->number);
          if (at->number == round * 10) ++found;
          last = at;
        }
        ASSERT_EQ(found, kKeys);
        for (const std::string& text : texts)
          ASSERT_EQ(keys.Find(text, round * 10)->number, round * 10);
        size_t back = 0;
        for (const auto* at = keys.Last(); at != nullptr; at = keys.Before(*at)) {
          if (at->number == round * 10) ++back;
        }
        ASSERT_EQ(back, kKeys);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// One key that is overwritten, and the reads and commits around it.
class Overwriting : public ::testing::Test {
 protected:
  void Overwrite() {
    ++newest_;
    Named& named = versions_.emplace_back();
    named.key = "k";
    keys_.Insert(named.version, newest_,
                 [this](size_t) { return static_cast<void*>(&blocks_.emplace_back()); });
  }
  void Commit() { reads_.Committed(newest_); }
  void CommitAnother() { reads_.Committed(++newest_); }

  // Of the version that is unneeded; 0: none.
  uint64_t Taken() {
    const VersionedKeys::Version* const version = keys_.TakeUnneeded();
    return version == nullptr ? 0 : version->number;
  }
  uint64_t Found(uint64_t number) const {
    const VersionedKeys::Version* const version = keys_.Find("k", number);
    return version == nullptr ? 0 : version->number;
  }

  OpenReads reads_;
  VersionedKeys keys_{KeyOf, &reads_};
  uint64_t newest_ = 0;

 private:
  std::deque<Named> versions_;
  std::deque<Block> blocks_;
};

TEST_F(Overwriting, Version_IsUnneededWhenTheNextOneIsCommitted) {
  Overwrite();
  Commit();
  Overwrite();
  EXPECT_EQ(Taken(), 0U);
  EXPECT_EQ(Found(1), 1U);
  Commit();
  EXPECT_EQ(Taken(), 0U);  // whoever began to read by now may still be on it
  CommitAnother();
  EXPECT_EQ(Taken(), 1U);
  EXPECT_EQ(Taken(), 0U);
  EXPECT_EQ(Found(newest_), 2U);
  EXPECT_EQ(keys_.First(), keys_.Last());
}

TEST_F(Overwriting, OpenRead_KeepsWhatItSees) {
  Overwrite();
  Commit();
  {
    const OpenReads::Read read(reads_);
    Overwrite();
    Commit();
    Overwrite();
    Commit();
    CommitAnother();
    EXPECT_EQ(Taken(), 0U);
    EXPECT_EQ(Found(1), 1U);
    EXPECT_EQ(Found(2), 2U);
  }
  CommitAnother();
  EXPECT_EQ(Taken(), 0U);
  CommitAnother();
  EXPECT_EQ(Taken(), 1U);
  EXPECT_EQ(Taken(), 2U);
  EXPECT_EQ(Found(newest_), 3U);
}

TEST_F(Overwriting, ReaderOnAVersionThatIsTakenOut_GetsAway) {
  Overwrite();
  Commit();
  Overwrite();
  Commit();
  std::optional<OpenReads::Read> read(reads_);
  const VersionedKeys::Version* const at = VersionedKeys::After(*keys_.First());
  ASSERT_EQ(at->number, 1U);
  CommitAnother();
  EXPECT_EQ(Taken(), 0U);  // out of the row, and not to be used again
  EXPECT_EQ(keys_.Last()->number, 2U);
  EXPECT_EQ(keys_.Before(*at)->number, 2U);
  EXPECT_EQ(VersionedKeys::After(*at), nullptr);
  CommitAnother();
  EXPECT_EQ(Taken(), 0U);
  read.reset();
  CommitAnother();
  EXPECT_EQ(Taken(), 1U);
}

TEST_F(Overwriting, WithoutTheReads_NothingIsUnneeded) {
  VersionedKeys keys(KeyOf);
  std::deque<Named> versions;
  std::deque<Block> blocks;
  for (uint64_t number = 1; number < 4; ++number) {
    Named& named = versions.emplace_back();
    named.key = "k";
    keys.Insert(named.version, number,
                [&](size_t) { return static_cast<void*>(&blocks.emplace_back()); });
  }
  EXPECT_EQ(keys.TakeUnneeded(), nullptr);
  EXPECT_EQ(keys.Last()->number, 1U);
}

// One thread overwrites few keys in memory that it takes back and uses again; what others find is
// what was put in, the newest of when they began, and nothing is missing.
TEST(VersionedKeysTest, MemoryThatIsUsedAgain_IsNeverSeenByReaders) {
  struct Stored {
    Named named;
    std::string key;
    uint64_t payload = 0;
  };
  constexpr size_t kKeys = 20;
  constexpr uint64_t kRounds = 1500;
  OpenReads reads;
  VersionedKeys keys(KeyOf, &reads);
  std::vector<std::string> texts(kKeys);
  for (size_t i = 0; i < kKeys; ++i) texts[i] = std::to_string(i * 7919 % 1000) + "k";
  const auto payload_of = [](const VersionedKeys::Version& version) {
    return reinterpret_cast<const Stored&>(version).payload;
  };
  std::deque<Stored> memory;
  std::deque<Block> blocks;
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  const auto check_walk = [&](bool forward, uint64_t began) {
    std::map<const VersionedKeys::Key*, uint64_t> newest;
    for (const auto* at = forward ? keys.First() : keys.Last(); at != nullptr;
         at = forward ? VersionedKeys::After(*at) : keys.Before(*at)) {
      ASSERT_EQ(payload_of(*at), at->number * 3);
      if (at->number > began) continue;
      uint64_t& number = newest[at->key];
      number = std::max(number, at->number);
    }
    ASSERT_EQ(newest.size(), kKeys);
    // A round is committed at once.
    for (const auto& [key, number] : newest) ASSERT_EQ(number, began);
  };
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      while (!stop) {
        const OpenReads::Read read(reads);
        const uint64_t began = reads.newest();
        if (began == 0) continue;
        for (const std::string& text : texts) {
          const VersionedKeys::Version* const found = keys.Find(text, began);
          ASSERT_NE(found, nullptr);
          ASSERT_EQ(found->number, began);
          ASSERT_EQ(payload_of(*found), began * 3);
        }
        check_walk(true, began);
        check_walk(false, began);
      }
    });
  }
  const auto overwrite_all = [&](uint64_t round) {
    for (const std::string& text : texts) {
      Stored* stored = reinterpret_cast<Stored*>(keys.TakeUnneeded());
      if (stored == nullptr) {
        stored = &memory.emplace_back();
      } else {
        std::destroy_at(stored);
        std::construct_at(stored);
      }
      stored->payload = round * 3;
      stored->key = text;
      stored->named.key = stored->key;
      keys.Insert(stored->named.version, round,
                  [&](size_t) { return static_cast<void*>(&blocks.emplace_back()); });
    }
    reads.Committed(round);
  };
  for (uint64_t round = 1; round <= kRounds; ++round) overwrite_all(round);
  stop = true;
  for (std::thread& reader : readers) reader.join();
  // However long readers stood in the way, what they kept is used again after them.
  overwrite_all(kRounds + 1);
  overwrite_all(kRounds + 2);
  const size_t kept = memory.size();
  for (uint64_t round = kRounds + 3; round < kRounds + 50; ++round) overwrite_all(round);
  EXPECT_EQ(memory.size(), kept);
}

}  // namespace
}  // namespace stator::storage
