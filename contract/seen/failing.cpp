#include "seen/failing.h"

#include <algorithm>

#include <sp/schemas/ascii.h>

#include "seen/views.h"

namespace sp::contract {

namespace {

using schemas::Value;

// So many that a server cannot make the choice long.
constexpr std::size_t most_kept = 1000;

bool is_id(std::string_view text) { return schemas::is_digits(text) && text.front() != '0'; }

std::vector<std::string> samples_in(const Value& row) {
  std::vector<std::string> samples;
  for (const Value& id : array_at(row, "sample_ids")) {
    const auto number = integer_of(id);
    if (number && *number >= 1 && samples.size() < most_kept) {
      samples.push_back(std::to_string(*number));
    }
  }
  return samples;
}

}  // namespace

void FailingResults::note(const Value& row) {
  const std::string_view* grouping = string_at(row, "group_by");
  const std::string_view* key = string_at(row, "key");
  auto samples = samples_in(row);
  const bool names_itself = grouping && key && is_id(*key);
  if (names_itself && *grouping == "sample_id") {
    if (samples_.size() < most_kept) samples_.emplace_back(*key);
  } else if (names_itself && *grouping == "regression_id") {
    const std::string_view* severity = string_at(row, "severity");
    if (tests_.size() >= most_kept) return;
    tests_.push_back({std::string(*key),
                      samples.size() == 1 ? samples.front() : std::string(),
                      std::string(severity ? *severity : std::string_view()),
                      {}});
  } else if (!samples.empty() && grouping && *grouping != "type") {
    if (samples_.size() < most_kept) samples_.push_back(samples.front());
  } else if (!samples.empty() && types_.size() < most_kept) {
    types_.push_back({std::string(key ? *key : std::string_view()), std::move(samples)});
  }
}

// The platform writes `exit_code_mismatch:rc:1`: the kind of failure, then which one it is.
void FailingResults::note_history(const std::string& sample, const Value& row) {
  const std::string_view* signature = string_at(row, "failure_signature");
  const auto id = integer_at(row, "regression_test_id");
  if (!signature || signature->empty() || !id || *id < 1) return;
  const std::string_view kind = signature->substr(0, signature->find(':'));
  const std::string test = std::to_string(*id);
  const auto known =
      std::find_if(tests_.begin(), tests_.end(), [&](const Test& one) { return one.id == test; });
  if (known != tests_.end()) {
    if (known->sample.empty()) known->sample = sample;
    known->signature = kind;
  } else if (tests_.size() < most_kept) {
    tests_.push_back({test, sample, {}, std::string(kind)});
  }
}

// Of a sample and a test that were not chosen yet, as far as can be, and surely with an error of
// the type: what is worse than a difference is no warning, and a warning is nothing else.
const FailingResults::Test* FailingResults::best_for(const Type& type, const Chosen& known) const {
  const std::set<std::string> samples(type.samples.begin(), type.samples.end());
  const bool differs = type.name == "diff_mismatch";
  const Test* best = nullptr;
  int best_worth = 1;  // with no more than that, sample and test were chosen already
  for (const Test& test : tests_) {
    const bool warning = test.severity == "warning";
    if (!samples.contains(test.sample) || (warning && !differs)) continue;
    const int worth = (test.shows(type.name) ? 8 : 0) +
                      (known.samples.contains(test.sample) ? 0 : 4) +
                      (known.tests.contains(test.id) ? 0 : 2) + (warning == differs ? 1 : 0);
    if (worth <= best_worth) continue;
    best = &test;
    best_worth = worth;
  }
  return best;
}

// For a type whose first sample was chosen for another one. Nothing when no other shows it.
std::optional<Subjects::Result> FailingResults::other_for(const Type& type,
                                                          const Chosen& known) const {
  if (const Test* test = best_for(type, known)) return Subjects::Result{{}, test->sample, test->id};
  const auto sample =
      std::find_if(type.samples.begin(), type.samples.end(),
                   [&](const std::string& one) { return !known.samples.contains(one); });
  if (!tests_.empty() || sample == type.samples.end()) return std::nullopt;
  return Subjects::Result{{}, *sample, {}};
}

bool FailingResults::shown(const std::string& kind, const Chosen& known) const {
  return std::any_of(tests_.begin(), tests_.end(), [&](const Test& test) {
    return test.shows(kind) && known.tests.contains(test.id);
  });
}

std::vector<Subjects::Result> FailingResults::chosen(const std::string& run) const {
  std::vector<Subjects::Result> results;
  std::vector<const Type*> left;
  Chosen known;
  const auto choose = [&](const Subjects::Result& result) {
    known.samples.insert(result.sample_id);
    known.tests.insert(result.regression_id);
    return Subjects::Result{run, result.sample_id, result.regression_id};
  };
  for (const Type& type : types_) {
    const std::string& sample = type.samples[turn_ % type.samples.size()];
    if (known.samples.contains(sample)) {
      left.push_back(&type);
      continue;
    }
    const Test* test = best_for({type.name, {sample}}, known);
    results.push_back(choose({{}, sample, test ? test->id : std::string()}));
  }
  std::vector<Subjects::Result> more;
  for (const Type* type : left) {
    if (const auto other = other_for(*type, known)) more.push_back(choose(*other));
  }
  for (const Test& test : tests_) {
    if (!test.signature.empty() && !shown(test.signature, known))
      more.push_back(choose({{}, test.sample, test.id}));
  }
  // They stand behind the first samples, whose histories are asked for as well.
  const auto place = std::max(results.size(), max_histories);
  for (const std::string& sample : samples_) results.push_back({run, sample, {}});
  for (const Test& test : tests_) results.push_back({run, test.sample, test.id});
  results.insert(results.begin() + static_cast<std::ptrdiff_t>(std::min(place, results.size())),
                 more.begin(), more.end());
  return results;
}

}  // namespace sp::contract
