#include "report/html.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <sp/schemas/base64.h>

#include "report/html_parts.h"
#include "report/markup.h"
#include "report/overview.h"

namespace sp::contract {

namespace html {

std::string_view sign_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "✓";
    case Outcome::failed: return "✕";
    case Outcome::known: return "≈";
    case Outcome::inconclusive: return "?";
    case Outcome::skipped: return "–";
  }
  return "";
}

namespace {

constexpr std::array every_outcome = {Outcome::passed, Outcome::failed, Outcome::known,
                                      Outcome::inconclusive, Outcome::skipped};

// The source that a content security policy knows a style or a script by.
std::string hash_of(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return "'sha256-" + schemas::base64({reinterpret_cast<const char*>(digest.data()), size}) + "'";
}

std::string head(const Report& report) {
  return fmt::format(
      R"(<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{} ({}): {}</title>
<style>{}</style>
</head>
)",
      hash_of(style), hash_of(script), verdict(report), counts_text(report),
      markup(report.base_url, Lines::one), style);
}

// How the verdict looks.
Outcome tone(const Report& report) {
  if (report.unjudgeable || report.count(Outcome::failed) > 0) return Outcome::failed;
  if (report.count(Outcome::known) > 0) return Outcome::known;
  return report.count(Outcome::passed) > 0 ? Outcome::passed : Outcome::skipped;
}

// The outcomes in proportion. Widths are attributes, because the policy lets no style in
// that stands in an element.
std::string bar(const Report& report) {
  std::string text = fmt::format(
      "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"{}\">",
      counts_text(report));
  double at = 0;
  for (const Outcome outcome : every_outcome) {
    const double width = 1000.0 * static_cast<double>(report.count(outcome)) /
                         static_cast<double>(std::max<std::size_t>(report.checks.size(), 1));
    if (width == 0) continue;
    text += fmt::format("<rect class=\"{}\" x=\"{:.2f}\" width=\"{:.2f}\" height=\"10\"/>",
                        to_string(outcome), at, width);
    at += width;
  }
  return text + "</svg>\n";
}

std::string counts(const Report& report) {
  std::string text = "<ul class=\"counts\">\n";
  for (const Outcome outcome : every_outcome) {
    const std::size_t count = report.count(outcome);
    const std::string_view name = to_string(outcome);
    const std::string inside = fmt::format(
        "<b>{}</b> <span><i aria-hidden=\"true\">{}</i> {}</span>", count, sign_of(outcome), name);
    text += count == 0
                ? fmt::format("<li class=\"{} none\"><span>{}</span></li>\n", name, inside)
                : fmt::format("<li class=\"{0}\"><a href=\"#{0}\">{1}</a></li>\n", name, inside);
  }
  return text + "</ul>\n";
}

// "2026-06-27 12:42:03 UTC"
std::string moment(schemas::Instant instant) {
  std::string text = schemas::format_date_time(std::chrono::floor<std::chrono::seconds>(instant));
  text.replace(10, 1, " ");
  text.replace(text.size() - 1, 1, " UTC");
  return text;
}

std::string facts(const Report& report) {
  std::string text = "<dl class=\"facts\">\n";
  const auto fact = [&](std::string_view name, const std::string& value) {
    text += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
  };
  fact("Started",
       fmt::format("<time datetime=\"{}\">{}</time>", schemas::format_date_time(report.started_at),
                   moment(report.started_at)));
  fact("Took", fmt::format("{} ms", report.duration.count()));
  fact("Requests", std::to_string(report.requests));
  fact("Revision", std::string(schemas::to_string(report.revision)));
  std::string names;
  for (const auto operation : unjudged_operations(report)) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", markup(operation));
  }
  if (!names.empty()) fact("No successful answer judged", names);
  return text + "</dl>\n";
}

std::string capital(std::string_view sentence) {
  std::string result(sentence);
  result.front() = static_cast<char>(result.front() - 'a' + 'A');
  return result;
}

std::string header(const Report& report, const std::string& har) {
  const Outcome look = tone(report);
  std::string text = fmt::format(
      "<header class=\"top\">\n<p class=\"kicker\">sp-contract {}</p>\n"
      "<h1><span class=\"seal {}\" aria-hidden=\"true\">{}</span> {}</h1>\n"
      "<p class=\"target\"><code>{}</code> judged by the {} contract</p>\n",
      SP_VERSION, to_string(look), sign_of(look), capital(verdict(report)),
      markup(report.base_url, Lines::one), schemas::to_string(report.revision));
  if (report.seed) {
    text += fmt::format(
        "<p class=\"target\">The requests were drawn: <code>--seed {}</code> makes the same "
        "again.</p>\n",
        to_string(*report.seed));
  }
  if (const auto way = way_to_reproduce(report, har)) {
    text += fmt::format("<p class=\"target\">{}</p>\n", markup(capital(*way), Lines::one));
  }
  if (report.unjudgeable) {
    text += fmt::format("<p class=\"callout failed\">{}</p>\n", markup(*report.unjudgeable));
  }
  if (const auto advice = hint(report)) {
    text += fmt::format("<p class=\"callout known\">{}.</p>\n", markup(capital(*advice)));
  }
  text += bar(report) + counts(report) + facts(report);
  for (const std::string& remark : report.remarks) {
    text += fmt::format("<p class=\"target\">{}</p>\n", markup(remark, Lines::one));
  }
  return text + "</header>\n";
}

// The check that a cell leads to: the first of the worst.
std::string_view target_of(const Report& report, std::string_view operation,
                           std::string_view family, Outcome worst) {
  for (const Check& check : report.checks) {
    if (check.outcome == worst && operation_of(check) == operation && family_of(check) == family) {
      return check.id;
    }
  }
  return "";
}

std::string cell(const Report& report, std::string_view operation, std::string_view family,
                 const Tally& tally) {
  const auto worst = tally.worst();
  if (!worst) return "<td class=\"empty\"></td>";
  const std::size_t judged = tally.all() - tally.skipped;
  const std::size_t causes = tally.failed - tally.following;
  const std::string narrow = *worst == Outcome::failed  ? fmt::format("{}/{}", causes, judged)
                             : *worst == Outcome::known ? std::to_string(tally.known)
                             : *worst == Outcome::inconclusive ? std::to_string(tally.inconclusive)
                             : *worst == Outcome::passed       ? std::to_string(tally.passed)
                                                               : std::to_string(tally.skipped);
  return fmt::format(
      "<td class=\"{}\"><a href=\"#check-{}\" data-operation=\"{}\" data-family=\"{}\" "
      "title=\"{} {}\"><i aria-hidden=\"true\">{}</i> <span class=\"wide\">{}</span>"
      "<span class=\"narrow\" aria-hidden=\"true\">{}</span></a></td>",
      to_string(*worst), markup(target_of(report, operation, family, *worst)), markup(operation),
      markup(family), markup(operation), markup(family), sign_of(*worst), tally.text(), narrow);
}

std::string matrix(const Report& report) {
  const Matrix matrix = matrix_of(report);
  if (matrix.operations.empty()) return "";
  std::string text =
      "<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">Endpoints</h2>\n"
      "<table class=\"matrix\">\n<thead><tr><th scope=\"col\"><span>Family</span></th>";
  for (const auto operation : matrix.operations) {
    text += fmt::format("<th scope=\"col\"><span>{}</span></th>", markup(operation));
  }
  text += "</tr></thead>\n<tbody>\n";
  for (const auto family : matrix.families) {
    text += fmt::format("<tr><th scope=\"row\">{}</th>", markup(family));
    for (const auto operation : matrix.operations) {
      text += cell(report, operation, family, matrix.at(operation, family));
    }
    text += "</tr>\n";
  }
  return text + "</tbody>\n</table>\n</section>\n";
}

// What the baseline has, and no answer any more.
std::string gone_section(const Report& report) {
  if (report.gone.empty()) return "";
  std::string text =
      "<section aria-labelledby=\"gone\">\n<h2 id=\"gone\">Gone from the baseline</h2>\n"
      "<p class=\"lead\">These entries were not found any more; <code>--prune</code> takes them "
      "out.</p>\n<ul class=\"gone\">\n";
  for (const GoneFinding& entry : report.gone) {
    text += fmt::format("<li><code>{}</code>{} ({})</li>\n", markup(entry.check, Lines::one),
                        entry.pointer.empty()
                            ? ""
                            : fmt::format(" at <code>{}</code>", markup(entry.pointer, Lines::one)),
                        markup(entry.fingerprint, Lines::one));
  }
  return text + "</ul>\n</section>\n";
}

}  // namespace

}  // namespace html

std::string html_text(const Report& report, const std::string& har) {
  std::string text = "<!doctype html>\n<html lang=\"en\">\n" + html::head(report);
  text += "<body>\n<a class=\"skip\" href=\"#checks\">Skip to the checks</a>\n";
  text += html::header(report, har) + "<main>\n" + html::comparison_section(report) +
          html::matrix(report) + html::gone_section(report) + html::checks_section(report) +
          html::exchanges_section(report) + "</main>\n";
  text += fmt::format("<script>{}</script>\n</body>\n</html>\n", html::script);
  return text;
}

}  // namespace sp::contract
