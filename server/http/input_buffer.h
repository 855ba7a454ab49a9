#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace stator::http {

// Bytes read from a connection and not yet used up, contiguous and writable. One byte past the end
// of the contents always belongs to the buffer, so that a terminator can be put there.
class InputBuffer {
 public:
  InputBuffer() = default;

  char* data() { return storage_.get() + begin_; }
  size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  std::string_view view() const { return {storage_.get() + begin_, size()}; }

  // The free room behind the contents, at least `at_least` bytes (> 0) of it. Moves the contents
  // if there is not enough, and then makes room for `preferred`, which should grow with size().
  std::span<char> Prepare(size_t at_least, size_t preferred);

  // The first `bytes` of the free room have become contents.
  void Commit(size_t bytes) { end_ += bytes; }

  // Drops `bytes` from the front.
  void Consume(size_t bytes);

  // Keeps only the first `bytes`.
  void Truncate(size_t bytes) { end_ = begin_ + bytes; }

  void Append(std::string_view bytes);

  // Drops the contents, keeps the memory.
  void Clear() { begin_ = end_ = 0; }

  // Drops the contents and gives the memory back.
  void Release();

  size_t capacity() const { return capacity_; }

 private:
  std::unique_ptr<char[]> storage_;
  size_t capacity_ = 0;  // without the byte for the terminator
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace stator::http
