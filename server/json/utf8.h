#pragma once

#include <cstddef>
#include <cstdint>

namespace stator::json {

// Length of the well-formed UTF-8 sequence of more than one byte at `text`; 0: malformed.
size_t Utf8SequenceLength(const char* text, const char* end);

// Writes the UTF-8 form of a code point that is no surrogate, and returns its end.
char* WriteUtf8(uint32_t code_point, char* out);

}  // namespace stator::json
