// Warnings of runs whose times cannot all be true, at the beginning or later in a time line.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenario/fields.h"
#include "scenario/warnings.h"

namespace sp::mock {

namespace {

using schemas::Value;

constexpr std::string_view told_members[] = {"state", "created_at", "started_at", "completed_at"};

// What is said of a run at some time, and where it says so.
class ToldRun {
 public:
  ToldRun(const Value& run, const std::string& pointer) { take(run, pointer); }

  // `object` is the run or a later entry of its time line.
  void take(const Value& object, const std::string& pointer) {
    for (const std::string_view member : told_members) {
      if (object.find(member)) places_[member] = {&object, pointer};
    }
  }

  void warn_of_order(Warnings& warnings) {
    warn_of_order("started_at", "created_at", "the run started before it was created", warnings);
    warn_of_order("completed_at", "created_at", "the run completed before it was created",
                  warnings);
    warn_of_order("completed_at", "started_at", "the run completed before it started", warnings);
  }

  // A run that waits has not begun, and one that is not over has no end.
  void warn_of_state(Warnings& warnings) {
    const std::string state = text("state");
    const bool waits = state == "queued";
    if (!waits && state != "preparation" && state != "testing") return;
    if (waits) warn_of_time("started_at", state, warnings);
    warn_of_time("completed_at", state, warnings);
  }

 private:
  struct Place {
    const Value* object;
    std::string pointer;
  };

  std::string text(std::string_view member) const {
    const auto place = places_.find(member);
    return place == places_.end() ? "" : text_field(*place->second.object, member).value_or("");
  }

  void warn_of_order(std::string_view later, std::string_view earlier, std::string_view what,
                     Warnings& warnings) {
    const auto end = schemas::parse_date_time(text(later));
    const auto begin = schemas::parse_date_time(text(earlier));
    if (!end || !begin || *end >= *begin) return;
    warn(later, fmt::format("{} ({} is {}): correct one of the two", what, earlier, text(earlier)),
         warnings);
  }

  void warn_of_time(std::string_view member, const std::string& state, Warnings& warnings) {
    if (text(member).empty()) return;
    warn(member,
         fmt::format("a run in state {} has no {} yet: leave it out or set it to null, or change "
                     "the state",
                     state, member),
         warnings);
  }

  // Once, though it may be so for several entries of the time line.
  void warn(std::string_view member, std::string warning, Warnings& warnings) {
    const Place& place = places_.at(member);
    if (!told_.insert({place.object, warning}).second) return;
    warnings.add_member(*place.object, place.pointer, member, std::move(warning));
  }

  std::map<std::string_view, Place> places_;
  std::set<std::pair<const Value*, std::string>> told_;
};

void warn_of_run(const Value& run, const std::string& pointer, Warnings& warnings) {
  ToldRun told(run, pointer);
  told.warn_of_order(warnings);
  told.warn_of_state(warnings);
  const schemas::Array& timeline = list_field(run, "timeline");
  std::vector<std::size_t> order(timeline.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {},
                           [&](std::size_t i) { return integer_field(timeline[i], "at_seconds"); });
  for (const std::size_t i : order) {
    told.take(timeline[i], fmt::format("{}/timeline/{}", pointer, i));
    told.warn_of_order(warnings);
    told.warn_of_state(warnings);
  }
}

}  // namespace

void warn_of_runs(const Value& root, Warnings& warnings) {
  const schemas::Array& runs = list_field(root, "runs");
  for (std::size_t i = 0; i < runs.size(); ++i) {
    warn_of_run(runs[i], fmt::format("/runs/{}", i), warnings);
  }
}

}  // namespace sp::mock
