#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stator::server {

// A record's number as SequenceNumber shows it: 23 digits, none of the leading ones 0, so that
// clients may compare it as text and as a number.
std::string SequenceNumberText(uint64_t sequence);

// The number that a SequenceNumber names, which may be any decimal number: 0 for those below the
// number of any record, UINT64_MAX for those above. nullopt: it is no decimal number.
std::optional<uint64_t> ParseSequenceNumber(std::string_view text);

}  // namespace stator::server
