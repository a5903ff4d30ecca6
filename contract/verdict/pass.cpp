#include "verdict/pass.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/recordings/redaction.h>

#include "plan/draw.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "seen/never_seen.h"
#include "session/base_url.h"
#include "session/coming_up.h"
#include "session/recording.h"
#include "session/session.h"
#include "verdict/comparison.h"
#include "verdict/judge.h"
#include "verdict/likeness.h"

namespace sp::contract {

namespace {

// Nobody else is starved there.
bool is_of_this_machine(const Target& target) {
  return parse_base_url(target.base_url).is_loopback();
}

bool wants_the_limit(const std::vector<const BoundRule*>& rules, const Target& target,
                     const Options& options) {
  const bool wanted =
      options.rate_limit_probe ? *options.rate_limit_probe : is_of_this_machine(target);
  return wanted && std::any_of(rules.begin(), rules.end(), [](const BoundRule* rule) {
           return std::any_of(rule->probes.begin(), rule->probes.end(),
                              [](const Probe* probe) { return probe->when == When::at_the_limit; });
         });
}

// Once more for a change that comes between the two as well.
constexpr int most_rounds_of_asking_again = 2;

// Asks the exchanges of those numbers again, until none of the answers contradict each other.
void settle(Session& session, const std::function<std::vector<std::size_t>()>& contradictions) {
  for (int round = 0; round < most_rounds_of_asking_again; ++round) {
    const auto numbers = contradictions();
    if (numbers.empty()) return;
    std::vector<const Exchange*> exchanges;
    for (const std::size_t number : numbers) {
      exchanges.push_back(&session.transcript().exchanges()[number]);
    }
    session.ask_again(exchanges);
  }
}

// A pass over a deployment.
class Pass {
 public:
  Pass(const Target& target, const Options& options, Transport& transport)
      : target_(target),
        options_(options),
        session_(target, options, Catalogue::of(options.revision), transport) {
    plans_.seed = options.seed;
  }

  Report report() {
    Report report;
    report.revision = options_.revision;
    if (options_.judge_by == JudgeBy::both) {
      by_both(report);
    } else {
      by_one(report);
    }
    session_.tell_end();
    tell_what_was_never_seen(report);
    if (session_.unjudgeable()) report.unjudgeable = why_not_judged();
    if (draws(options_.seed, memory()) && !options_.thorough) report.seed = plans_.seed;
    report.requests = session_.requests();
    report.exchanges = recorded(session_.transcript(), target_);
    return report;
  }

 private:
  void by_one(Report& report) {
    if (options_.judge_by == JudgeBy::closer) {
      session_.open();
      report.revision = looks_like(Readings(session_.transcript()), options_.revision)
                            .value_or(options_.revision);
      session_.go_on_by(Catalogue::of(report.revision));
      session_.read_again();
    }
    const Catalogue& catalogue = Catalogue::of(report.revision);
    check_some_left(catalogue, options_);
    const auto rules = selected_rules(catalogue, options_);
    plans_ = plans_for({{&catalogue, rules}}, options_, asked_beside_the_plan(target_));
    if (wants_the_limit(rules, target_, options_)) session_.expect_the_limit();
    session_.carry_out(plans_.plans.front());
    if (!session_.opened()) {
      report.checks = skipped(rules, why_not_judged());
      return;
    }
    session_.explore(plans_.plans.front());
    const auto judged = [&] {
      return judge(rules, catalogue, session_.transcript(), target_, options_, circumstances());
    };
    settle(session_, [&] {
      std::vector<std::size_t> numbers;
      for (const Exchange* exchange : judged().contradictions) numbers.push_back(exchange->number);
      return numbers;
    });
    reach_the_limit(rules);
    report.checks = judged().checks;
    // Answers that fit need no second look.
    if (!all_fit(session_.transcript(), report.revision)) {
      report.looks_like = looks_like(Readings(session_.transcript()), report.revision);
    }
  }

  void by_both(Report& report) {
    // Which revision is followed is not known yet; both have the limit.
    if (wants_the_limit(selected_rules(Catalogue::of(report.revision), options_), target_,
                        options_)) {
      session_.expect_the_limit();
    }
    AskedByBoth asked = ask_by_both(session_, target_, options_);
    report.revision = asked.most;
    plans_ = std::move(asked.plans);
    if (!session_.opened()) {
      report.checks =
          skipped(selected_rules(Catalogue::of(report.revision), options_), why_not_judged());
      return;
    }
    // By the document that is followed; the other one has no probe of that plan.
    for (const Plan& plan : plans_.plans) session_.explore(plan);
    settle(session_,
           [&] { return contradictions(Readings(session_.transcript()), target_, options_); });
    reach_the_limit(selected_rules(Catalogue::of(report.revision), options_));
    judge_by_both(report, Readings(session_.transcript()), target_, options_, circumstances());
  }

  // Of a pass that was to see all there is.
  void tell_what_was_never_seen(Report& report) const {
    if (!session_.opened() || !options_.only.empty() || !options_.except.empty()) return;
    const Seen seen(Catalogue::of(report.revision).api(), session_.transcript().first_view());
    const auto words = never_seen(seen);
    if (words.empty()) return;
    report.remarks.push_back(fmt::format(
        "never seen, and so not judged: {}. Runs and samples that have them can be named with "
        "--run-id and --sample-id.",
        fmt::join(words, ", ")));
  }

  void reach_the_limit(const std::vector<const BoundRule*>& rules) {
    if (wants_the_limit(rules, target_, options_)) session_.reach_the_limit();
  }

  const Memory* memory() const { return options_.memory ? &*options_.memory : nullptr; }

  Circumstances circumstances() const {
    return {session_.left_out(), session_.unjudgeable(),   session_.held_back(),
            plans_.another_time, session_.limit_reached(), session_.limit_unreached()};
  }

  std::string why_not_judged() const {
    return recordings::Redaction(target_.token).of(session_.unjudgeable().value_or(""));
  }

  const Target& target_;
  const Options& options_;
  Session session_;
  Plans plans_;
};

}  // namespace

Report pass(const Target& target, const Options& given, Transport& transport) {
  Options options = given;
  // What is asked of what depends on the number alone, from the first request on.
  options.seed = going_on(given.seed, given.memory ? &*given.memory : nullptr);
  wait_until_up(transport, target, options);
  return Pass(target, options, transport).report();
}

}  // namespace sp::contract
