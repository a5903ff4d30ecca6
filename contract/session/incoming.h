// A response while it comes in: its head line by line, its body in pieces.
//
// A server may send what it likes, so both have a limit. Knows nothing of connections.
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

  // A line of a head, or of the trailers behind a chunked body, as it came, with its line end.
  // False when the limit is passed.
  [[nodiscard]] bool take_line(std::string_view line);
  // False when the limit is passed.
  [[nodiscard]] bool take_body(std::string_view piece);

  // Whether the final response's head came to its end; those of the 1xx before do not count.
  bool has_head() const { return head_ended_ && !interim_; }
  // Bytes of all heads.
  std::size_t header_bytes() const { return header_bytes_; }
  const Headers& headers() const { return headers_; }
  const std::string& body() const { return body_; }
  std::string release_body() { return std::move(body_); }
  // What the head says how many bytes the body has; nothing when it does not, or not so that
  // one could count, or when the body comes in chunks, which say it themselves.
  std::optional<std::uint64_t> stated_length() const;
  bool is_chunked() const;
  // Why it was not taken in; empty while it was.
  const std::string& problem() const { return problem_; }

 private:
  Headers headers_;  // of the head that came last
  std::string body_;
  std::string problem_;
  std::size_t header_bytes_ = 0;
  bool head_ended_ = false;
  bool interim_ = false;
};

}  // namespace sp::contract
