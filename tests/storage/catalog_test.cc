#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "storage/schema_codec.h"
#include "tests/storage/hooked_store.h"
#include "tests/storage/indexed_tables.h"
#include "tests/support/temporary_directory.h"

namespace stator::storage {
namespace {

using stator::testing::TemporaryDirectory;

TableSchema FullSchema() {
  TableSchema schema = SchemaOf("full", AttributeType::kString, AttributeType::kNumber);
  schema.id = 77;
  schema.uuid = "e3b0c442-98fc-1c14-9afb-f4c8996fb924";
  schema.arn = "arn:aws:dynamodb:us-east-1:000000000000:table/full";
  schema.creation_micros = 1'795'227'304'802'001;
  schema.billing_mode = BillingMode::kPayPerRequest;
  schema.last_pay_per_request_seconds = 1'795'227'304;
  schema.provisioned_throughput = {5, 6, 7, 8, 9};
  schema.on_demand_throughput = OnDemandThroughput{-1, 12};
  schema.warm_throughput = WarmThroughput{12000, 4000};
  schema.table_class = TableClass::kStandardInfrequentAccess;
  schema.table_class_named = true;
  schema.table_class_update_seconds = 5;
  schema.deletion_protection = true;
  schema.sse = SseSpecification{true, "alias/key"};
  schema.stream_view_type = StreamViewType::kOldImage;
  schema.stream_label = "2026-01-01T00:00:00.000";
  schema.resource_policy = "{}";
  schema.tags = {{"team", "storage"}, {"empty", ""}};
  schema.indexes = {
      LocalIndex("local", {"l", AttributeType::kBinary}),
      GlobalIndex("global", {{"a", AttributeType::kString}, {"b", AttributeType::kNumber}},
                  {{"c", AttributeType::kNumber}, {"d", AttributeType::kBinary}},
                  ProjectionType::kInclude, {"z", "y"})};
  schema.indexes[0].id = 1;
  schema.indexes[1].id = 2;
  schema.indexes[1].provisioned_throughput = {1, 2, 3, 4, 5};
  schema.indexes[1].on_demand_throughput = OnDemandThroughput{6, -1};
  schema.indexes[1].warm_throughput = WarmThroughput{12000, 4000};
  schema.next_index_id = 3;
  return schema;
}

TEST(SchemaCodec, EveryField_RoundTrips) {
  EXPECT_EQ(DecodeSchema(EncodeSchema(FullSchema())), FullSchema());
  TableSchema least = SchemaOf("least", AttributeType::kBinary);
  least.id = 1;
  EXPECT_EQ(DecodeSchema(EncodeSchema(least)), least);
}

TEST(SchemaCodec, Transitions_RoundTrip) {
  TableSchema schema = FullSchema();
  schema.transition = {TableStatus::kUpdating, 1'795'227'304'802'002,
                       ProvisionedThroughput{9, 8, 7, 6, 5}};
  schema.indexes[1].status = IndexStatus::kCreating;
  schema.indexes[1].transition = {1'795'227'304'802'003, true,
                                  ProvisionedThroughput{5, 4, 3, 2, 1}};
  EXPECT_EQ(DecodeSchema(EncodeSchema(schema)), schema);
}

TEST(SchemaCodec, FieldsOfANewerServer_ArePassedOver) {
  const std::string bytes = EncodeSchema(FullSchema());
  EXPECT_EQ(DecodeSchema(bytes + std::string("\xE8\x07\x03new", 6)), FullSchema());
}

TEST(SchemaCodec, DamagedOrUnknown_IsRefused) {
  const std::string bytes = EncodeSchema(FullSchema());
  EXPECT_FALSE(DecodeSchema("").has_value());
  EXPECT_FALSE(DecodeSchema("\x02" + bytes.substr(1)).has_value());
  // BillingMode, field 9, of a value that does not exist.
  EXPECT_FALSE(DecodeSchema(bytes + std::string("\x09\x01\x06", 3)).has_value());
  // A field that is longer than what follows.
  EXPECT_FALSE(DecodeSchema(bytes + std::string("\x01\x05"
                                                "ab",
                                                4))
                   .has_value());
  // An index without an id, with an id that was not given out yet, and without keys.
  const auto with_index = [](auto change) {
    TableSchema schema = FullSchema();
    change(schema.indexes[1]);
    return EncodeSchema(schema);
  };
  EXPECT_FALSE(DecodeSchema(with_index([](IndexSchema& index) { index.id = 0; })).has_value());
  EXPECT_FALSE(DecodeSchema(with_index([](IndexSchema& index) { index.id = 3; })).has_value());
  EXPECT_FALSE(
      DecodeSchema(with_index([](IndexSchema& index) { index.keys.hash.clear(); })).has_value());
  EXPECT_FALSE(DecodeSchema(with_index([](IndexSchema& index) {
                 index.keys.range.resize(5, {"r", AttributeType::kString});
               })).has_value());
  EXPECT_FALSE(DecodeSchema(with_index([](IndexSchema& index) {
                 index.keys.hash[0].type = AttributeType::kMap;
               })).has_value());
  // No partition key.
  TableSchema without_key;
  without_key.name = "t";
  without_key.id = 1;
  EXPECT_FALSE(DecodeSchema(EncodeSchema(without_key)).has_value());
}

TEST(Catalog, CreatedTable_IsFoundAndListed) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("music", AttributeType::kString));
  EXPECT_EQ(store->FindTable("music"), table);
  EXPECT_EQ(store->FindTable("Music"), nullptr);
  EXPECT_EQ(store->ListTables("", 100), std::vector<std::string>{"music"});
}

TEST(Catalog, TakenName_IsResourceInUse) {
  StoreUnderTest store;
  store.CreateTable(SchemaOf("music", AttributeType::kString));
  const auto again = store->CreateTable(SchemaOf("music", AttributeType::kNumber));
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kResourceInUse);
  EXPECT_EQ(store->FindTable("music")->schema().partition_key.type, AttributeType::kString);
}

TEST(Catalog, Names_AreListedInPagesInOrder) {
  StoreUnderTest store;
  for (const char* name : {"b", "a", "B", "c.1", "c-1"}) {
    store.CreateTable(SchemaOf(name, AttributeType::kString));
  }
  EXPECT_EQ(store->ListTables("", 2), (std::vector<std::string>{"B", "a"}));
  EXPECT_EQ(store->ListTables("a", 2), (std::vector<std::string>{"b", "c-1"}));
  EXPECT_EQ(store->ListTables("c", 5), (std::vector<std::string>{"c-1", "c.1"}));
  EXPECT_EQ(store->ListTables("c.1", 5), (std::vector<std::string>{}));
}

TEST(Catalog, Update_ReplacesTheSchemaAndKeepsCountsAndId) {
  StoreUnderTest store;
  const TablePtr old_table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  ASSERT_TRUE(store.Put(*old_table, KeyOf("a")).ok());
  const auto updated = store->UpdateTable("t", [](const TableSchema& schema) {
    TableSchema changed = schema;
    changed.deletion_protection = true;
    changed.id = 999;
    return Result<TableSchema>(changed);
  });
  ASSERT_TRUE(updated.ok());
  EXPECT_TRUE((*updated)->schema().deletion_protection);
  EXPECT_EQ((*updated)->schema().id, old_table->schema().id);
  EXPECT_EQ(store->FindTable("t"), *updated);
  EXPECT_EQ((*updated)->item_count(), 1);
  // A write through the table as it was still counts.
  ASSERT_TRUE(store.Put(*old_table, KeyOf("b")).ok());
  EXPECT_EQ((*updated)->item_count(), 2);
}

TEST(Catalog, RefusedChanges_ChangeNothing) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  const auto updated = store->UpdateTable(
      "t", [](const TableSchema&) { return Result<TableSchema>(ValidationError("no")); });
  EXPECT_EQ(updated.error().code, ErrorCode::kValidation);
  const auto deleted = store->DeleteTable(
      "t", [](const TableSchema&) { return Result<void>(ValidationError("protected")); });
  EXPECT_EQ(deleted.error().message, "protected");
  EXPECT_EQ(store->FindTable("t"), table);
  EXPECT_TRUE(store.Put(*table, KeyOf("a")).ok());
}

TEST(Catalog, MissingTable_IsResourceNotFound) {
  StoreUnderTest store;
  const auto deleted = store.DeleteTable("nowhere");
  EXPECT_EQ(deleted.error().code, ErrorCode::kResourceNotFound);
  EXPECT_EQ(deleted.error().message, "Requested resource not found: Table: nowhere not found");
  const auto updated = store->UpdateTable(
      "nowhere", [](const TableSchema& schema) { return Result<TableSchema>(schema); });
  EXPECT_EQ(updated.error().code, ErrorCode::kResourceNotFound);
}

TEST(Catalog, TablesSchemasAndCounts_SurviveARestart) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  TableSchema schema = FullSchema();
  const TableSchema created = store.CreateTable(schema)->schema();
  schema.id = created.id;
  // Assigned with the stream.
  schema.stream_id = 1;
  schema.stream_label = created.stream_label;
  const TablePtr other =
      store.CreateTable(SchemaOf("other", AttributeType::kString, AttributeType::kString));
  ASSERT_TRUE(store.Put(*other, KeyOf("p", "s"), "value").ok());
  store.Reopen();
  ASSERT_NE(store->FindTable("full"), nullptr);
  EXPECT_EQ(store->FindTable("full")->schema(), schema);
  EXPECT_EQ(store->FindTable("full")->item_count(), 0);
  EXPECT_EQ(store->FindTable("other")->item_count(), 1);
  EXPECT_EQ(store->FindTable("other")->size_bytes(), 1 + 1 + 1 + 1 + 1 + 5);
  EXPECT_EQ(store->ListTables("", 5), (std::vector<std::string>{"full", "other"}));
}

TEST(Catalog, Ids_AreNeverReused) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  std::set<uint32_t> ids;
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(
        ids.insert(store.CreateTable(SchemaOf("t", AttributeType::kString))->schema().id).second);
    ASSERT_TRUE(store.DeleteTable("t").ok());
    if (i % 2 == 1) store.Reopen();
  }
}

const IndexSchema kIndex = GlobalIndex("late", {{"v", AttributeType::kString}});

std::vector<uint32_t> IndexIds(const Table& table) {
  std::vector<uint32_t> ids;
  for (const IndexSchema& index : table.schema().indexes) ids.push_back(index.id);
  return ids;
}

TEST(Catalog, IndexIds_AreAssignedHereAndNeverReused) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  TableSchema schema = FullSchema();
  schema.indexes[0].id = 77;
  schema.next_index_id = 99;
  EXPECT_EQ(IndexIds(*store.CreateTable(schema)), (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(IndexIds(*AddIndex(store, "full", kIndex)), (std::vector<uint32_t>{1, 2, 3}));
  EXPECT_EQ(IndexIds(*DropIndex(store, "full", "late")), (std::vector<uint32_t>{1, 2}));
  store.Reopen();
  EXPECT_EQ(IndexIds(*AddIndex(store, "full", kIndex)), (std::vector<uint32_t>{1, 2, 4}));
  EXPECT_EQ(IndexIds(*DropIndex(store, "full", "global")), (std::vector<uint32_t>{1, 4}));
  EXPECT_EQ(IndexIds(*store->FindTable("full")), (std::vector<uint32_t>{1, 4}));
}

TEST(Catalog, ChangesOfIndexesThatCannotBe_AreRefused) {
  StoreUnderTest store;
  const TablePtr table = store.CreateTable(FullSchema());
  const auto refuses = [&](auto change) {
    const auto updated = store->UpdateTable("full", [&](const TableSchema& schema) {
      TableSchema changed = schema;
      change(changed.indexes);
      return Result<TableSchema>(changed);
    });
    return !updated.ok() && store->FindTable("full") == table;
  };
  EXPECT_TRUE(refuses([](auto& indexes) { indexes[1].id = 9; }));
  EXPECT_TRUE(refuses([](auto& indexes) { indexes.erase(indexes.begin()); }));
  EXPECT_TRUE(refuses([](auto& indexes) {
    indexes.push_back(LocalIndex("more", {"m", AttributeType::kString}));
  }));
  EXPECT_TRUE(refuses([](auto& indexes) { indexes.push_back(GlobalIndex("no-keys", {})); }));
}

TEST(Catalog, CountsOfIndexes_SurviveARestart) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  const TablePtr table =
      store.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), {kIndex, kIndex}));
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "12345").ok());
  ASSERT_TRUE(store.Put(*table, KeyOf("b")).ok());
  store.Reopen();
  EXPECT_EQ(store->FindTable("t")->item_count(), 2);
  for (const uint32_t id : {1U, 2U}) {
    EXPECT_EQ(store->FindTable("t")->index_item_count(id), 1);
    EXPECT_EQ(store->FindTable("t")->index_size_bytes(id), 8);
  }
  EXPECT_EQ(store->FindTable("t")->index_item_count(3), 0);
}

// The schema loses the index first, its entries go in a commit of their own.
TEST(Catalog, EntriesLeftByAFailedDrop_GoAtTheNextStart) {
  TemporaryDirectory directory;
  const DatabaseOptions options = StoreUnderTest::InDirectory(directory.path());
  IndexSchema dropped = kIndex;
  dropped.id = 1;
  ScanRange range;
  range.index = &dropped;
  {
    StoreUnderTest store(options);
    const TablePtr table =
        store.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), {kIndex}));
    for (int i = 0; i < 1200; ++i) {
      ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), "v").ok());
    }
  }
  {
    CommitHooks hooks;
    const std::unique_ptr<Database> database = OpenHooked(options, hooks);
    hooks.commits_left = 1;
    const auto updated = database->UpdateTable("t", [](const TableSchema& schema) {
      TableSchema changed = schema;
      changed.indexes.clear();
      return Result<TableSchema>(changed);
    });
    ASSERT_TRUE(updated.ok());
    EXPECT_EQ(StoreUnderTest::Drain(*database->Scan(**updated, range), "p").size(), 1200U);
    hooks.commits_left = -1;
  }
  StoreUnderTest store(options);
  const TablePtr table = store->FindTable("t");
  EXPECT_TRUE(StoreUnderTest::Drain(*store->Scan(*table, range), "p").empty());
  EXPECT_EQ(IndexIds(*AddIndex(store, "t", kIndex)), std::vector<uint32_t>{2});
  EXPECT_EQ(store->FindTable("t")->index_item_count(2), 1200);
}

TEST(DeleteTable, TableWithIndexes_LeavesNothingBehind) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  const TablePtr before =
      store.CreateTable(WithIndexes(SchemaOf("before", AttributeType::kString), {kIndex}));
  const TablePtr table =
      store.CreateTable(WithIndexes(SchemaOf("t", AttributeType::kString), {kIndex}));
  ASSERT_TRUE(store.Put(*before, KeyOf("a"), "v").ok());
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(store.Put(*table, KeyOf(std::to_string(i)), "v").ok());
  }
  ASSERT_TRUE(store.DeleteTable("t").ok());
  ScanRange range;
  range.index = &table->schema().indexes[0];
  EXPECT_TRUE(StoreUnderTest::Drain(*store->Scan(*table, range), "p").empty());
  range.index = &before->schema().indexes[0];
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*before, range), "p").size(), 1U);
}

TEST(DeleteTable, TableCreatedAgain_IsEmpty) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  const TableSchema schema = SchemaOf("t", AttributeType::kString);
  TablePtr table = store.CreateTable(schema);
  ASSERT_TRUE(store.Put(*table, KeyOf("a"), "1").ok());
  ASSERT_TRUE(store.DeleteTable("t").ok());
  EXPECT_EQ(store->FindTable("t"), nullptr);
  table = store.CreateTable(schema);
  EXPECT_EQ(store.Get(*table, KeyOf("a")), std::nullopt);
  EXPECT_EQ(table->item_count(), 0);
  store.Reopen();
  table = store->FindTable("t");
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*table, {}), "p"), std::vector<std::string>());
}

TEST(DeleteTable, HolderOfTheOldTable_CannotWriteAnyMore) {
  StoreUnderTest store;
  const TablePtr old_table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  ASSERT_TRUE(store.Put(*old_table, KeyOf("a"), "1").ok());
  ASSERT_TRUE(store.DeleteTable("t").ok());
  const TablePtr new_table = store.CreateTable(SchemaOf("t", AttributeType::kString));
  for (const auto& written :
       {store.Put(*old_table, KeyOf("a")), store.Delete(*old_table, KeyOf("a"))}) {
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::kResourceNotFound);
    EXPECT_EQ(written.error().message, "Requested resource not found");
  }
  EXPECT_EQ(store.Get(*old_table, KeyOf("a")), std::nullopt);
  EXPECT_EQ(store.Get(*new_table, KeyOf("a")), std::nullopt);
}

TEST(DeleteTable, LargeTable_LeavesNothingBehindAndOthersAlone) {
  TemporaryDirectory directory;
  StoreUnderTest store(directory.path());
  const TablePtr before = store.CreateTable(SchemaOf("before", AttributeType::kString));
  const TablePtr large = store.CreateTable(SchemaOf("large", AttributeType::kString));
  const TablePtr after = store.CreateTable(SchemaOf("after", AttributeType::kString));
  ASSERT_TRUE(store.Put(*before, KeyOf("a"), "1").ok());
  ASSERT_TRUE(store.Put(*after, KeyOf("a"), "2").ok());
  for (int i = 0; i < 1500; ++i) {
    ASSERT_TRUE(store.Put(*large, KeyOf(std::to_string(i)), "x").ok());
  }
  ASSERT_TRUE(store.DeleteTable("large").ok());
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*large, {}), "p"), std::vector<std::string>());
  store.Reopen();
  EXPECT_EQ(StoreUnderTest::Drain(*store->Scan(*large, {}), "p"), std::vector<std::string>());
  EXPECT_EQ(store.Get(*store->FindTable("before"), KeyOf("a")), "1");
  EXPECT_EQ(store.Get(*store->FindTable("after"), KeyOf("a")), "2");
}

}  // namespace
}  // namespace stator::storage
