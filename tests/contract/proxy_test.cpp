// Proxies that the environment names.
#include "session/proxy.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/environment.h"
#include "contract/raw_asking.h"

namespace sp::contract::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* proxy = "http://192.0.2.7:3128";

// An environment without any proxy, whatever the tests were started with.
class Proxies : public ::testing::Test {
  Variable of_http_{"http_proxy", ""};
  Variable of_https_{"https_proxy", ""};
  Variable of_all_{"all_proxy", ""};
  Variable of_all_in_capitals_{"ALL_PROXY", ""};
  Variable none_{"no_proxy", ""};
  Variable none_in_capitals_{"NO_PROXY", ""};
};

bool asks_a_proxy(const std::string& url) { return goes_through_http_proxy(parse_base_url(url)); }

TEST_F(Proxies, AreAskedForPlainHttpElsewhere) {
  EXPECT_FALSE(asks_a_proxy("http://platform.example/api/v1"));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    const Variable set(name, proxy);
    EXPECT_TRUE(asks_a_proxy("http://platform.example/api/v1")) << name;
    EXPECT_TRUE(asks_a_proxy("http://10.1.2.3:8080")) << name;
    EXPECT_TRUE(asks_a_proxy("http://[2001:db8::1]:8080")) << name;
    EXPECT_FALSE(asks_a_proxy("https://platform.example/api/v1")) << name;
    EXPECT_FALSE(asks_a_proxy("http://127.0.0.1:8080/api/v1")) << name;
    EXPECT_FALSE(asks_a_proxy("http://LOCALHOST.:8080/api/v1")) << name;
  }
  const Variable socks("http_proxy", "socks5h://192.0.2.7:1080");
  EXPECT_FALSE(asks_a_proxy("http://platform.example/api/v1"));
}

TEST_F(Proxies, AreNotAskedForWhatNoProxyNames) {
  const Variable set("http_proxy", proxy);
  for (const char* name : {"no_proxy", "NO_PROXY"}) {
    for (const char* hosts : {"*", "platform.example", ".example", "other, platform.example"}) {
      const Variable excepted(name, hosts);
      EXPECT_FALSE(asks_a_proxy("http://platform.example/api/v1")) << name << "=" << hosts;
    }
    const Variable excepted(name, "form.example,10.1.2.3");
    EXPECT_TRUE(asks_a_proxy("http://platform.example/api/v1"));
    EXPECT_FALSE(asks_a_proxy("http://10.1.2.3/api/v1"));
  }
}

TEST_F(Proxies, GetTheWholeUrlOfPlainHttp) {
  const RawServer server(always(ok("{}")));
  const Variable set("http_proxy", server.origin());
  const auto transport = http_transport("http://platform.example:8080/api/v1", token, {});
  EXPECT_EQ(response(transport->send(get("/runs/%ZZ?a=\"b#c"))).status, 200);
  Request head = on_its_own();
  head.method = "HEAD";
  response(transport->send(head));
  ASSERT_THAT(server.heads(), SizeIs(2));
  EXPECT_THAT(
      server.heads().front(),
      AllOf(StartsWith("GET http://platform.example:8080/api/v1/runs/%ZZ?a=\"b#c HTTP/1.1\r\n"),
            HasSubstr("\r\nHost: platform.example:8080\r\n"),
            HasSubstr("\r\nAuthorization: Bearer s3cret/token\r\n")));
  EXPECT_THAT(server.heads().back(),
              StartsWith("HEAD http://platform.example:8080/api/v1/runs/1 HTTP/1.1\r\n"));
}

TEST_F(Proxies, OpenATunnelToHttpsAndNeverSeeTheToken) {
  const RawServer server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  const Variable set("https_proxy", server.origin());
  const auto found =
      fault(http_transport("https://platform.example/api/v1", token, {})->send(get()));
  EXPECT_THAT(found.what, HasSubstr("the proxy made no connection (its status: 403)"));
  EXPECT_THAT(server.heads(), Each(AllOf(StartsWith("CONNECT platform.example:443 HTTP/1.1\r\n"),
                                         Not(HasSubstr("s3cret")))));
}

TEST_F(Proxies, AreNeverAskedForThisMachineHoweverItIsWritten) {
  const RawServer server(always(ok("{}")));
  const Variable http("http_proxy", server.origin());
  const Variable https("https_proxy", server.origin());
  const Variable all("all_proxy", server.origin());
  for (const std::string host :
       {"localhost", "LOCALHOST", "localhost.", "api.localhost", "127.0.0.1", "127.1", "127.9.9.9",
        "0x7f.1", "2130706433", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
    for (const std::string scheme : {"http://", "https://", "HTTP://"}) {
      http_transport(scheme + host + ":1/api/v1", token, {.timeout = std::chrono::seconds(2)})
          ->send(get());
    }
  }
  EXPECT_THAT(server.heads(), IsEmpty());
}

}  // namespace
}  // namespace sp::contract::testing
