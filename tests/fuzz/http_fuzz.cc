// Bytes of a client through everything that looks at them before the handler does: the request
// assembler, the choice of encodings and decompression. The first byte says how the rest is cut
// into pieces; however it is cut, the same requests must come out.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "server/http/compression.h"
#include "server/http/request_assembler.h"

namespace {

using stator::Arena;
using stator::http::ContentCoding;
using stator::http::Inflater;
using stator::http::InputBuffer;
using stator::http::RequestAssembler;
using stator::http::RequestHead;
using Status = RequestAssembler::Status;

constexpr size_t kMaxHeaderBytes = 2048;
constexpr size_t kMaxBodyBytes = 4096;

void Require(bool condition) {
  if (!condition) std::abort();
}

// What was understood of the connection, as text that two runs can be compared by.
struct Transcript {
  std::string text;

  void Add(std::string_view part) {
    text.append(std::to_string(part.size())).append(":").append(part);
  }
};

void Record(RequestAssembler& assembler, Transcript& transcript) {
  const RequestHead& head = assembler.head();
  for (const std::string_view part :
       {head.request.method, head.request.target, head.request.host, head.request.content_type,
        head.request.authorization, head.request.origin,
        head.request.access_control_request_headers, head.request.amz_target, head.request.amz_date,
        head.request.amz_security_token, head.request.amz_content_sha256, head.request.header_lines,
        head.request.stator_hold_transaction_ms, head.accept_encoding}) {
    transcript.Add(part);
  }
  std::span<char> body = assembler.body();
  Require(body.size() <= kMaxBodyBytes);
  transcript.Add({body.data(), body.size()});
  transcript.Add(head.keep_alive ? "keep" : "close");
  const ContentCoding coding = stator::http::ParseContentEncoding(head.content_encoding);
  if (coding == ContentCoding::kGzip || coding == ContentCoding::kDeflate) {
    static Inflater inflater;
    static std::string inflated;
    const auto status = inflater.Inflate(coding, body, kMaxBodyBytes, inflated);
    Require(inflated.size() <= kMaxBodyBytes + 1);
    if (status == Inflater::Status::kOk) transcript.Add(inflated);
  }
  transcript.Add(
      std::to_string(static_cast<int>(stator::http::ChooseResponseCoding(head.accept_encoding))));
  // What the handler may do.
  for (char& byte : body) byte = 'x';
  body.data()[body.size()] = body.data()[body.size()];
}

std::string Run(std::string_view bytes, size_t piece_bytes) {
  Transcript transcript;
  InputBuffer input;
  Arena arena;
  RequestAssembler assembler(kMaxHeaderBytes, kMaxBodyBytes);
  while (!bytes.empty()) {
    input.Append(bytes.substr(0, piece_bytes));
    bytes.remove_prefix(std::min(bytes.size(), piece_bytes));
    Status status = assembler.Advance(input, arena);
    for (; status == Status::kComplete; status = assembler.Advance(input, arena)) {
      Record(assembler, transcript);
      assembler.FinishRequest(input);
      arena.Reset();
    }
    if (status == Status::kNeedMore) continue;
    // Whether the end of a head or its size is found wrong first may depend on the pieces.
    transcript.Add("refused");
    break;
  }
  return transcript.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = Run(bytes, bytes.size() + 1);
  Require(Run(bytes, size_t{data[0]} + 1) == whole);
  return 0;
}
