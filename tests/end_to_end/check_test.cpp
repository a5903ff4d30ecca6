// What `sp-mock check` says of a scenario that works and is not what was meant, and `sp-mock get`
// of what it has beside the endpoints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Check, WarnsOfWhatCannotWorkAndIsContent) {
  const TempFolder folder;
  const std::string scenario = folder.write("s.json", R"({
    "version": 1, "name": "s", "extends": "quickstart",
    "faults": [
      {"when": {"run_id": 999}, "then": {"error": 503}}
    ]})");
  const Finished finished = run_command("sp-mock check " + scenario);
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.output, HasSubstr("s.json: usable, with 1 warning: 1 regression tests"));
  EXPECT_THAT(finished.errors,
              HasSubstr("s.json:4: at /faults/0/when/run_id: warning: there is no run 999"));
  EXPECT_THAT(run_command("sp-mock check quickstart").errors, IsEmpty());
}

TEST(Check, TellsErrorsAndNothingElseOfAFileThatHasSome) {
  const TempFolder folder;
  const std::string scenario = folder.write("s.json", R"({
    "version": 1, "name": "s", "extends": "quickstart", "routes": [{"path": "/a?b"}],
    "faults": [{"when": {"run_id": 999}, "then": {"error": 503}},]})");
  const Finished finished = run_command("sp-mock check " + scenario);
  EXPECT_EQ(finished.exit_code, 1);
  EXPECT_THAT(finished.errors, HasSubstr("s.json:2: at /routes/0/path: expected a path below"));
  EXPECT_THAT(finished.errors, HasSubstr("s.json:3: at /faults: expected no comma after the last"));
  EXPECT_THAT(finished.errors, Not(HasSubstr("warning")));
  EXPECT_THAT(finished.output, IsEmpty());
}

TEST(Get, AnswersByRoutesAndFaultsAsAServerDoes) {
  const TempFolder folder;
  const std::string scenario = folder.write("s.json", R"({
    "version": 1, "name": "s", "extends": "quickstart",
    "routes": [{"path": "/queue/{id}", "page": true, "body": [{"id": "{id}"}, {"id": 2}]}],
    "faults": [{"when": {"path": "/queue/9"}, "then": {"error": 503}}]})");
  const auto get = [&](const std::string& path) {
    return run_command("sp-mock get " + scenario + " '" + path + "'");
  };
  EXPECT_THAT(get("/queue/7?limit=1").output, HasSubstr(R"({"data":[{"id":7}],"pagination":)"));
  EXPECT_EQ(get("/queue/7?limit=0").exit_code, 1);
  EXPECT_THAT(get("/queue/9").errors, HasSubstr("503 canned by the route /queue/{id}; fault 1"));
}

}  // namespace
}  // namespace sp::testing
