// Why a text is not JSON, in words for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::schemas {

// What may stand at a place of a JSON text.
enum class Awaited {
  value,
  value_or_end,         // after [
  name,                 // after a comma in an object
  name_or_end,          // after {
  colon,                // after a member's name
  comma_or_array_end,   // after an item
  comma_or_object_end,  // after a member
  end_of_text,          // after the outermost value
};

struct Diagnosis {
  std::size_t offset;  // of what was found
  Awaited awaited;     // there
  std::string expected;
  std::string found;
};

// The mistake in a text that a parser read well up to `at`, where `awaited` was to come, and
// refused for the byte at `last` (the size of the text when it met the end). `end` is what people
// call the end of the text.
Diagnosis diagnose(std::string_view text, std::size_t at, Awaited awaited, std::size_t last,
                   bool comments, std::string_view end);

}  // namespace sp::schemas
