#include "coverage/recording.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "session/recording.h"
#include "verdict/judge.h"

namespace sp::coverage {

namespace {

contract::Options strictly() {
  contract::Options options;
  options.strict = true;
  return options;
}

// On a clock that stands still, so that the same answers come each time.
mock::Scenario standing_still(const std::string& scenario) {
  return mock::Scenario::parse(
      Json{{"version", 1},
           {"extends", scenario},
           {"clock", {{"start", "2026-06-27T13:00:00Z"}, {"mode", "manual"}}}}
          .dump(),
      std::nullopt, scenario);
}

contract::Report asked(const std::string& scenario, const contract::Target& target,
                       mock::Server& server, schemas::Revision revision) {
  contract::Options options;
  options.revision = revision;
  options.rate_limit_probe = true;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  contract::Target asking = target;
  asking.base_url = server.base_url();
  asking.token = server.token();
  contract::Report report = contract::run(asking, options);
  if (contract::exit_code(report) == 0) return report;
  throw std::runtime_error(fmt::format("the suite finds fault with {}", scenario));
}

}  // namespace

Recording::Recording(const std::string& scenario, std::int64_t run, schemas::Revision revision)
    : catalogue_(contract::Catalogue::of(revision)),
      rules_(contract::selected_rules(catalogue_, strictly())) {
  mock::Server server(standing_still(scenario), {.revision = revision});
  target_.run_ids = {run};
  target_.base_url = server.base_url();
  const contract::Report report = asked(scenario, target_, server, revision);
  const auto transcript = contract::played_back(report.exchanges, catalogue_);
  exchanges_.assign(transcript.exchanges().begin(), transcript.exchanges().end());
  Noticed noticed;
  add_noticed({}, {}, noticed);
  for (const auto& [rule, against] : noticed) noted_.insert(rule);
}

void Recording::add_noticed(const std::set<std::size_t>& chosen, const Change& change,
                            Noticed& noticed) const {
  contract::Transcript transcript;
  for (contract::Exchange exchange : exchanges_) {
    if (chosen.contains(exchange.number)) change(exchange);
    transcript.add(std::move(exchange));
  }
  const auto judgement =
      contract::judge_strictly(rules_, catalogue_, transcript, target_, strictly());
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const contract::Check& check = judgement.checks[i];
    const std::string rule = rule_of(check.id);
    const bool is_news = check.outcome == contract::Outcome::failed && !noted_.contains(rule) &&
                         !noticed.contains(rule);
    if (is_news) noticed[rule] = against(*rules_[i], transcript, chosen);
  }
}

std::set<std::string> Recording::against(const contract::BoundRule& rule,
                                         const contract::Transcript& transcript,
                                         const std::set<std::size_t>& changed) const {
  const auto judgement =
      contract::judge_strictly({&rule}, catalogue_, transcript, target_, strictly());
  std::set<std::string> operations;
  std::set<std::string> of_changed;
  for (const std::size_t number : changed) {
    of_changed.insert(exchanges_[number].request.operation);
  }
  for (const contract::Exchange* exchange : judgement.contradictions) {
    const std::string& operation = exchange->request.operation;
    const bool other = !of_changed.contains(operation) || judgement.contradictions.size() > 1;
    if (other) operations.insert(operation);
  }
  // With answers of another operation, one of its own is what is held against them.
  if (operations.size() > 1) {
    for (const std::string& operation : of_changed) operations.erase(operation);
  }
  return operations;
}

std::string rule_of(std::string_view check) {
  return std::string(check.substr(check.find('.') + 1));
}

}  // namespace sp::coverage
