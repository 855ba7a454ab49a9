#include "server/http/socket.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace stator::http {
namespace {

// Of a call that failed.
Transfer Failed() {
  const bool try_again = errno == EAGAIN || errno == EWOULDBLOCK;
  return {try_again ? Transfer::Status::kTryAgain : Transfer::Status::kEnded, 0};
}

Transfer Sent(ssize_t result) {
  return result < 0 ? Failed() : Transfer{Transfer::Status::kDone, static_cast<size_t>(result)};
}

iovec PieceOf(std::string_view bytes) {
  // Sending only reads them.
  return {const_cast<char*>(bytes.data()), bytes.size()};
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    Close();
    number_ = other.Release();
  }
  return *this;
}

void Descriptor::Close() {
  if (is_open()) close(Release());
}

int Descriptor::Release() { return std::exchange(number_, -1); }

Transfer Socket::Receive(std::span<char> room) const {
  ssize_t result = 0;
  do {
    result = recv(number(), room.data(), room.size(), 0);
  } while (result < 0 && errno == EINTR);
  if (result < 0) return Failed();
  if (result == 0) return {Transfer::Status::kEnded, 0};
  return {Transfer::Status::kDone, static_cast<size_t>(result)};
}

Transfer Socket::Send(std::string_view bytes) const {
  ssize_t result = 0;
  do {
    result = send(number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } while (result < 0 && errno == EINTR);
  return Sent(result);
}

Transfer Socket::Send(std::string_view first, std::string_view second) const {
  std::array<iovec, 2> pieces = {PieceOf(first), PieceOf(second)};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  ssize_t result = 0;
  do {
    result = sendmsg(number(), &message, MSG_NOSIGNAL);
  } while (result < 0 && errno == EINTR);
  return Sent(result);
}

void Socket::ShutdownReceive() const { shutdown(number(), SHUT_RD); }
void Socket::ShutdownSend() const { shutdown(number(), SHUT_WR); }

}  // namespace stator::http
