#include "storage/rocksdb_memtable.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <string_view>
#include <utility>

#include "storage/encoding/tagged_fields.h"
#include "storage/free_memory.h"
#include "storage/versioned_keys.h"

namespace stator::storage {

namespace {

// The engine's internal key: the user's, then eight bytes, little-endian, with the kind of change
// and then the sequence number. Newer versions, which have greater numbers, come first.
constexpr size_t kNumberBytes = 8;
constexpr int kKindBits = 8;
constexpr uint64_t kKinds = (uint64_t{1} << kKindBits) - 1;
constexpr uint64_t kDeletion = 0;

struct InternalKey {
  std::string_view user_key;
  uint64_t number = 0;

  explicit InternalKey(std::string_view bytes)
      : user_key(bytes.substr(0, bytes.size() - kNumberBytes)) {
    for (size_t i = 0; i < kNumberBytes; ++i) {
      const auto byte = static_cast<unsigned char>(bytes[user_key.size() + i]);
      number |= uint64_t{byte} << (8 * i);
    }
  }
};

// An entry as the engine writes it: the length of the internal key as a varint of 32 bits, the key,
// and more that concerns only the engine.
InternalKey KeyOfEntry(const char* entry) {
  constexpr size_t kMaxLengthBytes = 5;
  std::string_view bytes(entry, kMaxLengthBytes);
  const auto length = static_cast<size_t>(TakeVarint64(bytes).value_or(kNumberBytes));
  return InternalKey({bytes.data(), length});
}

// What is allocated for an entry.
struct StoredVersion {
  VersionedKeys::Version version;
  uint32_t bytes = 0;  // of all of it
  char entry[1];       // as long as it is
};

const StoredVersion& StoredOf(const VersionedKeys::Version& version) {
  // The version is the first member.
  return reinterpret_cast<const StoredVersion&>(version);
}

const char* EntryOf(const VersionedKeys::Version& version) { return StoredOf(version).entry; }

std::string_view KeyOfVersion(const VersionedKeys::Version& version) {
  return KeyOfEntry(EntryOf(version)).user_key;
}

bool IsDeletion(const VersionedKeys::Version& version) {
  return (version.number & kKinds) == kDeletion;
}

InternalKey ToInternalKey(const rocksdb::Slice& key) {
  return InternalKey({key.data(), key.size()});
}

class VersionIterator final : public rocksdb::MemTableRep::Iterator {
 public:
  explicit VersionIterator(const VersionedKeys& keys) : keys_(keys) {}

  bool Valid() const override { return at_ != nullptr; }
  const char* key() const override { return EntryOf(*at_); }
  void Next() override { at_ = VersionedKeys::After(*at_); }
  void Prev() override { at_ = keys_.Before(*at_); }
  void Seek(const rocksdb::Slice& internal_key, const char* /*memtable_key*/) override {
    const InternalKey key = ToInternalKey(internal_key);
    at_ = keys_.FirstFrom(key.user_key, key.number);
  }
  void SeekForPrev(const rocksdb::Slice& internal_key, const char* /*memtable_key*/) override {
    const InternalKey key = ToInternalKey(internal_key);
    at_ = keys_.LastUpTo(key.user_key, key.number);
  }
  void SeekToFirst() override { at_ = keys_.First(); }
  void SeekToLast() override { at_ = keys_.Last(); }

 private:
  const VersionedKeys& keys_;
  const VersionedKeys::Version* at_ = nullptr;
};

// What looking up a key needs of an iterator: the versions of that key, from a number on.
class LookupIterator final : public rocksdb::MemTableRep::Iterator {
 public:
  void StartIn(const VersionedKeys& keys) {
    keys_ = &keys;
    at_ = nullptr;
  }

  bool Valid() const override { return at_ != nullptr; }
  const char* key() const override { return EntryOf(*at_); }
  void Next() override { at_ = at_->older.load(); }
  void Prev() override { at_ = at_->newer.load(); }
  void Seek(const rocksdb::Slice& internal_key, const char* /*memtable_key*/) override {
    const InternalKey key = ToInternalKey(internal_key);
    at_ = keys_->Find(key.user_key, key.number);
  }
  void SeekForPrev(const rocksdb::Slice& internal_key, const char* memtable_key) override {
    Seek(internal_key, memtable_key);
  }
  void SeekToFirst() override { at_ = nullptr; }
  void SeekToLast() override { at_ = nullptr; }

 private:
  const VersionedKeys* keys_ = nullptr;
  const VersionedKeys::Version* at_ = nullptr;
};

// Gives memory of a MemTableRep's allocator, whose class the engine keeps to itself.
class AllocatingRep : public rocksdb::MemTableRep {
 public:
  using rocksdb::MemTableRep::MemTableRep;

 protected:
  // For anything that a pointer's alignment is enough for.
  void* AllocateAligned(size_t bytes) {
    char* memory = nullptr;
    MemTableRep::Allocate(bytes + alignof(void*) - 1, &memory);
    const auto address = reinterpret_cast<uintptr_t>(memory);
    return memory + (alignof(void*) - address % alignof(void*)) % alignof(void*);
  }
};

class VersionedMemtable final : public AllocatingRep {
 public:
  VersionedMemtable(rocksdb::Allocator* allocator, ColumnFamily family,
                    std::shared_ptr<MemtableUse> use)
      : AllocatingRep(allocator),
        use_(std::move(use)),
        unneeded_of_family_(use_ == nullptr ? nullptr
                                            : &use_->unneeded_bytes[static_cast<size_t>(family)]),
        keys_(KeyOfVersion, use_ == nullptr ? nullptr : &use_->reads) {}

  ~VersionedMemtable() override {
    if (use_ != nullptr) *unneeded_of_family_ -= unneeded_bytes_;
  }

  rocksdb::KeyHandle Allocate(size_t length, char** buffer) override {
    size_t bytes = std::max(sizeof(StoredVersion), offsetof(StoredVersion, entry) + length);
    if (use_ != nullptr) bytes = FreeMemory::RoundedUp(bytes);
    void* memory = TakeUnneeded(bytes);
    if (memory == nullptr) memory = AllocateAligned(bytes);
    auto* const stored = new (memory) StoredVersion();
    stored->bytes = static_cast<uint32_t>(bytes);
    *buffer = stored->entry;
    return stored;
  }

  void Insert(rocksdb::KeyHandle handle) override {
    auto* const stored = static_cast<StoredVersion*>(handle);
    const VersionedKeys::Version* const overwritten =
        keys_.Insert(stored->version, KeyOfEntry(stored->entry).number,
                     [this](size_t bytes) { return AllocateAligned(bytes); });
    // It stays at least until this write is committed.
    if (overwritten != nullptr && !IsDeletion(*overwritten)) CountUnneeded(*overwritten);
    if (IsDeletion(stored->version)) CountUnneeded(stored->version);
  }
  void InsertConcurrently(rocksdb::KeyHandle handle) override { Insert(handle); }

  bool Contains(const char* entry) const override {
    const InternalKey key = KeyOfEntry(entry);
    const VersionedKeys::Version* const found = keys_.Find(key.user_key, key.number);
    return found != nullptr && found->number == key.number;
  }

  size_t ApproximateMemoryUsage() override { return keys_.memory_bytes(); }

  Iterator* GetIterator(rocksdb::Arena* arena) override {
    if (arena == nullptr) return new VersionIterator(keys_);
    return new (ArenaMemory(arena).Take(sizeof(VersionIterator))) VersionIterator(keys_);
  }

  // Without an arena the engine asks for it in one place only, MemTableRep::Get(), which looks up a
  // key, does not keep the iterator and does not delete it either.
  Iterator* GetDynamicPrefixIterator(rocksdb::Arena* arena) override {
    if (arena != nullptr) return GetIterator(arena);
    thread_local LookupIterator lookup;
    lookup.StartIn(keys_);
    return &lookup;
  }

 private:
  // An arena is an allocator, as its first base; the engine declares both and defines neither.
  class ArenaMemory final : public AllocatingRep {
   public:
    explicit ArenaMemory(rocksdb::Arena* arena)
        : AllocatingRep(reinterpret_cast<rocksdb::Allocator*>(arena)) {}
    void* Take(size_t bytes) { return AllocateAligned(bytes); }

    void Insert(rocksdb::KeyHandle /*handle*/) override {}
    bool Contains(const char* /*entry*/) const override { return false; }
    size_t ApproximateMemoryUsage() override { return 0; }
    Iterator* GetIterator(rocksdb::Arena* /*arena*/) override { return nullptr; }
  };

  // Memory of versions that nobody needs any more; nullptr: there is none of that size.
  void* TakeUnneeded(size_t bytes) {
    if (use_ == nullptr) return nullptr;
    const std::lock_guard lock(taking_);
    for (int i = 0; i < kMostFreedAtOnce; ++i) {
      VersionedKeys::Version* const version = keys_.TakeUnneeded();
      if (version == nullptr) break;
      free_.Give(version, StoredOf(*version).bytes);
    }
    void* const memory = free_.Take(bytes);
    if (memory != nullptr) {
      unneeded_bytes_ -= bytes;
      *unneeded_of_family_ -= bytes;
    }
    return memory;
  }

  void CountUnneeded(const VersionedKeys::Version& version) {
    if (use_ == nullptr) return;
    unneeded_bytes_ += StoredOf(version).bytes;
    *unneeded_of_family_ += StoredOf(version).bytes;
  }

  // One insertion makes one version unneeded; what open reads kept is caught up with.
  static constexpr int kMostFreedAtOnce = 3;

  const std::shared_ptr<MemtableUse> use_;
  std::atomic<size_t>* const unneeded_of_family_;
  std::atomic<size_t> unneeded_bytes_{0};
  VersionedKeys keys_;
  std::mutex taking_;
  FreeMemory free_;
};

}  // namespace

uint64_t VersionNumberOf(rocksdb::SequenceNumber sequence_number) {
  return sequence_number << kKindBits | kKinds;
}

rocksdb::MemTableRep* VersionedMemtableFactory::CreateMemTableRep(
    const rocksdb::MemTableRep::KeyComparator& /*comparator*/, rocksdb::Allocator* allocator,
    const rocksdb::SliceTransform* /*prefix*/, rocksdb::Logger* /*logger*/) {
  return new VersionedMemtable(allocator, family_, use_);
}

}  // namespace stator::storage
