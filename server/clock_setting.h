#pragma once

#include <string>
#include <string_view>

#include "model/movable_clock.h"
#include "model/result.h"
#include "server/json/json_value.h"

namespace stator::server {

// How a clock was set, as what is kept with a snapshot: without it, items that were restored could
// be over their time to live at once.

// The member of a request that leaves the clock alone.
inline constexpr std::string_view kKeepClock = "keep_clock";
Result<bool> ReadKeepClock(const json::JsonValue& value);

// Makes it go with the system's time.
void ReleaseClock(MovableClock& clock);

struct SnapshotNote {
  int64_t created_micros = 0;  // by the server's clock
  MovableClock::State clock;
};

// What is kept, and what it says; a note that cannot be read is that of a clock nobody touched.
std::string EncodeNote(const SnapshotNote& note);
SnapshotNote DecodeNote(std::string_view text);

// Sets the clock as it was: stopped at its time, or as far ahead of the system's.
void ApplyNote(const SnapshotNote& note, MovableClock& clock);

}  // namespace stator::server
