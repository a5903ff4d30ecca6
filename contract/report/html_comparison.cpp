#include <fmt/format.h>

#include "report/characters.h"
#include "report/following.h"
#include "report/html_parts.h"

namespace sp::contract::html {

namespace {

constexpr std::size_t most_text = 1 << 10;  // of a line

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

// What fails by the other revision: a line for each check, because most of it only tells the
// revisions apart.
std::string departures(const Comparison& comparison) {
  std::string rows;
  std::size_t count = 0;
  for (const Check& check : comparison.checks) {
    if (check.outcome != Outcome::failed) continue;
    ++count;
    const std::string line = in_one_line(check);
    rows += fmt::format("<li><code>{}</code> {}{}</li>\n", markup(check.id, Lines::one),
                        markup(front_of(line, most_text), Lines::one),
                        line.size() > most_text ? " …" : "");
  }
  if (count == 0) return "";
  return fmt::format(
      "<details class=\"departures\">\n<summary>{} checks differ by the {} revision</summary>\n"
      "<ul>\n{}</ul>\n</details>\n",
      count, schemas::to_string(comparison.other), rows);
}

}  // namespace

std::string comparison_section(const Report& report) {
  if (!report.comparison) return "";
  return fmt::format(
      "<section aria-labelledby=\"revisions\">\n<h2 id=\"revisions\">Which revision it "
      "follows</h2>\n"
      "<p class=\"lead\">Judged by both; {}.</p>\n{}{}</section>\n",
      markup(following_text(report)), table(report), departures(*report.comparison));
}

}  // namespace sp::contract::html
