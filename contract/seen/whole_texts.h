// Both texts of a diff, where the diff shows all of them.
//
//     @@ -1,2 +1,2 @@ with context_lines=3
//      Good evening.
//     -It is six.          expected "Good evening.\nIt is six.\n"
//     +It is seven.        actual   "Good evening.\nIt is seven.\n"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "seen/diffs.h"

namespace sp::contract {

// What a text may be, byte for byte: the structured form does not tell whether the last line has a
// newline, and a deployment may drop the CRs of line ends.
struct WholeText {
  std::vector<std::string> readings;

  // Whether one of the readings has that SHA-256, written in hexadecimal digits of either case.
  bool has_hash(std::string_view hash) const;
  // The SHA-256 of the likeliest reading.
  std::string hash() const;
};

struct WholeTexts {
  WholeText expected;
  WholeText actual;
};
// Nothing where a line may be left out, cut, or not be what the text has.
std::optional<WholeTexts> whole_texts(const SeenDiff& seen);

}  // namespace sp::contract
