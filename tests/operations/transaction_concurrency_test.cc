#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/dying_process.h"
#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

// A bank: accounts with balances in one partition, and a journal of how many transfers each clerk
// has made. Clerks move money in transactions, so that whoever sees all accounts at one moment sees
// one and the same sum.
class TransactionConcurrencyTest : public OperationTest {
 protected:
  static constexpr int kAccounts = 12;
  static constexpr int kBalance = 100;
  static constexpr int kSum = kAccounts * kBalance;
  static constexpr int kClerks = 4;

  void OpenAccounts() {
    CreateTables();
    for (int i = 0; i < kAccounts; ++i) {
      Put("range", R"({"p":{"S":"bank"},"r":{"N":")" + std::to_string(i) +
                       R"("},"balance":{"N":")" + std::to_string(kBalance) + "\"}}");
    }
  }

  static std::string Account(int number) {
    return R"("TableName":"range","Key":{"p":{"S":"bank"},"r":{"N":")" + std::to_string(number) +
           "\"}}";
  }

  // Moves money, unless the account would be overdrawn, and enters the transfer into the journal.
  Answer Transfer(int clerk, int transfer, int from, int to, int amount) {
    const std::string value = R"(":v":{"N":")" + std::to_string(amount) + "\"}";
    const std::string number = std::to_string(transfer);
    return Call(
        "TransactWriteItems",
        R"({"TransactItems":[{"Update":{)" + Account(from) +
            R"(,"UpdateExpression":"SET balance = balance - :v",)"
            R"("ConditionExpression":"balance >= :v","ExpressionAttributeValues":{)" +
            value + R"(}}},{"Update":{)" + Account(to) +
            R"(,"UpdateExpression":"SET balance = balance + :v","ExpressionAttributeValues":{)" +
            value + R"(}}},{"Put":{"TableName":"hash","Item":{"p":{"S":")" + std::to_string(clerk) +
            "/" + number + R"("}}}}],"ClientRequestToken":")" + std::to_string(clerk) + "-" +
            number + "\"}");
  }

  // Makes transfers between random accounts and returns how many were carried out. An answer other
  // than success or an overdrawn account fails the test.
  int Work(int clerk, int transfers, std::atomic<int>& done) {
    std::mt19937 random(static_cast<uint32_t>(clerk));
    int carried_out = 0;
    for (int i = 0; i < transfers; ++i) {
      const int from = static_cast<int>(random() % kAccounts);
      const int to = (from + 1 + static_cast<int>(random() % (kAccounts - 1))) % kAccounts;
      const Answer answer = Transfer(clerk, i, from, to, 1 + static_cast<int>(random() % 60));
      if (answer.status == 200) {
        ++carried_out;
      } else if (answer != Overdrawn()) {
        ADD_FAILURE() << answer.body;
      }
      ++done;
    }
    return carried_out;
  }

  static Answer Overdrawn() {
    return Canceled(
        "ConditionalCheckFailed, None, None",
        R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"})"
        R"(,{"Code":"None"},{"Code":"None"})");
  }

  // The sum of all balances in an answer, and how many there are.
  static std::pair<int, int> Sum(const Answer& answer) {
    constexpr std::string_view kBefore = R"("balance":{"N":")";
    int sum = 0;
    int count = 0;
    for (size_t at = answer.body.find(kBefore); at != std::string::npos;
         at = answer.body.find(kBefore, at + 1)) {
      sum += std::stoi(answer.body.substr(at + kBefore.size()));
      ++count;
    }
    return {sum, count};
  }

  Answer ReadByTransaction() {
    std::string gets;
    for (int i = 0; i < kAccounts; ++i) {
      gets += std::string(i == 0 ? "" : ",") + R"({"Get":{)" + Account(i) + "}}";
    }
    return Call("TransactGetItems", R"({"TransactItems":[)" + gets + "]}");
  }
  Answer ReadByQuery() {
    return Call("Query", R"({"TableName":"range","KeyConditionExpression":"p = :p",
        "ExpressionAttributeValues":{":p":{"S":"bank"}}})");
  }
};

TEST_F(TransactionConcurrencyTest, TransfersOfManyThreads_NeverShowAnotherSum) {
  constexpr int kTransfers = 300;
  OpenAccounts();
  std::atomic<int> done = 0;
  std::atomic<int> carried_out = 0;
  std::vector<std::thread> threads;
  for (int clerk = 0; clerk < kClerks; ++clerk) {
    threads.emplace_back([&, clerk] { carried_out += Work(clerk, kTransfers, done); });
  }
  std::atomic<int> reads = 0;
  const auto read = [&](bool by_transaction) {
    do {
      const Answer answer = by_transaction ? ReadByTransaction() : ReadByQuery();
      EXPECT_EQ(Sum(answer), std::pair(kSum, kAccounts)) << answer.body;
      ++reads;
    } while (done < kClerks * kTransfers);
  };
  threads.emplace_back(read, true);
  threads.emplace_back(read, false);
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(Sum(ReadByTransaction()), std::pair(kSum, kAccounts));
  EXPECT_GT(carried_out, 0);
  EXPECT_GE(reads, 2);
  // Nothing of a transfer without the rest of it.
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash","Select":"COUNT"})"),
            Ok(R"({"Count":)" + std::to_string(carried_out) + R"(,"ScannedCount":)" +
               std::to_string(carried_out) + "}"));
}

// Two transactions on the same items in opposite orders, again and again: locks taken in the order
// of the actions would soon wait for each other.
TEST_F(TransactionConcurrencyTest, TransactionsInOppositeOrders_DoNotWaitForEachOther) {
  constexpr int kTransfers = 500;
  OpenAccounts();
  std::vector<std::thread> threads;
  for (int clerk = 0; clerk < kClerks; ++clerk) {
    threads.emplace_back([&, clerk] {
      const int from = clerk % 2;
      for (int i = 0; i < kTransfers; ++i) {
        EXPECT_EQ(Transfer(clerk, i, from, 1 - from, 0), Ok("{}"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Sum(ReadByQuery()), std::pair(kSum, kAccounts));
}

TEST_F(TransactionConcurrencyTest, KilledProcess_LeavesTheSumAndWholeTransfers) {
  constexpr int kTransfers = 400;
  if (const auto task = TaskOfDyingProcess()) {
    OpenIn(task->directory);
    if (task->step == 0) OpenAccounts();
    EXPECT_EQ(Sum(ReadByQuery()), std::pair(kSum, kAccounts));
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int clerk = 0; clerk < kClerks; ++clerk) {
      // Each process has clerks of its own.
      threads.emplace_back(
          [&, clerk = 10 * task->step + clerk] { Work(clerk, 1'000'000'000, done); });
    }
    while (done < kTransfers) std::this_thread::yield();
    Die();  // in the middle of other transfers
  }
  TemporaryDirectory directory;
  for (int step = 0; step < 3; ++step) {
    RunThisTestUntilItDies(directory.path(), step);
    OpenIn(directory.path());
    EXPECT_EQ(Sum(ReadByTransaction()), std::pair(kSum, kAccounts));
    EXPECT_EQ(Sum(ReadByQuery()), std::pair(kSum, kAccounts));
    // Tokens and transfers were committed together: the first transfer of a clerk whose journal has
    // it is one that was done before, and moves nothing when it is sent again.
    const int clerk = 10 * step;
    std::mt19937 random(static_cast<uint32_t>(clerk));
    const int from = static_cast<int>(random() % kAccounts);
    const int to = (from + 1 + static_cast<int>(random() % (kAccounts - 1))) % kAccounts;
    const int amount = 1 + static_cast<int>(random() % 60);
    const std::string key = R"({"p":{"S":")" + std::to_string(clerk) + "/0\"}}";
    if (Get("hash", key) != Ok("{}")) {
      const Answer before = ReadByQuery();
      EXPECT_EQ(Transfer(clerk, 0, from, to, amount), Ok("{}"));
      EXPECT_EQ(ReadByQuery(), before);
    }
    database_.reset();
  }
}

}  // namespace
}  // namespace stator::testing
