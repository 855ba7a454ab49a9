#include "server/seeding/items.h"

#include "server/json/json_writer.h"
#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

void WriteOne(std::string_view type, const JsonValue& value, json::JsonWriter& writer) {
  writer.BeginObject();
  writer.Key(type);
  writer.String(value.text());
  writer.EndObject();
}

void WriteBool(std::string_view type, bool value, json::JsonWriter& writer) {
  writer.BeginObject();
  writer.Key(type);
  writer.Bool(value);
  writer.EndObject();
}

void WritePlain(const JsonValue& value, json::JsonWriter& writer);

void WritePlainList(const JsonValue& value, json::JsonWriter& writer) {
  writer.BeginObject();
  writer.Key("L");
  writer.BeginArray();
  for (const JsonValue& element : value.array()) WritePlain(element, writer);
  writer.EndArray();
  writer.EndObject();
}

void WritePlainMap(const JsonValue& value, json::JsonWriter& writer) {
  writer.BeginObject();
  writer.Key("M");
  writer.BeginObject();
  for (const JsonMember& member : value.object()) {
    writer.Key(member.name);
    WritePlain(member.value, writer);
  }
  writer.EndObject();
  writer.EndObject();
}

// Recursion as deep as json::Parse() lets values be.
void WritePlain(const JsonValue& value, json::JsonWriter& writer) {
  switch (value.type()) {
    case JsonValue::Type::kNull:
      return WriteBool("NULL", true, writer);
    case JsonValue::Type::kFalse:
    case JsonValue::Type::kTrue:
      return WriteBool("BOOL", value.boolean(), writer);
    case JsonValue::Type::kNumber:
      return WriteOne("N", value, writer);
    case JsonValue::Type::kString:
      return WriteOne("S", value, writer);
    case JsonValue::Type::kArray:
      return WritePlainList(value, writer);
    case JsonValue::Type::kObject:
      return WritePlainMap(value, writer);
  }
}

bool IsBinaryKey(const TableSchema& schema, std::string_view name) {
  const auto is = [&](const KeyAttribute& key) {
    return key.name == name && key.type == AttributeType::kBinary;
  };
  return is(schema.partition_key) || (schema.sort_key.has_value() && is(*schema.sort_key));
}

}  // namespace

const JsonValue& UnwrapItem(const JsonValue& value, const TableSchema& schema) {
  if (!value.is_object() || value.Member(schema.partition_key.name) != nullptr) return value;
  const JsonValue* const put = ObjectMember(value, "PutRequest");
  const JsonValue* const item = ObjectMember(put == nullptr ? value : *put, "Item");
  return item == nullptr ? value : *item;
}

void AppendItem(const JsonValue& value, const TableSchema& schema, std::string& out) {
  json::JsonWriter writer(out);
  const JsonValue* key = value.Member(schema.partition_key.name);
  // Without it any other attribute tells: the operation says what is missing.
  if (key == nullptr && !value.object().empty()) key = &value.object().front().value;
  if (key == nullptr || key->is_object()) return WriteValue(value, writer);
  writer.BeginObject();
  for (const JsonMember& member : value.object()) {
    writer.Key(member.name);
    if (member.value.is_string() && IsBinaryKey(schema, member.name)) {
      WriteOne("B", member.value, writer);
    } else {
      WritePlain(member.value, writer);
    }
  }
  writer.EndObject();
}

}  // namespace stator::server
