// Any bytes as a request body: validated against requests of every kind, and read as an item, which
// must then survive being stored, written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/json/attribute_codec.h"
#include "server/json/error_response.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/json/numbers_in_strings.h"
#include "server/json/request_validation.h"
#include "server/json/shape_ids.h"
#include "storage/encoding/item_codec.h"

namespace {

using stator::Arena;
using stator::AttributeMap;
using stator::Error;
using stator::Result;
using stator::json::JsonValue;
using stator::json::JsonWriter;

void Require(bool condition) {
  if (!condition) std::abort();
}

// What is answered must itself be JSON.
void CheckError(const Error& error) {
  std::string body;
  stator::json::WriteError(error, body);
  Arena arena;
  Require(stator::json::Parse(arena, body).ok());
}

// What is right stays right when numbers may be strings.
void CheckNumbersInStrings(Arena& arena, stator::json::ShapeId input, const JsonValue& body,
                           bool valid) {
  const stator::json::Shape& shape = stator::json::GetShape(input);
  const JsonValue read = stator::json::ReadNumbersInStrings(shape, body, arena);
  Require(!valid || stator::json::ValidateRequest(shape, read).ok());
}

void CheckValidation(Arena& arena, const JsonValue& body) {
  namespace shapes = stator::json::shapes;
  for (const stator::json::ShapeId input :
       {shapes::kPutItemInput, shapes::kQueryInput, shapes::kScanInput, shapes::kUpdateItemInput,
        shapes::kCreateTableInput, shapes::kUpdateTableInput, shapes::kBatchGetItemInput,
        shapes::kBatchWriteItemInput, shapes::kTransactWriteItemsInput, shapes::kImportTableInput,
        shapes::kListTablesInput, shapes::kGetRecordsInput}) {
    const Result<void> valid = stator::json::ValidateRequest(stator::json::GetShape(input), body);
    if (!valid.ok()) CheckError(valid.error());
    CheckNumbersInStrings(arena, input, body, valid.ok());
  }
}

void CheckItem(Arena& arena, const JsonValue& object) {
  const Result<AttributeMap> item = stator::json::ReadAttributeMap(arena, object);
  if (!item.ok()) return CheckError(item.error());
  std::string written;
  JsonWriter(written).Attributes(*item);

  std::string stored;
  stator::storage::EncodeItem(*item, 0, stored);
  std::string transcoded;
  JsonWriter(transcoded).Item(stator::storage::EncodedItem(stored));
  Require(transcoded == written);

  const Result<JsonValue> parsed = stator::json::Parse(arena, transcoded);
  Require(parsed.ok());
  const Result<AttributeMap> again = stator::json::ReadAttributeMap(arena, *parsed);
  Require(again.ok() && stator::Equal(*item, *again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Arena arena;
  std::string body(reinterpret_cast<const char*>(data), size);
  const Result<JsonValue> parsed = stator::json::Parse(arena, body);
  if (!parsed.ok()) {
    CheckError(parsed.error());
    return 0;
  }
  (void)parsed->Integer();
  CheckValidation(arena, *parsed);
  CheckItem(arena, *parsed);
  if (const JsonValue* item = parsed->Member("Item")) CheckItem(arena, *item);
  if (const JsonValue* values = parsed->Member("ExpressionAttributeValues")) {
    (void)stator::json::ReadExpressionAttributeValues(arena, *values);
  }
  return 0;
}
