#include "storage/versioned_keys.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <new>
#include <type_traits>

namespace stator::storage {

struct VersionedKeys::Key {
  std::atomic<const char*> data{nullptr};  // of one of the versions
  size_t size = 0;
  uint64_t prefix = 0;  // the first bytes as a number: most comparisons need no more
  std::atomic<Version*> newest{nullptr};
  std::atomic<Version*> oldest{nullptr};
  Key* next_in_bucket = nullptr;
  int height = 1;
  // As many as the key is high; the rest lies behind.
  std::atomic<Key*> next[1]{};

  std::string_view bytes() const { return {data.load(), size}; }
  bool IsBefore(uint64_t other_prefix, std::string_view other) const {
    return prefix != other_prefix ? prefix < other_prefix : bytes() < other;
  }
};

namespace {

// What becomes reachable is complete: a pointer to it is stored with release, read with acquire.
// More than that, reading is sequentially consistent, for the sake of Redirect(); where most of
// this runs it costs the same.
template <typename T>
T* Load(const std::atomic<T*>& pointer) {
  return pointer.load();
}

template <typename T>
void Publish(std::atomic<T*>& pointer, T* target) {
  pointer.store(target, std::memory_order_release);
}

// Away from what is to be used again: see OpenReads.
template <typename T>
void Redirect(std::atomic<T*>& pointer, T* target) {
  pointer.store(target);
}

template <typename T>
void PushBack(boost::circular_buffer<T>& queue, std::type_identity_t<T> value) {
  constexpr size_t kLeast = 64;
  if (queue.full()) queue.set_capacity(std::max(kLeast, 2 * queue.capacity()));
  queue.push_back(value);
}

uint64_t PrefixOf(std::string_view key) {
  uint64_t prefix = 0;
  for (size_t i = 0; i < sizeof(prefix); ++i) {
    prefix = prefix << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return prefix;
}

}  // namespace

VersionedKeys::VersionedKeys(KeyOf key_of, const OpenReads* reads)
    // Zeroed memory of the system's: what no key falls on costs nothing. Zero bytes are null
    // pointers on every platform there is.
    : buckets_(static_cast<std::atomic<Key*>*>(std::calloc(kBuckets, sizeof(std::atomic<Key*>)))),
      key_of_(key_of),
      reads_(reads) {
  if (buckets_ == nullptr) std::abort();
}

VersionedKeys::~VersionedKeys() = default;

void VersionedKeys::Free::operator()(void* memory) const { std::free(memory); }

size_t VersionedKeys::memory_bytes() const { return kBuckets * sizeof(std::atomic<Key*>); }

const VersionedKeys::Version* VersionedKeys::Insert(Version& version, uint64_t number,
                                                    FunctionRef<void*(size_t bytes)> allocate) {
  const std::lock_guard lock(inserting_);
  const std::string_view key = key_of_(version);
  Key* const found = FindKey(key);
  version.number = number;
  version.key = found != nullptr ? found : NewKey(key, allocate);
  Version* const overwritten = AddVersion(*version.key, version);
  // A key that can be reached has a version.
  if (found == nullptr) AddKey(*version.key);
  if (overwritten != nullptr && reads_ != nullptr) PushBack(overwritten_, overwritten);
  return overwritten;
}

VersionedKeys::Key* VersionedKeys::NewKey(std::string_view key,
                                          FunctionRef<void*(size_t bytes)> allocate) {
  const int height = RandomHeight();
  const auto more = static_cast<size_t>(height - 1);
  void* const memory = allocate(sizeof(Key) + more * sizeof(std::atomic<Key*>));
  Key* const made = new (memory) Key();
  for (int level = 1; level < height; ++level) new (&made->next[level]) std::atomic<Key*>(nullptr);
  made->data.store(key.data(), std::memory_order_relaxed);
  made->size = key.size();
  made->prefix = PrefixOf(key);
  made->height = height;
  return made;
}

void VersionedKeys::AddKey(Key& key) {
  Links before{};
  Key* after = FirstKeyFrom(key.bytes(), &before);
  height_.store(std::max(height_.load(std::memory_order_relaxed), key.height),
                std::memory_order_relaxed);
  // From the bottom: a reader that finds the key on some level finds it on those below.
  for (int level = 0; level < key.height; ++level) {
    std::atomic<Key*>& link = NextOf(before[static_cast<size_t>(level)], level);
    if (level > 0) after = Load(link);
    key.next[level].store(after, std::memory_order_relaxed);
    Publish(link, &key);
  }
  std::atomic<Key*>& bucket = BucketOf(key.bytes());
  key.next_in_bucket = Load(bucket);
  Publish(bucket, &key);
}

// Versions come in order, but for those that several threads insert at a time.
VersionedKeys::Version* VersionedKeys::AddVersion(Key& key, Version& version) {
  Version* newer = nullptr;
  Version* older = Load(key.newest);
  while (older != nullptr && older->number > version.number) {
    newer = older;
    older = Load(older->older);
  }
  version.older.store(older, std::memory_order_relaxed);
  version.newer.store(newer, std::memory_order_relaxed);
  Publish(older != nullptr ? older->newer : key.oldest, &version);
  Publish(newer != nullptr ? newer->older : key.newest, &version);
  return newer == nullptr ? older : &version;
}

VersionedKeys::Version* VersionedKeys::TakeUnneeded() {
  if (reads_ == nullptr) return nullptr;
  const std::lock_guard lock(inserting_);
  const uint64_t oldest_read = reads_->oldest();
  for (int i = 0; i < kTakenOutAtOnce && !overwritten_.empty(); ++i) {
    Version& version = *overwritten_.front();
    if (Load(version.newer)->number > oldest_read) break;
    overwritten_.pop_front();
    TakeOut(version);
    PushBack(taken_out_, {&version, reads_->newest()});
  }
  if (taken_out_.empty() || taken_out_.front().at >= oldest_read) return nullptr;
  Version* const unreachable = taken_out_.front().version;
  taken_out_.pop_front();
  return unreachable;
}

// The version itself still leads to its neighbours: who stands on it must get away.
void VersionedKeys::TakeOut(Version& version) const {
  Version* const newer = Load(version.newer);
  Version* const older = Load(version.older);
  Redirect(newer->older, older);
  Redirect(older != nullptr ? older->newer : version.key->oldest, newer);
  std::atomic<const char*>& data = version.key->data;
  if (data.load() == key_of_(version).data()) Redirect(data, key_of_(*newer).data());
}

std::atomic<VersionedKeys::Key*>& VersionedKeys::BucketOf(std::string_view key) const {
  return buckets_[std::hash<std::string_view>()(key) % kBuckets];
}

VersionedKeys::Key* VersionedKeys::FindKey(std::string_view key) const {
  int probes = 0;
  for (Key* at = Load(BucketOf(key)); at != nullptr; at = at->next_in_bucket) {
    if (at->bytes() == key) return at;
    if (++probes < kMaxProbes) continue;
    Key* const found = FirstKeyFrom(key, nullptr);
    return found != nullptr && found->bytes() == key ? found : nullptr;
  }
  return nullptr;
}

std::atomic<VersionedKeys::Key*>& VersionedKeys::NextOf(Key* key, int level) const {
  return key != nullptr ? key->next[level] : first_[static_cast<size_t>(level)];
}

VersionedKeys::Key* VersionedKeys::FirstKeyFrom(std::string_view key, Links* before) const {
  const uint64_t prefix = PrefixOf(key);
  Key* last_before = nullptr;
  Key* next = nullptr;
  for (int level = height_.load(std::memory_order_relaxed) - 1; level >= 0; --level) {
    // What was not before the key on the level above need not be compared again.
    Key* const known = next;
    next = Load(NextOf(last_before, level));
    while (next != nullptr && next != known && next->IsBefore(prefix, key)) {
      last_before = next;
      next = Load(NextOf(last_before, level));
    }
    if (before != nullptr) (*before)[static_cast<size_t>(level)] = last_before;
  }
  return next;
}

VersionedKeys::Key* VersionedKeys::LastKeyBefore(std::string_view key) const {
  Links before{};
  FirstKeyFrom(key, &before);
  return before[0];
}

int VersionedKeys::RandomHeight() {
  int height = 1;
  while (height < kMaxHeight && random_() % kBranching == 0) ++height;
  return height;
}

const VersionedKeys::Version* VersionedKeys::NewestUpTo(const Key& key, uint64_t number) {
  // Past a long row of versions at once, as one comes who has seen enough of a key.
  if (Load(key.oldest)->number > number) return nullptr;
  const Version* version = Load(key.newest);
  while (version != nullptr && version->number > number) version = Load(version->older);
  return version;
}

const VersionedKeys::Version* VersionedKeys::Find(std::string_view key, uint64_t number) const {
  const Key* const found = FindKey(key);
  return found == nullptr ? nullptr : NewestUpTo(*found, number);
}

const VersionedKeys::Version* VersionedKeys::FirstFrom(std::string_view key,
                                                       uint64_t number) const {
  const Key* found = FirstKeyFrom(key, nullptr);
  if (found == nullptr) return nullptr;
  if (found->bytes() != key) return Load(found->newest);
  if (const Version* version = NewestUpTo(*found, number)) return version;
  found = Load(found->next[0]);
  return found == nullptr ? nullptr : Load(found->newest);
}

const VersionedKeys::Version* VersionedKeys::LastUpTo(std::string_view key, uint64_t number) const {
  Links before{};
  const Key* const found = FirstKeyFrom(key, &before);
  if (found != nullptr && found->bytes() == key) {
    const Version* const version = NewestUpTo(*found, number);
    if (version == nullptr) return Load(found->oldest);
    if (version->number == number) return version;
    if (const Version* const newer = Load(version->newer)) return newer;
  }
  return before[0] == nullptr ? nullptr : Load(before[0]->oldest);
}

const VersionedKeys::Version* VersionedKeys::First() const {
  const Key* const key = Load(first_[0]);
  return key == nullptr ? nullptr : Load(key->newest);
}

const VersionedKeys::Version* VersionedKeys::Last() const {
  Key* last = nullptr;
  for (int level = height_.load(std::memory_order_relaxed) - 1; level >= 0; --level) {
    while (Key* const next = Load(NextOf(last, level))) last = next;
  }
  return last == nullptr ? nullptr : Load(last->oldest);
}

const VersionedKeys::Version* VersionedKeys::After(const Version& version) {
  if (const Version* const older = Load(version.older)) return older;
  const Key* const next = Load(version.key->next[0]);
  return next == nullptr ? nullptr : Load(next->newest);
}

const VersionedKeys::Version* VersionedKeys::Before(const Version& version) const {
  if (const Version* const newer = Load(version.newer)) return newer;
  const Key* const before = LastKeyBefore(version.key->bytes());
  return before == nullptr ? nullptr : Load(before->oldest);
}

}  // namespace stator::storage
