#include <fmt/format.h>

#include <sp/schemas/utf8.h>

#include "report/following.h"
#include "report/html_parts.h"
#include "report/markup.h"

namespace sp::contract::html {

namespace {

constexpr std::size_t most_of_a_line = 1 << 10;

std::string cell(const EndpointRow& row, schemas::Revision revision) {
  const EndpointCell inside = cell_of(row, revision);
  if (!inside.tone) return "<td class=\"empty\"></td>";
  return fmt::format("<td class=\"{}\"><span><i aria-hidden=\"true\">{}</i> {}</span></td>",
                     to_string(*inside.tone), sign_of(*inside.tone), inside.text);
}

std::string table(const Report& report) {
  std::string text =
      "<table class=\"matrix follows\">\n<thead><tr><th scope=\"col\">Endpoint</th>"
      "<th scope=\"col\">Follows</th><th scope=\"col\">By published</th>"
      "<th scope=\"col\">By upstream</th></tr></thead>\n<tbody>\n";
  for (const EndpointRow& row : endpoint_rows(report)) {
    text += fmt::format("<tr><th scope=\"row\">{}</th><th>{}</th>{}{}</tr>\n",
                        markup(row.operation), row.follows ? schemas::to_string(*row.follows) : "–",
                        cell(row, schemas::Revision::published),
                        cell(row, schemas::Revision::upstream));
  }
  return text + "</tbody>\n</table>\n";
}

// What only tells an endpoint from the revision: a line for each check.
std::string departures_from(const Report& report, schemas::Revision revision) {
  const auto checks = departures(report, revision);
  if (checks.empty()) return "";
  std::string rows;
  for (const Check* check : checks) {
    const std::string line = in_one_line(*check);
    rows += fmt::format("<li><code>{}</code> {}{}</li>\n", markup(check->id, Lines::one),
                        markup(schemas::front_of(line, most_of_a_line), Lines::one),
                        line.size() > most_of_a_line ? " …" : "");
  }
  return fmt::format(
      "<details class=\"departures\">\n<summary>Differing by the {1} revision: {0}</summary>\n"
      "<ul>\n{2}</ul>\n</details>\n",
      checks.size(), schemas::to_string(revision), rows);
}

// Failures of endpoints that are held to the revision that the other checks are not by.
std::string failures_by_other(const Report& report) {
  const schemas::Revision other = report.comparison->other;
  const auto checks = failures(report, other);
  if (checks.empty()) return "";
  std::string text = fmt::format("<div class=\"group\">\n<h3>{} failed by the {} revision</h3>\n",
                                 checks.size(), schemas::to_string(other));
  for (const Check* check : checks) text += check_markup(*check, report, "other-");
  return text + "</div>\n";
}

}  // namespace

std::string comparison_section(const Report& report) {
  if (!report.comparison) return "";
  return fmt::format(
      "<section aria-labelledby=\"revisions\">\n<h2 id=\"revisions\">Which revision it "
      "follows</h2>\n"
      "<p class=\"lead\">Judged by both; {}.</p>\n{}{}{}{}</section>\n",
      markup(following_text(report)), table(report), failures_by_other(report),
      departures_from(report, report.revision), departures_from(report, report.comparison->other));
}

}  // namespace sp::contract::html
