// The lines of the file of growing_har.h, and how to read one whose last entry is cut off.
#pragma once

#include <string>
#include <string_view>

namespace sp::recordings::growing {

// Stands in the first line, before the entries; each of them has a line of its own.
inline constexpr std::string_view before_entries = ",\"entries\":[\n";
// What stands behind the entries: while the writer is at work, and when it is done.
inline constexpr std::string_view not_ended = "],\"_ended\":false}}\n";
inline constexpr std::string_view ended = "],\"_ended\":true}}\n";
// What a reader puts there when the file ends in the middle of an entry.
inline constexpr std::string_view cut_off = "],\"_ended\":false,\"_cut_off\":true}}\n";

// Whether a text begins as such a file.
bool begins(std::string_view text);

// Such a text as JSON: as it is, or without an entry at its end that is cut off.
std::string mended(std::string text);

}  // namespace sp::recordings::growing
