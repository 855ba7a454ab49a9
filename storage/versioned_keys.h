#pragma once

#include <array>
#include <atomic>
#include <boost/circular_buffer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string_view>

#include "model/function_ref.h"
#include "storage/open_reads.h"

namespace stator::storage {

// Keys in the order of their bytes, each with its versions, the newest first: what a memtable
// holds. A skip list orders the keys; a hash table finds one key without walking down the list, and
// leads a new version of it to its place. That is what a database that overwrites and reads single
// items does most.
//
// Any number of threads may read while versions are inserted: nothing is ever moved, and what a
// reader can reach is complete. Inserting takes a lock. Memory comes from the caller and is his to
// give back, when the object is gone and nobody reads any more; or earlier, a version at a time,
// with TakeUnneeded().
class VersionedKeys {
 public:
  struct Key;

  // One version of a key. Whatever else belongs to it is the caller's.
  struct Version {
    std::atomic<Version*> older{nullptr};
    std::atomic<Version*> newer{nullptr};
    Key* key = nullptr;
    uint64_t number = 0;  // greater: newer; no two versions of a key have the same
  };

  // The key that a version was inserted with, where it stays as long as the version does.
  using KeyOf = std::string_view (*)(const Version& version);

  // `reads`, unless nullptr: all threads that read hold an OpenReads::Read, and versions are
  // numbered as its commits are.
  explicit VersionedKeys(KeyOf key_of, const OpenReads* reads = nullptr);
  VersionedKeys(const VersionedKeys&) = delete;
  VersionedKeys& operator=(const VersionedKeys&) = delete;
  ~VersionedKeys();

  // `version` must stay where it is. `allocate` gives memory for a pointer's alignment; it is
  // called at most once, and not for a key that is there. The version that this one makes unneeded
  // for all who begin to read when it is committed; nullptr: the key is new.
  const Version* Insert(Version& version, uint64_t number,
                        FunctionRef<void*(size_t bytes)> allocate);

  // A version that no reader needs, because a newer one was committed before all open reads began,
  // and that none can reach any more. It is out of the row now, and its memory the caller's again.
  // nullptr: there is none for now, or nobody knows the reads.
  Version* TakeUnneeded();

  // The newest version of `key` whose number is at most `number`; nullptr: there is none.
  const Version* Find(std::string_view key, uint64_t number) const;

  // In the order of all versions (by key, then from the newest to the oldest) the first that is not
  // before (key, number), and the last that is not after it; nullptr: there is none.
  const Version* FirstFrom(std::string_view key, uint64_t number) const;
  const Version* LastUpTo(std::string_view key, uint64_t number) const;
  const Version* First() const;
  const Version* Last() const;
  // The neighbours; nullptr at the ends.
  static const Version* After(const Version& version);
  const Version* Before(const Version& version) const;

  // Of this object; not what the caller gave.
  size_t memory_bytes() const;

 private:
  static constexpr int kMaxHeight = 12;
  static constexpr uint32_t kBranching = 4;
  // For the 20,000 items of 350 bytes that fit into a memtable of 8 MiB.
  static constexpr size_t kBuckets = size_t{1} << 15;
  // In a longer row of keys the skip list is the faster one: the work for a lookup stays within
  // bounds, however keys are chosen.
  static constexpr int kMaxProbes = 16;

  // A version that is taken out of the row makes the next one possible; no more than these at a
  // time, as somebody waits for the insertion.
  static constexpr int kTakenOutAtOnce = 4;

  using Links = std::array<Key*, kMaxHeight>;

  struct TakenOut {
    Version* version = nullptr;
    uint64_t at = 0;  // the newest commit when it was still in the row
  };

  std::atomic<Key*>& BucketOf(std::string_view key) const;
  Key* FindKey(std::string_view key) const;
  // The first key that is not before `key`; nullptr: there is none. `before`, unless nullptr, gets
  // the last key before it on each level; nullptr there: none is.
  Key* FirstKeyFrom(std::string_view key, Links* before) const;
  Key* LastKeyBefore(std::string_view key) const;
  Key* NewKey(std::string_view key, FunctionRef<void*(size_t bytes)> allocate);
  void AddKey(Key& key);
  // The version that is not the newest of the key from now on; nullptr: the key had none.
  static Version* AddVersion(Key& key, Version& version);
  void TakeOut(Version& version) const;
  static const Version* NewestUpTo(const Key& key, uint64_t number);
  std::atomic<Key*>& NextOf(Key* key, int level) const;
  int RandomHeight();

  struct Free {
    void operator()(void* memory) const;
  };

  mutable std::array<std::atomic<Key*>, kMaxHeight> first_{};
  std::atomic<int> height_{1};
  const std::unique_ptr<std::atomic<Key*>[], Free> buckets_;
  const KeyOf key_of_;
  const OpenReads* const reads_;
  std::mutex inserting_;
  std::minstd_rand random_;
  // In the row, each with a newer one, in about the order in which those came. Room that was needed
  // once is kept.
  boost::circular_buffer<Version*> overwritten_;
  // No longer in the row, but for readers who are on them.
  boost::circular_buffer<TakenOut> taken_out_;
};

}  // namespace stator::storage
