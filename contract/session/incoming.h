// A response while it comes in: its head line by line, its body in pieces. Both have a limit,
// because a server may send as much as it likes. Knows nothing of connections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/request.h"

namespace sp::contract {

class Incoming {
 public:
  static constexpr std::size_t most_body = 16 << 20;  // bytes
  static constexpr std::size_t most_headers = 256 << 10;

  // A body may have at most so many bytes.
  explicit Incoming(std::size_t most = most_body) : most_(most) {}

  // Takes a line of a head, or of the trailers behind a chunked body, with its line end. Returns
  // false if the head is then longer than its limit.
  [[nodiscard]] bool take_line(std::string_view line);
  // Takes the next piece of the body. Returns false if the body is then longer than its limit.
  [[nodiscard]] bool take_body(std::string_view piece);

  // Whether the whole head of the final response has come. The heads of 1xx responses before it do
  // not count.
  bool has_head() const { return head_ended_ && !interim_; }
  // How many bytes all heads have together.
  std::size_t header_bytes() const { return header_bytes_; }
  const Headers& headers() const { return headers_; }
  const std::string& body() const { return body_; }
  std::string release_body() { return std::move(body_); }
  // The size of the body, in bytes, as Content-Length states it. Nothing if the header is not there
  // or is no number, or if the body comes in chunks, which state their own sizes.
  std::optional<std::uint64_t> stated_length() const;
  bool is_chunked() const;
  // Why a line or a piece was not taken; empty if all were.
  const std::string& problem() const { return problem_; }

 private:
  std::size_t most_;
  Headers headers_;  // of the head that came last
  std::string body_;
  std::string problem_;
  std::size_t header_bytes_ = 0;
  bool head_ended_ = false;
  bool interim_ = false;
};

}  // namespace sp::contract
