#include <fmt/format.h>

#include <sp/recordings/redaction.h>
#include <sp/schemas/json.h>
#include <sp/schemas/utf8.h>

#include "report/html_parts.h"
#include "report/markup.h"

namespace sp::contract::html {

namespace {

constexpr std::size_t most_body = 20 << 10;  // bytes that are shown

// Writes a value with two blanks a level, and stops when `limit` bytes are passed.
class Indenter {
 public:
  explicit Indenter(std::size_t limit) : limit_(limit) {}

  void write(const schemas::Value& value, std::size_t depth) {
    if (text_.size() > limit_) return;
    if (value.array() && !value.array()->empty()) {
      list('[', ']', *value.array(), depth,
           [&](const schemas::Value& item) { write(item, depth + 1); });
    } else if (value.object() && !value.object()->empty()) {
      list('{', '}', *value.object(), depth, [&](const schemas::Member& member) {
        text_ += schemas::Value(member.name, 0).dump() + ": ";
        write(member.value, depth + 1);
      });
    } else {
      text_ += value.dump();
    }
  }

  const std::string& text() const { return text_; }

 private:
  template <typename Items, typename Write>
  void list(char begin, char end, const Items& items, std::size_t depth, Write&& write_item) {
    text_ += begin;
    bool first = true;
    for (const auto& item : items) {
      if (text_.size() > limit_) return;
      text_ += first ? "\n" : ",\n";
      text_.append(2 * (depth + 1), ' ');
      write_item(item);
      first = false;
    }
    text_ += '\n';
    text_.append(2 * depth, ' ');
    text_ += end;
  }

  std::size_t limit_;
  std::string text_;
};

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
  try {
    Indenter indenter(most_body);
    indenter.write(schemas::parse(body).root, 0);
    return indenter.text();
  } catch (const schemas::SyntaxError&) {
    return body;
  }
}

std::string exchanges_section(const Report& report) {
  if (report.exchanges.empty()) return "";
  std::string text = fmt::format(
      "<section aria-labelledby=\"exchanges\">\n<h2 id=\"exchanges\">Exchanges</h2>\n"
      "<p class=\"lead\">What was asked and what came, in the order sent, without the "
      "token.</p>\n");
  for (const RecordedExchange& exchange : report.exchanges) {
    text += exchange_markup(exchange, report.base_url);
  }
  return text + "</section>\n";
}

}  // namespace sp::contract::html
