#include "seen/subjects.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "exchange/transcript.h"
#include "seen/failing.h"
#include "seen/filter_choice.h"
#include "seen/named_ids.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

using schemas::Value;

// More than are asked about: several may be of one sample.
constexpr std::size_t most_failing_kept = 8;

// Of runs, and of outputs; an answer may name any number.
constexpr std::size_t most_known = 200;

// Rows of histories that a result of another run is chosen from.
constexpr std::size_t most_rows_elsewhere = 1000;

// How many rows all pages of a list have together, by a page that was asked for without an
// offset; nothing where it does not tell.
std::optional<std::int64_t> rows_of_all_pages(const Exchange& exchange, const Value& body) {
  const Pagination told = pagination_of(body);
  const auto shown = static_cast<std::int64_t>(array_at(body, "data").size());
  if (told.total) return told.total;
  const bool first = asked(exchange, "offset").empty();
  return first && told.ends_at(shown) ? std::optional(shown) : std::nullopt;
}

// What is learned from the answers so far.
class Learner {
 public:
  Learner(const Target& target, std::uint64_t turn) : target_(target), named_(target) {
    subjects_.turn = turn;
    for (const std::int64_t id : target.run_ids) subjects_.runs.push_back(std::to_string(id));
    if (!target.run_ids.empty() && (target.sample_id || target.regression_id)) {
      subjects_.failing.push_back(
          {subjects_.runs.front(), id_text(target.sample_id), id_text(target.regression_id)});
    }
  }

  Subjects learned(const Transcript& transcript) {
    learn_failing(transcript);
    bool found = false;
    std::vector<const Exchange*> of_others;
    for (const Exchange& exchange : transcript.exchanges()) {
      const Value* body = exchange.answered(200);
      if (body) named_.note(exchange, *body);
      if (!body || exchange.expectation != Expectation::success || exchange.repeats) continue;
      const std::string& operation = exchange.request.operation;
      if (operation == "getErrorSummary") learn_error_buckets(exchange, *body);
      if (operation == "getSampleHistory") learn_history(exchange, *body);
      if (operation != "getRunSample") continue;
      if (is_of_another(exchange, *body)) {
        of_others.push_back(&exchange);
      } else {
        learn_result(exchange, *body);
        found = true;
      }
    }
    if (found) of_others.clear();
    for (const Exchange* exchange : of_others) learn_result(*exchange, *exchange->answered(200));
    add_named_output();
    learn_absent();
    choose_elsewhere();
    choose_outputs();
    subjects_.unknown = named_.none_of_them();
    return std::move(subjects_);
  }

 private:
  void add_failing(Subjects::Result result) {
    const auto same = [](const std::string& a, const std::string& b) {
      return a.empty() || b.empty() || a == b;
    };
    for (Subjects::Result& known : subjects_.failing) {
      if (!same(known.sample_id, result.sample_id) ||
          !same(known.regression_id, result.regression_id)) {
        continue;
      }
      if (known.sample_id.empty() && known.regression_id.empty()) continue;
      // Half a name may be completed by a result that was seen, never by a guess.
      if (!result.sample_id.empty() && !result.regression_id.empty()) known = result;
      if (known.sample_id == result.sample_id || known.regression_id == result.regression_id) {
        return;
      }
    }
    if (subjects_.failing.size() < most_failing_kept)
      subjects_.failing.push_back(std::move(result));
  }

  // By all error summaries of the run, and what histories say of it, before any of its results.
  void learn_failing(const Transcript& transcript) {
    FailingResults failing(subjects_.turn);
    if (subjects_.runs.empty()) return;  // none is found yet
    const std::string run = subjects_.runs.front();
    const auto for_each_row = [&](std::string_view operation, const auto& note) {
      for (const Exchange& exchange : transcript.exchanges()) {
        const Value* body = exchange.answered(200);
        const bool told = body && exchange.request.operation == operation &&
                          exchange.expectation == Expectation::success && !exchange.repeats;
        if (!told) continue;
        for (const Value& row : array_at(*body, "data")) note(exchange, row);
      }
    };
    for_each_row("getErrorSummary", [&](const Exchange& exchange, const Value& row) {
      if (asked(exchange, "run_id") == run) failing.note(row);
    });
    for_each_row("getSampleHistory", [&](const Exchange& exchange, const Value& row) {
      if (id_text(integer_at(row, "run_id")) != run) return;
      failing.note_history(asked(exchange, "sample_id"), row);
    });
    for (Subjects::Result& result : failing.chosen(run)) add_failing(std::move(result));
  }

  void learn_error_buckets(const Exchange& exchange, const Value& body) {
    if (asked(exchange, "run_id") != subjects_.runs.front()) return;
    if (!asked(exchange, "severity").empty() || asked(exchange, "group_by") != "sample_id") return;
    if (const auto rows = rows_of_all_pages(exchange, body)) subjects_.error_buckets = rows;
  }

  static std::optional<std::int64_t> test_of(const Value& body) {
    const auto id = integer_at(body, "regression_id");
    return id ? id : integer_at(body, "regression_test_id");
  }

  // Whether it is another result than was asked for: by the path of one revision, the other one
  // finds what happens to have that number. It is no more than better than nothing.
  static bool is_of_another(const Exchange& exchange, const Value& body) {
    const auto differs = [&](std::string_view name, std::optional<std::int64_t> answered) {
      const std::string* value = exchange.request.value(name);
      return value && answered && *value != id_text(answered);
    };
    return differs("sample_id", integer_at(body, "sample_id")) ||
           differs("regression_test_id", test_of(body));
  }

  void learn_result(const Exchange& exchange, const Value& body) {
    const std::string run = asked(exchange, "run_id");
    const std::string answered_sample = id_text(integer_at(body, "sample_id"));
    const Subjects::Result result{
        run, answered_sample.empty() ? asked(exchange, "sample_id") : answered_sample,
        id_text(test_of(body))};
    const std::string_view* status = string_at(body, "status");
    if (status && *status == "pass" && subjects_.passing.size() < max_passing) {
      subjects_.passing.push_back(result);
    }
    if (run == subjects_.runs.front()) add_failing(result);
    const bool wanted =
        !target_.regression_id || id_text(target_.regression_id) == result.regression_id;
    if (result.regression_id.empty() || result.sample_id.empty() || !wanted) return;
    for (const Value& output : array_at(body, "outputs")) learn_output(result, output);
  }

  void learn_output(const Subjects::Result& result, const Value& value) {
    const std::string id = id_text(integer_at(value, "output_id"));
    const std::string_view* status = string_at(value, "status");
    if (id.empty()) return;
    const bool differs = status && (*status == "diff_mismatch" || *status == "fail");
    const Subjects::Output output{result.run_id,
                                  result.sample_id,
                                  result.regression_id,
                                  id,
                                  differs,
                                  std::string(status ? *status : std::string_view())};
    auto& outputs = subjects_.outputs;
    // The same result may be known by two paths.
    if (outputs.size() >= most_known ||
        std::find(outputs.begin(), outputs.end(), output) != outputs.end()) {
      return;
    }
    const auto place = std::find_if(outputs.begin(), outputs.end(),
                                    [](const auto& known) { return !known.differs; });
    outputs.insert(differs ? place : outputs.end(), output);
  }

  void learn_history(const Exchange& exchange, const Value& body) {
    const std::string sample = asked(exchange, "sample_id");
    const bool whole = exchange.request.values.size() == 1;  // nothing but the sample
    std::vector<schemas::Instant> tested;
    for (const Value& row : array_at(body, "data")) {
      const auto run = id_text(integer_at(row, "run_id"));
      const auto test = id_text(integer_at(row, "regression_test_id"));
      if (run.empty() || test.empty()) continue;
      learn_row({run, sample, test}, row);
      if (whole) note_elsewhere({run, sample, test}, row);
      const std::string_view* text = string_at(row, "tested_at");
      const auto at = text ? schemas::parse_date_time(*text) : std::nullopt;
      if (at) tested.push_back(*at);
    }
    if (whole && !subjects_.history_rows) {
      subjects_.history_rows = rows_of_all_pages(exchange, body);
      subjects_.inside_runs = inside_runs(array_at(body, "data"));
      const Marks marks = marks_to_filter_by(array_at(body, "data"));
      subjects_.branch = marks.branch;
      subjects_.platform = marks.platform;
    }
    if (whole && !subjects_.between) {
      subjects_.between = middle_of(tested);
      subjects_.tested = last_until(tested, subjects_.between);
    }
    const auto rows = static_cast<std::int64_t>(array_at(body, "data").size());
    if (whole && rows > 0 && rows_of_all_pages(exchange, body) == rows) {
      learn_whole(sample, array_at(body, "data"));
      if (!subjects_.skipped) learn_skipped(sample, array_at(body, "data"));
    }
  }

  void learn_whole(const std::string& sample, const schemas::Array& rows) {
    History& history = histories_[sample];
    for (const Value& row : rows) {
      history.runs.insert(id_text(integer_at(row, "run_id")));
      history.test = id_text(integer_at(row, "regression_test_id"));
    }
  }

  // The newest that are lacking, a few of them: each is asked about alone.
  void learn_skipped(const std::string& sample, const schemas::Array& rows) {
    constexpr std::size_t most = 7;
    std::set<std::int64_t> runs;
    for (const Value& row : rows) {
      if (const auto run = integer_at(row, "run_id"); run && *run >= 1) runs.insert(*run);
    }
    if (runs.empty() || *runs.rbegin() >= largest_id) return;
    std::vector<std::int64_t> lacking;
    for (auto run = *runs.rbegin() + 1; run >= *runs.begin() && lacking.size() < most; --run) {
      if (!runs.contains(run)) lacking.push_back(run);
    }
    // The one behind all of them is the least likely to be there.
    std::rotate(lacking.begin(), lacking.begin() + 1, lacking.end());
    subjects_.skipped =
        Subjects::Result{std::to_string(lacking[subjects_.turn % lacking.size()]), sample,
                         id_text(integer_at(rows.front(), "regression_test_id"))};
  }

  void learn_absent() {
    for (const auto& [sample, history] : histories_) {
      for (const auto& [other, others] : histories_) {
        for (const std::string& run : others.runs) {
          if (history.runs.contains(run) || run.empty()) continue;
          subjects_.absent = Subjects::Result{run, sample, history.test};
          return;
        }
      }
    }
  }

  // Each row once: filtered histories show it again.
  void note_elsewhere(const Subjects::Result& result, const Value& row) {
    if (result.run_id == subjects_.runs.front() || rows_elsewhere_.size() >= most_rows_elsewhere ||
        !rows_elsewhere_.emplace(result.run_id, result.regression_id).second) {
      return;
    }
    Elsewhere& known = elsewhere_[kind_of_row(row)];
    if (known.count++ == 0) known.first = result;
  }

  void choose_elsewhere() {
    std::vector<const Elsewhere*> kinds;
    for (const auto& [kind, rows] : elsewhere_) kinds.push_back(&rows);
    if (kinds.empty()) return;
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto* a, const auto* b) { return a->count < b->count; });
    subjects_.elsewhere = kinds[subjects_.turn % kinds.size()]->first;
  }

  void learn_row(const Subjects::Result& result, const Value& row) {
    auto& runs = subjects_.runs;
    if (runs.size() < most_known &&
        std::find(runs.begin(), runs.end(), result.run_id) == runs.end()) {
      runs.push_back(result.run_id);
    }
    const std::string_view* status = string_at(row, "status");
    if (status && *status == "pass" && subjects_.passing.size() < max_passing) {
      subjects_.passing.push_back(result);
    }
    subjects_.tests.try_emplace(result.sample_id, result.regression_id);
    if (!subjects_.branch.empty()) return;
    const std::string_view* branch = string_at(row, "branch");
    const std::string_view* platform = string_at(row, "platform");
    // What is longer cannot be asked for.
    constexpr std::size_t longest = 100;
    if (branch && branch->size() <= longest) subjects_.branch = *branch;
    if (platform && platform->size() <= longest) subjects_.platform = *platform;
  }

  // Between two different times, as near to the middle of the rows as can be; after the only
  // one when there is but one.
  static std::optional<schemas::Instant> middle_of(std::vector<schemas::Instant> times) {
    if (times.empty()) return std::nullopt;
    std::sort(times.begin(), times.end());
    const auto middle = times[(times.size() - 1) / 2];
    const auto later = std::upper_bound(times.begin(), times.end(), middle);
    if (later != times.end()) return middle + (*later - middle) / 2;
    const auto earlier = std::lower_bound(times.begin(), times.end(), middle);
    if (earlier != times.begin()) return *std::prev(earlier) + (middle - *std::prev(earlier)) / 2;
    return middle + std::chrono::hours(24);
  }

  static std::optional<schemas::Instant> last_until(const std::vector<schemas::Instant>& times,
                                                    std::optional<schemas::Instant> bound) {
    std::optional<schemas::Instant> last;
    for (const schemas::Instant time : times) {
      if (bound && time <= *bound && (!last || time > *last)) last = time;
    }
    return last;
  }

  // One that differs, where there is one, and one of another regression test, from turn to turn of
  // another kind: both are of the same test where no other was seen.
  void choose_outputs() {
    auto& outputs = subjects_.outputs;
    if (outputs.size() <= max_outputs) return;
    const auto is_other = [&](const Subjects::Output& output) {
      return output.regression_id != outputs.front().regression_id;
    };
    // What tells kinds of outputs apart: the status, and whether it is of another run.
    const auto kind_of_output = [&](const Subjects::Output& output) {
      return std::pair(output.run_id != outputs.front().run_id, output.status);
    };
    std::vector<std::pair<bool, std::string>> kinds;  // of those to choose from, each once
    const bool any_other = std::any_of(outputs.begin() + 1, outputs.end(), is_other);
    for (auto output = outputs.begin() + 1; output != outputs.end(); ++output) {
      const auto kind = kind_of_output(*output);
      const bool known = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
      if (!known && (is_other(*output) || !any_other)) kinds.push_back(kind);
    }
    const auto& kind = kinds[subjects_.turn % kinds.size()];
    const auto other = std::find_if(outputs.begin() + 1, outputs.end(), [&](const auto& output) {
      return kind_of_output(output) == kind && (is_other(output) || !any_other);
    });
    std::iter_swap(outputs.begin() + 1, other);
    outputs.resize(max_outputs);
  }

  void add_named_output() {
    if (!target_.output_id || !target_.regression_id || subjects_.failing.empty()) return;
    const Subjects::Result& named = subjects_.failing.front();
    if (named.sample_id.empty()) return;
    const Subjects::Output output{named.run_id, named.sample_id, id_text(target_.regression_id),
                                  id_text(target_.output_id), true};
    subjects_.outputs.insert(subjects_.outputs.begin(), output);
  }

  // Rows of one kind: the first, and how many.
  struct Elsewhere {
    Subjects::Result first;
    std::size_t count = 0;
  };

  // All runs that have a result of a sample, and one of its tests.
  struct History {
    std::set<std::string> runs;
    std::string test;
  };

  const Target& target_;
  Subjects subjects_;
  NamedIds named_;
  std::map<std::string, History> histories_;                      // by sample
  std::map<std::string, Elsewhere> elsewhere_;                    // by kind
  std::set<std::pair<std::string, std::string>> rows_elsewhere_;  // by run and regression test
};

}  // namespace

Subjects learn(const Target& target, const Transcript& transcript, std::uint64_t turn) {
  return Learner(target, turn).learned(transcript);
}

}  // namespace sp::contract
