// The body of a request: of a stated length, or in chunks (RFC 9112 section 7.1):
//
//     5;name=value CRLF        size in hex digits, extensions
//     hello CRLF               so many bytes
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

// What the body of a request may be.
struct BodyRule {
  std::size_t limit = 1 << 20;  // bytes, else 413
  bool keep = false;            // whether anybody wants it; else it is read and forgotten
};

class BodyReader {
 public:
  static BodyReader none() { return BodyReader(); }
  static BodyReader of_length(std::uint64_t length, BodyRule rule);
  static BodyReader chunked(BodyRule rule);

  BodyReader() = default;

  // Reads what belongs to the body from the front of `bytes`, adds it to `body` if it is to be
  // kept, and returns how many bytes it took. Those that it leaves have to be there again next
  // time.
  std::size_t read(std::string_view bytes, std::string& body);

  bool complete() const { return part_ == Part::end; }
  const std::optional<Refusal>& refusal() const { return refusal_; }
  // How many bytes were taken so far.
  std::size_t taken() const { return taken_; }

 private:
  enum class Part { data, data_end, size_line, trailer, end };

  std::size_t read_part(std::string_view bytes, std::string& body);
  std::size_t read_data(std::string_view bytes, std::string& body);
  // The next line, without its end; nothing when it is not whole, or refused.
  std::optional<std::string_view> line_of(std::string_view bytes);
  void begin_chunk(std::string_view line);
  void read_trailer(std::string_view line);
  // Counts what chunks cost beyond what they carry; false when that is too much.
  bool spend(std::size_t bytes);
  void expect(std::uint64_t bytes);
  void refuse(Refusal refusal);

  Part part_ = Part::end;
  BodyRule rule_;
  bool chunked_ = false;
  std::uint64_t left_ = 0;   // bytes of the data, or of this chunk's
  std::uint64_t size_ = 0;   // of the body, as far as it was announced
  std::size_t extras_ = 0;   // bytes of extensions and trailers
  std::size_t scanned_ = 0;  // of a line that is not whole
  std::size_t taken_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace sp::mock
