// The recording proxy between a client and a deployment, over sockets.
#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <sp/mock/server.h>
#include <sp/recordings/har.h>
#include <sp/recordings/har_file.h>
#include <sp/schemas/json_file.h>

#include "gzipped.h"
#include "http/own_certificate.h"
#include "mock/scripted_upstream.h"
#include "record/recording_proxy.h"
#include "temp_folder.h"

namespace sp::mock {
namespace {

using ::testing::AllOf;
using testing::answer_to;
using testing::ByteConnection;
using testing::connected_to;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using testing::ScriptedUpstream;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Then = ScriptedUpstream::Then;

// A recording, with what it points into.
struct Recorded {
  explicit Recorded(const std::string& path)
      : file(path, contents(path)),
        document(schemas::parse_file(file.text(), path)),
        har(recordings::read_har(document, path)) {}

  static std::string contents(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const recordings::Exchange& exchange(std::size_t i) const { return har.entries.at(i).exchange; }

  recordings::HarFile file;
  schemas::Document document;
  recordings::Har har;
};

class Recording : public ::testing::Test {
 protected:
  // A proxy in front of the URL, whose log is kept.
  void record(const std::string& url, UpstreamOptions reaching = {}) {
    proxy_.emplace(RecordingOptions{.upstream = UpstreamUrl::parse(url),
                                    .reaching = std::move(reaching),
                                    .har = har_path(),
                                    .version = "1",
                                    .log = [this](const LogEntry& entry) {
                                      log_.push_back(fmt::format("{} {} {} {}: {}", entry.status,
                                                                 entry.method, entry.target,
                                                                 entry.operation, entry.why));
                                    }});
  }

  std::string har_path() const { return (folder_.path() / "run.har").string(); }

  // Ends the recording and reads it.
  Recorded recorded() {
    proxy_.reset();
    return Recorded(har_path());
  }

  // What was logged. Ends the recording: an answer may come before the line about it.
  const std::vector<std::string>& logged() {
    proxy_.reset();
    return log_;
  }

  std::string ask(const std::string& request) const { return answer_to(proxy_->port(), request); }
  std::string get(const std::string& path = "/api/v1/runs/1/summary") const {
    return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  TempFolder folder_;
  std::vector<std::string> log_;
  std::optional<RecordingProxy> proxy_;
};

// An upstream that answers each request with these bytes.
ScriptedUpstream::Script answering(const std::string& bytes, Then then = Then::goes_on) {
  return [=](const std::string&, ByteConnection& connection) {
    connection.send(bytes);
    return then;
  };
}

std::string of_length(const std::string& body, const std::string& headers = "") {
  return fmt::format("HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\n\r\n{}", headers, body.size(),
                     body);
}

std::string all_bytes() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  return bytes;
}

TEST_F(Recording, OfAMockHasItsAnswersAsTheyAre) {
  const Server mock(Scenario::bundled("distinct-ids"));
  record(mock.base_url());
  EXPECT_THAT(proxy_->base_url(), AllOf(StartsWith("http://127.0.0.1:"), EndsWith("/api/v1")));
  httplib::Client direct("127.0.0.1", mock.port());
  httplib::Client client("127.0.0.1", proxy_->port());
  const httplib::Headers token = {{"Authorization", "Bearer " + mock.token()}};
  for (const char* path : {"/api/v1/runs/5004/summary", "/api/v1/runs/1/summary", "/elsewhere"}) {
    const auto expected = direct.Get(path, token);
    const auto found = client.Get(path, token);
    ASSERT_TRUE(expected && found) << path;
    EXPECT_EQ(found->status, expected->status) << path;
    EXPECT_EQ(found->body, expected->body) << path;
    EXPECT_EQ(found->get_header_value("Content-Type"), expected->get_header_value("Content-Type"));
  }
  EXPECT_THAT(logged(),
              Contains(StartsWith("200 GET /api/v1/runs/5004/summary getRunSummary: 127.0.0.1:")));
  const Recorded kept = recorded();
  EXPECT_EQ(kept.har.base_url, mock.base_url());
  EXPECT_EQ(kept.har.grows, false);
  ASSERT_THAT(kept.har.entries, SizeIs(2));
  EXPECT_EQ(kept.exchange(0).path, "/runs/5004/summary");
  EXPECT_EQ(kept.exchange(0).credentials, "token");
  EXPECT_THAT(kept.exchange(0).body, HasSubstr("\"run_id\":5004"));
  EXPECT_EQ(kept.har.left_out, 1u);
}

TEST_F(Recording, PassesBodiesByteForByteBothWays) {
  const ScriptedUpstream upstream([](const std::string&, ByteConnection& connection) {
    connection.send(of_length(connection.receive(256)));
    return Then::goes_on;
  });
  record(upstream.url());
  const std::string answer =
      ask("POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
          "chunked\r\n\r\n100\r\n" +
          all_bytes() + "\r\n0\r\n\r\n");
  EXPECT_THAT(answer, EndsWith("\r\n\r\n" + all_bytes()));
  EXPECT_THAT(upstream.heads().at(0),
              AllOf(StartsWith("POST /upload HTTP/1.1\r\nHost: 127.0.0.1:"),
                    HasSubstr("Content-Length: 256\r\n"), Not(HasSubstr("chunked"))));
}

TEST_F(Recording, PassesWhatIsPackedAndKeepsItsText) {
  const std::string packed = sp::testing::gzipped(R"({"a":1})");
  const ScriptedUpstream upstream(answering(of_length(packed, "Content-Encoding: gzip\r\n")));
  record(upstream.url());
  EXPECT_THAT(get(), AllOf(HasSubstr("Content-Encoding: gzip\r\n"), EndsWith("\r\n\r\n" + packed)));
  const Recorded kept = recorded();
  EXPECT_EQ(kept.exchange(0).body, R"({"a":1})");
  EXPECT_EQ(kept.exchange(0).body_bytes, packed.size());
  EXPECT_THAT(kept.exchange(0).response_headers, Contains(Pair("Content-Encoding", "gzip")));
}

// The upstream sends the second chunk only once the client has the first one.
TEST_F(Recording, PassesAnAnswerOnAsItComes) {
  std::promise<void> client_has_first;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
    client_has_first.get_future().wait();
    connection.send("6\r\nsecond\r\n0\r\n\r\n");
    return Then::goes_on;
  });
  record(upstream.url());
  ByteConnection client(connected_to(proxy_->port()));
  client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.receive_until("first\r\n"), HasSubstr("Transfer-Encoding: chunked\r\n"));
  client_has_first.set_value();
  EXPECT_EQ(client.rest(), "6\r\nsecond\r\n0\r\n\r\n");
}

TEST_F(Recording, EndsABodyOfUnknownLengthAsTheClientUnderstandsIt) {
  const ScriptedUpstream upstream(answering("HTTP/1.1 200 OK\r\n\r\nbody", Then::ends));
  record(upstream.url());
  EXPECT_THAT(get(), EndsWith("\r\n\r\n4\r\nbody\r\n0\r\n\r\n"));
  EXPECT_THAT(ask("GET / HTTP/1.0\r\n\r\n"),
              AllOf(EndsWith("\r\n\r\nbody"), HasSubstr("Connection: close\r\n")));
}

struct HeadRow {
  const char* name;
  std::string request;
  std::string upstream;
  std::string answer;
};

TEST_F(Recording, PassesHeadsWithoutABody) {
  const HeadRow rows[] = {
      {"HEAD", "HEAD", "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 99\r\n\r\n",
       "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 99\r\nConnection: close\r\n\r\n"},
      {"HEAD of unknown length", "HEAD", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n",
       "HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\n"},
      {"204", "DELETE", "HTTP/1.1 204 No Content\r\nA: b\r\n\r\n",
       "HTTP/1.1 204 No Content\r\nA: b\r\nConnection: close\r\n\r\n"},
      {"304", "GET", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 9\r\n\r\n",
       "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nConnection: close\r\n\r\n"},
      {"headers of the other connection, and early hints", "GET",
       "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\n"
       "Connection: X-Hop\r\nX-Hop: 1\r\nA: 1\r\na: 2\r\nContent-Length: 0\r\n\r\n",
       "HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"},
  };
  for (const HeadRow& row : rows) {
    const ScriptedUpstream upstream(answering(row.upstream));
    record(upstream.url());
    EXPECT_EQ(ask(row.request + " / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), row.answer)
        << row.name;
    proxy_.reset();
  }
}

TEST_F(Recording, KeepsTheClientAtTheProxyAfterARedirect) {
  std::string location;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    connection.send("HTTP/1.1 302 Found\r\nLocation: " + location +
                    "\r\nContent-Length: 0\r\n\r\n");
    return Then::goes_on;
  });
  location = upstream.url() + "/runs/1/summary";
  record(upstream.url());
  EXPECT_THAT(get("/old"), HasSubstr("Location: " + proxy_->base_url() + "/runs/1/summary\r\n"));
  EXPECT_THAT(get(), HasSubstr(proxy_->base_url()));
  EXPECT_THAT(recorded().exchange(0).response_headers, Contains(Pair("Location", location)));
}

TEST_F(Recording, ServesSeveralClientsAtOnce) {
  constexpr int clients = 8;
  std::atomic<int> waiting = 0;
  std::promise<void> all_there;
  const std::shared_future<void> go(all_there.get_future());
  const ScriptedUpstream upstream([&](const std::string& head, ByteConnection& connection) {
    if (++waiting == clients) all_there.set_value();
    go.wait();  // none is answered before all have asked
    connection.send(of_length(head.substr(4, head.find(" HTTP") - 4)));
    return Then::goes_on;
  });
  record(upstream.url());
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < clients; ++i) {
    answers.push_back(std::async(
        std::launch::async, [this, i] { return get(fmt::format("/api/v1/runs/{}/summary", i)); }));
  }
  for (int i = 0; i < clients; ++i) {
    EXPECT_THAT(answers[i].get(), EndsWith(fmt::format("\r\n\r\n/api/v1/runs/{}/summary", i)));
  }
  const Recorded kept = recorded();
  ASSERT_THAT(kept.har.entries, SizeIs(clients));
  for (const auto& row : kept.har.entries)
    EXPECT_EQ("/api/v1" + row.exchange.path, row.exchange.body);
}

TEST_F(Recording, AnswersForADeploymentThatIsDown) {
  const testing::SilentPort down;
  record(fmt::format("http://127.0.0.1:{}/api/v1", down.port()));
  EXPECT_THAT(get(), AllOf(StartsWith("HTTP/1.1 502 Bad Gateway\r\n"),
                           HasSubstr(R"("code":"bad_gateway")"), HasSubstr("Connection refused")));
  const Recorded kept = recorded();
  EXPECT_EQ(kept.exchange(0).status, std::nullopt);
  EXPECT_TRUE(kept.exchange(0).unreachable);
  EXPECT_THAT(kept.exchange(0).fault, HasSubstr("Connection refused"));
  EXPECT_THAT(logged(), Contains(StartsWith("502 GET /api/v1/runs/1/summary getRunSummary: ")));
}

TEST_F(Recording, AnswersForADeploymentThatIsSilent) {
  std::promise<void> over;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection&) {
    over.get_future().wait();
    return Then::ends;
  });
  record(upstream.url(), {.timeout = std::chrono::milliseconds(50)});
  EXPECT_THAT(get(), StartsWith("HTTP/1.1 504 Gateway Timeout\r\n"));
  over.set_value();
  const Recorded kept = recorded();
  EXPECT_EQ(kept.exchange(0).fault, "it sent nothing for 50 ms");
  EXPECT_TRUE(kept.exchange(0).nothing_came);
}

TEST_F(Recording, EndsAnswersThatWouldNotCome) {
  std::promise<void> asked;
  std::promise<void> over;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    asked.set_value();
    connection.rest();  // until the proxy goes
    return Then::ends;
  });
  record(upstream.url());
  auto answer = std::async(std::launch::async, [this] { return get(); });
  asked.get_future().wait();
  proxy_.reset();
  EXPECT_THAT(answer.get(), HasSubstr("the recording ended before the answer"));
  EXPECT_THAT(Recorded(har_path()).har.entries, SizeIs(0));
  EXPECT_THAT(Recorded::contents(har_path()),
              HasSubstr("\"aborted: the recording ended before the answer\""));
}

// Elsewhere, such an end is the end of the body.
TEST_F(Recording, TakesItsOwnEndForNoEndOfABody) {
  std::promise<void> over;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\nhalf");
    over.get_future().wait();
    return Then::ends;
  });
  record(upstream.url());
  ByteConnection client(connected_to(proxy_->port()));
  client.send("GET /api/v1/runs/1/summary HTTP/1.1\r\nHost: x\r\n\r\n");
  client.receive_until("half\r\n");
  EXPECT_THAT(recorded().har.entries, SizeIs(0));
  EXPECT_THAT(client.rest(), Not(HasSubstr("0\r\n\r\n")));
  over.set_value();
}

TEST_F(Recording, BlamesNoDeploymentWhereTheClientLeaves) {
  std::promise<void> given_up;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.send(std::string(10000, 'x'))) {
    }
    given_up.set_value();
    return Then::ends;
  });
  record(upstream.url());
  {
    ByteConnection client(connected_to(proxy_->port()));
    client.send("GET /api/v1/runs/1/summary HTTP/1.1\r\nHost: x\r\n\r\n");
    client.receive_until("\r\n\r\n");
  }
  given_up.get_future().wait();
  const Recorded kept = recorded();
  EXPECT_THAT(kept.har.entries, SizeIs(0));
  EXPECT_THAT(kept.har.remarks, Contains(HasSubstr("1 that have no answer in the file")));
}

TEST_F(Recording, ShowsTheClientThatAnAnswerIsCutOff) {
  const ScriptedUpstream upstream(
      answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Then::ends));
  record(upstream.url());
  EXPECT_THAT(get(), AllOf(HasSubstr("Content-Length: 9\r\n"), EndsWith("\r\n\r\nhalf")));
  const Recorded kept = recorded();
  EXPECT_EQ(kept.exchange(0).fault, "the connection ended after 4 of 9 bytes of the body");
  EXPECT_EQ(kept.exchange(0).status, std::nullopt);
  EXPECT_THAT(logged(), Contains(HasSubstr("cut off: the connection ended after 4 of 9 bytes")));
}

TEST_F(Recording, AsksAgainWhereAKeptConnectionWasClosed) {
  const ScriptedUpstream upstream(answering(of_length("{}"), Then::ends));
  record(upstream.url());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(get(), EndsWith("\r\n\r\n{}")) << i;
  EXPECT_THAT(recorded().har.entries, SizeIs(3));
}

TEST_F(Recording, UsesAConnectionAgain) {
  std::atomic<int> connections = 0;
  const ScriptedUpstream upstream([&](const std::string&, ByteConnection& connection) {
    ++connections;  // the script serves all requests of a connection in one call
    connection.send(of_length("{}"));
    while (!connection.receive_until("\r\n\r\n").empty()) connection.send(of_length("{}"));
    return Then::ends;
  });
  record(upstream.url());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(get(), EndsWith("{}"));
  EXPECT_EQ(connections, 1);
  const Recorded kept = recorded();
  EXPECT_FALSE(kept.exchange(0).reused_connection);
  EXPECT_TRUE(kept.exchange(2).reused_connection);
}

// Whoever has a whole answer finds it in the file, even if the proxy dies at that moment.
TEST_F(Recording, HasAnAnswerBeforeTheClientHasAllOfIt) {
  const std::string answers[] = {of_length("{}"), of_length(""), "HTTP/1.1 204 No Content\r\n\r\n",
                                 of_length(std::string(300000, 'x')),
                                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"};
  for (const std::string& answer : answers) {
    const ScriptedUpstream upstream(answering(answer));
    record(upstream.url());
    for (std::size_t i = 1; i <= 20; ++i) {
      get();
      ASSERT_THAT(Recorded(har_path()).har.entries, SizeIs(i)) << answer.substr(0, 60);
    }
    proxy_.reset();
  }
}

TEST_F(Recording, HasNoSecretsWhateverTheAnswersQuote) {
  const ScriptedUpstream upstream(
      answering(of_length(R"({"you":"Bearer Zk8-aB3dE6fG9hJ2","in":"WmsfOC1hQjNkRTZmRzloSjI="})",
                          "Set-Cookie: session=Qv5-mN2pR8sT4wX7; Path=/\r\n"
                          "X-Echo: Zk8-aB3dE6fG9hJ2\r\n")));
  record(upstream.url());
  const std::string answer =
      ask("GET /api/v1/runs/1/summary?token=Zk8-aB3dE6fG9hJ2 HTTP/1.1\r\nHost: x\r\nConnection: "
          "close\r\nAuthorization: Bearer Zk8-aB3dE6fG9hJ2\r\nCookie: id=Hh3-kL9zX2cV5bN8\r\n\r\n");
  EXPECT_THAT(answer,
              AllOf(HasSubstr("X-Echo: Zk8-aB3dE6fG9hJ2"), HasSubstr("Set-Cookie: session=")));
  const std::string kept = Recorded::contents(har_path());
  EXPECT_THAT(kept, AllOf(Not(HasSubstr("Zk8-")), Not(HasSubstr("Qv5-")), Not(HasSubstr("Hh3-"))));
  EXPECT_THAT(kept, AllOf(Not(HasSubstr("\"Authorization\"")), Not(HasSubstr("ookie\""))));
  EXPECT_THAT(logged(), Contains(HasSubstr("?token=[token]")));
}

TEST_F(Recording, PassesABodyThatIsTooLongToKeepAndTellsIt) {
  const std::string body(KeptExchange::most_kept + 1, 'x');
  const ScriptedUpstream upstream(answering(of_length(body)));
  record(upstream.url());
  const std::string answer = get();
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, body.size());
  const Recorded kept = recorded();
  EXPECT_THAT(kept.har.entries, SizeIs(0));
  EXPECT_THAT(kept.har.remarks, Contains(HasSubstr("whose body the recorder did not keep")));
}

TEST_F(Recording, OfADeploymentBehindTlsTrustsWhomItWasTold) {
  const TlsIdentity identity = own_certificate("127.0.0.1");
  const Server mock(Scenario::bundled("distinct-ids"), {.tls = identity});
  const std::string file = (folder_.path() / "ca.pem").string();
  std::ofstream(file) << identity.certificate;
  const std::pair<TlsContext::Trust, const char*> rows[] = {
      {{.ca_file = file}, "HTTP/1.1 401"},
      {{.any = true}, "HTTP/1.1 401"},
      {{}, "HTTP/1.1 502"},
  };
  for (const auto& [trust, status] : rows) {
    record(mock.base_url(), {.trust = trust});
    EXPECT_THAT(get(), StartsWith(status));
    proxy_.reset();
  }
  EXPECT_THAT(Recorded(har_path()).exchange(0).fault, HasSubstr("the certificate is not trusted"));
  EXPECT_THROW(record(mock.base_url(), {.trust = {.ca_file = file + ".no"}}),
               std::invalid_argument);
}

// Answers a CONNECT with the head, then passes bytes on to the port until either side ends.
ScriptedUpstream::Script tunnel_to(int port, const std::string& head) {
  return [=](const std::string&, ByteConnection& client) {
    client.send(head);
    ByteConnection server(connected_to(port));
    std::thread back([&] {
      for (std::string byte; !(byte = server.receive(1)).empty();) client.send(byte);
      client.finish_sending();
    });
    for (std::string byte; !(byte = client.receive(1)).empty();) server.send(byte);
    server.finish_sending();
    back.join();
    return Then::ends;
  };
}

TEST(UpstreamConnections, GoThroughATunnelOfAProxy) {
  const Server mock(Scenario::bundled("quickstart"), {.tls = own_certificate("127.0.0.1")});
  const ScriptedUpstream proxy(
      tunnel_to(mock.port(), "HTTP/1.1 200 Connection established\r\nA: b\r\n\r\n"));
  const TlsContext trust(TlsContext::Trust{.any = true});
  const UpstreamRoute route{.url = UpstreamUrl::parse("https://host.example:8443"),
                            .proxy = EnvironmentProxy{"127.0.0.1", proxy.port(), "Basic x"},
                            .tls = &trust};
  const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  {
    UpstreamConnection connection(route, deadline);
    ASSERT_TRUE(connection.stream().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}, deadline));
    char buffer[12];
    EXPECT_EQ(connection.stream().receive(buffer, sizeof buffer, deadline), sizeof buffer);
    EXPECT_EQ(std::string_view(buffer, sizeof buffer), "HTTP/1.1 404");
  }
  EXPECT_EQ(proxy.heads().at(0),
            "CONNECT host.example:8443 HTTP/1.1\r\nHost: host.example:8443\r\n"
            "Proxy-Authorization: Basic x\r\n\r\n");
}

TEST(UpstreamConnections, TellThatAProxyRefuses) {
  const ScriptedUpstream proxy(answering("HTTP/1.1 403 Forbidden\r\n\r\n", Then::ends));
  const TlsContext trust(TlsContext::Trust{.any = true});
  const UpstreamRoute route{.url = UpstreamUrl::parse("https://host.example"),
                            .proxy = EnvironmentProxy{"127.0.0.1", proxy.port(), ""},
                            .tls = &trust};
  try {
    const UpstreamConnection connection(
        route, std::chrono::steady_clock::now() + std::chrono::seconds(10));
    FAIL() << "it connected";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("does not connect to host.example:443"));
  }
}

TEST_F(Recording, RefusesWhatIsNoHttpWithoutAskingTheDeployment) {
  const ScriptedUpstream upstream(answering(of_length("{}")));
  record(upstream.url());
  EXPECT_THAT(ask("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(upstream.heads(), SizeIs(0));
  EXPECT_THAT(logged(), Contains(HasSubstr("so it was not passed on")));
}

}  // namespace
}  // namespace sp::mock
