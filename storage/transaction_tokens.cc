#include "storage/transaction_tokens.h"

#include "storage/data_deletion.h"
#include "storage/encoding/tagged_fields.h"

namespace stator::storage {

namespace {

// On disk. Keys of the family `default`: this, the period (4 bytes, big-endian), the token. Value:
// varint microseconds of the commit, digest.
constexpr std::string_view kPrefix = "token/";
constexpr int64_t kPeriodMicros = TransactionToken::kValidMicros;

int64_t PeriodOf(int64_t micros) { return micros / kPeriodMicros; }

std::string StoredKey(int64_t period, std::string_view token) {
  std::string key(kPrefix);
  for (int shift = 24; shift >= 0; shift -= 8) {
    key += static_cast<char>(static_cast<uint64_t>(period) >> shift & 0xFF);
  }
  return key.append(token);
}

}  // namespace

std::string TransactionTokens::LockKey(std::string_view token) {
  return std::string(kPrefix).append(token);
}

Result<std::optional<std::string_view>> TransactionTokens::Find(std::string_view token,
                                                                int64_t now_micros,
                                                                Arena& arena) const {
  const int64_t period = PeriodOf(now_micros);
  for (const int64_t candidate : {period, period - 1}) {
    STATOR_ASSIGN_OR_RETURN(auto stored,
                            store_.Get(ColumnFamily::kDefault, StoredKey(candidate, token), arena));
    if (!stored.has_value()) continue;
    const std::optional<uint64_t> committed_micros = TakeVarint64(*stored);
    if (!committed_micros.has_value()) return InternalError("A stored token is corrupt");
    // Of two the newer one counts, and it was found first.
    if (now_micros - static_cast<int64_t>(*committed_micros) >= kPeriodMicros) break;
    return std::optional(*stored);
  }
  return std::optional<std::string_view>();
}

void TransactionTokens::Remember(const TransactionToken& token, int64_t now_micros,
                                 KvBatch& batch) {
  const int64_t period = PeriodOf(now_micros);
  int64_t first = first_period_.load(std::memory_order_relaxed);
  if (first < period - 1 &&
      first_period_.compare_exchange_strong(first, period - 1, std::memory_order_relaxed)) {
    batch.DeleteRange(ColumnFamily::kDefault, StoredKey(first, {}), StoredKey(period - 1, {}));
  }
  std::string value;
  AppendVarint64(static_cast<uint64_t>(now_micros), value);
  value.append(token.digest);
  batch.Put(ColumnFamily::kDefault, StoredKey(period, token.token), value);
}

void TransactionTokens::ForgetAll(KvBatch& batch) const {
  KvRange all = {std::string(kPrefix), std::string(kPrefix)};
  ++all.upper.back();
  AddDeletion(store_, ColumnFamily::kDefault, all, batch);
}

}  // namespace stator::storage
