#include "server/served_state.h"

#include <algorithm>
#include <string>
#include <utility>

#include "server/clock_setting.h"

namespace stator::server {

Result<void> CheckSnapshotName(std::string_view name) {
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

Result<void> ServedState::Reset(bool keep_clock) const {
  return served.Reset([&] {
    if (!keep_clock) ReleaseClock(clock);
  });
}

Result<void> ServedState::ResetTable(std::string_view table_name) const {
  return served.Use()->EmptyTable(table_name);
}

Result<storage::Snapshot> ServedState::SaveSnapshot(std::string_view name) const {
  STATOR_RETURN_IF_ERROR(CheckSnapshotName(name));
  storage::Snapshot saved{std::string(name), {}};
  STATOR_RETURN_IF_ERROR(served.SaveSnapshot(name, [&] {
    const MovableClock::State now = clock.Read();
    saved.note = EncodeNote({now.now_micros, now});
    return saved.note;
  }));
  return saved;
}

Result<storage::Snapshot> ServedState::RestoreSnapshot(std::string_view name,
                                                       bool keep_clock) const {
  STATOR_RETURN_IF_ERROR(CheckSnapshotName(name));
  storage::Snapshot restored{std::string(name), {}};
  STATOR_RETURN_IF_ERROR(served.Restore(name, [&](std::string_view note) {
    restored.note = note;
    if (!keep_clock) ApplyNote(DecodeNote(note), clock);
  }));
  return restored;
}

Result<void> ServedState::RemoveSnapshot(std::string_view name) const {
  STATOR_RETURN_IF_ERROR(CheckSnapshotName(name));
  return served.RemoveSnapshot(name);
}

}  // namespace stator::server
