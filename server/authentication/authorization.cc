#include "server/authorization.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace stator::server {
namespace {

constexpr std::string_view kScheme = "AWS4-HMAC-SHA256";

Error MissingTokenError() {
  return {ErrorCode::kMissingAuthenticationToken, "Request is missing Authentication Token",
          nullptr};
}

// The value of `name` in "Credential=..., SignedHeaders=..., Signature=...": up to the next comma
// or space. Empty: not there.
std::string_view Component(std::string_view header, std::string_view name) {
  size_t start = 0;
  while ((start = header.find(name, start)) != std::string_view::npos) {
    const bool begins_component =
        start == 0 || header[start - 1] == ' ' || header[start - 1] == ',';
    const size_t value = start + name.size();
    if (begins_component && value < header.size() && header[value] == '=') {
      const std::string_view rest = header.substr(value + 1);
      return rest.substr(0, rest.find_first_of(", "));
    }
    start = value;
  }
  return {};
}

// A credential is KEY/DATE/REGION/SERVICE/aws4_request. An access key of 12 digits is an account.
Caller CallerOfCredential(std::string_view credential) {
  Caller caller;
  const size_t key_end = credential.find('/');
  const std::string_view key = credential.substr(0, key_end);
  if (key.size() == 12 &&
      std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    caller.account_id = key;
  }
  if (key_end == std::string_view::npos) return caller;
  const size_t date_end = credential.find('/', key_end + 1);
  if (date_end == std::string_view::npos) return caller;
  const std::string_view region =
      credential.substr(date_end + 1, credential.find('/', date_end + 1) - date_end - 1);
  const bool usable = !region.empty() && std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (usable) caller.region = region;
  return caller;
}

// The texts, their order and the repeated header are the service's (dynalite answers the same).
Result<Caller> CallerOfHeader(const http::HttpRequest& request) {
  const std::string_view header = request.authorization;
  std::string missing;
  for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"}) {
    if (Component(header, name).empty()) {
      missing += "Authorization header requires '" + std::string(name) + "' parameter. ";
    }
  }
  if (request.amz_date.empty() && request.date.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (!missing.empty()) {
    return Error{ErrorCode::kIncompleteSignature, missing + "Authorization=" + std::string(header),
                 nullptr};
  }
  return CallerOfCredential(Component(header, "Credential"));
}

// The slashes of a credential are escaped in a URL.
std::string_view Unescaped(std::string_view text, Arena& arena) {
  const std::span<char> out = arena.NewArray<char>(text.size());
  size_t length = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escaped_slash = text[i] == '%' && i + 2 < text.size() && text[i + 1] == '2' &&
                               (text[i + 2] == 'F' || text[i + 2] == 'f');
    out[length++] = escaped_slash ? '/' : text[i];
    if (escaped_slash) i += 2;
  }
  return {out.data(), length};
}

std::string_view QueryParameter(std::string_view target, std::string_view name) {
  const size_t query = target.find('?');
  if (query == std::string_view::npos) return {};
  std::string_view rest = target.substr(query + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
  }
  return {};
}

}  // namespace

Result<Caller> ReadCaller(const http::HttpRequest& request, Arena& arena) {
  if (request.authorization.starts_with(kScheme)) return CallerOfHeader(request);
  if (!request.authorization.empty()) return MissingTokenError();
  const std::string_view credential = QueryParameter(request.target, "X-Amz-Credential");
  if (credential.empty()) return MissingTokenError();
  return CallerOfCredential(Unescaped(credential, arena));
}

}  // namespace stator::server
