#include "server/json/base64.h"

#include <array>
#include <cstdint>

#include "server/json/type_error.h"

namespace stator::json {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// A character's six bits; with the high bit set: it is not of the alphabet.
constexpr uint8_t kInvalid = 0x80;

constexpr std::array<uint8_t, 256> MakeSextets() {
  std::array<uint8_t, 256> sextets{};
  for (uint8_t& sextet : sextets) sextet = kInvalid;
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    sextets[static_cast<unsigned char>(kAlphabet[i])] = static_cast<uint8_t>(i);
  }
  return sextets;
}

constexpr std::array<uint8_t, 256> kSextets = MakeSextets();

uint32_t Sextet(char c) { return kSextets[static_cast<unsigned char>(c)]; }

char Character(uint32_t sextet) { return kAlphabet[sextet & 0x3F]; }

}  // namespace

Result<std::string_view> DecodeBase64(Arena& arena, std::string_view text) {
  if (text.size() % 4 != 0) {
    return SerializationError(
        "Base64 encoded length is expected a multiple of 4 bytes but found: " +
        std::to_string(text.size()));
  }
  if (text.empty()) return std::string_view();
  size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;

  char* const bytes = static_cast<char*>(arena.Allocate(text.size() / 4 * 3, 1));
  char* out = bytes;
  uint32_t invalid = 0;
  for (size_t i = 0; i < text.size(); i += 4) {
    const size_t pads = i + 4 == text.size() ? padding : 0;
    uint32_t quantum = 0;
    for (size_t j = 0; j < 4; ++j) {
      const uint32_t sextet = j >= 4 - pads ? 0 : Sextet(text[i + j]);
      invalid |= sextet;
      quantum = quantum << 6 | (sextet & 0x3F);
    }
    for (size_t j = 0; j < 3 - pads; ++j) *out++ = static_cast<char>(quantum >> (16 - 8 * j));
    // Bits that no byte takes have to be zero.
    if ((quantum & ((1U << (8 * pads)) - 1)) != 0) invalid = kInvalid;
  }
  // The service's own spelling.
  if ((invalid & kInvalid) != 0) {
    return SerializationError("Invalid last non-pad Base64 character dectected");
  }
  return std::string_view(bytes, static_cast<size_t>(out - bytes));
}

char* WriteBase64(std::string_view bytes, char* to) {
  const auto byte = [bytes](size_t i) { return uint32_t{static_cast<unsigned char>(bytes[i])}; };
  size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const uint32_t quantum = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    *to++ = Character(quantum >> 18);
    *to++ = Character(quantum >> 12);
    *to++ = Character(quantum >> 6);
    *to++ = Character(quantum);
  }
  const size_t left = bytes.size() - i;
  if (left == 0) return to;
  const uint32_t quantum = byte(i) << 16 | (left == 2 ? byte(i + 1) << 8 : 0);
  *to++ = Character(quantum >> 18);
  *to++ = Character(quantum >> 12);
  *to++ = left == 2 ? Character(quantum >> 6) : '=';
  *to++ = '=';
  return to;
}

void AppendBase64(std::string_view bytes, std::string& out) {
  const size_t at = out.size();
  out.resize(at + Base64Length(bytes.size()));
  WriteBase64(bytes, out.data() + at);
}

}  // namespace stator::json
