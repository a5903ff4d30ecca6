// Numbers that a server sends are added up without overflow, and long lists take no more time than
// they are long.
#include <algorithm>
#include <limits>

#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "growth.h"
#include "paged.h"

namespace sp::contract::testing {
namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

constexpr std::size_t many = 10000;

std::string page(const std::vector<std::string>& rows) {
  return fmt::format(
      R"({{"data":[{}],"pagination":{{"limit":100,"offset":0,"total":{},"next_offset":null}}}})",
      fmt::join(rows, ","), rows.size());
}

// One bucket for each key from 1 on, each with as many errors as no run has.
std::string buckets(const char* severity) {
  std::vector<std::string> rows;
  for (std::size_t i = 1; i <= many; ++i) {
    rows.push_back(fmt::format(R"({{"group_by":"x","key":"{}","count":1000000000000000,)"
                               R"("severity":"{}","sample_ids":[206]}})",
                               i, severity));
  }
  return page(rows);
}

Exchange errors(const char* kind, Values query, const std::string& body) {
  Values values = {{"run_id", "9338"}};
  values.insert(values.end(), query.begin(), query.end());
  return asked("getErrorSummary", kind, std::move(values), response(200, body));
}

std::vector<Exchange> endless_errors() {
  return {errors("ok", {}, buckets("error")),
          errors("by_sample", {{"group_by", "sample_id"}}, buckets("error")),
          errors("by_regression", {{"group_by", "regression_id"}}, buckets("error")),
          errors("by_category", {{"group_by", "category"}}, buckets("error")),
          errors("by_severity", {{"group_by", "severity"}},
                 page({R"({"key":"error","count":1,"severity":"error","sample_ids":[206]})"})),
          asked("getRunSummary", "ok", {{"run_id", "9338"}},
                response(200, R"({"run_id":9338,"error_count":1,"fail_count":1,"pass_count":)"
                              R"(1000000000000000000,"skipped_count":1000000000000000000,)"
                              R"("missing_output_count":1,"total_samples":1,"duration_ms":1})"))};
}

TEST(Sums, OfCountsThatNoRunHasDoNotOverflow) {
  const auto of_summary = verdict_on("getRunSummary.summary.agrees_with_errors", endless_errors());
  ASSERT_EQ(of_summary.outcome, Outcome::failed);
  EXPECT_THAT(of_summary.findings.at(0).expected, ::testing::HasSubstr(std::to_string(largest)));
  for (const char* rule : {"totals_agree", "counts_agree", "severities_agree", "order",
                           "keys_unique", "samples_agree"}) {
    const std::string id = std::string("getErrorSummary.error_summary.") + rule;
    EXPECT_NE(verdict_on(id, endless_errors()).outcome, Outcome::skipped) << id;
  }
}

TEST(Sums, OfAnOffsetAndRowsDoNotOverflow) {
  const auto at = [](std::int64_t offset) {
    return errors("ok", {{"offset", std::to_string(offset)}},
                  page({R"({"key":"a","count":1})", R"({"key":"b","count":1})"}));
  };
  EXPECT_EQ(verdict_on("getErrorSummary.error_summary.keys_unique", {at(0), at(largest)}).outcome,
            Outcome::failed);
}

// The same row as often as a server can send it, on two pages that overlap.
TEST(LongLists, OfOneRowTakeNoLonger) {
  const auto judged = [](std::size_t count) {
    const std::vector<std::string> rows(count,
                                        R"({"run_id":9,"regression_test_id":6,"status":"pass"})");
    const auto on = [&](const char* offset) {
      return asked("getSampleHistory", "walk", {{"sample_id", "206"}, {"offset", offset}},
                   response(200, page(rows)));
    };
    return [pages = std::vector{on("0"), on("1")}] {
      EXPECT_EQ(verdict_on("getSampleHistory.history.rows_once", pages).outcome, Outcome::failed);
    };
  };
  EXPECT_LT(sp::testing::growth_of(judged, 2500), sp::testing::by_length);
}

TEST(LongLists, OfNamesTakeNoLonger) {
  const auto judged = [](std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(fmt::format("\"{}\"", i));
    const auto in_run = [&](const char* run, const char* kind) {
      return asked("getRunSample", kind, {{"run_id", run}, {"sample_id", "206"}},
                   response(200, fmt::format(R"({{"regression_id":6,"tags":[{}]}})",
                                             fmt::join(names, ","))));
    };
    const auto one = in_run("9338", "ok");
    std::reverse(names.begin(), names.end());
    return [pages = std::vector{one, in_run("9339", "passing")}] {
      EXPECT_EQ(verdict_on("getRunSample.result.same_test", pages).outcome, Outcome::passed);
    };
  };
  EXPECT_LT(sp::testing::growth_of(judged, 5000), sp::testing::by_length);
}

}  // namespace
}  // namespace sp::contract::testing
