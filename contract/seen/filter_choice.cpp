#include "seen/filter_choice.h"

#include <map>
#include <set>
#include <string_view>

#include "seen/views.h"

namespace sp::contract {

namespace {

// Calls `visit` with branch and platform of each row that has both.
template <class Visit>
void for_each_marked(const schemas::Array& rows, const Visit& visit) {
  for (const schemas::Value& row : rows) {
    const std::string_view* branch = string_at(row, "branch");
    const std::string_view* platform = string_at(row, "platform");
    if (branch && platform) visit(*branch, *platform);
  }
}

}  // namespace

std::vector<std::int64_t> inside_runs(const schemas::Array& rows) {
  std::vector<std::int64_t> places;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto run = integer_at(rows[i], "run_id");
    if (run && run == integer_at(rows[i - 1], "run_id")) {
      places.push_back(static_cast<std::int64_t>(i));
    }
  }
  return places;
}

Marks marks_to_filter_by(const schemas::Array& rows) {
  std::map<std::string_view, std::set<std::string_view>> platforms;  // by branch
  std::map<std::string_view, std::set<std::string_view>> branches;   // by platform
  for_each_marked(rows, [&](std::string_view branch, std::string_view platform) {
    platforms[branch].insert(platform);
    branches[platform].insert(branch);
  });
  Marks best;
  int most = 0;
  for_each_marked(rows, [&](std::string_view branch, std::string_view platform) {
    const int shared =
        (platforms[branch].size() > 1 ? 1 : 0) + (branches[platform].size() > 1 ? 1 : 0);
    if (shared <= most) return;
    most = shared;
    best = {std::string(branch), std::string(platform)};
  });
  return best;
}

}  // namespace sp::contract
