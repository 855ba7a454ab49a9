#include "server/authentication/signature_verifier.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <optional>
#include <vector>

#include "server/authentication/canonical_request.h"
#include "server/authentication/timestamp.h"

namespace stator::server {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kService = "dynamodb";
constexpr std::string_view kTerminator = "aws4_request";
// A client could ask for keys of any number of days and regions.
constexpr size_t kMaxSigningKeys = 1024;
// "The X-Amz-Expires must be less than a week" (documentation of presigned URLs).
constexpr int64_t kMaxExpiresSeconds = 7 * 24 * 60 * 60;

Error Incomplete(std::string message) {
  return {ErrorCode::kIncompleteSignature, std::move(message), nullptr};
}

Error Invalid(std::string message) {
  return {ErrorCode::kInvalidSignature, std::move(message), nullptr};
}

// The texts around the two strings are the service's (recorded answers).
Error Mismatch(std::string_view canonical_request, std::string_view string_to_sign) {
  std::string message =
      "The request signature we calculated does not match the signature you provided. Check your "
      "AWS Secret Access Key and signing method. Consult the service documentation for details."
      "\n\nThe Canonical String for this request should have been\n'";
  message.append(canonical_request).append("'\n\nThe String-to-Sign should have been\n'");
  message.append(string_to_sign).append("'\n");
  return Invalid(std::move(message));
}

// How long a presigned URL is good for; nullopt: it does not say. The service's words about bad
// ones are not known; these are those of S3.
Result<std::optional<int64_t>> ReadExpires(const Authorization& authorization) {
  const std::string_view text = authorization.expires;
  if (text.empty()) return std::optional<int64_t>();
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
    return Incomplete("X-Amz-Expires should be a number");
  }
  if (seconds < 0) return Incomplete("X-Amz-Expires must be non-negative");
  if (error != std::errc() || seconds > kMaxExpiresSeconds) {
    return Incomplete(
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires "
        "must be less than 604800 seconds");
  }
  return std::optional(seconds);
}

}  // namespace

Result<void> SignatureVerifier::CheckHeader(const http::HttpRequest& request) {
  if (!request.authorization.starts_with("AWS4-")) return {};
  return CheckKeyValuePairs(request.authorization);
}

// The text is the service's (recorded answers).
Result<SignatureVerifier::Scope> SignatureVerifier::ReadScope(std::string_view credential) {
  std::array<std::string_view, 5> parts;
  std::string_view rest = credential;
  for (size_t i = 0; i < parts.size(); ++i) {
    const size_t slash = rest.find('/');
    const bool is_last = i + 1 == parts.size();
    if (is_last != (slash == std::string_view::npos)) {
      return Incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. "
          "keyid/date/region/service/term, got '" +
          std::string(credential) + "'");
    }
    parts[i] = rest.substr(0, slash);
    if (!is_last) rest.remove_prefix(slash + 1);
  }
  return Scope{parts[0], parts[1], parts[2], parts[3], parts[4]};
}

// The text is the service's (recorded answers). A Date header may have the format of HTTP.
Result<SignatureVerifier::SignedAt> SignatureVerifier::ReadDate(
    const Authorization& authorization) {
  const std::string_view text = authorization.date;
  if (const std::optional<int64_t> seconds = ParseTimestamp(text); seconds.has_value()) {
    return SignedAt{*seconds, std::string(text)};
  }
  if (authorization.place == Authorization::Place::kHeader) {
    if (const std::optional<int64_t> seconds = ParseHttpDate(text); seconds.has_value()) {
      return SignedAt{*seconds, FormatTimestamp(*seconds)};
    }
  }
  return Incomplete("Date must be in ISO-8601 'basic format'. Got '" + std::string(text) +
                    "'. See http://en.wikipedia.org/wiki/ISO_8601");
}

// Each text is the service's (recorded answers and "Troubleshoot signed requests" in the IAM User
// Guide), the space behind the first ones included. There is no wrong region: this server is every
// region's.
Result<void> SignatureVerifier::CheckScope(const Scope& scope, const SignedAt& signed_at) {
  std::string wrong;
  if (scope.terminator != kTerminator) {
    wrong.append("Credential should be scoped with a valid terminator: '").append(kTerminator);
    wrong.append("', not '").append(scope.terminator).append("'. ");
  }
  if (scope.region.empty()) wrong += "Credential should be scoped to a valid region, not ''. ";
  if (scope.service != kService) {
    wrong.append("Credential should be scoped to correct service: '").append(kService) += "'. ";
  }
  if (const std::string day = signed_at.text.substr(0, 8); scope.date != day) {
    wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date ");
    wrong.append("from HTTP: '").append(scope.date).append("' != '").append(day);
    wrong.append("', from '").append(signed_at.text).append("'.");
  }
  return wrong.empty() ? Result<void>() : Invalid(std::move(wrong));
}

// The texts are the service's (recorded answers), but for that of X-Amz-Expires, which is ours.
Result<void> SignatureVerifier::CheckTime(const SignedAt& signed_at,
                                          std::optional<int64_t> expires) const {
  const int64_t now = clock_.NowSeconds();
  const int64_t latest = now + kMaxSkewSeconds;
  if (signed_at.seconds > latest) {
    return Invalid("Signature not yet current: " + signed_at.text + " is still later than " +
                   FormatTimestamp(latest) + " (" + FormatTimestamp(now) + " + 15 min.)");
  }
  const int64_t valid_seconds = expires.value_or(kMaxSkewSeconds);
  const int64_t earliest = now - valid_seconds;
  if (signed_at.seconds < earliest) {
    const std::string span =
        expires.has_value() ? std::to_string(valid_seconds) + " sec.)" : std::string("15 min.)");
    return Invalid("Signature expired: " + signed_at.text + " is now earlier than " +
                   FormatTimestamp(earliest) + " (" + FormatTimestamp(now) + " - " + span);
  }
  return {};
}

// One text for an unknown key and for a token that is missing, wrong or too much (recorded answers
// of the service).
Result<const Credential*> SignatureVerifier::FindCredential(const Scope& scope,
                                                            std::string_view security_token) const {
  const Credential* const credential = credentials_.Find(scope.access_key_id);
  if (credential == nullptr || !EqualInConstantTime(credential->session_token, security_token)) {
    return Error{ErrorCode::kUnrecognizedClient,
                 "The security token included in the request is invalid.", nullptr};
  }
  return credential;
}

Sha256Digest SignatureVerifier::KeyOf(const Credential& credential, const Scope& scope) const {
  std::string name(scope.access_key_id);
  name.append("/").append(scope.date).append("/").append(scope.region);
  {
    const std::shared_lock lock(mutex_);
    const auto found = signing_keys_.find(name);
    if (found != signing_keys_.end()) return found->second;
  }
  const Sha256Digest key =
      SigningKey(credential.secret_access_key, scope.date, scope.region, scope.service);
  const std::unique_lock lock(mutex_);
  if (signing_keys_.size() >= kMaxSigningKeys) signing_keys_.clear();
  signing_keys_.emplace(std::move(name), key);
  return key;
}

Result<const Credential*> SignatureVerifier::Verify(const http::HttpRequest& request,
                                                    const Authorization& authorization) const {
  // Our words: the service's are not known.
  if (authorization.algorithm != kAlgorithm) {
    return Incomplete("Unsupported AWS 'algorithm': '" + std::string(authorization.algorithm) +
                      "'.");
  }
  STATOR_ASSIGN_OR_RETURN(const Scope scope, ReadScope(authorization.credential));
  STATOR_ASSIGN_OR_RETURN(const SignedAt signed_at, ReadDate(authorization));
  STATOR_ASSIGN_OR_RETURN(const std::optional<int64_t> expires, ReadExpires(authorization));
  STATOR_RETURN_IF_ERROR(CheckScope(scope, signed_at));
  const std::vector<std::string> names = SignedHeaderNames(authorization.signed_headers);
  if (!std::binary_search(names.begin(), names.end(), "host")) {
    return Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  STATOR_RETURN_IF_ERROR(CheckTime(signed_at, expires));
  STATOR_ASSIGN_OR_RETURN(const Credential* const credential,
                          FindCredential(scope, authorization.security_token));
  const std::string canonical_request = CanonicalRequest(request, authorization);
  std::string string_to_sign(kAlgorithm);
  string_to_sign.append("\n").append(signed_at.text).append("\n");
  string_to_sign.append(authorization.credential.substr(scope.access_key_id.size() + 1));
  string_to_sign.append("\n").append(Sha256Hex(canonical_request));
  const std::string signature = SignatureHex(KeyOf(*credential, scope), string_to_sign);
  if (!EqualInConstantTime(signature, authorization.signature)) {
    return Mismatch(canonical_request, string_to_sign);
  }
  return credential;
}

}  // namespace stator::server
