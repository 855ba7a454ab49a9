#include "server/request_id.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace stator::server {
namespace {

// The form of the ids in recorded answers of the service.
TEST(RequestId, Form_Is52CapitalsAndDigits) {
  for (int i = 0; i < 100; ++i) {
    std::string id;
    AppendRequestId(id);
    EXPECT_EQ(id.size(), 52U);
    EXPECT_EQ(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), std::string::npos);
  }
}

TEST(RequestId, Text_IsAppended) {
  std::string text = "x-amzn-RequestId: ";
  AppendRequestId(text);
  EXPECT_EQ(text.rfind("x-amzn-RequestId: ", 0), 0U);
  EXPECT_EQ(text.size(), 18U + 52U);
}

TEST(RequestId, Ids_DifferOnAllThreads) {
  constexpr size_t kThreads = 4;
  constexpr size_t kIds = 1000;
  std::vector<std::vector<std::string>> made(kThreads, std::vector<std::string>(kIds));
  std::vector<std::thread> threads;
  for (std::vector<std::string>& ids : made) {
    threads.emplace_back([&ids] {
      for (std::string& id : ids) AppendRequestId(id);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const std::vector<std::string>& ids : made) all.insert(ids.begin(), ids.end());
  EXPECT_EQ(all.size(), kThreads * kIds);
}

}  // namespace
}  // namespace stator::server
