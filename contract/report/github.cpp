#include "report/github.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/visible.h>

#include "report/overview.h"

namespace sp::contract {

namespace {

constexpr std::size_t most_annotations = 10;  // of a kind, in one step

// A command's message; what a server sent cannot end the line and begin a command.
std::string message(std::string_view text) {
  std::string result;
  for (const char c : schemas::visible(text, schemas::Lines::many)) {
    if (c == '%' || c == '\n') {
      result += c == '%' ? "%25" : "%0A";
    } else {
      result += c;
    }
  }
  return result;
}

std::string property_value(std::string_view text) {
  std::string result;
  for (const char c : message(text)) {
    if (c == ':' || c == ',') {
      result += c == ':' ? "%3A" : "%2C";
    } else {
      result += c;
    }
  }
  return result;
}

struct Annotation {
  std::string title;
  std::string message;
};

// The annotations of one kind, the tenth in place of all that are too many.
std::string commands(std::string_view kind, const std::vector<Annotation>& annotations) {
  const bool too_many = annotations.size() > most_annotations;
  const std::size_t shown = too_many ? most_annotations - 1 : annotations.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += fmt::format("::{} title={}::{}\n", kind, property_value(annotations[i].title),
                        message(annotations[i].message));
  }
  if (too_many) {
    std::string ids;
    for (std::size_t i = shown; i < annotations.size(); ++i) ids += "\n" + annotations[i].title;
    text += fmt::format("::{} title=and {} more::GitHub shows {} of a kind. The others:{}\n", kind,
                        annotations.size() - shown, most_annotations, message(ids));
  }
  return text;
}

std::string failure_message(const Check& check) {
  std::string text = check.title;
  if (!check.reason.empty()) text += "\n" + check.reason;
  const auto finding = std::find_if(check.findings.begin(), check.findings.end(),
                                    [](const Finding& one) { return !one.known; });
  if (finding == check.findings.end()) return text;
  text += fmt::format("\n{} {}", finding->method, finding->path);
  if (!finding->pointer.empty()) text += "\nat " + finding->pointer;
  text += fmt::format("\nexpected {}\nfound {}\n", finding->expected, finding->actual);
  if (const auto places = places_text(*finding); !places.empty()) {
    text += fmt::format("in {}\n", places);
  }
  text += finding->curl;
  if (check.findings.size() > 1) {
    text += fmt::format("\nand {} more findings", check.findings.size() - 1);
  }
  return text;
}

std::string gone_lines(const Report& report) {
  std::string lines;
  for (const GoneFinding& entry : report.gone) {
    lines +=
        fmt::format("\n{}{}{}", entry.check, entry.pointer.empty() ? "" : " at ", entry.pointer);
  }
  return lines;
}

std::string skipped_lines(const Report& report) {
  std::string lines;
  for (const SkipReason& row : skip_reasons(report)) {
    lines += fmt::format("\n{} of the checks: {}", row.ids.size(), row.reason);
  }
  return lines;
}

// What is neither a failure nor a warning, in one notice each.
std::vector<Annotation> notices(const Report& report) {
  std::vector<Annotation> annotations;
  if (const auto advice = hint(report)) annotations.push_back({"sp-contract", *advice});
  std::string following;
  std::string known;
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::failed && !is_cause(check)) {
      following += fmt::format("\n{} (from {})", check.id, check.follows_from);
    }
    if (check.outcome == Outcome::known) known += "\n" + check.id;
  }
  if (!following.empty()) {
    annotations.push_back({fmt::format("{} more failed", failure_counts(report).following),
                           "These checks failed for the same causes:" + following});
  }
  if (!known.empty()) {
    annotations.push_back({fmt::format("{} known", report.count(Outcome::known)),
                           "The baseline has all that these checks find:" + known});
  }
  if (!report.gone.empty()) {
    annotations.push_back({fmt::format("{} gone", report.gone.size()),
                           "The baseline has entries that were not found any more; --prune takes "
                           "them out:" +
                               gone_lines(report)});
  }
  // Where the target could not be judged, an error says why.
  if (std::string skipped = skipped_lines(report); !report.unjudgeable && !skipped.empty()) {
    annotations.push_back({fmt::format("{} not judged", report.count(Outcome::skipped)),
                           "The report names them:" + skipped});
  }
  return annotations;
}

}  // namespace

std::string github_commands(const Report& report) {
  std::vector<Annotation> errors;
  if (report.unjudgeable) errors.push_back({std::string(verdict(report)), *report.unjudgeable});
  std::vector<Annotation> warnings;
  for (const Check& check : report.checks) {
    if (is_cause(check)) errors.push_back({check.id, failure_message(check)});
    if (check.outcome == Outcome::inconclusive) {
      warnings.push_back({check.id, check.title + "\ninconclusive: " + check.reason});
    }
  }
  return commands("error", errors) + commands("warning", warnings) +
         commands("notice", notices(report));
}

}  // namespace sp::contract
