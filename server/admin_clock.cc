#include <optional>
#include <string>

#include "server/admin_routes.h"
#include "server/time_text.h"

namespace stator::server {
namespace {

using json::JsonValue;

constexpr int64_t kMicrosPerSecond = 1'000'000;

Error BadMember(std::string_view name, std::string_view wanted) {
  return ValidationError(std::string(name) + " must be " + std::string(wanted));
}

Result<void> ReadSet(const JsonValue& value, MovableClock::Change& change) {
  if (value.is_string() && value.text() == "system") {
    change.set_to_base = true;
    return {};
  }
  if (value.is_string()) change.set_micros = ParseTime(value.text());
  if (value.is_number()) change.set_micros = ParseSeconds(value.text());
  if (change.set_micros.has_value()) return {};
  return BadMember("set",
                   "a time from 1970 to 9999, as ISO 8601 with a zone (\"2030-01-31T12:00:00Z\") "
                   "or in seconds since 1970 (1896091200), or \"system\"");
}

Result<void> ReadAdvance(const JsonValue& value, MovableClock::Change& change) {
  std::optional<int64_t> micros;
  if (value.is_string()) micros = ParseDuration(value.text());
  if (value.is_number()) micros = ParseSeconds(value.text());
  if (micros.has_value()) {
    change.advance_micros = *micros;
    return {};
  }
  return BadMember("advance",
                   "a duration of the units w, d, h, m, s, ms (\"25h\", \"1d12h\", \"-90s\") or a "
                   "number of seconds (90000)");
}

Result<void> ReadFrozen(const JsonValue& value, MovableClock::Change& change) {
  if (!value.is_bool()) return BadMember("frozen", "true or false");
  change.frozen = value.boolean();
  return {};
}

Result<MovableClock::Change> ReadChange(const JsonValue& request) {
  MovableClock::Change change;
  if (request.object().empty()) {
    return ValidationError(
        "The body says nothing: give set, advance, frozen or several of them, as in "
        "{\"advance\":\"25h\"} or {\"set\":\"2030-01-31T12:00:00Z\",\"frozen\":true}; GET reads "
        "the clock");
  }
  for (const json::JsonMember& member : request.object()) {
    if (member.name == "set") {
      STATOR_RETURN_IF_ERROR(ReadSet(member.value, change));
    } else if (member.name == "advance") {
      STATOR_RETURN_IF_ERROR(ReadAdvance(member.value, change));
    } else if (member.name == "frozen") {
      STATOR_RETURN_IF_ERROR(ReadFrozen(member.value, change));
    } else {
      return ValidationError("The body has the member " + std::string(member.name) +
                             ", and only set, advance and frozen mean something here");
    }
  }
  return change;
}

// Seconds with six decimals, without those at the end that are 0.
std::string SecondsText(int64_t micros) {
  std::string text = micros < 0 ? "-" : "";
  const auto magnitude = static_cast<uint64_t>(micros < 0 ? -micros : micros);
  text += std::to_string(magnitude / kMicrosPerSecond);
  std::string fraction = std::to_string(kMicrosPerSecond + magnitude % kMicrosPerSecond);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  if (fraction.size() > 1) text += "." + fraction.substr(1);
  return text;
}

void WriteClock(const MovableClock::State& state, json::JsonWriter& response) {
  response.BeginObject();
  response.Key("now");
  response.String(FormatTime(state.now_micros));
  response.Key("now_seconds");
  response.RawNumber(SecondsText(state.now_micros));
  response.Key("frozen");
  response.Bool(state.frozen);
  response.Key("offset_seconds");
  response.RawNumber(SecondsText(state.offset_micros));
  response.EndObject();
}

}  // namespace

Result<void> ReadClock(AdminContext& context, const JsonValue& /*request*/,
                       json::JsonWriter& response) {
  WriteClock(context.clock.Read(), response);
  return {};
}

Result<void> ChangeClock(AdminContext& context, const JsonValue& request,
                         json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const MovableClock::Change change, ReadChange(request));
  const std::optional<MovableClock::State> state = context.clock.Apply(change);
  if (!state.has_value()) {
    return ValidationError(
        "The clock would leave the years 1970 to 9999; {\"set\":\"system\"} takes it back to the "
        "system's time");
  }
  // So that a test need not wait for anything: what is due by the new time has happened by now.
  context.background.RunAll();
  WriteClock(*state, response);
  return {};
}

}  // namespace stator::server
