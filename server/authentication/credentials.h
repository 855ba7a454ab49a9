#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/result.h"

namespace stator::server {

// A key that may sign requests.
struct Credential {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty: a long-term key, whose requests carry none
  std::string account_id;     // 12 digits; empty: not said
};

// The keys that are known, by access key id. Immutable once it is made.
class Credentials {
 public:
  // The format of ~/.aws/credentials: [profile] sections with aws_access_key_id,
  // aws_secret_access_key and, if there are any, aws_session_token and aws_account_id. Every
  // profile counts; other settings are passed over. Errors are for a person at a terminal, and name
  // the line.
  static Result<Credentials> Parse(std::string_view text);
  static Result<Credentials> ReadFile(const std::string& path);
  // AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if there is one, AWS_SESSION_TOKEN.
  static Result<Credentials> FromEnvironment();

  // nullptr when there is none. Valid as long as this object.
  const Credential* Find(std::string_view access_key_id) const;
  size_t size() const { return by_id_.size(); }

 private:
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  // An error when the id is there already with another secret or token.
  Result<void> Add(Credential credential);

  std::unordered_map<std::string, Credential, TextHash, std::equal_to<>> by_id_;
};

}  // namespace stator::server
