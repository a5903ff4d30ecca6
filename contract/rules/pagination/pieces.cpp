#include "rules/pagination/pieces.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace sp::contract::pagination {

namespace {

constexpr std::int64_t largest_limit = 100;
// One less than that, so that the last page can be asked for with a larger one than it needs.
constexpr std::int64_t most_rows = largest_limit - 1;

// Where the second and the third page begin; the latter is the end of the list where there is none.
struct Cuts {
  std::int64_t first;
  std::int64_t second;
};

// The limit or a larger one that the offset is no multiple of, where there is one.
std::int64_t not_dividing(std::int64_t offset, std::int64_t limit) {
  for (std::int64_t larger = limit; larger <= largest_limit; ++larger) {
    if (offset % larger != 0) return larger;
  }
  return limit;
}

// The rows of each page where they are shared evenly.
std::int64_t share_of(std::int64_t rows, std::size_t pages) {
  const auto count = static_cast<std::int64_t>(pages);
  return (rows + count - 1) / count;
}

class Cutting {
 public:
  Cutting(std::int64_t rows, std::size_t pages, const std::vector<std::int64_t>& inside,
          std::uint64_t turn)
      : rows_(rows),
        inside_(inside.begin(), inside.end()),
        wanted_first_(1 + (share_of(rows, pages) - 1 +
                           static_cast<std::int64_t>(turn % static_cast<std::uint64_t>(rows))) %
                              (rows - 1)),
        wanted_second_(wanted_first_ + (rows - wanted_first_ + 1) / 2) {}

  // Of all that leave no page empty or too long.
  Cuts best(bool three) const {
    Cuts best{most_rows, rows_};
    std::int64_t most = -1;
    const std::int64_t end = three ? rows_ - 1 : rows_;
    for (std::int64_t first = 1; first <= std::min(most_rows, rows_ - 1); ++first) {
      const std::int64_t begin = three ? std::max(first + 1, rows_ - most_rows) : rows_;
      for (auto second = begin; second <= std::min(first + most_rows, end); ++second) {
        const std::int64_t worth = worth_of({first, second});
        if (worth > most) best = {first, second};
        most = std::max(most, worth);
      }
    }
    return best;
  }

 private:
  // Above all what shows something, then how near it is to what is wanted.
  std::int64_t worth_of(Cuts cuts) const {
    const bool three = cuts.second < rows_;
    const bool shifted = three && cuts.first % (cuts.second - cuts.first) != 0;
    const std::int64_t shows = (inside_.contains(cuts.first) ? 2 : 0) +
                               (three && inside_.contains(cuts.second) ? 2 : 0) + (shifted ? 1 : 0);
    const std::int64_t away =
        std::abs(cuts.first - wanted_first_) + (three ? std::abs(cuts.second - wanted_second_) : 0);
    return shows * 1000 + 999 - away;
  }

  std::int64_t rows_;
  std::set<std::int64_t> inside_;
  std::int64_t wanted_first_;
  std::int64_t wanted_second_;
};

}  // namespace

std::vector<Piece> pieces(std::int64_t rows, std::size_t pages,
                          const std::vector<std::int64_t>& inside, std::uint64_t turn) {
  const bool three = pages > 2 && rows > 2;
  if (rows > most_rows * (three ? 3 : 2)) {
    constexpr std::int64_t first = 97;
    const std::int64_t last = rows - 50;
    std::vector<Piece> some = {{0, first}, {last, not_dividing(last, most_rows)}};
    if (three) some.insert(some.begin() + 1, {first, first + 1});
    return some;
  }
  const Cuts cuts = Cutting(rows, pages, inside, turn).best(three);
  if (!three) return {{0, cuts.first}, {cuts.first, not_dividing(cuts.first, rows - cuts.first)}};
  return {{0, cuts.first},
          {cuts.first, cuts.second - cuts.first},
          {cuts.second, not_dividing(cuts.second, rows - cuts.second)}};
}

}  // namespace sp::contract::pagination
