// Point operations, queries and start-up of the store, in memory and in a directory, on items of
// about 350 bytes. Run: storage_bench --benchmark_min_time=1
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/database.h"

namespace {

using namespace stator;           // NOLINT(google-build-using-namespace)
using namespace stator::storage;  // NOLINT(google-build-using-namespace)

constexpr size_t kItemBytes = 350;

int64_t ResidentKilobytes() {
  int64_t pages = 0;
  int64_t resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1024;
}

// A database of one table, with a hash key and a numeric sort key, that is removed at the end.
class Store {
 public:
  explicit Store(bool in_memory) {
    if (!in_memory) directory_ = MakeDirectory();
    Open();
    TableSchema schema;
    schema.name = "bench";
    schema.partition_key = {"pk", AttributeType::kString};
    schema.sort_key = KeyAttribute{"sk", AttributeType::kNumber};
    table_ = *database_->CreateTable(schema);
    for (size_t i = 0; i < 9; ++i) names_.push_back("attribute" + std::to_string(i));
    filler_ = std::string(24, 'x');
  }
  ~Store() {
    database_.reset();
    if (directory_.has_value()) std::filesystem::remove_all(*directory_);
  }

  void Open() {
    database_.reset();
    database_ = std::move(Database::Open({directory_, nullptr})).value();
  }

  // Item i is the (i % 100)th of partition i / 100.
  static PrimaryKey Key(Arena& arena, size_t i) {
    return {AttributeValue::String(arena.CopyString("user#" + std::to_string(i / 100))),
            AttributeValue::Number(arena.CopyString(std::to_string(i % 100)))};
  }

  bool Put(Arena& arena, size_t i) {
    const PrimaryKey key = Key(arena, i);
    const std::span<Attribute> item = arena.NewArray<Attribute>(names_.size() + 2);
    size_t at = 0;
    for (const std::string& name : names_) item[at++] = {name, AttributeValue::String(filler_)};
    item[at++] = {"pk", key.partition};
    item[at++] = {"sk", *key.sort};
    const auto decide = [&](std::optional<EncodedItem>) {
      return Result<WriteDecision>({WriteDecision::Kind::kPut, item, kItemBytes});
    };
    const ItemWrite write{table_.get(), key, decide};
    return database_->Write(arena, {&write, 1}).ok();
  }

  void Fill(size_t items) {
    Arena arena;
    for (size_t i = 0; i < items; ++i, arena.Reset()) {
      if (!Put(arena, i)) std::abort();
    }
  }

  Database& database() { return *database_; }
  const Table& table() const { return *table_; }

 private:
  static std::string MakeDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "stator-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    return pattern;
  }

  std::optional<std::string> directory_;
  std::unique_ptr<Database> database_;
  TablePtr table_;
  std::vector<std::string> names_;
  std::string filler_;
};

// A pseudo-random walk over [0, count), the same in every run.
class Walk {
 public:
  explicit Walk(size_t count) : count_(count) {}
  size_t Next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33) % count_;
  }

 private:
  const size_t count_;
  uint64_t state_ = 42;
};

// Arguments of all benchmarks: whether in memory, how many items.
void GetItem(benchmark::State& state) {
  Store store(state.range(0) != 0);
  const auto items = static_cast<size_t>(state.range(1));
  store.Fill(items);
  Walk walk(items);
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    const auto item =
        store.database().GetItem(store.table(), Store::Key(arena, walk.Next()), arena);
    if (!item.ok() || !item->has_value()) state.SkipWithError("item is gone");
  }
}

void GetAbsentItem(benchmark::State& state) {
  Store store(state.range(0) != 0);
  const auto items = static_cast<size_t>(state.range(1));
  store.Fill(items);
  Walk walk(items);
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    const PrimaryKey key = Store::Key(arena, items + 100 + walk.Next());
    const auto item = store.database().GetItem(store.table(), key, arena);
    if (!item.ok() || item->has_value()) state.SkipWithError("item is there");
  }
}

void PutNewItem(benchmark::State& state) {
  Store store(state.range(0) != 0);
  auto next = static_cast<size_t>(state.range(1));
  store.Fill(next);
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    if (!store.Put(arena, next++)) state.SkipWithError("put failed");
  }
}

void ReplaceItem(benchmark::State& state) {
  Store store(state.range(0) != 0);
  const auto items = static_cast<size_t>(state.range(1));
  store.Fill(items);
  Walk walk(items);
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    if (!store.Put(arena, walk.Next())) state.SkipWithError("put failed");
  }
}

void QueryTenItems(benchmark::State& state) {
  Store store(state.range(0) != 0);
  const auto items = static_cast<size_t>(state.range(1));
  store.Fill(items);
  Walk walk(items);
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    QueryRange range;
    const AttributeValue partition = Store::Key(arena, walk.Next()).partition;
    range.condition.partition = {&partition, 1};
    range.condition.sort = SortKeyCondition{
        SortKeyCondition::Comparator::kGreaterOrEqual, AttributeValue::Number("90"), {}};
    const auto cursor = store.database().Query(store.table(), range);
    size_t found = 0;
    while (cursor->Next()) found += cursor->item().bytes().empty() ? 0 : 1;
    if (found != 10) state.SkipWithError("items are missing");
  }
}

void ScanItem(benchmark::State& state) {
  Store store(state.range(0) != 0);
  store.Fill(static_cast<size_t>(state.range(1)));
  size_t seen = 0;
  while (state.KeepRunningBatch(state.range(1))) {
    const auto cursor = store.database().Scan(store.table(), {});
    while (cursor->Next()) ++seen;
  }
  benchmark::DoNotOptimize(seen);
}

void OpenAndClose(benchmark::State& state) {
  Store store(false);
  store.Fill(static_cast<size_t>(state.range(1)));
  for (auto _ : state) store.Open();
}

void OpenInMemory(benchmark::State& state) {
  malloc_trim(0);
  const int64_t before = ResidentKilobytes();
  int64_t after = 0;
  for (auto _ : state) {
    const auto database = Database::Open({std::nullopt, nullptr});
    if (after == 0) after = ResidentKilobytes();
  }
  state.counters["rss_kB_added"] = static_cast<double>(after - before);
  state.counters["rss_kB"] = static_cast<double>(after);
}

void CreateUseAndDeleteTable(benchmark::State& state) {
  Store store(state.range(0) != 0);
  store.Fill(100);
  Arena arena;
  TableSchema schema = store.table().schema();
  schema.name = "short-lived";
  for (auto _ : state) {
    arena.Reset();
    const TablePtr table = *store.database().CreateTable(schema);
    for (size_t i = 0; i < static_cast<size_t>(state.range(1)); ++i) store.Put(arena, i);
    const auto allow = [](const TableSchema&) { return Result<void>(); };
    if (!store.database().DeleteTable("short-lived", allow).ok()) state.SkipWithError("failed");
  }
}

void DeleteLargeTable(benchmark::State& state) {
  for (auto _ : state) {
    Store store(state.range(0) != 0);
    malloc_trim(0);
    const int64_t before = ResidentKilobytes();
    store.Fill(static_cast<size_t>(state.range(1)));
    const int64_t filled = ResidentKilobytes();
    const auto allow = [](const TableSchema&) { return Result<void>(); };
    if (!store.database().DeleteTable("bench", allow).ok()) state.SkipWithError("failed");
    malloc_trim(0);
    state.counters["rss_kB_filled"] = static_cast<double>(filled - before);
    state.counters["rss_kB_deleted"] = static_cast<double>(ResidentKilobytes() - before);
  }
}

BENCHMARK(DeleteLargeTable)->Args({1, 300'000})->Iterations(2)->Unit(benchmark::kMillisecond);
BENCHMARK(OpenInMemory)->Unit(benchmark::kMillisecond);
BENCHMARK(OpenAndClose)->Args({0, 100})->Args({0, 10'000})->Unit(benchmark::kMillisecond);
BENCHMARK(CreateUseAndDeleteTable)->Args({1, 10})->Unit(benchmark::kMicrosecond);
BENCHMARK(GetItem)->ArgsProduct({{1, 0}, {10'000, 300'000}})->Unit(benchmark::kNanosecond);
BENCHMARK(GetAbsentItem)->ArgsProduct({{1, 0}, {10'000, 300'000}});
BENCHMARK(PutNewItem)->ArgsProduct({{1, 0}, {10'000}});
BENCHMARK(ReplaceItem)->ArgsProduct({{1, 0}, {10'000, 300'000}});
BENCHMARK(QueryTenItems)->ArgsProduct({{1, 0}, {10'000, 300'000}});
BENCHMARK(ScanItem)->ArgsProduct({{1, 0}, {10'000, 300'000}});

}  // namespace

BENCHMARK_MAIN();
