#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <sp/recordings/redaction.h>
#include <sp/schemas/json.h>
#include <sp/schemas/utf8.h>

#include "report/html_parts.h"
#include "report/markup.h"

namespace sp::contract::html {

namespace {

constexpr std::size_t most_body = 20 << 10;  // bytes that are shown

// Writes a text that is JSON with two blanks a level, as far as `limit` bytes take it. Reads no
// more of it than that.
class Indenter {
 public:
  Indenter(std::string_view text, std::size_t limit) : rest_(text), limit_(limit) {}

  std::string text() && {
    while (!rest_.empty() && text_.size() <= limit_) step();
    return std::move(text_);
  }

 private:
  void step() {
    const char c = rest_.front();
    if (c == '"') return copy_string();
    rest_.remove_prefix(1);
    if (is_space(c)) return;
    if (c == '}' || c == ']') {
      if (depth_ > 0) --depth_;
      if (!opened_) break_line();
    } else if (opened_) {
      break_line();
    }
    opened_ = c == '{' || c == '[';
    if (opened_) ++depth_;
    text_ += c;
    if (c == ':') text_ += ' ';
    if (c == ',') break_line();
  }

  void copy_string() {
    if (std::exchange(opened_, false)) break_line();
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    end = std::min(end + 1, rest_.size());
    text_ += rest_.substr(0, std::min(end, limit_));
    rest_.remove_prefix(end);
  }

  void break_line() { text_.append(1, '\n').append(2 * std::min(depth_, most_levels), ' '); }

  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  static constexpr std::size_t most_levels = 128;

  std::string_view rest_;
  const std::size_t limit_;
  std::string text_;
  std::size_t depth_ = 0;
  bool opened_ = false;  // the last sign opened an array or object
};

// A large body is taken for what it begins like: to read all of it would take time.
bool is_json(const std::string& body) {
  if (body.size() > most_body) return body.starts_with('{') || body.starts_with('[');
  try {
    schemas::parse(body);
    return true;
  } catch (const schemas::SyntaxError&) {
    return false;
  }
}

std::string headers_markup(const RecordedExchange::Headers& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    if (recordings::is_secret_header(name)) continue;
    text += fmt::format("<b>{}</b>: {}\n", markup(name, Lines::one), markup(value, Lines::one));
  }
  return text;
}

std::string milliseconds(std::chrono::microseconds time) {
  return fmt::format("{:.1f} ms", std::chrono::duration<double, std::milli>(time).count());
}

std::string body_markup(const RecordedExchange& exchange) {
  if (exchange.body.empty() && exchange.body_bytes > 0) {
    return fmt::format("<p class=\"fact\">{} bytes of body are not shown</p>\n",
                       exchange.body_bytes);
  }
  if (exchange.body.empty()) return "<p class=\"fact\">no body</p>\n";
  const std::string whole = indented(exchange.body);
  const std::string_view shown = schemas::front_of(whole, most_body);
  std::string text = fmt::format(
      "<pre class=\"body\" tabindex=\"0\" aria-label=\"Body\">{}</pre>\n", markup(shown));
  if (shown.size() < whole.size()) {
    text += fmt::format(
        "<p class=\"more\">The body has {} bytes, of which the first are shown; a HAR file "
        "(--har) has all.</p>\n",
        exchange.body.size());
  }
  return text;
}

std::string facts(const RecordedExchange& exchange) {
  std::string text = fmt::format("credentials: {}", markup(exchange.credentials));
  if (exchange.attempt > 1) text += fmt::format("; attempt {}", exchange.attempt);
  if (exchange.own_connection) text += "; on a connection of its own";
  if (exchange.reused_connection) text += "; on the connection of a request before";
  if (exchange.body_bytes != exchange.body.size()) {
    text += fmt::format("; {} bytes of body came", exchange.body_bytes);
  }
  if (!exchange.coding_problem.empty()) text += "; " + markup(exchange.coding_problem);
  if (!exchange.over_budget.empty()) text += "; not all was kept: " + markup(exchange.over_budget);
  std::string probes;
  for (const std::string& probe : exchange.probes) {
    probes += fmt::format("{}{}", probes.empty() ? "; asked for " : ", ", markup(probe));
  }
  return fmt::format("<p class=\"fact\">{}; sent at {}{}</p>\n", text,
                     schemas::format_date_time(exchange.sent_at), probes);
}

std::string exchange_markup(const RecordedExchange& exchange, const std::string& base_url) {
  const int status = exchange.status.value_or(0);
  const std::string shown = exchange.status ? std::to_string(status) : "no response";
  std::string text = fmt::format(
      "<details class=\"exchange\">\n<summary><span class=\"number\">{}</span>"
      "<h3><b>{}</b> {}</h3><span class=\"status s{}\">{}</span><span class=\"took\">{}</span>"
      "</summary>\n<div class=\"inside\" id=\"exchange-{}\">\n",
      exchange.number, markup(exchange.method, Lines::one), markup(exchange.path, Lines::one),
      status / 100, shown, milliseconds(exchange.took), exchange.number);
  text += fmt::format(
      "{}<h4>Request</h4>\n<pre tabindex=\"0\" aria-label=\"Request\">{} {}\n{}</pre>\n",
      facts(exchange), markup(exchange.method, Lines::one),
      markup(base_url + exchange.path, Lines::one), headers_markup(exchange.request_headers));
  if (exchange.status) {
    text += fmt::format(
        "<h4>Response</h4>\n<pre tabindex=\"0\" aria-label=\"Response\">{}\n{}</pre>\n{}", status,
        headers_markup(exchange.response_headers), body_markup(exchange));
  } else {
    text += fmt::format("<h4>No response</h4>\n<p class=\"callout failed\">{}</p>\n",
                        markup(exchange.fault));
  }
  return text + "</div>\n</details>\n";
}

}  // namespace

std::string indented(const std::string& body) {
  return is_json(body) ? Indenter(body, most_body).text() : body;
}

std::string exchanges_section(const Report& report) {
  if (report.exchanges.empty()) return "";
  std::string text = fmt::format(
      "<section aria-labelledby=\"exchanges\">\n<h2 id=\"exchanges\">Exchanges</h2>\n"
      "<p class=\"lead\">What was asked and what came, in the order sent, without the "
      "token.</p>\n<details class=\"all\">\n<summary>{} exchanges</summary>\n",
      report.exchanges.size());
  for (const RecordedExchange& exchange : report.exchanges) {
    text += exchange_markup(exchange, report.base_url);
  }
  return text + "</details>\n</section>\n";
}

}  // namespace sp::contract::html
