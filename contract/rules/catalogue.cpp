#include "rules/catalogue.h"

#include <algorithm>
#include <fnmatch.h>

#include <fmt/format.h>

#include <sp/schemas/nearest.h>

namespace sp::contract {

namespace {

using MakeFamily = Family (*)(const Contract&);

// In the order of reports.
constexpr MakeFamily makers[] = {
    response_family,   auth_family,       envelope_family, not_found_family,     parameters_family,
    pagination_family, rate_limit_family, summary_family,  error_summary_family, result_family,
    diff_family,       history_family,    http_family};

bool makes_sense(const Rule& rule, std::string_view operation) {
  return rule.operations.empty() || rule.operations.contains(operation);
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
  for (const MakeFamily make : makers) {
    Family& family = families_.emplace_back(make(contract));
    std::erase_if(family.rules,
                  [&](const Rule& rule) { return rule.holds_in && !rule.holds_in(contract); });
    for (Rule& rule : family.rules) {
      if (rule.unjudged.empty()) rule.unjudged = family.unjudged;
    }
  }
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
        for (const std::string_view name : rule.probes) {
          const bool whole = name.find('/') != std::string_view::npos;
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

std::vector<const BoundRule*> selected_rules(const Catalogue& catalogue, const Options& options) {
  std::vector<const BoundRule*> selected;
  for (const BoundRule& rule : catalogue.rules()) {
    const std::string id = rule.id();
    if ((options.only.empty() || matches_any(options.only, id)) &&
        !matches_any(options.except, id)) {
      selected.push_back(&rule);
    }
  }
  return selected;
}

namespace {

// The ids, or beginnings of ids, that may be meant: as many parts as were given; else ": ".
std::string may_be_meant(const std::string& glob, const std::vector<const Catalogue*>& catalogues) {
  const auto dots = std::count(glob.begin(), glob.end(), '.');
  std::vector<std::string> names;
  for (const Catalogue* catalogue : catalogues) {
    for (const BoundRule& rule : catalogue->rules()) {
      std::string id = rule.id();
      std::size_t end = 0;
      for (std::ptrdiff_t dot = 0; dot <= dots && end != std::string::npos; ++dot) {
        end = id.find('.', end + (dot > 0 ? 1 : 0));
      }
      id.resize(std::min(end, id.size()));
      if (names.empty() || names.back() != id) names.push_back(std::move(id));
    }
  }
  const std::string meant = schemas::did_you_mean(glob, names);
  return meant.empty() ? ":" : meant;
}

}  // namespace

void check_filters(const std::vector<const Catalogue*>& catalogues, const Options& options) {
  const auto check = [&](const std::vector<std::string>& globs, std::string_view flag) {
    for (const std::string& glob : globs) {
      const bool known =
          std::any_of(catalogues.begin(), catalogues.end(), [&](const Catalogue* catalogue) {
            return std::any_of(catalogue->rules().begin(), catalogue->rules().end(),
                               [&](const BoundRule& rule) { return matches(glob, rule.id()); });
          });
      if (known) continue;
      throw UsageError(
          fmt::format("{} '{}' matches no check{} `sp-contract --list` shows their ids", flag, glob,
                      may_be_meant(glob, catalogues)));
    }
  };
  check(options.only, "--filter");
  check(options.except, "--exclude");
  check(options.require, "--require");
  if (std::all_of(catalogues.begin(), catalogues.end(), [&](const Catalogue* catalogue) {
        return selected_rules(*catalogue, options).empty();
      })) {
    throw UsageError("--filter and --exclude together leave no check");
  }
}

void check_some_left(const Catalogue& catalogue, const Options& options) {
  if (!selected_rules(catalogue, options).empty()) return;
  throw UsageError(
      fmt::format("--filter and --exclude together leave no check of the {} revision, which the "
                  "deployment follows",
                  schemas::to_string(catalogue.revision())));
}

bool matches(const std::string& glob, const std::string& id) {
  return ::fnmatch(glob.c_str(), id.c_str(), 0) == 0 ||
         ::fnmatch((glob + ".*").c_str(), id.c_str(), 0) == 0;
}

}  // namespace sp::contract
