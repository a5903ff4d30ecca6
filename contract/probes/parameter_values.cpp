#include "probes/parameter_values.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

namespace sp::contract {

namespace {

using schemas::Parameter;
using schemas::Value;

constexpr std::int64_t two_to_the_32 = 4294967296;
constexpr std::int64_t largest_of_32_bits = 2147483647;

std::optional<std::int64_t> bound(const Parameter& parameter, std::string_view keyword) {
  const Value* value = parameter.definition.find(keyword);
  return value ? value->integer() : std::nullopt;
}

const schemas::Array* enumeration(const Parameter& parameter) {
  const Value* values = parameter.definition.find("enum");
  return values ? values->array() : nullptr;
}

bool is_date_time(const Parameter& parameter) {
  const Value* format = parameter.definition.find("format");
  return format && format->string() && *format->string() == "date-time";
}

Standing standing_of_integer(const Parameter& parameter, const std::string& text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = std::string_view(text).substr(negative ? 1 : 0);
  if (!schemas::is_digits(digits)) return Standing::outside;
  const bool leading_zero = digits.size() > 1 && digits.front() == '0';
  if (leading_zero || text == "-0") return Standing::open;
  const auto number = schemas::number_in(text);
  if (number && !parameter.schema.accepts(Value(*number, 0))) return Standing::outside;
  // Where the document sets no end, a deployment may have one: what 32 bits hold.
  if (number) return *number > largest_of_32_bits ? Standing::open : Standing::inside;
  return negative || bound(parameter, "maximum") ? Standing::outside : Standing::open;
}

// RFC 3339 is what the document says; other forms of ISO 8601 some deployments take as well.
Standing standing_of_date_time(const Parameter& parameter, const std::string& text) {
  if (parameter.schema.accepts(Value(text, 0))) return Standing::inside;
  static const re2::RE2 has_the_form(
      R"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))");
  static const re2::RE2 may_be_iso(R"(\d[-\d:.,TWZtwz+ ]{5,})");
  if (re2::RE2::FullMatch(text, has_the_form)) return Standing::outside;
  return re2::RE2::FullMatch(text, may_be_iso) ? Standing::open : Standing::outside;
}

// Text that not every server can hold: control characters, or bytes that are not UTF-8.
bool is_odd(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
    quoted += c == '"' || c == '\\' ? 'x' : c;
  }
  try {
    schemas::parse(quoted + '"');
    return false;
  } catch (const schemas::SyntaxError&) {
    return true;
  }
}

// What is left of it in 64 bits is the number, which is one of 32 bits.
std::string plus_two_to_the_64(std::int64_t number) {
  constexpr std::int64_t last_digits = 73709551616;
  return fmt::format("184467440{}", last_digits + number);
}

void add_integers_outside(const Parameter& parameter, const std::string& fine,
                          std::vector<LabelledValue>& values) {
  const std::int64_t left = schemas::number_in(fine).value_or(1);
  const auto low = bound(parameter, "minimum");
  const auto documented = bound(parameter, "maximum");
  const auto high = documented ? documented : greatest_known(parameter);
  if (low && *low > 0) values.push_back({"below", std::to_string(*low - 1)});
  // What is left of it without the sign is fine.
  if (low) values.push_back({"negative", fmt::format("-{}", std::max<std::int64_t>(left, 1))});
  if (high) values.push_back({"above", std::to_string(*high + 1)});
  // What is left of these in 64 bits and in 32 is fine.
  values.push_back({"huge", plus_two_to_the_64(left)});
  values.push_back({"text", "abc"});
  values.push_back({"trailing", fine + "abc"});
  if (high) values.push_back({"wrapped", std::to_string(two_to_the_32 + left)});
}

// The id in decimal digits of another script behind a zero, which careless readers take for the
// same.
std::string in_other_digits(const std::string& id) {
  std::string text = "\xD9\xA0";  // U+0660; the others follow it
  for (const char c : id) {
    if (schemas::is_digit(c)) text += '\xD9';
    text += schemas::is_digit(c) ? static_cast<char>('\xA0' + (c - '0')) : c;
  }
  return text;
}

// Not the id, although many a language's number reader makes the id of it. Those that pass over an
// underscore pass over a blank as well.
void add_ids_read_laxly(const std::string& id, std::vector<LabelledValue>& values) {
  values.push_back({"plus", "+" + id});
  values.push_back({"blank", " " + id});
  values.push_back({"other_digits", in_other_digits(id)});
}

// A documented value without its last letter, which is none itself.
std::string beginning_of_one(const Parameter& parameter, const schemas::Array& values) {
  for (const Value& value : values) {
    std::string beginning(value.string() ? *value.string() : std::string_view());
    if (beginning.empty()) continue;
    beginning.pop_back();
    if (!beginning.empty() && !parameter.schema.accepts(Value(beginning, 0))) return beginning;
  }
  return "no-such-value";
}

std::vector<LabelledValue> doubtful_integers(const Parameter& parameter, const std::string& fine) {
  std::vector<LabelledValue> values;
  add_integers_outside(parameter, fine, values);
  if (is_id(parameter)) {
    values.push_back({"nul", fine + std::string(1, '\0')});
    add_ids_read_laxly(fine, values);
    return values;
  }
  values.push_back({"empty", ""});
  values.push_back({"fraction", "1.5"});
  values.push_back({"underscore", "1_0"});
  values.push_back({"blank", " " + fine});
  values.push_back({"plus", "+" + fine});
  values.push_back({"other_digits", in_other_digits(fine)});
  return values;
}

// A word that some revision has for the parameter, or that rows show in a member of that name, and
// that is none of its values here.
constexpr std::pair<std::string_view, std::string_view> related_words[] = {{"group_by", "category"},
                                                                           {"status", "skipped"}};

std::optional<std::string> related_word(const Parameter& parameter) {
  for (const auto& [name, word] : related_words) {
    if (name == parameter.name && !parameter.schema.accepts(Value(word, 0)))
      return std::string(word);
  }
  return std::nullopt;
}

std::vector<LabelledValue> doubtful_words(const Parameter& parameter, const schemas::Array& known) {
  const std::string first(*known.front().string());
  std::vector<LabelledValue> values = {
      {"cut", beginning_of_one(parameter, known)},
      {"empty", ""},
      {"upper_case", schemas::upper_case(first)},
      {"padded", first + " "},
      {"listed", fmt::format("{},{}", first, *known.back().string())}};
  if (auto word = related_word(parameter)) values.push_back({"related", *std::move(word)});
  return values;
}

}  // namespace

bool is_id(const Parameter& parameter) { return parameter.name.ends_with("_id"); }

std::optional<std::int64_t> greatest_known(const Parameter& parameter) {
  return bound(parameter, "x-maximum");
}

Standing standing(const Parameter& parameter, const std::string& value) {
  if (parameter.integer) return standing_of_integer(parameter, value);
  if (is_date_time(parameter)) return standing_of_date_time(parameter, value);
  const bool accepted = parameter.schema.accepts(Value(value, 0));
  if (enumeration(parameter)) return accepted ? Standing::inside : Standing::outside;
  if (value.empty() || is_odd(value)) return Standing::open;
  return accepted ? Standing::inside : Standing::outside;
}

std::string demand(const Parameter& parameter) {
  if (parameter.integer) {
    const auto low = bound(parameter, "minimum");
    const auto high = bound(parameter, "maximum");
    if (low && high) return fmt::format("an integer from {} to {}", *low, *high);
    return low ? fmt::format("an integer, at least {}", *low) : "an integer";
  }
  if (const schemas::Array* values = enumeration(parameter)) {
    std::string names;
    for (const Value& value : *values) {
      names.append(names.empty() ? "" : ", ").append(*value.string());
    }
    return "one of " + names;
  }
  if (is_date_time(parameter)) return "a date-time";
  const auto length = bound(parameter, "maxLength");
  return length ? fmt::format("a text of at most {} characters", *length) : "a text";
}

std::vector<LabelledValue> doubtful_values(const Parameter& parameter, const std::string& fine) {
  if (parameter.integer) return doubtful_integers(parameter, fine);
  if (const schemas::Array* values = enumeration(parameter))
    return doubtful_words(parameter, *values);
  if (is_date_time(parameter)) {
    return {{"text", "yesterday"},
            {"no_such_day", "2026-02-30T00:00:00Z"},
            {"no_such_hour", "2026-06-27T25:00:00Z"},
            {"empty", ""},
            {"without_zone", "2026-06-27T12:42:03"},
            {"odd_separator", "2026-06-27X12:42:03Z"}};
  }
  const auto length = bound(parameter, "maxLength");
  if (!length) return {};
  return {{"too_long", std::string(static_cast<std::size_t>(*length) + 1, 'x')}};
}

std::vector<LabelledValue> documented_values(const Parameter& parameter) {
  std::vector<LabelledValue> values;
  if (const schemas::Array* names = enumeration(parameter)) {
    for (const Value& value : *names) {
      const std::string name(*value.string());
      values.push_back({"is_" + name, name});
    }
  }
  if (!parameter.integer || is_id(parameter)) return values;
  if (const auto low = bound(parameter, "minimum")) {
    values.push_back({"least", std::to_string(*low)});
  }
  if (const auto high = bound(parameter, "maximum")) {
    values.push_back({"most", std::to_string(*high)});
  }
  return values;
}

Asked asked_by(const Request& request, const schemas::Operation& operation) {
  Asked asked;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : request.values) {
    const Parameter* parameter = operation.parameter(name);
    if (!parameter) {
      asked.unknown.push_back(name);
    } else if (!seen.insert(name).second) {
      asked.repeated.push_back(parameter);
    } else if (const Standing found = standing(*parameter, value); found != Standing::inside) {
      auto& list = found == Standing::outside ? asked.outside : asked.open;
      list.push_back({parameter, &value, found});
    }
  }
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.required && !seen.contains(parameter.name)) asked.missing.push_back(&parameter);
  }
  asked.verbatim = request.path != path_of(operation, request.values);
  return asked;
}

bool tells_of_parameters(const Exchange& exchange, const schemas::Operation& operation) {
  const Request& request = exchange.request;
  return exchange.response && exchange.response->status != 429 && request.method == "GET" &&
         request.operation == operation.id && authenticates(request.credentials) &&
         without_query(request.path) == without_query(path_of(operation, request.values));
}

}  // namespace sp::contract
