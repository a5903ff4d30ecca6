#include "mutants/matrix.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace sp::mutants {

namespace {

struct Count {
  std::size_t noticed = 0;
  std::size_t survived = 0;
  std::size_t unreached = 0;
  std::size_t equivalent = 0;

  void add(const Result& result) {
    if (!result.equivalent.empty()) {
      ++equivalent;
    } else {
      ++(result.fate == Fate::noticed    ? noticed
         : result.fate == Fate::survived ? survived
                                         : unreached);
    }
  }
  std::size_t judged() const { return noticed + survived + unreached; }
};

// "response.schema" of "getDiff.response.schema": which of the five it was, the group says.
std::string rule_of(const std::string& check) {
  const auto dot = check.find('.');
  return dot == std::string::npos ? check : check.substr(dot + 1);
}

struct Group {
  Count count;
  std::map<std::string, std::size_t> rules;  // how many mutants each noticed
};

std::string rules_by_weight(const Group& group) {
  std::vector<std::pair<std::string, std::size_t>> rows(group.rules.begin(), group.rules.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) {
    text += fmt::format("{}{} {}", i > 0 ? ", " : "", rows[i].first, rows[i].second);
  }
  if (rows.size() > most) text += fmt::format(", {} more", rows.size() - most);
  return text;
}

bool excused(const Result& result) { return !result.equivalent.empty(); }

std::string section(const std::vector<Result>& results, const char* title,
                    bool (*belongs)(const Result&)) {
  std::string text;
  std::size_t count = 0;
  for (const Result& result : results) {
    if (!belongs(result)) continue;
    ++count;
    text += fmt::format("  {} {}: {}{}{}  {}\n", schemas::to_string(result.revision), result.world,
                        result.mutant->name, result.why.empty() ? "" : "  # ", result.why,
                        result.fault);
  }
  return count == 0 ? std::string() : fmt::format("\n{} {}\n{}", count, title, text);
}

const char* name_of(Fate fate) {
  switch (fate) {
    case Fate::noticed: return "noticed";
    case Fate::survived: return "survived";
    case Fate::unreached: return "unreached";
  }
  return "";
}

}  // namespace

std::size_t count_of(const std::vector<Result>& results, Fate fate) {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(),
      [fate](const Result& result) { return result.fate == fate && !excused(result); }));
}

std::string matrix(const std::vector<Result>& results) {
  std::map<std::string, Group> groups;
  for (const Result& result : results) {
    Group& group = groups[result.mutant->operation() + " " + result.mutant->kind];
    group.count.add(result);
    std::set<std::string> rules;
    for (const std::string& check : result.failed) rules.insert(rule_of(check));
    if (!excused(result)) {
      for (const std::string& rule : rules) ++group.rules[rule];
    }
  }
  std::string text = fmt::format("{:34} {:>11} {:>9} {:>10}  {}\n", "group", "noticed", "unreached",
                                 "equivalent", "by");
  for (const auto& [name, group] : groups) {
    const Count& count = group.count;
    text += fmt::format("{:34} {:>5}/{:<5} {:>9} {:>10}  {}\n", name, count.noticed, count.judged(),
                        count.unreached, count.equivalent, rules_by_weight(group));
  }
  return text;
}

std::string survivors(const std::vector<Result>& results) {
  return section(results, "met and not noticed:",
                 [](const Result& result) {
                   return result.fate == Fate::survived && !excused(result);
                 }) +
         section(results, "not reached by any request of the suite:",
                 [](const Result& result) {
                   return result.fate == Fate::unreached && !excused(result);
                 }) +
         section(results,
                 "noticed, though the table takes them for equivalent:", [](const Result& result) {
                   return result.fate == Fate::noticed && excused(result);
                 });
}

std::string totals(const std::vector<Result>& results) {
  Count count;
  double milliseconds = 0;
  for (const Result& result : results) {
    count.add(result);
    milliseconds += result.milliseconds;
  }
  const double each = results.empty() ? 0 : milliseconds / static_cast<double>(results.size());
  return fmt::format(
      "{} mutants: {} noticed, {} survived, {} not reached, {} equivalent; {:.1f} ms each",
      results.size(), count.noticed, count.survived, count.unreached, count.equivalent, each);
}

Json to_json(const std::vector<Result>& results) {
  Json rows = Json::array();
  for (const Result& result : results) {
    Json row = {{"world", result.world},
                {"revision", schemas::to_string(result.revision)},
                {"name", result.mutant->name},
                {"kind", result.mutant->kind},
                {"outcome", name_of(result.fate)},
                {"failed", result.failed},
                {"why", result.why},
                {"equivalent", excused(result) ? Json(result.equivalent) : Json(nullptr)},
                {"requests", result.requests},
                {"night", result.night},
                {"milliseconds", result.milliseconds}};
    row["fault"] = Json::parse(result.fault);
    rows.push_back(std::move(row));
  }
  return {{"survivors", count_of(results, Fate::survived)},
          {"unreached", count_of(results, Fate::unreached)},
          {"mutants", std::move(rows)}};
}

}  // namespace sp::mutants
