#include <string>
#include <string_view>

#include "server/admin_routes.h"
#include "server/clock_setting.h"

namespace stator::server {
namespace {

using json::JsonValue;

struct ResetRequest {
  std::string_view table_name;  // empty: everything
  bool keep_clock = false;
};

Result<ResetRequest> ReadRequest(const JsonValue& request) {
  ResetRequest reset;
  for (const json::JsonMember& member : request.object()) {
    if (member.name == "TableName") {
      if (!member.value.is_string() || member.value.text().empty()) {
        return ValidationError("TableName must be a string that is not empty");
      }
      reset.table_name = member.value.text();
    } else if (member.name == kKeepClock) {
      STATOR_ASSIGN_OR_RETURN(reset.keep_clock, ReadKeepClock(member.value));
    } else {
      return ValidationError("The body has the member " + std::string(member.name) +
                             ", and only TableName and keep_clock mean something here");
    }
  }
  return reset;
}

}  // namespace

Result<void> Reset(AdminContext& context, const JsonValue& request, json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const ResetRequest reset, ReadRequest(request));
  if (reset.table_name.empty()) {
    STATOR_RETURN_IF_ERROR(context.state().Reset(reset.keep_clock));
  } else {
    STATOR_RETURN_IF_ERROR(context.state().ResetTable(reset.table_name));
  }
  response.BeginObject();
  response.EndObject();
  return {};
}

}  // namespace stator::server
