// What a mock puts on the wire, byte by byte: answers without a body, headers that are taken
// off, headers that come twice.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/server.h>

#include "mock/http_client.h"
#include "mock/raw_client.h"
#include "mock/worlds.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view last = "Connection: close\r\n";

std::string faults(const std::string& list) { return R"("faults": [)" + list + "],"; }

// Everything that comes for two requests on one connection, of which only the first is hit
// by `fault` (or neither, when that is empty).
std::string two_answers(const std::string& then, std::string_view method = "GET") {
  const Server mock(
      one_run(then.empty() ? "" : faults(R"({"when": {"times": 1}, "then": )" + then + "}")));
  RawClient client(mock);
  client.send(method, "/runs/1/summary");
  std::string text = client.head();
  client.send("GET", "/runs/1/summary", last);
  return text + client.rest();
}

// The lines of the first header block whose names are `name`, in small letters.
std::vector<std::string> lines_of(const std::string& text, std::string_view name) {
  std::vector<std::string> lines;
  const std::string head = text.substr(0, text.find("\r\n\r\n") + 2);
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = head.find("\r\n", at);
    std::string line = head.substr(at, end - at);
    std::string lower = line.substr(0, name.size());
    std::transform(lower.begin(), lower.end(), lower.begin(), ::tolower);
    if (lower == name && line.substr(name.size(), 1) == ":") lines.push_back(std::move(line));
    at = end + 2;
  }
  return lines;
}

// What follows the first header block.
std::string behind_the_head(const std::string& text) {
  return text.substr(text.find("\r\n\r\n") + 4);
}

class NoBody : public ::testing::TestWithParam<const char*> {};

TEST_P(NoBody, EndsWithItsHeadersAndTheNextAnswerIsWhole) {
  const std::string text = two_answers(GetParam());
  EXPECT_THAT(lines_of(text, "content-length"), IsEmpty());
  EXPECT_THAT(lines_of(text, "content-type"), IsEmpty());
  EXPECT_THAT(behind_the_head(text), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(text, EndsWith("}"));
}

INSTANTIATE_TEST_SUITE_P(Statuses, NoBody,
                         ::testing::Values(R"({"status": 204})", R"({"status": 304})",
                                           R"({"status": 304, "raw": ""})",
                                           R"({"status": 204, "delay_ms": 1})",
                                           R"({"status": 304, "drip_bytes_per_second": 1000})"));

TEST(AnswerWithoutABody, KeepsTheHeadersThatAreAskedFor) {
  const std::string text =
      two_answers(R"({"status": 304, "headers": {"ETag": "\"7\"", "Content-Type": "text/plain"}})");
  EXPECT_THAT(lines_of(text, "etag"), ElementsAre("ETag: \"7\""));
  EXPECT_THAT(lines_of(text, "content-type"), ElementsAre("Content-Type: text/plain"));
  EXPECT_THAT(behind_the_head(text), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST(AnswerWithoutABody, IsLoudAboutABodyThatItCannotHave) {
  for (const char* body : {R"("raw": "x")", R"("body": {})", R"("merge_patch": {"a": 1})",
                           R"("patch": [{"op": "remove", "path": "/run_id"}])"}) {
    SCOPED_TRACE(body);
    const Server mock(one_run(faults(std::string(R"({"then": {"status": 204, )") + body + "}}")));
    EXPECT_EQ(HttpClient(mock).status("/runs/1/summary"), 200) << "the answer is unchanged";
    ASSERT_EQ(mock.unused_faults().size(), 1u);
    EXPECT_EQ(mock.unused_faults()[0].problem, "an answer with status 204 has no body");
  }
}

TEST(AnswerWithoutABody, IsWhatIsLeftWhenALaterFaultSaysSo) {
  const Server mock(one_run(
      faults(R"({"when": {"times": 1}, "then": {"raw": "x"}}, {"then": {"status": 204}})")));
  RawClient client(mock);
  client.send("GET", "/runs/1/summary", last);
  EXPECT_EQ(behind_the_head(client.rest()), "");
}

TEST(AnswerWithoutABody, IsSoForARouteAndForOptions) {
  const Server mock(one_run(R"("routes": [{"path": "/gone", "status": 204}],)"));
  for (const auto& [method, path] : {std::pair("GET", "/gone"), std::pair("OPTIONS", "/gone")}) {
    RawClient client(mock);
    client.send(method, path, last);
    const std::string text = client.rest();
    EXPECT_THAT(text, StartsWith("HTTP/1.1 204"));
    EXPECT_THAT(lines_of(text, "content-length"), IsEmpty());
    EXPECT_EQ(behind_the_head(text), "");
  }
}

// The answer to HEAD has the header of the answer to GET, and nothing behind it.
TEST(Head, IsFollowedByNothingWhateverTheFault) {
  for (const char* then :
       {R"({"status": 503})", R"({"raw": "<html>"})", R"({"body": [1, 2]})", R"({"status": 204})",
        R"({"drip_bytes_per_second": 1000})", R"({"headers": {"Content-Type": null}})"}) {
    SCOPED_TRACE(then);
    const std::string head = two_answers(then, "HEAD");
    const std::string get = two_answers(then, "GET");
    EXPECT_THAT(behind_the_head(head), StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(lines_of(head, "content-length"), lines_of(get, "content-length"));
    EXPECT_EQ(lines_of(head, "content-type"), lines_of(get, "content-type"));
  }
}

TEST(ContentType, IsTakenOffByNull) {
  for (const char* then :
       {R"({"headers": {"Content-Type": null}})", R"({"headers": {"content-type": null}})",
        R"({"headers": {"Content-Type": null}, "raw": "x"})",
        R"({"headers": {"Content-Type": null}, "drip_bytes_per_second": 100000})",
        R"({"headers": {"Content-Type": null}, "status": 500})"}) {
    const std::string text = two_answers(then);
    EXPECT_THAT(lines_of(text, "content-type"), IsEmpty()) << then;
    EXPECT_THAT(behind_the_head(text), Not(StartsWith("HTTP/1.1")))
        << "the body is there: " << then;
  }
  EXPECT_THAT(lines_of(two_answers(R"({"headers": {"Content-Type": ""}})"), "content-type"),
              ElementsAre("Content-Type: "));
}

TEST(Headers, ComeOnceForEachValueOfAList) {
  const auto lines = [](const std::string& then, std::string_view name) {
    return lines_of(two_answers(then), name);
  };
  EXPECT_THAT(lines(R"({"headers": {"Retry-After": ["60", "60"]}})", "retry-after"),
              ElementsAre("Retry-After: 60", "Retry-After: 60"));
  EXPECT_THAT(lines(R"({"headers": {"Set-Cookie": ["b=2", "a=1", "c=3"]}})", "set-cookie"),
              ElementsAre("Set-Cookie: b=2", "Set-Cookie: a=1", "Set-Cookie: c=3"));
  EXPECT_THAT(lines(R"({"headers": {"x-ratelimit-limit": ["9"]}})", "x-ratelimit-limit"),
              ElementsAre("x-ratelimit-limit: 9"));
  const std::string types = R"({"headers": {"Content-Type": ["a/b", "c/d"]})";
  EXPECT_THAT(lines(types + "}", "content-type"),
              ElementsAre("Content-Type: a/b", "Content-Type: c/d"));
  EXPECT_THAT(lines(types + R"(, "drip_bytes_per_second": 100000})", "content-type"),
              ElementsAre("Content-Type: a/b", "Content-Type: c/d"));
}

TEST(Headers, OfARouteComeOnceForEachValueOfAList) {
  const Server mock(one_run(R"("routes": [
    {"path": "/two", "headers": {"Set-Cookie": ["a=1", "b=2"], "X-One": "1"}, "body": 1}],)"));
  RawClient client(mock);
  client.send("GET", "/two", last);
  const std::string text = client.rest();
  EXPECT_THAT(lines_of(text, "set-cookie"), ElementsAre("Set-Cookie: a=1", "Set-Cookie: b=2"));
  EXPECT_THAT(lines_of(text, "x-one"), ElementsAre("X-One: 1"));
}

TEST(Headers, OfAFaultAreGivenInCppAsWell) {
  Server mock(one_run());
  const auto twice = mock.add_fault({}, {.headers = {{"Retry-After", RepeatHeader{{"60", "60"}}}}});
  EXPECT_EQ(HttpClient(mock).get("/runs/1/summary")->get_header_value_count("Retry-After"), 2u);
  EXPECT_THAT(mock.faults().front().text, HasSubstr(R"("Retry-After":["60","60"])"));
  EXPECT_THROW((void)mock.add_fault({}, {.headers = {{"Retry-After", RepeatHeader{}}}}),
               std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.headers = {{"X-A", RepeatHeader{{"a\r\nX-B: b"}}}}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace sp::mock::testing
