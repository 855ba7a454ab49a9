#include "server/clock_setting.h"

#include <array>
#include <charconv>
#include <system_error>

namespace stator::server {
namespace {

// Kept with snapshots, on disk too: numbers in decimal with a blank between two. First the time of
// its making, then 1 for a clock that stands still and 0 for one that runs, then the time that it
// shows or how far it is ahead of the system's; all in microseconds.
constexpr size_t kNumbers = 3;

}  // namespace

Result<bool> ReadKeepClock(const json::JsonValue& value) {
  if (value.is_bool()) return value.boolean();
  return ValidationError(std::string(kKeepClock) + " must be true or false");
}

void ReleaseClock(MovableClock& clock) {
  static_cast<void>(clock.Apply({std::nullopt, true, 0, false}));
}

std::string EncodeNote(const SnapshotNote& note) {
  const MovableClock::State& clock = note.clock;
  return std::to_string(note.created_micros) + (clock.frozen ? " 1 " : " 0 ") +
         std::to_string(clock.frozen ? clock.now_micros : clock.offset_micros);
}

SnapshotNote DecodeNote(std::string_view text) {
  std::array<int64_t, kNumbers> numbers{};
  for (int64_t& number : numbers) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return {};
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  const bool frozen = numbers[1] != 0;
  return {numbers[0], {frozen ? numbers[2] : 0, frozen, frozen ? 0 : numbers[2]}};
}

void ApplyNote(const SnapshotNote& note, MovableClock& clock) {
  MovableClock::Change change;
  change.frozen = note.clock.frozen;
  if (note.clock.frozen) {
    change.set_micros = note.clock.now_micros;
  } else {
    change.set_to_base = true;
    change.advance_micros = note.clock.offset_micros;
  }
  static_cast<void>(clock.Apply(change));
}

}  // namespace stator::server
