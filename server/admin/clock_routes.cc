#include <array>
#include <string>
#include <string_view>

#include "server/admin/admin_routes.h"
#include "server/admin/time_text.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr std::array<std::string_view, 5> kMoves = {"reset", "set", "advance", "freeze", "release"};

Error NotUnderstood(std::string_view member, std::string_view wanted) {
  return ValidationError("'" + std::string(member) + "' must be " + std::string(wanted));
}

Result<void> CheckMembers(const JsonValue& body) {
  bool any = false;
  for (const json::JsonMember& member : body.object()) {
    bool known = false;
    for (const std::string_view move : kMoves) known |= member.name == move;
    if (!known) {
      return ValidationError("'" + std::string(member.name) +
                             "' is not known here; the clock takes advance, set, freeze, release "
                             "and reset");
    }
    any = true;
  }
  if (any) return {};
  return ValidationError(R"(say how to move the clock, for example {"advance":"25h"})");
}

// Of freeze, release and reset.
Result<bool> ReadFlag(const JsonValue& body, std::string_view name) {
  const JsonValue* const member = body.Member(name);
  if (member == nullptr) return false;
  if (!member->is_bool()) return NotUnderstood(name, "true or false");
  return member->boolean();
}

Result<std::optional<int64_t>> ReadAdvance(const JsonValue& body) {
  const JsonValue* const member = body.Member("advance");
  if (member == nullptr) return std::optional<int64_t>();
  const auto micros =
      member->is_string() ? ParseDuration(member->text()) : std::optional<int64_t>();
  if (!micros.has_value()) {
    return NotUnderstood("advance", R"(a duration like "25h", "1d12h", "90m", "30s" or "-10s")");
  }
  return micros;
}

Result<std::optional<int64_t>> ReadSet(const JsonValue& body) {
  const JsonValue* const member = body.Member("set");
  if (member == nullptr) return std::optional<int64_t>();
  std::optional<int64_t> micros;
  if (member->is_string()) micros = ParseTime(member->text());
  if (member->is_number()) micros = ParseEpochSeconds(member->text());
  if (!micros.has_value()) {
    return NotUnderstood("set", R"(a time like "2026-11-21T07:40:00Z", or seconds since 1970)");
  }
  return micros;
}

void WriteClock(const MovableClock& clock, json::JsonWriter& response) {
  const int64_t now = clock.NowMicros();
  response.BeginObject();
  response.Key("now");
  response.String(TimeText(now));
  response.Key("now_seconds");
  response.Timestamp(now);
  response.Key("frozen");
  response.Bool(clock.frozen());
  response.Key("offset_seconds");
  response.Timestamp(clock.OffsetMicros());
  response.EndObject();
}

}  // namespace

Result<void> ReadClock(AdminContext& context, const JsonValue& /*body*/,
                       json::JsonWriter& response) {
  WriteClock(context.clock, response);
  return {};
}

// All members are read before the first takes effect: a bad request moves nothing.
Result<void> MoveClock(AdminContext& context, const JsonValue& body, json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckMembers(body));
  STATOR_ASSIGN_OR_RETURN(const bool reset, ReadFlag(body, "reset"));
  STATOR_ASSIGN_OR_RETURN(const bool freeze, ReadFlag(body, "freeze"));
  STATOR_ASSIGN_OR_RETURN(const bool release, ReadFlag(body, "release"));
  STATOR_ASSIGN_OR_RETURN(const std::optional<int64_t> set, ReadSet(body));
  STATOR_ASSIGN_OR_RETURN(const std::optional<int64_t> advance, ReadAdvance(body));
  if (freeze && (release || reset)) {
    return ValidationError("a clock cannot be frozen and released at once; send one of them");
  }
  if (reset) context.clock.Reset();
  if (freeze) context.clock.Freeze();
  if (set.has_value()) context.clock.Set(*set);
  if (advance.has_value()) context.clock.Advance(*advance);
  if (release) context.clock.Release();
  // What became due has happened when the answer comes.
  context.tasks.RunAllNow();
  WriteClock(context.clock, response);
  return {};
}

}  // namespace stator::server
