#include "model/stream_schema.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace stator {
namespace {

TEST(StreamSchema, Label_IsTheTimeWithMilliseconds) {
  EXPECT_EQ(StreamLabelAt(1'767'323'045'678'999), "2026-01-02T03:04:05.678");
  EXPECT_EQ(StreamLabelAt(0), "1970-01-01T00:00:00.000");
  EXPECT_EQ(StreamLabelAt(-1'000), "1969-12-31T23:59:59.999");
}

// As in the service's guide: "shardId-00000001414576573621-f55eea83".
TEST(StreamSchema, ShardIds_AreTimeAndEightDigits) {
  const std::string id = ShardIdOf("arn", 1, 1'414'576'573'621'999);
  EXPECT_EQ(id.size(), 37U);
  EXPECT_EQ(id.substr(0, 29), "shardId-00000001414576573621-");
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef", 29), std::string::npos);
  EXPECT_EQ(ShardIdOf("arn", 1, -5).substr(0, 29), "shardId-00000000000000000000-");
}

TEST(StreamSchema, ShardIdsOfAStream_Differ) {
  std::set<std::string> ids;
  for (uint32_t number = 1; number <= 10'000; ++number) ids.insert(ShardIdOf("arn", number, 0));
  EXPECT_EQ(ids.size(), 10'000U);
}

}  // namespace
}  // namespace stator
