#include "service/parameters.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "quirks/readers.h"
#include "service/date_hint.h"
#include "service/lax_parameters.h"

namespace sp::mock {

namespace {

using schemas::Parameter;

std::optional<std::int64_t> bound(const Parameter& parameter, std::string_view keyword) {
  const schemas::Value* value = parameter.definition.find(keyword);
  return value ? value->integer() : std::nullopt;
}

// The document's, or else the one of the platform's code (x-maximum).
std::optional<std::int64_t> greatest(const Parameter& parameter) {
  const auto documented = bound(parameter, "maximum");
  return documented ? documented : bound(parameter, "x-maximum");
}

std::string integer_demand(const Parameter& parameter) {
  const auto low = bound(parameter, "minimum");
  const auto high = greatest(parameter);
  if (low && high) return fmt::format("Must be an integer between {} and {}.", *low, *high);
  if (low) return fmt::format("Must be an integer, at least {}, that fits 64 bits.", *low);
  if (high) return fmt::format("Must be an integer, at most {}.", *high);
  return "Must be an integer.";
}

bool is_date_time(const Parameter& parameter) {
  const schemas::Value* format = parameter.definition.find("format");
  return format && *format->string() == "date-time";
}

}  // namespace

std::string demand(const Parameter& parameter, std::string_view text) {
  if (parameter.integer) return integer_demand(parameter);
  if (const schemas::Value* values = parameter.definition.find("enum")) {
    std::string names;
    for (const schemas::Value& value : *values->array()) {
      names.append(names.empty() ? "" : ", ").append(*value.string());
    }
    return fmt::format("Must be one of {}.", names);
  }
  if (is_date_time(parameter)) return date_hint(text);
  if (const auto length = bound(parameter, "maxLength")) {
    return fmt::format("Must be at most {} characters.", *length);
  }
  return "Must be a string.";
}

namespace {

// The text as a value of the parameter's type, if it is one that may be.
std::optional<Arguments::Value> converted(const Parameter& parameter, const std::string& text,
                                          const Readers& readers) {
  if (parameter.integer) {
    const auto number = readers.integer(text);
    const auto high = greatest(parameter);
    const bool fits = number && (!high || *number <= *high) &&
                      parameter.schema.accepts(schemas::Value(*number, 0));
    return fits ? std::optional<Arguments::Value>(*number) : std::nullopt;
  }
  if (is_date_time(parameter)) {
    const auto bound = readers.date(text);
    return bound ? std::optional<Arguments::Value>(*bound) : std::nullopt;
  }
  const bool fits = parameter.schema.accepts(schemas::Value(text, 0));
  return fits ? std::optional<Arguments::Value>(text) : std::nullopt;
}

void use_default(const Parameter& parameter, Arguments& arguments) {
  if (!parameter.fallback) return;
  if (const auto number = parameter.fallback->integer()) {
    arguments.set(parameter.name, *number);
  } else if (const std::string_view* text = parameter.fallback->string()) {
    arguments.set(parameter.name, std::string(*text));
  }
}

// The values given for a parameter, from the path or the query.
std::vector<const std::string*> given(const Parameter& parameter, const Router::Match& match,
                                      const Target& target) {
  std::vector<const std::string*> values;
  const auto collect = [&](const auto& pairs) {
    for (const auto& [name, value] : pairs) {
      if (name == parameter.name) values.push_back(&value);
    }
  };
  parameter.in == Parameter::In::path ? collect(match.parameters) : collect(target.query);
  return values;
}

}  // namespace

ReadParameters read_parameters(const Router::Match& match, const Target& target,
                               const Quirks& quirks) {
  const Readers readers = Readers::of(quirks);
  ReadParameters read;
  for (const Parameter& parameter : match.operation->parameters) {
    const auto values = given(parameter, match, target);
    const auto refuse = [&](const std::string& problem) {
      const bool in_path = parameter.in == Parameter::In::path;
      const std::string sent = values.empty() ? "" : *values.front();
      read.errors.push_back({parameter.name, problem, sent, in_path});
      use_default(parameter, read.arguments);
    };
    if (values.empty()) {
      parameter.required ? refuse("Is required.") : use_default(parameter, read.arguments);
    } else if (values.size() > 1 && !quirks.has(Quirk::repeats_ignored)) {
      refuse("Must be given once.");
    } else if (const auto taken =
                   taken_laxly(match.operation->id, parameter.name, *values.front(), quirks)) {
      taken->value ? read.arguments.set(parameter.name, *taken->value)
                   : use_default(parameter, read.arguments);
    } else if (auto value = converted(parameter, *values.front(), readers)) {
      read.arguments.set(parameter.name, *std::move(value));
    } else {
      refuse(demand(parameter, *values.front()));
    }
  }
  for (const std::string& name : match.operation->refused_query) {
    const bool is_given = std::any_of(target.query.begin(), target.query.end(),
                                      [&](const auto& pair) { return pair.first == name; });
    if (is_given) read.errors.push_back({name, "Is no parameter of this operation."});
  }
  return read;
}

}  // namespace sp::mock
