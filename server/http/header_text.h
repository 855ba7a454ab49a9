#pragma once

#include <string_view>

namespace stator::http {

// The small pieces of header syntax (RFC 9110 section 5.6).

// Whether `text` is one or more characters that a method or header name may be made of.
bool IsToken(std::string_view text);

// ASCII only.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without spaces and tabs at both ends.
std::string_view TrimBlanks(std::string_view text);

// Cuts the part up to `separator` (or the end) off the front of `text` and trims it.
std::string_view TakeUntil(std::string_view& text, char separator);

}  // namespace stator::http
