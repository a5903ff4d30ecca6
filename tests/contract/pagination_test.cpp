#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "paged.h"

namespace sp::contract::testing {
namespace {

std::vector<std::string> buckets(int count) {
  std::vector<std::string> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(fmt::format(
        R"({{"group_by":"sample_id","key":"{}","count":1,"severity":"error","sample_ids":[1,2]}})",
        200 + i));
  }
  return rows;
}

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

const std::string five_of_seven = page_of(buckets(7), 5, 0);

// Whatever is judged there may be for either probe.
Exchange errors(Values values, std::string body) {
  Exchange made = asked("getErrorSummary", "ok", std::move(values), response(200, std::move(body)));
  made.probes.emplace_back("getErrorSummary/by_sample");
  return made;
}

// A page of seven buckets by sample, asked with a limit of five from some offset on.
struct Row {
  const char* name;
  const char* rule;
  std::string offset;
  std::string body;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class OnePage : public ::testing::TestWithParam<Row> {};

TEST_P(OnePage, IsJudged) {
  const Row& row = GetParam();
  const Check check =
      verdict_on(fmt::format("getErrorSummary.pagination.{}", row.rule),
                 {errors({{"run_id", "9338"}, {"limit", "5"}, {"offset", row.offset}}, row.body)});
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    ASSERT_FALSE(check.findings.empty());
    EXPECT_EQ(check.findings.front().pointer, row.pointer);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Pagination, OnePage,
    ::testing::Values(
        Row{"echoes as asked", "echo", "0", five_of_seven, pass},
        Row{"another limit", "echo", "0", replaced(five_of_seven, R"("limit":5)", R"("limit":6)"),
            fail, "/pagination/limit"},
        Row{"another offset", "echo", "0",
            replaced(five_of_seven, R"("offset":0)", R"("offset":1)"), fail, "/pagination/offset"},
        Row{"a limit that is text", "echo", "0",
            replaced(five_of_seven, R"("limit":5)", R"("limit":"5")"), pass},
        Row{"an offset that is no number", "echo", "x", five_of_seven, skip},
        Row{"nothing left to its default", "defaults", "0", five_of_seven, skip},
        Row{"as many rows as the limit", "page_length", "0", five_of_seven, pass},
        Row{"as many rows as are left", "page_length", "5", page_of(buckets(7), 5, 5), pass},
        Row{"a row too many", "page_length", "0", page_of(buckets(7), 6, 0), fail, "/data"},
        Row{"a row too few", "page_length", "0",
            replaced(page_of(buckets(4), 5, 0), R"("total":4)", R"("total":7)"), fail, "/data"},
        Row{"rows where none are left", "page_length", "7", page_of(buckets(7), 5, 5), fail,
            "/data"},
        Row{"a total that is not known", "page_length", "0",
            replaced(page_of(buckets(4), 5, 0), R"("total":4)", R"("total":null)"), pass},
        Row{"a scan that was cut short", "page_length", "0",
            replaced(page_of(buckets(4), 5, 0), R"("total":4)", R"("total":7,"truncated":true)"),
            pass},
        Row{"the next page", "next_offset", "0", five_of_seven, pass},
        Row{"null on the last page", "next_offset", "5", page_of(buckets(7), 5, 5), pass},
        Row{"null in front of more rows", "next_offset", "0",
            replaced(five_of_seven, R"("next_offset":5)", R"("next_offset":null)"), fail,
            "/pagination/next_offset"},
        Row{"a next page behind the last", "next_offset", "5",
            replaced(page_of(buckets(7), 5, 5), R"("next_offset":null)", R"("next_offset":10)"),
            fail, "/pagination/next_offset"},
        Row{"a next page behind a full last one", "next_offset", "5",
            replaced(page_of(buckets(10), 5, 5), R"("next_offset":null)", R"("next_offset":10)"),
            fail, "/pagination/next_offset"},
        Row{"no next_offset anywhere", "next_offset", "0",
            replaced(five_of_seven, R"(,"next_offset":5)", ""), skip},
        Row{"an empty page at the end", "exactly_at_the_end", "7", page_of(buckets(7), 5, 7), pass},
        Row{"an empty list", "exactly_at_the_end", "0", page_of({}, 5, 0), pass},
        Row{"rows at the end", "exactly_at_the_end", "7",
            replaced(page_of(buckets(7), 5, 5), R"("offset":5)", R"("offset":7)"), fail, "/data"},
        Row{"a page behind the end", "exactly_at_the_end", "7",
            replaced(page_of(buckets(7), 5, 7), R"("next_offset":null)", R"("next_offset":12)"),
            fail, "/pagination/next_offset"},
        Row{"no page at the end", "exactly_at_the_end", "0", five_of_seven, skip},
        Row{"one page is no walk", "walk", "0", five_of_seven, skip},
        Row{"one page is in some order", "order", "0", five_of_seven, skip}));

Exchange by_sample(std::string limit, std::string offset, std::string body) {
  return errors({{"run_id", "9338"},
                 {"group_by", "sample_id"},
                 {"limit", std::move(limit)},
                 {"offset", std::move(offset)}},
                std::move(body));
}

Outcome judged(const std::string& rule, const std::vector<Exchange>& exchanges) {
  return verdict_on("getErrorSummary.pagination." + rule, exchanges).outcome;
}

// Seven buckets on one page, and on two.
class Pages : public ::testing::Test {
 protected:
  const Exchange large = by_sample("100", "0", page_of(buckets(7), 100, 0));
  const Exchange first = by_sample("5", "0", page_of(buckets(7), 5, 0));
  const Exchange second = by_sample("5", "5", page_of(buckets(7), 5, 5));
};

TEST_F(Pages, ThatJoinUpHoldEveryRule) {
  for (const char* rule :
       {"total_is_stable", "walk", "order", "same_rows", "echo", "page_length", "next_offset"}) {
    EXPECT_EQ(judged(rule, {large, first, second}), pass) << rule;
  }
}

TEST_F(Pages, OfTwoListsAreNotCompared) {
  Exchange other = first;
  other.request.values[1].second = "regression_id";
  EXPECT_EQ(judged("total_is_stable", {large, other}), skip);
}

TEST_F(Pages, OfOneListHaveOneTotal) {
  EXPECT_EQ(judged("total_is_stable", {large, by_sample("5", "5", page_of(buckets(8), 5, 5))}),
            fail);
  EXPECT_EQ(
      judged("total_is_stable", {large, by_sample("5", "5",
                                                  replaced(page_of(buckets(7), 5, 5),
                                                           R"("total":7)", R"("total":-1)"))}),
      skip);
}

TEST_F(Pages, OfAWalkHaveNoRowTwice) {
  EXPECT_EQ(judged("walk", {first, by_sample("5", "5", page_of(buckets(7), 5, 4))}), fail);
  EXPECT_EQ(judged("walk", {first, by_sample("5", "5", page_of(buckets(7), 5, 0))}), fail);
}

TEST_F(Pages, OfAWalkMissNoRowThatAnotherPageHas) {
  auto rows = buckets(7);
  rows[6] = buckets(8)[7];
  EXPECT_EQ(judged("walk", {large, first, by_sample("5", "5", page_of(rows, 5, 5))}), fail);
  EXPECT_EQ(judged("walk", {large, by_sample("5", "5", page_of(buckets(7), 5, 5))}), pass);
}

TEST_F(Pages, HaveTheirRowsInOneOrder) {
  auto rows = buckets(7);
  std::swap(rows[1], rows[2]);
  const std::vector<Exchange> exchanges = {large, by_sample("5", "0", page_of(rows, 5, 0)), second};
  const Check check = verdict_on("getErrorSummary.pagination.order", exchanges);
  EXPECT_EQ(check.outcome, fail);
  EXPECT_EQ(check.findings.front().pointer, "/data/1");
  EXPECT_EQ(judged("walk", exchanges), pass);
}

TEST_F(Pages, SayTheSameOfARow) {
  auto rows = buckets(7);
  rows[1] = replaced(rows[1], R"("count":1)", R"("count":2)");
  const Check check = verdict_on("getErrorSummary.pagination.same_rows",
                                 {large, by_sample("5", "0", page_of(rows, 5, 0))});
  EXPECT_EQ(check.outcome, fail);
  EXPECT_EQ(check.findings.front().pointer, "/data/1/count");
}

TEST_F(Pages, MayHaveMembersThatAreNotDocumentedAndSampleIdsInAnyOrder) {
  auto rows = buckets(7);
  rows[1] = replaced(rows[1], "[1,2]", R"([2,1],"age":3)");
  EXPECT_EQ(judged("same_rows", {large, by_sample("5", "0", page_of(rows, 5, 0))}), pass);
}

TEST_F(Pages, WithoutNextOffsetStandOutAmongOthersThatHaveIt) {
  const Exchange without =
      by_sample("2", "0", replaced(page_of(buckets(7), 2, 0), R"(,"next_offset":2)", ""));
  EXPECT_EQ(judged("next_offset", {large, without}), fail);
  const Exchange last =
      by_sample("5", "5", replaced(page_of(buckets(7), 5, 5), R"(,"next_offset":null)", ""));
  EXPECT_EQ(judged("next_offset", {first, last}), pass);
}

TEST_F(Pages, WithoutParametersHaveTheDefaults) {
  const auto page = [](std::string body) {
    return asked("getSampleHistory", "ok", {{"sample_id", "206"}}, response(200, std::move(body)));
  };
  const auto outcome = [&](std::string body) {
    return verdict_on("getSampleHistory.pagination.defaults", {page(std::move(body))}).outcome;
  };
  EXPECT_EQ(outcome(page_of({}, 50, 0)), pass);
  EXPECT_EQ(outcome(page_of({}, 20, 0)), fail);
  EXPECT_EQ(outcome(page_of({}, 50, 1)), fail);
}

TEST_F(Pages, BeyondTheEndAreNoErrors) {
  const Exchange ok = asked("getSampleHistory", "ok", {{"sample_id", "206"}},
                            response(200, page_of(buckets(7), 50, 0)));
  const auto outcome = [&](const std::string& kind, Response answer, const char* sample = "206") {
    return verdict_on("getSampleHistory.pagination." +
                          (kind == "at_the_end" ? "exactly_at_the_end" : kind),
                      {ok, asked("getSampleHistory", kind, {{"sample_id", sample}, {"offset", "8"}},
                                 std::move(answer))})
        .outcome;
  };
  const std::string envelope = R"({"code":"not_found","message":"m","details":{}})";
  EXPECT_EQ(outcome("at_the_end", response(404, envelope)), fail);
  EXPECT_EQ(outcome("at_the_end", response(404, envelope), "207"), skip);
  EXPECT_EQ(outcome("past_the_end", response(400, envelope)), fail);
  EXPECT_EQ(outcome("past_the_end", response(429, envelope)), skip);
  EXPECT_EQ(outcome("past_the_end", response(200, page_of(buckets(7), 50, 8))), pass);
  EXPECT_EQ(outcome("past_the_end", response(200, replaced(page_of(buckets(9), 50, 8),
                                                           R"("total":9)", R"("total":7)"))),
            fail);
}

struct Walk {
  const char* operation;
  std::int64_t rows;
  std::vector<std::string> pages;  // limit, offset
};

void PrintTo(const Walk& walk, std::ostream* out) { *out << walk.operation << " " << walk.rows; }

class Walks : public ::testing::TestWithParam<Walk> {};

TEST_P(Walks, CoverAListInFewPagesOfWhichOneBeginsAtNoMultipleOfItsLimit) {
  const Walk& walk = GetParam();
  Subjects subjects;
  subjects.runs = {"9338"};
  subjects.failing = {{"9338", "206", "6"}};
  subjects.error_buckets = walk.rows;
  subjects.history_rows = walk.rows;
  const Probe* probe = Catalogue::of(schemas::Revision::published).probe(walk.operation, "walk");
  std::vector<std::string> pages;
  for (const Call& call : probe->calls(subjects)) {
    Request request;
    request.values = call.values;
    pages.push_back(*request.value("limit") + " from " + *request.value("offset"));
  }
  EXPECT_EQ(pages, walk.pages);
  EXPECT_LE(pages.size(), probe->at_most);
}

INSTANTIATE_TEST_SUITE_P(
    OfLists, Walks,
    ::testing::Values(Walk{"getSampleHistory", 0, {}}, Walk{"getSampleHistory", 1, {}},
                      Walk{"getSampleHistory", 2, {"1 from 0", "2 from 1"}},
                      Walk{"getSampleHistory", 3, {"1 from 0", "1 from 1", "3 from 2"}},
                      Walk{"getSampleHistory", 4, {"1 from 0", "2 from 1", "2 from 3"}},
                      Walk{"getSampleHistory", 11, {"3 from 0", "5 from 3", "3 from 8"}},
                      Walk{"getSampleHistory", 101, {"33 from 0", "35 from 33", "33 from 68"}},
                      Walk{"getSampleHistory", 2000, {"97 from 0", "98 from 97", "99 from 1950"}},
                      Walk{"getErrorSummary", 3, {"2 from 0", "3 from 2"}},
                      Walk{"getErrorSummary", 8, {"4 from 0", "5 from 4"}},
                      Walk{"getErrorSummary", 500, {"97 from 0", "99 from 450"}}));

}  // namespace
}  // namespace sp::contract::testing
