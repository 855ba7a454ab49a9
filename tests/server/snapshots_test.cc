// Snapshots, restore and reset as clients see them: everything that can be read before and after.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>

#include "server/time_text.h"
#include "tests/server/served_service.h"
#include "tests/support/temporary_directory.h"

namespace stator::server {
namespace {

using stator::testing::ServedService;
using stator::testing::TemporaryDirectory;

constexpr const char* kTable =
    R"({"TableName":"TABLE","BillingMode":"PAY_PER_REQUEST",)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"}],)"
    R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by-g","Projection":{"ProjectionType":"ALL"},)"
    R"("KeySchema":[{"AttributeName":"g","KeyType":"HASH"}]}],)"
    R"("LocalSecondaryIndexes":[{"IndexName":"by-local","Projection":{"ProjectionType":"ALL"},)"
    R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}]}],)"
    R"("Tags":[{"Key":"team","Value":"blue"}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

void CreateTable(ServedService& service, const std::string& name) {
  service.Do("CreateTable", Replaced(kTable, "TABLE", name));
  service.Do("UpdateTimeToLive",
             R"({"TableName":")" + name +
                 R"(","TimeToLiveSpecification":{"AttributeName":"t","Enabled":true}})");
}

void Put(ServedService& service, const std::string& table, int key, const std::string& value,
         int64_t expires = 4'000'000'000) {
  service.Do("PutItem", R"({"TableName":")" + table + R"(","Item":{"p":{"S":"k)" +
                            std::to_string(key % 7) + R"("},"r":{"N":")" + std::to_string(key) +
                            R"("},"g":{"S":"g)" + value + R"("},"t":{"N":")" +
                            std::to_string(expires) + R"("}}})");
}

std::string DeleteOf(const std::string& table, int key) {
  return R"({"TableName":")" + table + R"(","Key":{"p":{"S":"k)" + std::to_string(key % 7) +
         R"("},"r":{"N":")" + std::to_string(key) + R"("}}})";
}

constexpr const char* kSave = "/_stator/snapshots/one";
constexpr const char* kRestore = "/_stator/snapshots/one/restore";

// Whether the store is in memory.
class SnapshotsTest : public ::testing::TestWithParam<bool> {
 protected:
  SnapshotsTest() : service_(Options()) {}

  storage::DatabaseOptions Options() {
    storage::DatabaseOptions options;
    if (!GetParam()) options.data_dir = directory_.path();
    return options;
  }

  TemporaryDirectory directory_;
  ServedService service_;
};

TEST_P(SnapshotsTest, Restore_BringsBackEverything) {
  CreateTable(service_, "books");
  for (int i = 0; i < 50; ++i) Put(service_, "books", i, std::to_string(i % 5));
  service_.Do("DeleteItem", DeleteOf("books", 3));
  const std::string before = service_.Dump();
  ASSERT_EQ(service_.Admin("POST", kSave).status, 200);
  EXPECT_EQ(service_.Dump(), before);

  CreateTable(service_, "films");
  Put(service_, "books", 100, "new");
  service_.Do("DeleteItem", DeleteOf("books", 4));
  service_.Do("UpdateTable",
              R"({"TableName":"books","StreamSpecification":{"StreamEnabled":false}})");
  service_.Do("TagResource",
              R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/books",)"
              R"("Tags":[{"Key":"team","Value":"red"}]})");
  ASSERT_NE(service_.Dump(), before);

  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(service_.Admin("POST", kRestore).status, 200);
    EXPECT_EQ(service_.Dump(), before);
    service_.Do("DeleteTable", R"({"TableName":"books"})");
  }
}

// A stream that goes on after a restore gives no record a number that a reader may have seen.
TEST_P(SnapshotsTest, RestoredTable_TakesWritesAndCountsThem) {
  CreateTable(service_, "books");
  for (int i = 0; i < 10; ++i) Put(service_, "books", i, "a");
  service_.Admin("POST", kSave);
  service_.Admin("POST", kRestore);
  Put(service_, "books", 10, "b");
  Put(service_, "books", 0, "b");
  EXPECT_NE(service_.Do("DescribeTable", R"({"TableName":"books"})").find(R"("ItemCount":11)"),
            std::string::npos);
  const std::string page = service_.Do(
      "Query", R"({"TableName":"books","IndexName":"by-g","KeyConditionExpression":"g = :g",)"
               R"("ExpressionAttributeValues":{":g":{"S":"gb"}},"Select":"COUNT"})");
  EXPECT_EQ(page, R"({"Count":2,"ScannedCount":2})");
  const std::string dump = service_.Dump();
  EXPECT_EQ(dump.find("INSERT") != std::string::npos, true);
}

TEST_P(SnapshotsTest, OfSeveral_EachIsKeptAndReplacedByItsName) {
  CreateTable(service_, "books");
  std::map<std::string, std::string> dumps;
  for (const char* name : {"one", "two", "one", "three-3._x"}) {
    Put(service_, "books", static_cast<int>(dumps.size()), name);
    service_.system_clock().AdvanceSeconds(1);
    dumps[name] = service_.Dump();
    EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/" + std::string(name)).status, 200);
  }
  EXPECT_EQ(service_.Admin("GET", "/_stator/snapshots").body,
            R"({"snapshots":[{"name":"one","created":"2026-01-02T03:04:08.678Z"},)"
            R"({"name":"three-3._x","created":"2026-01-02T03:04:09.678Z"},)"
            R"({"name":"two","created":"2026-01-02T03:04:07.678Z"}]})");
  if (!GetParam()) service_.Open();
  for (const auto& [name, dump] : dumps) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/" + name + "/restore").status, 200);
    EXPECT_EQ(service_.Dump(), dump) << name;
  }
  EXPECT_EQ(service_.Admin("DELETE", "/_stator/snapshots/two").status, 200);
  EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/two/restore").status, 404);
  EXPECT_EQ(service_.Admin("DELETE", "/_stator/snapshots/two").status, 404);
  EXPECT_EQ(service_.Admin("GET", "/_stator/snapshots/two").status, 404);
  EXPECT_EQ(service_.Admin("GET", kSave).status, 200);
}

TEST_P(SnapshotsTest, Reset_EmptiesEverythingButSnapshots) {
  const std::string empty = service_.Dump();
  CreateTable(service_, "books");
  for (int i = 0; i < 50; ++i) Put(service_, "books", i, "x");
  const std::string full = service_.Dump();
  service_.Admin("POST", kSave);
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(service_.Admin("POST", "/_stator/reset").status, 200);
    EXPECT_EQ(service_.Dump(), empty);
    CreateTable(service_, "books");
    Put(service_, "books", 1, "again");
    EXPECT_NE(service_.Do("Scan", R"({"TableName":"books"})").find(R"("Count":1,)"),
              std::string::npos);
  }
  service_.Admin("POST", kRestore);
  EXPECT_EQ(service_.Dump(), full);
}

TEST_P(SnapshotsTest, ResetOfOneTable_KeepsItsSchemaAndTheOthers) {
  CreateTable(service_, "books");
  CreateTable(service_, "films");
  const std::string described = service_.Do("DescribeTable", R"({"TableName":"books"})");
  for (int i = 0; i < 2500; ++i) Put(service_, "books", i, "x");
  Put(service_, "films", 1, "x");
  const std::string transaction =
      R"({"ClientRequestToken":"token","TransactItems":[{"Put":{"TableName":"books","Item":)"
      R"({"p":{"S":"k"},"r":{"N":"1"}}}}]})";
  service_.Do("TransactWriteItems", transaction);
  const std::string films = service_.Do("Scan", R"({"TableName":"films"})");
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(service_.Admin("POST", "/_stator/reset", R"({"TableName":"books"})").status, 200);
    EXPECT_EQ(service_.Do("DescribeTable", R"({"TableName":"books"})"), described);
    for (const char* index : {"", R"(,"IndexName":"by-g")", R"(,"IndexName":"by-local")"}) {
      EXPECT_EQ(service_.Do("Scan",
                            R"({"TableName":"books","Select":"COUNT")" + std::string(index) + "}"),
                R"({"Count":0,"ScannedCount":0})");
    }
    const std::string dump = service_.Dump();
    EXPECT_EQ(dump.find(R"("INSERT")"), dump.rfind(R"("INSERT")")) << "the one of films";
    EXPECT_EQ(service_.Do("Scan", R"({"TableName":"films"})"), films);
    service_.Do("TransactWriteItems", transaction);
    EXPECT_EQ(service_.Do("Scan", R"({"TableName":"books","Select":"COUNT"})"),
              R"({"Count":1,"ScannedCount":1})")
        << "a token of before is not a repetition";
    if (!GetParam()) service_.Open();
  }
  EXPECT_EQ(service_.Admin("POST", "/_stator/reset", R"({"TableName":"absent"})").status, 404);
}

// Items whose time was over by a clock that a test moved must not go at once when they are back.
TEST_P(SnapshotsTest, Clock_IsAsItWasUnlessItIsToBeKept) {
  CreateTable(service_, "books");
  Put(service_, "books", 1, "x", service_.clock().NowSeconds() + 3600);
  service_.Admin("POST", kSave);
  const std::string count = R"({"TableName":"books","Select":"COUNT"})";
  service_.Admin("POST", "/_stator/clock", R"({"advance":"5h"})");
  service_.Admin("POST", "/_stator/ttl/sweep");
  EXPECT_EQ(service_.Do("Scan", count), R"({"Count":0,"ScannedCount":0})");

  service_.Admin("POST", kRestore);
  service_.Admin("POST", "/_stator/ttl/sweep");
  EXPECT_EQ(service_.Do("Scan", count), R"({"Count":1,"ScannedCount":1})");
  EXPECT_EQ(service_.clock().NowMicros(), service_.system_clock().NowMicros());

  service_.Admin("POST", "/_stator/clock", R"({"set":"2030-01-31T12:00:00Z","frozen":true})");
  service_.Admin("POST", kRestore, R"({"keep_clock":true})");
  EXPECT_EQ(FormatTime(service_.clock().NowMicros()), "2030-01-31T12:00:00.000Z");
  service_.Admin("POST", "/_stator/snapshots/frozen");
  service_.Admin("POST", "/_stator/reset", R"({"keep_clock":true})");
  EXPECT_EQ(FormatTime(service_.clock().NowMicros()), "2030-01-31T12:00:00.000Z");
  service_.Admin("POST", "/_stator/reset");
  EXPECT_EQ(service_.clock().NowMicros(), service_.system_clock().NowMicros());
  service_.system_clock().AdvanceSeconds(60);
  service_.Admin("POST", "/_stator/snapshots/frozen/restore");
  EXPECT_EQ(FormatTime(service_.clock().NowMicros()), "2030-01-31T12:00:00.000Z");
  EXPECT_TRUE(service_.clock().Read().frozen);
  service_.Admin("POST", "/_stator/clock", R"({"set":"system","advance":"1h","frozen":false})");
  service_.Admin("POST", "/_stator/snapshots/ahead");
  service_.Admin("POST", "/_stator/reset");
  service_.Admin("POST", "/_stator/snapshots/ahead/restore");
  EXPECT_EQ(service_.clock().Read().offset_micros, 3600 * int64_t{1'000'000});
}

TEST_P(SnapshotsTest, BadRequests_AreRefusedAndChangeNothing) {
  CreateTable(service_, "books");
  const std::string before = service_.Dump();
  service_.Admin("POST", kSave);
  const std::string long_name(201, 'n');
  for (const std::string& name : {std::string(".hidden"), std::string(".."), std::string("a%20b"),
                                  std::string("a~new"), long_name}) {
    const std::string target = "/_stator/snapshots/" + name;
    EXPECT_EQ(service_.Admin("POST", target).status, 400) << name;
    EXPECT_EQ(service_.Admin("POST", target + "/restore").status, 400) << name;
    EXPECT_EQ(service_.Admin("DELETE", target).status, 400) << name;
    EXPECT_EQ(service_.Admin("GET", target).status, 400) << name;
  }
  EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/a/b").status, 404);
  EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/").status, 405);
  EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/absent/restore").status, 404);
  EXPECT_EQ(service_.Admin("DELETE", "/_stator/reset").status, 405);
  EXPECT_EQ(service_.Admin("GET", kRestore).status, 405);
  EXPECT_EQ(service_.Admin("POST", kSave, R"({"TableName":"books"})").status, 400);
  EXPECT_EQ(service_.Admin("POST", kRestore, R"({"keep_clock":1})").status, 400);
  EXPECT_EQ(service_.Admin("POST", kRestore, R"({"TableName":"books"})").status, 400);
  for (const char* body : {R"({"TableName":""})", R"({"TableName":1})", R"({"Table":"books"})",
                           R"({"keep_clock":"yes"})", "[]", "{"}) {
    EXPECT_EQ(service_.Admin("POST", "/_stator/reset", body).status, 400) << body;
  }
  EXPECT_EQ(service_.Dump(), before);
  EXPECT_EQ(service_.Admin("GET", "/_stator/snapshots").body,
            R"({"snapshots":[{"name":"one","created":"2026-01-02T03:04:05.678Z"}]})");
}

// Random calls, saves and restores; each restore must show what was there at its save.
TEST_P(SnapshotsTest, RandomLife_FollowsItsModel) {
  std::mt19937 random(7);
  const auto below = [&](unsigned bound) { return random() % bound; };
  std::map<std::string, std::string> saved;
  CreateTable(service_, "books");
  for (int step = 0; step < 600; ++step) {
    const std::string table = below(3) == 0 ? "films" : "books";
    const std::string snapshot = "s" + std::to_string(below(3));
    const bool exists =
        service_.Call("DescribeTable", R"({"TableName":")" + table + "\"}").status == 200;
    service_.system_clock().AdvanceMicros(1'234'567);
    switch (below(40)) {
      case 0:
        if (exists) service_.Do("DeleteTable", R"({"TableName":")" + table + "\"}");
        break;
      case 1:
        EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/" + snapshot).status, 200);
        saved[snapshot] = service_.Dump();
        break;
      case 2:
        if (!saved.contains(snapshot)) break;
        EXPECT_EQ(service_.Admin("POST", "/_stator/snapshots/" + snapshot + "/restore").status,
                  200);
        EXPECT_EQ(service_.Dump(), saved[snapshot]) << step;
        break;
      case 3:
        if (below(4) == 0) service_.Admin("POST", "/_stator/reset");
        break;
      case 4:
        if (exists) service_.Admin("POST", "/_stator/reset", R"({"TableName":")" + table + "\"}");
        break;
      case 5: {
        if (GetParam()) break;
        const std::string before = service_.Dump();
        service_.Open();
        EXPECT_EQ(service_.Dump(), before) << step;
        break;
      }
      default:
        if (!exists) {
          CreateTable(service_, table);
        } else if (below(4) == 0) {
          service_.Do("DeleteItem", DeleteOf(table, static_cast<int>(below(30))));
        } else {
          Put(service_, table, static_cast<int>(below(30)), std::to_string(below(5)));
        }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, SnapshotsTest, ::testing::Bool(),
                         [](const auto& of) { return of.param ? "InMemory" : "InADirectory"; });

class SnapshotsOnDiskTest : public ::testing::Test {
 protected:
  storage::DatabaseOptions Options() {
    storage::DatabaseOptions options;
    options.data_dir = directory_.path();
    return options;
  }
  size_t Folders() const {
    size_t folders = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
      folders += entry.path().filename().string().starts_with("store-") ? 1U : 0U;
    }
    return folders;
  }

  TemporaryDirectory directory_;
};

TEST_F(SnapshotsOnDiskTest, State_OutlivesARestartAndLeavesNothingBehind) {
  std::string restored;
  {
    ServedService service(Options());
    CreateTable(service, "books");
    Put(service, "books", 1, "x");
    service.Admin("POST", kSave);
    Put(service, "books", 2, "y");
    for (int i = 0; i < 5; ++i) service.Admin("POST", kRestore);
    Put(service, "books", 3, "z");
    restored = service.Dump();
  }
  EXPECT_EQ(Folders(), 2U) << "the snapshot and what it was restored to";
  EXPECT_FALSE(std::filesystem::exists(directory_.path() + "/CURRENT")) << "where it began";
  {
    ServedService service(Options());
    EXPECT_EQ(service.Dump(), restored);
    service.Admin("DELETE", kSave);
  }
  EXPECT_EQ(Folders(), 1U);
}

// What a process leaves behind that ends between the making of a folder and its naming.
TEST_F(SnapshotsOnDiskTest, FoldersWithoutAName_AreDeletedAtTheNextStart) {
  {
    ServedService service(Options());
    CreateTable(service, "books");
  }
  std::filesystem::create_directory(directory_.path() + "/store-7");
  std::filesystem::copy(directory_.path() + "/CURRENT", directory_.path() + "/store-7/CURRENT");
  ServedService service(Options());
  EXPECT_EQ(Folders(), 0U);
  EXPECT_EQ(service.Do("ListTables", "{}"), R"({"TableNames":["books"]})");
}

}  // namespace
}  // namespace stator::server
