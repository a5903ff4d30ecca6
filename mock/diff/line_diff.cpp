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

Interned intern(std::string_view expected, std::string_view actual) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto sequence = [&numbers](std::string_view text) {
    LineNumbers result;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
      const auto number = static_cast<std::uint32_t>(numbers.size());
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

namespace {

// Pairs of places that hold the same line, ascending in both texts.
using Matches = std::vector<std::pair<LineNumber, LineNumber>>;

// Up to this size the shortest diff is looked for at once. That search keeps a number of
// steps that grows with the square of the differences; a larger part is first cut at lines
// that both texts have exactly once, as "patience" diffs do.
constexpr LineNumber small_enough = 2000;

// The longest row of pairs that ascends in the second text; `pairs` ascends in the first.
Matches longest_ascending(const Matches& pairs) {
  std::vector<std::size_t> piles;  // the pair that ends the best row of each length
  std::vector<std::size_t> before(pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto pile = std::lower_bound(
        piles.begin(), piles.end(), pairs[i].second,
        [&](std::size_t top, LineNumber place) { return pairs[top].second < place; });
    before[i] = pile == piles.begin() ? pairs.size() : *(pile - 1);
    if (pile == piles.end()) {
      piles.push_back(i);
    } else {
      *pile = i;
    }
  }
  Matches row;
  std::size_t next = piles.empty() ? pairs.size() : piles.back();
  for (; next < pairs.size(); next = before[next]) row.push_back(pairs[next]);
  std::reverse(row.begin(), row.end());
  return row;
}

class Matcher {
 public:
  explicit Matcher(const Interned& texts)
      : expected_(texts.expected),
        actual_(texts.actual),
        in_expected_(texts.distinct),
        in_actual_(texts.distinct) {}

  Matches match() {
    match(
        {0, static_cast<LineNumber>(expected_.size()), 0, static_cast<LineNumber>(actual_.size())});
    return std::move(matches_);
  }

 private:
  // How often a line stands in a part, and where last.
  struct Seen {
    LineNumber times = 0;
    LineNumber place = 0;
  };

  void match(Part part) {
    while (!part.empty() && expected_[part.expected_begin] == actual_[part.actual_begin]) {
      matches_.emplace_back(part.expected_begin++, part.actual_begin++);
    }
    LineNumber tail = 0;
    while (!part.empty() && expected_[part.expected_end - 1] == actual_[part.actual_end - 1]) {
      --part.expected_end;
      --part.actual_end;
      ++tail;
    }
    if (!part.empty()) {
      const Matches anchors = part.size() > small_enough ? anchors_of(part) : Matches();
      anchors.empty() ? search(part) : match_between(part, anchors);
    }
    for (LineNumber i = 0; i < tail; ++i) {
      matches_.emplace_back(part.expected_end + i, part.actual_end + i);
    }
  }

  void match_between(const Part& part, const Matches& anchors) {
    Part gap = part;
    for (const auto& [e, a] : anchors) {
      gap.expected_end = e;
      gap.actual_end = a;
      match(gap);
      matches_.emplace_back(e, a);
      gap.expected_begin = e + 1;
      gap.actual_begin = a + 1;
    }
    gap.expected_end = part.expected_end;
    gap.actual_end = part.actual_end;
    match(gap);
  }

  static void count(const LineNumbers& text, LineNumber begin, LineNumber end,
                    std::vector<Seen>& lines) {
    for (LineNumber i = begin; i < end; ++i) lines[text[i]] = {lines[text[i]].times + 1, i};
  }

  static void forget(const LineNumbers& text, LineNumber begin, LineNumber end,
                     std::vector<Seen>& lines) {
    for (LineNumber i = begin; i < end; ++i) lines[text[i]] = {};
  }

  void count(const Part& part) {
    count(expected_, part.expected_begin, part.expected_end, in_expected_);
    count(actual_, part.actual_begin, part.actual_end, in_actual_);
  }

  void forget(const Part& part) {
    forget(expected_, part.expected_begin, part.expected_end, in_expected_);
    forget(actual_, part.actual_begin, part.actual_end, in_actual_);
  }

  // The longest row of lines that stand once in each text, in the same order in both.
  Matches anchors_of(const Part& part) {
    count(part);
    Matches pairs;
    for (LineNumber i = part.expected_begin; i < part.expected_end; ++i) {
      const Seen& there = in_actual_[expected_[i]];
      if (in_expected_[expected_[i]].times == 1 && there.times == 1) {
        pairs.emplace_back(i, there.place);
      }
    }
    forget(part);
    return longest_ascending(pairs);
  }

  // The shortest diff of a part. Lines that the other text does not have cannot match, so
  // they are left out; that keeps the search short when the texts have little in common.
  void search(const Part& part) {
    count(part);
    LineNumbers expected_places;
    LineNumbers actual_places;
    for (LineNumber i = part.expected_begin; i < part.expected_end; ++i) {
      if (in_actual_[expected_[i]].times > 0) expected_places.push_back(i);
    }
    for (LineNumber i = part.actual_begin; i < part.actual_end; ++i) {
      if (in_expected_[actual_[i]].times > 0) actual_places.push_back(i);
    }
    forget(part);
    if (!expected_places.empty() && !actual_places.empty()) run(expected_places, actual_places);
  }

  static LineNumbers lines_at(const LineNumbers& text, const LineNumbers& places) {
    LineNumbers lines;
    for (const LineNumber place : places) lines.push_back(text[place]);
    return lines;
  }

  void run(const LineNumbers& expected_places, const LineNumbers& actual_places) {
    dtl::Diff<LineNumber, LineNumbers> diff(lines_at(expected_, expected_places),
                                            lines_at(actual_, actual_places));
    // Keeps the search within bounds; it reserves 48 MB, so only where there is need.
    if (expected_places.size() + actual_places.size() > small_enough) diff.onHuge();
    diff.compose();
    std::size_t e = 0;
    std::size_t a = 0;
    for (const auto& [number, step] : diff.getSes().getSequence()) {
      switch (step.type) {
        case dtl::SES_COMMON:
          matches_.emplace_back(expected_places[e++], actual_places[a++]);
          break;
        case dtl::SES_DELETE: ++e; break;
        case dtl::SES_ADD: ++a; break;
      }
    }
  }

  const LineNumbers& expected_;
  const LineNumbers& actual_;
  // By line; what one part counted is forgotten before the next.
  std::vector<Seen> in_expected_;
  std::vector<Seen> in_actual_;
  Matches matches_;
};

}  // namespace

std::vector<Change> changes_between(std::string_view expected, std::string_view actual) {
  const Interned texts = intern(expected, actual);
  Matches matches = Matcher(texts).match();
  matches.emplace_back(texts.expected.size(), texts.actual.size());  // where both end

  std::vector<Change> changes;
  LineNumber e = 0;
  LineNumber a = 0;
  for (const auto& [next_e, next_a] : matches) {
    if (next_e > e || next_a > a) changes.push_back({e, next_e, a, next_a});
    e = next_e + 1;
    a = next_a + 1;
  }
  return changes;
}

}  // namespace sp::mock
