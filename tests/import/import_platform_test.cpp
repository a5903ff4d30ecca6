// What the platform's own code answered, imported: at least 95 of 100 good answers follow.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/date_time.h>
#include <sp/schemas/number.h>

#include "import/imported.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;

// As the files have it: of two kinds.
struct Answered {
  json request;
  json response;
  std::string credentials;
};

// In the words of a recording. Three spaces behind "Bearer" are the platform's to accept.
std::string credentials_named(const std::string& name) {
  if (name == "token" || name == "none" || name == "three_spaces") {
    return name == "none" ? "none" : "token";
  }
  return name == "lower_case" || name == "upper_case" ? "lower_case_scheme" : "wrong";
}

Answered answered_in(const json& row) {
  if (!row.contains("request")) {
    return {row, row, credentials_named(row.value("credentials", "token"))};
  }
  const json& request = row["request"];
  const bool authorized = request.contains("authorization") && request["authorization"].is_string();
  const bool is_token = authorized && request["authorization"] == "Bearer <token>";
  return {request, row["response"], is_token ? "token" : authorized ? "wrong" : "none"};
}

// The mock writes the zone of a date as Z, the platform as +00:00: the same instant.
std::string with_short_zones(std::string text) {
  static const std::string zone = "+00:00\"";
  for (std::size_t at = text.find(zone); at != text.npos; at = text.find(zone, at)) {
    text.replace(at, zone.size(), "Z\"");
  }
  return text;
}

class PlatformRecording {
 public:
  explicit PlatformRecording(const std::string& file) {
    std::ifstream in(std::filesystem::path(SP_SOURCE_DIR) / "tests/data" / file);
    const json document = json::parse(in);
    for (const json& row : document.at("exchanges")) add(answered_in(row));
  }

  Recording take() && { return std::move(recording_); }

 private:
  void add(const Answered& row) {
    // Of a long body the file has the hash only.
    if (row.response.contains("body_sha256") && row.response["body_sha256"].is_string()) return;
    RecordedExchange& made = recording_.exchanges.emplace_back();
    made.file = "platform.har";
    made.entry = recording_.exchanges.size();
    made.exchange.method = row.request.at("method");
    made.exchange.path = row.request.at("path");
    made.exchange.credentials = row.credentials;
    made.exchange.status = row.response.at("status").get<int>();
    for (const auto& [name, value] : row.response.at("headers").items()) {
      if (name != "Content-Length") made.exchange.response_headers.emplace_back(name, value);
    }
    const json body = row.response.value("body", json());
    made.exchange.body = body.is_null() ? row.response.value("text", "") : body.dump();
    made.exchange.body = with_short_zones(made.exchange.body);
    date(made);
  }

  // The files have no times. A window of the rate limit tells when it began.
  void date(RecordedExchange& made) {
    now_ += std::chrono::milliseconds(200);
    if (const std::string* const reset = made.header("X-RateLimit-Reset")) {
      const auto seconds = schemas::number_in(*reset);
      if (seconds && *seconds != window_) {
        window_ = *seconds;
        now_ = schemas::Instant(std::chrono::seconds(*seconds - 60));
      }
    }
    made.exchange.sent_at = now_;
  }

  Recording recording_{.base_url = "https://platform/api/v1", .exchanges = {}};
  schemas::Instant now_ = *schemas::parse_date_time("2026-08-22T12:00:00Z");
  std::int64_t window_ = 0;
};

TEST(ImportOfThePlatform, AnswersMostOfWhatWasRecorded) {
  std::size_t good = 0;
  std::size_t following = 0;
  for (const char* const file :
       {"platform-answers.json", "platform-random/edges-world.answers.json",
        "platform-random/long-histories.answers.json",
        "platform-random/platform-world.answers.json"}) {
    const Imported imported(PlatformRecording(file).take());
    EXPECT_EQ(imported.json()["quirks"], "platform") << file;
    std::set<std::size_t> different;
    for (const Difference& difference : replay(imported.file, imported.recording)) {
      different.insert(difference.exchange);
    }
    for (std::size_t i = 0; i < imported.recording.exchanges.size(); ++i) {
      const auto& exchange = imported.recording.exchanges[i].exchange;
      if (exchange.status != 200 || exchange.method != "GET") continue;
      ++good;
      following += !different.contains(i);
    }
  }
  EXPECT_GT(good, 600u);
  EXPECT_GE(following * 100, good * 95) << following << " of " << good;
}

}  // namespace
}  // namespace sp::mock::testing
