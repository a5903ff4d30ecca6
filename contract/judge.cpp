#include "judge.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/plan.h"
#include "session/redaction.h"
#include "text/pointer.h"

namespace sp::contract {

namespace {

// FNV-1a, 64 bits: the same text gives the same digits on every machine and in every
// release.
std::string digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

bool feeds(const Exchange& exchange, const BoundRule& rule) {
  if (rule.rule->scope == Scope::operation && exchange.request.operation == rule.operation) {
    return true;
  }
  return std::any_of(exchange.probes.begin(), exchange.probes.end(), [&](const Probe* probe) {
    return std::find(rule.probes.begin(), rule.probes.end(), probe) != rule.probes.end();
  });
}

// Whether any answer that could have named the probe's subjects was of use.
bool sources_answered(const Probe& probe, const Transcript& transcript) {
  const auto& exchanges = transcript.exchanges();
  return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
    return exchange.answered(200) &&
           std::any_of(exchange.probes.begin(), exchange.probes.end(), [&](const Probe* made_for) {
             return std::find(probe.after.begin(), probe.after.end(), made_for->id()) !=
                    probe.after.end();
           });
  });
}

// Why nothing could be judged, and what would help.
std::string reason_for(const BoundRule& rule, const Evidence& evidence,
                       const Transcript& transcript, const Circumstances& circumstances) {
  const auto& answers = evidence.answers;
  const bool limited =
      !answers.empty() && std::all_of(answers.begin(), answers.end(), [](const Exchange* exchange) {
        return exchange->response->status == 429;
      });
  if (limited) return "the rate limit was reached: judge again in the next window";
  if (!evidence.faults.empty()) return "no answer came: " + evidence.faults.front()->fault;
  if (circumstances.died) return *circumstances.died;
  for (const Probe* probe : rule.probes) {
    const bool asked = std::any_of(answers.begin(), answers.end(), [&](const Exchange* exchange) {
      return exchange->is_for(probe->operation, probe->kind);
    });
    if (probe->when == When::at_the_limit && circumstances.limit_unreached) {
      return *circumstances.limit_unreached;
    }
    if (asked) continue;
    if (probe->when == When::at_the_limit) {
      if (circumstances.limit_reached && probe->kind == "at_the_limit") continue;
      return circumstances.held_back.value_or(probe->missing);
    }
    if (probe->when == When::thorough) return "it is asked under --thorough only";
    if (probe->missing.empty()) continue;
    if (sources_answered(*probe, transcript)) return probe->missing;
    return fmt::format("no answer of {} could be used to find what to ask about",
                       probe->after.front().substr(0, probe->after.front().find('/')));
  }
  if (circumstances.held_back) return *circumstances.held_back;
  if (circumstances.over_budget) return "the budget was used up before: raise --max-requests";
  if (!answers.empty()) {
    if (!rule.rule->unjudged.empty()) return rule.rule->unjudged;
    return fmt::format(
        "none of the {} answers that came is of the kind that the rule is about; "
        "ids given by flags may be of nothing that is there",
        answers.size());
  }
  return "nothing was asked that the rule could be judged by";
}

std::vector<std::string> named_by(const Target& target) {
  std::vector<std::string> ids;
  for (const auto& id : {target.sample_id, target.regression_id, target.output_id}) {
    if (id) ids.push_back(std::to_string(*id));
  }
  return ids;
}

// The rule's words, before its verdict.
Check unjudged(const BoundRule& rule) {
  Check check;
  check.id = rule.id();
  check.title = rule.rule->title;
  check.why = rule.rule->why;
  check.contract = rule.rule->contract;
  return check;
}

Evidence evidence_of(const BoundRule& rule, std::vector<const Exchange*> view,
                     const schemas::Api& api, const Target& target) {
  Evidence evidence{api, *api.find(rule.operation), {}, {}, named_by(target), std::move(view)};
  for (const Exchange* exchange : evidence.seen) {
    if (!feeds(*exchange, rule)) continue;
    (exchange->response ? evidence.answers : evidence.faults).push_back(exchange);
  }
  return evidence;
}

bool contradicts(const Verdict::Departure& departure) { return !departure.against.empty(); }

// What one round of asking again may take of the budget.
constexpr std::size_t most_asked_again = 12;

// Judges one rule after the other, by the first answers and by the latest.
class Judge {
 public:
  Judge(const Catalogue& catalogue, const Transcript& transcript, const Target& target,
        const Options& options, const Circumstances& circumstances)
      : catalogue_(catalogue),
        transcript_(transcript),
        target_(target),
        options_(options),
        circumstances_(circumstances),
        first_(transcript.first_view()),
        latest_(transcript.latest_view()),
        changed_(answers_changed(transcript)) {}

  Check check(const BoundRule& rule, std::vector<const Exchange*>& contradictions) const {
    const Evidence evidence = evidence_of(rule, first_, catalogue_.api(), target_);
    Verdict verdict;
    rule.rule->judge(evidence, verdict);
    Check check = unjudged(rule);
    const auto& departures = verdict.departures();
    if (departures.empty()) {
      check.outcome = verdict.count() > 0 ? Outcome::passed : Outcome::skipped;
      check.reason = Redaction(target_.token).of(verdict.noted());
      if (verdict.count() == 0) skip(check, rule, evidence);
      return check;
    }
    check.outcome = Outcome::failed;
    put_findings(check, departures);
    if (rule.rule->weight == Weight::note && !options_.strict) {
      note(check);
    } else if (std::all_of(departures.begin(), departures.end(), contradicts)) {
      judge_again(check, rule, departures, contradictions);
    }
    return check;
  }

 private:
  // Whether any request got another answer when it was asked again.
  static bool answers_changed(const Transcript& transcript) {
    const auto& exchanges = transcript.exchanges();
    return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
      if (!exchange.repeats || !exchange.response) return false;
      const Exchange& first = exchanges[*exchange.repeats];
      return first.response && first.response->body != exchange.response->body;
    });
  }

  // All of a departure's exchanges or none: half of them asked again proves nothing.
  static void add(const std::vector<Verdict::Departure>& departures,
                  std::vector<const Exchange*>& contradictions) {
    for (const Verdict::Departure& departure : departures) {
      std::vector<const Exchange*> more;
      const auto note = [&](const Exchange* exchange) {
        for (const auto* list : {&contradictions, &more}) {
          if (std::find(list->begin(), list->end(), exchange) != list->end()) return;
        }
        more.push_back(exchange);
      };
      note(departure.exchange);
      for (const Exchange* other : departure.against) note(other);
      if (!contradictions.empty() && contradictions.size() + more.size() > most_asked_again) return;
      contradictions.insert(contradictions.end(), more.begin(), more.end());
    }
  }

  // Whether the answers that contradict each other were all asked again, and still do.
  static bool lasts(const Verdict::Departure& departure) {
    return departure.exchange->repeats &&
           std::all_of(departure.against.begin(), departure.against.end(),
                       [](const Exchange* other) { return other->repeats.has_value(); });
  }

  void skip(Check& check, const BoundRule& rule, const Evidence& evidence) const {
    check.reason =
        Redaction(target_.token).of(reason_for(rule, evidence, transcript_, circumstances_));
    const auto& required = options_.require;
    if (std::any_of(required.begin(), required.end(),
                    [&](const std::string& glob) { return matches(glob, check.id); })) {
      check.outcome = Outcome::failed;
      check.reason = "required, and not judged: " + check.reason;
    }
  }

  void put_findings(Check& check, const std::vector<Verdict::Departure>& departures) const {
    check.findings.clear();
    for (const auto& departure : departures) {
      check.findings.push_back(finding_of(check.id, departure, target_));
    }
  }

  // Not a failure, and still worth a line.
  static void note(Check& check) {
    check.outcome = Outcome::passed;
    std::set<std::string> places;
    for (const Finding& finding : check.findings) {
      places.insert(finding.pointer.empty() ? finding.actual : without_indexes(finding.pointer));
    }
    check.reason = fmt::format("{} (a failure under --strict)", fmt::join(places, ", "));
    check.findings.clear();
  }

  // Answers contradicted each other: what was true may have changed between them.
  void judge_again(Check& check, const BoundRule& rule,
                   const std::vector<Verdict::Departure>& departures,
                   std::vector<const Exchange*>& contradictions) const {
    if (first_ == latest_) {
      add(departures, contradictions);
      return;
    }
    const Evidence evidence = evidence_of(rule, latest_, catalogue_.api(), target_);
    Verdict verdict;
    rule.rule->judge(evidence, verdict);
    const auto& left = verdict.departures();
    add(left, contradictions);
    const bool all_asked_once =
        std::none_of(departures.begin(), departures.end(),
                     [&](const auto& departure) { return was_asked_again(departure); });
    // Where the budget did not allow to look again, the contradiction stands, unless other
    // answers are known to have changed meanwhile.
    if (all_asked_once && !changed_) return;
    if (std::none_of(left.begin(), left.end(), lasts)) {
      check.outcome = Outcome::inconclusive;
      check.reason =
          all_asked_once
              ? "answers changed while they were asked for, and none of these could be "
                "asked again"
              : "asked once more, the answers agree: what they tell of changed in between";
    } else {
      put_findings(check, left);
    }
  }

  bool was_asked_again(const Verdict::Departure& departure) const {
    const auto was = [&](const Exchange* exchange) {
      return std::any_of(latest_.begin(), latest_.end(),
                         [&](const Exchange* other) { return other->repeats == exchange->number; });
    };
    return was(departure.exchange) &&
           std::all_of(departure.against.begin(), departure.against.end(), was);
  }

  const Catalogue& catalogue_;
  const Transcript& transcript_;
  const Target& target_;
  const Options& options_;
  const Circumstances& circumstances_;
  const std::vector<const Exchange*> first_;
  const std::vector<const Exchange*> latest_;
  const bool changed_;
};

}  // namespace

Finding finding_of(const std::string& id, const Verdict::Departure& departure,
                   const Target& target) {
  const Exchange& exchange = *departure.exchange;
  const Redaction redaction(target.token);
  return {digest(id + " " + without_indexes(departure.pointer)),
          redaction.of(departure.pointer),
          redaction.of(departure.expected),
          redaction.of(departure.actual),
          exchange.request.method,
          redaction.of(exchange.request.path),
          redaction.of(curl_line(exchange.request, target.base_url)),
          exchange.number};
}

Judgement judge(const std::vector<const BoundRule*>& rules, const Catalogue& catalogue,
                const Transcript& transcript, const Target& target, const Options& options,
                const Circumstances& circumstances) {
  Judgement judgement;
  const Judge judge(catalogue, transcript, target, options, circumstances);
  for (const BoundRule* rule : rules) {
    judgement.checks.push_back(judge.check(*rule, judgement.contradictions));
  }
  return judgement;
}

std::vector<Check> skipped(const std::vector<const BoundRule*>& rules, const std::string& reason) {
  std::vector<Check> checks;
  for (const BoundRule* rule : rules) {
    checks.push_back(unjudged(*rule));
    checks.back().reason = reason;
  }
  return checks;
}

}  // namespace sp::contract
