// Bodies that were asked for compressed, and bodies that were not.
#include <array>
#include <string>
#include <vector>
#include <zlib.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/raw_asking.h"
#include "session/transport.h"

namespace sp::contract::testing {
namespace {

using ::testing::HasSubstr;

Request asking_for_gzip() {
  Request request = get();
  request.headers = {{"Accept-Encoding", "gzip"}};
  return request;
}

std::string gzipped(std::string text) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string coded(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  deflate(&stream, Z_FINISH);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

TEST(Gzip, UndoesTheGzipItAskedFor) {
  const std::string text(5000, 'x');
  const std::string coded = gzipped(text);
  const Response answer = response_to(asking_for_gzip(), ok(coded, "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(answer.body, text);
  EXPECT_EQ(answer.body_bytes, coded.size());
  EXPECT_EQ(answer.coding_problem, "");
  EXPECT_EQ(response_to(asking_for_gzip(), ok("plain")).body, "plain");
}

TEST(Gzip, LeavesGzipThatNobodyAskedForAsItIs) {
  const std::string coded = gzipped("text");
  Request refusing = get();
  refusing.headers = {{"Accept-Encoding", "gzip;q=0, identity"}};
  for (const Request& request : {get(), refusing}) {
    const Response answer = response_to(request, ok(coded, "Content-Encoding: gzip\r\n"));
    EXPECT_EQ(answer.body, coded);
    EXPECT_EQ(answer.coding_problem, "");
  }
}

TEST(Gzip, SaysWhatIsWrongWithGzip) {
  const std::string coded = gzipped("a text");
  std::string broken = coded;
  broken[broken.size() - 5] ^= 1;  // in its checksum
  const std::vector<std::array<std::string, 3>> table = {
      {"gzip", "{}{}{}{}{}{}{}{}{}{}{}{}", "it says it is: incorrect header check"},
      {"gzip", coded.substr(0, coded.size() - 4), "it ends too early"},
      {"gzip", broken, "incorrect data check"},
      {"gzip", coded + "more", "incorrect header check"},
      {"gzip", "", "it ends too early, after 0 bytes"},
      {"br", "text", "coding is 'br', which nobody asked for"},
      {"gzip", gzipped(std::string(17 << 20, ' ')), "unpacks to more than 16777216 bytes"},
  };
  for (const auto& [coding, body, problem] : table) {
    const Response answer =
        response_to(asking_for_gzip(), ok(body, fmt::format("Content-Encoding: {}\r\n", coding)));
    EXPECT_THAT(answer.coding_problem, HasSubstr(problem));
    EXPECT_EQ(answer.body, body);
  }
}

TEST(Gzip, TakesGzipInTwoMembersAsOneText) {
  const std::string both = gzipped("one ") + gzipped("two");
  EXPECT_EQ(response_to(asking_for_gzip(), ok(both, "Content-Encoding: x-gzip\r\n")).body,
            "one two");
}

}  // namespace
}  // namespace sp::contract::testing
