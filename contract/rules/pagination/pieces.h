// How a walk cuts a list into pages, so that a wrong cut shows:
//
//   rows   A A B | B B C C | C     pages end inside the runs B and C, where an order that is not
//   offset 0       3         7     fixed mixes rows up
//   limit  3       4         2     3 is no multiple of 4, nor 7 of 2: who makes whole pages of
//                                  offsets begins elsewhere
#pragma once

#include <cstdint>
#include <vector>

namespace sp::contract::pagination {

// A page to ask for.
struct Piece {
  std::int64_t offset;
  std::int64_t limit;  // from 1 to 100
};

// At most `pages` (2 or 3) of a list of at least two rows: all of it where so many pages can hold
// it, else its beginning and its end. `inside` has the places between two rows that belong
// together. Another `turn` cuts in other places, where there are as good ones.
std::vector<Piece> pieces(std::int64_t rows, std::size_t pages,
                          const std::vector<std::int64_t>& inside, std::uint64_t turn);

}  // namespace sp::contract::pagination
