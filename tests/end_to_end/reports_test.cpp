// The reports of a real run, as files: what they hold, and what they never hold.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Reports : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

  // Judges a run of the server's, without reaching its limit.
  Finished judge(const mock::Server& server, int run, const std::string& flags) const {
    return run_command("sp-contract --no-rate-limit-probe --run-id " + std::to_string(run) +
                           " --base-url " + server.base_url() + " " + flags,
                       {{"SP_API_TOKEN", server.token()}});
  }

 private:
  TempFolder folder_;
};

std::vector<std::string> outcomes(const std::string& report) {
  std::vector<std::string> rows;
  const Json parsed = Json::parse(report);
  for (const Json& check : parsed.at("checks")) {
    rows.push_back(check.at("id").get<std::string>() + " " +
                   check.at("outcome").get<std::string>());
  }
  return rows;
}

TEST_F(Reports, NeverHoldTheTokenNorTheHeadersThatCarryOne) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"), {.rate_limit = false});
  // A server that gives the token back in every place it can.
  const std::string token = server.token();
  mock::FaultThen echo;
  echo.headers = {{"Set-Cookie", "session=" + token}, {"X-Echo", token}};
  echo.merge_patch = R"({"you_are": ")" + token + R"("})";
  const auto fault = server.add_fault({}, echo);
  const Finished finished =
      judge(server, 5004,
            "--json " + file("r.json") + " --junit " + file("r.xml") + " --html " + file("r.html") +
                " --har " + file("r.har") + " --github --strict");
  EXPECT_EQ(finished.exit_code, 1) << finished.errors;
  std::vector<std::string> texts = {finished.output, finished.errors};
  for (const char* name : {"r.json", "r.xml", "r.html", "r.har"}) {
    texts.push_back(read(file(name)));
    EXPECT_FALSE(texts.back().empty()) << name;
  }
  for (const std::string& text : texts) {
    EXPECT_THAT(text, AllOf(Not(HasSubstr(token)), Not(HasSubstr("Set-Cookie")),
                            Not(HasSubstr("session="))));
    EXPECT_FALSE(std::regex_search(text, std::regex("\"name\": *\"Authorization\"")));
  }
}

TEST_F(Reports, ARecordingIsJudgedToTheSameVerdict) {
  mock::Server server(mock::Scenario::bundled("production-june-2026"));
  const auto wrong = server.add_fault({.operation = "getErrorSummary", .status = 200},
                                      {.merge_patch = R"({"pagination": {"total": 99}})"});
  const Finished live =
      judge(server, 9339, "--json " + file("live.json") + " --har " + file("r.har"));
  ASSERT_EQ(live.exit_code, 1) << live.errors;
  const Finished again = run_command("sp-contract judge " + file("r.har") + " --json " +
                                     file("again.json") + " --har " + file("again.har"));
  EXPECT_EQ(again.exit_code, 1) << again.errors;
  EXPECT_EQ(outcomes(read(file("again.json"))), outcomes(read(file("live.json"))));
  // What was read is what is written again.
  EXPECT_EQ(Json::parse(read(file("again.har"))), Json::parse(read(file("r.har"))));
}

// The scenario with another token.
mock::Scenario with_token(const std::string& token) {
  const std::filesystem::path folder = SP_SOURCE_DIR "/scenarios";
  Json scenario = Json::parse(read(folder / "production-june-2026.json"));
  scenario["tokens"] = {{{"token", token}}};
  return mock::Scenario::parse(scenario.dump(), folder);
}

// Words of the API, of its data and of HTTP, and numbers that stand in answers.
TEST_F(Reports, ARecordingIsJudgedToTheSameVerdictWhateverTheTokenIs) {
  for (const std::string token : {"token",
                                  "samples",
                                  "run_id",
                                  "1",
                                  "a",
                                  "Token",
                                  "9339",
                                  "120",
                                  "pass",
                                  "linux",
                                  "master",
                                  "data",
                                  "error",
                                  "bearer",
                                  "Bearer",
                                  "GET",
                                  "gzip",
                                  "pagination",
                                  "http",
                                  "close",
                                  "json",
                                  "type",
                                  "diff",
                                  "not_found",
                                  "published",
                                  "unauthorized",
                                  "application/json",
                                  "diff_mismatch",
                                  "SP_API_TOKEN",
                                  "correct-horse-battery-staple",
                                  "Zk8sQx0aP7vLrT5n"}) {
    SCOPED_TRACE(token);
    mock::Server server(with_token(token), {.rate_limit = false});
    const Finished live =
        judge(server, 9339, "--json " + file("live.json") + " --har " + file("r.har"));
    ASSERT_EQ(live.exit_code, 0) << live.output << live.errors;
    const Finished again =
        run_command("sp-contract judge " + file("r.har") + " --json " + file("again.json"));
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_EQ(outcomes(read(file("again.json"))), outcomes(read(file("live.json"))));
  }
}

TEST_F(Reports, AWordThatIsATokenIsNotShownWhereTheServerGivesItBack) {
  mock::Server server(with_token("samples"), {.rate_limit = false});
  const auto echo = server.add_fault(
      {}, {.headers = {{"X-Echo", "samples"}}, .merge_patch = R"({"you_are": "samples"})"});
  judge(server, 9339, "--har " + file("r.har"));
  const std::string har = read(file("r.har"));
  EXPECT_THAT(har, AllOf(HasSubstr(R"(\"you_are\":\"[token]\")"), HasSubstr("/samples/")));
  EXPECT_FALSE(std::regex_search(har, std::regex(R"("X-Echo",\s*"value": "samples")")));
}

TEST_F(Reports, OneThatCannotBeWrittenKeepsNoOtherBack) {
  const mock::Server server(mock::Scenario::bundled("quickstart"), {.rate_limit = false});
  const std::string others = " --junit " + file("r.xml") + " --html " + file("r.html") + " --har " +
                             file("r.har") + " --write-baseline " + file("b.json");
  // It can be opened, and is full.
  const Finished finished = judge(server, 1001, "--json /dev/full" + others);
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.output, HasSubstr("the contract holds"));
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("--json"), HasSubstr("/dev/full")));
  for (const char* name : {"r.xml", "r.html", "r.har", "b.json"}) {
    EXPECT_FALSE(read(file(name)).empty()) << name;
  }
  const Finished two = judge(server, 1001, "--json /dev/full --junit /dev/full");
  EXPECT_THAT(two.errors, AllOf(HasSubstr("--json"), HasSubstr("--junit")));
}

TEST_F(Reports, AFullStandardOutputIsTold) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sh -c 'exec sp-contract --no-rate-limit-probe --run-id 1001 --base-url " +
                      server.base_url() + " --json - --junit " + file("r.xml") + " >/dev/full'",
                  {{"SP_API_TOKEN", server.token()}});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("--json"), HasSubstr("standard output")));
  EXPECT_FALSE(read(file("r.xml")).empty());
}

// Past 1 MiB GitHub shows none of a step's summary.
TEST_F(Reports, TheJobsSummaryLeavesWhatIsThereAndKeepsToTheRoom) {
  const mock::Server server(mock::Scenario::bundled("quickstart"), {.rate_limit = false});
  constexpr std::size_t most = 1 << 20;
  for (const std::size_t room : {most, std::size_t{3000}, std::size_t{60}, std::size_t{0}}) {
    SCOPED_TRACE(room);
    const std::string before(most - room, 'x');
    std::ofstream(file("summary.md"), std::ios::binary) << before;
    const Finished finished = run_command(
        "sp-contract --no-rate-limit-probe --github --run-id 1001 --base-url " + server.base_url(),
        {{"SP_API_TOKEN", server.token()}, {"GITHUB_STEP_SUMMARY", file("summary.md")}});
    EXPECT_EQ(finished.exit_code, 0) << finished.errors;
    const std::string after = read(file("summary.md"));
    EXPECT_LE(after.size(), most);
    EXPECT_EQ(after.substr(0, before.size()), before);
    const bool is_told = after.find("the contract holds") != std::string::npos;
    EXPECT_EQ(is_told, room >= 3000);
    EXPECT_EQ(finished.errors.find("GITHUB_STEP_SUMMARY") != std::string::npos, !is_told);
  }
}

TEST_F(Reports, AJobsSummaryThatCannotBeWrittenIsRefusedBeforeAnythingIsAsked) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sp-contract --github --run-id 1001 --base-url " + server.base_url(),
                  {{"SP_API_TOKEN", server.token()}, {"GITHUB_STEP_SUMMARY", "/nonexistent/s"}});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.errors, HasSubstr("GITHUB_STEP_SUMMARY"));
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(Reports, ARecordingOfADeadTargetIsStillNoVerdict) {
  const Finished live = run_command(
      "sp-contract --run-id 1 --base-url http://127.0.0.1:1/api/v1 --har " + file("r.har"),
      {{"SP_API_TOKEN", "t"}});
  ASSERT_EQ(live.exit_code, 3);
  EXPECT_EQ(run_command("sp-contract judge " + file("r.har")).exit_code, 3);
}

TEST_F(Reports, ABaselineMakesFindingsKnownAndPointsOutThoseThatAreGone) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"), {.rate_limit = false});
  auto wrong = server.add_fault({.operation = "getRunSummary", .status = 200},
                                {.merge_patch = R"({"pass_count": "many"})"});
  ASSERT_EQ(judge(server, 5004, "--write-baseline " + file("b.json")).exit_code, 1);
  const std::string baseline = read(file("b.json"));
  server.reset();
  const auto again = server.add_fault({.operation = "getRunSummary", .status = 200},
                                      {.merge_patch = R"({"pass_count": "many"})"});
  // The same findings are the same file.
  ASSERT_EQ(judge(server, 5004, "--write-baseline " + file("c.json")).exit_code, 1);
  EXPECT_EQ(read(file("c.json")), baseline);
  const Finished known = judge(server, 5004, "--baseline " + file("b.json"));
  EXPECT_EQ(known.exit_code, 0) << known.output;
  EXPECT_THAT(known.output, HasSubstr("known"));

  server.reset();
  const Finished mended = judge(server, 5004, "--baseline " + file("b.json"));
  EXPECT_EQ(mended.exit_code, 0);
  EXPECT_THAT(mended.output, HasSubstr("getRunSummary.response.schema"));
}

TEST_F(Reports, AreRefusedBeforeAnythingIsAsked) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished = judge(server, 1001, "--json /nonexistent/r.json");
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.errors, HasSubstr("/nonexistent/r.json"));
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(judge(server, 1001, "--json - --har -").exit_code, 2);
  EXPECT_EQ(judge(server, 1001, "--baseline " SP_SOURCE_DIR "/README.md").exit_code, 2);
}

TEST_F(Reports, GitHubGetsAnnotationsAndASummary) {
  mock::Server server(mock::Scenario::bundled("quickstart"));
  const auto down = server.add_fault({.operation = "getRunSample"}, {.status = 500});
  const Finished finished = run_command(
      "sp-contract --no-rate-limit-probe --github --run-id 1001 --base-url " + server.base_url(),
      {{"SP_API_TOKEN", server.token()}, {"GITHUB_STEP_SUMMARY", file("summary.md")}});
  EXPECT_EQ(finished.exit_code, 1);
  EXPECT_THAT(finished.output, HasSubstr("::error title=getRunSample.response.never_5xx"));
  EXPECT_THAT(finished.output,
              HasSubstr("getRunSample.response.succeeds (from getRunSample.response.never_5xx)"));
  EXPECT_THAT(read(file("summary.md")), HasSubstr("getRunSample"));
}

TEST_F(Reports, OnStandardOutputStayAloneThere) {
  mock::Server server(mock::Scenario::bundled("quickstart"));
  const auto down = server.add_fault({.operation = "getRunSample"}, {.status = 500});
  const Finished finished = judge(server, 1001, "--github --json -");
  EXPECT_TRUE(Json::accept(finished.output)) << finished.output;
  EXPECT_THAT(finished.errors, HasSubstr("::error title=getRunSample.response.never_5xx"));
}

// Wrong, kept as known, mended, pruned, wrong again.
TEST_F(Reports, ABaselineIsKeptWithoutHandWork) {
  mock::Server server(mock::Scenario::bundled("quickstart"), {.rate_limit = false});
  const auto break_it = [&] {
    return server.add_fault({.operation = "getRunSummary", .status = 200},
                            {.merge_patch = R"({"pass_count": "many"})"});
  };
  const auto entries = [&] { return Json::parse(read(file("b.json"))).at("findings").size(); };
  const std::string update = "--update --baseline " + file("b.json");
  const std::string prune = "--prune --baseline " + file("b.json");
  auto wrong = break_it();
  const Finished first = judge(server, 1001, update);
  EXPECT_EQ(first.exit_code, 1);
  EXPECT_THAT(first.output, HasSubstr("entries added, 0 taken out"));
  const std::string baseline = read(file("b.json"));
  EXPECT_EQ(judge(server, 1001, update).exit_code, 0);
  EXPECT_EQ(judge(server, 1001, prune).exit_code, 0);
  EXPECT_EQ(read(file("b.json")), baseline);
  server.reset();
  // What was not asked stays.
  EXPECT_EQ(judge(server, 1001, "--filter getDiff " + prune).exit_code, 0);
  EXPECT_EQ(read(file("b.json")), baseline);
  // So does all where nothing could be judged.
  EXPECT_EQ(judge(server, 5, update).exit_code, 3);
  EXPECT_EQ(read(file("b.json")), baseline);
  EXPECT_THAT(judge(server, 1001, prune).output, HasSubstr("0 in all"));
  EXPECT_EQ(entries(), 0u);
  wrong = break_it();
  EXPECT_EQ(judge(server, 1001, prune).exit_code, 1);
  EXPECT_EQ(entries(), 0u);
  EXPECT_EQ(judge(server, 1001, "--update").exit_code, 2);
}

TEST(Catalogue, IsTheDocumentationOfChecks) {
  const Finished finished = run_command("sp-contract --list --revision both --format=markdown");
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_EQ(finished.output, read(SP_SOURCE_DIR "/docs/checks.md"))
      << "write it anew: sp-contract --list --revision both --format=markdown > docs/checks.md";
}

TEST(Suite, OutlivesAServerThatDropsEveryThirdRequest) {
  mock::Server server(mock::Scenario::bundled("distinct-ids"), {.rate_limit = false});
  const auto drop =
      server.add_fault({.skip = 2, .every = 3}, {.close = mock::CloseAt::before_headers});
  const Finished finished = run_command(
      "sp-contract --no-rate-limit-probe --run-id 5004 --json - --base-url " + server.base_url(),
      {{"SP_API_TOKEN", server.token()}});
  EXPECT_EQ(finished.exit_code, 1) << finished.errors;
  // Each break was tried again once, so that everything else could be judged all the same.
  const Json counts = Json::parse(finished.output).at("counts");
  EXPECT_GT(counts.at("passed"), 250) << counts;
  const auto rows = outcomes(finished.output);
  // Of which operation: curl itself asks again on another connection where one that was used before
  // ends, newer releases more often.
  EXPECT_THAT(rows, ::testing::Contains(::testing::EndsWith(".response.answered failed")));
  EXPECT_THAT(rows, ::testing::Contains("getRunSummary.response.schema passed"));
  EXPECT_THAT(rows, ::testing::Contains("getDiff.response.schema passed"));
}

}  // namespace
}  // namespace sp::testing
