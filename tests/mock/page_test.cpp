// The answer to GET /__mock/: what it is, what it may do, and who gets it. tests/all/page.sh opens
// it in a browser.
#include "page/page.h"

#include <iterator>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <sp/schemas/base64.h>

#include "http_client.h"
#include "scenario/headers.h"

namespace sp::mock::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Request visit(const std::string& method, const std::string& target) {
  return {.method = method,
          .target = target,
          .headers = {{"Host", "localhost:8080"}},
          .remote_address = "127.0.0.1"};
}

const Response& page() {
  static const Response answer = *page_answer(visit("GET", "/__mock/"), "localhost");
  return answer;
}

std::string header_of_page(std::string_view name) {
  const std::string* value = find_header(page().headers, name);
  return value ? *value : "";
}

// What stands between the first `begin` and the next `end`.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

std::string hash_by_openssl(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return "'sha256-" + schemas::base64({reinterpret_cast<const char*>(digest), size}) + "'";
}

TEST(Page, IsOneAnswerInHtml) {
  EXPECT_EQ(page().status, 200);
  EXPECT_EQ(header_of_page("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header_of_page("Cache-Control"), "no-store");
  EXPECT_THAT(page().body, ::testing::StartsWith("<!doctype html>"));
  EXPECT_THAT(page().body, Not(HasSubstr("{{")));
  EXPECT_LT(page().body.size(), 100u << 10);
}

TEST(Page, ItsPolicyAllowsItsOwnStyleAndScriptAndNoOther) {
  const std::string policy = header_of_page("Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none';"));
  EXPECT_THAT(policy, HasSubstr("style-src " +
                                hash_by_openssl(between(page().body, "<style>", "</style>"))));
  EXPECT_THAT(
      policy,
      HasSubstr("script-src " +
                hash_by_openssl(between(page().body, "<script type=\"module\">", "</script>"))));
  for (const char* part : {"connect-src 'self'", "base-uri 'none'", "form-action 'none'",
                           "frame-ancestors 'none'", "require-trusted-types-for 'script'"}) {
    EXPECT_THAT(policy, HasSubstr(part));
  }
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

// An attribute would need a hash of its own, another element a source.
TEST(Page, HasOneStyleOneScriptAndNothingFromElsewhere) {
  const std::string& body = page().body;
  const auto count = [&](const std::string& pattern) {
    const std::regex regex(pattern);
    return std::distance(std::sregex_iterator(body.begin(), body.end(), regex), {});
  };
  EXPECT_EQ(count("<style"), 1);
  EXPECT_EQ(count("<script"), 1);
  EXPECT_EQ(count("</script"), 1);
  EXPECT_EQ(count("https?://"), 0);
  EXPECT_EQ(count("url\\("), 0);
  EXPECT_EQ(count("@import"), 0);
  EXPECT_EQ(count("<[a-z]+[^>]* (src|style|on[a-z]+)="), 0);
}

// The policy forbids them in a browser that knows trusted types; this does so in all.
TEST(Page, MakesNoMarkupOfText) {
  for (const char* name :
       {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "setHTML",
        "createContextualFragment", "eval(", "new Function", "srcdoc"}) {
    EXPECT_THAT(page().body, Not(HasSubstr(name)));
  }
}

TEST(Page, OtherPathsAndMethodsAreNotIts) {
  EXPECT_EQ(page_answer(visit("GET", "/__mock/?a=1"), "localhost")->status, 200);
  EXPECT_EQ(page_answer(visit("HEAD", "/__mock/"), "localhost")->status, 200);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    EXPECT_EQ(page_answer(visit(method, "/__mock/"), "localhost")->status, 405) << method;
  }
  const Response moved = *page_answer(visit("GET", "/__mock"), "localhost");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(*find_header(moved.headers, "Location"), "/__mock/");
  for (const char* target : {"/__mock/health", "/__mock/x", "/__mocked", "/", "/api/v1/__mock/"}) {
    EXPECT_FALSE(page_answer(visit("GET", target), "localhost")) << target;
  }
}

TEST(Page, IsForThisMachineOnly) {
  Request request = visit("GET", "/__mock/");
  request.headers = {{"Host", "attacker.example"}};
  EXPECT_EQ(page_answer(request, "localhost")->status, 403);
  EXPECT_EQ(page_answer(request, "attacker.example")->status, 200);  // --host
  request = visit("GET", "/__mock/");
  request.headers.emplace_back("Origin", "https://attacker.example");
  EXPECT_EQ(page_answer(request, "localhost")->status, 403);
  request = visit("GET", "/__mock");
  request.remote_address = "192.0.2.1";
  EXPECT_EQ(page_answer(request, "localhost")->status, 403);
  EXPECT_THAT(page_answer(request, "localhost")->body, HasSubstr("own machine"));
}

TEST(Page, IsServedUnlessControlIsSwitchedOff) {
  const Server on(Scenario::bundled("quickstart"));
  HttpClient client(on, "");
  const auto answer = client.send("GET", "/__mock/");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, page().body);
  EXPECT_EQ(client.send("HEAD", "/__mock/")->body, "");
  EXPECT_TRUE(on.requests().empty());
  const Server off(Scenario::bundled("quickstart"), {.control = false});
  EXPECT_EQ(HttpClient(off).send("GET", "/__mock/")->status, 404);
}

}  // namespace
}  // namespace sp::mock::testing
