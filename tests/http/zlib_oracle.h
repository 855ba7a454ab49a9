#pragma once

#include <string>
#include <string_view>

namespace stator::http {

// zlib itself, to compare with: window_bits 31 is gzip, 15 zlib, -15 raw deflate.
std::string Compress(std::string_view text, int window_bits);

// "(corrupt)" when it cannot be undone.
std::string Uncompress(std::string_view compressed, int window_bits);

}  // namespace stator::http
