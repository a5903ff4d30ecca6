#include "rules/catalogue.h"

#include <algorithm>
#include <fnmatch.h>

#include <fmt/format.h>

namespace sp::contract {

namespace {

using MakeFamily = Family (*)(const Contract&);

// In the order of reports.
constexpr MakeFamily makers[] = {
    response_family,   auth_family,       envelope_family, not_found_family,     parameters_family,
    pagination_family, rate_limit_family, summary_family,  error_summary_family, result_family,
    diff_family,       history_family,    http_family};

bool makes_sense(const Rule& rule, std::string_view operation) {
  return rule.operations.empty() || std::find(rule.operations.begin(), rule.operations.end(),
                                              operation) != rule.operations.end();
}

bool matches_any(const std::vector<std::string>& globs, const std::string& id) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return matches(glob, id); });
}

}  // namespace

const Catalogue& Catalogue::of(schemas::Revision revision) {
  if (revision == schemas::Revision::upstream) {
    static const Catalogue upstream(schemas::Revision::upstream);
    return upstream;
  }
  static const Catalogue published(schemas::Revision::published);
  return published;
}

Catalogue::Catalogue(schemas::Revision revision)
    : revision_(revision), api_(schemas::Api::of(revision)) {
  const Contract contract{revision_, api_};
  for (const MakeFamily make : makers) families_.push_back(make(contract));
  probes_ = common_probes(api_);
  for (const Family& family : families_) {
    probes_.insert(probes_.end(), family.probes.begin(), family.probes.end());
  }
  bind();
}

void Catalogue::bind() {
  for (const std::string_view operation : operation_ids) {
    for (const Family& family : families_) {
      for (const Rule& rule : family.rules) {
        if (!makes_sense(rule, operation)) continue;
        BoundRule bound{&family, &rule, std::string(operation), {}};
        for (const std::string& name : rule.probes) {
          const bool whole = name.find('/') != std::string::npos;
          const Probe* found = whole ? probe(name) : probe(operation, name);
          if (found) bound.probes.push_back(found);
        }
        rules_.push_back(std::move(bound));
      }
    }
  }
}

const Probe* Catalogue::probe(std::string_view operation, std::string_view kind) const {
  for (const Probe& probe : probes_) {
    if (probe.operation == operation && probe.kind == kind) return &probe;
  }
  return nullptr;
}

const Probe* Catalogue::probe(std::string_view id) const {
  const auto slash = id.find('/');
  return slash == std::string_view::npos ? nullptr
                                         : probe(id.substr(0, slash), id.substr(slash + 1));
}

std::string BoundRule::id() const {
  return fmt::format("{}.{}.{}", operation, family->name, rule->name);
}

void check_globs(const Catalogue& catalogue, const std::vector<std::string>& globs,
                 std::string_view flag) {
  for (const std::string& glob : globs) {
    const auto& rules = catalogue.rules();
    if (std::none_of(rules.begin(), rules.end(),
                     [&](const BoundRule& rule) { return matches(glob, rule.id()); })) {
      throw UsageError(fmt::format("{} '{}' matches no check: `sp-contract --list` shows their ids",
                                   flag, glob));
    }
  }
}

std::vector<const BoundRule*> selected_rules(const Catalogue& catalogue, const Options& options) {
  check_globs(catalogue, options.only, "--filter");
  check_globs(catalogue, options.except, "--exclude");
  check_globs(catalogue, options.require, "--require");
  std::vector<const BoundRule*> selected;
  for (const BoundRule& rule : catalogue.rules()) {
    const std::string id = rule.id();
    if ((options.only.empty() || matches_any(options.only, id)) &&
        !matches_any(options.except, id)) {
      selected.push_back(&rule);
    }
  }
  if (selected.empty()) throw UsageError("--filter and --exclude together leave no check");
  return selected;
}

bool matches(const std::string& glob, const std::string& id) {
  return ::fnmatch(glob.c_str(), id.c_str(), 0) == 0;
}

}  // namespace sp::contract
