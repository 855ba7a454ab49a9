#include "server/http/request_head.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beast_head.h"
#include "model/arena.h"

// Our reader of heads beside Beast's, on texts that are almost heads: they agree on which are, and
// on everything in them.
namespace stator::http {
namespace {

using Slots = std::vector<std::pair<std::string, std::string_view>>;

Slots SlotsOf(const RequestHead& head) {
  const HttpRequest& request = head.request;
  return {{"host", request.host},
          {"content-type", request.content_type},
          {"authorization", request.authorization},
          {"origin", request.origin},
          {"access-control-request-headers", request.access_control_request_headers},
          {"x-amz-target", request.amz_target},
          {"x-amz-date", request.amz_date},
          {"date", request.date},
          {"x-amz-security-token", request.amz_security_token},
          {"x-amz-content-sha256", request.amz_content_sha256},
          {"x-stator-hold-transaction-ms", request.stator_hold_transaction_ms},
          {"accept-encoding", head.accept_encoding},
          {"content-encoding", head.content_encoding},
          {"expect", head.expect},
          {"transfer-encoding", head.transfer_encoding}};
}

// All values of the name, joined; of Authorization the first. nullopt: it is not there.
std::optional<std::string> ValueOf(const BeastHead& head, const std::string& name) {
  std::optional<std::string> joined;
  for (const auto& [other, value] : head.fields) {
    if (other != name) continue;
    if (!joined) {
      joined = value;
    } else if (name != "authorization") {
      *joined += "," + value;
    }
  }
  return joined;
}

bool IsFolded(std::string_view bytes) {
  return bytes.find("\r\n ") != std::string_view::npos ||
         bytes.find("\r\n\t") != std::string_view::npos;
}

// A body whose end cannot be told is refused here and not there.
bool HasOtherCoding(const BeastHead& head) {
  std::string coding = ValueOf(head, "transfer-encoding").value_or("chunked");
  for (char& c : coding) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return coding != "chunked";
}

// Whether it is a head.
bool ExpectTheSame(std::string_view bytes) {
  Arena arena;
  const std::optional<RequestHead> ours = ParseRequestHead(bytes, arena);
  const std::optional<BeastHead> beast = ReadWithBeast(bytes);
  // Folded lines may be refused, wherever they are.
  if (!ours && IsFolded(bytes)) return false;
  EXPECT_EQ(ours.has_value(), beast.has_value() && !HasOtherCoding(*beast)) << bytes;
  if (!ours || !beast) return false;
  EXPECT_EQ(ours->request.method, beast->method) << bytes;
  EXPECT_EQ(ours->request.target, beast->target) << bytes;
  EXPECT_EQ(ours->is_http_1_1, beast->is_http_1_1) << bytes;
  EXPECT_EQ(ours->keep_alive, beast->keep_alive) << bytes;
  EXPECT_EQ(ours->chunked, beast->chunked) << bytes;
  EXPECT_EQ(ours->content_length, beast->content_length) << bytes;
  for (const auto& [name, value] : SlotsOf(*ours)) {
    const std::optional<std::string> expected = ValueOf(*beast, name);
    EXPECT_EQ(value.data() != nullptr, expected.has_value()) << name << "\n" << bytes;
    EXPECT_EQ(value, expected.value_or("")) << name << "\n" << bytes;
  }
  return true;
}

constexpr std::array<std::string_view, 9> kHeads = {
    "GET / HTTP/1.1\r\n\r\n",
    "OPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\nOrigin: http://a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost:8000\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\n"
    "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20260101T000000Z\r\n"
    "Authorization: AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00\r\n"
    "Content-Length: 42\r\nAccept-Encoding: identity\r\n\r\n",
    "POST /a?b=c HTTP/1.1\r\ncontent-length: 5, 5\r\nContent-Length:\t5 \r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\nExpect: 100-continue\r\n"
    "Content-Encoding: gzip\r\n\r\n",
    "PUT / HTTP/1.1\r\nConnection: Upgrade, close\r\nProxy-Connection: keep-alive,,\r\n\r\n",
    "POST / HTTP/1.1\r\nDate: x\r\nX-Amz-Security-Token: s\r\nX-Amz-Content-Sha256: c\r\n"
    "x-stator-hold-transaction-ms: 7\r\nAccess-Control-Request-Headers: a,b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: a\r\nAuthorization: b\r\nX: "
    "\xC3\xA4\r\n"
    "Empty:\r\n\r\n",
    "GET / HTTP/1.1\r\nX-Other: a\r\n  b\r\n\tc\r\nHost: h\r\n\r\n"};

TEST(RequestHead_Parse, AgreesWithBeast) {
  for (const std::string_view head : kHeads) EXPECT_TRUE(ExpectTheSame(head)) << head;
}

TEST(RequestHead_Parse, CutAnywhere_AgreesWithBeast) {
  for (const std::string_view head : kHeads) {
    for (size_t size = 0; size < head.size(); ++size) {
      // In a place of its own: reading past the end is found.
      const std::vector<char> cut(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(ExpectTheSame({cut.data(), cut.size()}));
    }
  }
}

TEST(RequestHead_Parse, EveryByteInEveryPlace_AgreesWithBeast) {
  for (const std::string_view head : kHeads) {
    std::string changed(head);
    for (size_t at = 0; at < head.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        changed[at] = static_cast<char>(byte);
        ExpectTheSame(changed);
        if (HasFailure()) return;
      }
      changed[at] = head[at];
    }
  }
}

// Pieces that mean something, put in and taken out anywhere.
TEST(RequestHead_Parse, RandomChanges_AgreeWithBeast) {
  constexpr std::array<std::string_view, 22> kPieces = {"\r\n",
                                                        "\r",
                                                        "\n",
                                                        ":",
                                                        " ",
                                                        "\t",
                                                        ",",
                                                        "\r\nConnection: ",
                                                        "close",
                                                        "keep-alive",
                                                        "\r\nContent-Length: ",
                                                        "5",
                                                        "18446744073709551615",
                                                        "18446744073709551616",
                                                        "-",
                                                        "+",
                                                        "\r\nTransfer-Encoding: ",
                                                        "chunked",
                                                        "\r\nHost: ",
                                                        "\x7F",
                                                        "HTTP/1.0",
                                                        ""};
  std::mt19937 random(3);
  const auto below = [&random](size_t limit) { return random() % limit; };
  size_t heads = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text(kHeads[below(kHeads.size())]);
    for (size_t changes = 1 + below(4); changes > 0; --changes) {
      const size_t at = below(text.size() + 1);
      const size_t taken = below(3) == 0 ? below(std::min<size_t>(text.size() - at + 1, 20)) : 0;
      text.replace(at, taken, kPieces[below(kPieces.size())]);
    }
    // As it is handed over: up to the first empty line.
    const size_t end = text.find("\r\n\r\n");
    if (end != std::string::npos) text.resize(end + 4);
    if (ExpectTheSame(text)) ++heads;
    if (HasFailure()) return;
  }
  EXPECT_GT(heads, 10'000U);
}

TEST(RequestHead_HeaderLines, AreWithoutTheRequestLineAndTheLastEnd) {
  Arena arena;
  EXPECT_EQ(ParseRequestHead("GET / HTTP/1.1\r\n\r\n", arena)->request.header_lines, "");
  EXPECT_EQ(ParseRequestHead("GET / HTTP/1.1\r\na: b\r\nC:d \r\n\r\n", arena)->request.header_lines,
            "a: b\r\nC:d ");
}

}  // namespace
}  // namespace stator::http
