#include "seen/diffs.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/number.h>
#include <sp/schemas/utf8.h>

#include "exchange/excerpt.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

using schemas::Value;

// Of the contract.
constexpr std::size_t most_hunks = 500;
constexpr std::size_t most_lines = 500;
constexpr std::size_t most_characters = 1000;

std::optional<std::int64_t> number_told(const std::string* text) {
  return text ? schemas::number_in(*text) : std::nullopt;
}

std::optional<LineKind> kind_of(const Value& line) {
  const std::string_view* kind = string_at(line, "kind");
  if (!kind) return std::nullopt;
  for (const LineKind known : {LineKind::context, LineKind::removed, LineKind::added}) {
    if (*kind == to_string(known)) return known;
  }
  return std::nullopt;
}

void read_hunks(SeenDiff& diff) {
  const Value* hunks = diff.body->find("hunks");
  diff.lists_hunks = hunks && hunks->array();
  diff.readable = diff.lists_hunks;
  for (const Value& value : array_at(*diff.body, "hunks")) {
    SeenHunk hunk{integer_at(value, "expected_start"), integer_at(value, "actual_start"), {}};
    for (const Value& line : array_at(value, "lines")) {
      const auto kind = kind_of(line);
      const std::string_view* text = string_at(line, "text");
      if (!kind || !text) {
        diff.readable = false;
        continue;
      }
      hunk.lines.push_back(
          {*kind, *text, integer_at(line, "expected_line"), integer_at(line, "actual_line")});
    }
    diff.hunks.push_back(std::move(hunk));
  }
}

// Nothing when the number of context lines was not one that the contract knows.
std::optional<std::int64_t> context_of(const Exchange& exchange,
                                       const schemas::Operation& operation) {
  const schemas::Parameter* parameter = operation.parameter("context_lines");
  if (!parameter) return std::nullopt;
  const std::string* asked = exchange.request.value("context_lines");
  if (!asked) return parameter->fallback ? parameter->fallback->integer() : std::nullopt;
  const auto number = number_told(asked);
  return number && parameter->schema.accepts(Value(*number, 0)) ? number : std::nullopt;
}

}  // namespace

std::string_view to_string(LineKind kind) {
  switch (kind) {
    case LineKind::context: return "context";
    case LineKind::removed: return "removed";
    case LineKind::added: return "added";
  }
  return "";
}

std::optional<std::int64_t> SeenLine::number() const {
  return kind == LineKind::added ? actual : expected;
}

std::size_t SeenHunk::count(LineKind kind) const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const SeenLine& line) { return line.kind == kind; }));
}

std::size_t SeenHunk::leading() const {
  const auto change = std::find_if(lines.begin(), lines.end(), [](const SeenLine& line) {
    return line.kind != LineKind::context;
  });
  return static_cast<std::size_t>(change - lines.begin());
}

std::size_t SeenHunk::trailing() const {
  const auto change = std::find_if(lines.rbegin(), lines.rend(), [](const SeenLine& line) {
    return line.kind != LineKind::context;
  });
  return static_cast<std::size_t>(change - lines.rbegin());
}

std::string key_of_output(const Request& request) {
  std::string key;
  for (const std::string_view name : {"run_id", "sample_id", "regression_id", "output_id"}) {
    const std::string* value = request.value(name);
    key += fmt::format("{}/", value ? *value : "");
  }
  return key;
}

bool may_be_cut(std::string_view text) {
  return text.size() >= most_characters && schemas::count_characters(text) >= most_characters;
}

bool SeenDiff::hunks_at_limit() const { return hunks.size() >= most_hunks; }

bool SeenDiff::lines_at_limit() const {
  return std::any_of(hunks.begin(), hunks.end(),
                     [](const SeenHunk& hunk) { return hunk.lines.size() >= most_lines; });
}

bool SeenDiff::texts_at_limit() const {
  return std::any_of(hunks.begin(), hunks.end(), [](const SeenHunk& hunk) {
    return std::any_of(hunk.lines.begin(), hunk.lines.end(),
                       [](const SeenLine& line) { return may_be_cut(line.text); });
  });
}

std::vector<SeenLine> SeenDiff::lines(bool with_context) const {
  std::vector<SeenLine> all;
  for (const SeenHunk& hunk : hunks) {
    for (const SeenLine& line : hunk.lines) {
      if (with_context || line.kind != LineKind::context) all.push_back(line);
    }
  }
  return all;
}

std::vector<SeenDiff> diffs_of(const std::vector<const Exchange*>& exchanges,
                               const schemas::Operation& operation) {
  std::vector<SeenDiff> diffs;
  for (const Exchange* exchange : exchanges) {
    const Value* body = exchange->answered(200);
    const Request& request = exchange->request;
    if (request.operation != operation.id || exchange->expectation != Expectation::success)
      continue;
    const auto context = context_of(*exchange, operation);
    const std::string* format = request.value("format");
    const bool unified = format && *format == "unified";
    if (!body || !body->object() || !context || (format && !unified && *format != "structured")) {
      continue;
    }
    SeenDiff diff{exchange, body, key_of_output(request), *context, unified};
    diff.run_id = number_told(request.value("run_id"));
    diff.regression_id = number_told(request.value("regression_id"));
    diff.output_id = number_told(request.value("output_id"));
    diff.status = string_at(*body, "status");
    if (unified) diff.content = string_at(*body, "content");
    if (!unified) read_hunks(diff);
    diffs.push_back(std::move(diff));
  }
  return diffs;
}

namespace {

bool same_number(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
  return !a || !b || *a == *b;
}

// What is too long for a line of the structured form is cut.
bool same_text(std::string_view a, std::string_view b) {
  return a == b || (may_be_cut(a) && b.starts_with(a)) || (may_be_cut(b) && a.starts_with(b));
}

}  // namespace

std::string show(const SeenLine& line) {
  const auto number = line.number();
  return fmt::format("{} {}{}", to_string(line.kind),
                     number ? fmt::format("line {} ", *number) : std::string(), excerpt(line.text));
}

std::string show(const std::vector<SeenLine>& lines, std::size_t place) {
  return place < lines.size() ? show(lines[place])
                              : fmt::format("no more than {} lines", lines.size());
}

bool same_line(const SeenLine& a, const SeenLine& b) {
  return a.kind == b.kind && same_text(a.text, b.text) && same_number(a.expected, b.expected) &&
         same_number(a.actual, b.actual);
}

std::optional<std::size_t> first_difference(const std::vector<SeenLine>& a,
                                            const std::vector<SeenLine>& b) {
  const auto most = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < most; ++i) {
    if (!same_line(a[i], b[i])) return i;
  }
  if (a.size() != b.size()) return most;
  return std::nullopt;
}

std::string pointer_to(const SeenDiff& seen, std::size_t place, bool with_context) {
  for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
    for (std::size_t l = 0; l < seen.hunks[h].lines.size(); ++l) {
      if (!with_context && seen.hunks[h].lines[l].kind == LineKind::context) continue;
      if (place-- == 0) return fmt::format("/hunks/{}/lines/{}", h, l);
    }
  }
  return "/hunks";
}

std::string with_context(const SeenDiff& seen) {
  return fmt::format("with context_lines={}", seen.context);
}

}  // namespace sp::contract
