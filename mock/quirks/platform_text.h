// Reads an output file as the platform does before it compares two of them (contract section 8,
// diff_reads_lines_its_way).
#pragma once

#include <string>
#include <string_view>

namespace sp::mock {

// The platform makes no diff of files that are longer than this, in bytes.
constexpr std::size_t longest_compared = 10 << 20;

// Decodes the bytes as UTF-8, or as Windows-1252 if they are not valid UTF-8; turns each line end
// (LF, CR or CRLF) into LF, and ends the last line with one. The platform takes two files for
// identical if these texts are equal. The result is UTF-8.
//
//     platform_text("a\r\nb")    // "a\nb\n"
//     platform_text("caf\xE9")   // "café\n"
std::string platform_text(std::string_view bytes);

}  // namespace sp::mock
