#include "server/authentication/credentials.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "server/http/header_text.h"

namespace stator::server {
namespace {

Error Refuse(std::string message) { return InternalError(std::move(message)); }

Error RefuseLine(size_t line_number, std::string_view what) {
  return Refuse("line " + std::to_string(line_number) + ": " + std::string(what));
}

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A profile that says nothing about a key (it names a role, or a program to ask) gives none.
Result<bool> IsWhole(const Credential& credential, size_t line_number) {
  if (credential.access_key_id.empty() && credential.secret_access_key.empty()) return false;
  if (credential.access_key_id.empty()) {
    return RefuseLine(line_number, "the profile has a secret but no aws_access_key_id");
  }
  if (credential.secret_access_key.empty()) {
    return RefuseLine(line_number, "the profile of " + credential.access_key_id +
                                       " has no aws_secret_access_key");
  }
  if (credential.access_key_id.find('/') != std::string::npos) {
    return RefuseLine(line_number, "an aws_access_key_id has no slash in it");
  }
  if (!credential.account_id.empty() && !IsAccountId(credential.account_id)) {
    return RefuseLine(line_number, "an aws_account_id has 12 digits");
  }
  return true;
}

std::string* SettingOf(Credential& credential, std::string_view name) {
  if (name == "aws_access_key_id") return &credential.access_key_id;
  if (name == "aws_secret_access_key") return &credential.secret_access_key;
  if (name == "aws_session_token") return &credential.session_token;
  if (name == "aws_account_id") return &credential.account_id;
  return nullptr;
}

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at start
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

Result<void> Credentials::Add(Credential credential) {
  const auto [place, added] = by_id_.try_emplace(credential.access_key_id, credential);
  const Credential& there = place->second;
  if (added || (there.secret_access_key == credential.secret_access_key &&
                there.session_token == credential.session_token)) {
    return {};
  }
  return Refuse("the key " + credential.access_key_id + " is there twice, and not the same");
}

Result<Credentials> Credentials::Parse(std::string_view text) {
  Credentials credentials;
  Credential profile;
  size_t profile_line = 0;
  const auto end_profile = [&]() -> Result<void> {
    STATOR_ASSIGN_OR_RETURN(const bool whole, IsWhole(profile, profile_line));
    if (whole) STATOR_RETURN_IF_ERROR(credentials.Add(std::move(profile)));
    profile = Credential();
    return {};
  };
  size_t line_number = 0;
  while (!text.empty()) {
    ++line_number;
    std::string_view line = http::TakeUntil(text, '\n');
    if (!line.empty() && line.back() == '\r')
      line = http::TrimBlanks(line.substr(0, line.size() - 1));
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      if (line.back() != ']') return RefuseLine(line_number, "a [profile] without its bracket");
      STATOR_RETURN_IF_ERROR(end_profile());
      profile_line = line_number;
      continue;
    }
    if (profile_line == 0) return RefuseLine(line_number, "a setting in front of any [profile]");
    if (line.find('=') == std::string_view::npos) {
      return RefuseLine(line_number, "neither a [profile] nor a setting = value");
    }
    const std::string_view name = http::TakeUntil(line, '=');
    if (std::string* const setting = SettingOf(profile, name); setting != nullptr) {
      setting->assign(http::TrimBlanks(line));
    }
  }
  STATOR_RETURN_IF_ERROR(end_profile());
  if (credentials.size() == 0) return Refuse("there is no aws_access_key_id in it");
  return credentials;
}

Result<Credentials> Credentials::ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return Refuse("cannot read the credentials in " + path);
  }
  Result<Credentials> credentials = Parse(text);
  if (!credentials.ok()) {
    return Refuse("credentials in " + path + ": " + credentials.error().message);
  }
  return credentials;
}

Result<Credentials> Credentials::FromEnvironment() {
  Credential credential{Environment("AWS_ACCESS_KEY_ID"), Environment("AWS_SECRET_ACCESS_KEY"),
                        Environment("AWS_SESSION_TOKEN"), Environment("AWS_ACCOUNT_ID")};
  if (credential.access_key_id.empty() || credential.secret_access_key.empty()) {
    return Refuse(
        "--auth strict needs --credentials FILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in "
        "the environment");
  }
  if (!IsAccountId(credential.account_id)) credential.account_id.clear();
  Credentials credentials;
  STATOR_RETURN_IF_ERROR(credentials.Add(std::move(credential)));
  return credentials;
}

const Credential* Credentials::Find(std::string_view access_key_id) const {
  const auto found = by_id_.find(access_key_id);
  return found == by_id_.end() ? nullptr : &found->second;
}

}  // namespace stator::server
