#include "report/overview.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/utf8.h>

#include "exchange/shell_word.h"

namespace sp::contract {

namespace {

void add_once(std::vector<std::string_view>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Each once, without the finding's own.
std::vector<std::string> other_requests(const Finding& finding) {
  constexpr std::size_t longest = 100;
  std::vector<std::string> requests;
  std::set<std::pair<std::string_view, std::string_view>> known = {{finding.method, finding.path}};
  for (const Finding::Other& other : finding.also) {
    if (!known.emplace(other.method, other.path).second) continue;
    const std::string_view path = schemas::front_of(other.path, longest);
    requests.push_back(
        fmt::format("{} {}{}", other.method, path, path.size() < other.path.size() ? "…" : ""));
  }
  return requests;
}

}  // namespace

void Tally::count(const Check& check) {
  const Outcome outcome = check.outcome;
  following += outcome == Outcome::failed && !check.follows_from.empty();
  passed += outcome == Outcome::passed;
  failed += outcome == Outcome::failed;
  known += outcome == Outcome::known;
  inconclusive += outcome == Outcome::inconclusive;
  skipped += outcome == Outcome::skipped;
}

std::optional<Outcome> Tally::worst() const {
  if (failed > 0) return Outcome::failed;
  if (known > 0) return Outcome::known;
  if (inconclusive > 0) return Outcome::inconclusive;
  if (passed > 0) return Outcome::passed;
  if (skipped > 0) return Outcome::skipped;
  return std::nullopt;
}

std::string Tally::text() const {
  const auto after_passed = [&](std::string_view other) {
    return passed > 0 ? fmt::format("{} ok, {}", passed, other) : std::string(other);
  };
  const auto most = worst();
  if (!most) return "";
  switch (*most) {
    case Outcome::failed:
      return failed == following
                 ? fmt::format("{} follow", following)
                 : fmt::format("{} of {} FAIL", failed - following, all() - skipped);
    case Outcome::known: return after_passed(fmt::format("{} known", known));
    case Outcome::inconclusive: return fmt::format("{} inconclusive", inconclusive);
    default: break;
  }
  return skipped > 0 ? after_passed(fmt::format("{} skip", skipped)) : fmt::format("{} ok", passed);
}

std::string Tally::short_text() const {
  const auto most = worst();
  if (!most) return "";
  const std::size_t judged = all() - skipped;
  switch (*most) {
    case Outcome::failed:
      return failed == following ? text() : fmt::format("{}/{} FAIL", failed - following, judged);
    case Outcome::known: return fmt::format("{}/{} known", known, judged);
    case Outcome::passed:
      return skipped > 0 ? fmt::format("{}/{} ok", passed, all()) : fmt::format("{} ok", passed);
    default: return text();
  }
}

Tally Matrix::at(std::string_view operation, std::string_view family) const {
  const auto found = cells.find({operation, family});
  return found == cells.end() ? Tally() : found->second;
}

Matrix matrix_of(const Report& report) {
  Matrix matrix;
  for (const Check& check : report.checks) {
    add_once(matrix.operations, operation_of(check));
    add_once(matrix.families, family_of(check));
    matrix.cells[{operation_of(check), family_of(check)}].count(check);
  }
  return matrix;
}

std::string_view verdict(const Report& report) {
  const auto none_but_skipped = report.count(Outcome::skipped) == report.checks.size();
  if (report.unjudgeable) {
    return none_but_skipped ? "the target could not be judged"
                            : "the target could not be judged to the end";
  }
  if (report.count(Outcome::failed) > 0) return "the contract is broken";
  if (report.count(Outcome::known) > 0) return "the contract is broken in known ways only";
  if (none_but_skipped) return "nothing could be judged";
  const bool in_part =
      report.count(Outcome::skipped) > 0 || report.count(Outcome::inconclusive) > 0;
  return in_part ? "the contract holds as far as it was judged" : "the contract holds";
}

FailureCounts failure_counts(const Report& report) {
  FailureCounts counts;
  for (const Check& check : report.checks) {
    counts.causes += is_cause(check);
    counts.following += check.outcome == Outcome::failed && !is_cause(check);
  }
  return counts;
}

std::string in_one_line(const Check& check) {
  const std::string cause =
      check.follows_from.empty() ? "" : fmt::format("follows from {}: ", check.follows_from);
  for (const Finding& finding : check.findings) {
    if (finding.known) continue;
    const std::string place = finding.pointer.empty() ? "" : finding.pointer + ": ";
    return fmt::format("{}{}expected {}, found {}", cause, place, finding.expected, finding.actual);
  }
  return check.reason.empty() ? check.title : check.reason;
}

std::string places_text(const Finding& finding) {
  const std::size_t answers = finding.answers();
  if (finding.places == 1) return "";
  if (answers == 1) return fmt::format("{} places of this answer", finding.places);
  const std::string text = answers == finding.places
                               ? fmt::format("{} answers", answers)
                               : fmt::format("{} places of {} answers", finding.places, answers);
  const auto requests = other_requests(finding);
  if (requests.empty()) return text + ", of which this is the first";
  constexpr std::size_t shown = 2;
  const std::size_t some = std::min(shown, requests.size());
  const std::string more =
      some < requests.size() ? fmt::format(" and {} more", requests.size() - some) : "";
  return fmt::format("{}, also of {}{}", text,
                     fmt::join(requests.begin(), requests.begin() + some, ", "), more);
}

std::set<std::string> probes_of(const Finding& finding, const Report& report) {
  std::set<std::string> ids;
  const auto add = [&](std::size_t exchange) {
    if (exchange >= report.exchanges.size()) return;
    const auto& probes = report.exchanges[exchange].probes;
    ids.insert(probes.begin(), probes.end());
  };
  add(finding.exchange);
  for (const Finding::Other& other : finding.also) add(other.exchange);
  return ids;
}

std::vector<SkipReason> skip_reasons(const Report& report) {
  std::vector<SkipReason> reasons;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::skipped) continue;
    auto row = std::find_if(reasons.begin(), reasons.end(),
                            [&](const SkipReason& one) { return one.reason == check.reason; });
    if (row == reasons.end()) row = reasons.insert(row, {check.reason, {}});
    row->ids.emplace_back(check.id);
  }
  return reasons;
}

std::string counts_text(const Report& report) {
  std::string text;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::known,
                                Outcome::inconclusive, Outcome::skipped}) {
    const std::size_t count = report.count(outcome);
    const bool always = outcome == Outcome::passed || outcome == Outcome::failed;
    if (count == 0 && !always) continue;
    const std::size_t following = outcome == Outcome::failed ? failure_counts(report).following : 0;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count - following, to_string(outcome));
    if (following > 0) text += fmt::format(" and {} that follow", following);
  }
  return text;
}

std::optional<std::string> hint(const Report& report) {
  if (!report.looks_like) return std::nullopt;
  return fmt::format("the answers look like the {0} revision: judge with --revision {0}",
                     schemas::to_string(*report.looks_like));
}

std::optional<std::string> way_to_reproduce(const Report& report, const std::string& har) {
  if (failure_counts(report).causes == 0 || report.exchanges.empty()) return std::nullopt;
  const bool is_kept = !har.empty() && har != "-";
  const bool is_plain = std::all_of(har.begin(), har.end(), [](char c) {
    return schemas::is_alphanumeric(c) || c == '.' || c == '_' || c == '-' || c == '/';
  });
  const std::string file = !is_kept ? "run.har" : is_plain ? har : shell_word(har);
  return fmt::format("to reproduce offline: {}sp-mock import {} --exact -o bug.json",
                     is_kept ? "" : "judge with --har run.har, then ", file);
}

std::vector<std::string_view> unjudged_operations(const Report& report) {
  std::vector<std::string_view> order;
  std::map<std::string_view, bool> judged;
  for (const Check& check : report.checks) {
    add_once(order, operation_of(check));
    judged[operation_of(check)] |= check.outcome != Outcome::skipped;
  }
  for (const Check& check : report.checks) {
    // Errors of an operation may be judged though none of its successes was.
    const bool no_success =
        check.id.ends_with(".response.succeeds") && check.outcome == Outcome::skipped;
    if (no_success) judged[operation_of(check)] = false;
  }
  std::erase_if(order, [&](std::string_view operation) { return judged[operation]; });
  return order;
}

}  // namespace sp::contract
