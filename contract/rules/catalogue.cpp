#include "rules/catalogue.h"

#include <algorithm>
#include <fnmatch.h>

#include <fmt/format.h>

namespace sp::contract {

namespace {

bool makes_sense(const Rule& rule, std::string_view operation) {
  return rule.operations.empty() || std::find(rule.operations.begin(), rule.operations.end(),
                                              operation) != rule.operations.end();
}

std::vector<BoundRule> bind_all() {
  std::vector<BoundRule> bound;
  for (const std::string_view operation : operation_ids) {
    for (const Family* family : families()) {
      for (const Rule& rule : family->rules) {
        if (makes_sense(rule, operation)) bound.push_back({&rule, std::string(operation)});
      }
    }
  }
  return bound;
}

// The rules that match any of the globs, which must each match one.
std::vector<const BoundRule*> matching(const std::vector<std::string>& globs,
                                       std::string_view flag) {
  std::vector<const BoundRule*> found;
  for (const std::string& glob : globs) {
    const auto before = found.size();
    for (const BoundRule& rule : all_rules()) {
      if (matches(glob, rule.id())) found.push_back(&rule);
    }
    if (found.size() == before) {
      throw UsageError(fmt::format("{} '{}' matches no check: `sp-contract --list` shows their ids",
                                   flag, glob));
    }
  }
  return found;
}

bool holds(const std::vector<const BoundRule*>& rules, const BoundRule* rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

}  // namespace

const std::vector<const Family*>& families() {
  static const std::vector<const Family*> all = {&response_family(), &envelope_family()};
  return all;
}

const std::vector<Probe>& probes() {
  static const std::vector<Probe> all = [] {
    std::vector<Probe> union_of_all = common_probes();
    for (const Family* family : families()) {
      union_of_all.insert(union_of_all.end(), family->probes.begin(), family->probes.end());
    }
    return union_of_all;
  }();
  return all;
}

std::string BoundRule::id() const {
  return fmt::format("{}.{}.{}", operation, rule->family, rule->name);
}

std::vector<std::string> BoundRule::probe_ids() const {
  std::vector<std::string> ids;
  for (const std::string_view probe : rule->probes) {
    if (probe.find('/') != std::string_view::npos) {
      ids.emplace_back(probe);
    } else if (find_probe(operation, probe)) {
      ids.push_back(fmt::format("{}/{}", operation, probe));
    }
  }
  return ids;
}

const std::vector<BoundRule>& all_rules() {
  static const std::vector<BoundRule> rules = bind_all();
  return rules;
}

std::vector<const BoundRule*> selected_rules(const Options& options) {
  const auto only = matching(options.only, "--filter");
  const auto except = matching(options.except, "--exclude");
  std::vector<const BoundRule*> selected;
  for (const BoundRule& rule : all_rules()) {
    if ((options.only.empty() || holds(only, &rule)) && !holds(except, &rule)) {
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
