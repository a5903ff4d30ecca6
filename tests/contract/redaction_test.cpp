// The token, taken out of what the suite shows.
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/redaction.h>

#include "exchange/excerpt.h"
#include "session/recording.h"
#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using recordings::Redaction;
using ::testing::HasSubstr;
using ::testing::Not;

// What an excerpt leaves of a token is a part of the secret.
TEST(Redaction, TakesOutWhatACutLeftOfAToken) {
  const std::string token = "0123456789abcdefghijklmnopqrstuvwxyz";
  const Redaction redaction(token);
  for (std::size_t room = 4; room < token.size(); ++room) {
    const std::string shown = redaction.of(excerpt("token: " + token + " is unknown", 7 + room));
    EXPECT_EQ(shown, room < token.size() ? "\"token: [token]\"…" : "") << room;
  }
}

const std::vector<std::string> words = {"token", "samples", "run_id",     "1",      "a",
                                        "Token", "linux",   "pagination", "bearer", "120",
                                        "pass",  "GET",     "not_found",  "9338",   "1782565323"};

TEST(Redaction, ATokenThatIsAWordLeavesOurOwnTextsAlone) {
  const Request request{.operation = "getSampleHistory", .path = "/samples/9338/history?a=1"};
  for (const std::string& word : words) {
    const std::string curl = curl_line(request, "http://localhost:1/api/v1");
    EXPECT_EQ(Redaction(word).of(curl), curl) << word;
  }
}

TEST(Redaction, WhatCouldNotBeUnpackedIsToldWithoutTheToken) {
  Transcript transcript;
  Response answer = response(200, "{}", {{"Content-Encoding", "s3cret-t0ken"}});
  answer.coding_problem = "the body's coding is 's3cret-t0ken', which nobody asked for";
  transcript.add(exchange("getRunSummary", "ok", std::move(answer)));
  Target target;
  target.token = "s3cret-t0ken";
  const RecordedExchange row = recorded(transcript, target).front();
  EXPECT_THAT(row.coding_problem, HasSubstr("'[token]'"));
  for (const auto& [name, value] : row.response_headers) {
    EXPECT_THAT(value, Not(HasSubstr("s3cret"))) << name;
  }
}

}  // namespace
}  // namespace sp::contract::testing
