#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/time_text.h"

// Whatever is understood lies within the limits, and a time reads back from its own text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace stator::server;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr int64_t kMaxMicros = 10'000 * int64_t{366} * 86'400'000'000;
  for (const auto& micros : {ParseDuration(text), ParseSeconds(text)}) {
    if (micros.has_value() && (*micros > kMaxMicros || *micros < -kMaxMicros)) std::abort();
  }
  if (const auto micros = ParseTime(text)) {
    if (ParseTime(FormatTime(*micros)) != *micros - *micros % 1000) std::abort();
  }
  return 0;
}
