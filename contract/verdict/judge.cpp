#include "verdict/judge.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/recordings/redaction.h>
#include <sp/schemas/pointer.h>
#include <sp/schemas/utf8.h>

#include "plan/plan.h"
#include "verdict/answers.h"
#include "verdict/follows.h"
#include "verdict/kinds.h"
#include "verdict/second_look.h"

namespace sp::contract {

namespace {

bool is_for_own_probe(const Exchange& exchange, const BoundRule& rule) {
  return std::any_of(rule.probes.begin(), rule.probes.end(), [&](const Probe* probe) {
    return exchange.is_for(probe->operation, probe->kind);
  });
}

std::vector<std::string> named_by(const Target& target) {
  std::vector<std::string> ids;
  for (const auto& id : {target.sample_id, target.regression_id, target.output_id}) {
    if (id) ids.push_back(std::to_string(*id));
  }
  return ids;
}

std::vector<const Exchange*> all_of(const Transcript& transcript) {
  std::vector<const Exchange*> all;
  for (const Exchange& exchange : transcript.exchanges()) all.push_back(&exchange);
  return all;
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

// A name in an answer may have megabytes, and a report many findings about it.
std::string shortened(std::string text) {
  constexpr std::size_t longest = 2000;
  if (text.size() <= longest) return text;
  return std::string(schemas::front_of(text, longest)) + "…";
}

Finding finding_of(const std::string& id, const Verdict::Departure& departure,
                   const std::string& base_url, const recordings::Redaction& redaction) {
  const Exchange& exchange = *departure.exchange;
  const std::string pointer = redaction.of(departure.pointer);
  const std::string kind(kind_of(exchange, departure.pointer));
  const FreeText words = words_of(departure.shape);
  return {.fingerprint = fingerprint_of(id, pointer, kind),
          .pointer = shortened(pointer),
          .expected = shortened(redaction.of(words.expected)),
          .actual = shortened(redaction.of(words.found)),
          .method = exchange.request.method,
          .path = redaction.of(exchange.request.path),
          .curl = redaction.of(curl_line(exchange.request, base_url)),
          .exchange = exchange.number,
          .kind = kind};
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
        redaction_(target.token),
        named_by_user_(named_by(target)),
        every_(all_of(transcript)),
        first_(catalogue.api(), transcript.first_view()),
        latest_(catalogue.api(), transcript.latest_view()),
        second_look_(transcript, catalogue.revision()) {}

  Check check(const BoundRule& rule, std::vector<const Exchange*>& contradictions) const {
    const Evidence evidence = evidence_of(rule, first_);
    Verdict verdict;
    rule.rule->judge(evidence, verdict);
    Check check = unjudged(rule);
    check.complete = std::none_of(rule.probes.begin(), rule.probes.end(), [&](const Probe* probe) {
      return circumstances_.another_time.contains(probe->id());
    });
    if (verdict.departures().empty()) {
      check.outcome = verdict.count() > 0 ? Outcome::passed : Outcome::skipped;
      check.reason = redaction_.of(verdict.noted());
      if (verdict.count() == 0) {
        check.reason = redaction_.of(
            reason_for(rule, evidence, catalogue_, transcript_, options_, circumstances_));
      }
      return check;
    }
    std::vector<Verdict::Departure> standing;
    std::vector<Verdict::Departure> doubtful;
    for (const auto& departure : verdict.departures()) {
      (contradicts(departure) ? doubtful : standing).push_back(departure);
    }
    if (!doubtful.empty()) {
      for (auto& departure : that_last(rule, doubtful, contradictions)) {
        standing.push_back(std::move(departure));
      }
    }
    if (standing.empty()) {
      check.outcome = Outcome::inconclusive;
      check.reason = why_inconclusive(doubtful);
      return check;
    }
    check.outcome = Outcome::failed;
    for (const auto& departure : standing) {
      check.findings.push_back(finding_of(check.id, departure, target_.base_url, redaction_));
    }
    return check;
  }

 private:
  Evidence evidence_of(const BoundRule& rule, const Seen& seen) const {
    Evidence evidence{catalogue_.revision(),
                      catalogue_.api(),
                      *catalogue_.api().find(rule.operation),
                      rule.rule->name,
                      {},
                      {},
                      {},
                      named_by_user_,
                      seen,
                      every_,
                      redaction_};
    for (const Exchange* exchange : seen.exchanges()) {
      const bool own = is_for_own_probe(*exchange, rule);
      if (!own && exchange->request.operation != rule.operation) continue;
      (exchange->response ? evidence.answers : evidence.faults).push_back(exchange);
      if (own && exchange->response) evidence.own.push_back(exchange);
    }
    return evidence;
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

  // Answers contradict each other: what they tell of may have changed between them. The result
  // are those contradictions that no change explains.
  std::vector<Verdict::Departure> that_last(const BoundRule& rule,
                                            const std::vector<Verdict::Departure>& doubtful,
                                            std::vector<const Exchange*>& contradictions) const {
    std::vector<Verdict::Departure> left = doubtful;
    if (first_.exchanges() != latest_.exchanges()) {
      Verdict verdict;
      rule.rule->judge(evidence_of(rule, latest_), verdict);
      left = verdict.departures();
    }
    std::erase_if(left, [&](const auto& departure) {
      return !contradicts(departure) || has_moved(departure);
    });
    add(left, contradictions);
    // Where the budget did not allow to look again, a contradiction stands, unless other answers
    // are known to have changed meanwhile.
    std::erase_if(left, [&](const auto& departure) {
      return second_look_.any_moved() && !all_asked_again(departure);
    });
    return left;
  }

  // Whether one of the answers says something else by now: what contradicts it proves nothing then.
  bool has_moved(const Verdict::Departure& departure) const {
    const auto moved = [&](const Exchange* exchange) { return second_look_.has_moved(*exchange); };
    return moved(departure.exchange) ||
           std::any_of(departure.against.begin(), departure.against.end(), moved);
  }

  bool all_asked_again(const Verdict::Departure& departure) const {
    const auto again = [&](const Exchange* exchange) {
      return second_look_.was_asked_again(*exchange);
    };
    return again(departure.exchange) &&
           std::all_of(departure.against.begin(), departure.against.end(), again);
  }

  std::string why_inconclusive(const std::vector<Verdict::Departure>& doubtful) const {
    const bool none_asked_again =
        std::none_of(doubtful.begin(), doubtful.end(),
                     [&](const auto& departure) { return all_asked_again(departure); });
    return none_asked_again ? "the data changed while the suite asked, and the answers that "
                              "contradict each other here "
                              "could not be asked for again"
                            : "answers contradicted each other; asked for once more, they agree or "
                              "have changed, "
                              "so the data changed in between";
  }

  const Catalogue& catalogue_;
  const Transcript& transcript_;
  const Target& target_;
  const Options& options_;
  const Circumstances& circumstances_;
  const recordings::Redaction redaction_;  // made once: it looks through both documents
  const std::vector<std::string> named_by_user_;
  const std::vector<const Exchange*> every_;
  const Seen first_;
  const Seen latest_;
  const SecondLook second_look_;
};

}  // namespace

Finding finding_of(const std::string& id, const Verdict::Departure& departure,
                   const Target& target) {
  return finding_of(id, departure, target.base_url, recordings::Redaction(target.token));
}

Judgement judge_strictly(const std::vector<const BoundRule*>& rules, const Catalogue& catalogue,
                         const Transcript& transcript, const Target& target, const Options& options,
                         const Circumstances& circumstances) {
  Judgement judgement;
  const Judge judge(catalogue, transcript, target, options, circumstances);
  for (const BoundRule* rule : rules) {
    judgement.checks.push_back(judge.check(*rule, judgement.contradictions));
  }
  return judgement;
}

namespace {

// Not a failure, and still worth a line.
void make_a_note(Check& check) {
  check.outcome = Outcome::passed;
  std::set<std::string> places;
  for (const Finding& finding : check.findings) {
    places.insert(finding.pointer.empty() ? finding.actual
                                          : schemas::without_indexes(finding.pointer));
  }
  check.reason = fmt::format("{} (a failure under --strict)", fmt::join(places, ", "));
  check.findings.clear();
}

bool is_required(const std::string& id, const Options& options) {
  return std::any_of(options.require.begin(), options.require.end(),
                     [&](const std::string& glob) { return matches(glob, id); });
}

}  // namespace

std::vector<Check> as_wanted(std::vector<Check> checks, const std::vector<const BoundRule*>& rules,
                             const Transcript& transcript, const Options& options) {
  for (std::size_t i = 0; i < checks.size(); ++i) {
    Check& check = checks[i];
    const bool is_note = rules[i]->rule->weight == Weight::note && !options.strict;
    if (is_note && check.outcome == Outcome::failed) make_a_note(check);
    // What other seeds ask will be judged another time.
    if (check.outcome == Outcome::skipped && check.complete && is_required(check.id, options)) {
      check.outcome = Outcome::failed;
      check.reason = "required, and not judged: " + check.reason;
    }
  }
  tell_what_follows(checks, transcript);
  for (Check& check : checks) put_the_same_together(check.findings);
  return checks;
}

Judgement judge(const std::vector<const BoundRule*>& rules, const Catalogue& catalogue,
                const Transcript& transcript, const Target& target, const Options& options,
                const Circumstances& circumstances) {
  Judgement judgement =
      judge_strictly(rules, catalogue, transcript, target, options, circumstances);
  judgement.checks = as_wanted(std::move(judgement.checks), rules, transcript, options);
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
