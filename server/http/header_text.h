#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace stator::http {

// The small pieces of header syntax (RFC 9110 section 5.6).

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// How many characters in front of `text` a method or header name may be made of.
size_t TokenLength(std::string_view text);

// Whether `text` is one or more characters that a method or header name may be made of.
bool IsToken(std::string_view text);

// ASCII only.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Without spaces and tabs at both ends.
std::string_view TrimBlanks(std::string_view text);

// Cuts the part up to `separator` (or the end) off the front of `text`.
std::string_view TakePart(std::string_view& text, char separator);

// The same, and trims the part.
std::string_view TakeUntil(std::string_view& text, char separator);

// Header bytes as text: HTTP means ISO-8859-1 by them (RFC 9110 section 5.5 keeps it as history),
// and they may be anything. UTF-8; ASCII stays as it is.
std::string HeaderToUtf8(std::string_view bytes);

}  // namespace stator::http
