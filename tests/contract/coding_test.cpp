// Bodies that were asked for compressed, and bodies that were not.
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/raw_asking.h"
#include "gzipped.h"
#include "session/transport.h"

namespace sp::contract::testing {
namespace {

using sp::testing::gzipped;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Request asking_for_gzip() {
  Request request = get();
  request.headers = {{"Accept-Encoding", "gzip"}};
  return request;
}

TEST(Coding, UndoesTheGzipItAskedFor) {
  const std::string text(5000, 'x');
  const std::string coded = gzipped(text);
  const Response answer = response_to(asking_for_gzip(), ok(coded, "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(answer.body, text);
  EXPECT_EQ(answer.body_bytes, coded.size());
  EXPECT_EQ(answer.coding_problem, "");
  EXPECT_EQ(response_to(asking_for_gzip(), ok("plain")).body, "plain");
}

TEST(Coding, UndoesGzipThatNobodyAskedForAsWell) {
  const std::string coded = gzipped("text");
  Request refusing = get();
  refusing.headers = {{"Accept-Encoding", "gzip;q=0, identity"}};
  for (const Request& request : {get(), refusing}) {
    const Response answer = response_to(request, ok(coded, "Content-Encoding: gzip\r\n"));
    EXPECT_EQ(answer.body, "text");
    EXPECT_EQ(answer.body_bytes, coded.size());
    EXPECT_EQ(answer.coding_problem, "");
    EXPECT_THAT(answer.header("Content-Encoding"), ElementsAre("gzip"));
  }
}

TEST(Coding, KnowsACodingInAnyCaseAndSeveralInARow) {
  const std::string once = gzipped("text");
  const std::string twice = gzipped(once);
  const std::vector<std::pair<std::string, std::string>> table = {
      {"GZIP", once},          {"GZip", once},           {"X-Gzip", once},
      {" gzip ", once},        {"identity", "text"},     {"Identity, gzip", once},
      {"gzip, gzip", twice},   {"gzip,identity,", once}, {"", "text"},
      {"gzip, x-gzip", twice},
  };
  for (const auto& [coding, body] : table) {
    const Response answer =
        response_to(get(), ok(body, fmt::format("Content-Encoding: {}\r\n", coding)));
    EXPECT_EQ(answer.body, "text") << coding;
    EXPECT_EQ(answer.coding_problem, "") << coding;
  }
}

TEST(Coding, SaysWhatIsWrongWithGzip) {
  const std::string coded = gzipped("a text");
  std::string broken = coded;
  broken[broken.size() - 5] ^= 1;  // in its checksum
  const std::vector<std::array<std::string, 3>> table = {
      {"gzip", "{}{}{}{}{}{}{}{}{}{}{}{}", "it says it is: incorrect header check"},
      {"gzip", coded.substr(0, coded.size() - 4), "it ends too early"},
      {"gzip", broken, "incorrect data check"},
      {"gzip", coded + "more", "incorrect header check"},
      {"gzip", "", "it ends too early, after 0 bytes"},
      {"br", "text", "the body is not the br it says it is: it"},
      {"zstd", "text", "the body is not the zstd it says it is: "},
      {"compress", "text", "coding is 'compress', which nobody asked for"},
      {"compress, gzip", gzipped("text"), "coding is 'compress', which nobody asked for"},
      {"gzip, compress", gzipped("text"), "coding is 'compress', which nobody asked for"},
      {"UTF-8", "text", "coding is 'utf-8', which nobody asked for"},
      {"gzip,gzip,gzip,gzip,gzip", "text", "has 5 codings, one in the other"},
      {"gzip", gzipped(std::string(17 << 20, ' ')), "unpacks to more than 16777216 bytes"},
  };
  for (const auto& [coding, body, problem] : table) {
    const Response answer =
        response_to(asking_for_gzip(), ok(body, fmt::format("Content-Encoding: {}\r\n", coding)));
    EXPECT_THAT(answer.coding_problem, HasSubstr(problem));
    EXPECT_EQ(answer.body, body);
  }
}

TEST(Coding, TakesGzipInTwoMembersAsOneText) {
  const std::string both = gzipped("one ") + gzipped("two");
  EXPECT_EQ(response_to(asking_for_gzip(), ok(both, "Content-Encoding: x-gzip\r\n")).body,
            "one two");
}

}  // namespace
}  // namespace sp::contract::testing
