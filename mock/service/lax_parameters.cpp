#include "service/lax_parameters.h"

#include <algorithm>
#include <cstdint>

#include "quirks/python_integer.h"

namespace sp::mock {

namespace {

std::optional<Taken> nearest_context(const std::string& text) {
  constexpr std::int64_t usual = 3;
  return Taken{std::clamp<std::int64_t>(python_integer(text).value_or(usual), 1, 50)};
}

std::optional<Taken> structured_unless_unified(const std::string& text) {
  return Taken{text == "unified" ? text : "structured"};
}

std::optional<Taken> nothing_when_empty(const std::string& text) {
  return text.empty() ? std::optional(Taken{}) : std::nullopt;
}

std::optional<Taken> any_text(const std::string& text) {
  return text.empty() ? Taken{} : Taken{text};
}

struct Row {
  Quirk quirk;
  std::string_view operation;
  std::string_view parameter;
  std::optional<Taken> (*take)(const std::string& text);
};

constexpr Row rows[] = {
    {Quirk::lax_context_lines, "getDiff", "context_lines", nearest_context},
    {Quirk::lax_format, "getDiff", "format", structured_unless_unified},
    {Quirk::lax_severity, "getErrorSummary", "severity", any_text},
    {Quirk::lax_history_filters, "getSampleHistory", "status", nothing_when_empty},
    {Quirk::lax_history_filters, "getSampleHistory", "platform", nothing_when_empty},
    {Quirk::lax_history_filters, "getSampleHistory", "created_after", nothing_when_empty},
    {Quirk::lax_history_filters, "getSampleHistory", "created_before", nothing_when_empty},
    {Quirk::lax_history_filters, "getSampleHistory", "branch", any_text},
};

}  // namespace

std::optional<Taken> taken_laxly(std::string_view operation, std::string_view parameter,
                                 const std::string& text, const Quirks& quirks) {
  for (const Row& row : rows) {
    if (row.operation == operation && row.parameter == parameter && quirks.has(row.quirk)) {
      return row.take(text);
    }
  }
  return std::nullopt;
}

}  // namespace sp::mock
