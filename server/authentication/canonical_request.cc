#include "server/authentication/canonical_request.h"

#include <algorithm>
#include <utility>

#include "model/arena.h"
#include "server/authentication/signing.h"
#include "server/authentication/uri_encoding.h"

namespace stator::server {
namespace {

constexpr std::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

using Pair = std::pair<std::string, std::string>;

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// "/path?query", or "http://host/path?query" as a proxy would send it.
std::pair<std::string_view, std::string_view> SplitTarget(std::string_view target) {
  const size_t question = target.find('?');
  std::string_view path = target.substr(0, question);
  const std::string_view query =
      question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  if (const size_t scheme = path.find("://"); !path.starts_with('/') && scheme < path.size()) {
    const size_t slash = path.find('/', scheme + 3);
    path = slash == std::string_view::npos ? std::string_view("/") : path.substr(slash);
  }
  return {path, query};
}

// Without "." and "..", empty segments too; then encoded once more than it was sent.
void AppendPath(std::string_view path, std::string& out) {
  std::vector<std::string_view> segments;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  for (const std::string_view segment : segments) {
    out += '/';
    AppendUriEncoded(segment, {}, out);
  }
  if (segments.empty() || path.ends_with('/')) out += '/';
}

std::vector<Pair> QueryPairs(std::string_view query) {
  std::vector<Pair> pairs;
  Arena arena;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    Pair& pair = pairs.emplace_back();
    AppendUriEncoded(UriDecoded(part.substr(0, equals), arena), {}, pair.first);
    if (equals != std::string_view::npos) {
      AppendUriEncoded(UriDecoded(part.substr(equals + 1), arena), {}, pair.second);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

void AppendQuery(const std::vector<Pair>& pairs, Authorization::Place place, std::string& out) {
  std::string_view separator;
  for (const auto& [name, value] : pairs) {
    if (place == Authorization::Place::kQuery && name == "X-Amz-Signature") continue;
    out.append(separator).append(name).append("=").append(value);
    separator = "&";
  }
}

// Without blanks at both ends, and with one space for each run of them; a value that goes on in the
// next line has the line end among its blanks.
void AppendTrimmed(std::string_view value, std::string& out) {
  constexpr std::string_view kBlanks = " \t\r\n";
  bool first = true;
  while (!value.empty()) {
    const size_t start = value.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) return;
    value.remove_prefix(start);
    const std::string_view word = value.substr(0, value.find_first_of(kBlanks));
    if (!first) out += ' ';
    out.append(word);
    first = false;
    value.remove_prefix(word.size());
  }
}

// The header lines as sent, as pairs of a name in lower case and a value, sorted by name; those of
// one name in the order in which they came.
std::vector<std::pair<std::string, std::string_view>> HeaderPairs(std::string_view lines) {
  std::vector<std::pair<std::string, std::string_view>> pairs;
  while (!lines.empty()) {
    size_t end = lines.find("\r\n");
    while (end != std::string_view::npos && end + 2 < lines.size() &&
           (lines[end + 2] == ' ' || lines[end + 2] == '\t')) {
      end = lines.find("\r\n", end + 2);
    }
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 2);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    pairs.emplace_back(LowerCase(line.substr(0, colon)), line.substr(colon + 1));
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return pairs;
}

void AppendHeaders(std::string_view lines, const std::vector<std::string>& names,
                   std::string& out) {
  const auto headers = HeaderPairs(lines);
  auto header = headers.begin();
  for (const std::string& name : names) {
    out.append(name).append(":");
    while (header != headers.end() && header->first < name) ++header;
    std::string_view separator;
    for (; header != headers.end() && header->first == name; ++header) {
      out.append(separator);
      AppendTrimmed(header->second, out);
      separator = ",";
    }
    out += '\n';
  }
}

// A client that does not want to read its body twice says so in a header, or in the query of a
// presigned URL.
bool IsPayloadUnsigned(const http::HttpRequest& request, const std::vector<Pair>& query) {
  if (request.amz_content_sha256 == kUnsignedPayload) return true;
  return std::find(query.begin(), query.end(), Pair("X-Amz-Content-Sha256", kUnsignedPayload)) !=
         query.end();
}

}  // namespace

std::vector<std::string> SignedHeaderNames(std::string_view signed_headers) {
  std::vector<std::string> names;
  while (!signed_headers.empty()) {
    const std::string_view name = signed_headers.substr(0, signed_headers.find(';'));
    signed_headers.remove_prefix(std::min(signed_headers.size(), name.size() + 1));
    if (!name.empty()) names.push_back(LowerCase(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string CanonicalRequest(const http::HttpRequest& request, const Authorization& authorization) {
  const auto [path, query] = SplitTarget(request.target);
  const std::vector<Pair> pairs = QueryPairs(query);
  const std::vector<std::string> names = SignedHeaderNames(authorization.signed_headers);
  std::string canonical(request.method);
  canonical += '\n';
  AppendPath(path, canonical);
  canonical += '\n';
  AppendQuery(pairs, authorization.place, canonical);
  canonical += '\n';
  AppendHeaders(request.header_lines, names, canonical);
  canonical += '\n';
  std::string_view separator;
  for (const std::string& name : names) {
    canonical.append(separator).append(name);
    separator = ";";
  }
  canonical += '\n';
  canonical += IsPayloadUnsigned(request, pairs) ? std::string(kUnsignedPayload)
                                                 : Sha256Hex(request.payload);
  return canonical;
}

}  // namespace stator::server
