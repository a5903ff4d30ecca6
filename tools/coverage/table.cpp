#include "coverage/table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sp::coverage {

namespace {

// Why no rule can read a place.
struct Reason {
  std::string_view section;
  std::string_view place;
  std::string_view reason;
};

// None is needed so far.
constexpr std::array<Reason, 0> reasons = {};

const Reason* reason_for(const std::string& section, const Row& row) {
  const auto* found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& one) {
    return section == one.section && row.place == one.place;
  });
  return found == reasons.end() ? nullptr : found;
}

// Rules in one cell, those first that need nothing but the answer and the document.
std::string rules_in(const Row& row) {
  std::map<std::string, std::vector<std::string>> by_source;
  for (const auto& [rule, against] : row.noticed) {
    by_source[fmt::format("{}", fmt::join(against, ", "))].push_back("`" + rule + "`");
  }
  std::string text;
  for (const auto& [source, rules] : by_source) {
    if (!text.empty()) text += "; ";
    if (!source.empty()) text += fmt::format("against {}: ", source);
    text += fmt::format("{}", fmt::join(rules, ", "));
  }
  return text;
}

std::string names_of(const std::vector<schemas::Revision>& revisions) {
  std::vector<std::string_view> names;
  for (const auto revision : revisions) names.push_back(schemas::to_string(revision));
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string Table::markdown() const {
  std::string text =
      "# Coverage\n\n"
      "Which rules read which member of which answer, and against what. This page is the output "
      "of\n`sp-coverage`, which changes one member after the other in what a mock answered, in all "
      "answers\nand in one of them, and lists the rules that notice. What stands behind "
      "\"against\" "
      "are the\noperations whose answers the changed ones were held against; other rules go by the "
      "answer\nitself, its request and the document. [checks.md](checks.md) says what each rule "
      "holds.\n";
  for (const Section& section : sections_) {
    text += fmt::format("\n## {}\n\n| place | revisions | rules |\n| --- | --- | --- |\n",
                        section.title);
    for (const Row& row : section.rows) {
      const Reason* reason = reason_for(section.title, row);
      text +=
          fmt::format("| `{}` | {} | {} |\n", row.place, names_of(row.revisions),
                      row.noticed.empty() && reason ? std::string(reason->reason) : rules_in(row));
    }
  }
  return text;
}

std::vector<std::string> Table::problems() const {
  std::vector<std::string> problems;
  for (const Section& section : sections_) {
    for (const Row& row : section.rows) {
      const bool has_reason = reason_for(section.title, row) != nullptr;
      if (row.noticed.empty() && !has_reason) {
        problems.push_back(fmt::format("{} {}: no rule reads it, and no reason is given",
                                       section.title, row.place));
      }
      if (!row.noticed.empty() && has_reason) {
        problems.push_back(fmt::format("{} {}: a reason is given, and rules read it: {}",
                                       section.title, row.place, rules_in(row)));
      }
    }
  }
  return problems;
}

}  // namespace sp::coverage
