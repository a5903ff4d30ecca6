// The suite on a mock with one of the platform's departures: which check finds it. Where the
// contract takes the departure as well, no check may, and the row says why.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/quirks.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Outcome;
using mock::Quirk;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

// A run with failures of each kind; run 2 has no results.
constexpr std::int64_t with_failures = 1;
constexpr std::int64_t without_results = 2;

// Ends each line with LF.
std::string numbered(int lines, const std::string& changed) {
  std::string text;
  for (int i = 1; i <= lines; ++i)
    text += (i % 10 == 5 ? changed : fmt::format("line {}", i)) + "\\n";
  return text;
}

mock::Scenario world() {
  return mock::Scenario::parse(R"({"version": 1, "name": "quirky", "revision": "upstream",
    "rate_limit": {"limit": 120, "window_seconds": 60, "workers": 1},
    "regression_tests": [
      {"id": 1, "sample_id": 10, "command": "-", "outputs": [
        {"id": 101, "expected": ")" +
                               numbered(40, "-- old") + R"("}]},
      {"id": 2, "sample_id": 20, "command": "-", "outputs": [
        {"id": 201, "expected": "x\r\ny\r\n"}]},
      {"id": 3, "sample_id": 30, "command": "-", "outputs": [
        {"id": 301, "expected": ")" +
                               std::string(1001, 'l') + R"(\n"}]},
      {"id": 4, "sample_id": 40, "command": "-", "outputs": [
        {"id": 401, "expected": "v\n", "variants": ["w\n"]}, {"id": 402, "expected": "p\n"}]},
      {"id": 5, "sample_id": 50, "command": "-", "outputs": [
        {"id": 501, "expected": "c\nd\na\n1\nb\n2\ne\n"}]}],
    "runs": [
      {"id": 1, "state": "completed", "platform": "linux", "branch": "master",
       "created_at": "2026-06-01T12:00:00Z", "completed_at": "2026-06-01T12:30:00Z", "results": [
        {"regression_id": 1, "outputs": [{"id": 101, "actual": ")" +
                               numbered(40, "new") + R"("}]},
        {"regression_id": 2, "outputs": [{"id": 201, "actual": "x\ny\n"}]},
        {"regression_id": 3, "outputs": [{"id": 301, "actual": "m\n"}]},
        {"regression_id": 4, "outputs": [
          {"id": 401, "actual": "w\n"}, {"id": 402, "missing": true}]},
        {"regression_id": 5, "exit_code": 1,
         "outputs": [{"id": 501, "actual": "a\n3\nb\n4\ne\nc\nd\n"}]}]},
      {"id": 2, "state": "completed", "platform": "windows", "branch": "master",
       "created_at": "2026-06-02T12:00:00Z"},
      {"id": 3, "state": "completed", "platform": "windows", "branch": "dvb",
       "created_at": "2026-06-03T12:00:00Z", "completed_at": "2026-06-03T12:30:00Z",
       "unlisted": "pass"}]})");
}

struct Found {
  Quirk quirk;
  std::vector<std::string> checks;  // that find them
  std::string allowed = {};         // why none may
  std::int64_t run = with_failures;
  int test = 1;  // whose output is looked at
};

void PrintTo(const Found& row, std::ostream* out) { *out << to_string(row.quirk); }

const std::vector<Found> found = {
    {Quirk::lax_integers,
     {"getErrorSummary.parameters.limit", "getSampleHistory.parameters.sample_id"}},
    {Quirk::lax_context_lines, {"getDiff.parameters.context_lines", "getDiff.diff.context"}},
    {Quirk::lax_format, {"getDiff.parameters.format"}},
    {Quirk::lax_severity, {"getErrorSummary.parameters.severity"}},
    {Quirk::lax_history_filters,
     {"getSampleHistory.parameters.branch", "getSampleHistory.parameters.platform"}},
    {Quirk::lax_dates, {"getSampleHistory.parameters.created_before"}},
    {Quirk::zone_dropped, {"getSampleHistory.history.zone"}},
    {Quirk::first_refusal_only,
     {},
     "a refusal need not name all that is wrong, nor is an order of refusals stated"},
    {Quirk::repeats_ignored, {}, "of a parameter given twice, either value may count"},
    {Quirk::router_answers, {"getRunSummary.http.no_redirect"}},
    {Quirk::router_ids, {"getDiff.parameters.output_id"}},
    {Quirk::spaces_after_bearer, {}, "a token that is right may be let in"},
    {Quirk::missing_not_listed,
     {},
     "section 4: an output that was never produced may be left out, and its diff be a 404",
     with_failures,
     4},
    {Quirk::no_results_is_error, {"getRunSummary.response.schema"}, "", without_results},
    {Quirk::error_runs_are_canceled, {}, "upstream has no status for an error but canceled"},
    {Quirk::variant_in_signature,
     {},
     "which of several outputs a signature names is not stated: it has to be stable"},
    {Quirk::diff_reads_lines_its_way, {"getDiff.diff.status_agrees"}, "", with_failures, 2},
    {Quirk::diff_drops_markers, {"getDiff.diff.unified_tells_the_same"}},
    {Quirk::diff_without_limits, {"getDiff.response.schema"}, "", with_failures, 3},
    {Quirk::unified_cut_at_10000, {"getDiff.diff.unified_form"}},
    {Quirk::history_scan, {}, "pagination.truncated is documented for a bounded scan"},
    {Quirk::python_diff, {}, "a diff need not be the shortest", with_failures, 5},
    {Quirk::null_codes_compared, {}, "section 4: a null code may be compared or not"},
    {Quirk::wording, {}, "messages are for people"},
};

contract::Report judged(const mock::Quirks& quirks, std::int64_t run, int test) {
  mock::Server server(world(), {.quirks = quirks});
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  if (run == with_failures) {
    target.sample_id = 10 * test;
    target.regression_id = test;
    target.output_id = 100 * test + (test == 4 ? 2 : 1);
  }
  contract::Options options;
  options.revision = schemas::Revision::upstream;
  options.rate_limit_probe = false;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  return contract::run(target, options);
}

std::vector<std::string> failures(const contract::Report& report) {
  std::vector<std::string> ids;
  for (const contract::Check& check : report.checks) {
    if (check.outcome == Outcome::failed) ids.push_back(check.id);
  }
  return ids;
}

class EachQuirk : public ::testing::TestWithParam<Found> {};

TEST_P(EachQuirk, IsFoundByItsCheckOrAllowed) {
  const Found& row = GetParam();
  EXPECT_THAT(failures(judged({}, row.run, row.test)), IsEmpty());
  const auto ids = failures(judged({row.quirk}, row.run, row.test));
  if (row.checks.empty()) {
    EXPECT_NE(row.allowed, "");
    EXPECT_THAT(ids, IsEmpty()) << row.allowed;
  } else {
    EXPECT_THAT(ids, IsSupersetOf(row.checks));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EachQuirk, ::testing::ValuesIn(found));

// limit_by_worker is a member of the scenario, and takes the probe of the limit.
TEST(QuirkTable, HasARowForEachQuirk) {
  std::set<Quirk> seen = {Quirk::limit_by_worker};
  for (const Found& row : found) seen.insert(row.quirk);
  for (const mock::QuirkEntry& entry : mock::all_quirks()) {
    EXPECT_TRUE(seen.contains(entry.quirk)) << entry.name;
  }
}

TEST(QuirkTable, LimitByWorkerIsFoundByTheProbeOfTheLimit) {
  mock::Server server(mock::Scenario::parse(
      R"({"version": 1, "name": "two-workers", "rate_limit": {"limit": 120, "workers": 2},
          "clock": {"mode": "manual"}, "regression_tests": [], "runs": [
            {"id": 1, "state": "completed", "platform": "linux",
             "created_at": "2026-06-01T12:00:00Z"}]})"));
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {1};
  contract::Options options;
  options.only = {"getRunSummary.rate_limit.*"};
  options.rate_limit_probe = true;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  EXPECT_THAT(failures(contract::run(target, options)),
              ::testing::Contains("getRunSummary.rate_limit.enforced"));
}

// Together they hide none of each other, but for those that take another run or output.
TEST(QuirkTable, TheSuiteFindsThemTogether) {
  const auto ids = failures(judged(mock::Quirks::platform(), with_failures, 1));
  for (const Found& row : found) {
    if (row.run != with_failures || row.test != 1) continue;
    EXPECT_THAT(ids, IsSupersetOf(row.checks));
  }
}

}  // namespace
}  // namespace sp::testing
