#include "server/operations/partiql_token.h"

#include <optional>

#include "model/item_size.h"
#include "server/json/base64.h"
#include "server/operations/request_digest.h"
#include "storage/encoding/item_codec.h"
#include "storage/encoding/key_codec.h"

namespace stator::server {
namespace {

// Version, digest of the statement, partition, checksum; then the key as stored items are.
constexpr char kVersion = 1;
constexpr size_t kDigestBytes = 16;
constexpr size_t kPartitionBytes = 4;
constexpr size_t kChecksumBytes = 8;
constexpr size_t kHeaderBytes = 1 + kDigestBytes + kPartitionBytes;

void AppendNumber(uint64_t value, size_t bytes, std::string& out) {
  for (size_t i = bytes; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

// Equal for equal statements with equal parameters.
std::string StatementDigest(const json::JsonValue& request) {
  std::string digest = RequestDigest(*request.Member("Statement"));
  if (const json::JsonValue* parameters = request.Member("Parameters"); parameters != nullptr) {
    const std::string other = RequestDigest(*parameters);
    for (size_t i = 0; i < kDigestBytes; ++i) digest[i] = static_cast<char>(digest[i] ^ other[i]);
  }
  digest.resize(kDigestBytes);
  return digest;
}

std::string Checksum(std::string_view payload) {
  std::string sum;
  AppendNumber(storage::StoredHash("statement token:" + std::string(payload)), kChecksumBytes, sum);
  return sum;
}

}  // namespace

Error InvalidStatementToken() { return ValidationError("Invalid NextToken"); }

std::string WriteStatementToken(const json::JsonValue& request, const StatementPosition& position) {
  std::string payload(1, kVersion);
  payload += StatementDigest(request);
  AppendNumber(position.partition, kPartitionBytes, payload);
  storage::EncodeItem(position.last_key, ItemSize(position.last_key), payload);
  payload += Checksum(payload);
  std::string token;
  json::AppendBase64(payload, token);
  return token;
}

Result<StatementPosition> ReadStatementToken(Arena& arena, const json::JsonValue& request,
                                             std::string_view token) {
  const Result<std::string_view> decoded = json::DecodeBase64(arena, token);
  if (!decoded.ok() || decoded->size() < kHeaderBytes + kChecksumBytes ||
      decoded->front() != kVersion) {
    return InvalidStatementToken();
  }
  const std::string_view payload = decoded->substr(0, decoded->size() - kChecksumBytes);
  if (Checksum(payload) != decoded->substr(payload.size())) return InvalidStatementToken();
  if (payload.substr(1, kDigestBytes) != StatementDigest(request)) {
    return ValidationError(
        "Invalid NextToken: it belongs to another Statement or to other Parameters");
  }
  StatementPosition position;
  for (const char byte : payload.substr(1 + kDigestBytes, kPartitionBytes)) {
    position.partition = position.partition << 8 | static_cast<uint8_t>(byte);
  }
  const std::optional<AttributeMap> key =
      storage::EncodedItem(payload.substr(kHeaderBytes)).Decode(arena);
  if (!key.has_value()) return InvalidStatementToken();
  position.last_key = *key;
  return position;
}

}  // namespace stator::server
