#include "judge.h"

#include <algorithm>

#include <fmt/format.h>

#include "plan/plan.h"

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

bool feeds(const Exchange& exchange, const BoundRule& rule,
           const std::vector<std::string>& probe_ids) {
  return std::any_of(exchange.probes.begin(), exchange.probes.end(), [&](const Probe* probe) {
    if (rule.rule->scope == Scope::operation && probe->operation == rule.operation) return true;
    return std::find(probe_ids.begin(), probe_ids.end(), probe->id()) != probe_ids.end();
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
  if (!answers.empty()) {
    return fmt::format(
        "none of the {} answers that came is of the kind that the rule is about; "
        "ids given by flags may be of nothing that is there",
        answers.size());
  }
  if (!evidence.faults.empty()) return "no answer came: " + evidence.faults.front()->fault;
  if (circumstances.died) return *circumstances.died;
  if (circumstances.over_budget) return "the budget was used up before: raise --max-requests";
  const auto ids = rule.probe_ids();
  for (const Probe& probe : probes()) {
    const bool wanted = std::find(ids.begin(), ids.end(), probe.id()) != ids.end();
    if (!wanted || probe.missing.empty()) continue;
    if (sources_answered(probe, transcript)) return std::string(probe.missing);
    return fmt::format("no answer of {} could be used to find what to ask about",
                       probe.after.front().substr(0, probe.after.front().find('/')));
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

Check check_of(const BoundRule& rule, const Transcript& transcript, const schemas::Api& api,
               const Target& target, const Circumstances& circumstances) {
  Check check = unjudged(rule);
  check.outcome = Outcome::passed;
  Evidence evidence{api, *api.find(rule.operation), {}, {}, named_by(target)};
  const auto probe_ids = rule.probe_ids();
  for (const Exchange& exchange : transcript.exchanges()) {
    if (!feeds(exchange, rule, probe_ids)) continue;
    (exchange.response ? evidence.answers : evidence.faults).push_back(&exchange);
  }
  Verdict verdict;
  rule.rule->judge(evidence, verdict);
  for (const Verdict::Departure& departure : verdict.departures()) {
    check.findings.push_back(finding_of(check.id, departure, target));
  }
  if (!check.findings.empty()) {
    check.outcome = Outcome::failed;
  } else if (verdict.count() == 0) {
    check.outcome = Outcome::skipped;
    check.reason =
        Redaction(target.token).of(reason_for(rule, evidence, transcript, circumstances));
  }
  return check;
}

}  // namespace

std::vector<Check> judge(const std::vector<const BoundRule*>& rules, const Transcript& transcript,
                         const schemas::Api& api, const Target& target,
                         const Circumstances& circumstances) {
  std::vector<Check> checks;
  for (const BoundRule* rule : rules) {
    checks.push_back(check_of(*rule, transcript, api, target, circumstances));
  }
  return checks;
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
