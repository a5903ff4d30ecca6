// The categories of regression tests, as far as results do not tell them: error summaries by
// category count the errors of each category's tests.
//
//     run 7:  test 11 has 2 errors, test 12 has 1; categories: DVB 3, Teletext 1
//             DVB is of both, because only both have 3 errors; Teletext is of 12
#include <algorithm>

#include "import/world_maker.h"

namespace sp::mock {

namespace {

// What one bucket says: the tests that may be of its category, with their errors.
struct CategoryCount {
  std::string category;
  std::int64_t count;
  std::map<Id, int> errors;  // by regression test
  // Tests with an error that is more than a warning, if one of those is of the category.
  std::set<Id> severe;
};

class CategoryPuzzle {
 public:
  void add(CategoryCount count) { counts_.push_back(std::move(count)); }
  // A test is of the category, or is not.
  void settle(Id test, const std::string& category, bool is_of) {
    settled_.try_emplace({test, category}, is_of);
  }

  // Settles what follows; then what may be, one by one: first the tests that are of no category
  // yet.
  void solve() {
    while (follow()) continue;
    for (const CategoryCount& count : counts_) {
      const bool has_severe =
          std::ranges::any_of(count.severe, [&](Id test) { return is_of(test, count.category); });
      if (!has_severe) choose(count, [&](Id test) { return count.severe.contains(test); });
    }
    for (const CategoryCount& count : counts_) {
      choose(count, [&](Id test) { return !has_category(test); });
    }
    for (const CategoryCount& count : counts_) {
      choose(count, [](Id) { return true; });
    }
  }

  bool is_of(Id test, const std::string& category) const {
    const auto found = settled_.find({test, category});
    return found != settled_.end() && found->second;
  }

  // In the order of the buckets.
  std::vector<std::string> categories_of(Id test) const {
    std::vector<std::string> categories;
    for (const CategoryCount& count : counts_) {
      const bool known = std::ranges::find(categories, count.category) != categories.end();
      if (!known && is_of(test, count.category)) categories.push_back(count.category);
    }
    return categories;
  }

 private:
  template <class Condition>
  void choose(const CategoryCount& count, const Condition& may) {
    for (const auto& [test, errors] : count.errors) {
      if (settled_.contains({test, count.category}) || errors > left(count) || !may(test)) continue;
      settle(test, count.category, true);
      while (follow()) continue;
    }
  }

  bool has_category(Id test) const {
    return std::ranges::any_of(
        settled_, [&](const auto& row) { return row.first.first == test && row.second; });
  }

  // The errors that the tests which are of the category do not account for.
  std::int64_t left(const CategoryCount& count) const {
    std::int64_t left = count.count;
    for (const auto& [test, errors] : count.errors) {
      if (is_of(test, count.category)) left -= errors;
    }
    return left;
  }

  // Settles what follows from the counts; whether anything did.
  bool follow() {
    bool any = false;
    for (const CategoryCount& count : counts_) {
      const std::int64_t lacking = left(count);
      std::int64_t possible = 0;
      std::vector<Id> open;
      for (const auto& [test, errors] : count.errors) {
        if (settled_.contains({test, count.category})) continue;
        if (errors > lacking) {
          settle(test, count.category, false);
          any = true;
        } else {
          open.push_back(test);
          possible += errors;
        }
      }
      if (open.empty() || possible != lacking) continue;
      for (const Id test : open) settle(test, count.category, true);
      any = true;
    }
    return any;
  }

  std::vector<CategoryCount> counts_;
  std::map<std::pair<Id, std::string>, bool> settled_;
};

// More would be a puzzle that nobody waits for.
constexpr std::size_t most_buckets = 400;

}  // namespace

void WorldMaker::make_categories() {
  CategoryPuzzle puzzle;
  std::set<std::string> categories;
  std::size_t buckets = 0;
  for (const DraftedRun& run : runs_) {
    for (const DraftedStage& stage : run.stages) {
      const KnownBuckets& list = stage.known->buckets[static_cast<std::size_t>(Grouping::category)];
      buckets += list.rows.size();
      if (buckets > most_buckets) return;
      for (const auto& [offset, bucket] : list.rows) {
        CategoryCount count{bucket.key, bucket.count, {}, {}};
        for (const auto& [test, result] : stage.results) {
          const DraftErrors& errors = result.draft.errors;
          if (errors.all() == 0) continue;
          const bool is_severe = errors.exit_code + errors.missing > 0;
          const bool is_too_severe = is_severe && bucket.severity <= Severity::warning;
          if (is_severe && !is_too_severe) count.severe.insert(test);
          const bool is_named =
              std::ranges::find(bucket.sample_ids, sample_of_.at(test)) != bucket.sample_ids.end();
          count.errors.emplace(test, errors.all());
          if (is_too_severe || !is_named) puzzle.settle(test, bucket.key, false);
        }
        categories.insert(bucket.key);
        puzzle.add(std::move(count));
      }
      if (!list.whole()) continue;
      for (const auto& [test, result] : stage.results) {
        if (result.draft.errors.all() > 0) lists_of_[test].push_back(&list);
      }
    }
  }
  for (const auto& [test, known] : known_.tests) {
    for (const std::string& category : categories) {
      const bool is_first = known.first_category.value == category;
      const bool is_told = known.categories && std::ranges::find(*known.categories, category) !=
                                                   known.categories->end();
      if (is_first || is_told) puzzle.settle(test, category, true);
      const bool is_lacking = known.categories && !is_told;
      if (is_lacking || !may_be_of(test, category)) puzzle.settle(test, category, false);
    }
  }
  puzzle.solve();
  for (const auto& [test, known] : known_.tests) {
    if (!known.categories) more_categories_[test] = puzzle.categories_of(test);
  }
}

// A run whose list of categories lacks one has no failing test of it.
bool WorldMaker::may_be_of(Id test, const std::string& category) const {
  const auto lists = lists_of_.find(test);
  return lists == lists_of_.end() ||
         std::ranges::all_of(lists->second, [&](const KnownBuckets* list) {
           return std::ranges::any_of(list->rows,
                                      [&](const auto& row) { return row.second.key == category; });
         });
}

// Beside the first category of a test, those of error summaries that count its errors.
std::vector<std::string> WorldMaker::shown_categories(Id test) const {
  constexpr std::size_t most_categories = 50;
  std::vector<std::string> categories;
  const auto& first = known_.tests.at(test).first_category;
  if (first && !first->empty()) categories.push_back(*first);
  const auto more = more_categories_.find(test);
  if (more == more_categories_.end()) return categories;
  for (const std::string& category : more->second) {
    const bool is_new = std::ranges::find(categories, category) == categories.end();
    if (is_new && !category.empty() && categories.size() < most_categories) {
      categories.push_back(category);
    }
  }
  return categories;
}

}  // namespace sp::mock
