#include "judge.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/plan.h"
#include "session/redaction.h"

namespace sp::contract {

namespace {

// FNV-1a, 64 bits: the same text gives the same digits on every machine and in every
// release.
std::string digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

// "/data/3/key" and "/data/7/key" are the same place.
std::string without_indexes(std::string_view pointer) {
  std::string result;
  while (!pointer.empty()) {
    const auto end = pointer.find('/', 1);
    const std::string_view step = pointer.substr(1, end == std::string_view::npos ? end : end - 1);
    const bool index = !step.empty() && std::all_of(step.begin(), step.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
    result += index ? "/*" : fmt::format("/{}", step);
    pointer.remove_prefix(end == std::string_view::npos ? pointer.size() : end);
  }
  return result;
}

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
  const bool limited = std::any_of(answers.begin(), answers.end(), [](const Exchange* exchange) {
    return exchange->response->status == 429;
  });
  if (limited) return "the rate limit was reached: judge again in the next window";
  for (const Probe* probe : rule.probes) {
    if (probe->when == When::at_the_limit && answers.empty()) {
      return circumstances.held_back.value_or(
          "the rate limit was not reached: --rate-limit-probe asks until it is");
    }
  }
  if (!evidence.faults.empty()) return "no answer came: " + evidence.faults.front()->fault;
  if (circumstances.died) return *circumstances.died;
  for (const Probe* probe : rule.probes) {
    const bool asked = std::any_of(answers.begin(), answers.end(), [&](const Exchange* exchange) {
      return exchange->is_for(probe->operation, probe->kind);
    });
    if (asked || probe->missing.empty()) continue;
    if (sources_answered(*probe, transcript)) return probe->missing;
    return fmt::format("no answer of {} could be used to find what to ask about",
                       probe->after.front().substr(0, probe->after.front().find('/')));
  }
  if (circumstances.held_back) return *circumstances.held_back;
  if (circumstances.over_budget) return "the budget was used up before: raise --max-requests";
  if (!answers.empty()) {
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
        latest_(transcript.latest_view()) {}

  Check check(const BoundRule& rule, std::vector<const Exchange*>& contradictions) const {
    const Evidence evidence = evidence_of(rule, first_, catalogue_.api(), target_);
    Verdict verdict;
    rule.rule->judge(evidence, verdict);
    Check check = unjudged(rule);
    const auto& departures = verdict.departures();
    if (departures.empty()) {
      check.outcome = verdict.count() > 0 ? Outcome::passed : Outcome::skipped;
      if (verdict.count() == 0) skip(check, rule, evidence);
      return check;
    }
    check.outcome = Outcome::failed;
    put_findings(check, departures);
    if (rule.rule->weight == Weight::note && !options_.strict) {
      note(check);
    } else if (std::all_of(departures.begin(), departures.end(), contradicts)) {
      judge_again(check, rule);
      for (const auto& departure : departures) add_contradiction(departure, contradictions);
    }
    return check;
  }

 private:
  static void add_contradiction(const Verdict::Departure& departure,
                                std::vector<const Exchange*>& contradictions) {
    const auto add = [&](const Exchange* exchange) {
      if (std::find(contradictions.begin(), contradictions.end(), exchange) ==
          contradictions.end()) {
        contradictions.push_back(exchange);
      }
    };
    add(departure.exchange);
    for (const Exchange* other : departure.against) add(other);
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
  void judge_again(Check& check, const BoundRule& rule) const {
    if (first_ == latest_) return;
    const Evidence evidence = evidence_of(rule, latest_, catalogue_.api(), target_);
    Verdict verdict;
    rule.rule->judge(evidence, verdict);
    if (verdict.departures().empty()) {
      check.outcome = Outcome::inconclusive;
      check.reason = "asked once more, the answers agree: what they tell of changed in between";
    } else {
      put_findings(check, verdict.departures());
    }
  }

  const Catalogue& catalogue_;
  const Transcript& transcript_;
  const Target& target_;
  const Options& options_;
  const Circumstances& circumstances_;
  const std::vector<const Exchange*> first_;
  const std::vector<const Exchange*> latest_;
};

}  // namespace

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
