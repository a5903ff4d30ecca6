// How an answer departs from the contract: one of four usual ways, or in words of its own. The
// words that people read are made of it in one place, words_of().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sp::contract {

// Something is told in two ways: `expected` stands at `source`, such as a path, or a header's name.
//   Differs{"fail", "pass", "/runs/1/samples/7"}: expected fail, as in /runs/1/samples/7; found
//   pass
struct Differs {
  std::string expected;
  std::string found;
  std::string source = {};  // empty: the contract says so
};

// A number outside its bounds; one that is not there has none on that side.
//   OutOfRange{.least = 1, .found = 0}: expected at least 1; found 0
struct OutOfRange {
  std::optional<std::int64_t> least = {};
  std::optional<std::int64_t> most = {};
  std::int64_t found = 0;
  std::string because = {};  // "the total": why the bound is this one
};

// What may be there once is there again.
//   Repeats{"run 1, regression test 7", "row 0 of /samples/7/history"}
struct Repeats {
  std::string what;
  std::string first;  // where it was met before
};

// What has to be there is not.
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

}  // namespace sp::contract
