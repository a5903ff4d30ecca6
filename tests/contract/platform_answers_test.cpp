// The answers that were recorded from the platform's own code, judged by the upstream revision
// as a HAR file made from them: they do not say what they were asked for.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>

#include "report/har.h"
#include "report/har_reader.h"

namespace sp::contract {
namespace {

using Json = nlohmann::json;

std::string credentials_of(const Json& authorization) {
  if (authorization.is_null()) return "none";
  const auto text = authorization.get<std::string>();
  if (text.starts_with("Basic")) return "other_scheme";
  return text == "Bearer <wrong>" ? "wrong" : "token";
}

std::vector<RecordedExchange> platform_answers() {
  std::ifstream in(SP_SOURCE_DIR "/tests/data/platform-answers.json");
  const Json file = Json::parse(in);
  std::vector<RecordedExchange> exchanges;
  for (const Json& row : file.at("exchanges")) {
    const Json& request = row.at("request");
    const Json& response = row.at("response");
    // Another token's: what remains of one tells nothing of the other.
    if (request.at("authorization").is_string() &&
        request.at("authorization").get<std::string>().starts_with("Bearer <token without")) {
      continue;
    }
    RecordedExchange exchange;
    exchange.number = exchanges.size();
    exchange.method = request.at("method");
    exchange.path = request.at("path");
    exchange.credentials = credentials_of(request.at("authorization"));
    exchange.status = response.at("status").get<int>();
    for (const auto& [name, value] : response.at("headers").items()) {
      exchange.response_headers.emplace_back(name, value.get<std::string>());
    }
    exchange.body = response.at("body").dump();
    exchange.body_bytes = exchange.body.size();
    exchanges.push_back(std::move(exchange));
  }
  return exchanges;
}

TEST(PlatformAnswers, KeepTheContractAsFarAsTheyTell) {
  Options options;
  options.revision = schemas::Revision::upstream;
  // The bodies are kept as values, not as the bytes that Content-Length counted.
  options.except = {"*.response.content_length"};
  Target target;
  target.base_url = "http://localhost/api/v1";
  target.run_ids = {9338};
  const std::string file =
      har_text({.base_url = target.base_url, .revision = "upstream"}, platform_answers());
  const Report report = judge(target, read_har(file, "platform.har").exchanges, options);
  // A check that fails, and the exchange that its finding is of.
  std::vector<std::string> departures;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (const Finding& finding : check.findings) {
      departures.push_back(check.id + " " + finding.path + " " + finding.pointer + ": expected " +
                           finding.expected + ", found " + finding.actual);
    }
  }
  // The platform's unified form has no newline at its end, so that git apply refuses it. What
  // else its code does not keep of its document (contract section 7) is not asked for in the
  // recording, or is judged only by what the suite itself asks.
  EXPECT_THAT(departures, ::testing::ElementsAre(::testing::HasSubstr(
                              "getDiff.diff.unified_form /runs/9338/samples/206/")));
  EXPECT_EQ(report.looks_like, std::nullopt);
  EXPECT_GT(report.count(Outcome::passed), 100u);
}

}  // namespace
}  // namespace sp::contract
