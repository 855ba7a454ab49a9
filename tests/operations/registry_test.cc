#include "server/operations/registry.h"

#include <gtest/gtest.h>

#include <string>

#include "server/json/shape.h"

namespace stator::server {
namespace {

TEST(Registry, EveryOperation_IsFoundByItsName) {
  ASSERT_FALSE(AllOperations().empty());
  for (const Operation& operation : AllOperations()) {
    EXPECT_EQ(FindOperation(operation.name), &operation);
    EXPECT_NE(operation.run, nullptr);
  }
}

TEST(Registry, OtherNames_AreNotFound) {
  for (const char* name : {"", "putitem", "PutItem ", "PutIte", "PutItems", "A", "Zzz", "Pu\0"}) {
    EXPECT_EQ(FindOperation(name), nullptr) << name;
  }
}

// The API model calls the request of an operation by the operation's name, with Input or Request
// behind it.
TEST(Registry, Inputs_BelongToTheirOperations) {
  for (const Operation& operation : AllOperations()) {
    const std::string name(operation.name);
    const std::string_view input = json::GetShape(operation.input).name;
    EXPECT_TRUE(input == name + "Input" || input == name + "Request") << input;
  }
}

}  // namespace
}  // namespace stator::server
