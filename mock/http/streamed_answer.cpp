#include "http/streamed_answer.h"

#include <chrono>
#include <string>

#include <fmt/format.h>

namespace sp::mock {

StreamedAnswer::StreamedAnswer(Stream& stream, const RequestHead& request, Connection after)
    : stream_(stream), request_(request), after_(after) {}

bool StreamedAnswer::begin(const Response& head, std::optional<std::uint64_t> length) {
  without_body_ = has_no_body(head.status) || request_.request.method == "HEAD";
  chunked_ = !without_body_ && !length && !request_.old;
  // A client of HTTP/1.0 learns from the end of the connection that the body is complete.
  if (!without_body_ && !length && request_.old) after_ = Connection::closes;
  left_ = length;
  std::string text;
  write_head(head, {.length = length, .chunked = chunked_}, after_, text);
  return send(text);
}

bool StreamedAnswer::write(std::string_view bytes) {
  if (without_body_ || bytes.empty()) return client_is_there_;
  if (chunked_) return send(fmt::format("{:x}\r\n", bytes.size()), bytes, "\r\n");
  if (left_) {
    bytes = bytes.substr(0, *left_);
    *left_ -= bytes.size();
  }
  return send(bytes);
}

bool StreamedAnswer::end() {
  if (chunked_ && !send("0\r\n\r\n")) return false;
  whole_ = client_is_there_ && (without_body_ || left_.value_or(0) == 0);
  return whole_;
}

bool StreamedAnswer::send(std::string_view first, std::string_view second, std::string_view third) {
  if (!client_is_there_) return false;
  const Deadline deadline = std::chrono::steady_clock::now() + patience;
  client_is_there_ =
      stream_.send(first, second, deadline) && (third.empty() || stream_.send(third, {}, deadline));
  return client_is_there_;
}

}  // namespace sp::mock
