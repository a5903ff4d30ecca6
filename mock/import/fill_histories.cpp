// Histories of which only some pages were seen: their totals count rows that nobody showed. Results
// are made up for these, in runs that are known as far as there are any, in the order of the list:
//
//     offset 0     run 90, test 11        offsets 1 and 2 are not shown: results of test 11 in two
//     offset 3     run 70, test 11        of the runs 89 to 71
#include <algorithm>
#include <limits>

#include "import/learn.h"
#include "import/world_maker.h"

namespace sp::mock {

// How many of the rows that are made up have which value, as the totals of filtered lists tell it.
class HistoryShares {
 public:
  void add(const std::string& value, std::int64_t how_many) { left_.emplace_back(value, how_many); }
  // The rest of so many rows has another value, which is the empty one here.
  void add_rest(std::int64_t all) {
    if (left_.empty()) return;
    for (const auto& [value, how_many] : left_) all -= how_many;
    left_.emplace_back("", all);
  }

  // The value of the next row: that of which the most are left. Nothing if no list tells one.
  std::optional<std::string> next() {
    const auto most =
        std::ranges::max_element(left_, {}, &std::pair<std::string, std::int64_t>::second);
    if (most == left_.end()) return std::nullopt;
    --most->second;
    return most->first;
  }
  bool tells(const std::string& value) const {
    return std::ranges::any_of(left_, [&](const auto& row) { return row.first == value; });
  }

 private:
  std::vector<std::pair<std::string, std::int64_t>> left_;
};

namespace {

constexpr std::size_t most_made_up = 30'000;  // rows in all

bool is_before(const KnownRow& a, const KnownRow& b) {
  return a.run != b.run ? a.run > b.run : a.test < b.test;
}

}  // namespace

// Fills the gaps of one list.
class WorldMaker::HistoryFilling {
 public:
  HistoryFilling(WorldMaker& maker, const KnownHistory& list) : maker_(maker), list_(list) {
    for (const auto& [test, sample] : maker.sample_of_) {
      if (sample == list.sample && (!list.test || *list.test == test)) tests_.push_back(test);
    }
    for (const KnownHistory& other : maker.known_.histories) {
      const bool is_filtered =
          other.sample == list.sample && other.test == list.test && other.filters.size() == 1;
      if (is_filtered) take_shares(other);
    }
    const std::int64_t untold =
        list.total - shown([](const KnownRun&, const Draft&) { return true; });
    for (HistoryShares* shares : {&statuses_, &platforms_, &branches_}) shares->add_rest(untold);
  }

  void fill(std::size_t& budget) {
    if (tests_.empty()) return;
    KnownRow before{std::numeric_limits<Id>::max(), 0};
    std::int64_t next = 0;
    for (const auto& [offset, row] : list_.rows) {
      fill_gap(before, row, offset - next, budget);
      before = row;
      next = offset + 1;
    }
    fill_gap(before, {0, 0}, list_.total - next, budget);
  }

 private:
  // How many of the list's results are known, of those that fulfil the condition.
  template <class Condition>
  std::int64_t shown(const Condition& condition) const {
    std::int64_t shown = 0;
    for (const DraftedRun& run : maker_.runs_) {
      for (const Id test : tests_) {
        const auto& results = run.stages.back().results;
        const auto result = results.find(test);
        if (result == results.end()) continue;
        shown += condition(maker_.known_.runs.at(run.id), result->second.draft);
      }
    }
    return shown;
  }

  void take_shares(const KnownHistory& filtered) {
    const std::string& name = filtered.filters.begin()->first;
    const std::string& value = filtered.filters.begin()->second;
    HistoryShares& shares = name == "platform" ? platforms_
                            : name == "branch" ? branches_
                                               : statuses_;
    shares.add(value, filtered.total - shown([&](const KnownRun& run, const Draft& draft) {
                        return name == "platform" ? in_words(run.platform.value) == value
                               : name == "branch" ? run.branch.value.value_or(std::nullopt) == value
                                                  : in_words(draft.status) == value;
                      }));
  }

  // Rows between two that were seen. Those that other answers show are among them.
  void fill_gap(const KnownRow& before, const KnownRow& behind, std::int64_t how_many,
                std::size_t& budget) {
    if (how_many <= 0) return;
    std::vector<KnownRow> free;
    for (auto run = maker_.runs_.rbegin(); run != maker_.runs_.rend(); ++run) {
      const DraftedStage& stage = run->stages.back();
      for (const Id test : tests_) {
        const KnownRow row{run->id, test};
        if (!is_before(before, row) || !is_before(row, behind)) continue;
        if (stage.results.contains(test)) {
          --how_many;
        } else if (!stage.known->results.contains(test) && !stage.known->counts.total) {
          free.push_back(row);
        }
      }
    }
    for (const KnownRow& row : free) {
      if (how_many <= 0 || budget == 0) return;
      make_up(row, how_many, budget);
    }
    const Id highest =
        before.run == std::numeric_limits<Id>::max()
            ? behind.run + static_cast<Id>(std::min<std::int64_t>(how_many, most_made_up)) + 1
            : before.run;
    for (Id id = highest - 1; id > behind.run; --id) {
      if (maker_.known_.runs.contains(id) || maker_.known_.named_runs.contains(id)) continue;
      for (const Id test : tests_) {
        if (how_many <= 0 || budget == 0) return;
        make_up({id, test}, how_many, budget);
      }
    }
  }

  void make_up(const KnownRow& row, std::int64_t& how_many, std::size_t& budget) {
    const auto [place, is_new] = maker_.known_.runs.try_emplace(row.run);
    KnownRun& run = place->second;
    maker_.refilled_.insert(row.run);
    if (is_new) {
      maker_.made_up_runs_.insert(row.run);
      const std::string branch = branches_.next().value_or("");
      run.branch.value = branch.empty() ? std::nullopt : std::optional(branch);
    }
    if (!run.platform) {
      const std::string other = platforms_.tells("linux") ? "windows" : "linux";
      const std::string platform = platforms_.next().value_or("");
      run.platform.value =
          (platform.empty() ? other : platform) == "windows" ? Platform::windows : Platform::linux;
    }
    run.stages.back().results[row.test].status.value = status_of_next(run.stages.back());
    --how_many;
    --budget;
  }

  ResultStatus status_of_next(KnownStage& stage) {
    const auto other = statuses_.tells("pass") ? ResultStatus::fail : ResultStatus::pass;
    if (!list_.is_by_run) return result_status_named(statuses_.next()).value_or(other);
    // One result that fails makes the run fail.
    if (stage.status) return ResultStatus::pass;
    const auto status = result_status_named(statuses_.next()).value_or(other);
    if (statuses_.tells("")) {
      stage.status.value = status == ResultStatus::pass ? RunStatus::pass : RunStatus::fail;
    }
    return status;
  }

  WorldMaker& maker_;
  const KnownHistory& list_;
  std::vector<Id> tests_;
  HistoryShares statuses_;
  HistoryShares platforms_;
  HistoryShares branches_;
};

// Drafts the runs anew that a list got rows in.
void WorldMaker::draft_refilled() {
  for (const Id id : refilled_) {
    auto drafted = std::ranges::lower_bound(runs_, id, {}, &DraftedRun::id);
    if (drafted == runs_.end() || drafted->id != id) drafted = runs_.insert(drafted, {.id = id});
    drafted->stages.clear();
    for (const KnownStage& stage : known_.runs.at(id).stages) {
      drafted->stages.push_back(draft(id, stage));
    }
  }
  refilled_.clear();
}

void WorldMaker::fill_histories() {
  std::size_t budget = most_made_up;
  for (const KnownHistory& list : known_.histories) {
    if (!list.filters.empty()) continue;
    HistoryFilling(*this, list).fill(budget);
    draft_refilled();
  }
  for (const auto& [id, run] : known_.runs) {
    const auto& told = run.stages.back().reported_at.value;
    if (told && *told) reported_.emplace(id, **told);
  }
  for (const Id id : made_up_runs_) {
    known_.runs.at(id).stages.back().reported_at.value = reported_about(id);
  }
}

namespace {

// An hour for each id, but no more than ten years: an id may be as far off as there are ids.
std::chrono::hours hours_between(Id before, Id after) {
  constexpr std::int64_t ten_years = std::int64_t{24} * 3653;
  return std::chrono::hours(std::min<std::int64_t>(after - before, ten_years));
}

}  // namespace

// When a run of that id may have reported: between those that were created before and after it.
std::optional<Instant> WorldMaker::reported_about(Id id) const {
  if (reported_.empty()) return std::nullopt;
  const auto next = reported_.lower_bound(id);
  if (next == reported_.begin()) return next->second - hours_between(id, next->first);
  const auto& [first, from] = *std::prev(next);
  if (next == reported_.end()) return from + hours_between(first, id);
  const auto share = static_cast<double>(id - first) / static_cast<double>(next->first - first);
  const auto since = std::chrono::duration<double, std::micro>(next->second - from) * share;
  return std::chrono::floor<std::chrono::seconds>(
      from + std::chrono::duration_cast<std::chrono::microseconds>(since));
}

}  // namespace sp::mock
