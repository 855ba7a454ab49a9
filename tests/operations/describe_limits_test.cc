#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

using DescribeLimitsTest = OperationTest;

// The default quotas of an account (developer guide, "Quotas"); DynamoDB Local answers the same.
TEST_F(DescribeLimitsTest, Quotas_AreThoseOfANewAccount) {
  EXPECT_EQ(Call("DescribeLimits", "{}"),
            Ok(R"({"AccountMaxReadCapacityUnits":80000,"AccountMaxWriteCapacityUnits":80000,)"
               R"("TableMaxReadCapacityUnits":40000,"TableMaxWriteCapacityUnits":40000})"));
}

}  // namespace
}  // namespace stator::testing
