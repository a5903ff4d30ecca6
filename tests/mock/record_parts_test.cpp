// The parts of the recording proxy, each by itself.
#include <map>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/base64.h>

#include "record/answer_reader.h"
#include "record/environment_proxy.h"
#include "record/forwarding.h"
#include "record/secrets.h"
#include "record/upstream_url.h"

namespace sp::mock {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(UpstreamUrl, IsTakenApart) {
  const struct {
    const char* text;
    const char* host;
    int port;
    const char* base_url;
  } rows[] = {
      {"https://Host/api/v1", "host", 443, "https://host/api/v1"},
      {"http://host", "host", 80, "http://host"},
      {"HTTP://host:80/", "host", 80, "http://host"},
      {"https://host:80/x/y//", "host", 80, "https://host:80/x/y"},
      {"http://[::1]:8080/api/v1", "::1", 8080, "http://[::1]:8080/api/v1"},
      {"http://[::1]", "::1", 80, "http://[::1]"},
  };
  for (const auto& row : rows) {
    const UpstreamUrl url = UpstreamUrl::parse(row.text);
    EXPECT_EQ(url.host, row.host) << row.text;
    EXPECT_EQ(url.port, row.port) << row.text;
    EXPECT_EQ(url.base_url(), row.base_url) << row.text;
  }
}

TEST(UpstreamUrl, IsRefusedWithoutBeingShown) {
  for (const char* text : {"", "host/api/v1", "ftp://host", "http://", "http://:80", "http://h:0",
                           "http://h:65536", "http://h:x", "http://user:secret@h", "http://h/?a",
                           "http://h#a", "http://h\n", "http://h/a b", "http://[::1"}) {
    try {
      static_cast<void>(UpstreamUrl::parse(text));
      ADD_FAILURE() << text;
    } catch (const std::invalid_argument& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("expected a URL"), Not(HasSubstr("secret"))));
    }
  }
}

TEST(EnvironmentProxy, IsTheOneThatTheVariablesName) {
  const struct {
    std::map<std::string, std::string> variables;
    const char* url;
    const char* proxy;  // host and port; empty for none
  } rows[] = {
      {{}, "https://host", ""},
      {{{"https_proxy", "http://p:3128"}}, "https://host", "p 3128"},
      {{{"https_proxy", "p:3128/"}}, "https://host", "p 3128"},
      {{{"https_proxy", "http://[::2]"}}, "https://host", "::2 1080"},
      {{{"HTTPS_PROXY", "http://p"}}, "https://host", "p 1080"},
      {{{"HTTP_PROXY", "http://p"}}, "http://host", ""},
      {{{"http_proxy", "http://p:1"}}, "http://host", "p 1"},
      {{{"http_proxy", "http://p:1"}}, "https://host", ""},
      {{{"all_proxy", "http://p:2"}}, "https://host", "p 2"},
      {{{"https_proxy", "http://p:1"}}, "https://127.0.0.1", ""},
      {{{"https_proxy", "http://p:1"}}, "https://localhost", ""},
      {{{"https_proxy", "http://p:1"}}, "https://127.1", ""},
      {{{"https_proxy", "http://p:1"}}, "https://127.example.org", "p 1"},
      {{{"https_proxy", "http://p:1"}, {"no_proxy", "*"}}, "https://host", ""},
      {{{"https_proxy", "http://p:1"}, {"no_proxy", "a, .Example.org"}},
       "https://x.example.org",
       ""},
      {{{"https_proxy", "http://p:1"}, {"no_proxy", "example.org"}},
       "https://notexample.org",
       "p 1"},
  };
  for (const auto& row : rows) {
    const auto proxy = environment_proxy(UpstreamUrl::parse(row.url), [&](const char* name) {
      const auto found = row.variables.find(name);
      return found == row.variables.end() ? "" : found->second;
    });
    const std::string found = proxy ? proxy->host + " " + std::to_string(proxy->port) : "";
    EXPECT_EQ(found, row.proxy) << row.url;
  }
}

TEST(EnvironmentProxy, HasItsPasswordFromTheVariable) {
  const auto proxy = environment_proxy(UpstreamUrl::parse("https://host"), [](const char* name) {
    return std::string(name) == "all_proxy" ? "http://me:a%40b@p:1" : "";
  });
  ASSERT_TRUE(proxy);
  EXPECT_EQ(proxy->authorization, "Basic " + schemas::base64("me:a@b"));
  EXPECT_THROW(
      static_cast<void>(environment_proxy(UpstreamUrl::parse("https://host"),
                                          [](const char*) { return std::string("socks5://p:1"); })),
      std::invalid_argument);
}

struct ReadAnswer {
  int status = 0;
  std::string body = {};
  std::string problem = {};
  bool complete = false;
  bool stays = false;
};

bool operator==(const ReadAnswer& a, const ReadAnswer& b) {
  return std::tie(a.status, a.body, a.problem, a.complete, a.stays) ==
         std::tie(b.status, b.body, b.problem, b.complete, b.stays);
}

// `ends`: whether the connection ends behind the bytes.
ReadAnswer read_in_pieces(std::string_view bytes, std::size_t piece, std::string_view method,
                          bool ends) {
  AnswerReader reader(method);
  ReadAnswer answer;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    reader.read(bytes.substr(0, piece), answer.body);
  }
  if (ends) reader.end();
  if (reader.head()) answer.status = reader.head()->status;
  answer.problem = reader.problem();
  answer.complete = reader.complete();
  answer.stays = reader.complete() && reader.connection_stays();
  return answer;
}

struct AnswerRow {
  const char* name;
  std::string bytes;
  ReadAnswer expected;
  const char* method = "GET";
  bool ends = false;
};

const AnswerRow answer_rows[] = {
    {"a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", {200, "{}", "", true, true}},
    {"no body", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", {200, "", "", true, true}},
    {"chunks",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x\r\n}\r\n0\r\nA: b\r\n\r\n",
     {200, "{}", "", true, true}},
    {"to the end of the connection",
     "HTTP/1.1 200 OK\r\n\r\n{}",
     {200, "{}", "", true, false},
     "GET",
     true},
    {"another coding, which the next one would not know of",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
     {200, "", "its Transfer-Encoding is not chunked alone, and cannot be undone"}},
    {"chunks count, whatever the length says",
     "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     {200, "", "", true, true}},
    {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", {200, "", "", true, true}, "HEAD"},
    {"204", "HTTP/1.1 204 No Content\r\n\r\n", {204, "", "", true, true}},
    {"304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", {304, "", "", true, true}},
    {"answers before it",
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
     "HTTP/1.1 204 No Content\r\n\r\n",
     {204, "", "", true, true}},
    {"lines that end with LF",
     "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
     {200, "{}", "", true, true}},
    {"an end that is announced",
     "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
     {200, "", "", true, false}},
    {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", {200, "{}", "", true, false}},
    {"more than was asked for",
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}",
     {200, "{", "", true, false}},
    {"one length twice",
     "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\nContent-Length: 1\r\n\r\n{",
     {200, "{", "", true, true}},
    {"two lengths",
     "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
     {200, "", "its Content-Length is no number, or it has several"}},
    {"a length that is none",
     "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
     {200, "", "its Content-Length is no number, or it has several"}},
    {"half a body",
     "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
     {200, "{}", "the connection ended after 2 of 9 bytes of the body"},
     "GET",
     true},
    {"half of the chunks",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
     {200, "{}", "the connection ended inside a chunked body"},
     "GET",
     true},
    {"nothing", "", {0, "", "the connection ended before the answer"}, "GET", true},
    {"half a head",
     "HTTP/1.1 200 OK\r\nA: b",
     {0, "", "the connection ended before the answer"},
     "GET",
     true},
    {"no HTTP", "220 mail.example ESMTP\r\n\r\n", {0, "", "what came is no answer of HTTP/1"}},
    {"another protocol", "HTTP/1.1 101 Switching\r\n\r\n", {0, "", "it changes the protocol"}},
    {"no header", "HTTP/1.1 200 OK\r\nx\r\n\r\n", {0, "", "a header is malformed"}},
};

TEST(AnswerReader, ReadsAnswersHoweverTheyAreCut) {
  for (const AnswerRow& row : answer_rows) {
    for (std::size_t piece = 1; piece <= row.bytes.size() + 1; ++piece) {
      const ReadAnswer answer = read_in_pieces(row.bytes, piece, row.method, row.ends);
      EXPECT_EQ(answer.status, row.expected.status) << row.name << ", in pieces of " << piece;
      EXPECT_EQ(answer.problem, row.expected.problem) << row.name << ", in pieces of " << piece;
      EXPECT_TRUE(answer == row.expected) << row.name << ", in pieces of " << piece;
    }
  }
}

TEST(AnswerReader, KeepsHeadersAsTheyCame) {
  AnswerReader reader("GET");
  std::string body;
  reader.read("HTTP/1.1 200 OK\r\nb: 1\r\nA:2 \r\nb: 3\r\nC: x\r\n  y\r\nContent-Length: 0\r\n\r\n",
              body);
  ASSERT_TRUE(reader.head());
  EXPECT_THAT(reader.head()->headers, ElementsAre(Pair("b", "1"), Pair("A", "2"), Pair("b", "3"),
                                                  Pair("C", "x y"), Pair("Content-Length", "0")));
}

TEST(AnswerReader, RefusesAHeadWithoutAnEnd) {
  AnswerReader reader("GET");
  std::string body;
  const std::string line = "A: " + std::string(1000, 'x') + "\r\n";
  reader.read("HTTP/1.1 200 OK\r\n", body);
  for (int i = 0; i < 1000 && reader.problem().empty(); ++i) reader.read(line, body);
  EXPECT_EQ(reader.problem(), "its headers are too long");
}

TEST(Forwarding, SendsTheDeploymentWhatIsMeantForIt) {
  const UpstreamUrl upstream = UpstreamUrl::parse("https://host/api/v1");
  const auto question = question_of({.method = "POST",
                                     .target = "http://127.0.0.1:1/a%20b?c",
                                     .headers = {{"Host", "127.0.0.1:1"},
                                                 {"Accept-Encoding", "br"},
                                                 {"Connection", "keep-alive, X-Hop"},
                                                 {"X-Hop", "1"},
                                                 {"TE", "trailers"},
                                                 {"Expect", "100-continue"},
                                                 {"Transfer-Encoding", "chunked"},
                                                 {"Upgrade", "h2c"},
                                                 {"Authorization", "Bearer t"}},
                                     .body = "{}"},
                                    upstream);
  EXPECT_EQ(question.target, "/a%20b?c");
  EXPECT_THAT(question.headers,
              ElementsAre(Pair("Host", "host"), Pair("Accept-Encoding", "br"),
                          Pair("Authorization", "Bearer t"), Pair("Content-Length", "2")));
}

TEST(Forwarding, LeadsToTheProxyWhatLeadsToTheDeployment) {
  const UpstreamUrl upstream = UpstreamUrl::parse("https://host/api/v1");
  const struct {
    const char* location;
    const char* passed;
  } rows[] = {
      {"https://host/api/v1/runs/1", "http://me:1/api/v1/runs/1"},
      {"HTTPS://HOST:443/x?y#z", "http://me:1/x?y#z"},
      {"//host/x", "http://me:1/x"},
      {"https://host", "http://me:1"},
      {"/x", "/x"},
      {"x?u=https://host/", "x?u=https://host/"},
      {"http://host/x", "http://host/x"},
      {"https://host:8443/x", "https://host:8443/x"},
      {"https://hostile/x", "https://hostile/x"},
      {"https://host.example/x", "https://host.example/x"},
      {"", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(location_by(row.location, upstream, "http://me:1"), row.passed);
  }
}

recordings::Exchange said(const std::string& authorization, const std::string& body) {
  recordings::Exchange exchange;
  exchange.path = "/api/v1/runs/1";
  if (!authorization.empty()) exchange.request_headers = {{"authorization", authorization}};
  exchange.body = body;
  return exchange;
}

TEST(Secrets, AreNumberedAndTakenOutOfLaterExchanges) {
  Secrets secrets;
  auto first = said("Bearer Zk8-aB3dE6fG9", R"({"message":"no such token: Zk8-aB3dE6fG9"})");
  EXPECT_EQ(secrets.take_out(first), "Bearer 1");
  EXPECT_EQ(first.body, R"({"message":"no such token: [token]"})");
  EXPECT_THAT(first.request_headers, ElementsAre());
  auto other = said("", R"({"last":"Zk8-aB3dE6fG9"})");
  EXPECT_EQ(secrets.take_out(other), std::nullopt);
  EXPECT_EQ(other.body, R"({"last":"[token]"})");
  auto second = said("Bearer Yy7-cD4eF5gH6", "{}");
  EXPECT_EQ(secrets.take_out(second), "Bearer 2");
  auto again = said("bearer Zk8-aB3dE6fG9", "{}");
  EXPECT_EQ(secrets.take_out(again), "bearer 1");
  EXPECT_EQ(secrets.without("GET /x?t=Zk8-aB3dE6fG9"), "GET /x?t=[token]");
}

TEST(Secrets, AreMetInManyPlaces) {
  const std::string secret = "Qv5-mN2pR8sT4wX7";
  const auto with = [&](auto change) {
    recordings::Exchange exchange = said("", R"({"x":")" + secret + R"("})");
    change(exchange);
    Secrets secrets;
    secrets.take_out(exchange);
    EXPECT_THAT(exchange.body, Not(HasSubstr(secret)));
    EXPECT_THAT(exchange.path, Not(HasSubstr(secret)));
    for (const auto& [name, value] : exchange.response_headers) {
      EXPECT_THAT(value, Not(HasSubstr(secret))) << name;
    }
  };
  with([&](auto& row) { row.path += "?a=1&access_token=" + secret; });
  with([&](auto& row) { row.request_headers = {{"Cookie", "lang=en; session=" + secret}}; });
  with([&](auto& row) {
    row.response_headers = {{"Set-Cookie", "session=" + secret + "; Path=/"}, {"X-Id", secret}};
  });
  with([&](auto& row) { row.request_headers = {{"X-Api-Key", secret}}; });
  with([&](auto& row) { row.body = R"({"data":{"token":")" + secret + R"("}})"; });
  with([&](auto& row) {
    row.request_headers = {{"Authorization", "Basic " + schemas::base64("me:" + secret)}};
  });
}

TEST(Secrets, LeaveWordsWhereTheyStand) {
  Secrets secrets;
  auto exchange = said("Bearer samples", R"({"category":"samples","total_samples":1})");
  exchange.request_headers.emplace_back("Cookie", "lang=en");
  secrets.take_out(exchange);
  EXPECT_EQ(exchange.body, R"({"category":"samples","total_samples":1})");
}

}  // namespace
}  // namespace sp::mock
