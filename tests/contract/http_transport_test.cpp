// The transport against servers that do what they should, and what they should not.
#include <chrono>
#include <filesystem>
#include <latch>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

#include "contract/raw_asking.h"
#include "contract/raw_server.h"
#include "session/transport.h"

namespace sp::contract::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using testing::Connection;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using testing::RawServer;
using ::testing::StartsWith;

// The head that the server saw of a request.
std::string head_of(const Request& request, const TransportOptions& options = {}) {
  const RawServer server(ok("{}"));
  response(transport_to(server, options)->send(request));
  const auto heads = server.heads();
  return heads.size() == 1 ? heads.front() : fmt::format("{} requests", heads.size());
}

// Requests.

TEST(HttpTransport, SaysWhatItWantsAndWhoItIs) {
  const std::string head = head_of(get("/runs/1/summary"));
  EXPECT_THAT(head, StartsWith("GET /api/v1/runs/1/summary HTTP/1.1\r\nHost: 127.0.0.1:"));
  EXPECT_THAT(head, HasSubstr("\r\nAccept: application/json\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nAccept-Encoding: identity\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nUser-Agent: sp-contract\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(head, Not(HasSubstr("Connection")));
}

TEST(HttpTransport, ARequestsHeadersReplaceThoseOfEveryRequest) {
  Request request = get();
  request.headers = {{"accept", "text/html"}, {"X-Empty", ""}, {"X-Two", "1"}, {"X-Two", "2"}};
  const std::string head = head_of(request, {.headers = {{"User-Agent", "me"}, {"X-Two", "0"}}});
  EXPECT_THAT(head, HasSubstr("\r\naccept: text/html\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("application/json")));
  EXPECT_THAT(head, HasSubstr("\r\nUser-Agent: me\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("sp-contract")));
  EXPECT_THAT(head, HasSubstr("\r\nX-Empty:\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nX-Two: 1\r\nX-Two: 2\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("X-Two: 0")));
}

struct Credential {
  Credentials credentials;
  std::optional<std::string> line;
};

TEST(HttpTransport, SendsEachCredentialAsItIsDescribed) {
  const std::vector<Credential> table = {
      {Credentials::token, "Bearer s3cret/token"},
      {Credentials::lower_case_scheme, "bearer s3cret/token"},
      {Credentials::none, std::nullopt},
      {Credentials::other_scheme, "Basic s3cret/token"},
      {Credentials::no_scheme, "s3cret/token"},
      {Credentials::empty, "Bearer "},
      {Credentials::null_word, "Bearer null"},
      {Credentials::wrong, "Bearer nobody-was-given-this-token"},
      {Credentials::other_case, "Bearer S3CRET/TOKEN"},
      {Credentials::first_changed, "Bearer x3cret/token"},
      {Credentials::last_changed, "Bearer s3cret/tokex"},
      {Credentials::cut, "Bearer s3cret/toke"},
      {Credentials::suffix, "Bearer s3cret/tokenx"},
      {Credentials::second_word, "Bearer s3cret/token and-more"},
      {Credentials::in_query, std::nullopt},
  };
  for (const auto& [credentials, line] : table) {
    SCOPED_TRACE(to_string(credentials));
    Request request = get("/runs/1");
    request.credentials = credentials;
    const std::string head = head_of(request);
    EXPECT_THAT(head, line ? HasSubstr("\r\nAuthorization: " + *line + "\r\n")
                           : ::testing::Matcher<std::string>(Not(HasSubstr("Authorization"))));
    const bool in_query = credentials == Credentials::in_query;
    EXPECT_THAT(head, StartsWith(in_query ? "GET /api/v1/runs/1?access_token=s3cret%2Ftoken HTTP"
                                          : "GET /api/v1/runs/1 HTTP"));
    EXPECT_EQ(head.find("Cookie: access_token=s3cret/token\r\n") != std::string::npos, in_query);
    EXPECT_EQ(head.find("X-API-Key: s3cret/token\r\n") != std::string::npos, in_query);
  }
  Request request = get("/runs/1?limit=5");
  request.credentials = Credentials::in_query;
  EXPECT_THAT(head_of(request), HasSubstr("/runs/1?limit=5&access_token=s3cret%2Ftoken HTTP"));
}

TEST(HttpTransport, SendsAPathAsItIsRightOrWrong) {
  for (const std::string path :
       {"/runs/%ZZ", "/runs/%", "/runs/../../x/./y", "//runs//1", "/runs/1?branch=%C3%28&x=%GG",
        "/runs/\xC3\xA9?q=\"<>^`{|}", "/runs/1#part", "/runs/1?", "/runs/a\\b", "/runs/1?a b"}) {
    EXPECT_THAT(head_of(get(path)), StartsWith("GET /api/v1" + path + " HTTP/1.1\r\n"));
  }
}

TEST(HttpTransport, SendsEveryMethodWithoutABody) {
  for (const std::string method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    Request request = get();
    request.method = method;
    const std::string head = head_of(request);
    EXPECT_THAT(head, StartsWith(method + " /api/v1/runs/1 HTTP/1.1\r\n"));
    const bool has_length = method == "POST" || method == "PUT" || method == "PATCH";
    EXPECT_EQ(head.find("\r\nContent-Length: 0\r\n") != std::string::npos, has_length) << head;
    EXPECT_THAT(head, Not(AllOf(HasSubstr("Expect"), HasSubstr("Content-Type"))));
  }
}

// Responses.

TEST(HttpTransport, KeepsHeadersAsTheyCameRepeatsIncluded) {
  const Response answer = response_to(
      get(), ok("[1]", "x-b: 1\r\nX-A:  two words \r\nX-B: 2\r\nX-Empty:\r\nX-Fold: a\r\n  b\r\n"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "[1]");
  EXPECT_EQ(answer.body_bytes, 3u);
  EXPECT_THAT(answer.headers,
              ElementsAre(Pair("x-b", "1"), Pair("X-A", "two words"), Pair("X-B", "2"),
                          Pair("X-Empty", ""), Pair("X-Fold", "a b"), Pair("Content-Length", "3")));
}

TEST(HttpTransport, SkipsInterimResponses) {
  const Response answer = response_to(get(),
                                      "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
                                      "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
                                          ok("late"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "late");
  EXPECT_THAT(answer.headers, ElementsAre(Pair("Content-Length", "4")));
}

TEST(HttpTransport, FollowsNoRedirect) {
  const RawServer server(
      always("HTTP/1.1 302 Found\r\nLocation: /other\r\n"
             "Content-Length: 0\r\n\r\n"));
  const Response answer = response(transport_to(server)->send(get()));
  EXPECT_EQ(answer.status, 302);
  EXPECT_THAT(answer.header("location"), ElementsAre("/other"));
  EXPECT_EQ(server.heads().size(), 1u);
}

TEST(HttpTransport, WaitsForNoBodyWhereThereIsNone) {
  const RawServer server([](Connection& connection, const std::string& head) {
    return connection.send(head.starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                           : head.find("/none") != std::string::npos
                               ? "HTTP/1.1 204 No Content\r\n\r\n"
                               : "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
  });
  const auto transport = transport_to(server);
  Request head = get();
  head.method = "HEAD";
  for (const Request& request : {head, get("/none"), get("/same")}) {
    const Response once = response(transport->send(request));
    EXPECT_EQ(once.body, "");
    EXPECT_EQ(response(transport->send(on_its_own(request))).status, once.status);
  }
  EXPECT_EQ(response(transport->send(head)).header("Content-Length").front(), "9");
}

// On a kept connection it would be taken for the beginning of the next answer.
TEST(HttpTransport, OnItsOwnConnectionABodyBehindTheAnswerToHeadIsSeen) {
  Request head = on_its_own();
  head.method = "HEAD";
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::vector<std::pair<std::string, std::string>> table = {
      {ok("{}"), "{}"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", "{"},
      {"HTTP/1.1 200 OK\r\n\r\nrest", "rest"},
      {chunked + "2\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n"},
      {chunked, ""},
      {"HTTP/1.1 405 Not Allowed\r\nContent-Length: 9\r\n\r\n", ""},
  };
  for (const auto& [bytes, body] : table) {
    const RawServer closing(bytes);
    EXPECT_EQ(response(transport_to(closing)->send(head)).body, body);
    const RawServer keeping(always(bytes));
    EXPECT_EQ(response(transport_to(keeping)->send(head)).body, body);
  }
}

TEST(HttpTransport, PutsChunksTogetherAndLeavesTrailersOut) {
  const std::string bytes =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\n[1,\r\n2;x=y\r\n2]\r\n0\r\nX-Trailer: 1\r\n\r\n";
  for (const Request& request : {get(), on_its_own()}) {
    const Response answer = response_to(request, bytes);
    EXPECT_EQ(answer.body, "[1,2]");
    EXPECT_EQ(answer.body_bytes, 5u);
    EXPECT_THAT(answer.headers, ElementsAre(Pair("Transfer-Encoding", "chunked")));
  }
}

TEST(HttpTransport, TakesABodyThatEndsWithTheConnection) {
  EXPECT_EQ(response_to(get(), "HTTP/1.0 200 OK\r\n\r\nall of it").body, "all of it");
}

// Connections.

TEST(HttpTransport, KeepsItsConnection) {
  const RawServer server(always(ok("{}")));
  const auto transport = transport_to(server);
  EXPECT_FALSE(response(transport->send(get())).reused_connection);
  EXPECT_TRUE(response(transport->send(get("/runs/2"))).reused_connection);
  EXPECT_EQ(server.connections(), 1u);
}

TEST(HttpTransport, BodiesOfRequestsThatAreSentTogetherShareTheBound) {
  const std::string megabyte(1 << 20, ' ');
  const RawServer server([&](Connection& connection, const std::string& head) {
    const bool is_large = head.find("/runs/large") != std::string::npos;
    return connection.send(ok(is_large ? megabyte + " " : megabyte));
  });
  std::vector<Request> requests(16, get("/runs/1"));
  requests.back().path = "/runs/large";
  const auto transport = transport_to(server);
  auto sent = transport->send_together(requests);
  EXPECT_EQ(fault(std::move(sent.back().outcome)).what, "the body is over 1048576 bytes");
  EXPECT_EQ(response(std::move(sent.front().outcome)).body.size(), megabyte.size());
  // One that is sent by itself has all of the bound.
  EXPECT_EQ(response(transport->send(requests.back())).body.size(), megabyte.size() + 1);
}

// The server answers nobody before all have asked.
TEST(HttpTransport, RequestsThatAreSentTogetherWaitForNoOther) {
  constexpr std::size_t together = 8;
  std::latch all_asked(together);
  const RawServer server([&](Connection& connection, const std::string& head) {
    all_asked.arrive_and_wait();
    const auto number = head.substr(head.find("/runs/") + 6, 1);
    return connection.send(ok("{\"number\": " + number + "}"));
  });
  std::vector<Request> requests;
  for (std::size_t i = 0; i < together; ++i) requests.push_back(get("/runs/" + std::to_string(i)));
  const auto sent = transport_to(server)->send_together(requests);
  ASSERT_EQ(sent.size(), together);
  for (std::size_t i = 0; i < together; ++i) {
    EXPECT_THAT(response(sent[i].outcome).body, HasSubstr(std::to_string(i)));
  }
  EXPECT_EQ(server.connections(), together);
}

TEST(HttpTransport, ARequestOnItsOwnConnectionLeavesTheKeptOneAlone) {
  const RawServer server([](Connection& connection, const std::string& head) {
    connection.send(ok("{}"));
    return head.find("Connection: close") == std::string::npos;
  });
  const auto transport = transport_to(server);
  response(transport->send(get()));
  EXPECT_FALSE(response(transport->send(on_its_own())).reused_connection);
  EXPECT_TRUE(response(transport->send(get())).reused_connection);
  EXPECT_EQ(server.connections(), 2u);
}

TEST(HttpTransport, AKeptConnectionThatDiedIsReplaced) {
  const RawServer server(ok("{}"));  // closes without saying so
  const auto transport = transport_to(server);
  Request head = get();
  head.method = "HEAD";
  for (const Request& request : {get(), get(), head, get()}) {
    EXPECT_FALSE(response(transport->send(request)).reused_connection);
  }
}

TEST(HttpTransport, AConnectionAfterAFaultIsANewOne) {
  const RawServer server([](Connection& connection, const std::string& head) {
    return connection.send(head.find("bad") == std::string::npos ? ok("good")
                                                                 : "HTTP/1.1 200 OK\r\nContent-"
                                                                   "Length: 1000\r\n\r\nbad");
  });
  const auto transport = transport_to(server, {.timeout = milliseconds(100)});
  EXPECT_THAT(fault(transport->send(get("/bad"))).what,
              "no bytes for 0.1 s after 3 of 1000 bytes of the body");
  EXPECT_EQ(response(transport->send(get())).body, "good");
}

// The length that a response states.

TEST(HttpTransport, OnItsOwnConnectionABodyMayBeLongerOrShorterThanStated) {
  for (const std::string body : {"long body", "l"}) {
    const Response answer =
        response_to(on_its_own(), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
    EXPECT_EQ(answer.body, body);
    EXPECT_EQ(answer.body_bytes, body.size());
    EXPECT_THAT(answer.header("Content-Length"), ElementsAre("4"));
  }
}

TEST(HttpTransport, DoesNotWaitLongForAServerThatDoesNotClose) {
  const RawServer server(always(ok("whole")));
  const auto start = std::chrono::steady_clock::now();
  const Response answer = response(transport_to(server)->send(on_its_own()));
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(5000));
  EXPECT_EQ(answer.body, "whole");
}

TEST(HttpTransport, BytesBehindABodyAreNotTakenForTheNextResponse) {
  const RawServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more"));
  const auto transport = transport_to(server);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(response(transport->send(get())).body, "{}");
}

// Where the deployment is.

TEST(HttpTransport, ReachesAnIpv6Address) {
  std::optional<RawServer> server;
  try {
    server.emplace(always(ok("six")), AF_INET6);
  } catch (const std::runtime_error&) {
    GTEST_SKIP() << "this machine has no IPv6";
  }
  EXPECT_EQ(response(transport_to(*server)->send(get())).body, "six");
  EXPECT_THAT(server->heads().front(), HasSubstr("\r\nHost: [::1]:"));
}

TEST(HttpTransport, RefusesABaseUrlThatIsNone) {
  for (const std::string url : {"",
                                "localhost:8080",
                                "ftp://host/",
                                "http://",
                                "http:///api/v1",
                                "http://:80/",
                                "//host",
                                "http://host:/",
                                "http://host:0/",
                                "http://host:65536/",
                                "http://host:8o/",
                                "http://a:1:2",
                                "http://fe80::1/",
                                "http://[::1/",
                                "http://[]/",
                                "http://[::g]/",
                                "http://[::1]x/",
                                "http://[::1]:x/",
                                "http://[127.0.0.1]/",
                                "http://host/?a=b",
                                "http://host/#a",
                                "http://host?",
                                "http://ho st/",
                                "http://host/\n",
                                "http://h\xC3\xB6st/",
                                "http://a|b/"}) {
    EXPECT_THROW(http_transport(url, token, {}), UsageError) << url;
  }
  for (const std::string url : {"http://host", "https://host:443/api/v1//", "http://[::1]",
                                "https://[2001:DB8::1]:8443/api"}) {
    EXPECT_NO_THROW(http_transport(url, token, {})) << url;
  }
}

TEST(HttpTransport, NeverShowsAPasswordInABaseUrl) {
  for (const std::string url : {"http://me:pa55@host/", "me:pa55@host", "ftp://me:pa55@host",
                                "http://me:pa55@host/?x", "http:/me:pa55@host"}) {
    try {
      http_transport(url, token, {});
      ADD_FAILURE() << url;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr("--base-url"), Not(HasSubstr("pa55"))));
    }
  }
}

TEST(HttpTransport, RefusesACaFileThatIsNone) {
  const std::string folder = std::filesystem::temp_directory_path();
  const std::string text = SP_SOURCE_DIR "/README.md";
  for (const std::string& file : {std::string("/no/such/file.pem"), folder, text}) {
    try {
      http_transport("https://localhost", token, {.ca_file = file});
      ADD_FAILURE() << file;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), AllOf(StartsWith("--cacert: "), HasSubstr(file)));
    }
  }
}

TEST(HttpTransport, RefusesHeadersThatCannotBeSent) {
  using Header = std::pair<std::string, std::string>;
  for (const Header& header : {Header{"", "x"}, Header{"A B", "x"}, Header{"A:", "x"},
                               Header{"X", "a\r\nY: b"}, Header{"authorization", "Bearer x"}}) {
    EXPECT_THROW(http_transport("http://h", token, {.headers = {header}}), UsageError)
        << header.first;
  }
}

}  // namespace
}  // namespace sp::contract::testing
