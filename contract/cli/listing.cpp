#include "cli/listing.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plan/plan.h"

namespace sp::contract {

namespace {

// One rule and the operations that it is judged for.
struct Entry {
  std::string family;
  std::string name;
  const RuleInfo* info;
  std::vector<std::string> operations;
};

std::string names_of(const std::vector<schemas::Revision>& revisions) {
  std::vector<std::string_view> names;
  for (const auto revision : revisions) names.push_back(schemas::to_string(revision));
  return fmt::format("{}", fmt::join(names, ", "));
}

// In the order of the catalogue, each rule once.
std::vector<Entry> entries_of(const std::vector<RuleInfo>& rules) {
  std::vector<Entry> entries;
  for (const RuleInfo& rule : rules) {
    const auto first = rule.id.find('.');
    const auto second = rule.id.find('.', first + 1);
    const std::string family = rule.id.substr(first + 1, second - first - 1);
    const std::string name = rule.id.substr(second + 1);
    auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
      return entry.family == family && entry.name == name && entry.info->title == rule.title &&
             entry.info->why == rule.why && entry.info->contract == rule.contract &&
             entry.info->revisions == rule.revisions;
    });
    if (known == entries.end()) {
      known = entries.insert(entries.end(), {family, name, &rule, {}});
    }
    known->operations.push_back(rule.id.substr(0, first));
  }
  return entries;
}

std::string in_cell(std::string text) {
  for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, "\\");
  }
  return text;
}

constexpr std::size_t all_operations = 5;

std::string section(const std::string& family, const std::vector<Entry>& entries) {
  std::string text = fmt::format(
      "\n## {}\n\n| rule | judged for | revisions | what holds | why it matters | source |\n"
      "| --- | --- | --- | --- | --- | --- |\n",
      family);
  for (const Entry& entry : entries) {
    if (entry.family != family) continue;
    const std::string operations = entry.operations.size() == all_operations
                                       ? "all"
                                       : fmt::format("`{}`", fmt::join(entry.operations, "`, `"));
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", entry.name, operations,
                        names_of(entry.info->revisions), in_cell(entry.info->title),
                        in_cell(entry.info->why), in_cell(entry.info->contract));
  }
  return text;
}

}  // namespace

std::string list_text(const Options& options) {
  const auto rules = catalogue(options);
  std::size_t width = 0;
  for (const RuleInfo& rule : rules) width = std::max(width, rule.id.size());
  std::string text;
  for (const RuleInfo& rule : rules) {
    // Where there is but one revision to judge by, it need not be said.
    const bool marked = options.judge_by != JudgeBy::revision && rule.revisions.size() == 1;
    const auto same_id = std::count_if(rules.begin(), rules.end(),
                                       [&](const RuleInfo& other) { return other.id == rule.id; });
    const std::string names = names_of(rule.revisions);
    const std::string mark =
        same_id > 1 ? fmt::format(" (in {})", names) : fmt::format(" ({} only)", names);
    text += fmt::format("{:<{}}  {}{}\n", rule.id, width, rule.title, marked ? mark : "");
  }
  return text;
}

std::string list_markdown(const Options& options) {
  const auto rules = catalogue(options);
  const auto entries = entries_of(rules);
  const std::string revision = options.judge_by == JudgeBy::revision
                                   ? std::string(schemas::to_string(options.revision))
                                   : "both";
  std::set<std::string> names;
  for (const Entry& entry : entries) names.insert(entry.family + '.' + entry.name);
  std::set<std::string> ids;
  for (const RuleInfo& rule : rules) ids.insert(rule.id);
  std::string text = fmt::format(
      "# Checks\n\n"
      "What `sp-contract` judges a deployment by. A check's id is its operation, family and rule, "
      "as in\n`{}`; `--filter`, `--exclude` and `--require` take patterns of ids. This page is "
      "the output of\n`sp-contract --list --revision {} --format=markdown`: {} rules, {} checks. "
      "Sections are\nthose of [contract.md](contract.md), tags in brackets its sources.\n",
      rules.front().id, revision, names.size(), ids.size());
  std::vector<std::string> families;
  for (const Entry& entry : entries) {
    if (std::find(families.begin(), families.end(), entry.family) == families.end()) {
      families.push_back(entry.family);
    }
  }
  for (const std::string& family : families) text += section(family, entries);
  return text;
}

namespace {

// What of the plan was drawn; nothing where nothing is.
std::string coverage_text(const Target& target, const Options& options) {
  if (options.seed == Seed{} && !options.memory) return "";
  const Coverage found = coverage(options, target);
  std::string text = fmt::format("drawn by --seed {}: {} of {} that are asked in turn\n",
                                 to_string(found.seed), found.drawn, found.drawable);
  if (!options.memory) return text;
  return text + fmt::format("the memory has {} of these {}, {} of which failed when asked last\n",
                            found.asked_before, found.drawable, found.failed_last);
}

}  // namespace

std::string plan_text(const Target& target, const Options& options) {
  constexpr std::size_t width = 120;
  int stage = 0;
  std::size_t with_token = 0;
  std::size_t without = 0;
  std::string text;
  for (const PlannedRequest& row : plan(target, options)) {
    if (row.stage != stage) text += fmt::format("stage {}\n", stage = row.stage);
    const std::string request =
        row.request.size() <= width ? row.request : row.request.substr(0, width) + "…";
    text += fmt::format("  {:<40} {}{}{}\n", row.probe, request,
                        row.at_most > 1 ? fmt::format(", up to {} of them", row.at_most) : "",
                        row.how.empty() ? "" : fmt::format(" ({})", row.how));
    (row.with_token ? with_token : without) += row.at_most;
  }
  with_token = std::min(with_token, most_requests(options, true));
  without = std::min(without, most_requests(options, false));
  return text +
         fmt::format("at most {} requests with the token and {} without\n", with_token, without) +
         coverage_text(target, options);
}

}  // namespace sp::contract
