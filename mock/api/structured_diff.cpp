#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/utf8.h>

#include "api/comparison.h"
#include "api/json_writer.h"
#include "diff/dropped_markers.h"

namespace sp::mock {

namespace {

constexpr std::size_t max_text = 1000;  // characters of a line

// As much of the line as the contract allows. Adds to `cut` when that is not all.
std::string shown(std::string_view line, int& cut) {
  std::string text = schemas::as_utf8(line);
  if (text.size() <= max_text) return text;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (schemas::begins_character(text[i]) && ++characters > max_text) {
      ++cut;
      return text.substr(0, i);
    }
  }
  return text;
}

// The lines of a hunk with their texts.
std::vector<ShownLine> lines_of(const Hunk& hunk, const std::vector<std::string_view>& expected,
                                const std::vector<std::string_view>& actual) {
  std::vector<ShownLine> lines;
  lines.reserve(hunk.lines.size());
  for (const DiffLine& line : hunk.lines) {
    lines.push_back({line, line.kind == LineKind::added ? actual[line.actual_line - 1]
                                                        : expected[line.expected_line - 1]});
  }
  return lines;
}

struct ShownHunk {
  const Hunk* hunk;
  std::vector<ShownLine> lines;
};

std::vector<ShownHunk> hunks_of(const Comparison& diff, const Quirks& quirks) {
  const auto expected = mock::lines_of(diff.expected);
  const auto actual = mock::lines_of(diff.actual);
  std::vector<ShownHunk> hunks;
  for (const Hunk& hunk : diff.hunks.hunks) {
    auto lines = lines_of(hunk, expected, actual);
    if (quirks.has(Quirk::diff_drops_markers)) drop_markers(lines);
    hunks.push_back({&hunk, std::move(lines)});
  }
  return hunks;
}

std::int64_t count(const std::vector<ShownHunk>& hunks, LineKind kind) {
  std::int64_t total = 0;
  for (const ShownHunk& hunk : hunks) {
    for (const ShownLine& line : hunk.lines) total += line.line.kind == kind;
  }
  return total;
}

void write_number(JsonWriter& json, std::string_view name, std::uint32_t value) {
  json.key(name);
  value != 0 ? json.value(value) : json.null();
}

std::string_view to_string(LineKind kind) {
  switch (kind) {
    case LineKind::context: return "context";
    case LineKind::removed: return "removed";
    case LineKind::added: return "added";
  }
  return "";
}

void write_hunk(JsonWriter& json, const ShownHunk& shown_hunk, bool limited, int& cut) {
  json.begin_object();
  json.member("expected_start", shown_hunk.hunk->expected_start);
  json.member("actual_start", shown_hunk.hunk->actual_start);
  json.key("lines").begin_array();
  for (const ShownLine& line : shown_hunk.lines) {
    json.begin_object().member("kind", to_string(line.line.kind));
    json.member("text", limited ? shown(line.text, cut) : schemas::as_utf8(line.text));
    write_number(json, "expected_line", line.line.expected_line);
    write_number(json, "actual_line", line.line.actual_line);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

Answer write_structured(const Comparison& diff, const Quirks& quirks) {
  Answer answer;
  const auto hunks = hunks_of(diff, quirks);
  JsonWriter json(answer.body);
  json.begin_object();
  json.member("run_id", diff.run_id).member("sample_id", diff.sample_id);
  json.member("regression_id", diff.regression_id).member("output_id", diff.output_id);
  json.member("format", "structured");
  json.member("status", to_string(diff.status));
  json.key("summary").begin_object();
  json.member("added_lines", count(hunks, LineKind::added));
  json.member("removed_lines", count(hunks, LineKind::removed));
  json.member("changed_hunks", hunks.size());
  json.end_object();

  int cut = 0;
  json.key("hunks").begin_array();
  for (const ShownHunk& hunk : hunks) {
    write_hunk(json, hunk, !quirks.has(Quirk::diff_without_limits), cut);
  }
  json.end_array().end_object();
  if (cut > 0) answer.why = fmt::format(", {} lines cut at {} characters", cut, max_text);
  return answer;
}

}  // namespace sp::mock
