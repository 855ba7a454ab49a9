#include "server/http/input_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace stator::http {

std::span<char> InputBuffer::Prepare(size_t at_least, size_t preferred) {
  if (capacity_ - end_ < at_least) {
    const size_t used = size();
    if (capacity_ - used >= at_least) {
      std::memmove(storage_.get(), data(), used);
    } else {
      const size_t capacity = used + std::max(at_least, preferred);
      std::unique_ptr<char[]> storage(new char[capacity + 1]);
      if (used > 0) std::memcpy(storage.get(), data(), used);
      storage_ = std::move(storage);
      capacity_ = capacity;
    }
    begin_ = 0;
    end_ = used;
  }
  return {storage_.get() + end_, capacity_ - end_};
}

void InputBuffer::Consume(size_t bytes) {
  begin_ += bytes;
  if (begin_ == end_) begin_ = end_ = 0;
}

void InputBuffer::Append(std::string_view bytes) {
  if (bytes.empty()) return;
  std::memcpy(Prepare(bytes.size(), bytes.size()).data(), bytes.data(), bytes.size());
  Commit(bytes.size());
}

void InputBuffer::Release() {
  storage_.reset();
  capacity_ = begin_ = end_ = 0;
}

}  // namespace stator::http
