#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace stator::storage {

// The reads of one store that have begun and not ended, and what they may look at. Commits are
// numbered; each read sees all up to the newest one of when it began, or more. What nobody sees any
// more can be used again, and this is how its owner knows: he asks for oldest() and newest().
//
// For any number of threads. A read costs one compare-and-swap and one store in a line of memory
// that mostly only its own thread touches; a commit looks at the lines of all threads.
//
// All operations on the members are sequentially consistent, and so must be those by which a reader
// finds what may be used again: who takes a thing out, and then asks for newest(), knows that every
// reader that found it before began no later than that.
class OpenReads {
 public:
  class Read;

  OpenReads() = default;
  OpenReads(const OpenReads&) = delete;
  OpenReads& operator=(const OpenReads&) = delete;

  // After a commit, when reads that begin see it. Numbers may come out of order.
  void Committed(uint64_t number);

  // Every read that is open, or will begin, sees all up to this commit. Of the last Committed().
  uint64_t oldest() const { return oldest_.load(); }
  // No open read began after this commit.
  uint64_t newest() const { return newest_.load(); }

 private:
  // More reads at a time than there are places are only counted.
  static constexpr size_t kPlaces = 64;
  static constexpr size_t kLineBytes = 64;
  static constexpr uint64_t kFree = 0;

  // When the read began, plus one.
  struct alignas(kLineBytes) Place {
    std::atomic<uint64_t> began{kFree};
  };

  // nullptr: none is free.
  std::atomic<uint64_t>* TakePlace();
  uint64_t OldestOfPlaces() const;

  alignas(kLineBytes) std::atomic<uint64_t> newest_{0};
  std::atomic<uint64_t> oldest_{0};
  // Places from this one on were never used.
  std::atomic<uint64_t> places_used_{0};
  // Of the reads without a place; while there are any, nothing counts as seen by all.
  alignas(kLineBytes) std::atomic<uint64_t> without_place_{0};
  std::array<Place, kPlaces> places_;
};

// An open read, until its end of life; on any thread.
class OpenReads::Read {
 public:
  explicit Read(OpenReads& reads);
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;
  ~Read();

 private:
  OpenReads& reads_;
  std::atomic<uint64_t>* const place_;  // nullptr: none was free
};

}  // namespace stator::storage
