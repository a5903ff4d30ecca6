#include "diff/python_diff.h"

#include <algorithm>
#include <cstdint>

namespace sp::mock {

namespace {

// Equal lines in both texts: `size` of them, from these places on.
struct Block {
  LineNumber expected;
  LineNumber actual;
  LineNumber size;
};

class SequenceMatcher {
 public:
  explicit SequenceMatcher(const Interned& texts)
      : expected_(texts.expected), actual_(texts.actual), places_(texts.distinct) {
    for (LineNumber i = 0; i < actual_.size(); ++i) places_[actual_[i]].push_back(i);
    constexpr std::size_t long_text = 200;
    if (actual_.size() < long_text) return;
    const std::size_t most = actual_.size() / 100 + 1;
    for (auto& places : places_) {
      if (places.size() > most) places.clear();
    }
  }

  // In order; what touches is one.
  std::vector<Block> blocks() const {
    std::vector<Block> found;
    std::vector<Part> open = {
        {0, static_cast<LineNumber>(expected_.size()), 0, static_cast<LineNumber>(actual_.size())}};
    while (!open.empty()) {
      const Part part = open.back();
      open.pop_back();
      if (part.empty()) continue;
      const Block block = longest(part);
      if (block.size == 0) continue;
      found.push_back(block);
      open.push_back({part.expected_begin, block.expected, part.actual_begin, block.actual});
      open.push_back({block.expected + block.size, part.expected_end, block.actual + block.size,
                      part.actual_end});
    }
    std::sort(found.begin(), found.end(),
              [](const Block& a, const Block& b) { return a.expected < b.expected; });
    return found;
  }

 private:
  // How long a stretch of equal lines is that ends at a place of the actual text.
  struct Stretch {
    LineNumber end;
    LineNumber size;
  };
  using Row = std::vector<Stretch>;  // by place

  // The longest block of a part; of several, the one that begins first in the expected text, then
  // in the actual one. Lines that start none may still lengthen it.
  Block longest(const Part& part) const {
    Block best{part.expected_begin, part.actual_begin, 0};
    Row before;
    Row row;
    for (LineNumber e = part.expected_begin; e < part.expected_end; ++e) {
      row.clear();
      auto last = before.cbegin();
      const auto& places = places_[expected_[e]];
      for (auto a = std::lower_bound(places.begin(), places.end(), part.actual_begin);
           a != places.end() && *a < part.actual_end; ++a) {
        while (last != before.cend() && last->end + 1 < *a) ++last;
        const bool goes_on = last != before.cend() && last->end + 1 == *a;
        const LineNumber size = goes_on ? last->size + 1 : 1;
        row.push_back({*a, size});
        if (size > best.size) best = {e + 1 - size, *a + 1 - size, size};
      }
      std::swap(before, row);
    }
    return lengthened(best, part);
  }

  Block lengthened(Block block, const Part& part) const {
    while (block.expected > part.expected_begin && block.actual > part.actual_begin &&
           expected_[block.expected - 1] == actual_[block.actual - 1]) {
      --block.expected;
      --block.actual;
      ++block.size;
    }
    while (block.expected + block.size < part.expected_end &&
           block.actual + block.size < part.actual_end &&
           expected_[block.expected + block.size] == actual_[block.actual + block.size]) {
      ++block.size;
    }
    return block;
  }

  const LineNumbers& expected_;
  const LineNumbers& actual_;
  std::vector<std::vector<LineNumber>>
      places_;  // in the actual text, of each line that may start one
};

}  // namespace

std::vector<Change> python_changes_between(std::string_view expected, std::string_view actual) {
  const Interned texts = intern(expected, actual);
  std::vector<Block> blocks = SequenceMatcher(texts).blocks();
  blocks.push_back({static_cast<LineNumber>(texts.expected.size()),
                    static_cast<LineNumber>(texts.actual.size()), 0});  // where both end
  std::vector<Change> changes;
  LineNumber e = 0;
  LineNumber a = 0;
  for (const Block& block : blocks) {
    if (block.expected > e || block.actual > a)
      changes.push_back({e, block.expected, a, block.actual});
    e = block.expected + block.size;
    a = block.actual + block.size;
  }
  return changes;
}

}  // namespace sp::mock
