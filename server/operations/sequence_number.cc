#include "server/operations/sequence_number.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace stator::server {
namespace {

// The text of n is that of 10^22 + n.
constexpr char kLeadingDigit = '1';
constexpr size_t kDigits = 23;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string SequenceNumberText(uint64_t sequence) {
  const std::string digits = std::to_string(sequence);
  return kLeadingDigit + std::string(kDigits - 1 - digits.size(), '0') + digits;
}

std::optional<uint64_t> ParseSequenceNumber(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  if (text.size() < kDigits) return 0;
  if (text.size() > kDigits || text.front() != kLeadingDigit) return UINT64_MAX;
  text.remove_prefix(1);
  uint64_t sequence = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), sequence);
  return parsed.ec == std::errc() ? sequence : UINT64_MAX;
}

}  // namespace stator::server
