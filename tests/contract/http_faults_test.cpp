// The transport against servers that break off, babble or say nothing: each is told apart, and
// none makes it hang.
#include <chrono>
#include <ostream>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/raw_asking.h"
#include "contract/raw_server.h"
#include "session/transport.h"

namespace sp::contract::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TransportFault fault_from(const RawServer& server, const Request& request = get(),
                          milliseconds timeout = milliseconds(10000)) {
  return fault(transport_to(server, {.timeout = timeout})->send(request));
}

struct Broken {
  std::string name;
  std::string bytes;  // and then the connection ends
  std::string what;
  bool nothing_came = false;
};

void PrintTo(const Broken& row, std::ostream* out) { *out << row.name; }

class BrokenServers : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenServers, AreToldApart) {
  const RawServer server(GetParam().bytes);
  const TransportFault found = fault_from(server);
  EXPECT_THAT(found.what, HasSubstr(GetParam().what));
  EXPECT_EQ(found.nothing_came, GetParam().nothing_came);
  EXPECT_FALSE(found.unreachable);
}

const std::string head = "HTTP/1.1 200 OK\r\n";
const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
const std::string in_headers = "the connection ended inside the response's headers";

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenServers,
    ::testing::Values(
        Broken{"closes at once", "", "the connection ended before the first byte", true},
        Broken{"half a status line", "HTTP/1.1 20", in_headers},
        Broken{"one letter", "H", in_headers}, Broken{"a status line only", head, in_headers},
        Broken{"half a header", head + "Content-Le", in_headers},
        Broken{"no blank line", head + "Content-Length: 2\r\n", in_headers},
        Broken{"an interim response only", "HTTP/1.1 100 Continue\r\n\r\n", in_headers},
        Broken{"body shorter", head + "Content-Length: 10\r\n\r\nabcde",
               "the connection ended after 5 of 10 bytes of the body"},
        Broken{"no body at all", head + "Content-Length: 10\r\n\r\n",
               "the connection ended after 0 of 10 bytes of the body"},
        Broken{"a chunk without a size", chunked + "zz\r\nabc\r\n0\r\n\r\n",
               "the body's chunks are broken after 0 bytes of the body"},
        Broken{"a chunk longer than its size", chunked + "1\r\nabc\r\n0\r\n\r\n",
               "the body's chunks are broken"},
        Broken{"chunks without an end", chunked + "3\r\nabc\r\n",
               "the connection ended inside a chunked body, after 3 bytes"},
        Broken{"SSH", "SSH-2.0-OpenSSH_9.2\r\n", "what came is not HTTP"},
        Broken{"a text", "hello\n", "what came is not HTTP"},
        Broken{"an HTML page", "<html>\r\n\r\n</html>", "what came is not HTTP"},
        Broken{"a long line", head + "X: " + std::string(200 << 10, 'x'),
               "a line of the response's headers is longer than curl takes"}),
    [](const auto& row) { return fmt::format("{}", row.index); });

RawServer::Answer endless(const std::string& start, const std::string& again) {
  return [start, again](Connection& connection, const std::string&) {
    bool there = connection.send(start);
    while (there) there = connection.send(again);
    return false;
  };
}

TEST(HttpFaults, TakesNoMoreHeadersThanItsLimit) {
  const RawServer server(endless(head, "X-Flood: " + std::string(1000, 'x') + "\r\n"));
  EXPECT_EQ(fault_from(server).what, "the response's headers are over 262144 bytes");
  const RawServer interim(
      endless("", "HTTP/1.1 103 Early Hints\r\nX: " + std::string(100, 'x') + "\r\n\r\n"));
  EXPECT_EQ(fault_from(interim).what, "the response's headers are over 262144 bytes");
}

// Newer releases of curl count the headers, and end at 5000.
TEST(HttpFaults, TakesNoMoreHeadersThanItsLimitOfSmallOnes) {
  const RawServer interim(endless("", "HTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\n"));
  EXPECT_THAT(fault_from(interim).what,
              ::testing::AnyOf("the response's headers are over 262144 bytes",
                               "there are more response headers than curl takes (5000)"));
}

TEST(HttpFaults, TakesNoMoreBodyThanItsLimit) {
  const RawServer server(endless(head + "\r\n", std::string(1 << 16, 'x')));
  for (const Request& request : {get(), on_its_own()}) {
    EXPECT_EQ(fault_from(server, request).what, "the body is over 16777216 bytes");
  }
}

TEST(HttpFaults, SilenceIsAFaultWhenTheTimeIsUp) {
  const milliseconds timeout(100);
  const auto silent_after = [](const std::string& bytes) {
    return [bytes](Connection& connection, const std::string&) {
      connection.send(bytes);
      connection.be_silent();
      return false;
    };
  };
  const RawServer mute(silent_after(""));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fault_from(mute, get(), timeout).what, "no bytes for 0.1 s after the request");
  EXPECT_GE(std::chrono::steady_clock::now() - start, timeout);
  const RawServer in_head(silent_after(head));
  EXPECT_EQ(fault_from(in_head, get(), timeout).what,
            "no bytes for 0.1 s after a part of the headers");
  const RawServer in_body(silent_after(head + "Content-Length: 9\r\n\r\nabc"));
  for (const Request& request : {get(), on_its_own()}) {
    const TransportFault found = fault_from(in_body, request, timeout);
    EXPECT_EQ(found.what, "no bytes for 0.1 s after 3 of 9 bytes of the body");
    EXPECT_FALSE(found.nothing_came || found.unreachable);
  }
}

TEST(HttpFaults, ADripIsAFaultAfterThreeTimesTheTimeout) {
  const auto drip_after = [](const std::string& start) {
    return [start](Connection& connection, const std::string&) {
      bool there = connection.send(start);
      while (there) {
        std::this_thread::sleep_for(milliseconds(20));
        there = connection.send("x");
      }
      return false;
    };
  };
  const RawServer in_body(drip_after(head + "Content-Length: 1000\r\n\r\n"));
  EXPECT_THAT(fault_from(in_body, get(), milliseconds(150)).what,
              AllOf(StartsWith("the whole exchange took over 0.45 s"), EndsWith("of the body")));
  const RawServer in_head(drip_after(head + "X: "));
  EXPECT_THAT(fault_from(in_head, get(), milliseconds(150)).what,
              StartsWith("the whole exchange took over 0.45 s"));
}

TEST(HttpFaults, AFaultNeverHoldsTheToken) {
  for (const std::string& bytes : {std::string(), fmt::format("{}\r\n", token), head + token}) {
    const RawServer server(bytes);
    Request request = get();
    request.credentials = Credentials::in_query;
    EXPECT_THAT(fault_from(server, request).what, Not(HasSubstr("s3cret")));
  }
}

TEST(HttpFaults, SaysWhyADeploymentCannotBeReached) {
  std::string origin;
  {
    const RawServer gone("");
    origin = gone.origin();
  }
  const TransportFault refused = fault(http_transport(origin, token, {})->send(get()));
  EXPECT_EQ(refused.what, "the connection was refused");
  EXPECT_TRUE(refused.unreachable);
  const TransportFault unknown =
      fault(http_transport("http://no-such-host.invalid", token, {})->send(get()));
  EXPECT_EQ(unknown.what, "the host's name is unknown");
  EXPECT_TRUE(unknown.unreachable);
}

TEST(HttpFaults, SaysWhenTlsCannotBeSetUp) {
  const auto over_tls = [](const RawServer& server, milliseconds timeout) {
    const std::string url = "https" + server.origin().substr(4);
    return fault(http_transport(url, token, {.timeout = timeout})->send(get()));
  };
  const RawServer silent(always(""));
  const TransportFault slow = over_tls(silent, milliseconds(100));
  EXPECT_EQ(slow.what, "TLS was not set up within 0.1 s");
  EXPECT_TRUE(slow.unreachable);
  const RawServer plain(always(""), AF_INET, "HTTP/1.1 400 Bad Request\r\n\r\n");
  const TransportFault garbled = over_tls(plain, milliseconds(10000));
  EXPECT_THAT(garbled.what, StartsWith("TLS could not be set up"));
  EXPECT_THAT(garbled.what, HasSubstr("seems to speak plain HTTP: try http://"));
  EXPECT_TRUE(garbled.unreachable);
}

}  // namespace
}  // namespace sp::contract::testing
