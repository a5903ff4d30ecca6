// Reads the body of a request, which has a stated length or comes in chunks (RFC 9112 section 7.1):
//
//     5;name=value CRLF        the size of a chunk in hex digits, and extensions
//     hello CRLF               as many bytes as that
//     0 CRLF                   the last chunk
//     X-Sum: 1 CRLF CRLF       trailers, which are read and dropped
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/request_head.h"

namespace sp::mock {

// How to treat the body of a request.
struct BodyRule {
  std::size_t limit = 1 << 20;  // in bytes; a longer body is refused with 413
  bool keep = false;            // whether to keep the body; if not, it is read and dropped
};

class BodyReader {
 public:
  static BodyReader none() { return BodyReader(); }
  static BodyReader of_length(std::uint64_t length, BodyRule rule);
  static BodyReader chunked(BodyRule rule);

  BodyReader() = default;

  // Reads the bytes at the front of `bytes` that belong to the body, adds its content to `body` if
  // the rule keeps it, and returns how many bytes it took. Call it again with the bytes that it
  // left, followed by more.
  std::size_t read(std::string_view bytes, std::string& body);

  bool complete() const { return part_ == Part::end; }
  const std::optional<Refusal>& refusal() const { return refusal_; }
  // How many bytes read() has taken so far.
  std::size_t taken() const { return taken_; }

 private:
  enum class Part { data, data_end, size_line, trailer, end };

  std::size_t read_part(std::string_view bytes, std::string& body);
  std::size_t read_data(std::string_view bytes, std::string& body);
  // The next line, without its end; nullopt if it is not complete yet or was refused.
  std::optional<std::string_view> line_of(std::string_view bytes);
  void begin_chunk(std::string_view line);
  void read_trailer(std::string_view line);
  // Counts bytes of extensions and trailers. Refuses the body and returns false if there are too
  // many.
  bool spend(std::size_t bytes);
  void expect(std::uint64_t bytes);
  void refuse(Refusal refusal);

  Part part_ = Part::end;
  BodyRule rule_;
  bool chunked_ = false;
  std::uint64_t left_ = 0;   // how many bytes of the body, or of this chunk, are still to come
  std::uint64_t size_ = 0;   // bytes of the body that were announced so far
  std::size_t extras_ = 0;   // bytes of extensions and trailers so far
  std::size_t scanned_ = 0;  // bytes of an incomplete line in which no line end was found
  std::size_t taken_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace sp::mock
