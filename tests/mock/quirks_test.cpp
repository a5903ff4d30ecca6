// Each quirk by itself: what it changes, that the log and the journal name it, and that nothing of
// it is there without it.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/quirks.h>
#include <sp/mock/server.h>

#include "mock/http_client.h"
#include "mock/service_client.h"
#include "service/control.h"
#include "service/service.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Small, and shows every quirk: run 1 has failures of each kind, run 2 no results, run 3 an error.
Scenario world(const std::string& quirks = "[]") {
  const std::string long_line(1200, 'l');
  return Scenario::parse(R"({"version": 1, "name": "quirky", "revision": "upstream",
    "quirks": )" + quirks +
                         R"(,
    "regression_tests": [
      {"id": 1, "sample_id": 10, "command": "-", "outputs": [
        {"id": 101, "expected": "a\nb\nc\nd\ne\n-- two\nthree\n"}]},
      {"id": 2, "sample_id": 20, "command": "-", "outputs": [
        {"id": 201, "expected": "x\r\ny\r\n"}]},
      {"id": 3, "sample_id": 30, "command": "-", "outputs": [{"id": 301, "expected": "p\n"}]},
      {"id": 4, "sample_id": 40, "command": "-", "outputs": [
        {"id": 401, "expected": "v\n", "variants": ["w\n"]}]},
      {"id": 5, "sample_id": 50, "command": "-", "outputs": [
        {"id": 501, "expected": "c\nd\na\n1\nb\n2\ne\n"}]},
      {"id": 6, "sample_id": 60, "command": "-", "outputs": [
        {"id": 601, "expected": ")" +
                         long_line + R"(\n"}]},
      {"id": 7, "sample_id": 70, "command": "-", "expected_exit_code": null,
       "outputs": []}],
    "runs": [
      {"id": 1, "state": "completed", "platform": "linux", "branch": "master",
       "created_at": "2026-06-01T12:00:00Z", "results": [
        {"regression_id": 1, "outputs": [{"id": 101, "actual": "a\nb\nc\nd\ne\nthree\n"}]},
        {"regression_id": 2, "outputs": [{"id": 201, "actual": "x\ny\n"}]},
        {"regression_id": 3, "outputs": [{"id": 301, "missing": true}]},
        {"regression_id": 4, "exit_code": 1, "outputs": [{"id": 401, "actual": "w\n"}]},
        {"regression_id": 5, "outputs": [{"id": 501, "actual": "a\n3\nb\n4\ne\nc\nd\n"}]},
        {"regression_id": 6, "outputs": [{"id": 601, "actual": "m\n"}]},
        {"regression_id": 7, "exit_code": 0}]},
      {"id": 2, "state": "completed", "platform": "linux", "created_at": "2026-06-02T12:00:00Z"},
      {"id": 3, "state": "error", "platform": "linux", "created_at": "2026-06-03T12:00:00Z",
       "results": [{"regression_id": 1, "exit_code": 0}]}]})");
}

std::string diff_of(int test, const std::string& query = "") {
  return fmt::format("/runs/1/samples/{0}0/regression-tests/{0}/outputs/{0}01/diff{1}", test,
                     query);
}

// A request that shows a quirk, and a part of "STATUS BODY" with it and without.
struct Shown {
  Quirk quirk;
  std::string path;
  std::string with;
  std::string without;
  schemas::Revision revision = schemas::Revision::upstream;
  std::string authorization = "Bearer mock-token";
};

void PrintTo(const Shown& row, std::ostream* out) {
  *out << to_string(row.quirk) << ": " << row.path;
}

const std::vector<Shown> shown = {
    {Quirk::lax_integers, "/runs/%D9%A1/summary", "200 {\"run_id\":1,", "400 "},
    {Quirk::lax_integers, "/runs/1/error-summary?limit=%2B1_0", "\"limit\":10,", "400 "},
    {Quirk::lax_context_lines, diff_of(1, "?context_lines=abc"), "200 ", "400 "},
    {Quirk::lax_context_lines, diff_of(1, "?context_lines=1000"), "200 ", "400 "},
    {Quirk::lax_context_lines, diff_of(1, "?context_lines=1&format=unified"), "@@ -3,5 +3,4 @@",
     "@@ -5,3 +5,2 @@"},
    {Quirk::lax_format, diff_of(1, "?format=UNIFIED"), "\"format\":\"structured\"", "400 "},
    {Quirk::lax_format, diff_of(1, "?format="), "\"format\":\"structured\"", "400 "},
    {Quirk::lax_severity, "/runs/1/error-summary?severity=bogus", "\"data\":[]", "400 "},
    {Quirk::lax_severity, "/runs/1/error-summary?severity=", "\"total\":3", "400 "},
    {Quirk::lax_history_filters,
     "/samples/10/history?status=&platform=&created_after=", "\"total\":2", "400 "},
    {Quirk::lax_history_filters, "/samples/10/history?branch=", "\"total\":2", "\"total\":0"},
    {Quirk::lax_history_filters, "/samples/10/history?branch=" + std::string(101, 'x'),
     "\"total\":0", "400 "},
    {Quirk::lax_dates, "/samples/10/history?created_after=2026-06-02", "\"total\":1", "400 "},
    {Quirk::lax_dates, "/samples/10/history?created_after=2026-06-02T00:00:00z", "400 ",
     "\"total\":1"},
    {Quirk::zone_dropped, "/samples/10/history?created_after=2026-06-03T13:00:00%2B02:00",
     "\"total\":0", "\"total\":1"},
    {Quirk::first_refusal_only, "/samples/10/history?status=bogus&limit=0",
     "\"details\":{\"fields\":{\"limit\":", "\"status\":\"Must be one of"},
    {Quirk::first_refusal_only, "/samples/10/history?status=bogus", "\"details\":{}", "\"fields\""},
    {Quirk::first_refusal_only, "/samples/99/history?status=bogus", "404 ", "400 "},
    {Quirk::first_refusal_only,
     "/samples/99/history?created_after=2026-06-03T00:00:00Z&created_before=2026-06-02T00:00:00Z",
     "400 ", "404 "},
    {Quirk::first_refusal_only, "/runs/9/samples/10/diff", "404 ", "400 ",
     schemas::Revision::published},
    {Quirk::first_refusal_only, "/runs/1/samples/99/diff?regression_id=x", "404 ", "400 ",
     schemas::Revision::published},
    {Quirk::first_refusal_only, "/runs/1/samples/10/diff?output_id=x",
     "\"fields\":{\"regression_id\":\"Is required.\"}}",
     "\"output_id\":", schemas::Revision::published},
    {Quirk::repeats_ignored, "/runs/1/error-summary?limit=1&limit=0", "\"limit\":1,", "400 "},
    {Quirk::router_answers, "/runs/1//summary?a=1", "308 <!doctype html>", "404 "},
    {Quirk::router_answers, "/runs//nothing/there", "404 ", "404 ", schemas::Revision::upstream},
    {Quirk::router_ids, "/runs/1/samples/10/regression-tests/1/outputs/x/diff", "404 ", "400 "},
    {Quirk::spaces_after_bearer, "/runs/1/summary", "200 ", "401 ", schemas::Revision::upstream,
     "Bearer   mock-token"},
    {Quirk::missing_not_listed, "/runs/1/samples/3", "\"outputs\":[]", "\"outputs\":[{"},
    {Quirk::missing_not_listed, diff_of(3), "404 ", "\"missing_actual\""},
    {Quirk::no_results_is_error, "/runs/2/summary", "\"status\":\"error\"", "\"incomplete\""},
    {Quirk::error_runs_are_canceled, "/samples/10/history?status=canceled", "\"total\":1",
     "\"total\":0", schemas::Revision::published},
    {Quirk::variant_in_signature, "/samples/40/history", "diff_mismatch:output:401",
     "exit_code_mismatch:rc:1"},
    {Quirk::diff_reads_lines_its_way, diff_of(2), "\"identical\"", "\"different\""},
    {Quirk::diff_drops_markers, diff_of(1), "\"removed_lines\":0", "\"removed_lines\":1"},
    {Quirk::diff_without_limits, diff_of(6), std::string(1001, 'l'), std::string(1000, 'l')},
    {Quirk::unified_cut_at_10000, diff_of(1, "?format=unified"), " three\"", " three\\n\""},
    {Quirk::python_diff, diff_of(5), "\"added_lines\":5", "\"added_lines\":4"},
    {Quirk::null_codes_compared, "/runs/1/summary", "\"fail_count\":6", "\"fail_count\":5"},
    {Quirk::null_codes_compared, "/samples/70/history", "exit_code_mismatch:rc:0", "\"pass\""},
    {Quirk::wording, "/runs/abc/summary", "run_id must be a positive integer.",
     "Request failed schema validation."},
    {Quirk::wording, diff_of(1) + "x", "404 ", "404 "},
};

struct Told {
  std::string answer;  // "STATUS BODY"
  std::string why;
  std::vector<std::string> quirks;  // of the journal
};

Told told_by(const Shown& row, const Quirks& quirks) {
  Service service(world().data(), {.revision = row.revision, .quirks = quirks});
  const Response response = ServiceClient(service, row.authorization).get(row.path);
  const auto requests = service.journal().requests();
  return {fmt::format("{} {}", response.status, response.body), response.why,
          requests.back().quirks};
}

class EachQuirk : public ::testing::TestWithParam<Shown> {};

TEST_P(EachQuirk, ChangesItsAnswerAndIsNamed) {
  const Shown& row = GetParam();
  const Told with = told_by(row, {row.quirk});
  const Told without = told_by(row, {});
  EXPECT_THAT(with.answer, HasSubstr(row.with));
  EXPECT_THAT(without.answer, HasSubstr(row.without));
  EXPECT_THAT(without.quirks, IsEmpty());
  EXPECT_THAT(without.why, Not(HasSubstr("quirk")));
  if (with.answer == without.answer) return;
  const std::string name(to_string(row.quirk));
  EXPECT_THAT(with.quirks, ElementsAre(name));
  EXPECT_THAT(with.why, HasSubstr("because of the quirk " + name));
}

INSTANTIATE_TEST_SUITE_P(All, EachQuirk, ::testing::ValuesIn(shown));

// Those that take more than one request of the small world have tests of their own below.
TEST(Quirks, EachHasARequestThatShowsIt) {
  std::set<Quirk> seen = {Quirk::history_scan, Quirk::limit_by_worker};
  for (const Shown& row : shown) seen.insert(row.quirk);
  for (const QuirkEntry& entry : all_quirks())
    EXPECT_TRUE(seen.contains(entry.quirk)) << entry.name;
}

TEST(Quirks, AnAnswerThatDependsOnNoneNamesNone) {
  const Told told = told_by({Quirk::wording, "/runs/1/summary", "", ""},
                            Quirks::platform().without(Quirk::null_codes_compared));
  EXPECT_THAT(told.quirks, IsEmpty());
}

TEST(Quirks, AnAnswerThatDependsOnSeveralNamesThem) {
  const Told told = told_by(
      {Quirk::wording, "/samples/10/history?created_after=2026-06-02&limit=%205&branch=", "", ""},
      Quirks::platform());
  EXPECT_THAT(told.quirks, ElementsAre("lax_integers", "lax_history_filters", "lax_dates"));
}

TEST(Quirks, HistoryScanLooksAtTheNewestThousandResults) {
  const Scenario long_history = Scenario::parse(
      R"({"version": 1, "name": "long", "revision": "upstream", "quirks": ["history_scan"],
          "generate": {"runs": 1001, "regression_tests": 1}})");
  Service service(long_history.data(), {});
  ServiceClient client(service);
  const auto sample = service.scenario()->worlds.front().world->samples().front().id;
  const std::string path = fmt::format("/samples/{}/history?limit=1", sample);
  const auto scanned = client.json(path + "&status=pass");
  EXPECT_EQ(scanned["pagination"]["total"], 1000);
  EXPECT_EQ(scanned["pagination"]["truncated"], true);
  EXPECT_EQ(scanned["meta"]["scan_limit"], 1000);
  EXPECT_THAT(service.journal().requests().back().quirks, ElementsAre("history_scan"));
  const auto whole = client.json(path);
  EXPECT_EQ(whole["pagination"]["total"], 1001);
  EXPECT_FALSE(whole["pagination"].contains("truncated"));
}

TEST(Quirks, LimitByWorkerIsNamedOnceOneCounterWouldHaveRefused) {
  const Scenario two_workers = Scenario::parse(
      R"({"version": 1, "name": "two-workers", "rate_limit": {"limit": 2, "workers": 2},
          "clock": {"mode": "manual"}, "regression_tests": [], "runs": []})");
  Service service(two_workers.data(), {});
  ServiceClient client(service);
  for (int i = 0; i < 5; ++i) client.get("/runs/1/summary");
  std::vector<std::string> named;
  for (const RecordedRequest& row : service.journal().requests()) {
    named.push_back(fmt::format("{} {}", row.status, row.quirks.empty() ? "-" : row.quirks[0]));
  }
  EXPECT_THAT(named,
              ElementsAre("404 -", "404 -", "404 limit_by_worker", "404 limit_by_worker", "429 -"));
}

TEST(Quirks, OptionsIsAnsweredByTheRouterAndCounts) {
  Service service(world().data(), {.quirks = Quirks{Quirk::router_answers}});
  const Response answer = ServiceClient(service).send("OPTIONS", "/runs/1/summary");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(header(answer, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(header(answer, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header(answer, "X-RateLimit-Remaining"), "119");
  EXPECT_EQ(ServiceClient(service, "").send("OPTIONS", "/runs/1/summary").status, 401);
}

struct Slashes {
  std::string method;
  std::string path;
  int status;
  std::string location_or_allow;
};

TEST(Quirks, SlashesThatMeetAreSentOnWhereThePlatformHasThePath) {
  const std::vector<Slashes> rows = {
      {"GET", "//runs/1/summary", 308, "http://mock:1/api/v1/runs/1/summary"},
      {"GET", "/runs///1//summary", 308, "http://mock:1/api/v1/runs/1/summary"},
      {"GET", "/samples//history?branch=%00&a=<b>", 308,
       "http://mock:1/api/v1/samples/history?branch=%00&a=<b>"},
      {"DELETE", "/samples//history", 308, "http://mock:1/api/v1/samples/history"},
      {"POST", "/runs/1//summary", 405, "GET, HEAD, OPTIONS"},
      {"GET", "/runs//samples/10", 404, ""},
      {"GET", "//nothing", 404, ""},
      {"GET", "/runs/1/summary//", 404, ""},
      {"GET", "/runs/1/summary?a=//", 200, ""},
  };
  Service service(world().data(), {.quirks = Quirks{Quirk::router_answers}});
  ServiceClient client(service);
  for (const Slashes& row : rows) {
    const Response answer = client.send(row.method, row.path, {{"Host", "mock:1"}});
    EXPECT_EQ(answer.status, row.status) << row.method << " " << row.path;
    EXPECT_EQ(header(answer, row.status == 308 ? "Location" : "Allow"), row.location_or_allow)
        << row.path;
    EXPECT_THAT(answer.body, Not(HasSubstr("<b>")));
    EXPECT_EQ(header(answer, "X-RateLimit-Limit").empty(), row.status != 200) << row.path;
  }
}

TEST(Quirks, DiffsOfMoreThanTenMebibytesAreNone) {
  const std::string most((10 << 20) - 1, 'x');
  const auto with_actual = [&](const std::string& actual) {
    return Scenario::parse(
        R"({"version": 1, "name": "large", "revision": "upstream", "regression_tests": [
             {"id": 1, "sample_id": 10, "command": "-", "outputs": [{"id": 101, "expected": "a"}]}],
            "runs": [{"id": 1, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z", "results": [
                {"regression_id": 1, "outputs": [{"id": 101, "actual": ")" +
        actual + R"("}]}]}]})");
  };
  const ServiceOptions options{.quirks = Quirks{Quirk::diff_reads_lines_its_way}};
  Service fits(with_actual(most + "x").data(), options);
  EXPECT_EQ(ServiceClient(fits).status(diff_of(1)), 200);
  Service larger(with_actual(most + "xx").data(), options);
  const Response answer = ServiceClient(larger).get(diff_of(1));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("\"code\":\"unprocessable\""));
}

// --- How they are chosen

TEST(QuirkNames, AreThoseOfTheListAndUnknownOnesAreToldWithTheNearest) {
  EXPECT_EQ(Quirks::listed("none"), Quirks());
  EXPECT_EQ(Quirks::listed("lax_dates,zone_dropped"),
            (Quirks{Quirk::zone_dropped, Quirk::lax_dates}));
  EXPECT_EQ(Quirks::listed("platform").names().size(), quirk_count);
  try {
    Quirks::listed("lax_dates,lax_integer");
    ADD_FAILURE() << "lax_integer is taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(),
                 "expected platform (all quirks), none, or names with commas between them, found "
                 "lax_integer; the most similar one is lax_integers");
  }
}

TEST(QuirkNames, AreAlsoPlatformAndNoneOnTheCommandLine) {
  for (const auto& [written, meant] :
       {std::pair("plattform", "platform"), {"Platform", "platform"}, {"nonne", "none"}}) {
    try {
      Quirks::listed(written);
      ADD_FAILURE() << written << " is taken";
    } catch (const std::invalid_argument& error) {
      EXPECT_TRUE(
          std::string(error.what()).ends_with(std::string("the most similar one is ") + meant))
          << error.what();
    }
  }
}

TEST(QuirkNames, OfAScenarioAreToldAtTheirLine) {
  try {
    world("[\"lax_dates\", \"zone-dropped\", \"\"]");
    ADD_FAILURE() << "zone-dropped is taken";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.problems().size(), 1u);
    EXPECT_EQ(error.problems()[0].pointer, "/quirks");
    EXPECT_EQ(error.problems()[0].line, 2u);
    EXPECT_THAT(error.problems()[0].found, HasSubstr("the most similar one is zone_dropped"));
    EXPECT_THAT(error.problems()[0].found, HasSubstr("an empty name is not a quirk"));
  }
}

TEST(QuirkChoice, TheScenarioSaysAndTheOptionsGoFirst) {
  EXPECT_EQ(Server(world()).quirks(), Quirks());
  EXPECT_EQ(Server(world("\"platform\"")).quirks(), Quirks::platform());
  EXPECT_EQ(Server(world("[\"wording\"]")).quirks(), Quirks{Quirk::wording});
  EXPECT_EQ(Server(world("\"platform\""), {.quirks = Quirks()}).quirks(), Quirks());
}

TEST(QuirkChoice, ChangesWhileTheServerRunsUntilAReset) {
  Server mock(world("[\"lax_integers\"]"));
  HttpClient client(mock);
  EXPECT_EQ(client.status("/runs/+1/summary"), 200);
  mock.set_quirks({});
  EXPECT_EQ(client.status("/runs/+1/summary"), 400);
  mock.reset();
  EXPECT_EQ(client.status("/runs/+1/summary"), 200);
}

TEST(QuirkChoice, OverControl) {
  Service service(world().data(), {});
  Control control(service, "localhost");
  const auto ask = [&](const std::string& method, const std::string& body) {
    const auto answer = control.respond({.method = method,
                                         .target = "/__mock/quirks",
                                         .headers = {{"Host", "localhost"}},
                                         .remote_address = "127.0.0.1",
                                         .body = body});
    return fmt::format("{} {}", answer->status, answer->body);
  };
  EXPECT_EQ(ask("GET", ""), "200 {\"quirks\":[]}\n");
  EXPECT_EQ(ask("PUT", R"({"quirks": ["wording", "lax_dates"]})"),
            "200 {\"quirks\":[\"lax_dates\",\"wording\"]}\n");
  EXPECT_EQ(service.quirks(), (Quirks{Quirk::lax_dates, Quirk::wording}));
  EXPECT_THAT(ask("PUT", R"({"quirks": ["lax_date"]})"),
              ::testing::AllOf(HasSubstr("400 "), HasSubstr("most similar one is lax_dates")));
  EXPECT_THAT(ask("PUT", R"({"quirks": "all"})"), HasSubstr("400 "));
  EXPECT_THAT(ask("PUT", "[]"), HasSubstr("400 "));
  EXPECT_THAT(ask("PUT", R"({"quirks": "platform"})"), HasSubstr("200 "));
  EXPECT_EQ(service.quirks(), Quirks::platform());
  EXPECT_THAT(ask("DELETE", ""), HasSubstr("405 "));
}

// A self-check holds answers against the contract, which a quirk departs from on purpose.
TEST(QuirkChoice, TheSelfCheckLetsQuirksPass) {
  Service service(world().data(), {.quirks = Quirks::platform(), .self_check = true});
  ServiceClient client(service);
  EXPECT_EQ(client.status("/runs/2/summary"), 200);
  EXPECT_EQ(client.status("/runs/1//summary"), 308);
  EXPECT_EQ(client.send("OPTIONS", "/runs/1/summary").status, 200);
}

}  // namespace
}  // namespace sp::mock::testing
