#include "model/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace stator {
namespace {

Result<int> Half(int value) {
  if (value % 2 != 0) return ValidationError("odd: " + std::to_string(value));
  return value / 2;
}

Result<int> Quarter(int value) {
  STATOR_ASSIGN_OR_RETURN(const int half, Half(value));
  STATOR_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

Result<void> CheckEven(int value) {
  STATOR_RETURN_IF_ERROR(Half(value));
  return {};
}

TEST(Result, Value_IsHeldAndReachable) {
  Result<std::string> result = std::string("text");
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "text");
  EXPECT_EQ(result->size(), 4U);
  result->append("!");
  EXPECT_EQ(std::as_const(result).value(), "text!");
}

TEST(Result, Error_IsHeldWithCodeAndMessage) {
  const Result<int> result = InternalError("broken");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kInternalServerError);
  EXPECT_EQ(result.error().message, "broken");
  EXPECT_EQ(result.error().detail, nullptr);
}

TEST(Result, MoveOnlyValue_CanBeMovedOut) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(4);
  const std::unique_ptr<int> owned = std::move(result).value();
  EXPECT_EQ(*owned, 4);
}

// A false value is still a value.
TEST(Result, BoolValue_IsNotTakenForSuccess) {
  const Result<bool> result = false;
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(*result);
}

TEST(AssignOrReturn, FirstFailure_LeavesTheFunction) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(Quarter(7).error().message, "odd: 7");
  EXPECT_EQ(Quarter(6).error().message, "odd: 3");
}

TEST(ReturnIfError, FailureOfAnotherResultType_IsPassedOn) {
  EXPECT_TRUE(CheckEven(2).ok());
  const Result<void> result = CheckEven(3);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kValidation);
  EXPECT_EQ(result.error().message, "odd: 3");
}

}  // namespace
}  // namespace stator
