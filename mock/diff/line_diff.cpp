#include "diff/line_diff.h"

#include <algorithm>
#include <unordered_map>

#include <dtl/dtl.hpp>

namespace sp::mock {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

namespace {

using LineNumber = std::uint32_t;
using Sequence = std::vector<LineNumber>;

// Texts as rows of numbers: each distinct line has one. A line is told apart by its end as
// well, so that a missing newline at the end of a text is a difference.
struct Interned {
  Sequence expected;
  Sequence actual;
  std::size_t distinct;
};

Interned intern(std::string_view expected, std::string_view actual) {
  std::unordered_map<std::string_view, LineNumber> numbers;
  const auto sequence = [&numbers](std::string_view text) {
    Sequence result;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
      const auto number = static_cast<LineNumber>(numbers.size());
      result.push_back(numbers.try_emplace(text.substr(0, size), number).first->second);
      text.remove_prefix(size);
    }
    return result;
  };
  Interned result;
  result.expected = sequence(expected);
  result.actual = sequence(actual);
  result.distinct = numbers.size();
  return result;
}

// The part of a text that takes part in the search: without the common lines at both ends
// and without lines that the other text does not have (they cannot match anything), which
// keeps the search short when the texts have little in common.
struct Candidate {
  Sequence numbers;
  Sequence places;  // in the whole text
};

Candidate candidates(const Sequence& text, std::size_t begin, std::size_t end,
                     const std::vector<bool>& in_other) {
  Candidate result;
  for (std::size_t i = begin; i < end; ++i) {
    if (!in_other[text[i]]) continue;
    result.numbers.push_back(text[i]);
    result.places.push_back(static_cast<LineNumber>(i));
  }
  return result;
}

std::vector<bool> seen_in(const Sequence& text, std::size_t begin, std::size_t end,
                          std::size_t distinct) {
  std::vector<bool> seen(distinct);
  for (std::size_t i = begin; i < end; ++i) seen[text[i]] = true;
  return seen;
}

// Pairs of places that hold the same line, ascending in both texts.
using Matches = std::vector<std::pair<LineNumber, LineNumber>>;

void match_middle(const Candidate& expected, const Candidate& actual, Matches& matches) {
  if (expected.numbers.empty() || actual.numbers.empty()) return;
  dtl::Diff<LineNumber, Sequence> diff(expected.numbers, actual.numbers);
  diff.onHuge();
  diff.compose();
  std::size_t e = 0;
  std::size_t a = 0;
  for (const auto& [number, step] : diff.getSes().getSequence()) {
    switch (step.type) {
      case dtl::SES_COMMON: matches.emplace_back(expected.places[e++], actual.places[a++]); break;
      case dtl::SES_DELETE: ++e; break;
      case dtl::SES_ADD: ++a; break;
    }
  }
}

}  // namespace

std::vector<Change> changes_between(std::string_view expected_text, std::string_view actual_text) {
  const auto [expected, actual, distinct] = intern(expected_text, actual_text);
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t head = 0;
  while (head < shorter && expected[head] == actual[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         expected[expected.size() - 1 - tail] == actual[actual.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t expected_end = expected.size() - tail;
  const std::size_t actual_end = actual.size() - tail;

  Matches matches;
  match_middle(
      candidates(expected, head, expected_end, seen_in(actual, head, actual_end, distinct)),
      candidates(actual, head, actual_end, seen_in(expected, head, expected_end, distinct)),
      matches);
  matches.emplace_back(expected_end, actual_end);  // where the common tail begins

  std::vector<Change> changes;
  auto e = static_cast<LineNumber>(head);
  auto a = static_cast<LineNumber>(head);
  for (const auto& [next_e, next_a] : matches) {
    if (next_e > e || next_a > a) changes.push_back({e, next_e, a, next_a});
    e = next_e + 1;
    a = next_a + 1;
  }
  return changes;
}

}  // namespace sp::mock
