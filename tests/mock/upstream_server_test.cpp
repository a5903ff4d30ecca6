// The upstream revision as a server: which revision is spoken, the headers of every answer, scopes,
// and faults and routes beside its paths.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>
#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

#include "mock/http_client.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;
using schemas::Revision;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr const char* world = R"(
  "version": 1, "name": "small", "clock": {"mode": "manual", "start": "2026-06-27T13:00:00Z"},
  "tokens": [{"token": "reader"},
             {"token": "runs-only", "scopes": ["runs:read"]},
             {"token": "results-only", "scopes": ["results:read", "system:read"]},
             {"token": "no-scopes", "scopes": []},
             {"token": "gone", "scopes": [], "revoked": true}],
  "regression_tests": [
    {"id": 1, "sample_id": 11, "command": "-1", "outputs": [{"id": 21, "expected": "a\n"}]},
    {"id": 2, "sample_id": 12, "command": "-2", "outputs": [{"id": 22, "expected": "b\n"}]}],
  "runs": [
    {"id": 8, "state": "completed", "platform": "linux", "created_at": "2026-06-27T12:00:00Z",
     "results": [{"regression_id": 1, "outputs": [{"id": 21, "actual": "x\n"}]},
                 {"regression_id": 2}]}])";

Scenario small(const std::string& more = "") {
  return Scenario::parse("{" + more + (more.empty() ? "" : ",") + world + "}");
}
Scenario small_upstream(const std::string& more = "") {
  return small(R"("revision": "upstream")" + std::string(more.empty() ? "" : ",") + more);
}

// One path of each operation.
const std::string summary = "/runs/8/summary";
const std::string error_summary = "/runs/8/error-summary";
const std::string result = "/runs/8/samples/1";
const std::string diff = "/runs/8/samples/11/regression-tests/1/outputs/21/diff";
const std::string history = "/samples/11/history";
const std::vector<std::string> paths = {summary, error_summary, result, diff, history};

// --- Which revision

// Its health says it, and so does the summary: `published` has no status.
std::string spoken_by(const Server& mock) {
  HttpClient client(mock);
  const bool has_status = client.json(summary).contains("status");
  const json health = json::parse(client.send("GET", "/__mock/health")->body);
  EXPECT_EQ(health.at("revision"), has_status ? "upstream" : "published");
  return health.at("revision");
}

TEST(SpokenRevision, IsTheOptionsElseTheScenariosElsePublished) {
  EXPECT_EQ(spoken_by(Server(small())), "published");
  EXPECT_EQ(spoken_by(Server(small_upstream())), "upstream");
  EXPECT_EQ(spoken_by(Server(small(), {.revision = Revision::upstream})), "upstream");
  EXPECT_EQ(spoken_by(Server(small_upstream(), {.revision = Revision::published})), "published");
}

TEST(SpokenRevision, IsThatOfAScenarioThatIsLoadedLaterUnlessAnOptionSaysOtherwise) {
  Server free(small());
  free.load(small_upstream());
  EXPECT_EQ(spoken_by(free), "upstream");
  free.reset();
  EXPECT_EQ(spoken_by(free), "upstream");
  EXPECT_EQ(
      HttpClient(free).send("PUT", "/__mock/scenario", {}, "{" + std::string(world) + "}")->status,
      200);
  EXPECT_EQ(spoken_by(free), "published");

  Server bound(small(), {.revision = Revision::published});
  bound.load(small_upstream());
  EXPECT_EQ(spoken_by(bound), "published");
}

TEST(SpokenRevision, HasPathsOfItsOwn) {
  const Server published(small());
  const Server upstream(small_upstream());
  const std::string published_diff = "/runs/8/samples/11/diff?regression_id=1&output_id=21";
  EXPECT_EQ(HttpClient(published).status(published_diff), 200);
  EXPECT_EQ(HttpClient(published).status(diff), 404);
  EXPECT_EQ(HttpClient(upstream).status(published_diff), 404);
  EXPECT_EQ(HttpClient(upstream).status(diff), 200);
}

// --- Headers

// "Upstream promises the three X-RateLimit-* headers on every response [U]"; B sends none where
// no operation is reached.
TEST(UpstreamHeaders, AreOnEveryAnswerOfTheFive) {
  Server mock(small_upstream(R"("rate_limit": {"limit": 9})"), {.self_check = true});
  const struct {
    std::string method;
    std::string path;
    std::string authorization;
    int status;
    std::string remaining;  // "" for an answer that is not counted
  } rows[] = {
      {"GET", summary, "Bearer reader", 200, "8"},
      {"HEAD", summary, "Bearer reader", 200, "7"},
      {"GET", "/runs/9/summary", "Bearer reader", 404, "6"},
      {"GET", history + "?limit=0", "Bearer reader", 400, "5"},
      {"GET", history + "?branch=%FF", "Bearer reader", 400, "4"},
      {"GET", history + "?branch=%C3", "Bearer reader", 400, "3"},
      {"GET", "/runs/%C3/summary", "Bearer reader", 400, "2"},
      {"GET", "/nothing", "Bearer reader", 404, ""},
      {"POST", summary, "Bearer reader", 405, ""},
      {"GET", "/%zz", "Bearer reader", 400, ""},
      {"GET", diff, "Bearer reader", 200, "1"},
      {"GET", result, "Bearer reader", 200, "0"},
      {"GET", error_summary, "Bearer reader", 429, "0"},
      {"GET", summary, "Bearer no-scopes", 403, "8"},
      {"GET", summary, "", 401, "8"},
      {"GET", summary, "Bearer wrong", 401, "7"},
      {"GET", "/runs/%zz/summary", "Bearer wrong", 401, "6"},
      {"GET", history + "?branch=%C3", "Bearer no-scopes", 403, "7"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.method + ' ' + row.path + ' ' + row.authorization);
    const auto answer = HttpClient(mock, row.authorization).send(row.method, "/api/v1" + row.path);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, row.status);
    EXPECT_EQ(answer->get_header_value("X-RateLimit-Remaining"), row.remaining);
    EXPECT_EQ(answer->get_header_value("X-RateLimit-Limit"), row.remaining.empty() ? "" : "9");
    EXPECT_EQ(answer->get_header_value("X-RateLimit-Reset"),
              row.remaining.empty() ? "" : "1782565260");
    EXPECT_EQ(answer->has_header("Retry-After"), row.status == 429);
  }
}

// --- Scopes

struct Access {
  std::string path;
  std::string scope;
};

void PrintTo(const Access& access, std::ostream* out) { *out << access.path; }

class Scopes : public ::testing::TestWithParam<Access> {
 protected:
  httplib::Result ask(const std::string& token, const std::string& query = "") {
    return HttpClient(mock, "Bearer " + token).get(GetParam().path + query);
  }
  const Server mock{small_upstream()};
};

// "403 forbidden: {required_scopes, missing_scopes, token_scopes} [B]"
TEST_P(Scopes, LetNobodyInWithoutTheOneThatTheOperationAsksFor) {
  const std::string& scope = GetParam().scope;
  const bool of_runs = scope == "runs:read";
  EXPECT_EQ(ask("reader")->status, 200);
  EXPECT_EQ(ask(of_runs ? "runs-only" : "results-only")->status, 200);
  const auto refused = ask(of_runs ? "results-only" : "runs-only");
  EXPECT_EQ(refused->status, 403);
  const json token_scopes = of_runs ? json{"results:read", "system:read"} : json{"runs:read"};
  const json body = json::parse(refused->body);
  EXPECT_EQ(body.at("code"), "forbidden");
  EXPECT_EQ(body.at("details"), (json{{"required_scopes", {scope}},
                                      {"missing_scopes", {scope}},
                                      {"token_scopes", token_scopes}}));
  EXPECT_EQ(json::parse(ask("no-scopes")->body).at("details").at("token_scopes"), json::array());
}

// 401 comes first; whoever may not ask learns nothing of what exists or of what is wrong.
TEST_P(Scopes, ComeAfterTheTokenAndBeforeAllElse) {
  EXPECT_EQ(ask("gone")->status, 401);
  EXPECT_EQ(ask("no-scopes", "?limit=0&format=html&limit=1")->status, 403);
  HttpClient client(mock, "Bearer no-scopes");
  std::string unknown = GetParam().path;
  const std::string ids = unknown.starts_with("/runs/8") ? "/runs/8" : "/samples/11";
  unknown.replace(0, ids.size(), ids + "99");
  EXPECT_EQ(client.status(unknown), 403);
}

TEST_P(Scopes, AreNoneOfPublished) {
  const Server published(small(), {.revision = Revision::published});
  const std::string path = GetParam().path == diff
                               ? "/runs/8/samples/11/diff?regression_id=1&output_id=21"
                               : GetParam().path;
  EXPECT_EQ(HttpClient(published, "Bearer no-scopes").status(path), 200);
}

INSTANTIATE_TEST_SUITE_P(Operations, Scopes,
                         ::testing::Values(Access{summary, "runs:read"},
                                           Access{error_summary, "results:read"},
                                           Access{result, "runs:read"},
                                           Access{diff, "results:read"},
                                           Access{history, "runs:read"}));

// --- Faults and routes

TEST(UpstreamFaults, FitTheIdsOfItsPaths) {
  const struct {
    const char* when;
    std::vector<std::string> hit;
  } rows[] = {
      {R"({"regression_id": 1})", {result, diff}},
      {R"({"regression_id": 2})", {}},
      {R"({"output_id": 21})", {diff}},
      {R"({"sample_id": 11})", {diff, history}},
      {R"({"run_id": 8})", {summary, error_summary, result, diff}},
      {R"({"operation": "getDiff"})", {diff}},
      {R"({"operation": "getRunSample", "regression_id": 1, "run_id": 8})", {result}},
      {R"({"status": 200, "query": {"limit": null}})", paths},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.when);
    const Server mock(small_upstream(fmt::format(
        R"("faults": [{{"when": {}, "then": {{"headers": {{"X-Hit": "1"}}}}}}])", row.when)));
    HttpClient client(mock);
    std::vector<std::string> hit;
    for (const std::string& path : paths) {
      const auto answer = client.get(path);
      EXPECT_EQ(answer->status, 200);
      if (answer->has_header("X-Hit")) hit.push_back(path);
    }
    EXPECT_EQ(hit, row.hit);
  }
  const Server mock(
      small_upstream(R"("faults": [{"when": {"regression_id": 2}, "then": {"status": 503}}])"));
  EXPECT_EQ(HttpClient(mock).status(history), 200);
  EXPECT_EQ(HttpClient(mock).status("/samples/12/history?regression_test_id=2"), 503);
}

TEST(UpstreamFaults, ChangeWhatIsAskedAndWhatIsSaid) {
  Server mock(small_upstream(), {.self_check = true});
  HttpClient client(mock);
  {
    const auto other_test = mock.add_fault({.operation = "getRunSample"},
                                           {.ask = Ask{.path = {{"regression_test_id", "2"}}}});
    EXPECT_EQ(client.json(result).at("regression_test_id"), 2);
  }
  {
    const auto truncated =
        mock.add_fault({.operation = "getSampleHistory", .status = 200},
                       {.merge_patch = R"({"pagination": {"truncated": true, "total": 7},
                            "meta": {"scan_limit": 50}})"});
    const json page = client.json(history);
    EXPECT_EQ(page.at("pagination").at("truncated"), true);
    EXPECT_EQ(page.at("meta"), (json{{"scan_limit", 50}}));
    const auto& documented =
        *schemas::Api::of(Revision::upstream).find("getSampleHistory")->response(200);
    EXPECT_TRUE(documented.body->accepts(schemas::parse(page.dump()).root()));
  }
  {
    const auto anybody =
        mock.add_fault({.authenticated = false}, {.ask = Ask{.authenticated = true}});
    EXPECT_EQ(HttpClient(mock, "Bearer gone").status(summary), 200);
  }
  EXPECT_THAT(mock.unused_faults(), IsEmpty());
}

TEST(UpstreamRoutes, StandBesideItsPaths) {
  const Server mock(small_upstream(R"("routes": [
    {"path": "/system/health", "auth": false, "body": {"status": "ok"}},
    {"path": "/runs/{run_id}/samples/{sample_id}/diff", "body": {"old": true}},
    {"path": "/runs/8/summary", "body": {"never": "seen"}}])"));
  EXPECT_EQ(HttpClient(mock, "").json("/system/health"), (json{{"status", "ok"}}));
  EXPECT_EQ(HttpClient(mock).json("/runs/8/samples/11/diff"), (json{{"old", true}}));
  EXPECT_EQ(HttpClient(mock, "Bearer no-scopes").status("/runs/8/samples/11/diff"), 200)
      << "a route asks for a token, and for no scope";
  EXPECT_FALSE(HttpClient(mock).json(summary).contains("never"));
}

TEST(UpstreamJournal, HasTheParametersOfThePath) {
  const Server mock(small_upstream());
  HttpClient(mock).get(diff + "?format=unified&cursor=1");
  ASSERT_THAT(mock.requests(), SizeIs(1));
  const RecordedRequest entry = mock.requests().front();
  EXPECT_EQ(entry.operation, "getDiff");
  EXPECT_THAT(entry.parameters,
              ElementsAre(Pair("run_id", "8"), Pair("sample_id", "11"), Pair("regression_id", "1"),
                          Pair("output_id", "21"), Pair("format", "unified")));
  EXPECT_THAT(entry.query, Contains(Pair("cursor", "1")));
}

}  // namespace
}  // namespace sp::mock::testing
