// The upstream revision held against the platform itself. tests/data/platform-answers.json has
// what the platform's own code answered over the world in tests/data/platform-world/; the same
// questions, in the same order, are put to a mock of that world.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>
#include <sp/schemas/api.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/json.h>

#include "../tools/agree/body_differences.h"
#include "mock/http_client.h"
#include "scenario/target.h"
#include "service/router.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;
using schemas::Revision;
using std::chrono::seconds;
using ::testing::IsEmpty;

// A difference that stays: what the mock says where the platform says something else.
struct Kept {
  std::vector<std::size_t> exchanges;
  std::string member;    // "status", "header NAME", or a JSON pointer into the body: of a text of
                         // several lines, to one of them
  std::string contract;  // the sentence of the contract that makes the mock's answer right
};

const std::vector<Kept> kept = {
    {{21},
     "/outputs/0",
     "section 4 [U, D]: B leaves an output that was never produced out of outputs; the mock lists "
     "it as missing_output"},
    {{25}, "/outputs/1", "section 4 [U, D]: the same, of one of two outputs"},
    {{50},
     "/content/103",
     "section 5 [D]: a missing newline at the end of a text shows in the unified form, by the "
     "usual "
     "\\ No newline at end of file; it can be applied with patch"},
    {{55},
     "status",
     "section 5 [D]: for an output that was never produced, B answers 404 although the contract "
     "has missing_actual; the mock says missing_actual"},
};

const std::filesystem::path data = std::filesystem::path(SP_SOURCE_DIR) / "tests/data";

json read_json(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return json::parse(in);
}

// The exchanges, in the order in which they were recorded.
const json& exchanges() {
  static const json all = read_json(data / "platform-answers.json").at("exchanges");
  return all;
}

std::string name_of(std::size_t exchange) {
  const json& request = exchanges().at(exchange).at("request");
  return fmt::format("#{} {} {}", exchange, request.at("method").get<std::string>(),
                     request.at("path").get<std::string>());
}

std::optional<std::string> recorded_header(const json& exchange, const std::string& name) {
  const json& headers = exchange.at("response").at("headers");
  if (!headers.contains(name)) return std::nullopt;
  return headers.at(name).get<std::string>();
}

std::optional<std::string> header_of(const httplib::Response& answer, const std::string& name) {
  if (!answer.has_header(name)) return std::nullopt;
  return answer.get_header_value(name);
}

// --- Asking

// No exchange says when it took place, but its headers say when its window or its wait ended.
std::optional<schemas::Instant> asked_at(const json& exchange, seconds window) {
  const auto reset = recorded_header(exchange, "X-RateLimit-Reset");
  if (!reset) return std::nullopt;
  const auto wait = recorded_header(exchange, "Retry-After");
  return schemas::Instant(seconds(std::stoll(*reset))) -
         (wait ? seconds(std::stoll(*wait)) : window);
}

// A mock of the recorded world, whose clock goes as the platform's went.
class Replay {
 public:
  Replay() : world_(read_json(folder / "platform-world.json")) {
    world_["clock"] = {
        {"mode", "manual"},
        {"start", schemas::format_date_time(*asked_at(exchanges().at(0), window()))}};
    mock_.emplace(Scenario::parse(world_.dump(), folder), ServerOptions{.self_check = true});
  }

  httplib::Result ask(const json& exchange) {
    if (const auto at = asked_at(exchange, window()); at && *at > mock_->now()) {
      mock_->advance(std::chrono::duration_cast<std::chrono::microseconds>(*at - mock_->now()));
    }
    const json& request = exchange.at("request");
    if (exchange.at("note") == "rate limit reached") use_up_the_window();
    return HttpClient(*mock_, authorization(request.at("authorization")))
        .send(request.at("method"), "/api/v1" + request.at("path").get<std::string>());
  }

 private:
  seconds window() const { return seconds(world_.at("/rate_limit/window_seconds"_json_pointer)); }

  static std::string authorization(const json& recorded) {
    static const std::map<std::string, std::string> tokens = {
        {"Bearer <token>", "Bearer reader"},
        {"Bearer <wrong>", "Bearer wrong"},
        {"Basic <wrong>", "Basic d3Jvbmc6d3Jvbmc="},
        {"Bearer <token without runs:read and results:read>", "Bearer narrow"},
    };
    return recorded.is_null() ? "" : tokens.at(recorded);
  }

  void use_up_the_window() {
    HttpClient client(*mock_);
    for (int i = 0; i < 1000; ++i) {
      if (client.status("/runs/9338/summary") == 429) return;
    }
    ADD_FAILURE() << "there is no end to the window";
  }

  const std::filesystem::path folder = data / "platform-world";
  json world_;
  std::optional<Server> mock_;
};

// --- Comparing

struct Difference {
  std::string member;
  std::string platform;
  std::string mock;
};
using Differences = std::vector<Difference>;

std::string shown(const json& value) { return value.is_discarded() ? "nothing" : value.dump(); }

// What is the sense of a body: without wording, and of a 400 just which fields it is about.
json sense(json body, int status) {
  if (status < 400) return body;
  EXPECT_FALSE(body.at("message").get<std::string>().empty());
  body.erase("message");
  if (status == 400) {
    const json fields = body.at("details").value("fields", json::object());
    body["details"] = json::array();
    for (const auto& [name, what] : fields.items()) body["details"].push_back(name);
  }
  return body;
}

// What is the sense of a header: of Allow, which methods; of Content-Type, the media type.
std::optional<std::string> sense(const std::string& name, std::optional<std::string> value) {
  if (!value) return value;
  if (name == "Content-Type") return value->substr(0, value->find(';'));
  if (name != "Allow") return value;
  std::set<std::string> methods;
  std::istringstream words(*value);
  for (std::string word; words >> word;) methods.insert(word.substr(0, word.find(',')));
  return fmt::format("{}", fmt::join(methods, " "));
}

Differences compare(const json& exchange, const httplib::Response& answer) {
  const json& recorded = exchange.at("response");
  const int status = recorded.at("status");
  if (answer.status != status) {
    return {{"status", std::to_string(status), std::to_string(answer.status)}};
  }
  Differences differences;
  for (const std::string name : {"Content-Type", "Allow", "Retry-After", "X-RateLimit-Limit",
                                 "X-RateLimit-Remaining", "X-RateLimit-Reset"}) {
    const auto platform = sense(name, recorded_header(exchange, name));
    const auto mock = sense(name, header_of(answer, name));
    if (platform != mock) {
      differences.push_back(
          {"header " + name, platform.value_or("nothing"), mock.value_or("nothing")});
    }
  }
  json platform = sense(recorded.at("body"), status);
  json mock = sense(json::parse(answer.body), status);
  // Of an enumeration the platform's 400 names no field (contract section 7).
  if (status == 400 && platform.at("details").empty()) mock["details"] = json::array();
  for (const agree::BodyDifference& one : agree::body_differences(platform, mock)) {
    differences.push_back({one.place, shown(one.platform), shown(one.mock)});
  }
  return differences;
}

// --- The tests

TEST(PlatformFidelity, TheMockAnswersAsThePlatformDidButForWhatTheContractWantsOtherwise) {
  std::set<std::pair<std::size_t, std::string>> expected;
  for (const Kept& row : kept) {
    for (const std::size_t exchange : row.exchanges) expected.emplace(exchange, row.member);
  }
  ASSERT_EQ(exchanges().size(), 83u);
  Replay replay;
  for (std::size_t i = 0; i < exchanges().size(); ++i) {
    SCOPED_TRACE(name_of(i));
    const auto answer = replay.ask(exchanges().at(i));
    ASSERT_TRUE(answer);
    for (const Difference& difference : compare(exchanges().at(i), *answer)) {
      EXPECT_EQ(expected.erase({i, difference.member}), 1u)
          << difference.member << ": the platform says " << difference.platform
          << ", the mock says " << difference.mock;
    }
  }
  for (const auto& [exchange, member] : expected) {
    ADD_FAILURE() << name_of(exchange) << ", " << member
                  << ": there is no difference any more, so take it off the list";
  }
}

// What the document has to allow, or it is not what the platform serves today.
TEST(PlatformFidelity, TheDocumentAllowsWhatThePlatformAnswered) {
  std::set<std::string> operations;
  for (std::size_t i = 0; i < exchanges().size(); ++i) {
    SCOPED_TRACE(name_of(i));
    const json& exchange = exchanges().at(i);
    const json& request = exchange.at("request");
    const Target target = Target::parse(request.at("path").get<std::string>());
    const auto* operation = Router::of(Revision::upstream).match(target.segments, 0).operation;
    if (!operation || request.at("method") != "GET") continue;
    operations.insert(operation->id);
    const json& recorded = exchange.at("response");
    // The document has no 400 for a summary and a result; the platform sends one all the same,
    // which is an error as any that nobody documented.
    const int status = recorded.at("status");
    const bool by_default =
        status == 400 && (operation->id == "getRunSummary" || operation->id == "getRunSample");
    ASSERT_EQ(operation->documents(status), !by_default);
    const schemas::Response& documented = *operation->response(status);
    const schemas::Document body = schemas::parse(recorded.at("body").dump());
    for (const schemas::Violation& violation : documented.body->validate(body.root())) {
      ADD_FAILURE() << violation.instance << ": expected " << violation.expected << ", found "
                    << violation.found;
    }
    for (const schemas::Header& header : documented.headers) {
      const auto value = recorded_header(exchange, header.name);
      EXPECT_TRUE(value || !header.required) << header.name;
      EXPECT_TRUE(!value || header.schema.accepts(schemas::parse(*value).root())) << header.name;
    }
  }
  EXPECT_EQ(operations.size(), 5u);
}

}  // namespace
}  // namespace sp::mock::testing
