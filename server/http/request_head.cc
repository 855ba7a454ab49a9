#include "server/http/request_head.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>
#include <cstring>
#include <utility>
#include <vector>

namespace stator::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string_view ToView(BeastView view) { return {view.data(), view.size()}; }

// Compares with a name in lower case that has no byte outside [a-z-].
bool IsName(std::string_view lower_case, std::string_view name) {
  if (name.size() != lower_case.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != lower_case[i]) return false;
  }
  return true;
}

// What is between the request line and the empty line at the end.
std::string_view HeaderLines(std::string_view head) {
  constexpr std::string_view kLineEnd = "\r\n";
  head.remove_prefix(std::min(head.size(), head.find(kLineEnd) + kLineEnd.size()));
  return head.substr(0, head.size() - std::min(head.size(), 2 * kLineEnd.size()));
}

// Beast splits the head into fields; this keeps the dozen that are looked at, as views.
class HeadParser final : public beast_http::basic_parser<true> {
 public:
  HeadParser(std::string_view bytes, RequestHead& head) : bytes_(bytes), head_(head) {
    skip(true);
    header_limit(static_cast<uint32_t>(bytes.size() + 1));
  }

  bool Parse() {
    error_code error;
    const size_t used = put(boost::asio::const_buffer(bytes_.data(), bytes_.size()), error);
    return !error && is_done() && used == bytes_.size();
  }

  // Puts the values of headers given more than once together, each joined in one go: a client may
  // repeat one thousands of times.
  void JoinRepeats(Arena& arena) {
    while (!repeats_.empty()) {
      std::string_view* const slot = repeats_.front().first;
      size_t total = slot->size();
      for (const auto& [other, value] : repeats_) {
        if (other == slot) total += 1 + value.size();
      }
      char* const joined = static_cast<char*>(arena.Allocate(total, 1));
      char* cursor = std::copy(slot->begin(), slot->end(), joined);
      for (const auto& [other, value] : repeats_) {
        if (other != slot) continue;
        *cursor++ = ',';
        cursor = std::copy(value.begin(), value.end(), cursor);
      }
      *slot = {joined, total};
      std::erase_if(repeats_, [slot](const auto& repeat) { return repeat.first == slot; });
    }
  }

 private:
  std::string_view* SlotOf(beast_http::field field, std::string_view name) {
    HttpRequest& request = head_.request;
    switch (field) {
      case beast_http::field::host:
        return &request.host;
      case beast_http::field::content_type:
        return &request.content_type;
      case beast_http::field::authorization:
        return &request.authorization;
      case beast_http::field::date:
        return &request.date;
      case beast_http::field::origin:
        return &request.origin;
      case beast_http::field::access_control_request_headers:
        return &request.access_control_request_headers;
      case beast_http::field::accept_encoding:
        return &head_.accept_encoding;
      case beast_http::field::content_encoding:
        return &head_.content_encoding;
      case beast_http::field::expect:
        return &head_.expect;
      case beast_http::field::transfer_encoding:
        return &head_.transfer_encoding;
      case beast_http::field::unknown:
        break;
      default:
        return nullptr;
    }
    if (IsName("x-amz-target", name)) return &request.amz_target;
    if (IsName("x-amz-date", name)) return &request.amz_date;
    if (IsName("x-amz-security-token", name)) return &request.amz_security_token;
    if (IsName("x-amz-content-sha256", name)) return &request.amz_content_sha256;
    if (IsName("x-stator-hold-transaction-ms", name)) return &request.stator_hold_transaction_ms;
    return nullptr;
  }

  void on_request_impl(beast_http::verb, BeastView method, BeastView target, int version,
                       error_code&) override {
    head_.request.method = ToView(method);
    head_.request.target = ToView(target);
    head_.is_http_1_1 = version == 11;
  }

  void on_field_impl(beast_http::field field, BeastView name, BeastView beast_value,
                     error_code& error) override {
    const std::string_view value = ToView(beast_value);
    std::string_view* const slot = SlotOf(field, ToView(name));
    if (slot == nullptr) return;
    // Beast unfolds a folded line into a temporary of its own.
    if (value.data() < bytes_.data() || value.data() > bytes_.data() + bytes_.size()) {
      error = beast_http::error::bad_value;
      return;
    }
    if (slot->data() == nullptr) {
      *slot = value;
    } else if (slot != &head_.request.authorization) {
      repeats_.emplace_back(slot, value);
    }
  }

  void on_response_impl(int, BeastView, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>&, error_code&) override {}
  size_t on_body_impl(BeastView body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(uint64_t, BeastView, error_code&) override {}
  size_t on_chunk_body_impl(uint64_t, BeastView body, error_code&) override { return body.size(); }
  void on_finish_impl(error_code&) override {}

  std::string_view bytes_;
  RequestHead& head_;
  std::vector<std::pair<std::string_view*, std::string_view>> repeats_;
};

}  // namespace

std::optional<RequestHead> ParseRequestHead(std::string_view bytes, Arena& arena) {
  std::optional<RequestHead> head(std::in_place);
  HeadParser parser(bytes, *head);
  if (!parser.Parse()) return std::nullopt;
  parser.JoinRepeats(arena);
  head->request.header_lines = HeaderLines(bytes);
  head->keep_alive = parser.keep_alive();
  head->chunked = parser.chunked();
  head->content_length = parser.content_length().value_or(0);
  // Codings other than chunked would have to be undone, and nobody sends them.
  if (head->transfer_encoding.data() != nullptr && !IsName("chunked", head->transfer_encoding)) {
    return std::nullopt;
  }
  return head;
}

}  // namespace stator::http
