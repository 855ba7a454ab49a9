#include "zlib_oracle.h"

#include <zlib.h>

#include <array>

namespace stator::http {
namespace {

Bytef* ToBytes(const char* bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes)); }

}  // namespace

std::string Compress(std::string_view text, int window_bits) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string output(deflateBound(&z, text.size()), '\0');
  z.next_in = ToBytes(text.data());
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = ToBytes(output.data());
  z.avail_out = static_cast<uInt>(output.size());
  deflate(&z, Z_FINISH);
  output.erase(output.size() - z.avail_out);
  deflateEnd(&z);
  return output;
}

std::string Uncompress(std::string_view compressed, int window_bits) {
  z_stream z{};
  inflateInit2(&z, window_bits);
  z.next_in = ToBytes(compressed.data());
  z.avail_in = static_cast<uInt>(compressed.size());
  std::string output;
  std::array<char, 4096> piece;
  int result = Z_OK;
  while (result == Z_OK) {
    z.next_out = ToBytes(piece.data());
    z.avail_out = static_cast<uInt>(piece.size());
    result = inflate(&z, Z_NO_FLUSH);
    output.append(piece.data(), piece.size() - z.avail_out);
  }
  inflateEnd(&z);
  return result == Z_STREAM_END ? output : "(corrupt)";
}

}  // namespace stator::http
