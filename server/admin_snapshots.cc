#include <string>
#include <string_view>
#include <vector>

#include "server/admin_routes.h"
#include "server/clock_setting.h"
#include "server/time_text.h"

namespace stator::server {
namespace {

using json::JsonValue;

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
  STATOR_RETURN_IF_ERROR(CheckSnapshotName(context.name));
  STATOR_ASSIGN_OR_RETURN(const storage::Snapshot snapshot, FindSnapshot(context));
  WriteSnapshot(snapshot, response);
  return {};
}

Result<void> SaveSnapshot(AdminContext& context, const JsonValue& request,
                          json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckEmpty(request));
  STATOR_ASSIGN_OR_RETURN(const storage::Snapshot saved,
                          context.state().SaveSnapshot(context.name));
  WriteSnapshot(saved, response);
  return {};
}

Result<void> RemoveSnapshot(AdminContext& context, const JsonValue& /*request*/,
                            json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(context.state().RemoveSnapshot(context.name));
  response.BeginObject();
  response.EndObject();
  return {};
}

Result<void> RestoreSnapshot(AdminContext& context, const JsonValue& request,
                             json::JsonWriter& response) {
  bool keep_clock = false;
  for (const json::JsonMember& member : request.object()) {
    if (member.name != kKeepClock) {
      return ValidationError("The body has the member " + std::string(member.name) +
                             ", and only keep_clock means something here");
    }
    STATOR_ASSIGN_OR_RETURN(keep_clock, ReadKeepClock(member.value));
  }
  STATOR_ASSIGN_OR_RETURN(const storage::Snapshot restored,
                          context.state().RestoreSnapshot(context.name, keep_clock));
  WriteSnapshot(restored, response);
  return {};
}

}  // namespace stator::server
