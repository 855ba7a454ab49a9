#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace stator::json {

// Appends to a string through a bare pointer: one comparison for each piece and none for each
// byte, where appending to the string itself checks, terminates and updates its length each time.
// While a sink is there, the string holds bytes behind what was written; the sink's end takes them
// away.
class TextSink {
 public:
  // Expects some `expected` bytes; more may come.
  explicit TextSink(std::string& out, size_t expected = 0) : out_(out) { Grow(expected); }
  ~TextSink() { out_.resize(size()); }
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  size_t size() const { return static_cast<size_t>(cursor_ - out_.data()); }

  // Where at least `bytes` bytes may be written; Advance() tells up to where they were.
  char* Room(size_t bytes) {
    if (static_cast<size_t>(end_ - cursor_) < bytes) Grow(std::max(bytes, kStep));
    return cursor_;
  }
  void Advance(const char* written_to) { cursor_ += written_to - cursor_; }

  void Append(char c) {
    *Room(1) = c;
    ++cursor_;
  }
  void Append(std::string_view text) {
    char* const to = Room(text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    cursor_ += text.size();
  }

 private:
  static constexpr size_t kStep = 256;

  void Grow(size_t bytes) {
    const size_t used = cursor_ == nullptr ? out_.size() : size();
    const size_t wanted = used + bytes;
    // The capacity grows in steps of its own, so that many small growths copy little.
    if (wanted > out_.capacity()) out_.reserve(std::max(wanted, 2 * out_.capacity()));
    out_.resize(wanted);
    cursor_ = out_.data() + used;
    end_ = out_.data() + wanted;
  }

  std::string& out_;
  char* cursor_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace stator::json
