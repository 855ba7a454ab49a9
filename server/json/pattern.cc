#include "server/json/pattern.h"

#include <algorithm>

namespace stator::json {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsAlphanumeric(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <typename Predicate>
bool All(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

}  // namespace

bool IsResourceName(std::string_view text) {
  return !text.empty() &&
         All(text, [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool IsWithoutDollar(std::string_view text) {
  return !text.empty() && text.find('$') == std::string_view::npos;
}

bool IsBucketName(std::string_view text) {
  return text.size() >= 2 && IsAlphanumeric(text.front()) && IsAlphanumeric(text.back()) &&
         IsResourceName(text);
}

bool IsAccountId(std::string_view text) { return text.size() == 12 && All(text, IsDigit); }

bool IsCsvDelimiter(std::string_view text) {
  return text.size() == 1 && std::string_view(",;:|\t ").find(text.front()) != text.npos;
}

bool IsCsvHeader(std::string_view text) {
  return All(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != ','; });
}

bool IsImportToken(std::string_view text) {
  return !text.empty() && text.size() % 16 == 0 &&
         All(text, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool IsArnText(std::string_view text) {
  // All of Unicode but the control characters below space and the noncharacters U+FFFE and U+FFFF.
  return text.find("\xEF\xBF\xBE") == text.npos && text.find("\xEF\xBF\xBF") == text.npos &&
         All(text, [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 || c == '\r' || c == '\n' || c == '\t';
         });
}

bool IsPrintable(std::string_view text) {
  return !text.empty() && All(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace stator::json
