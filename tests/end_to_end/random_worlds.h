// Worlds drawn by a number: the same number makes the same world. Each keeps the contract, because
// the mock derives every answer from it.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sp::testing {

class RandomWorld {
 public:
  explicit RandomWorld(std::uint64_t number) : random_(number) {
    samples_ = one_of(1, 5);
    make_tests();
    const int runs = one_of(1, 9);
    for (int i = 0; i < runs; ++i) make_run(1001 + i, i + 1 == runs);
    // The newest first, or the oldest.
    if (one_of(0, 1) == 0) std::reverse(world_["runs"].begin(), world_["runs"].end());
  }

  std::string text() const { return world_.dump(); }
  // The run to judge: the newest one.
  std::int64_t run() const { return newest_; }

 private:
  using Json = nlohmann::json;

  // Not std::uniform_int_distribution, which draws otherwise in another library.
  int one_of(int least, int most) {
    return least + static_cast<int>(random_() % static_cast<std::uint64_t>(most - least + 1));
  }

  void make_tests() {
    world_ = {{"version", 1}, {"name", "random"}};
    const int tests = one_of(1, 8);
    for (int i = 0; i < tests; ++i) {
      Json outputs = Json::array();
      const int count = one_of(0, 2);
      for (int j = 0; j < count; ++j) {
        outputs.push_back({{"id", output_of(i, j)}, {"expected", lines(one_of(1, 30), -1)}});
      }
      world_["regression_tests"].push_back({{"id", 11 + i},
                                            {"sample_id", 201 + one_of(0, samples_ - 1)},
                                            {"command", "--out=srt"},
                                            {"outputs", outputs}});
    }
  }

  static int output_of(int test, int place) { return 3001 + 10 * test + place; }

  // With one line of them changed, where there is one to change.
  static std::string lines(int count, int changed) {
    std::string text;
    for (int i = 0; i < count; ++i) text += fmt::format("line {}{}\n", i, i == changed ? "!" : "");
    return text;
  }

  void make_run(int id, bool is_newest) {
    static constexpr const char* branches[] = {"master", "Master", "fix/a%b", "release"};
    static constexpr const char* platforms[] = {"linux", "windows"};
    const int day = id - 1000;
    Json run = {{"id", id},
                {"state", one_of(0, 5) == 0 ? "canceled" : "completed"},
                {"platform", platforms[one_of(0, 1)]},
                {"branch", branches[one_of(0, 3)]},
                {"created_at", fmt::format("2026-06-{:02}T12:00:00Z", day)},
                {"completed_at", fmt::format("2026-06-{:02}T12:{:02}:00Z", day, one_of(0, 59))},
                {"unlisted", "pass"},
                {"results", Json::array()}};
    const Json& tests = world_["regression_tests"];
    for (std::size_t i = 0; i < tests.size(); ++i) {
      const Json result = result_of(tests[i]);
      if (result.size() > 1) run["results"].push_back(result);
    }
    world_["runs"].push_back(run);
    if (is_newest) newest_ = id;
  }

  // With nothing but the test where it passes.
  Json result_of(const Json& test) {
    Json result = {{"regression_id", test["id"]}};
    if (one_of(0, 4) == 0) result["exit_code"] = one_of(1, 3);
    for (const Json& output : test["outputs"]) {
      const int fate = one_of(0, 4);
      if (fate == 0) {
        result["outputs"].push_back({{"id", output["id"]}, {"missing", true}});
      } else if (fate == 1) {
        const std::string expected = output["expected"];
        const auto count = static_cast<int>(std::count(expected.begin(), expected.end(), '\n'));
        result["outputs"].push_back(
            {{"id", output["id"]}, {"actual", lines(count, one_of(0, count - 1))}});
      }
    }
    return result;
  }

  std::mt19937_64 random_;
  int samples_ = 1;
  std::int64_t newest_ = 0;
  nlohmann::json world_;
};

}  // namespace sp::testing
