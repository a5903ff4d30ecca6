#include "verdict/reasons.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::contract {

namespace {

// Whether any answer that could have named the probe's subjects was of use.
bool sources_answered(const Probe& probe, const Transcript& transcript) {
  const auto& exchanges = transcript.exchanges();
  return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
    return exchange.answered(200) &&
           std::any_of(exchange.probes.begin(), exchange.probes.end(), [&](const auto& id) {
             return std::find(probe.after.begin(), probe.after.end(), id) != probe.after.end();
           });
  });
}

bool all_limited(const std::vector<const Exchange*>& answers) {
  return !answers.empty() &&
         std::all_of(answers.begin(), answers.end(),
                     [](const Exchange* exchange) { return exchange->response->status == 429; });
}

bool is_over_budget(const Exchange* exchange) {
  return exchange->is_unreadable() && !exchange->response->over_budget.empty();
}

// What the reasons are looked for in.
struct Sources {
  const Catalogue& catalogue;
  const Transcript& transcript;
  const Options& options;
  const Circumstances& circumstances;
};

bool was_asked(const Probe& probe, const Transcript& transcript) {
  const auto& exchanges = transcript.exchanges();
  return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
    return exchange.is_for(probe.operation, probe.kind);
  });
}

// Why the probe was not asked; empty when nothing is known to be in its way.
std::string why_not_asked(const Probe& probe, const Sources& in) {
  const Circumstances& circumstances = in.circumstances;
  if (probe.when == When::at_the_limit) {
    if (circumstances.limit_reached && probe.kind == "at_the_limit") return {};
    return circumstances.held_back.value_or(probe.missing);
  }
  if (circumstances.another_time.contains(probe.id())) {
    return "what it judges is not asked by this seed: others do, and --thorough asks all";
  }
  const bool draws = in.options.memory || in.options.seed != Seed{};
  const bool by_some_runs = probe.when == When::in_turn || probe.when == When::each_night;
  if (by_some_runs && !probe.first && !in.options.thorough && !draws) {
    return "what it judges is asked only with --thorough, or by --seed when its turn comes";
  }
  if (circumstances.left_out.contains(probe.id())) {
    return fmt::format(
        "the budget of requests was used up before: raise --max-requests, which is {}",
        in.options.max_requests);
  }
  if (probe.missing.empty()) return {};
  if (sources_answered(probe, in.transcript)) return probe.missing;
  // What kept the source from being asked is what would help here, too.
  for (const std::string& id : probe.after) {
    const Probe* source = in.catalogue.probe(id);
    if (!source || was_asked(*source, in.transcript)) continue;
    std::string why = why_not_asked(*source, in);
    if (!why.empty()) return why;
  }
  return fmt::format("no answer of {} named anything to ask about",
                     probe.after.front().substr(0, probe.after.front().find('/')));
}

}  // namespace

std::string reason_for(const BoundRule& rule, const Evidence& evidence, const Catalogue& catalogue,
                       const Transcript& transcript, const Options& options,
                       const Circumstances& circumstances) {
  const Sources in{catalogue, transcript, options, circumstances};
  const auto& answers = evidence.answers;
  const auto over = std::find_if(answers.begin(), answers.end(), is_over_budget);
  if (over != answers.end()) {
    return fmt::format("an answer is more than the suite keeps: {}",
                       (*over)->response->over_budget);
  }
  if (all_limited(answers)) return "the rate limit was reached: judge again in the next window";
  if (!evidence.faults.empty()) return "no answer came: " + evidence.faults.front()->fault;
  if (circumstances.died) return *circumstances.died;
  bool all_asked = true;
  // What a rule about the limit lacks most is the limit: that comes first. What is not asked by
  // most runs comes last.
  std::vector<const Probe*> probes = rule.probes;
  const auto place_of = [](const Probe* probe) {
    const bool often = probe->when == When::planned || probe->first;
    return probe->when == When::at_the_limit ? 0 : often ? 1 : 2;
  };
  std::stable_sort(probes.begin(), probes.end(), [&](const Probe* one, const Probe* other) {
    return place_of(one) < place_of(other);
  });
  for (const Probe* probe : probes) {
    const bool asked = std::any_of(answers.begin(), answers.end(), [&](const Exchange* exchange) {
      return exchange->is_for(probe->operation, probe->kind);
    });
    if (probe->when == When::at_the_limit && circumstances.limit_unreached) {
      return *circumstances.limit_unreached;
    }
    if (asked) continue;
    all_asked = false;
    std::string why = why_not_asked(*probe, in);
    if (!why.empty()) return why;
  }
  if (circumstances.held_back && !all_asked) return *circumstances.held_back;
  if (answers.empty()) return "nothing was asked that the rule could be judged by";
  if (!rule.rule->unjudged.empty()) return std::string(rule.rule->unjudged);
  return fmt::format(
      "none of the {} answers that came shows what the rule is about{}", answers.size(),
      evidence.named_by_user.empty() ? "" : "; the ids given by flags may not exist");
}

}  // namespace sp::contract
