#include "storage/data_deletion.h"

namespace stator::storage {

namespace {

// A range with more keys than this is deleted by one range tombstone. Below it keys are deleted one
// by one, because every range tombstone makes later reads of the whole column family slower until
// it is compacted away, and test suites delete thousands of small tables.
constexpr size_t kMaxKeysDeletedSingly = 1000;

}  // namespace

bool AddDeletion(const KvStore& store, ColumnFamily family, const KvRange& range, KvBatch& batch) {
  const auto keys = store.NewIterator(family, range, Direction::kForward);
  size_t deleted = 0;
  bool more = keys->Next();
  for (; more && deleted < kMaxKeysDeletedSingly; more = keys->Next(), ++deleted) {
    batch.Delete(family, keys->key());
  }
  if (!more && keys->status().ok()) return false;
  batch.DeleteRange(family, range.lower, range.upper);
  return true;
}

}  // namespace stator::storage
