// What another tool recorded of a faultless deployment is judged without a false alarm.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

#include "report/har.h"

namespace sp::contract {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string header(std::string_view name, std::string_view value) {
  return fmt::format(R"({{"name":"{}","value":"{}"}})", name, value);
}

std::string json_text(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

const std::string summary =
    R"({"run_id":1,"status":"pass","total_samples":1,"pass_count":1,"fail_count":0,"skipped_count":0,)"
    R"("missing_output_count":0,"duration_ms":1500})";
const std::string unauthorized =
    R"({"code":"unauthorized","message":"No valid token.","details":{}})";
const std::string missing = R"({"code":"not_found","message":"There is none.","details":{}})";

// An answer with the headers that the contract asks for, and what it was an answer to.
struct Recorded {
  std::string authorization = "Bearer a";
  int status = 200;
  std::string body = summary;
  std::vector<std::string> headers = {};  // more of the answer's
  std::vector<std::string> asked = {};    // of the request's
  std::string path = "/runs/1/summary";
  std::string method = "GET";
  int remaining = 100;
  int reset = 1782564120;
};

std::string entry(const Recorded& recorded) {
  std::vector<std::string> asked = recorded.asked;
  if (!recorded.authorization.empty()) {
    asked.push_back(header("Authorization", recorded.authorization));
  }
  std::vector<std::string> headers = {
      header("content-type", "application/json"), header("date", "Sat, 27 Jun 2026 12:41:30 GMT"),
      header("x-ratelimit-limit", "120"),
      header("x-ratelimit-remaining", std::to_string(recorded.remaining)),
      header("x-ratelimit-reset", std::to_string(recorded.reset))};
  headers.insert(headers.end(), recorded.headers.begin(), recorded.headers.end());
  return fmt::format(
      R"({{"startedDateTime":"2026-06-27T12:41:30Z","time":1,"request":{{"method":"{}",)"
      R"("url":"https://h/api/v1{}","headers":[{}]}},"response":{{"status":{},"headers":[{}],)"
      R"("content":{{"size":{},"text":{}}},"bodySize":-1}}}})",
      recorded.method, recorded.path, fmt::join(asked, ","), recorded.status,
      fmt::join(headers, ","), recorded.body.size(), json_text(recorded.body));
}

Report judged(const std::vector<Recorded>& rows, const Options& options = {}) {
  std::vector<std::string> entries;
  for (const Recorded& row : rows) entries.push_back(entry(row));
  const Har har = read_har(fmt::format(R"({{"log":{{"entries":[{}]}}}})", fmt::join(entries, ",")));
  Target target;
  target.base_url = har.context.base_url;
  return judge(target, har.exchanges, options);
}

std::vector<std::string> failures(const std::vector<Recorded>& rows) {
  std::vector<std::string> ids;
  for (const Check& check : judged(rows).checks) {
    if (check.outcome != Outcome::failed) continue;
    ids.push_back(check.id + ": " + check.findings.front().expected + ", found " +
                  check.findings.front().actual);
  }
  return ids;
}

TEST(ForeignRecording, OfAGoodAnswerHolds) {
  const Report report = judged({{}});
  EXPECT_THAT(failures({{}}), IsEmpty());
  EXPECT_GT(report.count(Outcome::passed), 20u);
  EXPECT_EQ(report.unjudgeable, std::nullopt);
}

TEST(ForeignRecording, AWrongTokenIsToldByItsValue) {
  const Recorded good{.remaining = 100};
  const Recorded wrong{.authorization = "Bearer b",
                       .status = 401,
                       .body = unauthorized,
                       .remaining = 7,
                       .reset = 1782564100};
  EXPECT_THAT(failures({good, wrong}), IsEmpty());
  // The same token, let in before and after.
  const Recorded turned_away{.status = 401, .body = unauthorized, .remaining = 99};
  EXPECT_THAT(failures({good, turned_away, {.remaining = 98}}), Contains(HasSubstr("succeeds")));
}

// Whether a token was sent is unknown, of a 404 as of a 200; the buckets of the two differ.
TEST(ForeignRecording, WithoutAuthorizationMeansNothing) {
  for (const char* shown : {"", "[Filtered]", "Bearer [REDACTED]"}) {
    const Recorded found{.authorization = shown, .remaining = 100};
    const Recorded not_found{.authorization = shown,
                             .status = 404,
                             .body = missing,
                             .path = "/runs/9999/summary",
                             .remaining = 99};
    const auto refused = [&](int remaining) {
      return Recorded{.authorization = shown,
                      .status = 401,
                      .body = unauthorized,
                      .remaining = remaining,
                      .reset = 1782564100};
    };
    const Recorded found_again{.authorization = shown, .remaining = 98};
    EXPECT_THAT(failures({found, refused(30), not_found, refused(29), found_again}), IsEmpty())
        << shown;
  }
}

TEST(ForeignRecording, ACodingThatTheRequestAcceptsIsNone) {
  const std::string browser = header("accept-encoding", "gzip, deflate, br, zstd");
  for (const char* coding : {"gzip", "br", "zstd"}) {
    const std::vector<std::string> coded = {header("content-encoding", coding),
                                            header("content-length", "63")};
    EXPECT_THAT(failures({{.headers = coded, .asked = {browser}}}), IsEmpty()) << coding;
    // RFC 9110 section 12.5.3: without the header, anything goes.
    EXPECT_THAT(failures({{.headers = coded}}), IsEmpty()) << coding;
    for (const char* refusal : {"identity", "gzip;q=0, br;q=0, zstd;q=0"}) {
      EXPECT_THAT(failures({{.headers = coded, .asked = {header("accept-encoding", refusal)}}}),
                  ElementsAre(HasSubstr("http.plain_when_asked")))
          << coding << refusal;
    }
  }
}

// Of a body without a coding, the text is what came.
TEST(ForeignRecording, ALengthIsThatOfTheText) {
  const auto with_length = [](std::size_t length) {
    return failures({{.headers = {header("content-length", std::to_string(length))}}});
  };
  EXPECT_THAT(with_length(summary.size()), IsEmpty());
  EXPECT_THAT(with_length(summary.size() + 1), ElementsAre(HasSubstr("content_length")));
}

TEST(ForeignRecording, OptionsMayTellWhatIsAllowed) {
  for (const char* authorization : {"Bearer a", ""}) {
    for (const int status : {200, 204}) {
      EXPECT_THAT(failures({{},
                            {.authorization = authorization,
                             .status = status,
                             .body = "",
                             .headers = {header("Allow", "GET, HEAD, OPTIONS"),
                                         header("content-length", "0")},
                             .method = "OPTIONS",
                             .remaining = 99}}),
                  IsEmpty())
          << authorization << status;
    }
  }
}

// Without a token, 401 or 405 may come first.
TEST(ForeignRecording, AnotherMethodMayBeRefusedBeforeTheTokenIsAskedFor) {
  const std::string body = R"({"code":"method_not_allowed","message":"Only GET.","details":{}})";
  EXPECT_THAT(failures({{}, {.authorization = "", .status = 405, .body = body, .method = "POST"}}),
              IsEmpty());
}

TEST(ForeignRecording, OddParametersMayBeRefused) {
  const std::string body = R"({"code":"validation_error","message":"That is odd.","details":{}})";
  const auto refused = [&](const std::string& query) {
    return failures(
        {{},
         {.status = 400, .body = body, .path = "/samples/7/history?" + query, .remaining = 99}});
  };
  for (const char* query :
       {"limit=1&limit=2", "limit=0&limit=1", "branch=a%ZZ", "branch=a%00", "_=1782564090",
        "created_after=2026-06-27T00:00:00Z&created_before=2026-06-01T00:00:00Z"}) {
    EXPECT_THAT(refused(query), IsEmpty()) << query;
  }
  EXPECT_THAT(refused("limit=2"), Contains(HasSubstr("parameters.accepted")));
}

TEST(ForeignRecording, OfSomethingElseCannotBeJudged) {
  const Report nothing = judged({});
  EXPECT_THAT(nothing.unjudgeable.value_or(""),
              HasSubstr("nothing in the recording could be judged"));
  EXPECT_EQ(exit_code(nothing), 3);
  EXPECT_EQ(exit_code(judged({{.path = "/health"}})), 3);
  Options options;
  options.only = {"getDiff.*"};
  EXPECT_EQ(exit_code(judged({{}}, options)), 3);
  options.only = {"getRunSummary.*"};
  EXPECT_EQ(exit_code(judged({{}}, options)), 0);
}

}  // namespace
}  // namespace sp::contract
