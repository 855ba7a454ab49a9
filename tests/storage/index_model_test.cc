// Random operations against a table with indexes of every shape, and against a list of items from
// which every index is worked out anew by a full scan; both must agree after every step.
#include "tests/storage/index_model.h"

#include <gtest/gtest.h>

namespace stator::storage {
namespace {

TEST(Index_Model, RandomOperationsInMemory_AgreeWithAFullScan) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, true);
    for (int i = 0; i < 400 && !::testing::Test::HasFailure(); ++i) model.Step();
  }
}

TEST(Index_Model, RandomOperationsAndRestarts_AgreeWithAFullScan) {
  for (uint64_t seed = 11; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, false);
    for (int restart = 0; restart < 5 && !::testing::Test::HasFailure(); ++restart) {
      for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) model.Step();
      model.Reopen();
    }
  }
}

constexpr int64_t kDelayMicros = 1'000'000;

TEST(Index_Model, LaggingIndexesInMemory_ShowWhatTheItemsWere) {
  for (uint64_t seed = 21; seed <= 22; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, true, kDelayMicros);
    for (int i = 0; i < 300 && !::testing::Test::HasFailure(); ++i) model.Step();
  }
}

TEST(Index_Model, LaggingIndexesAndRestarts_ShowWhatTheItemsWere) {
  for (uint64_t seed = 31; seed <= 32; ++seed) {
    SCOPED_TRACE(seed);
    IndexModel model(seed, false, kDelayMicros);
    for (int restart = 0; restart < 5 && !::testing::Test::HasFailure(); ++restart) {
      for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) model.Step();
      model.Reopen();
    }
  }
}

// What waits when a store is closed keeps its place under whatever delay it is opened with.
TEST(Index_Model, RestartsWithOtherDelays_LoseNothing) {
  IndexModel model(41, false, kDelayMicros);
  for (const int64_t delay : {kDelayMicros / 4, int64_t{0}, 3 * kDelayMicros, kDelayMicros / 2}) {
    SCOPED_TRACE(delay);
    for (int i = 0; i < 60 && !::testing::Test::HasFailure(); ++i) model.Step();
    model.Reopen(delay);
  }
}

}  // namespace
}  // namespace stator::storage
