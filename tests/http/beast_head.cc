#include "beast_head.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>
#include <cctype>

namespace stator::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string LowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

class Parser final : public beast_http::basic_parser<true> {
 public:
  explicit Parser(BeastHead& head) : head_(head) { skip(true); }

  bool Parse(std::string_view bytes) {
    header_limit(static_cast<uint32_t>(bytes.size() + 1));
    error_code error;
    const size_t used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error || !is_done() || used != bytes.size()) return false;
    head_.keep_alive = keep_alive();
    head_.chunked = chunked();
    head_.content_length = content_length().value_or(0);
    return true;
  }

 private:
  void on_request_impl(beast_http::verb, BeastView method, BeastView target, int version,
                       error_code&) override {
    head_.method = method;
    head_.target = target;
    head_.is_http_1_1 = version == 11;
  }
  void on_field_impl(beast_http::field, BeastView name, BeastView value, error_code&) override {
    head_.fields.emplace_back(LowerCase(name), value);
  }
  void on_response_impl(int, BeastView, int, error_code&) override {}
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>&, error_code&) override {}
  size_t on_body_impl(BeastView body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(uint64_t, BeastView, error_code&) override {}
  size_t on_chunk_body_impl(uint64_t, BeastView body, error_code&) override { return body.size(); }
  void on_finish_impl(error_code&) override {}

  BeastHead& head_;
};

}  // namespace

std::optional<BeastHead> ReadWithBeast(std::string_view bytes) {
  BeastHead head;
  if (!Parser(head).Parse(bytes)) return std::nullopt;
  return head;
}

}  // namespace stator::http
