// The commands as scripts use them: standard output, exit codes, messages.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>
#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// A wrong use of a command, its exit code, and what its message has to name.
struct Misuse {
  std::string line;
  int exit_code;
  std::vector<std::string> named;
};

void PrintTo(const Misuse& row, std::ostream* out) { *out << row.line; }

class Misuses : public ::testing::TestWithParam<Misuse> {};

TEST_P(Misuses, AreToldWithTheDocumentedExitCode) {
  const Misuse& row = GetParam();
  const Finished finished = run_command(row.line, {{"SP_API_TOKEN", "wrong"}});
  EXPECT_EQ(finished.exit_code, row.exit_code) << finished.output << finished.errors;
  for (const std::string& text : row.named) {
    EXPECT_THAT(finished.output + finished.errors, HasSubstr(text));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Contract, Misuses,
    ::testing::Values(
        Misuse{"sp-contract", 2, {"--base-url"}},
        Misuse{"sp-contract --base-url http://127.0.0.1:1/api/v1", 2, {"--run-id"}},
        Misuse{"sp-contract --base-url ftp://x --run-id 1", 2, {"http://HOST", "ftp://x"}},
        Misuse{"sp-contract --base-url http://127.0.0.1:1/api/v1 --run-id x", 2, {"--run-id"}},
        Misuse{"sp-contract --filter nothing --list", 2, {"nothing", "--list"}},
        Misuse{
            "sp-contract --revision sideways --list", 2, {"published", "auto", "both", "sideways"}},
        Misuse{"sp-contract --base-url http://127.0.0.1:99999/api/v1 --run-id 1", 2, {"99999"}},
        Misuse{"sp-contract --base-url http://127.0.0.1:1/api/v1 --run-id 2147483648",
               2,
               {"2147483647"}},
        Misuse{"sp-contract --timeout nan --list", 2, {"--timeout"}},
        Misuse{"sp-contract --timeout 0x10 --list", 2, {"--timeout", "0x10"}},
        Misuse{"sp-contract --run-id 0x10 --list", 2, {"--run-id", "decimal digits", "0x10"}},
        Misuse{"sp-contract --run-id true --list", 2, {"--run-id", "decimal digits", "true"}},
        Misuse{"sp-contract --run-id +5 --list", 2, {"--run-id", "decimal digits", "+5"}},
        Misuse{"sp-contract --run-id 02147483648 --list", 2, {"2147483647"}},
        Misuse{"sp-contract --output-id 1_0 --list", 2, {"--output-id", "decimal digits"}},
        Misuse{"sp-contract --max-requests 1e2 --list", 2, {"--max-requests", "decimal digits"}},
        Misuse{"sp-contract --junit x --name '' --list", 2, {"--name"}},
        Misuse{"sp-contract --no-such-flag", 2, {"--no-such-flag"}},
        Misuse{"sh -c 'sp-contract --list >/dev/full'", 2, {"standard output"}},
        Misuse{"sh -c 'sp-contract revisions >/dev/full'", 2, {"standard output"}},
        Misuse{"sh -c 'sp-contract --help >/dev/full'", 2, {"standard output"}},
        Misuse{"sp-contract --token-file /nonexistent --list", 2, {"/nonexistent"}},
        Misuse{"sh -c 'echo >t; sp-contract --token-file t --list'", 2, {"--token-file", "empty"}},
        Misuse{"sp-contract --base-url http://x --run-id 1 --json r --junit ./r",
               2,
               {"--junit", "--json"}},
        Misuse{"sp-contract --base-url http://x --run-id 1 --json - --junit -",
               2,
               {"--junit", "--json"}},
        Misuse{"sp-contract --base-url http://127.0.0.1:1/api/v1 --run-id 1",
               3,
               {"http://127.0.0.1:1/api/v1", "cannot be reached"}},
        Misuse{"sp-contract --base-url http://no-such-host.invalid/api/v1 --run-id 1",
               3,
               {"cannot be reached"}}));

INSTANTIATE_TEST_SUITE_P(
    Mock, Misuses,
    ::testing::Values(
        Misuse{"sp-mock", 2, {"expected a command"}}, Misuse{"sp-mock serve", 2, {"SCENARIO"}},
        Misuse{"sp-mock serve no-such-scenario", 1, {"no-such-scenario", "quickstart"}},
        Misuse{"sp-mock serve ./no-such-file.json", 1, {"no-such-file.json"}},
        Misuse{"sp-mock serve quickstart --port 70000", 2, {"--port"}},
        // In octal, these would be 28672 and 2048 seconds.
        Misuse{"sp-mock serve quickstart --port 070000", 2, {"--port", "70000"}},
        Misuse{"sp-mock serve quickstart --latency 04000s", 2, {"--latency"}},
        Misuse{"sp-mock serve quickstart --port 0x50", 2, {"--port"}},
        Misuse{"sp-mock serve quickstart --port true", 2, {"--port", "digits"}},
        Misuse{"sp-mock serve quickstart --latency x", 2, {"--latency", "digits"}},
        Misuse{"sp-mock serve quickstart --control-body-limit -5", 2, {"digits"}},
        Misuse{"sp-mock serve quickstart --control-body-limit 0x10", 2, {"digits"}},
        Misuse{"sp-mock serve quickstart --log xml", 2, {"text, json or none", "xml"}},
        Misuse{"sp-mock serve quickstart --log 1", 2, {"text, json or none"}},
        Misuse{"sp-mock serve quickstart --host no-such-host.invalid",
               3,
               {"no-such-host.invalid", "cannot be found"}},
        Misuse{"sp-mock serve quickstart --revision sideways", 2, {"sideways"}},
        Misuse{"sp-mock serve quickstart --cert c", 2, {"--key"}},
        Misuse{"sp-mock serve quickstart --cert c --key k", 2, {"--cert", "found c"}},
        Misuse{"sh -c 'sp-mock list >/dev/full'", 2, {"standard output"}},
        Misuse{"sh -c 'sp-mock --version >/dev/full'", 2, {"standard output"}},
        Misuse{"sh -c 'sp-mock check quickstart >/dev/full'", 2, {"standard output"}},
        Misuse{"sh -c 'sp-mock serve quickstart --port 0 >/dev/full'", 2, {"standard output"}},
        Misuse{"sp-mock check /", 1, {"folder"}},
        Misuse{"sp-mock show moon", 1, {"moon", "quickstart"}},
        Misuse{"sp-mock show quickstart -o /dev/null", 2, {"/dev/null/"}},
        Misuse{"sp-mock import", 2, {"RECORDING"}},
        Misuse{"sp-mock import no-such-file.har", 1, {"no-such-file.har"}},
        Misuse{"sh -c 'echo {} >empty.har && sp-mock import empty.har'", 1, {"empty.har", "log"}},
        Misuse{"sp-mock get quickstart /runs/5/summary", 1, {"not_found"}}));

TEST(Contract, AWrongTokenIsATargetThatCannotBeJudged) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sp-contract --run-id 1001 --base-url " + server.base_url() + " --json -",
                  {{"SP_API_TOKEN", "not-the-token"}});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.errors, AllOf(HasSubstr("SP_API_TOKEN"), Not(HasSubstr("not-the-token"))));
  // The report is written all the same.
  EXPECT_THAT(nlohmann::json::parse(finished.output).at("unjudgeable"), HasSubstr("token"));
}

TEST(Contract, AnUnknownRunIsATargetThatCannotBeJudged) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished = run_command("sp-contract --run-id 5 --base-url " + server.base_url(),
                                        {{"SP_API_TOKEN", server.token()}});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.output, HasSubstr("no run 5"));
}

TEST(Contract, TheEnvironmentNamesTheTarget) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sp-contract --run-id 1001",
                  {{"SP_API_TOKEN", server.token()}, {"SP_BASE_URL", server.base_url()}});
  EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("the contract holds"));
}

TEST(Contract, TheJsonReportMatchesItsSchema) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sp-contract --run-id 1002 --json - --base-url " + server.base_url(),
                  {{"SP_API_TOKEN", server.token()}});
  ASSERT_EQ(finished.exit_code, 0) << finished.errors;
  const auto schema =
      schemas::Schema::compile(schemas::parse(schemas::schema_text("report.schema.json")).root(),
                               schemas::Schema::Dialect::draft7);
  for (const auto& violation : schema.validate(schemas::parse(finished.output).root())) {
    ADD_FAILURE() << violation.instance << ": expected " << violation.expected << ", found "
                  << violation.found;
  }
}

TEST(Contract, ATestForEachRuleInGoogleTest) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const std::map<std::string, std::string> environment = {
      {"SP_API_TOKEN", server.token()}, {"SP_BASE_URL", server.base_url()}, {"SP_RUN_ID", "1001"}};
  const Finished all = run_command("sp-contract-gtest --gtest_filter='getDiff.*'", environment);
  EXPECT_EQ(all.exit_code, 0) << all.output << all.errors;
  EXPECT_THAT(all.output, HasSubstr("[       OK ] getDiff.response.schema"));

  const Finished listed = run_command("sp-contract-gtest --gtest_list_tests");
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_THAT(listed.output, HasSubstr("envelope.wrong_method"));

  const Finished aimless = run_command("sp-contract-gtest");
  EXPECT_EQ(aimless.exit_code, 2);
  EXPECT_THAT(aimless.errors, HasSubstr("SP_BASE_URL"));
}

TEST(Contract, BothRevisionsAreTests) {
  const mock::Server server(mock::Scenario::bundled("quickstart"),
                            {.revision = schemas::Revision::upstream});
  std::map<std::string, std::string> environment = {{"SP_API_TOKEN", server.token()},
                                                    {"SP_BASE_URL", server.base_url()},
                                                    {"SP_RUN_ID", "1001"},
                                                    {"SP_REVISION", "auto"}};
  const std::string filter = "sp-contract-gtest --gtest_filter='getRunSample.parameters.*'";
  const Finished finished = run_command(filter, environment);
  EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
  EXPECT_THAT(finished.output, AllOf(HasSubstr("[       OK ] getRunSample.parameters.run_id"),
                                     // There is no such parameter in the revision that is served.
                                     HasSubstr("[  SKIPPED ] getRunSample.parameters.sample_id")));
  environment["SP_REVISION"] = "sideways";
  const Finished misled = run_command(filter, environment);
  EXPECT_EQ(misled.exit_code, 2);
  EXPECT_THAT(misled.errors, AllOf(HasSubstr("SP_REVISION"), HasSubstr("sideways")));
}

// CLI11 takes a leading zero for octal.
TEST(Contract, ALeadingZeroChangesNoNumber) {
  const Finished finished = run_command("sp-contract --plan --run-id 02151 --output-id 09");
  EXPECT_EQ(finished.exit_code, 0) << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("/runs/2151/summary"));
}

// GoogleTest itself prints its help, runs nothing and exits with 0.
TEST(Contract, AnArgumentThatGoogleTestDoesNotKnowIsRefused) {
  for (const char* argument :
       {"--gtest_filter 'getDiff.*'", "--gtest_no_such_flag", "--run-id=1", "x"}) {
    const Finished finished = run_command(std::string("sp-contract-gtest ") + argument);
    EXPECT_EQ(finished.exit_code, 2) << argument << finished.output;
    EXPECT_THAT(finished.errors, HasSubstr("expected flags of GoogleTest")) << argument;
  }
  EXPECT_THAT(run_command("sp-contract-gtest --gtest_filter x").errors,
              HasSubstr("--gtest_filter"));
}

TEST(Contract, TellsWhichRevisionIsFollowed) {
  const mock::Server server(mock::Scenario::bundled("quickstart"),
                            {.revision = schemas::Revision::upstream});
  const Finished finished =
      run_command("sp-contract --run-id 1001 --revision both --base-url " + server.base_url(),
                  {{"SP_API_TOKEN", server.token()}});
  EXPECT_EQ(finished.exit_code, 0) << finished.output << finished.errors;
  EXPECT_THAT(finished.output,
              AllOf(HasSubstr("every endpoint follows the upstream revision\nthe contract holds"),
                    HasSubstr("departs from published:\n  getRunSummary.response.")));
}

TEST(Mock, ServesUntilInterruptedAndSaysWhereItListens) {
  const Finished finished = run_command(
      R"(bash -c '
        sp-mock serve quickstart --port 0 >url 2>log & mock=$!
        trap "rm -f url log" EXIT
        until [ -s url ]; do :; done
        curl -sS -o /dev/null -w "%{http_code} " -H "Authorization: Bearer mock-token" \
          "$(cat url)/runs/1001/summary"
        curl -sS -o /dev/null -w "%{http_code} " "$(cat url)/runs/1001/summary"
        kill -TERM $mock; wait $mock; echo "ended $?"; cat log')");
  EXPECT_THAT(finished.output, StartsWith("200 401 ended 0\n")) << finished.errors;
  EXPECT_THAT(finished.output,
              HasSubstr("200 GET /api/v1/runs/1001/summary getRunSummary: run 1001 is fail"));
  EXPECT_THAT(finished.output, HasSubstr("no Authorization header"));
  EXPECT_THAT(finished.output,
              ::testing::ContainsRegex("in a browser: http://127.0.0.1:[0-9]+/__mock/\n"));
}

TEST(Mock, TellsATokenThatItTakes) {
  const TempFolder folder;
  const std::string file = folder.write(
      "own_token.json", R"({"version": 1, "name": "own", "regression_tests": [], "runs": [],
                             "tokens": [{"token": "it's-$HOME"}]})");
  const Finished finished = run_command(fmt::format(R"sh(bash -c '
    serve() {{
      rm -f said log; sp-mock serve {} --port 0 "$@" >said 2>log & mock=$!
      until [ -s said ]; do kill -0 $mock || exit; done
    }}
    stop() {{ kill -TERM $mock; wait $mock; }}
    serve --log json; cat said; stop
    serve; until grep -q "try: curl" log; do kill -0 $mock || exit; done
    eval "$(sed -n "s/.*try: curl/curl -sS/p" log)"; stop')sh",
                                                    file));
  EXPECT_THAT(finished.output, HasSubstr(R"("token":"it's-$HOME"})")) << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("Run 1 not found")) << finished.errors;
}

TEST(Mock, AnOccupiedPortIsToldWithItsOwnExitCode) {
  const mock::Server server(mock::Scenario::bundled("quickstart"));
  const Finished finished =
      run_command("sp-mock serve quickstart --port " + std::to_string(server.port()));
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.errors,
              AllOf(HasSubstr(std::to_string(server.port())), HasSubstr("free the port")));
  EXPECT_THAT(run_command("sp-mock serve quickstart --host no-such-host.invalid").errors,
              Not(HasSubstr("port")));
}

TEST(Mock, GetsOneAnswerWithoutAServer) {
  const Finished finished = run_command("sp-mock get production-june-2026 /runs/9339/summary");
  EXPECT_EQ(finished.exit_code, 0);
  const auto body = nlohmann::json::parse(finished.output);
  EXPECT_EQ(body.at("fail_count"), 12);
  EXPECT_THAT(finished.errors, IsEmpty());
}

TEST(Mock, GetsAnAnswerOfLater) {
  const std::string get = "sp-mock get run-in-progress /runs/1002/summary --revision upstream";
  EXPECT_EQ(nlohmann::json::parse(run_command(get).output).at("status"), "queued");
  const Finished later = run_command(get + " --at 180");
  EXPECT_EQ(nlohmann::json::parse(later.output).at("status"), "fail") << later.errors;
  EXPECT_EQ(run_command(get + " --at -1").exit_code, 2);
}

// Each way to ask takes the revision: from the flag, else from the scenario.
TEST(Mock, SpeaksTheRevisionThatItIsToldTo) {
  const Finished got =
      run_command("sp-mock get production-june-2026 /runs/9339/samples/1 --revision upstream");
  EXPECT_EQ(got.exit_code, 0) << got.errors;
  EXPECT_EQ(nlohmann::json::parse(got.output).at("regression_test_id"), 1);

  const Finished run = run_command(
      R"(sp-mock exec production-june-2026 --revision upstream -- sh -c '
        curl -sS -H "Authorization: Bearer $SP_API_TOKEN" "$SP_BASE_URL/runs/9339/summary"')");
  EXPECT_EQ(nlohmann::json::parse(run.output).at("status"), "fail") << run.errors;

  const TempFolder folder;
  const std::string file =
      folder.write("upstream.json", R"({"version": 1, "name": "none", "revision": "upstream",
                             "regression_tests": [], "runs": []})");
  const Finished served = run_command(fmt::format(R"sh(bash -c '
    spoken() {{
      rm -f url; sp-mock serve {} --port 0 --log none "$@" >url & mock=$!
      until [ -s url ]; do kill -0 $mock || exit; done
      curl -sS "$(sed "s,/api/v1,," url)/__mock/health"; echo
      kill -TERM $mock; wait $mock
    }}
    trap "rm -f url" EXIT
    spoken; spoken --revision published')sh",
                                                  file));
  EXPECT_THAT(served.output,
              AllOf(HasSubstr(R"("revision":"upstream")"), HasSubstr(R"("revision":"published")")))
      << served.errors;
}

TEST(Mock, ListsAndChecksTheScenariosThatCameAlong) {
  const Finished list = run_command("sp-mock list");
  EXPECT_EQ(list.exit_code, 0);
  std::istringstream lines(list.output);
  std::string names;
  for (std::string line; std::getline(lines, line);) names += " " + line.substr(0, line.find(' '));
  const Finished check = run_command("sp-mock check" + names);
  EXPECT_EQ(check.exit_code, 0) << check.errors;
  EXPECT_THAT(check.output, HasSubstr("quickstart: fine"));
}

// What is shown is what is served, wherever it lies.
TEST(Mock, ShowsAScenarioWithItsTextsAndTheSchema) {
  const Finished printed = run_command("sp-mock show quickstart");
  EXPECT_EQ(nlohmann::json::parse(printed.output).at("name"), "quickstart") << printed.errors;

  const Finished written = run_command(R"sh(bash -c '
    sp-mock show genuine-regression -o copy/of && sp-mock check copy/of/genuine-regression.json &&
    sp-mock schema | cmp - copy/of/scenario.schema.json &&
    grep schema copy/of/genuine-regression.json
    sp-mock show genuine-regression -o copy/of')sh");
  EXPECT_THAT(written.output,
              AllOf(StartsWith("copy/of/genuine-regression.json\n"), HasSubstr("fine"),
                    HasSubstr(R"("$schema": "scenario.schema.json")")))
      << written.errors;
  EXPECT_EQ(written.exit_code, 2);
  EXPECT_THAT(written.errors, HasSubstr("copy/of/genuine-regression.json exists"));
}

TEST(Mock, AnswersAsARequestPrefersUnlessToldNotTo) {
  const std::string ask =
      R"sh( -- sh -c 'curl -sS -o /dev/null -w "%{http_code}" -H "Prefer: code=503" \
        -H "Authorization: Bearer $SP_API_TOKEN" "$SP_BASE_URL/runs/1001/summary"')sh";
  const Finished preferred = run_command("sp-mock exec quickstart --log text" + ask);
  EXPECT_EQ(preferred.output, "503");
  EXPECT_THAT(preferred.errors,
              HasSubstr("getRunSummary: because of its Prefer: code=503; otherwise 200"));
  EXPECT_EQ(run_command("sp-mock exec quickstart --no-prefer" + ask).output, "200");
}

TEST(Mock, WatchSwapsAGoodFileInAndKeepsTheOldOneForABadOne) {
  const Finished finished = run_command(R"sh(bash -c '
    status() {
      curl -sS -o /dev/null -w "%{http_code}" -H "Authorization: Bearer mock-token" \
        "$(cat url)/runs/$1/summary"
    }
    cp )sh" SP_SOURCE_DIR R"sh(/scenarios/quickstart.json s.json
    sp-mock serve s.json --port 0 --watch --no-rate-limit >url 2>log & mock=$!
    until [ -s url ]; do :; done
    sed -i "s/1001/2001/" s.json
    until [ "$(status 2001)" = 200 ]; do :; done
    echo "{" >s.json
    until grep -q "as it was before" log; do :; done
    status 2001; kill $mock; wait $mock; grep s.json: log')sh");
  EXPECT_EQ(finished.exit_code, 0) << finished.errors;
  EXPECT_THAT(finished.output, StartsWith("200s.json:2: ")) << finished.errors;
}

}  // namespace
}  // namespace sp::testing
