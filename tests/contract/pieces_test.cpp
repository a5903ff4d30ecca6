// How a walk cuts lists of any length into pages.
#include "rules/pagination/pieces.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract::pagination {
namespace {

using Places = std::vector<std::int64_t>;

std::string as_text(const std::vector<Piece>& walk) {
  std::string text;
  for (const Piece& piece : walk) {
    text += " " + std::to_string(piece.offset) + "+" + std::to_string(piece.limit);
  }
  return text;
}

// Each begins where the one before ends, and the last one reaches the end.
void expect_whole(const std::vector<Piece>& walk, std::int64_t rows) {
  std::int64_t next = 0;
  for (const Piece& piece : walk) {
    EXPECT_EQ(piece.offset, next) << rows << as_text(walk);
    next = piece.offset + piece.limit;
  }
  EXPECT_GE(next, rows) << as_text(walk);
  EXPECT_LT(walk.back().offset, rows) << as_text(walk);
}

TEST(Pieces, AreTheListInPagesOfWhichOneBeginsAtNoMultipleOfItsLimit) {
  for (std::int64_t rows = 2; rows <= 297; rows += rows < 40 ? 1 : 16) {
    for (const std::size_t pages : {2U, 3U}) {
      for (const std::uint64_t turn : {std::uint64_t{0}, std::uint64_t{5}, std::uint64_t(-1)}) {
        if (rows > 99 * static_cast<std::int64_t>(pages)) continue;
        const auto walk = pieces(rows, pages, {}, turn);
        expect_whole(walk, rows);
        EXPECT_EQ(walk.size(), rows == 2 ? 2 : pages) << rows;
        EXPECT_TRUE(std::any_of(walk.begin(), walk.end(), [](const Piece& piece) {
          return piece.offset % piece.limit != 0;
        })) << as_text(walk);
        for (const Piece& piece : walk) {
          EXPECT_TRUE(piece.limit >= 1 && piece.limit <= 100) << as_text(walk);
        }
      }
    }
  }
}

TEST(Pieces, OfAListThatIsTooLongAreItsBeginningAndItsEnd) {
  for (const std::int64_t rows : {298, 1000, 1000000}) {
    const auto walk = pieces(rows, 3, {}, 0);
    EXPECT_EQ(walk.front().offset, 0);
    EXPECT_GE(walk.back().offset + walk.back().limit, rows);
    EXPECT_NE(walk.back().offset % walk.back().limit, 0);
  }
}

TEST(Pieces, EndInsideARunWhereAnyHasSeveralRows) {
  for (const std::int64_t rows : {4, 5, 12, 50, 200}) {
    // Runs of two rows each: the odd places are inside of one.
    Places inside;
    for (std::int64_t place = 1; place < rows; place += 2) inside.push_back(place);
    for (std::uint64_t turn = 0; turn < 4; ++turn) {
      const auto walk = pieces(rows, 3, inside, turn);
      expect_whole(walk, rows);
      for (std::size_t i = 1; i < walk.size(); ++i) {
        EXPECT_THAT(inside, ::testing::Contains(walk[i].offset)) << rows << as_text(walk);
      }
    }
  }
}

}  // namespace
}  // namespace sp::contract::pagination
