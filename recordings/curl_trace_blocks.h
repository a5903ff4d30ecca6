// The blocks of a trace of curl: each is a line that says what it is, and below it rows of bytes.
//
//     => Send header, 18 bytes (0x12)
//     0000: 47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a GET / HTTP/1.1..
//     0010: 0d 0a                                           ..
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sp::recordings {

struct TraceBlock {
  enum class Kind { info, sent_head, sent_data, received_head, received_data, other };
  Kind kind = Kind::other;
  std::optional<std::chrono::microseconds> at = {};  // since midnight, if the trace has times
  std::string transfer = {};                         // "0-0"; empty if the trace does not tell
  std::string_view text = {};                        // what stands behind the kind
  std::size_t size = 0;                              // of the bytes, as that says
  std::string bytes = {};
};

// The block that the line begins, without its bytes; nothing if it begins none.
std::optional<TraceBlock> block_in(std::string_view line);

// All of them. Throws schemas::FileError if one has not the bytes that it says.
std::vector<TraceBlock> blocks_of(std::string_view text, const std::string& file);

// Takes the first line off a text. The result is without its end.
std::string_view taken_line(std::string_view& text);

}  // namespace sp::recordings
