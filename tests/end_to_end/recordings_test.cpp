// The suite's own recording, as another tool would have exported the same traffic.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

// What the suite sent for each word of its credentials.
const std::map<std::string, std::string> sent = {{"token", "Bearer good"},
                                                 {"lower_case_scheme", "bearer good"},
                                                 {"wrong", "Bearer bad"},
                                                 {"suffix", "Bearer goodx"},
                                                 {"second_word", "Bearer good and-more"},
                                                 {"other_scheme", "Basic good"}};

class Recordings : public ::testing::Test {
 protected:
  Recordings() {
    const mock::Server server(mock::Scenario::bundled("distinct-ids"), {.rate_limit = false});
    const std::string har = (folder_.path() / "own.har").string();
    const Finished finished =
        run_command("sp-contract --no-rate-limit-probe --run-id 5004 --base-url " +
                        server.base_url() + " --har " + har,
                    {{"SP_API_TOKEN", server.token()}});
    EXPECT_EQ(finished.exit_code, 0) << finished.output;
    std::ifstream in(har);
    own_ = Json::parse(in);
  }

  // The verdict on it without what only the suite writes; `authorization` makes the header's value
  // of what was sent.
  template <class Authorization>
  Finished judged(const Authorization& authorization) const {
    Json har = own_;
    har["log"].erase("_sp");
    for (Json& entry : har["log"]["entries"]) {
      const auto was = sent.find(entry["_sp"]["credentials"].get<std::string>());
      entry.erase("_sp");
      const std::optional<std::string> value =
          was == sent.end() ? std::nullopt : authorization(was->second);
      if (!value) continue;
      entry["request"]["headers"].push_back({{"name", "authorization"}, {"value", *value}});
    }
    const std::string file = (folder_.path() / "foreign.har").string();
    std::ofstream(file) << har;
    return run_command("sp-contract judge " + file);
  }

  TempFolder folder_;

 private:
  Json own_;
};

using Value = std::optional<std::string>;

TEST_F(Recordings, OfOthersHoldWithTheirTokens) {
  const Finished finished = judged([](const std::string& value) { return Value(value); });
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  EXPECT_THAT(finished.output, HasSubstr("the contract holds"));
}

TEST_F(Recordings, OfOthersHoldWithPlaceholdersForTokens) {
  const Finished finished = judged([](const std::string&) { return Value("[Filtered]"); });
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  EXPECT_THAT(finished.output, HasSubstr("note: the recording does not show every Authorization"));
}

TEST_F(Recordings, OfOthersAreJudgedByTheRevisionThatIsNamed) {
  const auto revision = [&](const std::string& line) {
    const Finished finished =
        run_command(line + (folder_.path() / "own.har").string() + " --json -");
    return Json::parse(finished.output).at("revision").get<std::string>();
  };
  EXPECT_EQ(revision("sp-contract judge --revision upstream "), "upstream");
  EXPECT_EQ(revision("sp-contract --revision upstream judge "), "upstream");
}

TEST_F(Recordings, OfOthersHoldWithoutTokens) {
  const Finished finished = judged([](const std::string&) { return Value(); });
  EXPECT_EQ(finished.exit_code, 0) << finished.output;
  EXPECT_THAT(finished.output, HasSubstr("note: the recording does not show every Authorization"));
}

}  // namespace
}  // namespace sp::testing
