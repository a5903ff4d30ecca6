#include "recorded_answers.h"

#include <fstream>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "report/har.h"

namespace sp::contract::testing {

namespace {

using Json = nlohmann::json;

Json read(const std::string& file) {
  const std::string path = SP_SOURCE_DIR "/tests/data/" + file;
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  return Json::parse(in);
}

void add(RecordedAnswers& answers, RecordedExchange exchange) {
  exchange.number = answers.exchanges.size();
  exchange.body_bytes = exchange.body.size();
  answers.exchanges.push_back(std::move(exchange));
}

RecordedExchange::Headers headers_of(const Json& response) {
  RecordedExchange::Headers headers;
  for (const auto& [name, value] : response.at("headers").items()) {
    headers.emplace_back(name, value.get<std::string>());
  }
  return headers;
}

// By what the Authorization header held.
std::string credentials_of(const Json& authorization) {
  if (authorization.is_null()) return "none";
  const auto text = authorization.get<std::string>();
  if (text.starts_with("Basic")) return "other_scheme";
  return text == "Bearer <wrong>" ? "wrong" : "token";
}

// What the suite calls the credentials of platform-random. The platform lets in a token behind
// several spaces, and the suite has no name for these.
const std::map<std::string, std::string> credentials_in_random = {
    {"token", "token"},
    {"lower_case", "lower_case_scheme"},
    {"upper_case", "lower_case_scheme"},
    {"three_spaces", "token"},
    {"none", "none"},
    {"basic", "other_scheme"},
    {"suffix", "suffix"},
    {"unknown", "wrong"},
    {"expired", "wrong"},
    {"revoked", "wrong"},
};

}  // namespace

std::string RecordedAnswers::har() const {
  return har_text({.base_url = "http://localhost/api/v1", .revision = "upstream"}, exchanges);
}

RecordedAnswers platform_answers() {
  RecordedAnswers answers;
  const Json file = read("platform-answers.json");
  for (const Json& row : file.at("exchanges")) {
    const Json& request = row.at("request");
    const Json& response = row.at("response");
    const Json& authorization = request.at("authorization");
    if (authorization.is_string() &&
        authorization.get<std::string>().starts_with("Bearer <token without")) {
      ++answers.left_out;
      continue;
    }
    RecordedExchange exchange;
    exchange.method = request.at("method");
    exchange.path = request.at("path");
    exchange.credentials = credentials_of(authorization);
    exchange.status = response.at("status").get<int>();
    exchange.response_headers = headers_of(response);
    exchange.body = response.at("body").dump();
    add(answers, std::move(exchange));
  }
  return answers;
}

RecordedAnswers random_answers(const std::string& world) {
  RecordedAnswers answers;
  const Json file = read("platform-random/" + world + ".answers.json");
  for (const Json& row : file.at("exchanges")) {
    const auto credentials = credentials_in_random.find(row.at("credentials"));
    if (row.contains("body_sha256") || credentials == credentials_in_random.end()) {
      ++answers.left_out;
      continue;
    }
    RecordedExchange exchange;
    exchange.method = row.at("method");
    exchange.path = row.at("path");
    exchange.credentials = credentials->second;
    exchange.status = row.at("status").get<int>();
    exchange.response_headers = headers_of(row);
    if (row.contains("body")) exchange.body = row.at("body").dump();
    if (row.contains("text")) exchange.body = row.at("text");
    add(answers, std::move(exchange));
  }
  return answers;
}

}  // namespace sp::contract::testing
