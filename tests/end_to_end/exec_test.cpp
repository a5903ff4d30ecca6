// `sp-mock exec` as a wrapper that changes nothing of the command but its environment.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Exec, RunsACommandAgainstAMockOfItsOwn) {
  const Finished finished = run_command(
      R"(sp-mock exec quickstart -- sh -c 'echo out; echo err >&2;
        curl -sS -H "Authorization: Bearer $SP_API_TOKEN" "$SP_BASE_URL/runs/1001/summary"; exit 7')");
  EXPECT_EQ(finished.exit_code, 7);
  EXPECT_THAT(finished.output, StartsWith("out\n{\"run_id\":1001"));
  EXPECT_EQ(finished.errors, "err\n");
}

// As a test that cleans up behind itself does it.
TEST(Exec, TellsOfFaultsByAllThatTheyDidHoweverOftenTheMockWasReset) {
  const TempFolder folder;
  const std::string scenario = folder.write("s.json", R"({
    "version": 1, "name": "s", "extends": "quickstart", "faults": [
      {"when": {"path": "/met"}, "then": {"error": 503}},
      {"when": {"path": "/unmet"}, "then": {"error": 503}},
      {"when": {"path": "/unfit"}, "then": {"headers": {"X-No": {"add": 1}}}}]})");
  const Finished finished = run_command("sp-mock exec " + scenario + R"( --log none -- sh -c '
    for path in met unfit; do curl -s -o /dev/null "$SP_BASE_URL/$path"; done
    for i in 1 2; do curl -s -X POST "${SP_BASE_URL%/api/v1}/__mock/reset"; done')");
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.errors, Not(HasSubstr("/met\"")));
  EXPECT_THAT(finished.errors, HasSubstr("was never met: {\"when\":{\"path\":\"/unmet\""));
  EXPECT_THAT(finished.errors, HasSubstr("did not fit its answer, the answer has no header X-No"));
}

TEST(Exec, EndsAsItsCommandDoes) {
  EXPECT_EQ(run_command("sp-mock exec quickstart -- true").exit_code, 0);
  EXPECT_EQ(run_command("sp-mock exec quickstart -- sh -c 'kill -KILL $$'").exit_code, 128 + 9);
  const Finished missing = run_command("sp-mock exec quickstart -- no-such-command");
  EXPECT_EQ(missing.exit_code, 127);
  EXPECT_THAT(missing.errors, HasSubstr("no-such-command"));
  EXPECT_EQ(run_command("sp-mock exec quickstart").exit_code, 2);
  // A signal to it reaches the command.
  const Finished stopped = run_command(
      R"(bash -c 'sp-mock exec quickstart -- sh -c "trap \"exit 9\" TERM; echo ready >ready; while :; do sleep 0.01; done" & mock=$!
        until [ -s ready ]; do :; done; kill -TERM $mock; wait $mock')");
  EXPECT_EQ(stopped.exit_code, 9) << stopped.errors;
}

// Supervisors and CI agents start what they run so, and it is inherited.
TEST(Exec, EndsAsItsCommandDoesWhereSigchldIsIgnored) {
  for (const int code : {0, 7}) {
    const Finished finished = run_command(fmt::format(
        R"(sh -c 'trap "" CHLD; exec sp-mock exec quickstart -- sh -c "exit {}"')", code));
    EXPECT_EQ(finished.exit_code, code) << finished.errors;
  }
}

TEST(Exec, RunsAScriptWithoutAFirstLineByTheShell) {
  const Finished finished = run_command(R"sh(sh -c '
    trap "rm -f run-it" EXIT
    echo "echo \"\$1\"; exit 5" >run-it; chmod +x run-it
    sp-mock exec quickstart -- ./run-it "a b"; echo $?
    PATH=$PWD:$PATH sp-mock exec quickstart -- run-it c; echo $?
    chmod -x run-it; sp-mock exec quickstart -- ./run-it; echo $?')sh");
  EXPECT_EQ(finished.output, "a b\n5\nc\n5\n126\n") << finished.errors;
}

TEST(Exec, KeepsTheCommandFromAskingThroughAProxy) {
  const std::string show = " sp-mock exec quickstart -- sh -c 'echo \"$NO_PROXY $no_proxy\"'";
  EXPECT_EQ(run_command("env -u NO_PROXY -u no_proxy" + show).output, "127.0.0.1 127.0.0.1\n");
  EXPECT_EQ(run_command("env -u NO_PROXY no_proxy=a,b" + show).output,
            "a,b,127.0.0.1 a,b,127.0.0.1\n");
  EXPECT_EQ(run_command("env NO_PROXY=a no_proxy=b" + show).output, "a,127.0.0.1 b,127.0.0.1\n");
  EXPECT_EQ(run_command("env NO_PROXY=* no_proxy=*" + show).output, "* *\n");
}

// A terminal and supervisors send to the whole process group; the command is told once all the
// same. The last signal, to exec alone, comes behind whatever exec makes of the first.
TEST(Exec, ASignalReachesTheCommandOnceHoweverItWasSent) {
  const TempFolder folder;
  const std::string counting = folder.write("counting.sh", R"(n=0
    trap 'n=$((n+1)); echo $n >got' INT
    trap 'echo "$n times"; exit' USR1
    echo ready >ready
    while :; do sleep 0.01; done)");
  for (const char* to : {"", "-"}) {
    const Finished finished = run_command(fmt::format(R"sh(bash -c '
      set -m; trap "rm -f ready got" EXIT
      sp-mock exec quickstart -- bash {} & mock=$!; set +m
      until [ -s ready ]; do :; done
      kill -INT -- {}$mock
      until [ -s got ]; do :; done
      kill -USR1 $mock; wait $mock')sh",
                                                      counting, to));
    EXPECT_EQ(finished.output, "1 times\n") << to << finished.errors;
  }
}

}  // namespace
}  // namespace sp::testing
