#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/mock/quirks.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "quirks/nearest.h"

namespace sp::mock {

namespace {

constexpr std::string_view diff = "getDiff";
constexpr std::string_view history = "getSampleHistory";
constexpr std::string_view read = "the platform's code, as of 2026-08-22";
constexpr std::string_view seen = "answers of the platform's code, recorded in August 2026";

constexpr std::array<QuirkEntry, quirk_count> entries = {{
    {Quirk::lax_integers, "lax_integers",
     "Ids, limit and offset are read as Python's int() reads a text: 007, +7, 1_000, a space "
     "around "
     "it and digits of any script pass.",
     seen, ""},
    {Quirk::lax_context_lines, "lax_context_lines",
     "context_lines is never refused: a value that is not a number counts as 3, one out of range "
     "as 1 or 50, and with format=unified every value counts as 3.",
     seen, diff},
    {Quirk::lax_format, "lax_format",
     "Every format other than unified, even an empty one, gets the structured form.", seen, diff},
    {Quirk::lax_severity, "lax_severity",
     "An unknown severity gets an empty page; an empty one filters nothing.", seen,
     "getErrorSummary"},
    {Quirk::lax_history_filters, "lax_history_filters",
     "An empty filter of a history filters nothing, and branch may be of any length.", seen,
     history},
    {Quirk::lax_dates, "lax_dates",
     "Dates are read as Python's datetime.fromisoformat reads a text: a date alone, a week date, "
     "no seconds, no zone pass; a lower-case z, second 60 and hour 24 do not.",
     seen, history},
    {Quirk::zone_dropped, "zone_dropped",
     "created_after and created_before are compared without their zone: 12:00+02:00 is taken for "
     "12:00 UTC.",
     seen, history},
    {Quirk::first_refusal_only, "first_refusal_only",
     "A 400 names only the first wrong parameter, and names none if it is one with a list of "
     "allowed values; an unknown run or sample is reported before a wrong filter.",
     seen, ""},
    {Quirk::repeats_ignored, "repeats_ignored",
     "If a parameter is given several times, its first value counts and the others are ignored.",
     seen, ""},
    {Quirk::router_answers, "router_answers",
     "A path with // is answered 308 with an HTML body, and redirected to plain http; OPTIONS is "
     "answered 200 with Allow and no body, and the rate limit counts it.",
     seen, ""},
    {Quirk::router_ids, "router_ids",
     "A regression_id or output_id of a diff that is not digits only is a 404, also without a "
     "token.",
     seen, diff},
    {Quirk::spaces_after_bearer, "spaces_after_bearer",
     "Any number of spaces may stand between Bearer and the token.", seen, ""},
    {Quirk::missing_not_listed, "missing_not_listed",
     "An output that was never produced is not in a result's outputs, and its diff is a 404.", seen,
     ""},
    {Quirk::no_results_is_error, "no_results_is_error",
     "The status of a completed run without results is error, which the document does not have.",
     seen, "getRunSummary"},
    {Quirk::error_runs_are_canceled, "error_runs_are_canceled",
     "A run in state error says that it is canceled.", read, ""},
    {Quirk::variant_in_signature, "variant_in_signature",
     "A failure signature names the first output that differs from its baseline, although an "
     "accepted variant excuses it.",
     seen, history},
    {Quirk::diff_reads_lines_its_way, "diff_reads_lines_its_way",
     "Texts that differ only in line ends, or in a newline at the end, are identical; a text that "
     "is not UTF-8 is read as Windows-1252; the diff of a text over 10 MiB is a 422.",
     seen, diff},
    {Quirk::diff_drops_markers, "diff_drops_markers",
     "The structured form loses removed lines that begin with -- and added lines that begin with "
     "++; the line numbers after a lost line are too low.",
     seen, diff},
    {Quirk::diff_without_limits, "diff_without_limits",
     "In the structured form a hunk may have more than 500 lines, and a text more than 1,000 "
     "characters.",
     seen, diff},
    {Quirk::unified_cut_at_10000, "unified_cut_at_10000",
     "The unified form is cut after 10,000 lines, and a line says so; it has no newline at its "
     "end, and does not mark a text without one.",
     seen, diff},
    {Quirk::history_scan, "history_scan",
     "With status, a history looks at the newest 1,000 results only; pagination.truncated says "
     "that there are more.",
     seen, history},
    {Quirk::python_diff, "python_diff",
     "Hunks are those of Python's difflib, which may show more changes than necessary.", read,
     diff},
    {Quirk::null_codes_compared, "null_codes_compared",
     "An exit code of null differs from every number, and makes the result fail.", read, ""},
    {Quirk::limit_by_worker, "limit_by_worker",
     "Each server process counts for itself, so a 429 comes later than the headers say. The "
     "scenario says how many processes there are: rate_limit.workers, by default 1.",
     read, ""},
    {Quirk::wording, "wording",
     "Messages, and the members of details, are in the platform's words.", seen, ""},
}};

constexpr bool entries_are_in_order() {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (static_cast<std::size_t>(entries[i].quirk) != i) return false;
  }
  return true;
}
static_assert(entries_are_in_order());

std::vector<std::string_view> every_name() {
  std::vector<std::string_view> names;
  for (const QuirkEntry& entry : entries) names.push_back(entry.name);
  return names;
}

std::optional<Quirk> find(std::string_view name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const QuirkEntry& entry) { return entry.name == name; });
  return found == entries.end() ? std::nullopt : std::optional(found->quirk);
}

Quirk quirk_named(std::string_view name) {
  if (const auto quirk = find(name)) return *quirk;
  throw std::invalid_argument(fmt::format("{} is not a quirk; the most similar one is {}",
                                          name.empty() ? "an empty name" : name,
                                          nearest(name, every_name())));
}

// A name that the command line has in place of "platform", "none" or names.
[[noreturn]] void refuse(std::string_view name) {
  std::vector<std::string_view> names = every_name();
  names.insert(names.end(), {"platform", "none"});
  throw std::invalid_argument(fmt::format(
      "expected platform (all quirks), none, or names with commas between them, found "
      "{}; the most similar one is {}",
      name.empty() ? "an empty name" : name, nearest(schemas::lower_case(name), names)));
}

}  // namespace

std::span<const QuirkEntry> all_quirks() { return entries; }

std::string_view to_string(Quirk quirk) { return entries[static_cast<std::size_t>(quirk)].name; }

Quirks Quirks::platform() {
  Quirks all;
  all.set_.set();
  return all;
}

void Quirks::add(std::string_view name) { set_.set(place(quirk_named(name))); }

Quirks Quirks::listed(std::string_view names) {
  if (names == "platform") return platform();
  if (names == "none") return {};
  Quirks quirks;
  for (const std::string_view name : schemas::split(names, ',')) {
    const auto quirk = find(name);
    if (!quirk) refuse(name);
    quirks.set_.set(place(*quirk));
  }
  return quirks;
}

std::vector<std::string_view> Quirks::names() const {
  std::vector<std::string_view> row;
  for (const QuirkEntry& entry : entries) {
    if (has(entry.quirk)) row.push_back(entry.name);
  }
  return row;
}

}  // namespace sp::mock
