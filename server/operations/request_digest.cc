#include "server/operations/request_digest.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "server/digest/sha256.h"

namespace stator::server {
namespace {

using json::JsonValue;

void AppendText(std::string_view text, std::string& out) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

// Writes every value in one way only, and so that no two values are written alike. The depth is
// bounded by json::kMaxJsonDepth.
void AppendCanonical(const JsonValue& value, std::string& out) {
  out += static_cast<char>('a' + static_cast<int>(value.type()));
  switch (value.type()) {
    case JsonValue::Type::kNull:
    case JsonValue::Type::kFalse:
    case JsonValue::Type::kTrue:
      break;
    case JsonValue::Type::kNumber:
    case JsonValue::Type::kString:
      AppendText(value.text(), out);
      break;
    case JsonValue::Type::kArray:
      for (const JsonValue& element : value.array()) AppendCanonical(element, out);
      out += ']';
      break;
    case JsonValue::Type::kObject: {
      std::vector<const json::JsonMember*> members;
      for (const json::JsonMember& member : value.object()) {
        // A member that is null is one that is not given.
        if (!member.value.is_null()) members.push_back(&member);
      }
      std::sort(members.begin(), members.end(),
                [](const auto* left, const auto* right) { return left->name < right->name; });
      for (const json::JsonMember* member : members) {
        AppendText(member->name, out);
        AppendCanonical(member->value, out);
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

std::string RequestDigest(const JsonValue& value) {
  std::string text;
  AppendCanonical(value, text);
  return std::string(DigestBytes(Sha256(text)));
}

}  // namespace stator::server
