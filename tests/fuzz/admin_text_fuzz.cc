#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/admin/time_text.h"

// Whatever is understood lies within the limits, and a time reads back from its own text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace stator::server;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr int64_t kMaxMicros = 100'000 * int64_t{86'400'000'000};
  if (const auto micros = ParseDuration(text)) {
    if (*micros > kMaxMicros || *micros < -kMaxMicros) std::abort();
  }
  for (const auto& micros : {ParseTime(text), ParseEpochSeconds(text)}) {
    if (!micros.has_value() || *micros < 0 || *micros > 253'402'300'799'999'999) continue;
    const auto again = ParseTime(TimeText(*micros));
    if (again != *micros - *micros % 1000) std::abort();
  }
  return 0;
}
