// An output file read as the platform reads it before it compares two (contract section 8,
// diff_reads_lines_its_way).
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// Beyond so many bytes the platform makes no diff.
constexpr std::size_t longest_compared = 10 << 20;

// The bytes as UTF-8, where they are none as Windows-1252, with each line end (LF, CR or CRLF) as
// LF, and one behind the last line. Texts that are the same then are the same to the platform.
//
//     platform_text("a\r\nb")    // "a\nb\n"
//     platform_text("caf\xE9")   // "café\n"
std::string platform_text(std::string_view bytes);

}  // namespace sp::mock
