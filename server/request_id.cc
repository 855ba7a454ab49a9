#include "server/request_id.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stator::server {
namespace {

// splitmix64: ids need to differ, not to be unpredictable, and cost next to nothing.
uint64_t NextRandom() {
  thread_local uint64_t state = [] {
    uint64_t seed = 0;
    // The standard library's own source asks the processor what it is, which takes virtual machines
    // longer than all else that a first answer does. Ids are as good with any seed.
    static_cast<void>(getentropy(&seed, sizeof(seed)));
    return seed;
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
