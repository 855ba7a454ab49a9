#include "server/http/compression.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>

#include "server/http/header_text.h"

namespace stator::http {
namespace {

constexpr int kMaxWindowBits = 15;
constexpr int kGzipWindowBits = kMaxWindowBits + 16;
constexpr int kMemoryLevel = 8;
// Items are short and the client is near: speed counts for more than the last bytes.
constexpr int kLevel = Z_BEST_SPEED;

Bytef* ToBytes(const char* bytes) {
  // zlib does not write through next_in, but takes it without const.
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes));
}

ContentCoding ParseCoding(std::string_view name) {
  if (EqualsIgnoringCase(name, "gzip") || EqualsIgnoringCase(name, "x-gzip")) {
    return ContentCoding::kGzip;
  }
  if (EqualsIgnoringCase(name, "deflate")) return ContentCoding::kDeflate;
  if (EqualsIgnoringCase(name, "identity")) return ContentCoding::kIdentity;
  return ContentCoding::kUnknown;
}

// Whether the parameters behind a coding are absent or "q=" with a weight above 0 (RFC 9110
// section 12.4.2).
bool HasPositiveWeight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = TakeUntil(parameters, ';');
    const std::string_view name = TakeUntil(value, '=');
    if (!EqualsIgnoringCase(name, "q")) continue;
    value = TrimBlanks(value);
    const bool is_number = value.find_first_not_of("0123456789.") == std::string_view::npos;
    return is_number && value.find_first_of("123456789") != std::string_view::npos;
  }
  return true;
}

// Streams of clients that leave out the zlib header exist since the days when "deflate" was
// misread; the header's check bits tell.
bool HasZlibHeader(std::span<const char> input) {
  if (input.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(input[0]);
  const unsigned second = static_cast<unsigned char>(input[1]);
  return (first & 0x0f) == Z_DEFLATED && (first * 256 + second) % 31 == 0;
}

}  // namespace

ContentCoding ParseContentEncoding(std::string_view value) {
  ContentCoding coding = ContentCoding::kIdentity;
  while (!value.empty()) {
    const std::string_view name = TakeUntil(value, ',');
    if (name.empty()) continue;
    const ContentCoding parsed = ParseCoding(name);
    if (parsed == ContentCoding::kIdentity) continue;
    if (coding != ContentCoding::kIdentity) return ContentCoding::kUnknown;
    coding = parsed;
  }
  return coding;
}

ContentCoding ChooseResponseCoding(std::string_view accept_encoding) {
  ContentCoding chosen = ContentCoding::kIdentity;
  while (!accept_encoding.empty()) {
    std::string_view parameters = TakeUntil(accept_encoding, ',');
    const ContentCoding coding = ParseCoding(TakeUntil(parameters, ';'));
    if (coding == ContentCoding::kUnknown || coding == ContentCoding::kIdentity) continue;
    if (!HasPositiveWeight(parameters)) continue;
    if (coding == ContentCoding::kGzip) return coding;
    chosen = coding;
  }
  return chosen;
}

struct Inflater::Stream {
  z_stream z{};
  bool ready = false;

  ~Stream() {
    if (ready) inflateEnd(&z);
  }

  bool Restart(int window_bits) {
    if (ready) return inflateReset2(&z, window_bits) == Z_OK;
    ready = inflateInit2(&z, window_bits) == Z_OK;
    return ready;
  }
};

Inflater::Inflater() = default;
Inflater::~Inflater() = default;

Inflater::Status Inflater::Inflate(ContentCoding coding, std::span<const char> input,
                                   size_t max_bytes, std::string& output) {
  output.clear();
  int window_bits = kGzipWindowBits;
  if (coding == ContentCoding::kDeflate) {
    window_bits = HasZlibHeader(input) ? kMaxWindowBits : -kMaxWindowBits;
  }
  if (!stream_) stream_ = std::make_unique<Stream>();
  if (!stream_->Restart(window_bits)) return Status::kCorrupt;
  z_stream& z = stream_->z;
  z.next_in = ToBytes(input.data());
  z.avail_in = static_cast<uInt>(input.size());
  size_t written = 0;
  for (;;) {
    if (written == output.size()) {
      // One byte over the limit is room enough to see that it is passed.
      output.resize(std::min(max_bytes + 1, std::max<size_t>(4 * input.size(), 2 * written) + 256));
    }
    z.next_out = ToBytes(output.data() + written);
    const size_t room = output.size() - written;
    z.avail_out = static_cast<uInt>(room);
    const int result = inflate(&z, Z_NO_FLUSH);
    written += room - z.avail_out;
    if (written > max_bytes) return Status::kTooLarge;
    if (result == Z_STREAM_END) {
      if (z.avail_in == 0) break;
      // A gzip file may be several members one after the other (RFC 1952 section 2.2).
      if (coding != ContentCoding::kGzip || inflateReset(&z) != Z_OK) return Status::kCorrupt;
    } else if (result != Z_OK || (z.avail_in == 0 && z.avail_out > 0)) {
      return Status::kCorrupt;
    }
  }
  output.resize(written);
  return Status::kOk;
}

struct Deflater::Stream {
  z_stream z{};
  bool ready = false;

  ~Stream() {
    if (ready) deflateEnd(&z);
  }

  bool Restart(int window_bits) {
    if (ready) return deflateReset(&z) == Z_OK;
    ready =
        deflateInit2(&z, kLevel, Z_DEFLATED, window_bits, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
    return ready;
  }
};

Deflater::Deflater() = default;
Deflater::~Deflater() = default;

bool Deflater::Deflate(ContentCoding coding, std::string_view input, std::string& output) {
  const bool is_gzip = coding == ContentCoding::kGzip;
  std::unique_ptr<Stream>& stream = is_gzip ? gzip_ : deflate_;
  if (!stream) stream = std::make_unique<Stream>();
  if (!stream->Restart(is_gzip ? kGzipWindowBits : kMaxWindowBits)) return false;
  z_stream& z = stream->z;
  output.resize(deflateBound(&z, static_cast<uLong>(input.size())));
  z.next_in = ToBytes(input.data());
  z.avail_in = static_cast<uInt>(input.size());
  z.next_out = ToBytes(output.data());
  z.avail_out = static_cast<uInt>(output.size());
  if (deflate(&z, Z_FINISH) != Z_STREAM_END) return false;
  output.resize(output.size() - z.avail_out);
  return true;
}

// libdeflate's takes less than half the time of zlib's, which shows in each page of a Query. But it
// first asks the processor what it can do, which on a virtual machine takes as long as a request:
// no client has to wait for that who gets a short answer.
uint32_t Crc32(std::string_view bytes) {
  constexpr size_t kShortBytes = 128;
  if (bytes.size() <= kShortBytes) {
    return static_cast<uint32_t>(crc32(0, ToBytes(bytes.data()), static_cast<uInt>(bytes.size())));
  }
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace stator::http
