// An answer that is sent piece by piece while its body is still being made.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "faults/response.h"
#include "http/answer_writer.h"
#include "http/request_head.h"
#include "http/stream.h"

namespace sp::mock {

// Used by the thread of the connection. Call begin(), then write() as often as there is more of the
// body, then end(). Once a call has returned false, the client is gone, and further calls do
// nothing.
class StreamedAnswer {
 public:
  // All must outlive it. `after` is what is to become of the connection, if the length of the
  // answer allows it.
  StreamedAnswer(Stream& stream, const RequestHead& request, Connection after);

  // Sends the status and the headers; the body of `head` is ignored. `length` is how long the body
  // will be, or, where the answer to HEAD has none, would be; nothing if that is not known.
  bool begin(const Response& head, std::optional<std::uint64_t> length);
  // Sends more of the body. An answer that cannot have a body sends none of it.
  bool write(std::string_view bytes);
  // Call this when the body is complete.
  bool end();

  // Whether the client has the whole answer, and another one may follow on the connection.
  bool connection_stays() const { return whole_ && after_ != Connection::closes; }
  // Whether the client can tell that the answer is complete.
  bool whole() const { return whole_; }
  bool client_is_there() const { return client_is_there_; }

 private:
  bool send(std::string_view first, std::string_view second = {}, std::string_view third = {});

  Stream& stream_;
  const RequestHead& request_;
  Connection after_;
  bool without_body_ = false;
  bool chunked_ = false;
  std::optional<std::uint64_t> left_;  // how much of the body is still to come, if that is known
  bool whole_ = false;
  bool client_is_there_ = true;
};

}  // namespace sp::mock
