#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace stator::http {

// An answer as it came over the wire.
struct RawResponse {
  int status = 0;                              // 0: none came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // still with its content encoding

  std::string Header(const std::string& name) const;
};

// A client that sends exactly the bytes it is told to. Waits at most 10 s for anything.
class RawClient {
 public:
  explicit RawClient(uint16_t port, const char* address = "127.0.0.1");
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient& operator=(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return socket_ >= 0; }

  // True when the server has taken all of it.
  bool Send(std::string_view bytes);

  // Sends what fits right now.
  size_t SendSome(std::string_view bytes);

  // No more bytes will come from this side.
  void ShutdownSend();

  // Closes so that the server sees a reset.
  void Reset();

  // Whether there is something to read.
  bool HasAnswer();

  // The next answer; `to_head` is one without a body whatever its Content-Length says.
  RawResponse Read(bool to_head = false);

  // Sends and reads.
  RawResponse Ask(std::string_view bytes);

  // Everything up to the end of the connection; *clean becomes false on a reset or a timeout.
  std::string ReadToEnd(bool* clean = nullptr);

  // Whether the server has closed the connection cleanly, with nothing unread.
  bool EndsCleanly();

 private:
  // One read of whatever comes; false at the end, on an error, and when nothing comes.
  bool Receive();
  bool WaitFor(short events);

  int socket_ = -1;
  int last_error_ = 0;
  std::string received_;
};

// "POST / HTTP/1.1" with these extra header lines (each with its "\r\n") and body.
std::string Post(std::string_view body, std::string_view headers = {});

// The body in chunks of `chunk_bytes` under "Transfer-Encoding: chunked".
std::string PostChunked(std::string_view body, size_t chunk_bytes, std::string_view headers = {});

}  // namespace stator::http
