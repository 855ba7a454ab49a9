#include "storage/open_reads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <optional>
#include <thread>
#include <vector>

namespace stator::storage {
namespace {

using Read = OpenReads::Read;

TEST(OpenReadsTest, WithoutReads_AllIsSeenUpToTheNewestCommit) {
  OpenReads reads;
  EXPECT_EQ(reads.oldest(), 0U);
  reads.Committed(7);
  EXPECT_EQ(reads.oldest(), 7U);
  EXPECT_EQ(reads.newest(), 7U);
}

TEST(OpenReadsTest, CommitsOutOfOrder_ChangeNothing) {
  OpenReads reads;
  reads.Committed(7);
  reads.Committed(5);
  EXPECT_EQ(reads.oldest(), 7U);
  EXPECT_EQ(reads.newest(), 7U);
}

TEST(OpenReadsTest, OldestIsOfTheReadThatBeganFirst) {
  OpenReads reads;
  reads.Committed(1);
  std::optional<Read> first(reads);
  reads.Committed(2);
  std::optional<Read> second(reads);
  reads.Committed(3);
  EXPECT_EQ(reads.oldest(), 1U);
  EXPECT_EQ(reads.newest(), 3U);
  first.reset();
  reads.Committed(4);
  EXPECT_EQ(reads.oldest(), 2U);
  second.reset();
  reads.Committed(5);
  EXPECT_EQ(reads.oldest(), 5U);
}

TEST(OpenReadsTest, ReadsBeyondThePlaces_HoldEverythingBack) {
  OpenReads reads;
  reads.Committed(1);
  std::deque<Read> open;
  for (int i = 0; i < 100; ++i) open.emplace_back(reads);
  open.pop_front();  // had a place; the last ones still have none
  reads.Committed(2);
  EXPECT_EQ(reads.oldest(), 1U);
  open.clear();
  reads.Committed(3);
  EXPECT_EQ(reads.oldest(), 3U);
}

// A thread commits; each reader keeps to what it was promised: while it is open, nothing that it
// sees counts as seen by nobody.
TEST(OpenReadsTest, OldestIsNeverNewerThanAnOpenRead) {
  OpenReads reads;
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const Read read(reads);
        const uint64_t began = reads.newest();
        for (int look = 0; look < 20; ++look) ASSERT_LE(reads.oldest(), began);
      }
    });
  }
  for (uint64_t number = 1; number <= 20'000; ++number) reads.Committed(number);
  stop = true;
  for (std::thread& reader : readers) reader.join();
  reads.Committed(30'000);
  EXPECT_EQ(reads.oldest(), 30'000U);
}

}  // namespace
}  // namespace stator::storage
