// docs/scenarios.md says what is so: its examples load, its tables name every member of the
// format and every scenario that comes along, its answers are those of the mock.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>

#include "mock/http_client.h"
#include "scenario/files.h"
#include "scenario/warnings.h"
#include "temp_folder.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string read(const std::string& path) {
  std::ifstream in(SP_SOURCE_DIR "/" + path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

const std::string& page() {
  static const std::string text = read("docs/scenarios.md");
  return text;
}

std::vector<std::string> lines_of_text(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Block {
  std::string info;  // what stands behind the fence
  std::string text;
  std::size_t line;  // of its first line in the page
};

std::vector<Block> blocks() {
  std::vector<Block> found;
  bool inside = false;
  std::size_t number = 0;
  for (const std::string& line : lines_of_text(page())) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) found.push_back({line.substr(3), "", number + 1});
    } else if (inside) {
      found.back().text += line + "\n";
    }
  }
  return found;
}

std::vector<Block> blocks_of(std::string_view info) {
  std::vector<Block> all = blocks();
  std::erase_if(all, [&](const Block& block) { return block.info != info; });
  return all;
}

Block only_block_of(std::string_view info) {
  const std::vector<Block> found = blocks_of(info);
  if (found.size() != 1) {
    throw std::runtime_error(fmt::format("{} blocks of {}", found.size(), info));
  }
  return found.front();
}

// --- Examples

// Makes the text files that the scenario names.
void write_files(const json& value, const TempFolder& folder) {
  if (value.is_object() && value.contains("file")) {
    folder.write(value.at("file").get<std::string>(), "text\n");
  }
  if (value.is_structured()) {
    for (const json& member : value) write_files(member, folder);
  }
}

Scenario load(const json& scenario) {
  const TempFolder folder;
  write_files(scenario, folder);
  return Scenario::parse(scenario.dump(), folder.path());
}

TEST(ScenarioDocs, ScenariosLoad) {
  const std::vector<Block> scenarios = blocks_of("json scenario");
  EXPECT_GE(scenarios.size(), 4u);
  for (const Block& block : scenarios) {
    SCOPED_TRACE(fmt::format("docs/scenarios.md:{}", block.line));
    EXPECT_NO_THROW(load(json::parse(block.text)));
  }
}

TEST(ScenarioDocs, FragmentsLoadAsPartsOfTheSmallestScenario) {
  const json smallest = json::parse(blocks_of("json scenario").front().text);
  ASSERT_EQ(smallest.at("name"), "smallest");
  const std::vector<Block> fragments = blocks_of("json fragment");
  EXPECT_GE(fragments.size(), 10u);
  for (const Block& block : fragments) {
    SCOPED_TRACE(fmt::format("docs/scenarios.md:{}", block.line));
    json scenario = smallest;
    scenario.update(json::parse(block.text));
    EXPECT_NO_THROW(load(scenario));
  }
}

TEST(ScenarioDocs, FaultsOfControlLoad) {
  for (const Block& block : blocks_of("json fault")) {
    json scenario = json::parse(blocks_of("json scenario").front().text);
    scenario["faults"] = {json::parse(block.text)};
    EXPECT_NO_THROW(load(scenario));
  }
}

TEST(ScenarioDocs, NoBlockEscapesTheTests) {
  const std::set<std::string> tested = {
      "json scenario", "json fragment", "json fault", "json broken", "text errors",
      "json warned",   "text warnings", "cpp",        "sh"};  // by scripts/check-commands
  for (const Block& block : blocks()) {
    const bool answer = block.info.find("/__mock/") != std::string::npos;
    const bool log = block.info == "text log";
    EXPECT_TRUE(answer || log || tested.contains(block.info))
        << "docs/scenarios.md:" << block.line << ": " << block.info;
  }
}

// What is printed there, with its long lines in one.
std::string unwrapped(std::string printed) {
  for (auto wrap = printed.find("\n    "); wrap != std::string::npos;
       wrap = printed.find("\n    ")) {
    printed.replace(wrap, 5, " ");
  }
  return printed;
}

TEST(ScenarioDocs, TheFileThatIsWarnedOfHasTheWarningsThatArePrinted) {
  std::vector<std::string> warnings;
  for (const Warning& warning :
       warnings_of_text(only_block_of("json warned").text, "warned.json", no_files())) {
    warnings.push_back(warning.to_string());
  }
  EXPECT_EQ(warnings, lines_of_text(unwrapped(only_block_of("text warnings").text)));
}

TEST(ScenarioDocs, ThereIsNothingElseToWarnOf) {
  for (const Block& block : blocks_of("json scenario")) {
    EXPECT_THAT(warnings_of_text(block.text, "scenario", no_files()), IsEmpty()) << block.line;
  }
}

TEST(ScenarioDocs, TheBrokenFileHasTheErrorsThatArePrinted) {
  const std::string printed = unwrapped(only_block_of("text errors").text);
  try {
    Scenario::parse(only_block_of("json broken").text, std::nullopt, "broken.json");
    FAIL() << "it loads";
  } catch (const ScenarioError& error) {
    EXPECT_EQ(lines_of_text(error.what()), lines_of_text(printed));
  }
}

// --- Tables

// The names of all members that the schema allows anywhere.
void collect_members(const json& schema, std::set<std::string>& names) {
  if (schema.is_object() && schema.contains("properties")) {
    for (const auto& [name, value] : schema.at("properties").items()) names.insert(name);
  }
  if (schema.is_structured()) {
    for (const json& part : schema) collect_members(part, names);
  }
}

TEST(ScenarioDocs, EveryMemberOfTheFormatIsExplained) {
  std::set<std::string> names;
  collect_members(json::parse(read("schemas/scenario.schema.json")), names);
  EXPECT_GT(names.size(), 50u);
  // Those of a JSON patch are the RFC's.
  for (const char* name : {"op", "from", "value"}) names.erase(name);
  for (const std::string& name : names) {
    const bool in_a_table = page().find("| `" + name + "`") != std::string::npos ||
                            page().find(", `" + name + "`") != std::string::npos ||
                            page().find("\"" + name + "\":") != std::string::npos;
    EXPECT_TRUE(in_a_table) << name;
  }
}

TEST(ScenarioDocs, EveryScenarioThatComesAlongIsListedOnce) {
  std::vector<std::string> listed;
  for (const std::string& line : lines_of_text(page())) {
    if (!line.starts_with("| [`")) continue;
    const std::string name = line.substr(4, line.find('`', 4) - 4);
    EXPECT_THAT(line, HasSubstr(fmt::format("(../scenarios/{}.json)", name)));
    listed.push_back(name);
  }
  std::vector<std::string> there;
  for (const auto& row : Scenario::list()) there.push_back(row.name);
  EXPECT_THAT(listed, ::testing::UnorderedElementsAreArray(there));
}

TEST(ScenarioDocs, TheSmallestScenarioIsAnsweredAsTheTableSays) {
  const Server mock(Scenario::parse(blocks_of("json scenario").front().text), {.self_check = true});
  HttpClient client(mock);
  const auto get = [&](const std::string& path) {
    EXPECT_THAT(page(), HasSubstr("| `" + path + "` |"));
    return client.json(path);
  };
  EXPECT_EQ(get("/runs/1001/summary").at("pass_count"), 1);
  EXPECT_THAT(get("/runs/1001/error-summary").at("data"), IsEmpty());
  const json result = get("/runs/1001/samples/201");
  EXPECT_EQ(result.at("status"), "pass");
  EXPECT_EQ(result.at("/outputs/0/status"_json_pointer), "match");
  EXPECT_EQ(get("/runs/1001/samples/201/diff?regression_id=11&output_id=3001").at("status"),
            "identical");
  EXPECT_EQ(get("/samples/201/history").at("/data/0/run_id"_json_pointer), 1001);
}

// --- Control

std::set<std::string> members_of(const json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

class ControlInTheDocs : public ::testing::Test {
 protected:
  // The answer to the request of the block; it has the members that the block shows.
  json answer_as_printed(const std::string& request, const httplib::Result& result) {
    EXPECT_TRUE(result) << request;
    const json printed = json::parse(only_block_of("json " + request).text);
    json answer = json::parse(result->body);
    EXPECT_EQ(members_of(answer), members_of(printed)) << request;
    return answer;
  }
  httplib::Result send(const std::string& method, const std::string& target,
                       const std::string& body = {}) {
    return client_.send(method, target, {}, body);
  }

  Server mock_{Scenario::bundled("flaky-dvb")};
  HttpClient client_{mock_};
};

TEST_F(ControlInTheDocs, HealthIsAsPrinted) {
  EXPECT_EQ(answer_as_printed("GET /__mock/health", send("GET", "/__mock/health")),
            json::parse(only_block_of("json GET /__mock/health").text));
}

TEST_F(ControlInTheDocs, FaultsAndRequestsAreAsPrinted) {
  const auto added = send("POST", "/__mock/faults", only_block_of("json fault").text);
  EXPECT_EQ(added->status, 201);
  const json id = answer_as_printed("POST /__mock/faults", added).at("id");
  for (const int status : {503, 200, 200}) EXPECT_EQ(client_.status("/runs/9338/summary"), status);

  const json faults = answer_as_printed("GET /__mock/faults", send("GET", "/__mock/faults"));
  json printed = json::parse(only_block_of("json GET /__mock/faults").text);
  printed.at("faults").at(0)["id"] = id;
  EXPECT_EQ(faults, printed);

  const json journal = answer_as_printed("GET /__mock/requests", send("GET", "/__mock/requests"));
  ASSERT_THAT(journal.at("requests"), SizeIs(3));
  json first = journal.at("requests").at(0);
  json row = json::parse(only_block_of("json GET /__mock/requests").text).at("requests").at(0);
  EXPECT_EQ(first.at("faults"), json({id}));
  EXPECT_EQ(first.at("headers").at("Authorization"), row.at("headers").at("Authorization"));
  std::string why = row.at("why");
  row["why"] = why.replace(why.find("fault 7"), 7, "fault " + id.dump());
  // What depends on the request's time, place and client.
  for (const char* name : {"at", "headers", "faults"}) first[name] = row.at(name);
  EXPECT_EQ(first, row);
}

TEST_F(ControlInTheDocs, WhatAPageAsksForHasTheMembersThatArePrinted) {
  for (int i = 0; i < 7; ++i) client_.get("/runs/1/summary");
  const auto answer = [&](const std::string& what) {
    return answer_as_printed("GET /__mock/" + what, send("GET", "/__mock/" + what));
  };
  const auto printed = [](const std::string& what) {
    return json::parse(only_block_of("json GET /__mock/" + what).text);
  };
  const json request = answer("requests/7");
  for (const char* name : {"path", "target", "status", "why", "operation", "faults"}) {
    EXPECT_EQ(request.at(name), printed("requests/7").at(name)) << name;
  }
  EXPECT_EQ(members_of(request.at("answer")), members_of(printed("requests/7").at("answer")));
  for (const auto& [what, list] : {std::pair("limits", "windows"), std::pair("world", "groups"),
                                   std::pair("scenarios", "bundled")}) {
    EXPECT_EQ(members_of(answer(what).at(list).at(0)), members_of(printed(what).at(list).at(0)));
  }
  const json world = answer("world");
  const json row = printed("world").at("groups").at(0);
  EXPECT_EQ(world.at("results"), printed("world").at("results"));
  EXPECT_THAT(world.at("groups"),
              ::testing::Contains(::testing::ResultOf(
                  [](const json& group) { return group.at("about"); }, row.at("about"))));
}

TEST_F(ControlInTheDocs, TheClockIsAsPrinted) {
  const Server mock(Scenario::bundled("tight-rate-limit"));
  HttpClient client(mock);
  const auto advanced = client.send("POST", "/__mock/clock", {}, R"({"advance_seconds": 60})");
  const json printed = json::parse(only_block_of("json POST /__mock/clock").text);
  EXPECT_EQ(answer_as_printed("POST /__mock/clock", advanced), printed);
  EXPECT_EQ(json::parse(client.send("GET", "/__mock/clock")->body), printed);
}

TEST_F(ControlInTheDocs, ScenariosAreTakenAndRefusedAsPrinted) {
  std::string smallest = blocks_of("json scenario").front().text;
  const auto loaded = send("PUT", "/__mock/scenario", smallest);
  EXPECT_EQ(loaded->status, 200);
  EXPECT_EQ(answer_as_printed("PUT /__mock/scenario", loaded).at("name"), "smallest");

  std::replace(smallest.begin(), smallest.end(), '\n', ' ');
  smallest.replace(smallest.find("\"version\": 1"), 12, "\"version\": 2");
  const auto refused = send("PUT", "/__mock/scenario", smallest);
  EXPECT_EQ(refused->status, 422);
  EXPECT_EQ(json::parse(refused->body),
            json::parse(only_block_of("json PUT /__mock/scenario 422").text));
}

TEST_F(ControlInTheDocs, TheOtherAnswersAreAsTheTableSays) {
  const auto added = send("POST", "/__mock/faults", only_block_of("json fault").text);
  const json id = json::parse(added->body).at("id");
  EXPECT_EQ(send("DELETE", "/__mock/faults/" + id.dump())->status, 204);
  EXPECT_EQ(send("DELETE", "/__mock/faults")->status, 204);
  EXPECT_EQ(send("DELETE", "/__mock/requests")->status, 204);
  EXPECT_EQ(send("POST", "/__mock/reset")->status, 204);
  EXPECT_EQ(send("POST", "/__mock/faults", R"({"when": {}})")->status, 400);
  EXPECT_EQ(send("POST", "/__mock/clock", R"({"seconds": 60})")->status, 400);
}

// --- C++

// What the example of the docs takes for a client.
struct Summary {
  int status;
  int fail_count;
};

class Client {
 public:
  Client(std::string base_url, std::string token)
      : base_(std::move(base_url)), token_(std::move(token)) {}

  Summary summary(int run) const {
    const std::size_t path = base_.find('/', base_.find("//") + 2);
    httplib::Client http(base_.substr(0, path));
    const httplib::Headers headers = {{"Authorization", "Bearer " + token_}};
    const auto result =
        http.Get(fmt::format("{}/runs/{}/summary", base_.substr(path), run), headers);
    if (!result) return {0, 0};
    const json body = json::parse(result->body, nullptr, false);
    return {result->status, body.value("fail_count", 0)};
  }

 private:
  std::string base_;
  std::string token_;
};

TEST(ScenarioDocs, TheExampleInCppHolds) {
  // Also from_file("my.json"), and parse() for the text of a file.
  sp::mock::Server mock(sp::mock::Scenario::bundled("flaky-dvb"));
  Client client(mock.base_url(), mock.token());
  EXPECT_EQ(client.summary(9338).fail_count, 1);

  // The journal.
  EXPECT_EQ(mock.requests().size(), 1u);
  EXPECT_EQ(mock.requests().front().operation, "getRunSummary");

  // A fault for one test; it ends with its handle.
  {
    const auto down = mock.add_fault({.operation = "getRunSummary", .times = 1}, {.error = 503});
    EXPECT_EQ(client.summary(9338).status, 503);
    EXPECT_EQ(client.summary(9338).status, 200);
  }

  // Nothing that was set up for nothing.
  EXPECT_TRUE(mock.unused_faults().empty());

  // The mock's clock: here the rate limit's next window.
  mock.advance(std::chrono::seconds(60));

  // Another world, and back to the start.
  mock.load(sp::mock::Scenario::bundled("quickstart"));
  mock.reset();
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin);
}

TEST(ScenarioDocs, TheExampleInCppIsTheOneAbove) {
  const std::vector<std::string> code = lines_of_text(read("tests/mock/scenario_docs_test.cpp"));
  auto at = code.begin();
  for (const std::string& line : lines_of_text(only_block_of("cpp").text)) {
    if (line.empty()) continue;
    at = std::find_if(at, code.end(),
                      [&](const std::string& own) { return trimmed(own) == trimmed(line); });
    ASSERT_NE(at, code.end()) << line;
    ++at;
  }
}

}  // namespace
}  // namespace sp::mock::testing
