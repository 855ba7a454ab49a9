#include "server/seeding/table_definition.h"

#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

constexpr std::string_view kOnDemand = "PAY_PER_REQUEST";

std::vector<JsonValue> WithMembers(Arena& arena, const JsonValue& list,
                                   const std::vector<std::string_view>& names) {
  std::vector<JsonValue> picked;
  for (const JsonValue& element : list.array()) {
    picked.push_back(ObjectOf(arena, PickMembers(element, names)));
  }
  return picked;
}

// Throughput as it was given: descriptions add when it was changed.
void AddThroughput(Arena& arena, const JsonValue& owner, std::vector<JsonMember>& members) {
  const JsonValue* const throughput = ObjectMember(owner, "ProvisionedThroughput");
  if (throughput == nullptr) return;
  members.push_back(
      {"ProvisionedThroughput",
       ObjectOf(arena, PickMembers(*throughput, {"ReadCapacityUnits", "WriteCapacityUnits"}))});
}

bool IsOnDemand(const JsonValue& description) {
  const JsonValue* const summary = ObjectMember(description, "BillingModeSummary");
  return summary != nullptr && TextMember(*summary, "BillingMode") == kOnDemand;
}

// {"AttributeName","AttributeType"} of a model becomes the schema's and the definition's parts.
void AddKey(Arena& arena, const JsonValue& keys, std::string_view member, std::string_view type,
            std::vector<JsonValue>& schema, std::vector<JsonValue>& definitions) {
  const JsonValue* const key = ObjectMember(keys, member);
  if (key == nullptr) return;
  const JsonValue* const name = key->Member("AttributeName");
  if (name == nullptr) return;
  schema.push_back(ObjectOf(arena, {{"AttributeName", *name}, {"KeyType", StringOf(arena, type)}}));
  for (const JsonValue& known : definitions) {
    if (TextMember(known, "AttributeName") == TextMember(*key, "AttributeName")) return;
  }
  definitions.push_back(ObjectOf(arena, PickMembers(*key, {"AttributeName", "AttributeType"})));
}

JsonValue KeySchemaOfModel(Arena& arena, const JsonValue& owner,
                           std::vector<JsonValue>& definitions) {
  std::vector<JsonValue> schema;
  if (const JsonValue* const keys = ObjectMember(owner, "KeyAttributes")) {
    AddKey(arena, *keys, "PartitionKey", "HASH", schema, definitions);
    AddKey(arena, *keys, "SortKey", "RANGE", schema, definitions);
  }
  return ArrayOf(arena, schema);
}

}  // namespace

std::string_view TableDefinition::name() const { return TextMember(create_request, "TableName"); }

std::vector<JsonMember> PickMembers(const JsonValue& value,
                                    const std::vector<std::string_view>& names) {
  std::vector<JsonMember> picked;
  for (const std::string_view name : names) {
    if (const JsonValue* const member = value.Member(name)) picked.push_back({name, *member});
  }
  return picked;
}

JsonValue RequestOfDescription(Arena& arena, const JsonValue& description) {
  std::vector<JsonMember> members =
      PickMembers(description, {"TableName", "AttributeDefinitions", "KeySchema",
                                "DeletionProtectionEnabled", "OnDemandThroughput", "Tags"});
  const bool on_demand = IsOnDemand(description);
  if (on_demand) {
    members.push_back({"BillingMode", StringOf(arena, kOnDemand)});
  } else {
    AddThroughput(arena, description, members);
  }
  if (const JsonValue* const indexes = ArrayMember(description, "LocalSecondaryIndexes")) {
    members.push_back(
        {"LocalSecondaryIndexes",
         ArrayOf(arena, WithMembers(arena, *indexes, {"IndexName", "KeySchema", "Projection"}))});
  }
  if (const JsonValue* const indexes = ArrayMember(description, "GlobalSecondaryIndexes")) {
    std::vector<JsonValue> global;
    for (const JsonValue& index : indexes->array()) {
      std::vector<JsonMember> parts =
          PickMembers(index, {"IndexName", "KeySchema", "Projection", "OnDemandThroughput"});
      if (!on_demand) AddThroughput(arena, index, parts);
      global.push_back(ObjectOf(arena, std::move(parts)));
    }
    members.push_back({"GlobalSecondaryIndexes", ArrayOf(arena, global)});
  }
  const JsonValue* const stream = ObjectMember(description, "StreamSpecification");
  if (stream != nullptr) members.push_back({"StreamSpecification", *stream});
  if (const JsonValue* const table_class = ObjectMember(description, "TableClassSummary")) {
    for (const JsonMember& member : PickMembers(*table_class, {"TableClass"})) {
      members.push_back(member);
    }
  }
  return ObjectOf(arena, std::move(members));
}

JsonValue RequestOfModel(Arena& arena, const JsonValue& table) {
  std::vector<JsonMember> members = PickMembers(table, {"TableName"});
  std::vector<JsonValue> definitions;
  members.push_back({"KeySchema", KeySchemaOfModel(arena, table, definitions)});
  const JsonValue* const settings = ObjectMember(table, "ProvisionedCapacitySettings");
  const bool provisioned = TextMember(table, "BillingMode") == "PROVISIONED" &&
                           settings != nullptr &&
                           ObjectMember(*settings, "ProvisionedThroughput") != nullptr;
  if (provisioned) {
    AddThroughput(arena, *settings, members);
  } else {
    members.push_back({"BillingMode", StringOf(arena, kOnDemand)});
  }
  for (const std::string_view kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
    const JsonValue* const indexes = ArrayMember(table, kind);
    if (indexes == nullptr || indexes->array().empty()) continue;
    std::vector<JsonValue> list;
    for (const JsonValue& index : indexes->array()) {
      std::vector<JsonMember> parts = PickMembers(index, {"IndexName", "Projection"});
      parts.push_back({"KeySchema", KeySchemaOfModel(arena, index, definitions)});
      // A model's indexes have no throughput of their own.
      if (provisioned && kind.starts_with('G')) AddThroughput(arena, *settings, parts);
      list.push_back(ObjectOf(arena, std::move(parts)));
    }
    members.push_back({kind, ArrayOf(arena, list)});
  }
  members.push_back({"AttributeDefinitions", ArrayOf(arena, definitions)});
  return ObjectOf(arena, std::move(members));
}

}  // namespace stator::server
