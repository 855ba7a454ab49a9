#include "server/http/request_head.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include "server/http/header_text.h"

namespace stator::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

// What ends a line or may not be in one: a control character that is no tab.
bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

// Whether one of eight bytes may be a control character. Tabs count: they are rare.
bool MayHaveControl(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  const uint64_t delete_at_zero = bytes ^ (kOnes * 0x7F);
  const uint64_t below_blank = (bytes - kOnes * 0x20) & ~bytes;
  return ((below_blank | ((delete_at_zero - kOnes) & ~delete_at_zero)) & kHigh) != 0;
}

// The place of the first control character from `at` on, or the end.
size_t FindControl(std::string_view text, size_t at) {
  while (at < text.size()) {
    uint64_t bytes = 0;
    const size_t step = std::min(sizeof bytes, text.size() - at);
    if (step == sizeof bytes) {
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      if (!MayHaveControl(bytes)) {
        at += step;
        continue;
      }
    }
    for (const size_t end = at + step; at < end; ++at) {
      if (IsControl(text[at])) return at;
    }
  }
  return at;
}

// Compares a token with a name in lower case that has no characters but letters, digits and "-".
bool IsName(std::string_view lower_case, std::string_view token) {
  if (token.size() != lower_case.size()) return false;
  size_t i = 0;
  for (uint64_t ours = 0, theirs = 0; i + 8 <= token.size(); i += 8) {
    std::memcpy(&ours, lower_case.data() + i, 8);
    std::memcpy(&theirs, token.data() + i, 8);
    if ((theirs | 0x2020202020202020) != ours) return false;
  }
  while (i < token.size() && (token[i] | 0x20) == lower_case[i]) ++i;
  return i == token.size();
}

class HeadParser {
 public:
  HeadParser(std::string_view bytes, RequestHead& head) : bytes_(bytes), head_(head) {}

  bool Parse() {
    if (!ParseRequestLine()) return false;
    const size_t begin = at_;
    while (bytes_.substr(at_, kLineEnd.size()) != kLineEnd) {
      if (!ParseField()) return false;
    }
    // Without the end of the last line.
    const size_t end = std::max(begin + kLineEnd.size(), at_) - kLineEnd.size();
    head_.request.header_lines = bytes_.substr(begin, end - begin);
    head_.keep_alive = head_.is_http_1_1 ? !wants_close_ : wants_keep_alive_;
    return at_ + kLineEnd.size() == bytes_.size();
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
  enum class Field { kIgnored, kKept, kConnection, kContentLength };

  // The rest of the line that `at_` is in, and goes to the next; nullopt: it does not end well.
  std::optional<std::string_view> TakeLine() {
    const size_t end = FindControl(bytes_, at_);
    if (bytes_.substr(end, kLineEnd.size()) != kLineEnd) return std::nullopt;
    const std::string_view line = bytes_.substr(at_, end - at_);
    at_ = end + kLineEnd.size();
    return line;
  }

  bool ParseRequestLine() {
    const std::optional<std::string_view> line = TakeLine();
    if (!line) return false;
    const size_t method_end = line->find(' ');
    if (method_end == std::string_view::npos) return false;
    const size_t target_end = line->find(' ', method_end + 1);
    if (target_end == std::string_view::npos) return false;
    HttpRequest& request = head_.request;
    request.method = line->substr(0, method_end);
    request.target = line->substr(method_end + 1, target_end - method_end - 1);
    const std::string_view version = line->substr(target_end + 1);
    head_.is_http_1_1 = version == "HTTP/1.1";
    return IsToken(request.method) && !request.target.empty() &&
           request.target.find('\t') == std::string_view::npos &&
           (head_.is_http_1_1 || version == "HTTP/1.0");
  }

  // One field, with the lines that it is folded over.
  bool ParseField() {
    const size_t begin = at_;
    at_ += TokenLength(bytes_.substr(begin));
    if (at_ == begin || at_ == bytes_.size() || bytes_[at_] != ':') return false;
    const std::string_view name = bytes_.substr(begin, at_ - begin);
    ++at_;
    const std::optional<std::string_view> line = TakeLine();
    if (!line) return false;
    std::string_view* slot = nullptr;
    const Field field = FieldOf(name, slot);
    while (at_ < bytes_.size() && IsBlank(bytes_[at_])) {
      if (field != Field::kIgnored || !TakeLine()) return false;
    }
    const std::string_view value = TrimBlanks(*line);
    switch (field) {
      case Field::kIgnored:
        return true;
      case Field::kKept:
        Keep(value, *slot);
        return true;
      case Field::kConnection:
        return ReadConnection(value);
      case Field::kContentLength:
        return ReadContentLength(value);
    }
    return false;
  }

  // What a field is for, and where it is kept if it is.
  Field FieldOf(std::string_view name, std::string_view*& slot) {
    slot = SlotOf(name);
    if (slot != nullptr) return Field::kKept;
    if (IsName("content-length", name)) return Field::kContentLength;
    if (IsName("connection", name) || IsName("proxy-connection", name)) return Field::kConnection;
    return Field::kIgnored;
  }

  // By length: most names are told by it.
  std::string_view* SlotOf(std::string_view name) {
    HttpRequest& request = head_.request;
    switch (name.size()) {
      case 4:
        if (IsName("host", name)) return &request.host;
        return IsName("date", name) ? &request.date : nullptr;
      case 6:
        if (IsName("origin", name)) return &request.origin;
        return IsName("expect", name) ? &head_.expect : nullptr;
      case 10:
        return IsName("x-amz-date", name) ? &request.amz_date : nullptr;
      case 12:
        if (IsName("x-amz-target", name)) return &request.amz_target;
        return IsName("content-type", name) ? &request.content_type : nullptr;
      case 13:
        return IsName("authorization", name) ? &request.authorization : nullptr;
      case 15:
        return IsName("accept-encoding", name) ? &head_.accept_encoding : nullptr;
      case 16:
        return IsName("content-encoding", name) ? &head_.content_encoding : nullptr;
      case 17:
        return IsName("transfer-encoding", name) ? &head_.transfer_encoding : nullptr;
      case 20:
        if (IsName("x-amz-content-sha256", name)) return &request.amz_content_sha256;
        return IsName("x-amz-security-token", name) ? &request.amz_security_token : nullptr;
      case 28:
        return IsName("x-stator-hold-transaction-ms", name) ? &request.stator_hold_transaction_ms
                                                            : nullptr;
      case 30:
        return IsName("access-control-request-headers", name)
                   ? &request.access_control_request_headers
                   : nullptr;
      default:
        return nullptr;
    }
  }

  void Keep(std::string_view value, std::string_view& slot) {
    if (slot.data() == nullptr) {
      slot = value;
    } else if (&slot != &head_.request.authorization) {
      repeats_.emplace_back(&slot, value);
    }
  }

  bool ReadConnection(std::string_view value) {
    while (!value.empty()) {
      const std::string_view option = TakeUntil(value, ',');
      if (!option.empty() && !IsToken(option)) return false;
      if (IsName("close", option)) wants_close_ = true;
      if (IsName("keep-alive", option)) wants_keep_alive_ = true;
    }
    return true;
  }

  // Given more than once it has to say the same each time (RFC 9112 section 6.3).
  bool ReadContentLength(std::string_view value) {
    bool more = true;
    while (more) {
      more = value.find(',') != std::string_view::npos;
      const std::string_view digits = TakeUntil(value, ',');
      uint64_t length = 0;
      const auto [end, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), length);
      if (error != std::errc() || end != digits.data() + digits.size()) return false;
      if (head_.has_content_length && length != head_.content_length) return false;
      head_.has_content_length = true;
      head_.content_length = length;
    }
    return true;
  }

  const std::string_view bytes_;
  size_t at_ = 0;
  RequestHead& head_;
  bool wants_close_ = false;
  bool wants_keep_alive_ = false;
  std::vector<std::pair<std::string_view*, std::string_view>> repeats_;
};

}  // namespace

std::optional<RequestHead> ParseRequestHead(std::string_view bytes, Arena& arena) {
  std::optional<RequestHead> head(std::in_place);
  HeadParser parser(bytes, *head);
  if (!parser.Parse()) return std::nullopt;
  parser.JoinRepeats(arena);
  if (head->transfer_encoding.data() != nullptr) {
    // Codings other than chunked would have to be undone, and nobody sends them. Two ways to tell
    // the length invite request smuggling (RFC 9112 section 6.3).
    if (!IsName("chunked", head->transfer_encoding) || head->has_content_length) {
      return std::nullopt;
    }
    head->chunked = true;
    // HTTP/1.0 has no chunks, and who stands in between may see the end elsewhere (RFC 9112 6.1).
    if (!head->is_http_1_1) head->keep_alive = false;
  }
  return head;
}

}  // namespace stator::http
