#include "seen/never_seen.h"

#include <algorithm>

namespace sp::contract {

namespace {

bool any_result(const Seen& seen, const auto& is_one) {
  return std::any_of(seen.results().begin(), seen.results().end(), is_one);
}

bool any_output(const Seen& seen, std::string_view status) {
  return any_result(seen, [&](const SeenResult& result) {
    return std::any_of(result.outputs.begin(), result.outputs.end(), [&](const SeenOutput& output) {
      return output.status && *output.status == status;
    });
  });
}

bool any_status(const Seen& seen, std::string_view status) {
  const auto is_it = [&](const std::string_view* told) { return told && *told == status; };
  const auto& rows = seen.histories().rows();
  return any_result(seen, [&](const SeenResult& result) { return is_it(result.status); }) ||
         std::any_of(rows.begin(), rows.end(),
                     [&](const SeenRow& row) { return is_it(row.status); });
}

bool any_platform(const Seen& seen, std::string_view platform) {
  const auto& rows = seen.histories().rows();
  return std::any_of(rows.begin(), rows.end(), [&](const SeenRow& row) {
    const std::string_view* told = string_at(*row.value, "platform");
    return told && *told == platform;
  });
}

bool excused_by_a_variant(const SeenResult& result) {
  return result.status && *result.status == "pass" &&
         std::any_of(result.outputs.begin(), result.outputs.end(), [](const SeenOutput& output) {
           return output.status && *output.status == "diff_mismatch";
         });
}

bool any_long_list(const Seen& seen) {
  constexpr std::int64_t default_limit = 50;
  const auto is_long = [](const List& list) { return list.total().value_or(0) > default_limit; };
  const auto any_of_them = [&](std::string_view operation) {
    const auto& lists = seen.lists(operation).all();
    return std::any_of(lists.begin(), lists.end(), is_long);
  };
  return any_of_them("getErrorSummary") || any_of_them("getSampleHistory");
}

bool any_diff_of_several_hunks(const Seen& seen) {
  return std::any_of(seen.diffs().begin(), seen.diffs().end(),
                     [](const SeenDiff& diff) { return diff.hunks.size() > 1; });
}

struct Sight {
  const char* words;
  bool (*was_seen)(const Seen& seen);
};

constexpr Sight sights[] = {
    {"a list of more than 50 rows", any_long_list},
    {"a result that passed", [](const Seen& seen) { return any_status(seen, "pass"); }},
    {"a result that failed", [](const Seen& seen) { return any_status(seen, "fail"); }},
    {"a result without its output",
     [](const Seen& seen) { return any_status(seen, "missing_output"); }},
    {"a result that was not started",
     [](const Seen& seen) { return any_status(seen, "not_started"); }},
    {"a result that was skipped", [](const Seen& seen) { return any_status(seen, "skipped"); }},
    {"a result whose exit code is not the expected one",
     [](const Seen& seen) {
       return any_result(seen, [](const SeenResult& result) {
         return result.exit_code_differs().value_or(false);
       });
     }},
    {"a result that passed by an accepted variant",
     [](const Seen& seen) { return any_result(seen, excused_by_a_variant); }},
    {"an output without a baseline",
     [](const Seen& seen) { return any_output(seen, "missing_expected"); }},
    {"a diff of several hunks", any_diff_of_several_hunks},
    {"a run on linux", [](const Seen& seen) { return any_platform(seen, "linux"); }},
    {"a run on windows", [](const Seen& seen) { return any_platform(seen, "windows"); }},
};

}  // namespace

std::vector<std::string> never_seen(const Seen& seen) {
  std::vector<std::string> words;
  for (const Sight& sight : sights) {
    if (!sight.was_seen(seen)) words.emplace_back(sight.words);
  }
  return words;
}

}  // namespace sp::contract
