#include "verdict/follows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "rules/catalogue.h"
#include "verdict/checks.h"

namespace sp::contract {

namespace {

// Checks by pattern: what fails of `effects`, for exchanges in which one of `cause` fails, follows
// from that. The first row that explains an exchange counts, so what explains most comes first.
struct Law {
  std::string_view cause;
  std::vector<std::string_view> effects;
};

const std::vector<Law>& laws() {
  static const std::vector<std::string_view> status = {"*.response.status"};
  static const std::vector<std::string_view> statuses = {"*.response.status",
                                                         "*.response.succeeds"};
  static const std::vector<std::string_view> about_the_status = {"*.response.status",
                                                                 "*.response.succeeds",
                                                                 "*.auth.*",
                                                                 "*.not_found.*",
                                                                 "*.parameters.*",
                                                                 "*.envelope.unknown_path",
                                                                 "*.envelope.wrong_method",
                                                                 "*.http.head",
                                                                 "*.http.conditional",
                                                                 "*.pagination.exactly_at_the_end",
                                                                 "*.pagination.past_the_end",
                                                                 "*.diff.found_in_every_form",
                                                                 "*.history.regression_test",
                                                                 "*.history.foreign_test"};
  static const std::vector<Law> all = {
      {"*.http.no_redirect", {"*"}},
      {"*.response.never_5xx", about_the_status},
      {"*.response.json", {"*.envelope.members"}},
      {"*.auth.wrong_token", {"*.auth.before_not_found"}},
      {"*.auth.other_scheme", {"*.auth.before_parameters"}},
      {"*.auth.*", status},
      {"*.not_found.*", status},
      {"*.parameters.accepted", statuses},
      {"*.parameters.*", status},
      {"*.envelope.unknown_path", status},
      {"*.envelope.wrong_method", status},
      {"*.http.head", status},
      {"*.pagination.exactly_at_the_end", statuses},
      {"*.pagination.past_the_end", statuses},
      {"*.diff.found_in_every_form", statuses},
      {"*.history.regression_test", statuses},
      {"*.history.foreign_test", status},
      {"*.response.succeeds", status},
  };
  return all;
}

bool has_findings(const Check& check) {
  return check.outcome == Outcome::failed && !check.findings.empty();
}

// Operations at whose path nothing is: no request of them was answered but by a 404, so whatever
// else fails of them does so for that reason.
std::set<std::string_view> operations_not_there(const Transcript& transcript) {
  std::map<std::string_view, bool> not_there;
  for (const Exchange& exchange : transcript.exchanges()) {
    if (exchange.request.operation.empty() || !exchange.response) continue;
    const int status = exchange.response->status;
    if (status == 429) continue;
    const bool not_found = status == 404 || status == 401 || status == 403;
    const auto [row, added] = not_there.emplace(exchange.request.operation, true);
    row->second &= not_found;
  }
  std::set<std::string_view> operations;
  for (const auto& [operation, is_not_there] : not_there) {
    if (is_not_there) operations.insert(operation);
  }
  return operations;
}

bool matches_any(const std::vector<std::string_view>& globs, const std::string& id) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](std::string_view glob) { return matches(std::string(glob), id); });
}

// The failed checks by the law that they may be the cause of, and the exchanges that each tells of.
class Causes {
 public:
  explicit Causes(const std::vector<Check>& checks) : of_law_(laws().size()) {
    for (const Check& check : checks) {
      if (!has_findings(check)) continue;
      for (const Finding& finding : check.findings) told_[&check].insert(finding.exchange);
      for (std::size_t i = 0; i < laws().size(); ++i) {
        if (matches(std::string(laws()[i].cause), check.id)) of_law_[i].push_back(&check);
      }
    }
  }

  // The id of the check that the failed one follows from; empty when it stands by itself.
  std::string of(const Check& check) const {
    std::vector<const Check*> candidates;  // what explains most comes first
    for (std::size_t i = 0; i < laws().size(); ++i) {
      if (!matches_any(laws()[i].effects, check.id)) continue;
      for (const Check* cause : of_law_[i]) {
        if (cause != &check) candidates.push_back(cause);
      }
    }
    std::string first;
    for (const Finding& finding : check.findings) {
      const auto cause = std::find_if(candidates.begin(), candidates.end(), [&](const Check* one) {
        return told_.at(one).contains(finding.exchange);
      });
      if (cause == candidates.end()) return {};
      if (first.empty()) first = (*cause)->id;
    }
    return first;
  }

 private:
  std::vector<std::vector<const Check*>> of_law_;
  std::map<const Check*, std::set<std::size_t>> told_;
};

}  // namespace

void tell_what_follows(std::vector<Check>& checks, const Transcript& transcript) {
  std::map<std::string_view, std::string> not_there;  // by operation, what says so
  const auto operations = operations_not_there(transcript);
  for (const Check& check : checks) {
    const auto operation = operation_of(check);
    if (has_findings(check) && check.id.ends_with(".response.succeeds") &&
        operations.contains(operation)) {
      not_there[operation] = check.id;
    }
  }
  const Causes causes(checks);
  std::vector<std::pair<Check*, std::string>> found;
  for (Check& check : checks) {
    if (!has_findings(check)) continue;
    const auto whole = not_there.find(operation_of(check));
    const bool by_operation = whole != not_there.end() && whole->second != check.id;
    found.emplace_back(&check, by_operation ? whole->second : causes.of(check));
  }
  for (auto& [check, cause] : found) check->follows_from = std::move(cause);
}

}  // namespace sp::contract
