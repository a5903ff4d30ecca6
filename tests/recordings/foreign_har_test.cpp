// Recordings as other tools write them, each quirk in an entry of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/har.h>
#include <sp/schemas/base64.h>

#include "recordings/coded.h"
#include "recordings/read.h"

namespace sp::recordings {
namespace {

using testing::brotlied;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::gzipped;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using testing::Read;
using ::testing::SizeIs;
using testing::zstandard;

const std::string summary = "http://h/api/v1/runs/1/summary";

std::string header(const std::string& name, const std::string& value) {
  return R"({"name":")" + name + R"(","value":")" + value + R"("})";
}

std::string bearer(const std::string& token) { return header("authorization", "Bearer " + token); }

// A response with `rest` behind its status and headers.
std::string response(int status, const std::string& rest, const std::string& headers = "") {
  return R"({"status":)" + std::to_string(status) + R"(,"headers":[)" + headers + "]," + rest + "}";
}

std::string entry(const std::string& url, const std::string& headers, const std::string& response,
                  const std::string& method = "GET",
                  const std::string& date = "2026-06-27T14:42:03.012+02:00") {
  return R"({"startedDateTime":")" + date + R"(","time":12.5,"request":{"method":")" + method +
         R"(","url":")" + url + R"(","httpVersion":"h2","headers":[)" + headers +
         R"(],"bodySize":0},"response":)" + response + R"(,"timings":{"wait":1}})";
}

std::string har(const std::string& entries) {
  return "\xEF\xBB\xBF{\"log\":{\"version\":\"1.1\",\"entries\":[" + entries + "]}}";
}

const std::string fine = response(200, R"("content":{"size":2,"text":"{}"},"bodySize":-1)",
                                  header(":status", "200") + "," + header("set-cookie", "x") + "," +
                                      header("content-type", "application/json"));

std::vector<std::string> credentials(const Read& read) {
  std::vector<std::string> words;
  for (const HarEntry& row : read->entries) words.push_back(row.exchange.credentials);
  return words;
}

TEST(ForeignHar, IsTakenApartAtTheBaseUrl) {
  const Read read(har(entry("https://h/style.css", "", fine) + "," +
                      entry("https://h/api/v1/runs/1/summary?x=1#top", bearer("t"), fine) + "," +
                      entry("https://h/api/v1/runs/2/summary", "", fine) + "," +
                      entry("https://other/api/v1/runs/2/summary", "", fine)));
  EXPECT_EQ(read->base_url, "https://h/api/v1");
  EXPECT_FALSE(read->notes.has_value());
  EXPECT_EQ(read->left_out, 2u);
  EXPECT_THAT(read->remarks, Contains(HasSubstr("2 of the recording's requests are left out: 2 "
                                                "of another site or API")));
  ASSERT_THAT(read->entries, SizeIs(2));
  const Exchange& first = read->entries.front().exchange;
  EXPECT_EQ(first.path, "/runs/1/summary?x=1");
  EXPECT_EQ(first.credentials, "token");
  EXPECT_THAT(first.request_headers, IsEmpty());
  EXPECT_THAT(first.response_headers, ElementsAre(Pair("content-type", "application/json")));
  EXPECT_EQ(first.body, "{}");
  EXPECT_EQ(first.body_bytes, 2u);
  EXPECT_EQ(first.took, std::chrono::microseconds(12500));
  EXPECT_EQ(schemas::format_date_time(first.sent_at), "2026-06-27T12:42:03.012Z");
  EXPECT_EQ(read->entries.back().exchange.number, 1u);
  EXPECT_EQ(read->entries.back().exchange.credentials, "none");
}

TEST(ForeignHar, AnotherApiThatComesFirstIsNotTheOneThatHasRuns) {
  const Read read(har(entry("https://errors.example/api/v1/envelope/", "", fine) + "," +
                      entry("https://errors.example/api/v1/envelope/", "", fine) + "," +
                      entry("https://h/ccx/api/v1/runs/1/summary", bearer("t"), fine)));
  EXPECT_EQ(read->base_url, "https://h/ccx/api/v1");
  EXPECT_THAT(read->entries, SizeIs(1));
}

const std::string two_deployments =
    entry("https://a/api/v1/runs/1/summary", bearer("t"), fine) + "," +
    entry("https://b/api/v1/runs/2/summary", bearer("t"), fine) + "," +
    entry("https://b/api/v1/runs/3/summary", bearer("t"), fine);

TEST(ForeignHar, OfSeveralDeploymentsHasTheOneWithMostRequestsAndTellsOfTheOthers) {
  const Read read(har(two_deployments));
  EXPECT_EQ(read->base_url, "https://b/api/v1");
  EXPECT_THAT(read->entries, SizeIs(2));
  EXPECT_THAT(read->remarks,
              Contains("the recording has several deployments: https://b/api/v1 (2 requests), "
                       "https://a/api/v1 (1 request); https://b/api/v1 is read, --base-url picks "
                       "another one"));
}

TEST(ForeignHar, OfSeveralDeploymentsHasTheOneThatIsPicked) {
  for (const char* base_url : {"https://a/api/v1", "https://a/api/v1/"}) {
    const Read read(har(two_deployments), {}, base_url);
    EXPECT_EQ(read->base_url, "https://a/api/v1");
    ASSERT_THAT(read->entries, SizeIs(1));
    EXPECT_EQ(read->entries.front().exchange.path, "/runs/1/summary");
    EXPECT_THAT(read->remarks, Not(Contains(HasSubstr("several deployments"))));
  }
}

TEST(ForeignHar, ListsItsDeploymentsWhereAnotherIsPicked) {
  try {
    const Read read(har(two_deployments), {}, "https://c/api/v1");
    FAIL() << "it was read";
  } catch (const schemas::FileError& error) {
    EXPECT_STREQ(error.what(),
                 "f.har: expected requests to https://c/api/v1, found https://b/api/v1 "
                 "(2 requests), https://a/api/v1 (1 request)");
  }
  EXPECT_THROW(Read(har(entry("https://h/x", "", fine)), {}, "https://c"), schemas::FileError);
}

TEST(ForeignHar, TheApiMayBeAnywhereOnItsHost) {
  EXPECT_EQ(Read(har(entry("http://h:8080/runs/1/summary", "", fine)))->base_url, "http://h:8080");
  EXPECT_EQ(Read(har(entry("http://h/v2/samples/7/history?x", "", fine)))->base_url, "http://h/v2");
  const Read read(har(entry("http://h:80/v2/runs", "", fine)));
  EXPECT_EQ(read->base_url, "http://h:80");
  EXPECT_EQ(read->entries.at(0).exchange.path, "/v2/runs");
  EXPECT_EQ(Read(har(""))->base_url, "");
}

struct Answer {
  const char* name;
  std::string response;
};

void PrintTo(const Answer& row, std::ostream* out) { *out << row.name; }

class LeftOut : public ::testing::TestWithParam<Answer> {};

TEST_P(LeftOut, AndTheRestIsRead) {
  const Read read(har(entry(summary, "", GetParam().response) + "," + entry(summary, "", fine)));
  EXPECT_THAT(read->entries, SizeIs(1));
  EXPECT_EQ(read->left_out, 1u);
  EXPECT_THAT(read->remarks.at(0), HasSubstr("1 of the recording's requests is left out"));
}

const std::string json_type = header("content-type", "application/json");

INSTANTIATE_TEST_SUITE_P(
    ForeignHar, LeftOut,
    ::testing::Values(
        Answer{"a body that was not kept", response(200, R"("content":{"size":9})")},
        Answer{"one of Playwright's mode: minimal", response(200, R"("content":{"size":-1})")},
        Answer{"one of Firefox without bodies",
               response(200, R"("content":{"comment":"not included"},"bodySize":-1)")},
        Answer{"one that has a length, whatever the size says",
               response(200, R"("content":{"size":0},"bodySize":-1)",
                        header("Content-Length", "162"))},
        Answer{"one in a file that is not there",
               response(200, R"("content":{"size":-1,"_file":"x.json"})")},
        Answer{"one that is packed still, and cut off",
               response(200,
                        R"("content":{"encoding":"base64","text":")" +
                            schemas::base64(gzipped("{}").substr(0, 15)) + "\"}",
                        header("Content-Encoding", "gzip"))},
        Answer{"no base64", response(200, R"("content":{"encoding":"base64","text":"/w="})")},
        Answer{"one of Firefox that is cut off",
               response(200, R"("content":{"size":9,"text":"{\"a\":"},"bodySize":9)", json_type)},
        Answer{"one of Charles whose connection broke",
               response(200, R"("_charlesStatus":"EXCEPTION","content":{"size":2,"text":"{}"})")},
        Answer{"no response", "null"},
        Answer{"Playwright's status of a request that was aborted",
               response(-1, R"("content":{"size":-1},"_failureText":"net::ERR_ABORTED")")},
        Answer{"a status of 0 without a reason", response(0, R"("content":{"size":0})")},
        Answer{"a 304, whose body the browser has", response(304, R"("content":{"size":0})")}));

TEST(ForeignHar, ARequestWithoutAResponseMemberIsLeftOut) {
  const Read read(har(R"({"startedDateTime":"2026-06-27T14:42:03Z","time":0,"request":
      {"method":"GET","url":")" +
                      summary + R"(","headers":[]}},)" + entry(summary, "", fine)));
  EXPECT_THAT(read->entries, SizeIs(1));
  EXPECT_THAT(read->remarks.at(0), HasSubstr("1 that have no answer in the file"));
}

TEST(ForeignHar, WhatACacheAnsweredIsLeftOut) {
  std::string from_disk = entry(summary, "", fine);
  from_disk.insert(1, R"("_fromCache":"disk",)");
  std::string from_memory = entry(summary, "", fine);
  from_memory.insert(1, R"("_fetchType":"Memory Cache",)");
  EXPECT_EQ(Read(har(from_disk + "," + from_memory + "," + entry(summary, "", fine)))->left_out,
            2u);
}

TEST(ForeignHar, APreflightIsLeftOut) {
  const std::string answer = response(204, R"("content":{"size":0},"bodySize":0)");
  const Read read(
      har(entry(summary, header("Access-Control-Request-Method", "GET"), answer, "OPTIONS") + "," +
          entry(summary, "", answer, "OPTIONS")));
  EXPECT_THAT(read->entries, SizeIs(1));
  EXPECT_THAT(read->remarks.at(0), HasSubstr("CORS preflights"));
}

TEST(ForeignHar, AnAnswerWithoutABodyIsOne) {
  for (const auto& [method, answer] : std::vector<std::pair<std::string, std::string>>{
           {"HEAD", response(200, R"("content":{"size":0})", header("Content-Length", "99"))},
           {"DELETE", response(204, R"("content":{"size":0},"bodySize":-1)")},
           {"GET", response(200, R"("content":{"size":0},"bodySize":0)")},
           {"GET", response(500, R"("content":{"size":0})", header("content-length", "0"))}}) {
    const Read read(har(entry(summary, "", answer, method)));
    ASSERT_THAT(read->entries, SizeIs(1)) << method << answer;
    EXPECT_EQ(read->entries.front().exchange.body, "");
  }
}

TEST(ForeignHar, AFaultOfTheConnectionIsNoResponse) {
  const Read read(har(entry(
      summary, "", response(0, R"("content":{"size":0},"_error":"net::ERR_EMPTY_RESPONSE")"))));
  EXPECT_EQ(read->entries.at(0).exchange.status, std::nullopt);
  EXPECT_EQ(read->entries.at(0).exchange.fault, "net::ERR_EMPTY_RESPONSE");
}

// Chrome is some bytes off over HTTP/1.1 and writes -1 over HTTP/2, where chrome-har counts the
// headers as well; its content.size is twice the text.
TEST(ForeignHar, TheSizeOfABodyIsThatOfItsText) {
  for (const char* size : {"-1", "0", "8", "333", "1.5", "null"}) {
    const Read read(har(entry(
        summary, "",
        response(200, R"("content":{"size":4,"text":"{}"},"bodySize":)" + std::string(size)))));
    EXPECT_EQ(read->entries.at(0).exchange.body_bytes, 2u) << size;
  }
}

TEST(ForeignHar, ABodyMayBePackedStill) {
  const std::string text = R"({"run_id":1})";
  for (const auto& [coding, packed] : std::vector<std::pair<std::string, std::string>>{
           {"gzip", gzipped(text)}, {"br", brotlied(text)}, {"zstd", zstandard(text)}}) {
    const std::string headers = header("content-encoding", coding);
    const auto body = [&](const std::string& content) {
      const Read read(
          har(entry(summary, "", response(200, "\"content\":{" + content + "}", headers))));
      return read->entries.empty() ? "left out" : read->entries.front().exchange.body;
    };
    const std::string in_base64 = R"("encoding":"base64","text":")";
    EXPECT_EQ(body(in_base64 + schemas::base64(packed) + "\""), text) << coding;
    EXPECT_EQ(body(in_base64 + schemas::base64(text) + "\""), text) << coding;
    EXPECT_EQ(body(R"("text":"{\"run_id\":1}")"), text) << coding;
    // Polly.js: a JSON array of pieces.
    EXPECT_EQ(body(in_base64 + "[\\\"" + schemas::base64(packed.substr(0, 6)) + "\\\",\\\"" +
                   schemas::base64(packed.substr(6)) + "\\\"]\""),
              text)
        << coding;
  }
}

TEST(ForeignHar, ABodyMayStandInAFileOfItsOwn) {
  const Attachments attachments = [](const std::string& name) {
    return name == "a.json" ? std::optional<std::string>(R"({"run_id":1})") : std::nullopt;
  };
  const Read read(
      har(entry(summary, "", response(200, R"("content":{"size":-1,"_file":"a.json"})")) + "," +
          entry(summary, "", response(200, R"("content":{"size":-1,"_file":"b.json"})"))),
      attachments);
  ASSERT_THAT(read->entries, SizeIs(1));
  EXPECT_EQ(read->entries.front().exchange.body, R"({"run_id":1})");
}

TEST(ForeignHar, AZoneMayLackItsColon) {
  for (const char* date : {"2026-06-27T14:42:03.012+0200", "2026-06-27T07:42:03.012-0500",
                           "2026-06-27T12:42:03.012+0000", "2026-06-27T12:42:03.012Z"}) {
    const Read read(har(entry(summary, "", fine, "GET", date)));
    EXPECT_EQ(schemas::format_date_time(read->entries.at(0).exchange.sent_at),
              "2026-06-27T12:42:03.012Z");
  }
}

// axios-har-tracker lists headers that were not set, and so not sent, and writes methods as its
// caller did.
TEST(ForeignHar, AHeaderWithoutAValueWasNotSent) {
  const Read read(har(entry(
      summary,
      R"({"name":"content-type"},{"name":"accept","value":"*/*"},{"name":"x-null","value":null})",
      fine)));
  EXPECT_THAT(read->entries.at(0).exchange.request_headers, ElementsAre(Pair("accept", "*/*")));
  const Read anonymous(har(entry(summary, R"({"name":"Authorization"})", fine) + "," +
                           entry(summary, bearer("t"), fine)));
  EXPECT_THAT(credentials(anonymous), ElementsAre("none", "token"));
}

TEST(ForeignHar, AMethodMayBeInSmallLetters) {
  const Read read(har(entry(summary, "", fine, "get") + "," + entry(summary, "", fine, "Head")));
  EXPECT_EQ(read->entries.at(0).exchange.method, "GET");
  EXPECT_EQ(read->entries.at(1).exchange.method, "HEAD");
}

TEST(ForeignHar, ATokenThatOnlyEverMet401IsNone) {
  const std::string refused = response(401, R"("content":{"text":"{}"})");
  EXPECT_THAT(credentials(Read(har(entry(summary, bearer("a"), fine) + "," +
                                   entry(summary, bearer("b"), refused) + "," +
                                   entry(summary, header("Authorization", "bearer a"), fine) + "," +
                                   entry(summary, header("Authorization", "Basic a"), refused)))),
              ElementsAre("token", "wrong", "token", "other_scheme"));
}

// One that was let in before and after is for the rules to judge; else it was not valid yet, or
// not any more.
TEST(ForeignHar, ATokenMayExpire) {
  const std::string refused = response(401, R"("content":{"text":"{}"})");
  const std::string good = entry(summary, bearer("a"), fine);
  const std::string bad = entry(summary, bearer("a"), refused);
  EXPECT_THAT(credentials(Read(har(bad + "," + good + "," + bad + "," + good + "," + bad))),
              ElementsAre("wrong", "token", "token", "token", "wrong"));
}

TEST(ForeignHar, ASecondValidTokenHasARateLimitOfItsOwn) {
  const std::string a = entry(summary, bearer("a"), fine);
  const std::string b = entry(summary, bearer("b"), fine);
  const Read read(har(b + "," + a + "," + a));
  EXPECT_THAT(credentials(read), ElementsAre("token", "token"));
  EXPECT_EQ(read->entries.front().exchange.number, 0u);
  EXPECT_THAT(read->remarks.at(0), HasSubstr("1 with another valid token"));
}

TEST(ForeignHar, WhereNoHeaderIsShownNobodyKnowsWhoAsked) {
  const std::string missing = response(404, R"("content":{"text":"{}"})");
  const Read read(har(entry(summary, "", fine) + "," + entry(summary, "", missing)));
  EXPECT_THAT(credentials(read), ElementsAre("unknown", "unknown"));
  EXPECT_THAT(read->remarks, ElementsAre(HasSubstr("does not show every Authorization header")));
}

TEST(ForeignHar, APlaceholderIsNoToken) {
  for (const char* value : {"[Filtered]", "Bearer [REDACTED]", "Bearer ***", "<redacted>", "Bearer",
                            "Bearer {{token}}", "REDACTED", "Bearer xxxxx", "Bearer "}) {
    const Read read(har(entry(summary, header("Authorization", value), fine)));
    EXPECT_THAT(credentials(read), ElementsAre("unknown")) << value;
  }
  const Read read(har(entry(summary, bearer("AUTH_1a2b.c-d~e+/f="), fine)));
  EXPECT_THAT(credentials(read), ElementsAre("token"));
}

TEST(ForeignHar, AProxyThatWritesJsonAnewIsTold) {
  const Read read(
      har(entry(summary, bearer("t"),
                response(200, R"("content":{"text":"{}"})", header("sl-violations", "[]")))));
  EXPECT_THAT(read->remarks, ElementsAre(HasSubstr("passed through Prism (sl-violations)")));
}

}  // namespace
}  // namespace sp::recordings
