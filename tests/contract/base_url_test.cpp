// The base URL, as people write it down.
#include "session/base_url.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

namespace sp::contract::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Parts {
  const char* url;
  const char* origin;
  const char* host;
  const char* path;
};

TEST(BaseUrl, IsTakenApart) {
  const std::vector<Parts> table = {
      {"http://host", "http://host", "host", ""},
      {"https://host:443/api/v1//", "https://host:443", "host", "/api/v1"},
      {"HTTP://Host.Example:80/API/v1", "http://Host.Example:80", "host.example", "/API/v1"},
      {"hTTpS://host/a/../b/./", "https://host", "host", "/a/../b/."},
      {"http://host/with%20blank", "http://host", "host", "/with%20blank"},
      {"http://[::1]:8080/api/v1", "http://[::1]:8080", "::1", "/api/v1"},
      {"https://[2001:db8::1]:8443/api", "https://[2001:db8::1]:8443", "2001:db8::1", "/api"},
      {"http://%6Cocalhost/", "http://localhost", "localhost", ""},
      {"http://127.1/", "http://127.0.0.1", "127.0.0.1", ""},
      {"http://host./api", "http://host.", "host.", "/api"},
  };
  for (const Parts& row : table) {
    SCOPED_TRACE(row.url);
    const BaseUrl base = parse_base_url(row.url);
    EXPECT_EQ(base.origin, row.origin);
    EXPECT_EQ(base.host, row.host);
    EXPECT_EQ(base.path, row.path);
  }
}

TEST(BaseUrl, IsOfThisMachineInEveryNotation) {
  for (const std::string authority : {"localhost",
                                      "LOCALHOST",
                                      "localhost:8080",
                                      "localhost.",
                                      "api.localhost",
                                      "API.LocalHost.",
                                      "127.0.0.1",
                                      "127.0.0.1:80",
                                      "127.255.0.9",
                                      "127.1",
                                      "127.0.1",
                                      "2130706433",
                                      "0x7f.1",
                                      "0177.0.0.1",
                                      "0.0.0.0",
                                      "0",
                                      "[::1]",
                                      "[::1]:80",
                                      "[0:0:0:0:0:0:0:1]",
                                      "[0000::0001]",
                                      "[::ffff:127.0.0.1]",
                                      "[::FFFF:7F00:1]",
                                      "[::]",
                                      "%6cocalhost",
                                      "%31%32%37.0.0.1"}) {
    EXPECT_TRUE(parse_base_url("http://" + authority + "/api/v1").is_loopback()) << authority;
  }
}

TEST(BaseUrl, IsOfAnotherMachineWhenItOnlyBeginsLikeThisOne) {
  for (const std::string authority : {"localhost.staging.example.org",
                                      "localhost.example",
                                      "localhost-2",
                                      "localhost1",
                                      "mylocalhost",
                                      "127.example.org",
                                      "127.0.0.1.nip.io",
                                      "127.0.0.1.example.org",
                                      "127-0-0-1",
                                      "128.0.0.1",
                                      "12.7.0.1",
                                      "1.127.0.0",
                                      "[::2]",
                                      "[::1:1]",
                                      "[1::1]",
                                      "[::ffff:10.0.0.1]",
                                      "[fe80::1]",
                                      "0.0.0.1",
                                      "host",
                                      "loopback",
                                      "example.org"}) {
    EXPECT_FALSE(parse_base_url("https://" + authority + "/api/v1").is_loopback()) << authority;
  }
}

std::string problem_with(const std::string& url) {
  try {
    parse_base_url(url);
    return "none";
  } catch (const UsageError& error) {
    return error.what();
  }
}

TEST(BaseUrl, SaysWhatIsWrongAndNeverShowsAPassword) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"http://me:pa55@host/", "a user in it"},
      {"http://me:pa55%40host/", "a user in it"},
      {"http:/me:pa55@host", "a user in it"},
      {"http://host/?access_token=pa55", "a query in it"},
      {"http://host/#pa55", "a fragment in it"},
      {"http://host/a b", "characters that a URL cannot have"},
      {"ftp://host/api/v1", "'ftp://host/api/v1'"},
      {"http://host:0/", "'http://host:0/'"},
      {"host:8080/api/v1", "'host:8080/api/v1'"},
  };
  for (const auto& [url, problem] : table) {
    EXPECT_THAT(problem_with(url), AllOf(HasSubstr("--base-url: expected http://HOST"),
                                         HasSubstr(problem), Not(HasSubstr("pa55"))))
        << url;
  }
}

}  // namespace
}  // namespace sp::contract::testing
