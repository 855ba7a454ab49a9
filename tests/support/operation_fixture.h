#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/operations/operation.h"
#include "storage/database.h"
#include "tests/support/manual_clock.h"

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

  ManualClock clock_;
  std::unique_ptr<storage::Database> database_;
  server::Caller caller_;
};

}  // namespace stator::testing
