#include "model/stream_schema.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <functional>

namespace stator {

std::string StreamLabelAt(int64_t micros) {
  constexpr int64_t kMillisPerSecond = 1000;
  int64_t millis = micros / 1000;
  std::time_t seconds = millis / kMillisPerSecond;
  if (millis % kMillisPerSecond < 0) --seconds;
  millis -= seconds * kMillisPerSecond;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 64> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::array<char, 8> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%03d", static_cast<int>(millis % 1000));
  return std::string(date.data()) + fraction.data();
}

std::string ShardIdOf(std::string_view stream_arn, uint32_t shard_number, int64_t creation_micros) {
  // Multiplied by an odd number, different numbers stay different.
  constexpr uint32_t kSpread = 0x9E3779B1;
  const auto arn_hash = static_cast<uint32_t>(std::hash<std::string_view>()(stream_arn));
  const uint32_t suffix = arn_hash + shard_number * kSpread;
  std::array<char, 48> id{};
  std::snprintf(id.data(), id.size(), "shardId-%020lld-%08x",
                static_cast<long long>(creation_micros > 0 ? creation_micros / 1000 : 0), suffix);
  return id.data();
}

}  // namespace stator
