// The two endpoints that answer in pages: pagination (contract section 1), the error summary
// (section 3), the history and its filters (section 6).
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock/asking.h"
#include "mock/paths.h"
#include "revisions.h"

namespace sp::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using Strings = std::vector<std::string>;

AskedWorld distinct_ids() { return AskedWorld(Scenario::bundled("distinct-ids")); }

json data_of(const Reply& reply) {
  EXPECT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.off_contract(), "");
  return reply.body.value("data", json());
}

std::string with_query(const std::string& path, const std::string& query) {
  return path + (path.find('?') == std::string::npos ? '?' : '&') + query;
}

// The paths are the same in both revisions.
class Paged : public testing::TestWithParam<std::tuple<Revision, const char*>> {
 protected:
  const AskedWorld api{Scenario::bundled("distinct-ids"), std::get<Revision>(GetParam())};
  const std::string path = std::get<const char*>(GetParam());
  const json whole = data_of(api.get(with_query(path, "limit=100")));
  const std::int64_t total = static_cast<std::int64_t>(whole.size());
};

// "limit and offset echo what was asked; data has min(limit, max(0, total - offset)) rows;
// next_offset is offset + limit while that is below total, else null; an offset past the end
// is an empty page."
TEST_P(Paged, PagesAreSlicesOfTheWhole) {
  for (std::int64_t limit = 1; limit <= total + 2; ++limit) {
    for (std::int64_t offset = 0; offset <= total + 2; ++offset) {
      const std::string target = with_query(path, fmt::format("limit={}&offset={}", limit, offset));
      SCOPED_TRACE(target);
      const Reply reply = api.get(target);
      json slice = json::array();
      for (auto i = offset; i < std::min(total, offset + limit); ++i) {
        slice.push_back(whole[static_cast<std::size_t>(i)]);
      }
      ASSERT_EQ(data_of(reply), slice);
      json page = {
          {"limit", limit}, {"offset", offset}, {"total", total}, {"next_offset", nullptr}};
      if (offset + limit < total) page["next_offset"] = offset + limit;
      ASSERT_EQ(reply.body.at("pagination"), page);
    }
  }
}

TEST_P(Paged, TheLimitIs50AndTheOffset0WhenNotAsked) {
  EXPECT_EQ(api.get(path).text, api.get(with_query(path, "limit=50&offset=0")).text);
  EXPECT_EQ(api.get(path).body.at("pagination").at("limit"), 50);
}

INSTANTIATE_TEST_SUITE_P(
    Endpoints, Paged,
    testing::Combine(testing::ValuesIn(both_revisions),
                     testing::Values("/samples/301/history", "/samples/45/history",
                                     "/samples/301/history?platform=windows",
                                     "/runs/5004/error-summary", "/runs/5001/error-summary",
                                     "/runs/5005/error-summary?group_by=regression_id")));

// `published` documents no bound for the offset, so either it is refused or echoed.
TEST(Pages, HaveAHugeOffsetOrRefuseIt) {
  const AskedWorld api = distinct_ids();
  for (const std::string path : {"/samples/301/history", "/runs/5004/error-summary"}) {
    for (const std::string offset :
         {"2147483648", "9223372036854775807", "9223372036854775808", "99999999999999999999"}) {
      const Reply reply = api.get(fmt::format("{}?offset={}", path, offset));
      EXPECT_EQ(reply.off_contract(), "");
      if (reply.status == 400) continue;
      EXPECT_THAT(data_of(reply), IsEmpty());
      EXPECT_EQ(reply.body.at("pagination").at("offset").dump(), offset) << "echoes what was asked";
      EXPECT_EQ(reply.body.at("pagination").at("next_offset"), nullptr);
    }
  }
}

TEST(ErrorSummary, IsAllThatThereIsToSay) {
  const AskedWorld api = distinct_ids();
  EXPECT_EQ(api.get("/runs/5004/error-summary").body, json::parse(R"({
    "data": [
      {"group_by": "type", "key": "diff_mismatch", "count": 3, "severity": "warning",
       "sample_ids": [301, 302, 304],
       "first_seen_at": "2026-05-07T10:48:59Z", "last_seen_at": "2026-05-07T10:48:59Z"},
      {"group_by": "type", "key": "missing_output", "count": 1, "severity": "error",
       "sample_ids": [302],
       "first_seen_at": "2026-05-07T10:48:59Z", "last_seen_at": "2026-05-07T10:48:59Z"},
      {"group_by": "type", "key": "exit_code_mismatch", "count": 2, "severity": "error",
       "sample_ids": [302, 304],
       "first_seen_at": "2026-05-07T10:48:59Z", "last_seen_at": "2026-05-07T10:48:59Z"}],
    "pagination": {"limit": 50, "offset": 0, "total": 3, "next_offset": null}})"));
}

// "first_seen_at and last_seen_at are the time of the run's last progress report": of a run
// that has not ended, its start.
TEST(ErrorSummary, OfARunAtWorkIsSeenAtItsStart) {
  const json rows = data_of(distinct_ids().get("/runs/5011/error-summary"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("first_seen_at"), "2026-05-15T09:14:49Z");
  EXPECT_EQ(rows[0].at("last_seen_at"), "2026-05-15T09:14:49Z");
}

// "severity is applied after grouping, to the bucket's worst severity."
TEST(ErrorSummary, KeepsTheBucketsOfASeverityInEveryGrouping) {
  const AskedWorld api = distinct_ids();
  for (const auto& run : api.world().runs()) {
    const json errors = api.get(fmt::format("/runs/{}/summary", run.id)).body.at("error_count");
    for (const std::string group_by :
         {"type", "sample_id", "regression_id", "category", "severity"}) {
      const std::string path = fmt::format("/runs/{}/error-summary?group_by={}", run.id, group_by);
      SCOPED_TRACE(path);
      const json all = data_of(api.get(path));
      std::int64_t sum = 0;
      for (const json& row : all) {
        EXPECT_EQ(row.at("group_by"), group_by);
        sum += row.at("count").get<std::int64_t>();
        if (group_by == "severity") {
          EXPECT_EQ(row.at("key"), row.at("severity"));
        }
      }
      if (group_by != "category") {
        EXPECT_EQ(errors, sum);
      }
      for (const std::string severity : {"info", "warning", "error", "critical"}) {
        json kept = json::array();
        for (const json& row : all) {
          if (row.at("severity") == severity) kept.push_back(row);
        }
        const Reply reply = api.get(fmt::format("{}&severity={}", path, severity));
        EXPECT_EQ(data_of(reply), kept);
        EXPECT_EQ(reply.body.at("pagination").at("total"), kept.size());
      }
    }
  }
}

TEST(SampleHistory, IsAllThatThereIsToSay) {
  const json page = distinct_ids().get("/samples/302/history?limit=3").body;
  EXPECT_EQ(page, json::parse(R"({
    "data": [
      {"run_id": 5011, "regression_test_id": 43, "status": "running", "platform": "linux",
       "branch": "master", "commit_sha": "17d2e3f4a5b6c7980c9d8e7fa6b5c4d3e2f10a2b",
       "tested_at": "2026-05-15T09:14:49Z", "failure_signature": null},
      {"run_id": 5011, "regression_test_id": 44, "status": "skipped", "platform": "linux",
       "branch": "master", "commit_sha": "17d2e3f4a5b6c7980c9d8e7fa6b5c4d3e2f10a2b",
       "tested_at": "2026-05-15T09:14:49Z", "failure_signature": null},
      {"run_id": 5009, "regression_test_id": 43, "status": "missing_output",
       "platform": "windows", "branch": "master",
       "commit_sha": "17d2e3f4a5b6c7980c9d8e7fa6b5c4d3e2f10a2b",
       "tested_at": "2026-05-13T11:29:45Z", "failure_signature": "missing_output"}],
    "pagination": {"limit": 3, "offset": 0, "total": 16, "next_offset": 3}})"));
}

TEST(SampleHistory, OfAnUntestedSampleIsEmptyAndARunThatNeverStartedHasNoTime) {
  const AskedWorld api(scenario_of(
      R"({"id": 1, "sample_id": 10, "command": "", "outputs": []},
         {"id": 2, "sample_id": 20, "command": "", "outputs": []})",
      run_with(7, R"({"regression_id": 1})", R"(, "started_at": null, "branch": null)")));
  EXPECT_THAT(data_of(api.get("/samples/20/history")), IsEmpty());
  const json rows = data_of(api.get("/samples/10/history"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("tested_at"), nullptr);
  EXPECT_EQ(rows[0].at("branch"), nullptr);
  EXPECT_EQ(rows[0].at("commit_sha"), nullptr);
}

// The runs that filters keep, by brute force over what the scenario says of them.
struct Filters {
  std::string status, branch, platform, after, before;  // "" asks nothing

  std::string query() const {
    std::string text = "limit=100";
    const std::pair<std::string_view, const std::string&> pairs[] = {{"status", status},
                                                                     {"branch", branch},
                                                                     {"platform", platform},
                                                                     {"created_after", after},
                                                                     {"created_before", before}};
    for (const auto& [name, value] : pairs) {
      if (!value.empty()) text += fmt::format("&{}={}", name, value);
    }
    return text;
  }

  bool keep(const sp::mock::Run& run) const {
    const auto bound = [](const std::string& text) { return *schemas::parse_date_time(text); };
    if (!status.empty() && to_string(run.status) != status) return false;
    if (!branch.empty() && run.branch.value_or("") != branch) return false;
    if (!platform.empty() && to_string(run.platform) != platform) return false;
    if (!after.empty() && run.created_at < bound(after)) return false;
    return before.empty() || run.created_at <= bound(before);
  }
};

// Contract section 6: published's `status` is the run's; "both bounds include their instant
// and mean the creation of the run"; a later created_after is a 400.
TEST(SampleHistory, KeepsWhatEveryFilterKeeps) {
  const AskedWorld api = distinct_ids();
  const json all = data_of(api.get("/samples/301/history?limit=100"));
  // Instants at which runs were created, and a second beside them.
  const Strings instants = {"", "2026-05-04T08:00:12Z", "2026-05-07T10:09:28Z",
                            "2026-05-07T10:09:29Z", "2026-05-15T09:12:21Z"};
  int not_empty = 0;
  for (const char* status :
       {"", "queued", "running", "pass", "fail", "canceled", "error", "incomplete"}) {
    for (const char* branch : {"", "master", "fix/teletext-timing", "Master", "none"}) {
      for (const char* platform : {"", "linux", "windows"}) {
        for (const std::string& after : instants) {
          for (const std::string& before : instants) {
            const Filters filters{status, branch, platform, after, before};
            const Reply reply = api.get("/samples/301/history?" + filters.query());
            if (!before.empty() && after > before) {
              EXPECT_EQ(reply.status, 400) << filters.query();
              continue;
            }
            json kept = json::array();
            for (const json& row : all) {
              if (filters.keep(*api.world().run(row.at("run_id").get<int>()))) kept.push_back(row);
            }
            ASSERT_EQ(data_of(reply), kept) << filters.query();
            not_empty += !kept.empty();
          }
        }
      }
    }
  }
  EXPECT_GT(not_empty, 100) << "most filters keep nothing: the table is not worth much";
}

TEST(SampleHistory, BoundsIncludeTheirInstantInAnyZone) {
  const AskedWorld api = distinct_ids();
  const auto runs = [&](const std::string& query) {
    Strings ids;
    const json rows = data_of(api.get("/samples/301/history?" + query));
    for (const json& row : rows) ids.push_back(row.at("run_id").dump());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  };
  EXPECT_THAT(runs("created_after=2026-05-06T14:25:40Z&created_before=2026-05-06T14:25:40Z"),
              ElementsAre("5003"));
  EXPECT_THAT(
      runs("created_after=2026-05-06T16:25:40%2B02:00&created_before=2026-05-06T09:25:40-05:00"),
      ElementsAre("5003"));
  EXPECT_THAT(
      runs("created_after=2026-05-06T14:25:40.000001Z&created_before=2026-05-07T10:09:28.999Z"),
      ElementsAre("5004"));
}

TEST(SampleHistory, RefusesBoundsTheWrongWayRound) {
  const Reply reply = distinct_ids().get(
      "/samples/301/history?created_after=2026-05-06T14:25:41Z&created_before="
      "2026-05-06T14:25:40Z");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.off_contract(), "");
  EXPECT_EQ(reply.body.at("code"), "validation_error");
  EXPECT_TRUE(reply.body.at("details").at("fields").contains("created_after"));
}

}  // namespace
}  // namespace sp::mock
