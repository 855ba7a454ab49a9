#include "server/request_id.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace stator::server {
namespace {

// splitmix64: ids need to differ, not to be unpredictable, and cost next to nothing.
uint64_t NextRandom() {
  thread_local uint64_t state = [] {
    std::random_device device;
    return (uint64_t{device()} << 32) | device();
  }();
  state += 0x9E3779B97F4A7C15U;
  uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31);
}

}  // namespace

void AppendRequestId(std::string& out) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  constexpr size_t kLength = 52;
  constexpr size_t kCharactersPerRandom = 12;  // 5 bits each of 64
  std::array<char, kLength> id;
  for (size_t i = 0; i < kLength;) {
    uint64_t random = NextRandom();
    for (const size_t end = std::min(i + kCharactersPerRandom, kLength); i < end; ++i) {
      id[i] = kAlphabet[random & 31U];
      random >>= 5;
    }
  }
  out.append(id.data(), id.size());
}

}  // namespace stator::server
