#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/admin_routes.h"
#include "server/clock_setting.h"
#include "server/time_text.h"

namespace stator::server {
namespace {

using json::JsonValue;

// So that it can be a file's name everywhere, and stand in a path as it is.
Result<void> CheckName(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  if (!name.empty() && name.size() <= 200 && name.front() != '.' &&
      std::all_of(name.begin(), name.end(), is_allowed)) {
    return {};
  }
  return ValidationError(
      "A snapshot's name is of 1 to 200 letters, digits, hyphens, underscores and dots, and does "
      "not begin with a dot");
}

Result<void> CheckEmpty(const JsonValue& request) {
  if (request.object().empty()) return {};
  return ValidationError("A snapshot is of everything; leave the body empty");
}

void WriteSnapshot(const storage::Snapshot& snapshot, json::JsonWriter& response) {
  const SnapshotNote note = DecodeNote(snapshot.note);
  response.BeginObject();
  response.Key("name");
  response.String(snapshot.name);
  response.Key("created");
  response.String(FormatTime(note.created_micros));
  response.EndObject();
}

Result<storage::Snapshot> FindSnapshot(const AdminContext& context) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<storage::Snapshot> snapshots,
                          context.served.Snapshots());
  for (const storage::Snapshot& snapshot : snapshots) {
    if (snapshot.name == context.name) return snapshot;
  }
  return Error{ErrorCode::kResourceNotFound, "There is no snapshot " + std::string(context.name),
               nullptr};
}

}  // namespace

Result<void> ListSnapshots(AdminContext& context, const JsonValue& /*request*/,
                           json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<storage::Snapshot> snapshots,
                          context.served.Snapshots());
  response.BeginObject();
  response.Key("snapshots");
  response.BeginArray();
  for (const storage::Snapshot& snapshot : snapshots) WriteSnapshot(snapshot, response);
  response.EndArray();
  response.EndObject();
  return {};
}

Result<void> ReadSnapshot(AdminContext& context, const JsonValue& /*request*/,
                          json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckName(context.name));
  STATOR_ASSIGN_OR_RETURN(const storage::Snapshot snapshot, FindSnapshot(context));
  WriteSnapshot(snapshot, response);
  return {};
}

Result<void> SaveSnapshot(AdminContext& context, const JsonValue& request,
                          json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckName(context.name));
  STATOR_RETURN_IF_ERROR(CheckEmpty(request));
  storage::Snapshot saved{std::string(context.name), {}};
  STATOR_RETURN_IF_ERROR(context.served.SaveSnapshot(saved.name, [&] {
    const MovableClock::State clock = context.clock.Read();
    saved.note = EncodeNote({clock.now_micros, clock});
    return saved.note;
  }));
  WriteSnapshot(saved, response);
  return {};
}

Result<void> RemoveSnapshot(AdminContext& context, const JsonValue& /*request*/,
                            json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckName(context.name));
  STATOR_RETURN_IF_ERROR(context.served.RemoveSnapshot(context.name));
  response.BeginObject();
  response.EndObject();
  return {};
}

Result<void> RestoreSnapshot(AdminContext& context, const JsonValue& request,
                             json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckName(context.name));
  bool keep_clock = false;
  for (const json::JsonMember& member : request.object()) {
    if (member.name != kKeepClock) {
      return ValidationError("The body has the member " + std::string(member.name) +
                             ", and only keep_clock means something here");
    }
    STATOR_ASSIGN_OR_RETURN(keep_clock, ReadKeepClock(member.value));
  }
  storage::Snapshot restored{std::string(context.name), {}};
  STATOR_RETURN_IF_ERROR(context.served.Restore(restored.name, [&](std::string_view note) {
    restored.note = note;
    if (!keep_clock) ApplyNote(DecodeNote(note), context.clock);
  }));
  WriteSnapshot(restored, response);
  return {};
}

}  // namespace stator::server
