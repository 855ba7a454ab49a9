#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"
#include "storage/database.h"
#include "storage/kv_store.h"

namespace stator::storage {

// The tokens of committed transactions, in the store, so that they outlive a restart. A token's
// methods are called under the row lock of LockKey(token).
//
// SDKs send a token with every transaction, so there are many, and all are forgotten in time:
// tokens are kept in periods as long as they are valid. Two periods can hold a valid token; the
// older ones are deleted as a range, with the first commit of a new period.
class TransactionTokens {
 public:
  explicit TransactionTokens(const KvStore& store) : store_(store) {}

  // What stands for the token among the keys of row locks and of held items.
  static std::string LockKey(std::string_view token);

  // The digest of the request that was committed under the token, if that is still valid.
  Result<std::optional<std::string_view>> Find(std::string_view token, int64_t now_micros,
                                               Arena& arena) const;
  void Remember(const TransactionToken& token, int64_t now_micros, KvBatch& batch);
  // Under all row locks.
  void ForgetAll(KvBatch& batch) const;

 private:
  const KvStore& store_;
  // Periods before this one have been deleted since the store was opened.
  std::atomic<int64_t> first_period_{0};
};

}  // namespace stator::storage
