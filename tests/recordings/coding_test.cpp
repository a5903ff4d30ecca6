// What stands in Content-Encoding and Accept-Encoding.
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/coding.h>

#include "recordings/coded.h"

namespace sp::recordings {
namespace {

using testing::brotlied;
using testing::gzipped;
using ::testing::HasSubstr;
using testing::zstandard;

constexpr std::size_t most = 1 << 20;

TEST(Coding, EachIsUndoneByItsName) {
  const std::string text(5000, 'x');
  EXPECT_EQ(decoded(gzipped(text), {"gzip"}, most).text, text);
  EXPECT_EQ(decoded(gzipped(text), {"x-gzip"}, most).text, text);
  EXPECT_EQ(decoded(brotlied(text), {"br"}, most).text, text);
  EXPECT_EQ(decoded(zstandard(text), {"zstd"}, most).text, text);
  EXPECT_EQ(decoded(brotlied(zstandard(text)), {"zstd", "br"}, most).text, text);
  EXPECT_EQ(decoded(zstandard("one ") + zstandard("two"), {"zstd"}, most).text, "one two");
  EXPECT_EQ(decoded("plain", {}, most).text, "plain");
}

TEST(Coding, WhatIsCutOffOrGarbledOrTooMuchIsAProblem) {
  const std::string text(5000, 'x');
  const auto problem = [](const std::string& coding, const std::string& bytes) {
    return decoded(bytes, {coding}, 4096).problem;
  };
  for (const auto& [coding, whole] : std::vector<std::pair<std::string, std::string>>{
           {"gzip", gzipped("text")}, {"br", brotlied("text")}, {"zstd", zstandard("text")}}) {
    EXPECT_EQ(problem(coding, whole), "");
    EXPECT_THAT(problem(coding, whole.substr(0, whole.size() - 2)), HasSubstr("ends too early"));
    EXPECT_THAT(problem(coding, ""), HasSubstr("ends too early"));
    EXPECT_THAT(problem(coding, whole + "more"), HasSubstr("it says it is: "));
    EXPECT_THAT(problem(coding, "\x1f{\"run_id\": 9338}"), HasSubstr("it says it is: "));
  }
  for (const auto& [coding, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"gzip", gzipped(text)}, {"br", brotlied(text)}, {"zstd", zstandard(text)}}) {
    EXPECT_THAT(problem(coding, bytes), HasSubstr("it unpacks to more than 4096 bytes"));
  }
  EXPECT_THAT(problem("compress", "text"), HasSubstr("coding is 'compress'"));
}

struct Acceptance {
  const char* accepted;
  const char* coding;
  bool fits;
};

TEST(Coding, IsAcceptedByItsNameOrByAStar) {
  for (const auto& [accepted, coding, fits] : std::vector<Acceptance>{
           {"gzip", "gzip", true},
           {"gzip", "x-gzip", true},
           {"X-GZIP", "gzip", true},
           {"gzip, deflate, br", "br", true},
           {"gzip;q=0.5", "gzip", true},
           {"gzip;q=0", "gzip", false},
           {"gzip; q=0.000, *", "gzip", false},
           {"*", "br", true},
           {"*;q=0", "br", false},
           {"identity", "gzip", false},
           {"", "gzip", false},
           {"gzipped", "gzip", false},
       }) {
    EXPECT_EQ(accepts_coding(accepted, coding), fits) << accepted << " / " << coding;
  }
}

}  // namespace
}  // namespace sp::recordings
