#include "server/operations/index_updates.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server/operations/index_definition.h"
#include "server/operations/key_schema.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_settings.h"

namespace stator::server {
namespace {

using json::JsonValue;

enum class ActionKind : uint8_t { kCreate, kUpdate, kDelete };

struct Action {
  ActionKind kind;
  const JsonValue* body;
  std::string_view index_name;
};

// Every action of every update. An update that names several counts as so many (dynalite and
// dynoxide accept it).
std::vector<Action> ReadActions(const JsonValue& request) {
  constexpr std::array<std::pair<std::string_view, ActionKind>, 3> kActions = {
      {{"Create", ActionKind::kCreate},
       {"Update", ActionKind::kUpdate},
       {"Delete", ActionKind::kDelete}}};
  std::vector<Action> actions;
  const JsonValue* updates = request.Member("GlobalSecondaryIndexUpdates");
  if (updates == nullptr) return actions;
  for (const JsonValue& update : updates->array()) {
    for (const auto& [name, kind] : kActions) {
      const JsonValue* body = update.Member(name);
      if (body != nullptr) actions.push_back({kind, body, ReadText(*body, "IndexName")});
    }
  }
  return actions;
}

Error Invalid(std::string_view message) {
  return ValidationError("One or more parameter values were invalid: " + std::string(message));
}

// Recorded from the service, both for one request with two such actions and for a request while an
// index is being made.
Error OneAtATimeError() {
  return {ErrorCode::kLimitExceeded,
          "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously "
          "per table",
          nullptr};
}

// An index that is being created may be deleted, since here it is always backfilling already
// ("Managing Global Secondary Indexes"); nothing else may start then.
Result<void> CheckOneAtATime(const std::vector<Action>& actions, const TableSchema& schema) {
  const auto starts = [](const Action& action) { return action.kind != ActionKind::kUpdate; };
  const auto first = std::find_if(actions.begin(), actions.end(), starts);
  if (first == actions.end()) return {};
  if (std::find_if(first + 1, actions.end(), starts) != actions.end()) return OneAtATimeError();
  for (const IndexSchema& index : schema.indexes) {
    const bool in_transition =
        index.status == IndexStatus::kCreating || index.status == IndexStatus::kDeleting;
    if (!in_transition) continue;
    if (first->kind == ActionKind::kDelete && first->index_name == index.name) continue;
    return OneAtATimeError();
  }
  return {};
}

std::vector<IndexSchema>::iterator FindIndex(TableSchema& schema, std::string_view name) {
  return std::find_if(schema.indexes.begin(), schema.indexes.end(),
                      [name](const IndexSchema& index) { return index.name == name; });
}

// The new index needs all its key attributes among the request's own definitions, even those that
// the table has defined already (recorded from the service).
Result<void> CreateIndex(const JsonValue& body, const AttributeDefinitions& definitions,
                         TableSchema& schema) {
  STATOR_ASSIGN_OR_RETURN(IndexSchema index,
                          ReadGlobalIndex(body, schema, definitions, IndexDefinedBy::kUpdateTable));
  // DynamoDB Local's words.
  if (schema.FindIndex(index.name) != nullptr) {
    return ValidationError("Attempting to create an index which already exists");
  }
  const auto global = std::count_if(
      schema.indexes.begin(), schema.indexes.end(),
      [](const IndexSchema& existing) { return existing.kind == IndexKind::kGlobal; });
  if (static_cast<size_t>(global) >= kMaxGlobalIndexes) {
    // Recorded from the service, when its limit was 5.
    return Error{ErrorCode::kLimitExceeded,
                 "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table "
                 "limit of " +
                     std::to_string(kMaxGlobalIndexes),
                 nullptr};
  }
  index.status = IndexStatus::kCreating;
  schema.indexes.push_back(std::move(index));
  return CheckProjectedAttributeCount(schema);
}

// The errors and their words are DynamoDB Local's.
Result<void> DeleteIndex(std::string_view name, TableSchema& schema) {
  const auto index = FindIndex(schema, name);
  if (index == schema.indexes.end()) {
    return Error{ErrorCode::kResourceNotFound, "Requested resource not found", nullptr};
  }
  if (index->kind == IndexKind::kLocal) {
    return ValidationError("Cannot delete an index that is not a GlobalSecondaryIndex");
  }
  schema.indexes.erase(index);
  return {};
}

Result<void> ChangeIndexThroughput(const JsonValue& body, bool table_was_on_demand,
                                   int64_t now_seconds, BillingMode billing_mode,
                                   IndexSchema& index) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<ProvisionedThroughput> throughput,
                          ReadProvisionedThroughput(body));
  if (!throughput.has_value()) return {};
  if (billing_mode == BillingMode::kPayPerRequest) {
    return IndexThroughputOnDemandError(index.name, IndexDefinedBy::kUpdateTable);
  }
  ProvisionedThroughput& current = index.provisioned_throughput;
  if (!table_was_on_demand && throughput->read_capacity_units == current.read_capacity_units &&
      throughput->write_capacity_units == current.write_capacity_units) {
    return UnchangedThroughputError("index " + index.name, current);
  }
  current = ChangedThroughput(current, *throughput, now_seconds);
  return {};
}

Result<void> UpdateIndex(const Action& action, bool table_was_on_demand, int64_t now_seconds,
                         TableSchema& schema) {
  const auto index = FindIndex(schema, action.index_name);
  if (index == schema.indexes.end() || index->kind == IndexKind::kLocal) {
    return ValidationError("Invalid global secondary index name");  // DynamoDB Local's words
  }
  if (index->status != IndexStatus::kActive) {
    const bool creating = index->status == IndexStatus::kCreating;
    return Error{ErrorCode::kResourceInUse,
                 "Attempt to change a resource which is still in use: Index is being " +
                     std::string(creating ? "created" : "updated") + ".  Table: " + schema.name +
                     " Index: " + index->name,
                 nullptr};
  }
  const JsonValue& body = *action.body;
  const auto given = [&body](std::string_view name) { return body.Member(name) != nullptr; };
  if (!given("ProvisionedThroughput") && !given("OnDemandThroughput") && !given("WarmThroughput")) {
    return Invalid(
        "At least one of ProvisionedThroughput, OnDemandThroughput or WarmThroughput is required "
        "for index: " +
        index->name);
  }
  STATOR_RETURN_IF_ERROR(
      ChangeIndexThroughput(body, table_was_on_demand, now_seconds, schema.billing_mode, *index));
  STATOR_ASSIGN_OR_RETURN(
      index->on_demand_throughput,
      ReadOnDemandThroughput(body, schema.billing_mode, index->on_demand_throughput, "index"));
  index->warm_throughput = ReadWarmThroughput(body, index->warm_throughput);
  return {};
}

// A table that stops being on demand needs throughput for each of its global indexes in the same
// request. Recorded from the service; dynalite agrees.
Result<void> CheckThroughputOfAllIndexes(const std::vector<Action>& actions,
                                         const TableSchema& schema) {
  std::unordered_set<std::string_view> updated;
  for (const Action& action : actions) {
    if (action.kind != ActionKind::kCreate) updated.insert(action.index_name);
  }
  std::string missing;
  for (const IndexSchema& index : schema.indexes) {
    if (index.kind == IndexKind::kLocal || updated.contains(index.name)) continue;
    if (!missing.empty()) missing += ',';
    missing += index.name;
  }
  if (missing.empty()) return {};
  return Invalid("ProvisionedThroughput must be specified for index: " + missing);
}

Result<void> ChangeBillingOfIndexes(const std::vector<Action>& actions, BillingMode before,
                                    TableSchema& schema) {
  if (before == schema.billing_mode) return {};
  if (schema.billing_mode == BillingMode::kProvisioned) {
    return CheckThroughputOfAllIndexes(actions, schema);
  }
  for (IndexSchema& index : schema.indexes) {
    index.provisioned_throughput.read_capacity_units = 0;
    index.provisioned_throughput.write_capacity_units = 0;
  }
  return {};
}

// The definitions are always those of the key attributes in use: new ones that nothing uses are
// dropped without a word, and so are those of a deleted index (recorded from the service).
Result<void> UpdateDefinitions(const AttributeDefinitions& requested, TableSchema& schema) {
  std::vector<KeyAttribute> definitions = KeyAttributesOfTableAndIndexes(schema);
  std::unordered_map<std::string_view, size_t> positions;
  for (size_t i = 0; i < schema.attribute_definitions.size(); ++i) {
    const KeyAttribute& existing = schema.attribute_definitions[i];
    const KeyAttribute* again = requested.Find(existing.name);
    if (again != nullptr && again->type != existing.type) {
      // DynamoDB Local's words.
      return ValidationError(
          "invalid attribute, SchemaElement redefined should be of same type as previously "
          "defined");
    }
    positions.emplace(existing.name, i);
  }
  // Those that were there stay in their order; new ones follow.
  std::stable_sort(definitions.begin(), definitions.end(),
                   [&](const KeyAttribute& left, const KeyAttribute& right) {
                     const auto position = [&](const KeyAttribute& attribute) {
                       const auto it = positions.find(attribute.name);
                       return it == positions.end() ? positions.size() : it->second;
                     };
                     return position(left) < position(right);
                   });
  schema.attribute_definitions = std::move(definitions);
  return {};
}

}  // namespace

Result<void> CheckIndexUpdates(const JsonValue& request) {
  const JsonValue* updates = request.Member("GlobalSecondaryIndexUpdates");
  if (updates == nullptr) return {};
  for (const JsonValue& update : updates->array()) {
    if (update.Member("Create") != nullptr || update.Member("Update") != nullptr ||
        update.Member("Delete") != nullptr) {
      continue;
    }
    return Invalid(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
        "GlobalSecondaryIndexUpdate.Delete must not be null");
  }
  std::unordered_set<std::string_view> names;
  for (const Action& action : ReadActions(request)) {
    if (names.insert(action.index_name).second) continue;
    return Invalid(
        "Only one global secondary index update per index is allowed simultaneously. Index: " +
        std::string(action.index_name));
  }
  return {};
}

Result<void> ApplyIndexUpdates(const JsonValue& request, BillingMode billing_mode_before,
                               int64_t now_seconds, TableSchema& schema) {
  const std::vector<Action> actions = ReadActions(request);
  const AttributeDefinitions definitions(request);
  STATOR_RETURN_IF_ERROR(CheckOneAtATime(actions, schema));
  STATOR_RETURN_IF_ERROR(ChangeBillingOfIndexes(actions, billing_mode_before, schema));
  const bool table_was_on_demand = billing_mode_before == BillingMode::kPayPerRequest;
  for (const Action& action : actions) {
    switch (action.kind) {
      case ActionKind::kCreate:
        STATOR_RETURN_IF_ERROR(CreateIndex(*action.body, definitions, schema));
        break;
      case ActionKind::kUpdate:
        STATOR_RETURN_IF_ERROR(UpdateIndex(action, table_was_on_demand, now_seconds, schema));
        break;
      case ActionKind::kDelete:
        STATOR_RETURN_IF_ERROR(DeleteIndex(action.index_name, schema));
        break;
    }
  }
  if (actions.empty()) return {};
  return UpdateDefinitions(definitions, schema);
}

}  // namespace stator::server
