#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stator {

// Bump allocator for everything that lives exactly as long as one request: parsed attribute
// values, expression trees, copies of stored items. Only trivially destructible objects may be
// placed in it. Not thread-safe; each connection owns one.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Uninitialised memory, valid until Reset() or destruction. `alignment` is a power of two.
  void* Allocate(size_t bytes, size_t alignment = alignof(std::max_align_t)) {
    uintptr_t start = (cursor_ + alignment - 1) & ~(uintptr_t{alignment} - 1);
    if (start + bytes > end_ || start < cursor_) {
      return AllocateFromNewBlock(bytes, alignment);
    }
    cursor_ = start + bytes;
    return reinterpret_cast<void*>(start);  // NOLINT(performance-no-int-to-ptr)
  }

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // `count` value-initialised elements.
  template <typename T>
  std::span<T> NewArray(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (count == 0) return {};
    T* first = static_cast<T*>(Allocate(sizeof(T) * count, alignof(T)));
    for (size_t i = 0; i < count; ++i) new (first + i) T{};
    return {first, count};
  }

  template <typename T>
  std::span<T> CopyArray(std::span<const T> source) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (source.empty()) return {};
    T* first = static_cast<T*>(Allocate(sizeof(T) * source.size(), alignof(T)));
    std::memcpy(static_cast<void*>(first), source.data(), sizeof(T) * source.size());
    return {first, source.size()};
  }

  std::string_view CopyString(std::string_view text) {
    if (text.empty()) return {};
    char* copy = static_cast<char*>(Allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  // Invalidates everything allocated so far. Keeps at most kRetainedBytes for the next request,
  // so that a connection which once carried a 16 MiB body does not hold on to it.
  void Reset();

  // Bytes obtained from the heap and not yet given back.
  size_t reserved_bytes() const { return reserved_bytes_; }

  static constexpr size_t kFirstBlockBytes = 16 * 1024;
  static constexpr size_t kRetainedBytes = 64 * 1024;

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    size_t size;
  };

  void* AllocateFromNewBlock(size_t bytes, size_t alignment);
  void UseBlock(const Block& block);

  std::vector<Block> blocks_;
  uintptr_t cursor_ = 0;
  uintptr_t end_ = 0;
  size_t reserved_bytes_ = 0;
};

}  // namespace stator
