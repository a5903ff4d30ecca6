// What is asked beyond the plan, where the rate limit is to be used up anyway or the budget leaves
// something: what answers name and nobody has asked about (seen/unexplored.h). Each answer names
// more:
//   history of a sample  ->  results of other runs  ->  diffs of their outputs
//                        ->  summaries and errors of these runs
#include <algorithm>
#include <optional>
#include <utility>

#include "seen/unexplored.h"
#include "session/session.h"

namespace sp::contract {

namespace {

// What is left of a window for the limit itself, beside what second looks leave.
constexpr std::size_t left_for_the_limit = 2;

// What is left of the budget, to ask again what contradicts itself.
constexpr std::size_t left_for_second_looks = 4;

// Beyond that, hardly anything is new.
constexpr std::size_t most_explored = 60;

enum class Step {
  history,
  result,
  guessed_result,
  lacking,
  diff,
  form,
  summary,
  guessed_run,
  errors,
};

// Errors and histories name what the others ask about; results and diffs have the most to tell, and
// what may not be there has the least.
constexpr Step steps[] = {Step::history, Step::result,         Step::diff,   Step::diff,
                          Step::errors,  Step::summary,        Step::result, Step::form,
                          Step::diff,    Step::history,        Step::result, Step::guessed_run,
                          Step::diff,    Step::guessed_result, Step::form,   Step::diff,
                          Step::errors,  Step::history,        Step::diff,   Step::result,
                          Step::summary, Step::lacking};

// A request for one of the plan's probes, or for one of those that are beyond it.
struct Question {
  const char* probe;
  Values values;
};

class Questions {
 public:
  Questions(const schemas::Api& api, const Transcript& transcript, std::uint64_t turn)
      : api_(api), unexplored_(api, transcript, turn) {}

  std::optional<Question> of(Step step) const {
    switch (step) {
      case Step::history: return about_sample("getSampleHistory/ok", unexplored_.history());
      case Step::result: return about_result(nullptr, unexplored_.result());
      case Step::guessed_result:
        return about_result("getRunSample/guessed", unexplored_.guessed_result());
      case Step::lacking: return about_result("getRunSample/skipped", unexplored_.lacking());
      case Step::diff: return about_diff(unexplored_.diff());
      case Step::form: return about_diff(unexplored_.other_form());
      case Step::summary: return about_run("getRunSummary/ok", unexplored_.summary());
      case Step::guessed_run: return about_run("getRunSummary/guessed", unexplored_.guessed_run());
      case Step::errors: return about_errors(unexplored_.errors());
    }
    return std::nullopt;
  }

 private:
  Values name(const char* operation, const Subjects::Output& thing) const {
    return named(*api_.find(operation), thing).value_or(Values());
  }

  std::optional<Question> about_run(const char* probe,
                                    const std::optional<std::string>& run) const {
    if (!run) return std::nullopt;
    return Question{probe, name("getRunSummary", {*run, {}, {}, {}})};
  }

  std::optional<Question> about_errors(const std::optional<ErrorsOfRun>& errors) const {
    if (!errors) return std::nullopt;
    Values values = name("getErrorSummary", {errors->run_id, {}, {}, {}});
    if (errors->group_by.empty()) return Question{"getErrorSummary/ok", std::move(values)};
    return Question{"getErrorSummary/by_regression",
                    grouped_by(std::move(values), errors->group_by)};
  }

  // By default, the probe says how it is named.
  std::optional<Question> about_result(const char* probe,
                                       const std::optional<NamedResult>& result) const {
    if (!result) return std::nullopt;
    if (!probe) probe = result->by_test ? "getRunSample/by_test" : "getRunSample/ok";
    return Question{probe, name("getRunSample", {result->run_id, result->id, result->id, {}})};
  }

  std::optional<Question> about_diff(const std::optional<FormOfDiff>& form) const {
    if (!form) return std::nullopt;
    Values values = name("getDiff", form->output);
    if (form->unified) values = with(std::move(values), "format", "unified");
    if (!form->context_lines.empty()) {
      values = with(std::move(values), "context_lines", form->context_lines);
    }
    return Question{form->unified ? "getDiff/unified" : "getDiff/ok", std::move(values)};
  }

  std::optional<Question> about_sample(const char* probe,
                                       const std::optional<std::string>& sample) const {
    if (!sample) return std::nullopt;
    return Question{probe, with(name("getSampleHistory", {{}, *sample, {}, {}}), "limit", "100")};
  }

  const schemas::Api& api_;
  const Unexplored unexplored_;
};

}  // namespace

void Session::explore(const Plan& plan) {
  until_the_deadline([&] { go_on_from(plan); });
}

void Session::go_on_from(const Plan& plan) {
  // Whoever chooses checks, or gives a budget that the plan does not fit into, wants no more.
  if (unjudgeable_ || held_back_ || !left_out_.empty() || !options_.only.empty()) return;
  const std::size_t left = budget(0) - std::min(budget(0), sent_[0]);
  const std::size_t window = limit_is_to_come_ ? promised() : 0;
  if (window > left + left_for_the_limit && window <= highest_limit) {
    beyond_the_budget_ += window - left_for_the_limit - left;
  }
  doing_ = "what nobody named";
  std::size_t explored = 0;
  std::size_t in_vain = 0;  // steps in a row
  // Read anew when there is another answer to read.
  std::optional<Questions> questions;
  for (std::size_t i = 0; in_vain < std::size(steps) && explored < most_explored; ++i) {
    const bool room = sent_[0] + left_for_second_looks < budget(0) && !allowances_[0].wait();
    if (unjudgeable_ || !room) return;
    if (!questions) questions.emplace(catalogue_->api(), transcript_, options_.seed.number);
    const auto question = questions->of(steps[i % std::size(steps)]);
    const Probe* probe = question ? catalogue_->probe(question->probe) : nullptr;
    ++in_vain;
    const Probe* first = probe ? catalogue_->probe(probe->operation, "ok") : nullptr;
    if (!first || !plan.asks(*first) || given_up_.contains(probe->operation)) continue;
    in_vain = 0;
    ++explored;
    ask(*probe, {Call{question->values}});
    questions.reset();
  }
}

}  // namespace sp::contract
