// What JSON costs a request: reading a PutItem of ten attributes, and writing its item back.
#include <benchmark/benchmark.h>

#include <string>

#include "model/arena.h"
#include "server/json/attribute_codec.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/json/request_validation.h"
#include "server/json/shape_ids.h"
#include "storage/encoding/item_codec.h"

namespace stator::json {
namespace {

// Ten attributes, about 400 bytes.
std::string PutItemBody() {
  return R"({"TableName":"orders","Item":{"pk":{"S":"customer#0123456789"},)"
         R"("sk":{"S":"order#2026-01-01T00:00:00.000Z"},"status":{"S":"shipped"},)"
         R"("total":{"N":"12345"},"items":{"N":"7"},"price":{"N":"19.99"},"paid":{"BOOL":true},)"
         R"("note":{"S":"leave at the door, please; ring the bell twice"},)"
         R"("tags":{"SS":["blue","green","red"]},)"
         R"("address":{"M":{"city":{"S":"Zürich"},"zip":{"N":"8001"}}}},)"
         R"x("ReturnValues":"NONE","ConditionExpression":"attribute_not_exists(pk)"})x";
}

void BM_Parse(benchmark::State& state) {
  const std::string body = PutItemBody();
  std::string copy;
  Arena arena;
  for (auto _ : state) {
    copy = body;
    arena.Reset();
    benchmark::DoNotOptimize(Parse(arena, copy).ok());
  }
  state.SetBytesProcessed(static_cast<int64_t>(body.size()) * state.iterations());
}
BENCHMARK(BM_Parse);

void BM_ParseLongString(benchmark::State& state) {
  const std::string body = "\"" + std::string(100000, 'x') + "\"";
  std::string copy;
  Arena arena;
  for (auto _ : state) {
    copy = body;
    arena.Reset();
    benchmark::DoNotOptimize(Parse(arena, copy).ok());
  }
  state.SetBytesProcessed(static_cast<int64_t>(body.size()) * state.iterations());
}
BENCHMARK(BM_ParseLongString);

void BM_Validate(benchmark::State& state) {
  std::string body = PutItemBody();
  Arena arena;
  const Result<JsonValue> request = Parse(arena, body);
  const Shape& shape = GetShape(shapes::kPutItemInput);
  for (auto _ : state) benchmark::DoNotOptimize(ValidateRequest(shape, *request).ok());
}
BENCHMARK(BM_Validate);

void BM_ReadItem(benchmark::State& state) {
  std::string body = PutItemBody();
  Arena request_arena;
  const Result<JsonValue> request = Parse(request_arena, body);
  const JsonValue& item = *request->Member("Item");
  Arena arena;
  for (auto _ : state) {
    arena.Reset();
    benchmark::DoNotOptimize(ReadAttributeMap(arena, item).ok());
  }
}
BENCHMARK(BM_ReadItem);

void BM_WriteStoredItem(benchmark::State& state) {
  std::string body = PutItemBody();
  Arena arena;
  const Result<JsonValue> request = Parse(arena, body);
  const Result<AttributeMap> attributes = ReadAttributeMap(arena, *request->Member("Item"));
  std::string stored;
  storage::EncodeItem(*attributes, 400, stored);
  std::string out;
  for (auto _ : state) {
    out.clear();
    JsonWriter(out).Item(storage::EncodedItem(stored));
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<int64_t>(out.size()) * state.iterations());
}
BENCHMARK(BM_WriteStoredItem);

}  // namespace
}  // namespace stator::json
