#include "server/authentication/authorization.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/authentication/uri_encoding.h"
#include "server/http/header_text.h"

namespace stator::server {
namespace {

constexpr std::string_view kSchemePrefix = "AWS4-";

Error MissingTokenError() {
  return {ErrorCode::kMissingAuthenticationToken, "Request is missing Authentication Token",
          nullptr};
}

// The values in "AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...": each up to the
// next comma or space; of several with a name the first. Those that are not there stay empty.
void ReadComponents(std::string_view header, Authorization& found) {
  while (!header.empty()) {
    std::string_view components = http::TakePart(header, ' ');
    while (!components.empty()) {
      const std::string_view part = http::TakePart(components, ',');
      const size_t equals = part.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view name = part.substr(0, equals);
      std::string_view* const component = name == "Credential"      ? &found.credential
                                          : name == "Signature"     ? &found.signature
                                          : name == "SignedHeaders" ? &found.signed_headers
                                                                    : nullptr;
      if (component != nullptr && component->data() == nullptr)
        *component = part.substr(equals + 1);
    }
  }
}

// The texts, their order and the repeated header are the service's (dynalite and dynoxide agree).
Result<Authorization> OfHeader(const http::HttpRequest& request) {
  const std::string_view header = request.authorization;
  Authorization found;
  found.algorithm = header.substr(0, header.find(' '));
  ReadComponents(header, found);
  found.date = request.amz_date.empty() ? request.date : request.amz_date;
  found.security_token = request.amz_security_token;
  std::string missing;
  for (const auto& [name, value] : std::array<std::pair<std::string_view, std::string_view>, 3>{{
           {"Credential", found.credential},
           {"Signature", found.signature},
           {"SignedHeaders", found.signed_headers},
       }}) {
    if (!value.empty()) continue;
    missing.append("Authorization header requires '").append(name).append("' parameter. ");
  }
  if (found.date.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (!missing.empty()) {
    return Error{ErrorCode::kIncompleteSignature, missing + "Authorization=" + std::string(header),
                 nullptr};
  }
  return found;
}

// The value of a query parameter as sent; nullopt when it is not there.
std::optional<std::string_view> QueryParameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = http::TakePart(query, '&');
    if (pair.starts_with(name)) {
      if (pair.size() == name.size()) return std::string_view();
      if (pair[name.size()] == '=') return pair.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

// The texts and their order are the service's (dynalite and dynoxide agree).
Result<Authorization> OfQuery(std::string_view query, Arena& arena) {
  const auto value_of = [&](std::string_view name) {
    return UriDecoded(QueryParameter(query, name).value_or(std::string_view()), arena);
  };
  Authorization found;
  found.place = Authorization::Place::kQuery;
  found.algorithm = value_of("X-Amz-Algorithm");
  found.credential = value_of("X-Amz-Credential");
  found.signature = value_of("X-Amz-Signature");
  found.signed_headers = value_of("X-Amz-SignedHeaders");
  found.date = value_of("X-Amz-Date");
  found.security_token = value_of("X-Amz-Security-Token");
  found.expires = value_of("X-Amz-Expires");
  std::string missing;
  for (const auto& [name, value] : std::array<std::pair<std::string_view, std::string_view>, 5>{{
           {"X-Amz-Algorithm", found.algorithm},
           {"X-Amz-Credential", found.credential},
           {"X-Amz-Signature", found.signature},
           {"X-Amz-SignedHeaders", found.signed_headers},
           {"X-Amz-Date", found.date},
       }}) {
    if (!value.empty()) continue;
    missing.append("AWS query-string parameters must include '").append(name).append("'. ");
  }
  if (!missing.empty()) {
    return Error{ErrorCode::kIncompleteSignature,
                 missing + "Re-examine the query-string parameters.", nullptr};
  }
  return found;
}

}  // namespace

Result<Authorization> ReadAuthorization(const http::HttpRequest& request, Arena& arena) {
  const size_t question = request.target.find('?');
  const std::string_view query =
      question == std::string_view::npos ? std::string_view() : request.target.substr(question + 1);
  const bool is_presigned = QueryParameter(query, "X-Amz-Algorithm").has_value();
  if (is_presigned && !request.authorization.empty()) {
    return Error{ErrorCode::kInvalidSignature,
                 "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP "
                 "header.",
                 nullptr};
  }
  if (is_presigned) return OfQuery(query, arena);
  if (request.authorization.starts_with(kSchemePrefix)) return OfHeader(request);
  return MissingTokenError();
}

// The text is a recorded answer of the service: to keys that were copied with a blank.
Result<void> CheckKeyValuePairs(std::string_view authorization_header) {
  constexpr std::string_view kSeparators = ", \t";
  std::string_view rest = authorization_header;
  rest.remove_prefix(std::min(rest.find(' '), rest.size()));
  while (!rest.empty()) {
    const size_t start = rest.find_first_not_of(kSeparators);
    if (start == std::string_view::npos) break;
    rest.remove_prefix(start);
    const std::string_view part = rest.substr(0, rest.find_first_of(kSeparators));
    if (part.find('=') == std::string_view::npos) {
      return Error{ErrorCode::kIncompleteSignature,
                   "'" + std::string(part) +
                       "' not a valid key=value pair (missing equal-sign) in Authorization header: "
                       "'" +
                       std::string(authorization_header) + "'.",
                   nullptr};
    }
    rest.remove_prefix(part.size());
  }
  return {};
}

}  // namespace stator::server
