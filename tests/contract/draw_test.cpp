// What is drawn of what does not all fit into one window.
#include "plan/draw.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::contract {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<Drawable> pool_of(std::size_t size) {
  std::vector<Drawable> pool;
  for (std::size_t i = 0; i < size; ++i) pool.push_back({fmt::format("op/kind_{}", i), i < 3});
  return pool;
}

std::vector<std::string> names_of(const std::vector<Drawable>& pool) {
  std::vector<std::string> names;
  for (const Drawable& one : pool) names.push_back(one.id);
  names.emplace_back("of/another_revision");
  return names;
}

Drawn drawn(const std::vector<Drawable>& pool, std::size_t room, const Seed& seed,
            const Memory* memory = nullptr) {
  return draw(pool, room, seed, memory, names_of(pool));
}

TEST(Draw, WithoutASeedAsksTheSameAlwaysWhateverTheRoom) {
  for (const std::size_t room : {1U, 3U, 100U}) {
    const Drawn found = drawn(pool_of(10), room, {});
    EXPECT_THAT(found.asked, ::testing::ElementsAre("op/kind_0", "op/kind_1", "op/kind_2"));
    EXPECT_THAT(found.another_time, IsEmpty());
    EXPECT_EQ(to_string(found.seed), "0");
  }
}

TEST(Draw, AnySevenSeedsInARowAskAllWhereThePoolIsNoMoreThanSevenTimesTheRoom) {
  for (const auto& [size, room] : std::vector<std::pair<std::size_t, std::size_t>>{
           {1, 1}, {7, 1}, {70, 10}, {61, 9}, {245, 35}, {5, 9}}) {
    const auto pool = pool_of(size);
    for (const std::uint64_t begin :
         {std::uint64_t{1}, std::uint64_t{20787}, std::uint64_t{9223372036854775800}}) {
      std::set<std::string> asked;
      for (std::uint64_t night = 0; night < 7; ++night) {
        const Drawn found = drawn(pool, room, {begin + night});
        EXPECT_THAT(found.asked, SizeIs(std::min(size, room)));
        EXPECT_THAT(found.another_time, SizeIs(size - std::min(size, room)));
        asked.insert(found.asked.begin(), found.asked.end());
      }
      EXPECT_THAT(asked, SizeIs(size)) << size << " by " << room << " from " << begin;
    }
  }
}

TEST(Draw, TheSameSeedDrawsTheSameInWhateverOrderThePoolStands) {
  auto pool = pool_of(50);
  const Drawn found = drawn(pool, 9, {4});
  std::reverse(pool.begin(), pool.end());
  EXPECT_EQ(drawn(pool, 9, {4}).asked, found.asked);
  EXPECT_NE(drawn(pool, 9, {5}).asked, found.asked);
}

Memory memory_of(const std::vector<Drawable>& pool, std::uint64_t run) {
  Memory memory{.runs = run};
  for (const Drawable& one : pool) memory.asked[one.id] = {.run = run};
  return memory;
}

TEST(Draw, AMemoryAsksFirstWhatFailedThenWhatWasNeverAskedThenWhatHasChanged) {
  const auto pool = pool_of(10);
  Memory memory = memory_of(pool, 8);
  memory.asked["op/kind_3"].run = 2;
  memory.asked["op/kind_4"].changed = true;
  memory.asked.erase("op/kind_5");
  memory.asked["op/kind_6"].failed = true;
  const std::vector<std::string> order = {"op/kind_6", "op/kind_5", "op/kind_4", "op/kind_3"};
  for (std::size_t room = 1; room <= order.size(); ++room) {
    EXPECT_EQ(drawn(pool, room, {}, &memory).asked,
              std::set<std::string>(order.begin(), order.begin() + static_cast<int>(room)));
  }
}

TEST(Draw, AMemoryThatIsEmptyBeginsWithWhatARunWithoutASeedAsks) {
  const Memory empty;
  EXPECT_EQ(drawn(pool_of(10), 3, {}, &empty).asked, drawn(pool_of(10), 3, {}).asked);
  EXPECT_THAT(drawn(pool_of(10), 5, {}, &empty).asked,
              IsSupersetOf(drawn(pool_of(10), 3, {}).asked));
}

TEST(Draw, WithAMemoryEveryRunAsksWhatTheOnesBeforeDidNot) {
  const auto pool = pool_of(61);
  Memory memory;
  for (int night = 0; night < 7; ++night) {
    const Drawn found = drawn(pool, 9, {}, &memory);
    EXPECT_EQ(found.seed.number, memory.runs);
    ++memory.runs;
    for (const std::string& id : found.asked) {
      if (memory.asked.size() < pool.size() - 2) {
        EXPECT_FALSE(memory.asked.contains(id)) << id;
      }
      memory.asked[id] = {.run = memory.runs};
    }
  }
  EXPECT_THAT(memory.asked, SizeIs(pool.size()));
}

TEST(Draw, TheSeedRepeatsWhatAMemoryChoseWithoutTheMemory) {
  const auto pool = pool_of(61);
  Memory memory = memory_of(pool, 3);
  memory.asked.erase("op/kind_17");
  memory.asked["op/kind_60"].failed = true;
  const Drawn found = drawn(pool, 9, {}, &memory);
  EXPECT_THAT(found.asked, Contains("op/kind_17"));
  const auto told = parse_seed(to_string(found.seed));
  ASSERT_TRUE(told);
  const Drawn again = drawn(pool, 9, *told);
  EXPECT_EQ(again.asked, found.asked);
  EXPECT_EQ(again.another_time, found.another_time);
  EXPECT_EQ(again.seed, found.seed);
  EXPECT_THAT(again.another_time, Not(Contains("of/another_revision")));
}

TEST(Seed, IsReadAsItIsWritten) {
  for (const char* text : {"0", "12", "9223372036854775807", "3.0", "3.00ff"}) {
    const auto seed = parse_seed(text);
    ASSERT_TRUE(seed) << text;
    EXPECT_EQ(to_string(*seed), text);
  }
  for (const char* text :
       {"", "-1", "x", "1.", "1.FF", "1.2.3", ".1", " 1", "9223372036854775808"}) {
    EXPECT_FALSE(parse_seed(text)) << text;
  }
  EXPECT_FALSE(parse_seed("1." + std::string(5000, '0')));
}

TEST(Seed, OfADayIsTheNextOneOnTheNextDay) {
  const auto at = [](const char* time) {
    return seed_of_day(*schemas::parse_date_time(time)).number;
  };
  EXPECT_EQ(at("2026-06-01T00:00:00Z"), at("2026-06-01T23:59:59Z"));
  EXPECT_EQ(at("2026-06-01T23:59:59Z") + 1, at("2026-06-02T00:00:00Z"));
  EXPECT_GT(at("1970-01-01T12:00:00Z"), 0u);
}

}  // namespace
}  // namespace sp::contract
