#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/service.h"
#include "storage/served_database.h"
#include "tests/server/call_service.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

// In the service every account has tables of its own in each region (developer guide, "Naming rules
// and data types": names are unique within an account and region).
namespace stator::server {
namespace {

using stator::testing::Client;
using stator::testing::ServiceAnswer;

const Client kEast{"AKIDLOCAL", "us-east-1"};
const Client kWest{"AKIDLOCAL", "us-west-2"};
const Client kEastOfOther{"123456789012", "us-east-1"};

class NamespacesTest : public ::testing::Test {
 protected:
  void Open(Namespaces namespaces, std::optional<std::string> directory = std::nullopt) {
    service_.reset();
    database_.reset();
    auto opened = storage::ServedDatabase::Open({std::move(directory), &clock_});
    ASSERT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    service_.emplace(*database_, clock_, ServiceOptions{.namespaces = namespaces});
  }

  ServiceAnswer Call(const Client& client, std::string_view operation, const std::string& body) {
    return client.Call(*service_, operation, body);
  }
  void Create(const Client& client, const std::string& name) {
    EXPECT_EQ(Call(client, "CreateTable",
                   R"({"TableName":")" + name + R"(","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                  .status,
              200);
  }
  std::string Tables(const Client& client, const std::string& request = "{}") {
    return Call(client, "ListTables", request).body;
  }
  void Put(const Client& client, const std::string& value) {
    EXPECT_EQ(Call(client, "PutItem",
                   R"({"TableName":"orders","Item":{"p":{"S":"a"},"v":{"S":")" + value + R"("}}})")
                  .body,
              "{}");
  }
  std::string Get(const Client& client) {
    return Call(client, "GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}}})").body;
  }

  stator::testing::ManualClock clock_;
  std::unique_ptr<storage::ServedDatabase> database_;
  std::optional<Service> service_;
};

TEST_F(NamespacesTest, None_IsOneForAll) {
  Open(Namespaces::kOne);
  Create(kEast, "orders");
  EXPECT_EQ(Tables(kWest), R"({"TableNames":["orders"]})");
  EXPECT_EQ(Tables(kEastOfOther), R"({"TableNames":["orders"]})");
  EXPECT_EQ(Call(kWest, "DescribeTable",
                 R"({"TableName":"arn:aws:dynamodb:eu-north-1:999999999999:table/orders"})")
                .status,
            200);
}

TEST_F(NamespacesTest, Region_HasTablesOfItsOwn) {
  Open(Namespaces::kPerRegion);
  Create(kEast, "orders");
  EXPECT_EQ(Tables(kEast), R"({"TableNames":["orders"]})");
  EXPECT_EQ(Tables(kEastOfOther), R"({"TableNames":["orders"]})");
  EXPECT_EQ(Tables(kWest), R"({"TableNames":[]})");
  Create(kWest, "orders");
  Put(kEast, "east");
  Put(kWest, "west");
  EXPECT_EQ(Get(kEast), R"({"Item":{"p":{"S":"a"},"v":{"S":"east"}}})");
  EXPECT_EQ(Get(kEastOfOther), R"({"Item":{"p":{"S":"a"},"v":{"S":"east"}}})");
  EXPECT_EQ(Get(kWest), R"({"Item":{"p":{"S":"a"},"v":{"S":"west"}}})");
  EXPECT_EQ(Call(kWest, "DeleteTable", R"({"TableName":"orders"})").status, 200);
  EXPECT_EQ(Get(kEast), R"({"Item":{"p":{"S":"a"},"v":{"S":"east"}}})");
}

TEST_F(NamespacesTest, AccountAndRegion_HaveTablesOfTheirOwn) {
  Open(Namespaces::kPerAccountAndRegion);
  Create(kEast, "orders");
  Create(kEastOfOther, "orders");
  Put(kEast, "mine");
  EXPECT_EQ(Get(kEastOfOther), "{}");
  EXPECT_EQ(Tables(kWest), R"({"TableNames":[]})");
}

// DynamoDB Local without -sharedDb keeps a database for each access key and region; the case of the
// key's letters matters.
TEST_F(NamespacesTest, KeyAndRegion_HaveTablesOfTheirOwn) {
  Open(Namespaces::kPerKeyAndRegion);
  Create(kEast, "orders");
  Create(kEastOfOther, "orders");
  Put(kEast, "mine");
  EXPECT_EQ(Get(kEastOfOther), "{}");
  EXPECT_EQ(Tables(kWest), R"({"TableNames":[]})");
  EXPECT_EQ(Tables({"akidlocal", "us-east-1"}), R"({"TableNames":[]})");
  EXPECT_EQ(Call(kEast, "GetItem",
                 R"({"TableName":"arn:aws:dynamodb:eu-north-1:999999999999:table/orders",
                     "Key":{"p":{"S":"a"}}})")
                .body,
            R"({"Item":{"p":{"S":"a"},"v":{"S":"mine"}}})");
}

// Messages know nothing of namespaces.
TEST_F(NamespacesTest, TablesOfOthers_DoNotExist) {
  Open(Namespaces::kPerAccountAndRegion);
  Create(kEast, "orders");
  EXPECT_EQ(Get(kWest), R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
                        R"("message":"Requested resource not found"})");
  for (const char* operation : {"DescribeTable", "DeleteTable"}) {
    EXPECT_EQ(Call(kWest, operation, R"({"TableName":"orders"})").body,
              R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
              R"("message":"Requested resource not found: Table: orders not found"})");
  }
  EXPECT_NE(Call(kEast, "CreateTable", R"({"TableName":"orders","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]})")
                .body.find(R"("message":"Table already exists: orders"})"),
            std::string::npos);
}

TEST_F(NamespacesTest, ListTables_EndsWithTheLastOfItsOwn) {
  Open(Namespaces::kPerRegion);
  for (const char* name : {"aaa", "bbb", "ccc"}) Create(kEast, name);
  for (const char* name : {"aab", "zzz"}) Create(kWest, name);
  Create({"AKIDLOCAL", "us-east-10"}, "other");
  EXPECT_EQ(Tables(kEast, R"({"Limit":2})"),
            R"({"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"})");
  EXPECT_EQ(Tables(kEast, R"({"Limit":2,"ExclusiveStartTableName":"bbb"})"),
            R"({"TableNames":["ccc"]})");
  EXPECT_EQ(Tables(kEast, R"({"Limit":3})"), R"({"TableNames":["aaa","bbb","ccc"]})");
  EXPECT_EQ(Tables(kWest), R"({"TableNames":["aab","zzz"]})");
}

std::string Denied(std::string_view account, std::string_view action, std::string_view arn) {
  return R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: )"
         "arn:aws:iam::" +
         std::string(account) + ":root is not authorized to perform: " + std::string(action) +
         " on resource: " + std::string(arn) + " because no resource-based policy allows the " +
         std::string(action) + " action\"}";
}

TEST_F(NamespacesTest, ArnsOfOtherRegions_AreDenied) {
  Open(Namespaces::kPerRegion);
  Create(kEast, "orders");
  const std::string own = "arn:aws:dynamodb:us-east-1:999999999999:table/orders";
  const std::string foreign = "arn:aws:dynamodb:us-west-2:000000000000:table/orders";
  EXPECT_EQ(Call(kEast, "DescribeTable", R"({"TableName":")" + own + R"("})").status, 200);
  EXPECT_EQ(Call(kEast, "DescribeTable", R"({"TableName":")" + foreign + R"("})").body,
            Denied("000000000000", "dynamodb:DescribeTable", foreign));
  EXPECT_EQ(Call(kEast, "ListTagsOfResource", R"({"ResourceArn":")" + foreign + R"("})").body,
            Denied("000000000000", "dynamodb:ListTagsOfResource", foreign));
  EXPECT_EQ(Call(kEast, "BatchGetItem",
                 R"({"RequestItems":{"orders":{"Keys":[{"p":{"S":"a"}}]},")" + foreign +
                     R"(":{"Keys":[{"p":{"S":"a"}}]}}})")
                .body,
            Denied("000000000000", "dynamodb:BatchGetItem", foreign));
  EXPECT_EQ(Call(kEast, "TransactWriteItems",
                 R"({"TransactItems":[{"Delete":{"TableName":"orders","Key":{"p":{"S":"a"}}}},)"
                 R"({"Delete":{"TableName":")" +
                     foreign + R"(","Key":{"p":{"S":"b"}}}}]})")
                .body,
            Denied("000000000000", "dynamodb:TransactWriteItems", foreign));
}

TEST_F(NamespacesTest, ArnsOfOtherAccounts_AreDenied) {
  Open(Namespaces::kPerAccountAndRegion);
  Create(kEastOfOther, "orders");
  const std::string own = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
  const std::string foreign = "arn:aws:dynamodb:us-east-1:000000000000:table/orders";
  EXPECT_EQ(Call(kEastOfOther, "DescribeTable", R"({"TableName":")" + own + R"("})").status, 200);
  EXPECT_EQ(Call(kEastOfOther, "DescribeTable", R"({"TableName":")" + foreign + R"("})").body,
            Denied("123456789012", "dynamodb:DescribeTable", foreign));
}

// What is wrong with the rest of the request is said first.
TEST_F(NamespacesTest, ArnsAreLookedAt_AfterTheModelsConstraints) {
  Open(Namespaces::kPerRegion);
  EXPECT_NE(Call(kEast, "GetItem",
                 R"({"TableName":"arn:aws:dynamodb:us-west-2:000000000000:table/orders"})")
                .body.find("Value null at 'key'"),
            std::string::npos);
}

TEST_F(NamespacesTest, TransactionTokens_AreApart) {
  Open(Namespaces::kPerRegion);
  Create(kEast, "orders");
  Create(kWest, "orders");
  const auto transact = [this](const Client& client, const std::string& key) {
    return Call(client, "TransactWriteItems",
                R"({"ClientRequestToken":"token","TransactItems":[{"Put":{"TableName":"orders",)"
                R"("Item":{"p":{"S":")" +
                    key + R"("}}}}]})")
        .body;
  };
  EXPECT_EQ(transact(kEast, "a"), "{}");
  EXPECT_EQ(transact(kWest, "b"), "{}");
  EXPECT_NE(transact(kEast, "b").find("IdempotentParameterMismatchException"), std::string::npos);
  EXPECT_EQ(transact(kEast, "a"), "{}");
}

TEST_F(NamespacesTest, Tables_StayWhereTheyAreAcrossARestart) {
  const stator::testing::TemporaryDirectory directory;
  Open(Namespaces::kPerAccountAndRegion, directory.path());
  Create(kEast, "orders");
  Create(kWest, "orders");
  Put(kEast, "east");
  Open(Namespaces::kPerAccountAndRegion, directory.path());
  EXPECT_TRUE(CheckNamespaces(*database_->Use(), Namespaces::kPerAccountAndRegion).ok());
  EXPECT_EQ(Get(kEast), R"({"Item":{"p":{"S":"a"},"v":{"S":"east"}}})");
  EXPECT_EQ(Get(kWest), "{}");
  EXPECT_EQ(Tables(kEastOfOther), R"({"TableNames":[]})");
}

TEST_F(NamespacesTest, StoreOfOtherNamespaces_IsRefused) {
  const auto refusal = [this](Namespaces namespaces) {
    const Result<void> fit = CheckNamespaces(*database_->Use(), namespaces);
    return fit.ok() ? "accepted" : fit.error().message;
  };
  Open(Namespaces::kPerRegion);
  for (const Namespaces namespaces :
       {Namespaces::kOne, Namespaces::kPerRegion, Namespaces::kPerAccountAndRegion}) {
    EXPECT_EQ(refusal(namespaces), "accepted");
  }
  Create(kEast, "orders");
  EXPECT_EQ(refusal(Namespaces::kPerRegion), "accepted");
  EXPECT_EQ(refusal(Namespaces::kOne),
            "the data directory has tables that were made with --namespace region, the first is "
            "us-east-1/orders; start with that, or choose another directory");
  EXPECT_NE(refusal(Namespaces::kPerAccountAndRegion), "accepted");
  Open(Namespaces::kOne);
  Create(kEast, "orders");
  EXPECT_EQ(refusal(Namespaces::kPerAccountAndRegion),
            "the data directory has tables that were made with --namespace none, the first is "
            "orders; start with that, or choose another directory");
}

}  // namespace
}  // namespace stator::server
