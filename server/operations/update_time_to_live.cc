#include <string>
#include <string_view>

#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"
#include "server/operations/table_transition.h"

namespace stator::server {
namespace {

using json::JsonValue;

// The words of the service, as bug reports quote them; DynamoDB Local answers the first three too.
// That the state is looked at before the interval is a judgement: none shows both.
Result<void> CheckChange(const TimeToLive& now, bool enable, std::string_view attribute) {
  if (!now.attribute_name.empty() && now.attribute_name != attribute) {
    return ValidationError("TimeToLive is active on a different AttributeName");
  }
  if (enable && !now.attribute_name.empty()) {
    return ValidationError("TimeToLive is already enabled");
  }
  if (!enable && now.attribute_name.empty()) {
    return ValidationError("TimeToLive is already disabled");
  }
  return {};
}

// "It can take up to one hour for the change to fully process. Any additional UpdateTimeToLive
// calls for the same table during this one hour duration result in a ValidationException" (API
// reference). A clock that was moved back does not make the wait longer.
Result<void> CheckInterval(const TimeToLive& now, int64_t now_seconds, int64_t interval_seconds) {
  const int64_t passed = now_seconds - now.last_change_seconds;
  if (now.last_change_seconds == 0 || passed < 0 || passed >= interval_seconds) return {};
  return ValidationError("Time to live has been modified multiple times within a fixed interval");
}

}  // namespace

Result<void> UpdateTimeToLive(OperationContext& context, const JsonValue& request,
                              json::JsonWriter& response) {
  const JsonValue& specification = *request.Member("TimeToLiveSpecification");
  const std::string_view attribute = ReadText(specification, "AttributeName");
  const bool enable = ReadBool(specification, "Enabled");
  const int64_t now = context.clock.NowSeconds();
  const auto change = [&](const TableSchema& schema) -> Result<TableSchema> {
    STATOR_RETURN_IF_ERROR(CheckNotInTransition(schema));
    STATOR_RETURN_IF_ERROR(CheckChange(schema.time_to_live, enable, attribute));
    STATOR_RETURN_IF_ERROR(
        CheckInterval(schema.time_to_live, now, context.ttl_change_interval_seconds));
    TableSchema changed = schema;
    changed.time_to_live = {enable ? std::string(attribute) : std::string(), false, now};
    return changed;
  };
  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_RETURN_IF_ERROR(context.database.UpdateTable(table_name, change));
  response.BeginObject();
  response.Key("TimeToLiveSpecification");
  response.BeginObject();
  response.Key("Enabled");
  response.Bool(enable);
  response.Key("AttributeName");
  response.String(attribute);
  response.EndObject();
  response.EndObject();
  return {};
}

}  // namespace stator::server
