// sp-mock record and sp-contract judge --follow, as a user runs them. Standard output of what runs
// beside the script is a pipe, so that it can be waited for.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The shell's functions of these tests. Each starts a process, reads the first line of its output
// into a variable, and leaves its number in another one.
constexpr const char* functions = R"sh(
set -u
start_mock() { rm -f m; mkfifo m; sp-mock serve "$1" --port 0 --no-rate-limit --log none >m & mock=$!; read -r mock_url <m; }
start_proxy() {
  rm -f p; mkfifo p
  sp-mock record --upstream "$mock_url" --har "$1" --log "${2:-none}" >p 2>log & proxy=$!
  read -r line <p; url=$line
}
ask() { SP_API_TOKEN=mock-token sp-contract --base-url "$url" --no-rate-limit-probe "$@"; }
end() { kill -s "$1" "$2"; wait "$2" 2>/dev/null; }
)sh";

class Recording : public ::testing::Test {
 protected:
  Finished run(const std::string& script) const {
    const std::string file = (folder_.path() / "script.sh").string();
    std::ofstream(file) << functions << script;
    return run_command("sh " + file);
  }

 private:
  TempFolder folder_;
};

const std::string violation = SP_SOURCE_DIR "/scenarios/violations/summary.buckets_add_up.json";
const std::string other_violation = SP_SOURCE_DIR "/scenarios/violations/error_summary.order.json";

TEST_F(Recording, ThatIsKilledHasAllThatWasAnswered) {
  const Finished finished = run(R"sh(
    start_mock distinct-ids
    start_proxy run.har
    ask --run-id 5004 --json live.json >/dev/null; echo "live $?"
    end KILL $proxy
    sp-contract judge run.har --json judged.json >/dev/null; echo "judged $?"
    grep -c mock-token run.har
    end TERM $mock
    for report in live.json judged.json; do grep -m 1 '"requests":' $report; done
  )sh");
  EXPECT_THAT(finished.output, AllOf(HasSubstr("live 0\n"), HasSubstr("judged 0\n0\n")));
  const auto first = finished.output.find("\"requests\":");
  const auto second = finished.output.rfind("\"requests\":");
  ASSERT_NE(first, second) << finished.output;
  EXPECT_GT(std::stoi(finished.output.substr(first + 11)), 50);
  EXPECT_EQ(std::stoi(finished.output.substr(first + 11)),
            std::stoi(finished.output.substr(second + 11)));
}

TEST_F(Recording, EndsAtCtrlCAndTellsWhatItDid) {
  const Finished finished = run(R"sh(
    start_mock quickstart
    start_proxy run.har json
    end INT $proxy; echo "exit $?"
    echo "$line"
    tail -n 1 run.har
    start_proxy run.har text
    end TERM $proxy; echo "exit $?"
    echo "$line"
    cat log
    end TERM $mock
  )sh");
  EXPECT_THAT(
      finished.output,
      AllOf(HasSubstr("exit 0\n{\"event\":\"listening\",\"base_url\":\"http://127.0.0.1:"),
            HasSubstr("\"upstream\":\"http://127.0.0.1:"), HasSubstr("\"har\":\"run.har\"}\n"),
            HasSubstr("],\"_ended\":true}}\nexit 0\nhttp://127.0.0.1:"),
            HasSubstr("/api/v1 is recorded to run.har, without tokens")));
}

TEST_F(Recording, IsFollowedFromBeforeItsBeginToItsEnd) {
  const Finished finished = run(R"sh(
    start_mock )sh" + violation +
                                R"sh(
    sp-contract judge --follow run.har --json report.json --color never >followed & follower=$!
    start_proxy run.har
    ask --run-id 1001 >/dev/null
    ask --run-id 1001 >/dev/null
    end INT $proxy
    wait $follower; echo "followed $?"
    end TERM $mock
    cat followed
    echo ---
    sp-contract judge run.har --color never | grep "^the contract is"
    grep -c '"id"' report.json
  )sh");
  const std::string& text = finished.output;
  EXPECT_THAT(text, StartsWith("followed 1\n"));
  const std::string failure = "FAIL getRunSummary.summary.buckets_add_up";
  ASSERT_THAT(text, HasSubstr(failure));
  EXPECT_EQ(text.find(failure), text.rfind(failure)) << "told twice: " << text;
  // The last line is that of judge, but for the time that it took.
  const std::string last = text.substr(text.find("---\n") + 4, 60);
  EXPECT_THAT(text.substr(0, text.find("---\n")), HasSubstr(last));
  EXPECT_THAT(last, StartsWith("the contract is broken: "));
}

TEST_F(Recording, IsImportedInTheEndWhereAScenarioIsWanted) {
  const Finished finished = run(R"sh(
    start_mock )sh" + violation +
                                R"sh(
    rm -f p; mkfifo p
    sp-mock record --upstream "$mock_url" --har run.har --scenario world.json --exact --log none >p & proxy=$!
    exec 3<p; read -r url <&3
    ask --run-id 1001 >/dev/null
    kill -s INT $proxy; cat <&3; wait $proxy; echo "exit $?"
    end TERM $mock
    sp-mock check world.json
    sp-mock exec world.json --no-rate-limit -- sp-contract --run-id 1001 --no-rate-limit-probe --quiet --color never
    echo "suite $?"
  )sh");
  EXPECT_THAT(finished.output, AllOf(HasSubstr("0 not reproduced\nexit 0\nworld.json: "),
                                     HasSubstr("FAIL getRunSummary.summary.buckets_add_up"),
                                     HasSubstr("suite 1\n")));
}

// The recordings have no end, as their recorders were killed.
TEST_F(Recording, IsJudgedAnewInAnotherFileOfTheName) {
  const Finished finished = run(R"sh(
    for violation in )sh" + violation +
                                " " + other_violation + R"sh(; do
      start_mock $violation
      start_proxy $(basename $violation).har
      ask --run-id 1001 >/dev/null
      end KILL $proxy
      end TERM $mock
    done
    mkfifo f
    sp-contract judge --follow run.har --color never >f & follower=$!
    exec 3<f
    told() { while read -r line <&3; do case $line in "FAIL $1"*) echo "$line"; return;; esac; done; }
    cp summary.*.har run.har
    told getRunSummary.summary.buckets_add_up
    cp error_summary.*.har next; mv next run.har
    told getErrorSummary.error_summary.order
    kill -s INT $follower
    cat <&3 | grep "^the contract is"
    wait $follower; echo "followed $?"
  )sh");
  EXPECT_THAT(finished.output,
              AllOf(HasSubstr("FAIL getRunSummary.summary.buckets_add_up\n"),
                    HasSubstr("FAIL getErrorSummary.error_summary.order\nthe contract is broken: "),
                    HasSubstr("followed 1\n")));
}

TEST_F(Recording, ThatNeverComesIsFollowedInVain) {
  const Finished finished = run(R"sh(
    echo nonsense >no.har
    mkfifo f
    sp-contract judge --follow no.har 2>f & follower=$!
    exec 3<f; read -r line <&3; echo "$line"
    kill -s TERM $follower
    cat <&3
    wait $follower; echo "followed $?"
  )sh");
  EXPECT_THAT(finished.output,
              AllOf(HasSubstr("no.har:1: "), HasSubstr("it is read again when it has changed"),
                    HasSubstr("the target could not be judged: no.har was no recording"),
                    HasSubstr("followed 3\n")));
}

TEST_F(Recording, TellsWhatIsWrongWithItsFlags) {
  const std::pair<const char*, const char*> rows[] = {
      {"sp-mock record --har run.har", "--upstream is required"},
      {"sp-mock record --upstream http://h", "--har is required"},
      {"sp-mock record --upstream h --har run.har", "--upstream: expected a URL such as"},
      {"sp-mock record --upstream http://h --har no/run.har",
       "--har: expected a file that can be written, found no/run.har: No such file"},
      {"sp-mock record --upstream https://h --har run.har --cacert no.pem",
       "expected a file with certificates in PEM, found no.pem"},
      {"sp-contract judge --follow run.har --json -", "--follow: expected reports in files"},
  };
  for (const auto& [line, expected] : rows) {
    const Finished finished = run_command(line);
    EXPECT_EQ(finished.exit_code, 2) << line;
    EXPECT_THAT(finished.errors, HasSubstr(expected)) << line;
  }
}

TEST_F(Recording, OfSeveralDeploymentsIsJudgedForTheOneThatIsPicked) {
  const Finished finished = run(R"sh(
    entry() { printf '%s' '{"startedDateTime":"2026-06-27T12:42:03Z","request":{"method":"GET","url":"https://'$1'/api/v1/runs/1/summary","headers":[]},"response":{"status":500,"headers":[],"content":{"size":2,"text":"{}"}}}'; }
    echo '{"log":{"entries":['"$(entry a),$(entry a),$(entry b)"']}}' >run.har
    sp-contract judge run.har --color never | head -n 1
    sp-contract judge run.har --color never --base-url https://b/api/v1 | head -n 1
    sp-contract judge run.har --base-url https://c/api/v1 2>&1; echo "exit $?"
  )sh");
  EXPECT_THAT(finished.output,
              StartsWith("https://a/api/v1 by the published contract\n"
                         "https://b/api/v1 by the published contract\n"
                         "run.har: expected requests to https://c/api/v1, found https://a/api/v1 "
                         "(2 requests), https://b/api/v1 (1 request)\nexit 2\n"));
}

}  // namespace
}  // namespace sp::testing
