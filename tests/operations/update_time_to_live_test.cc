#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

// UpdateTimeToLive and DescribeTimeToLive. Where no other source is named, DynamoDB Local answers
// the same.
namespace stator::testing {
namespace {

class TimeToLiveTest : public OperationTest {
 protected:
  TimeToLiveTest() { CreateTables(); }

  Answer Update(bool enabled, std::string_view attribute, std::string_view table = "hash") {
    std::string request = R"({"TableName":")";
    request.append(table).append(R"(","TimeToLiveSpecification":{"Enabled":)");
    request.append(enabled ? "true" : "false").append(R"(,"AttributeName":")");
    return Call("UpdateTimeToLive", request.append(attribute).append(R"("}})"));
  }
  Answer Describe(std::string_view table = "hash") {
    return Call("DescribeTimeToLive", R"({"TableName":")" + std::string(table) + R"("})");
  }
  static Answer Specification(bool enabled, std::string_view attribute) {
    return Ok(std::string(R"({"TimeToLiveSpecification":{"Enabled":)") +
              (enabled ? "true" : "false") + R"(,"AttributeName":")" + std::string(attribute) +
              R"("}})");
  }
};

const Answer kDisabled = Ok(R"({"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}})");
constexpr int64_t kHour = 3600;

TEST_F(TimeToLiveTest, Enabled_IsDescribedAndCanBeDisabled) {
  EXPECT_EQ(Describe(), kDisabled);
  EXPECT_EQ(Update(true, "expires"), Specification(true, "expires"));
  EXPECT_EQ(Describe(), Ok(R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED",)"
                           R"("AttributeName":"expires"}})"));
  EXPECT_EQ(Describe("range"), kDisabled);
  clock_.AdvanceSeconds(kHour);
  EXPECT_EQ(Update(false, "expires"), Specification(false, "expires"));
  EXPECT_EQ(Describe(), kDisabled);
}

TEST_F(TimeToLiveTest, KeyAttribute_MayBeTheAttribute) {
  EXPECT_EQ(Update(true, "r", "range"), Specification(true, "r"));
}

TEST_F(TimeToLiveTest, ChangeThatIsNone_IsRefused) {
  EXPECT_EQ(Update(false, "expires"), Invalid("TimeToLive is already disabled"));
  EXPECT_EQ(Update(true, "expires"), Specification(true, "expires"));
  clock_.AdvanceSeconds(kHour);
  EXPECT_EQ(Update(true, "expires"), Invalid("TimeToLive is already enabled"));
  const Answer other = Invalid("TimeToLive is active on a different AttributeName");
  EXPECT_EQ(Update(true, "other"), other);
  EXPECT_EQ(Update(false, "other"), other);
}

// "Any additional UpdateTimeToLive calls for the same table during this one hour duration result in
// a ValidationException" (API reference); the words are quoted in a bug report.
TEST_F(TimeToLiveTest, SecondChangeWithinTheHour_IsRefused) {
  const Answer too_soon =
      Invalid("Time to live has been modified multiple times within a fixed interval");
  EXPECT_EQ(Update(true, "expires"), Specification(true, "expires"));
  clock_.AdvanceSeconds(kHour - 1);
  EXPECT_EQ(Update(false, "expires"), too_soon);
  EXPECT_EQ(Update(true, "expires", "range"), Specification(true, "expires"));
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(Update(false, "expires"), Specification(false, "expires"));
  EXPECT_EQ(Update(true, "other"), too_soon);
}

TEST_F(TimeToLiveTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(Update(true, "expires", "none"),
            NotFound("Requested resource not found: Table: none not found"));
  EXPECT_EQ(Describe("none"), NotFound("Requested resource not found: Table: none not found"));
}

// Lengths as in the API model; dynoxide answers the first.
TEST_F(TimeToLiveTest, AttributeName_HasALength) {
  EXPECT_EQ(Update(true, ""),
            Invalid("1 validation error detected: Value '' at "
                    "'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member "
                    "must have length greater than or equal to 1"));
  EXPECT_EQ(Update(true, std::string(256, 'x')).status, 400);
  EXPECT_EQ(Update(true, std::string(255, 'x')).status, 200);
}

}  // namespace
}  // namespace stator::testing
