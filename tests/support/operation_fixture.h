#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/operations/operation.h"
#include "storage/database.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace stator::testing {

// What an operation answered.
struct Answer {
  int status = 0;
  std::string body;

  friend bool operator==(const Answer&, const Answer&) = default;
};

void PrintTo(const Answer& answer, std::ostream* out);

// 200 with this body.
Answer Ok(std::string_view body);
// A ValidationException with this message.
Answer Invalid(std::string_view message);
// ResourceNotFoundException with this message.
Answer NotFound(std::string_view message);
// LimitExceededException with this message.
Answer LimitExceeded(std::string_view message);
// ResourceInUseException with this message.
Answer InUse(std::string_view message);
// ConditionalCheckFailedException without an item.
Answer ConditionFailed();

// TransactionCanceledException with these codes, and these reasons as JSON.
Answer Canceled(std::string_view codes, std::string_view reasons);
// TransactionConflictException.
Answer Conflict();

// A test that calls operations with JSON, as the service front does, on an in-memory store of its
// own. Items come back with their attributes sorted by name, so answers compare as text.
class OperationTest : public ::testing::Test {
 protected:
  // The options' clock is set here.
  explicit OperationTest(storage::DatabaseOptions options = {});

  Answer Call(std::string_view operation, std::string_view request);

  // A table "hash" with the partition key p (S), and a table "range" with p (S) and the sort key
  // r (N), both on demand.
  void CreateTables();
  // Puts an item, which must succeed.
  void Put(std::string_view table, std::string_view item);
  // GetItem's answer.
  Answer Get(std::string_view table, std::string_view key);

  // Opens a store in this directory instead.
  void OpenIn(const std::string& directory);
  // Closes the store and opens it again; gives it a directory, where it stays, the first time.
  void Reopen();

  ManualClock clock_;
  int64_t hold_micros_ = 0;  // of the calls to come; see storage::Transaction
  int64_t transition_delay_micros_ = 0;
  int64_t index_transition_delay_micros_ = 0;
  std::optional<TemporaryDirectory> directory_;
  storage::DatabaseOptions options_;  // of the next opening
  std::unique_ptr<storage::Database> database_;
  server::Caller caller_;
};

}  // namespace stator::testing
