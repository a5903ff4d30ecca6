// The token, taken out of what is kept, and nothing else with it.

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/near_token.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>

namespace sp::recordings {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

std::string hex(const std::string& text) {
  std::string digits;
  for (const char c : text) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return digits;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

TEST(Redaction, TakesATokenOutInEveryFormThatAServerMayGiveIt) {
  const Redaction redaction("s3cr/t-T0k\"n&");
  const Rows table = {
      {"s3cr/t-T0k\"n&", "[token]"},
      {"Bearer S3CR/T-t0k\"N&.", "Bearer [token]."},
      {"?t=s3cr%2Ft-T0k%22n%26&x", "?t=[token]&x"},
      {"?t=s3cr%2ft-T0k%22n&&x", "?t=[token]&x"},
      {R"({"t":"s3cr\/t-T0k\"n&"})", R"({"t":"[token]"})"},
      {R"({"t":"\u00733cr/t-T0k\u0022n\u0026"})", R"({"t":"[token]"})"},
      {"<b>s3cr/t-T0k&quot;n&amp;</b>", "<b>[token]</b>"},
      {"<b>&#115;3cr&#x2F;t-T0k&#34;n&amp;</b>", "<b>[token]</b>"},
      {"%73%33%63%72%2F%74%2D%54%30%6B%22%6E%26", "[token]"},
      {"\\u0073\\u0033\\u0063\\u0072\\u002f\\u0074\\u002D\\u0054\\u0030\\u006b\\u0022\\u006E\\u002"
       "6",
       "[token]"},
      {"\\x73\\x33cr/t-T0k\"n&", "[token]"},
      {"&#x73;&#51;&#x00063;&#0000114;/t-T0k&#34;n&#38;", "[token]"},
      {"czNjci90LVQwayJuJg==", "[token]=="},
      {"s3cr/t-T0k\"n&s3cr/t-T0k\"n&", "[token][token]"},
      {"s3cr/t-T0k", "s3cr/t-T0k"},
  };
  for (const auto& [text, shown] : table) {
    EXPECT_EQ(redaction.of(text), shown);
    EXPECT_EQ(redaction.of_body(text), shown);
    EXPECT_EQ(redaction.of_header("X-Echo", text), shown);
    EXPECT_EQ(redaction.of_header("Content-Type", text), shown);
  }
}

// In base64 and in hexadecimal digits, whatever was encoded with it, and in any case.
TEST(Redaction, TakesAnEncodedTokenOutOfWhatWasEncodedWithIt) {
  const Rows in_hex = {{"", ""}, {"Bearer ", ""}, {"user:", ":more"}, {"\x01", "\xFF\xFE"}};
  for (const std::string token :
       {"s3cr/t-T0k\"n&", "a1b2c3", "subjects?~~~~~", "Zk8-aB3dE6fG9hJ2-Qx"}) {
    const Redaction redaction(token);
    const auto expect_gone = [&](std::string text, const std::string& bare) {
      const auto core = bare.substr(2, bare.size() - 5);
      ASSERT_NE(text.find(core), std::string::npos) << text;
      EXPECT_EQ(redaction.of(text).find(core), std::string::npos) << text;
      EXPECT_NE(redaction.of(text).find("[token]"), std::string::npos) << text;
    };
    for (const auto& [before, after] : in_hex) {
      expect_gone(hex(before + token + after), hex(token));
      expect_gone(schemas::upper_case(hex(before + token + after)),
                  schemas::upper_case(hex(token)));
    }
    for (const std::string before : {"", "u", "us", "Bearer ", "user:", "Basic a:b:"}) {
      for (const std::string after : {"", "!", "!!", "!!!"}) {
        const std::string all = schemas::base64(before + token + after);
        const std::string padded = schemas::base64(std::string(before.size() % 3, ' ') + token);
        expect_gone("token=" + all + ";", padded.substr(0, padded.find('=')).substr(2));
        expect_gone("token=" + schemas::lower_case(all),
                    schemas::lower_case(padded.substr(0, padded.find('='))).substr(2));
      }
    }
  }
}

TEST(Redaction, NoBitOfAnEncodedTokenIsLeft) {
  const Redaction redaction("0123456789k");
  EXPECT_EQ(redaction.of('"' + schemas::base64("user:0123456789k") + '"'), "\"dXNlcj[token]==\"");
  EXPECT_EQ(redaction.of(schemas::base64("use0123456789kx")), "dXNl[token]4");
  const std::string alone = schemas::base64("0123456789k");
  EXPECT_EQ(redaction.of(alone + alone), "[token]=[token]=");
}

TEST(Redaction, TakesOutWhatACutLeftOfAnEncodedToken) {
  const Redaction redaction("0123456789abcdefghijklmnopqrstuvwxyz");
  const std::string encoded = schemas::base64("Bearer 0123456789abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(redaction.of("x: " + encoded.substr(0, 30) + "…"), "x: QmVhcmVyI[token]…");
}

TEST(Redaction, AWordIsTakenOutEncodedWhereItIsAWholeValue) {
  const Redaction redaction("samples");
  for (const std::string& value :
       {schemas::base64("samples"), schemas::base64("Bearer samples"),
        schemas::lower_case(schemas::base64("Bearer samples")), schemas::base64("me:samples"),
        hex("samples"), hex("Bearer samples"), std::string("%73%61mples")}) {
    EXPECT_EQ(redaction.of_header("X-User", value), "[token]") << value;
    EXPECT_EQ(redaction.of_body("{\"who\": \"" + value + "\"}"), R"({"who": "[token]"})") << value;
  }
  EXPECT_EQ(redaction.of_header("X-User", schemas::base64("all samples")),
            schemas::base64("all samples"));
}

TEST(Redaction, TakesBase64ForUrlsOutAsWell) {
  EXPECT_EQ(Redaction("subjects?~~~~~").of("c3ViamVjdHM_fn5-fn4"), "[token]");
  EXPECT_EQ(Redaction("subjects?~~~~~").of("c3ViamVjdHM/fn5+fn4="), "[token]=");
}

TEST(Redaction, ALongTokenIsNoPartOfAWordByChance) {
  const Redaction redaction("0123456789abcdef");
  EXPECT_EQ(redaction.of("session0123456789abcdefx"), "session[token]x");
}

// The suite asks with such tokens, too, and a server may quote them.
TEST(Redaction, TakesTokensOutThatAreNearlyRight) {
  for (const std::string token : {"s3cr/t-T0k", "0123456789abcdefghij", "Zk8-aB3dE6fG9hJ2-Qx"}) {
    const Redaction redaction(token);
    for (const std::string& near : {in_other_case(token), with_first_changed(token),
                                    with_last_changed(token), without_last(token)}) {
      EXPECT_NE(near, token);
      EXPECT_EQ(redaction.of("'" + near + "' is unknown"), "'[token]' is unknown") << near;
    }
  }
}

TEST(Redaction, AWordThatIsNearlyATokenStays) {
  EXPECT_EQ(Redaction("samplesx").of("/samples/1"), "/samples/1");
  EXPECT_EQ(Redaction("run_idx").of(R"({"run_id":1})"), R"({"run_id":1})");
}

TEST(NearToken, IsNeverTheToken) {
  for (const std::string token : {"x", "1234", "-", "Xx"}) {
    for (const std::string& near : {in_other_case(token), with_first_changed(token),
                                    with_last_changed(token), without_last(token)}) {
      EXPECT_NE(near, token);
    }
  }
  for (const std::string& near :
       {in_other_case(""), with_first_changed(""), with_last_changed(""), without_last("")}) {
    EXPECT_EQ(near, "");
  }
}

TEST(Redaction, AShorterTokenIsTakenOutWholeOnly) {
  const Redaction redaction("a1b2c3d4");
  const Rows table = {
      {"Bearer a1b2c3d4 is unknown", "Bearer [token] is unknown"},
      {"Bearer a1b2c3d4x is unknown", "Bearer [token]x is unknown"},  // as the suite asks, too
      {"/a1b2c3d4/", "/[token]/"},
      {"%2Fa1b2c3d4%2F", "%2F[token]%2F"},
      {R"("\na1b2c3d4\n")", R"("\n[token]\n")"},
      {"3f8a1c0e5b7d92640a1b2c3d4e5f60718293a4b5", "3f8a1c0e5b7d92640a1b2c3d4e5f60718293a4b5"},
      {"a1b2c3d4e", "a1b2c3d4e"},
      {"0a1b2c3d4", "0a1b2c3d4"},
  };
  for (const auto& [text, shown] : table) EXPECT_EQ(redaction.of(text), shown);
}

TEST(Redaction, ATokenThatIsAWordIsTakenOutWhereItStandsAloneAndIsNotTheApisWord) {
  const Redaction redaction("samples");
  const Rows bodies = {
      {R"({"you_are": "samples"})", R"({"you_are": "[token]"})"},
      {R"({"you_are" : "SAMPLES" , "n":1})", R"({"you_are" : "[token]" , "n":1})"},
      {R"({"x":["samples",{"y":"s\u0061mples"}]})", R"({"x":["[token]",{"y":"[token]"}]})"},
      {R"({"x":"Bearer samples"})", R"({"x":"[token]"})"},
      {R"({"message":"samples"})", R"({"message":"[token]"})"},
      {R"(["samples"])", R"(["[token]"])"},
      {R"({"samples":"all samples"})", R"({"samples":"all samples"})"},
      {R"({"data":[{"tags":["samples"]}]})", R"({"data":[{"tags":["samples"]}]})"},
      {R"({"x":{"tags":[1]},"y":"samples"})", R"({"x":{"tags":[1]},"y":"[token]"})"},
      {R"({"x":"samples)", R"({"x":"samples)"},
      {"<p>samples</p>", "<p>samples</p>"},
      {R"(")", R"(")"},
      {R"("\)", R"("\)"},
      {"]}]}", "]}]}"},
  };
  for (const auto& [body, shown] : bodies) EXPECT_EQ(redaction.of_body(body), shown) << body;
  EXPECT_EQ(redaction.of_header("X-User", "samples"), "[token]");
  EXPECT_EQ(redaction.of_header("X-User", "all samples"), "all samples");
  EXPECT_EQ(Redaction("120").of_header("X-RateLimit-Limit", "120"), "120");
  EXPECT_EQ(Redaction("gzip").of_header("Content-Encoding", "gzip"), "gzip");
}

TEST(Redaction, WithoutATokenNothingIsTakenOut) {
  for (const std::string text : {"", "a", "[token]", R"({"a":""})"}) {
    EXPECT_EQ(Redaction("").of(text), text);
    EXPECT_EQ(Redaction("").of_body(text), text);
    EXPECT_EQ(Redaction("").of_header("X", text), text);
  }
}

// A server chooses what stands there.
TEST(Redaction, TakesTimeByTheLengthOfTheText) {
  const Redaction redaction(std::string(199, 'a') + "bc");
  const std::string text = std::string(1 << 16, 'a') + std::string(1 << 18, '"');
  EXPECT_EQ(redaction.of(text), text);
  EXPECT_EQ(Redaction("samples").of_body(text), text);
  const std::string deep(1 << 18, '[');
  EXPECT_EQ(Redaction("samples").of_body(deep), deep);
}

TEST(Redaction, TakesOutWhatACutLeftOfAToken) {
  const Redaction redaction("0123456789abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(redaction.of("token: 0123…"), "token: [token]…");
  EXPECT_EQ(redaction.of("\"token: 01234567\"…"), "\"token: [token]\"…");
  EXPECT_EQ(redaction.of("token: 012…"), "token: 012…");
  EXPECT_EQ(redaction.of("token: 0123 and more"), "token: 0123 and more");
}

TEST(Redact, LeavesNothingThatMustNotBeKept) {
  const std::string token = "s3cret-t0ken";
  Exchange exchange;
  exchange.path = "/runs?access_token=" + token;
  exchange.request_headers = {{"AUTHORIZATION", "Bearer x"},
                              {"Cookie", "a"},
                              {"Proxy-Authorization", "b"},
                              {"X-Mine", token}};
  exchange.response_headers = {
      {"Set-Cookie", "c"}, {"set-cookie2", "d"}, {"X-Echo", token}, {"X-" + token, "1"}};
  exchange.body = R"({"message":"unknown: )" + token + R"("})";
  exchange.fault = exchange.coding_problem = token + " failed";
  redact(exchange, Redaction(token));
  EXPECT_EQ(exchange.path, "/runs?access_token=[token]");
  EXPECT_THAT(exchange.request_headers, ElementsAre(Pair("X-Mine", "[token]")));
  EXPECT_THAT(exchange.response_headers,
              ElementsAre(Pair("X-Echo", "[token]"), Pair("X-[token]", "1")));
  EXPECT_EQ(exchange.body, R"({"message":"unknown: [token]"})");
  EXPECT_EQ(exchange.fault, "[token] failed");
  EXPECT_EQ(exchange.coding_problem, "[token] failed");
}

TEST(SecretHeader, IsKnownInAnyCase) {
  EXPECT_TRUE(is_secret_header("AUTHORIZATION"));
  EXPECT_FALSE(is_secret_header("WWW-Authenticate"));
}

}  // namespace
}  // namespace sp::recordings
