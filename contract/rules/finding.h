// How an answer departs from the contract: in one of four usual ways, or in words of its own.
// words_of() makes the words that people read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sp::contract {

// Two places contradict each other: `source`, such as a path or a header's name, has `expected`.
//   Differs{"fail", "pass", "/runs/1/samples/7"}: expected fail, as in /runs/1/samples/7; found
//   pass
struct Differs {
  std::string expected;
  std::string found;
  std::string source = {};  // empty: the contract says so
};

// A number outside its bounds; a side without a bound has nothing.
//   OutOfRange{.most = 1, .found = 3, .because = "as limit says", .unit = "row"}: expected at most
//   1 row, as limit says; found 3 rows
struct OutOfRange {
  std::optional<std::int64_t> least = {};
  std::optional<std::int64_t> most = {};
  std::int64_t found = 0;
  std::string because = {};    // why the bound is this one
  std::string_view unit = {};  // what is counted, in the singular; empty for a plain number
};

// Something that may be there only once is there again.
//   Repeats{"run 1, regression test 7", "row 0 of /samples/7/history"}
struct Repeats {
  std::string what;
  std::string first;  // where it was met before
};

// Something that must be there is not there.
//   Absent{"member \"count\""}: expected member "count"; found no such member
struct Absent {
  std::string what;
  std::string found = "none";
};

// Anything else.
struct FreeText {
  std::string expected;
  std::string found;
};

using Shape = std::variant<Differs, OutOfRange, Repeats, Absent, FreeText>;

// What a report says was expected, and what was found.
FreeText words_of(const Shape& shape);

// "1 row", "5 rows". `noun` is in the singular and takes an s in the plural.
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace sp::contract
