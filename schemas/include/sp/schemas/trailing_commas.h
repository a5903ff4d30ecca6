// Commas behind the last item of an array or the last member of an object, as other languages
// allow them and JSON does not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sp::schemas {

struct TrailingComma {
  std::size_t offset;
  std::uint32_t line;    // from 1
  std::uint32_t column;  // from 1, in bytes
  std::string pointer;   // of the array or object
  bool in_object;
};

// In the order of the text, at most 100. Comments are white space. The text may have other faults:
// what follows the first of them may be taken for something that it is not.
//
//     trailing_commas("{\"a\": [1, 2,]}")    one at offset 11, of /a
std::vector<TrailingComma> trailing_commas(std::string_view text);

}  // namespace sp::schemas
