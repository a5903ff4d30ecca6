// What a deployment sends is bounded before it is worked on: whatever comes, at every request, the
// suite takes at most 256 MB and 60 s of the processor, and its reports stay small.
//
// Each row prints its figures, which docs/reliability.md keeps.
#include <map>
#include <mutex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/raw_server.h"
#include "hostile/answers.h"
#include "hostile/judged.h"

namespace sp::hostile {
namespace {

using contract::testing::Connection;
using contract::testing::RawServer;

using Response = std::function<std::string(std::string_view target)>;

// A deployment. Its answers are made when it is its turn: what this process has counts as the peak
// of the one that it starts.
struct Large {
  std::string name;
  std::function<Response()> make;
  std::vector<std::string> flags = {};
};

// The same, judged by both revisions in one pass.
Large by_both(Large one) {
  one.name += ", by both";
  one.flags = {"--revision", "both"};
  return one;
}

Large always(std::string name, const std::function<std::string()>& body) {
  return {std::move(name),
          [body] { return [whole = answer(body())](std::string_view) { return whole; }; }};
}

Large rows(std::string name, std::size_t count, std::string headers = {}) {
  return {std::move(name), [=] {
            return [=](std::string_view target) { return answer(body_of(target, count), headers); };
          }};
}

// The first answer lets the suite go on.
Large errors(std::string name, const std::function<std::string()>& body) {
  return {std::move(name), [body] {
            return [error = answer(body(), {}, 404)](std::string_view target) {
              return target.ends_with("/runs/1/summary") ? answer(body_of(target, 1)) : error;
            };
          }};
}

std::vector<Large> large() {
  constexpr std::size_t size = 15'000'000;
  return {
      rows("nothing unusual", 2),
      always("15 MB of spaces", [] { return times(size, " "); }),
      always("15 MB in one string", [] { return '"' + times(size, "x") + '"'; }),
      always("15 MB of numbers", [] { return "[0" + times(size / 2, ",0") + "]"; }),
      always("15 MB of empty names", [] { return "{\"\":0" + times(size / 5, ",\"\":0") + "}"; }),
      always("15 MB of control characters", [] { return times(size, "\x01"); }),
      always("15 MB of quotes in a string", [] { return '"' + times(size / 2, "\\\"") + '"'; }),
      always("1 MB of control characters", [] { return times(1'000'000, "\x01"); }),
      rows("100,000 rows", 100'000),
      rows("50,000 rows", 50'000),
      rows("10,000 rows", 10'000),
      rows("1,000 rows", 1'000),
      by_both(rows("50,000 rows", 50'000)),
      by_both(rows("1,000 rows", 1'000)),
      always("100,000 levels unclosed", [] { return times(100'000, "["); }),
      always("100,000 levels of objects", [] { return times(100'000, "{\"a\":"); }),
      rows("10,000 headers", 2, times(10'000, "X-Many: of them\r\n")),
      rows("255 KB of headers", 2, times(255, "X-Long: " + times(1000, "x") + "\r\n")),
      errors("messages of 4 MB",
             [] {
               return R"({"code":"not_found","details":{},"message":")" + times(4'000'000, "m") +
                      "\"}";
             }),
      errors("names of 1 MB", [] { return "{\"" + times(1'000'000, "n") + "\":1}"; }),
  };
}

class LargeAnswers : public ::testing::TestWithParam<Large> {};

TEST_P(LargeAnswers, StayWithinTheBounds) {
  const Response response = GetParam().make();
  const RawServer server([&](Connection& connection, const std::string& head) {
    return connection.send(response(target_in(head)));
  });
  std::vector<std::string> flags = {"--timeout", "60", "--deadline", "3000"};
  flags.insert(flags.end(), GetParam().flags.begin(), GetParam().flags.end());
  const Judged run = judge(server.origin() + "/api/v1", flags);
  fmt::print(
      "{:<28} exit {} {:>4} requests {:>6.1f} s {:>6.1f} s cpu {:>5.0f} MB; har {:>5.1f} html "
      "{:>5.1f} json {:>5.1f} MB\n",
      GetParam().name, run.exit_code, server.heads().size(), run.seconds, run.processor_seconds,
      static_cast<double>(run.peak_bytes) / 1e6, static_cast<double>(run.har_bytes) / 1e6,
      static_cast<double>(run.html_bytes) / 1e6, static_cast<double>(run.json_bytes) / 1e6);
  std::fflush(stdout);
  EXPECT_LT(run.peak_bytes, 256'000'000u);
  EXPECT_LT(run.processor_seconds, 60);
  EXPECT_EQ(run.exit_code, 1) << run.output;  // the contract is broken
  EXPECT_LT(run.har_bytes, 50'000'000u);
  EXPECT_LT(run.html_bytes, 20'000'000u);
  EXPECT_LT(run.json_bytes, 20'000'000u);
}

INSTANTIATE_TEST_SUITE_P(Each, LargeAnswers, ::testing::ValuesIn(large()), [](const auto& row) {
  std::string name = row.param.name;
  std::erase_if(name, [](char c) { return c == ' ' || c == ','; });
  return name;
});

}  // namespace
}  // namespace sp::hostile
