#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace stator::http {

// A descriptor of the system's, closed with its owner; -1: none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { Close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void Close();
  int Release();

 private:
  int number_ = -1;
};

// How a read or a write went that does not wait.
struct Transfer {
  enum class Status {
    kDone,      // `bytes` were moved; fewer than asked for: the socket has no more, or no more room
    kTryAgain,  // the socket has nothing, or no room
    kEnded,     // the end of the input, or the connection is broken
  };
  Status status = Status::kDone;
  size_t bytes = 0;
};

// A connected TCP socket that never waits.
class Socket {
 public:
  // Takes over a descriptor that is set not to wait.
  explicit Socket(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  int number() const { return descriptor_.number(); }

  Transfer Receive(std::span<char> room) const;
  Transfer Send(std::string_view bytes) const;
  // The one behind the other, in one call.
  Transfer Send(std::string_view first, std::string_view second) const;

  // What has come already can still be received.
  void ShutdownReceive() const;
  void ShutdownSend() const;

 private:
  Descriptor descriptor_;
};

}  // namespace stator::http
