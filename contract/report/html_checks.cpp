#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/utf8.h>

#include "report/html_parts.h"
#include "report/markup.h"
#include "report/overview.h"

namespace sp::contract::html {

namespace {

// What needs attention comes first, the bulk last.
constexpr std::array order = {Outcome::failed, Outcome::inconclusive, Outcome::known,
                              Outcome::skipped, Outcome::passed};

constexpr std::size_t open_findings = 2;    // of a check: more would bury the other checks
constexpr std::size_t shown_findings = 20;  // the others are behind a click
constexpr std::size_t shown_answers = 12;   // of a finding, as links
constexpr std::size_t most_text = 8 << 10;  // of one text of a finding

std::string cut(std::string_view text) {
  std::string result = markup(schemas::front_of(text, most_text));
  if (text.size() > most_text) {
    result += fmt::format("<em>… {} bytes more</em>", text.size() - most_text);
  }
  return result;
}

std::string row(std::string_view name, std::string_view inside, std::string_view kind = "") {
  return fmt::format("<div class=\"row {}\"><dt>{}</dt><dd>{}</dd></div>\n", kind, name, inside);
}

bool is_recorded(std::size_t number, const Report& report) {
  return std::any_of(report.exchanges.begin(), report.exchanges.end(),
                     [&](const RecordedExchange& exchange) { return exchange.number == number; });
}

// The other answers with the same finding.
std::string answers_row(const Finding& finding, const Report& report) {
  const std::string places = places_text(finding);
  if (places.empty()) return "";
  std::string text = cut(places);
  std::string_view before = ": also exchange ";
  std::size_t shown = 0;
  for (const Finding::Other& other : finding.also) {
    if (!is_recorded(other.exchange, report) || ++shown > shown_answers) break;
    text +=
        fmt::format("{0}<a class=\"to\" href=\"#exchange-{1}\">{1}</a>", before, other.exchange);
    before = ", ";
  }
  if (shown > shown_answers)
    text += fmt::format(" and {} more", finding.also.size() - shown_answers);
  return row("In", text);
}

std::string finding_markup(const Finding& finding, const Report& report) {
  const bool recorded = is_recorded(finding.exchange, report);
  std::string request =
      fmt::format("<code>{} {}</code>", markup(finding.method, Lines::one), cut(finding.path));
  if (recorded) {
    request +=
        fmt::format(" <a class=\"to\" href=\"#exchange-{0}\">exchange {0}</a>", finding.exchange);
  }
  std::string text = finding.known ? "<li class=\"finding is-known\">\n<p class=\"tag\">in the "
                                     "baseline</p>\n<dl>\n"
                                   : "<li class=\"finding\">\n<dl>\n";
  text += row("Request", request);
  if (!finding.pointer.empty()) {
    text += row("At", fmt::format("<code>{}</code>", cut(finding.pointer)));
  }
  text += row("Expected", fmt::format("<code>{}</code>", cut(finding.expected)), "expected");
  text += row("Found", fmt::format("<code>{}</code>", cut(finding.actual)), "found");
  text += answers_row(finding, report);
  return text + fmt::format(
                    "</dl>\n<div class=\"curl\"><pre tabindex=\"0\" aria-label=\"Command that "
                    "repeats the request\">{}</pre>"
                    "<button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n</li>\n",
                    markup(finding.curl, Lines::one));
}

std::string findings_markup(const Check& check, const Report& report) {
  if (check.findings.empty()) return "";
  // What the baseline has comes after what is new.
  std::vector<const Finding*> sorted;
  for (const Finding& finding : check.findings) sorted.push_back(&finding);
  std::stable_partition(sorted.begin(), sorted.end(),
                        [](const Finding* finding) { return !finding->known; });
  const std::size_t shown = std::min(sorted.size(), shown_findings);
  const std::size_t open = std::min(shown, open_findings);
  const auto list = [&](std::size_t from, std::size_t to) {
    std::string items;
    for (std::size_t i = from; i < to; ++i) items += finding_markup(*sorted[i], report);
    return fmt::format("<ol class=\"findings\">\n{}</ol>\n", items);
  };
  std::string text = list(0, open);
  if (open < shown) {
    text += fmt::format(
        "<details class=\"others\">\n<summary>{} more findings</summary>\n{}</details>\n",
        shown - open, list(open, shown));
  }
  if (shown < sorted.size()) {
    text += fmt::format("<p class=\"more\">and {} more; the JSON report has them all</p>\n",
                        sorted.size() - shown);
  }
  return text;
}

// "getDiff.<wbr>diff.<wbr><b>summary_counts</b>": the rule stands out, and a narrow screen
// may break the line after a dot.
std::string id_markup(const Check& check) {
  const std::string_view id = check.id;
  const std::string_view rule = rule_of(check);
  std::string text;
  for (const char c : id.substr(0, id.size() - rule.size())) {
    text += markup(std::string_view(&c, 1));
    if (c == '.') text += "<wbr>";
  }
  return fmt::format("{}<b>{}</b>", text, markup(rule));
}

std::string options(std::string_view label, std::string_view name,
                    const std::vector<std::string_view>& values) {
  std::string text =
      fmt::format("<label>{} <select name=\"{}\"><option value=\"\">all</option>", label, name);
  for (const auto value : values) text += fmt::format("<option>{}</option>", markup(value));
  return text + "</select></label>\n";
}

// Hidden until the script, which they need, shows them.
std::string filters(const Report& report) {
  std::string text =
      "<form class=\"filters\" role=\"search\" aria-label=\"Filter the checks\" hidden>\n"
      "<fieldset class=\"chips\"><legend>Outcome</legend>\n";
  for (const Outcome outcome : order) {
    const std::size_t count = report.count(outcome);
    if (count == 0) continue;
    text += fmt::format(
        "<label class=\"{0}\"><input type=\"checkbox\" name=\"outcome\" value=\"{0}\" checked>"
        "<span><i aria-hidden=\"true\">{1}</i> {0} <b>{2}</b></span></label>\n",
        to_string(outcome), sign_of(outcome), count);
  }
  text +=
      "</fieldset>\n<div class=\"fields\">\n<label class=\"find\">Text <input type=\"search\" "
      "name=\"text\" autocomplete=\"off\" spellcheck=\"false\"></label>\n";
  const Matrix matrix = matrix_of(report);
  text += options("Endpoint", "operation", matrix.operations) +
          options("Family", "family", matrix.families);
  return text +
         "<button type=\"reset\">Reset</button>\n</div>\n"
         "<output aria-live=\"polite\"></output>\n</form>\n";
}

}  // namespace

std::string check_markup(const Check& check, const Report& report, std::string_view kind) {
  const std::string_view outcome = to_string(check.outcome);
  std::string text = fmt::format(
      "<details class=\"check {0}\"{1} data-outcome=\"{0}\" data-operation=\"{2}\" "
      "data-family=\"{3}\">\n"
      "<summary><span class=\"badge {0}\"><i aria-hidden=\"true\">{4}</i> {0}</span>"
      "<h4>{5}</h4><span class=\"title\">{6}</span></summary>\n"
      "<div class=\"inside\" id=\"{8}check-{7}\">\n",
      outcome, is_cause(check) ? " open" : "", markup(operation_of(check)),
      markup(family_of(check)), sign_of(check.outcome), id_markup(check),
      markup(check.title, Lines::one), markup(check.id), kind);
  if (!check.reason.empty()) {
    const bool note = check.outcome == Outcome::passed;
    text += fmt::format("<p class=\"reason\">{}{}</p>\n", note ? "<b>Note</b> " : "",
                        cut(check.reason));
  }
  if (!check.follows_from.empty()) {
    text += fmt::format("<p class=\"reason\">Follows from <a href=\"#{}check-{}\">{}</a></p>\n",
                        kind, markup(check.follows_from), markup(check.follows_from));
  }
  text += fmt::format("<p class=\"why\">{} <cite>{}</cite></p>\n", markup(check.why),
                      markup(check.contract));
  return text + findings_markup(check, report) + "</div>\n</details>\n";
}

namespace {

// The bulk, which is of use only to who looks for something in it, is behind a click.
std::string group_of(Outcome outcome, std::size_t count, const std::string& checks) {
  const std::string head = fmt::format("<h3 id=\"{0}\">{1} {0}</h3>", to_string(outcome), count);
  if (outcome == Outcome::skipped || outcome == Outcome::passed) {
    return fmt::format("<details class=\"group\">\n<summary>{}</summary>\n{}</details>\n", head,
                       checks);
  }
  return fmt::format("<div class=\"group\">\n{}\n{}</div>\n", head, checks);
}

}  // namespace

std::string checks_section(const Report& report) {
  std::string text =
      "<section aria-labelledby=\"checks\">\n<h2 id=\"checks\">Checks</h2>\n" + filters(report);
  for (const Outcome outcome : order) {
    const std::size_t count = report.count(outcome);
    if (count == 0) continue;
    std::string checks;
    for (const Check& check : report.checks) {
      if (check.outcome == outcome) checks += check_markup(check, report);
    }
    text += group_of(outcome, count, checks);
  }
  return text + "</section>\n";
}

}  // namespace sp::contract::html
