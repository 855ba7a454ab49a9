#include "tests/support/operation_fixture.h"

namespace stator::testing {
namespace {

using DescribeEndpointsTest = OperationTest;

// The members and the period are those of the example in the API reference.
TEST_F(DescribeEndpointsTest, Endpoint_IsTheHostThatWasCalled) {
  EXPECT_EQ(Call("DescribeEndpoints", "{}"),
            Ok(R"({"Endpoints":[{"Address":"localhost:8000","CachePeriodInMinutes":1440}]})"));
}

}  // namespace
}  // namespace stator::testing
