#include "server/http/header_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace stator::http {
namespace {

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

constexpr std::array<bool, 256> MakeTokenCharacters() {
  std::array<bool, 256> is_token{};
  for (size_t c = '0'; c <= '9'; ++c) is_token[c] = true;
  for (size_t c = 'A'; c <= 'Z'; ++c) is_token[c] = true;
  for (size_t c = 'a'; c <= 'z'; ++c) is_token[c] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) {
    is_token[static_cast<unsigned char>(c)] = true;
  }
  return is_token;
}

constexpr std::array<bool, 256> kTokenCharacters = MakeTokenCharacters();

}  // namespace

size_t TokenLength(std::string_view text) {
  size_t length = 0;
  while (length < text.size() && kTokenCharacters[static_cast<unsigned char>(text[length])]) {
    ++length;
  }
  return length;
}

bool IsToken(std::string_view text) { return !text.empty() && TokenLength(text) == text.size(); }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ToLower(x) == ToLower(y);
         });
}

std::string_view TrimBlanks(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string HeaderToUtf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string_view TakePart(std::string_view& text, char separator) {
  const size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

std::string_view TakeUntil(std::string_view& text, char separator) {
  return TrimBlanks(TakePart(text, separator));
}

}  // namespace stator::http
