#include "model/function_ref.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace stator {
namespace {

int Twice(FunctionRef<int(int)> function, int argument) { return function(function(argument)); }

struct Counter {
  int calls = 0;
  int operator()(int value) { return value + ++calls; }
};

TEST(FunctionRef, LambdaWithCaptures_IsCalledWithoutBeingCopied) {
  int calls = 0;
  EXPECT_EQ(Twice(
                [&calls](int value) {
                  ++calls;
                  return value * 3;
                },
                2),
            18);
  EXPECT_EQ(calls, 2);
}

TEST(FunctionRef, MutableFunctionObject_KeepsItsState) {
  Counter counter;
  EXPECT_EQ(Twice(counter, 10), 13);
  EXPECT_EQ(counter.calls, 2);
}

TEST(FunctionRef, ConstFunctionObject_IsCalledAsConst) {
  const auto negate = [](int value) { return -value; };
  EXPECT_EQ(Twice(negate, 5), 5);
}

TEST(FunctionRef, MoveOnlyArgument_IsPassedOn) {
  const auto take = [](std::unique_ptr<int> owned) { return *owned; };
  FunctionRef<int(std::unique_ptr<int>)> reference = take;
  EXPECT_EQ(reference(std::make_unique<int>(9)), 9);
}

TEST(FunctionRef, ReferenceArgument_IsNotCopied) {
  std::string text = "a";
  const auto append = [](std::string& target) { target += 'b'; };
  FunctionRef<void(std::string&)> reference = append;
  reference(text);
  EXPECT_EQ(text, "ab");
}

}  // namespace
}  // namespace stator
