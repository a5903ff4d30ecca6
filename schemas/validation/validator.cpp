#include "validation/validator.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>
#include <sp/schemas/utf8.h>

#include "json/decimal.h"

namespace sp::schemas {
namespace {

bool within(const Bound& bound, const Value& number) {
  const auto order = compare_numbers(number, bound.limit);
  switch (bound.is) {
    case Bound::Is::at_least: return order >= 0;
    case Bound::Is::more_than: return order > 0;
    case Bound::Is::at_most: return order <= 0;
    case Bound::Is::less_than: break;
  }
  return order < 0;
}

bool has_format(Format format, const Value& value) {
  const std::string_view* string = value.string();
  switch (format) {
    case Format::date_time: return string == nullptr || parse_date_time(*string).has_value();
    case Format::date: return string == nullptr || is_date(*string);
    case Format::none: break;
  }
  return true;
}

std::string pointer_to(const Path& path) {
  if (path.parent == nullptr) return "";
  return pointer_to(*path.parent) + '/' +
         (path.name != nullptr ? pointer_token(*path.name) : std::to_string(path.position));
}

void append_position(const Path& path, std::vector<std::size_t>& position) {
  if (path.parent == nullptr) return;
  append_position(*path.parent, position);
  position.push_back(path.position);
}

}  // namespace

Types types_of(const Value& value) {
  using Kind = Value::Kind;
  switch (value.kind()) {
    case Kind::null: return type::null;
    case Kind::boolean: return type::boolean;
    case Kind::integer:
    case Kind::unsigned_integer: return type::integer | type::number;
    case Kind::decimal:
      return is_integral(*value.decimal()) ? type::integer | type::number : type::number;
    case Kind::string: return type::string;
    case Kind::array: return type::array;
    case Kind::object: break;
  }
  return type::object;
}

bool Validator::check(const SchemaNode& schema, const Value& value, const Path& path) {
  const SchemaNode& node = schema.resolved();
  if (node.refuses_all) {
    return departs(node, "", value, path, [] { return std::string("no value here"); });
  }
  // Of a value of the wrong type nothing else is worth saying.
  if (!check_type(node, value, path)) return false;
  bool fits = check_choice(node, value, path);
  if (done(fits)) return false;
  if (node.format != Format::none) fits &= check_format(node, value, path);
  if (node.numbers != nullptr && value.is_number()) fits &= check_number(node, value, path);
  if (node.strings != nullptr && value.string() != nullptr) fits &= check_string(node, value, path);
  if (done(fits)) return false;
  if (node.arrays != nullptr && value.array() != nullptr) fits &= check_array(node, value, path);
  if (node.objects != nullptr && value.object() != nullptr) fits &= check_object(node, value, path);
  if (done(fits)) return false;
  if (node.combination != nullptr) fits &= check_combination(node, value, path);
  return fits;
}

bool Validator::check_type(const SchemaNode& node, const Value& value, const Path& path) {
  if (node.types == 0 || (node.types & types_of(value)) != 0) return true;
  return departs(node, "type", value, path, [&] { return in_words(node.types); });
}

bool Validator::check_choice(const SchemaNode& node, const Value& value, const Path& path) {
  bool fits = true;
  if (node.enumeration && std::ranges::find(*node.enumeration, value) == node.enumeration->end()) {
    fits = departs(node, "enum", value, path, [&] { return one_of(*node.enumeration); });
  }
  if (node.constant && !(*node.constant == value)) {
    fits = departs(node, "const", value, path, [&] { return one_of({&*node.constant, 1}); });
  }
  return fits;
}

bool Validator::check_format(const SchemaNode& node, const Value& value, const Path& path) {
  if (has_format(node.format, value)) return true;
  return departs(node, "format", value, path, [&] { return std::string(in_words(node.format)); });
}

bool Validator::check_number(const SchemaNode& node, const Value& value, const Path& path) {
  bool fits = true;
  for (const Bound& bound : node.numbers->bounds) {
    if (within(bound, value)) continue;
    fits = departs(node, bound.keyword, value, path, [&] { return in_words(bound); });
  }
  const auto& divisor = node.numbers->multiple_of;
  if (divisor && !is_multiple(value, *divisor)) {
    fits = departs(node, "multipleOf", value, path,
                   [&] { return "a multiple of " + found(*divisor); });
  }
  return fits;
}

bool Validator::check_string(const SchemaNode& node, const Value& value, const Path& path) {
  const std::string_view text = *value.string();
  const Size& length = node.strings->length;
  // As many bytes as characters are allowed are few enough, without counting.
  const bool short_enough = !length.max || text.size() <= *length.max;
  bool fits = true;
  if (!short_enough || length.min) {
    fits = check_size(node, length, count_characters(text), "character", "Length", value, path);
  }
  const auto& pattern = node.strings->pattern;
  if (pattern != nullptr && !RE2::PartialMatch(text, *pattern)) {
    fits = departs(node, "pattern", value, path,
                   [&] { return fmt::format("text that matches {}", pattern->pattern()); });
  }
  return fits;
}

bool Validator::check_size(const SchemaNode& node, const Size& size, std::size_t count,
                           std::string_view noun, std::string_view keyword_end, const Value& value,
                           const Path& path) {
  const auto found_size = [&] { return fmt::format("{}: {}", counted(count, noun), found(value)); };
  bool fits = true;
  if (size.min && count < *size.min) {
    fits = departs(
        node, fmt::format("min{}", keyword_end), value, path,
        [&] { return "at least " + counted(*size.min, noun); }, found_size);
  }
  if (size.max && count > *size.max) {
    fits = departs(
        node, fmt::format("max{}", keyword_end), value, path,
        [&] { return "at most " + counted(*size.max, noun); }, found_size);
  }
  return fits;
}

void Validator::note(const SchemaNode& node, std::string_view keyword, const Value& value,
                     const Path& path, std::string expected, std::string found) {
  std::string schema = node.location;
  if (!keyword.empty()) schema.append("/").append(keyword);
  Finding& finding = findings_->emplace_back();
  finding.violation = {pointer_to(path), std::move(schema), std::move(expected),
                       std::move(found), value.line(),      {}};
  append_position(path, finding.position);
}

}  // namespace sp::schemas
