#include "server/operations/item_page.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "expressions/paths.h"
#include "model/limits.h"
#include "server/json/attribute_codec.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/legacy_parameters.h"
#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

using json::JsonValue;

std::string_view SelectOf(const JsonValue& request) {
  const JsonValue* select = request.Member("Select");
  return select == nullptr ? std::string_view() : select->text();
}

Result<void> ReadExclusiveStartKey(Arena& arena, const JsonValue& request,
                                   PageParameters& parameters) {
  const JsonValue* member = request.Member("ExclusiveStartKey");
  if (member == nullptr) return {};
  Result<AttributeMap> key = json::ReadAttributeMap(arena, *member);
  if (!key.ok()) {
    // The service names the parameter around the value's own error (dynalite and dynoxide agree).
    if (key.error().code != ErrorCode::kValidation) return std::move(key).error();
    return ValidationError("The provided starting key is invalid: " + key.error().message);
  }
  parameters.exclusive_start_key = *key;
  return {};
}

// The attributes that filter and projection look at, ascending, each once.
std::vector<std::string_view> NamesUsed(const PageParameters& parameters) {
  std::vector<std::string_view> names;
  const auto add = [&](const expressions::DocumentPath& path) { names.push_back(path[0].name); };
  if (parameters.filter != nullptr) expressions::ForEachPath(*parameters.filter, add);
  if (parameters.projection != nullptr) {
    for (const expressions::DocumentPath& path : parameters.projection->paths) add(path);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// One page while it is being read.
class Page {
 public:
  Page(const storage::Database& database, const PageSource& source,
       const PageParameters& parameters, json::JsonWriter& response)
      : database_(database),
        source_(source),
        parameters_(parameters),
        names_(NamesUsed(parameters)),
        response_(response) {}

  // What the cursor has moved to.
  Result<void> Read(const storage::EncodedItem& entry) {
    read_bytes_ += entry.item_size();
    if (!source_.fetch_items) return Add(entry, entry.item_size());
    scratch_.Reset();
    STATOR_ASSIGN_OR_RETURN(const std::optional<storage::EncodedItem> item, Fetch(entry));
    // Deleted since the cursor was made.
    if (!item.has_value()) return {};
    // "DynamoDB ... rounds each item size up" (developer guide, "Local secondary indexes"): each
    // fetch is a read of its own.
    fetch_capacity_ += ReadCapacity(item->item_size(), parameters_.consistent_read);
    return Add(*item, item->item_size());
  }

  // The item that crosses 1 MB is still part of the page: full Scan pages of the service are seen
  // to consume a little more than the 128 units of 1 MB.
  bool full() const {
    return page_bytes_ >= limits::kMaxPageBytes ||
           (parameters_.limit.has_value() && scanned_count_ >= *parameters_.limit);
  }

  int64_t count() const { return count_; }
  int64_t scanned_count() const { return scanned_count_; }

  // "Queries that do not return results consume the minimum number of read capacity units" (API
  // reference, Query).
  HalfUnits read_capacity() const { return ReadCapacity(read_bytes_, parameters_.consistent_read); }
  // Of the items fetched from the table.
  HalfUnits fetch_capacity() const { return fetch_capacity_; }

 private:
  Result<std::optional<storage::EncodedItem>> Fetch(const storage::EncodedItem& entry) {
    const std::optional<AttributeMap> attributes = entry.Decode(scratch_);
    if (!attributes.has_value()) return InternalError("An index entry is corrupt");
    return database_.GetItem(source_.table, ExtractKey(source_.table.schema(), *attributes),
                             scratch_);
  }

  // Counts an item and, when it passes the filter, writes it.
  Result<void> Add(const storage::EncodedItem& item, size_t size) {
    ++scanned_count_;
    page_bytes_ += size;
    if (parameters_.filter == nullptr && parameters_.projection == nullptr) {
      ++count_;
      if (!parameters_.count_only) response_.Item(item);
      return {};
    }
    if (!source_.fetch_items) scratch_.Reset();
    const std::optional<AttributeMap> attributes = item.DecodeOnly(scratch_, names_);
    if (!attributes.has_value()) return InternalError("A stored item is corrupt");
    if (parameters_.filter != nullptr && !expressions::Evaluate(*parameters_.filter, *attributes)) {
      return {};
    }
    ++count_;
    if (parameters_.count_only) return {};
    if (parameters_.projection == nullptr) {
      response_.Item(item);
    } else {
      response_.Attributes(expressions::Project(scratch_, *parameters_.projection, *attributes));
    }
    return {};
  }

  const storage::Database& database_;
  const PageSource& source_;
  const PageParameters& parameters_;
  const std::vector<std::string_view> names_;
  json::JsonWriter& response_;
  Arena scratch_;  // holds one decoded item at a time
  int64_t count_ = 0;
  int64_t scanned_count_ = 0;
  size_t read_bytes_ = 0;  // what the cursor gave
  size_t page_bytes_ = 0;  // what the page is made of: that, or the items fetched
  HalfUnits fetch_capacity_ = 0;
};

}  // namespace

// What is wrong with AttributesToGet goes before what is wrong with the filter, and that before the
// starting key (dynalite; dynoxide and DynamoDB Local agree in part).
Result<PageParameters> ReadPageParameters(Arena& arena, const JsonValue& request,
                                          std::string_view legacy_filter) {
  PageParameters parameters;
  STATOR_ASSIGN_OR_RETURN(parameters.projection, ReadAttributesToGet(arena, request));
  STATOR_ASSIGN_OR_RETURN(parameters.comparisons, ReadComparisons(arena, request, legacy_filter));
  STATOR_RETURN_IF_ERROR(ReadExclusiveStartKey(arena, request, parameters));
  parameters.count_only = SelectOf(request) == "COUNT";
  parameters.all_attributes = SelectOf(request) == "ALL_ATTRIBUTES";
  parameters.limit = ReadInt(request, "Limit");
  parameters.consistent_read = ReadBool(request, "ConsistentRead");
  return parameters;
}

Result<void> ReadPageExpressions(Arena& arena, const JsonValue& request,
                                 expressions::Placeholders& placeholders,
                                 PageParameters& parameters) {
  STATOR_ASSIGN_OR_RETURN(parameters.filter,
                          ReadCondition(arena, request, placeholders, "FilterExpression"));
  if (parameters.filter == nullptr) {
    parameters.filter = JoinComparisons(arena, request, parameters.comparisons);
  }
  if (parameters.projection != nullptr) return {};
  STATOR_ASSIGN_OR_RETURN(parameters.projection, ReadProjection(arena, request, placeholders));
  return {};
}

Result<void> CheckPageParameters(const JsonValue& request, const PageParameters& parameters) {
  STATOR_RETURN_IF_ERROR(CheckConditionalOperator(request, parameters.comparisons.size()));
  const std::string_view select = SelectOf(request);
  const bool attributes = request.Member("AttributesToGet") != nullptr;
  const bool projection = attributes || request.Member("ProjectionExpression") != nullptr;
  if (select == "SPECIFIC_ATTRIBUTES" && !projection) {
    return ValidationError(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
        "SPECIFIC_ATTRIBUTES");
  }
  if (projection && !select.empty() && select != "SPECIFIC_ATTRIBUTES") {
    return ValidationError("Cannot specify the " +
                           std::string(attributes ? "AttributesToGet" : "ProjectionExpression") +
                           " when choosing to get " +
                           std::string(select == "COUNT" ? "only the Count" : select));
  }
  if (select == "ALL_PROJECTED_ATTRIBUTES" && request.Member("IndexName") == nullptr) {
    return ValidationError(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  return {};
}

Result<void> CheckPageExpressions(const PageParameters& parameters, const TableSchema& schema) {
  if (parameters.filter != nullptr) {
    STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(schema, *parameters.filter));
  }
  if (parameters.projection != nullptr) {
    STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(schema, *parameters.projection));
  }
  return {};
}

Result<PageOutcome> WriteItems(const storage::Database& database, const PageSource& source,
                               storage::ItemCursor& cursor, const PageParameters& parameters,
                               json::JsonWriter& response) {
  if (!parameters.count_only) {
    response.Key("Items");
    response.BeginArray();
  }
  Page page(database, source, parameters, response);
  PageOutcome outcome;
  while (!outcome.more && cursor.Next()) {
    STATOR_RETURN_IF_ERROR(page.Read(cursor.item()));
    outcome.more = page.full();
  }
  STATOR_RETURN_IF_ERROR(cursor.status());
  if (!parameters.count_only) response.EndArray();
  outcome.count = page.count();
  outcome.scanned_count = page.scanned_count();
  outcome.read = {source.index, page.read_capacity()};
  outcome.fetch_half_units = page.fetch_capacity();
  return outcome;
}

Result<AttributeMap> LastEvaluatedKey(Arena& arena, const PageSource& source,
                                      const storage::EncodedItem& last) {
  const std::optional<AttributeMap> attributes = last.Decode(arena);
  if (!attributes.has_value()) return InternalError("A stored item is corrupt");
  return KeyAttributesOf(arena, source.table.schema(), source.index, *attributes);
}

Result<void> WritePage(OperationContext& context, const json::JsonValue& request,
                       const PageSource& source, storage::ItemCursor& cursor,
                       const PageParameters& parameters, json::JsonWriter& response) {
  response.BeginObject();
  STATOR_ASSIGN_OR_RETURN(const PageOutcome outcome,
                          WriteItems(context.database, source, cursor, parameters, response));
  response.Key("Count");
  response.Int(outcome.count);
  response.Key("ScannedCount");
  response.Int(outcome.scanned_count);
  if (outcome.more) {
    STATOR_ASSIGN_OR_RETURN(const AttributeMap last,
                            LastEvaluatedKey(context.arena, source, cursor.item()));
    response.Key("LastEvaluatedKey");
    response.Attributes(last);
  }
  WriteConsumedCapacity(request, ReadText(request, "TableName"), outcome.consumption(), response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
