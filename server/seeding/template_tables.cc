#include "server/seeding/template_tables.h"

#include <utility>

#include "server/seeding/value_builder.h"

namespace stator::server {

using json::JsonMember;
using json::JsonValue;

namespace {

// CloudFormation takes "true" where it wants true, and 5 where it wants "5".
JsonValue AsBool(const JsonValue& value) {
  if (!value.is_string()) return value;
  if (value.text() == "true") return JsonValue::Scalar(JsonValue::Type::kTrue, {});
  if (value.text() == "false") return JsonValue::Scalar(JsonValue::Type::kFalse, {});
  return value;
}

JsonValue AsText(Arena& arena, const JsonValue& value) {
  if (value.is_bool()) return StringOf(arena, value.boolean() ? "true" : "false");
  return value.is_number() ? JsonValue::Scalar(JsonValue::Type::kString, value.text()) : value;
}

bool IsTrue(const JsonValue& owner, std::string_view name) {
  const JsonValue* const member = owner.Member(name);
  return member != nullptr && AsBool(*member).boolean();
}

// One table of a template, its functions worked out.
class ResourceTable {
 public:
  ResourceTable(Arena& arena, const JsonValue& properties, bool global)
      : arena_(arena), properties_(properties), global_(global) {
    on_demand_ = TextMember(properties, "BillingMode") == "PAY_PER_REQUEST";
    const JsonValue* const replicas = ArrayMember(properties, "Replicas");
    if (global && replicas != nullptr && !replicas->array().empty()) {
      replica_ = replicas->array().front();
    }
  }

  JsonValue Request(std::string_view name) {
    members_ =
        PickMembers(properties_, {"AttributeDefinitions", "KeySchema", "BillingMode",
                                  "LocalSecondaryIndexes", "TableClass", "OnDemandThroughput"});
    members_.push_back({"TableName", StringOf(arena_, name)});
    AddThroughput(properties_, ReplicaPart(replica_), members_);
    AddGlobalIndexes();
    AddStream();
    // Of a global table these are said of each replica.
    const JsonValue& own = global_ ? replica_ : properties_;
    if (const JsonValue* const on = own.Member("DeletionProtectionEnabled")) {
      members_.push_back({"DeletionProtectionEnabled", AsBool(*on)});
    }
    AddTags(own);
    return ObjectOf(arena_, std::move(members_));
  }

  std::string_view TimeToLiveAttribute() const {
    const JsonValue* const ttl = ObjectMember(properties_, "TimeToLiveSpecification");
    return ttl != nullptr && IsTrue(*ttl, "Enabled") ? TextMember(*ttl, "AttributeName")
                                                     : std::string_view();
  }

 private:
  static JsonValue ReplicaPart(const JsonValue& replica) {
    return replica.is_object() ? replica : JsonValue::Object({});
  }

  // The smallest that auto scaling would go to, or what is given.
  static const JsonValue* Units(const JsonValue* settings, std::string_view fixed,
                                std::string_view scaled) {
    if (settings == nullptr) return nullptr;
    if (const JsonValue* const units = settings->Member(fixed)) return units;
    const JsonValue* const scaling = ObjectMember(*settings, scaled);
    return scaling == nullptr ? nullptr : scaling->Member("MinCapacity");
  }

  void AddThroughput(const JsonValue& owner, const JsonValue& replica,
                     std::vector<JsonMember>& members) {
    const JsonValue* read = nullptr;
    const JsonValue* write = nullptr;
    if (global_) {
      if (on_demand_) return;
      read = Units(ObjectMember(replica, "ReadProvisionedThroughputSettings"), "ReadCapacityUnits",
                   "ReadCapacityAutoScalingSettings");
      write = Units(ObjectMember(owner, "WriteProvisionedThroughputSettings"), "WriteCapacityUnits",
                    "WriteCapacityAutoScalingSettings");
    } else if (const JsonValue* const given = ObjectMember(owner, "ProvisionedThroughput")) {
      read = given->Member("ReadCapacityUnits");
      write = given->Member("WriteCapacityUnits");
    }
    std::vector<JsonMember> units;
    if (read != nullptr) units.push_back({"ReadCapacityUnits", *read});
    if (write != nullptr) units.push_back({"WriteCapacityUnits", *write});
    if (units.empty()) return;
    members.push_back({"ProvisionedThroughput", ObjectOf(arena_, std::move(units))});
  }

  JsonValue ReplicaOfIndex(std::string_view name) const {
    const JsonValue* const indexes =
        replica_.is_object() ? ArrayMember(replica_, "GlobalSecondaryIndexes") : nullptr;
    if (indexes != nullptr) {
      for (const JsonValue& index : indexes->array()) {
        if (TextMember(index, "IndexName") == name) return index;
      }
    }
    return JsonValue::Object({});
  }

  void AddGlobalIndexes() {
    const JsonValue* const indexes = ArrayMember(properties_, "GlobalSecondaryIndexes");
    if (indexes == nullptr || indexes->array().empty()) return;
    std::vector<JsonValue> list;
    for (const JsonValue& index : indexes->array()) {
      std::vector<JsonMember> members =
          PickMembers(index, {"IndexName", "KeySchema", "Projection", "OnDemandThroughput"});
      AddThroughput(index, ReplicaOfIndex(TextMember(index, "IndexName")), members);
      list.push_back(ObjectOf(arena_, std::move(members)));
    }
    members_.push_back({"GlobalSecondaryIndexes", ArrayOf(arena_, list)});
  }

  void AddStream() {
    const JsonValue* const stream = ObjectMember(properties_, "StreamSpecification");
    if (stream == nullptr) return;
    std::vector<JsonMember> members = PickMembers(*stream, {"StreamViewType"});
    members.push_back({"StreamEnabled", JsonValue::Scalar(JsonValue::Type::kTrue, {})});
    members_.push_back({"StreamSpecification", ObjectOf(arena_, std::move(members))});
  }

  void AddTags(const JsonValue& owner) {
    const JsonValue* const tags = owner.is_object() ? ArrayMember(owner, "Tags") : nullptr;
    if (tags == nullptr) return;
    std::vector<JsonValue> list;
    for (const JsonValue& tag : tags->array()) {
      std::vector<JsonMember> members = PickMembers(tag, {"Key", "Value"});
      for (JsonMember& member : members) member.value = AsText(arena_, member.value);
      list.push_back(ObjectOf(arena_, std::move(members)));
    }
    if (!list.empty()) members_.push_back({"Tags", ArrayOf(arena_, list)});
  }

  Arena& arena_;
  const JsonValue& properties_;
  const bool global_;
  bool on_demand_ = false;
  JsonValue replica_ = JsonValue::Object({});
  std::vector<JsonMember> members_;
};

// What becomes of a table here. The rest may depend on what only AWS knows: keys, roles, buckets.
constexpr std::string_view kUsedProperties[] = {"AttributeDefinitions",
                                                "KeySchema",
                                                "BillingMode",
                                                "ProvisionedThroughput",
                                                "WriteProvisionedThroughputSettings",
                                                "LocalSecondaryIndexes",
                                                "GlobalSecondaryIndexes",
                                                "StreamSpecification",
                                                "TableClass",
                                                "OnDemandThroughput",
                                                "DeletionProtectionEnabled",
                                                "Tags",
                                                "TimeToLiveSpecification",
                                                "Replicas"};

Result<JsonValue> ResolveProperties(Document& document, TemplateValues& values,
                                    const JsonValue& properties) {
  std::vector<JsonMember> resolved;
  for (const std::string_view name : kUsedProperties) {
    const JsonValue* const property = properties.Member(name);
    if (property == nullptr) continue;
    STATOR_ASSIGN_OR_RETURN(const std::optional<JsonValue> value, values.Resolve(*property));
    if (value.has_value()) resolved.push_back({name, *value});
  }
  return ObjectOf(document.arena(), std::move(resolved));
}

}  // namespace

Result<std::vector<TableDefinition>> TablesOfTemplate(Document& document, const JsonValue& root,
                                                      const JsonValue& resources,
                                                      TemplateValues::Owner owner) {
  std::vector<TableDefinition> tables;
  TemplateValues values(document, root, resources, std::move(owner));
  for (const JsonMember& resource : resources.object()) {
    if (!resource.value.is_object() || !IsTableResource(resource.value)) continue;
    const JsonValue where = JsonValue::Scalar(JsonValue::Type::kString, resource.name);
    if (const JsonValue* const condition = resource.value.Member("Condition")) {
      STATOR_ASSIGN_OR_RETURN(const bool holds, values.Holds(TextOf(*condition), *condition));
      if (!holds) continue;
    }
    const JsonValue* const properties = ObjectMember(resource.value, "Properties");
    if (properties == nullptr) return document.ErrorAt(where, "the table has no Properties");
    STATOR_ASSIGN_OR_RETURN(const std::string name, values.TableNameOf(resource.name));
    STATOR_ASSIGN_OR_RETURN(const JsonValue resolved,
                            ResolveProperties(document, values, *properties));
    ResourceTable table(document.arena(), resolved,
                        TextMember(resource.value, "Type") == "AWS::DynamoDB::GlobalTable");
    TableDefinition definition;
    definition.time_to_live_attribute = table.TimeToLiveAttribute();
    definition.create_request = table.Request(name);
    definition.origin = where;
    tables.push_back(definition);
  }
  return tables;
}

}  // namespace stator::server
