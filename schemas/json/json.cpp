#include <algorithm>
#include <charconv>
#include <utility>

#include <sp/schemas/json.h>

#include "json/decimal.h"

namespace sp::schemas {
namespace {

std::vector<const Member*> by_name(const Object& object) {
  std::vector<const Member*> members;
  members.reserve(object.size());
  for (const Member& member : object) members.push_back(&member);
  std::ranges::stable_sort(members, {},
                           [](const Member* m) -> std::string_view { return m->name; });
  return members;
}

bool same_members(const Object& a, const Object& b) {
  if (a.size() != b.size()) return false;
  return std::ranges::equal(by_name(a), by_name(b), [](const Member* x, const Member* y) {
    return x->name == y->name && x->value == y->value;
  });
}

// A token of a JSON pointer without its escapes; nothing when an escape is malformed.
std::optional<std::string> unescape(std::string_view token) {
  std::string name;
  name.reserve(token.size());
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      name += token[i];
      continue;
    }
    if (++i == token.size() || (token[i] != '0' && token[i] != '1')) return std::nullopt;
    name += token[i] == '0' ? '~' : '/';
  }
  return name;
}

const Value* item_at(const Array& array, std::string_view token) {
  std::size_t index = 0;
  const char* const end = token.data() + token.size();
  const auto [rest, error] = std::from_chars(token.data(), end, index);
  if (error != std::errc() || rest != end || (token.size() > 1 && token[0] == '0')) return nullptr;
  return index < array.size() ? &array[index] : nullptr;
}

}  // namespace

bool Value::is_number() const {
  return std::holds_alternative<std::int64_t>(data_) ||
         std::holds_alternative<std::uint64_t>(data_) || std::holds_alternative<Decimal>(data_);
}

std::optional<std::int64_t> Value::integer() const {
  if (const auto* number = std::get_if<std::int64_t>(&data_)) return *number;
  if (const auto* number = std::get_if<std::uint64_t>(&data_)) {
    if (!std::in_range<std::int64_t>(*number)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  if (const auto* number = std::get_if<Decimal>(&data_)) return to_int64(*number);
  return std::nullopt;
}

std::optional<double> Value::number() const {
  if (const auto* number = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<std::uint64_t>(&data_)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<Decimal>(&data_)) return number->value;
  return std::nullopt;
}

bool Value::written_as_integer() const {
  const auto* number = std::get_if<Decimal>(&data_);
  if (number == nullptr) return is_number();
  return !number->literal.empty() && number->literal.find_first_of(".eE") == std::string::npos;
}

const Value* Value::find(std::string_view name) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const Member& member : *members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

const Value* Value::at(std::string_view pointer) const {
  const Value* value = this;
  while (value != nullptr && !pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (const Array* items = value->array()) {
      value = item_at(*items, token);
    } else {
      const auto name = unescape(token);
      value = name ? value->find(*name) : nullptr;
    }
  }
  return value;
}

std::string_view Value::type_name() const {
  switch (data_.index()) {
    case 0: return "null";
    case 1: return "boolean";
    case 2:
    case 3: return "integer";
    case 4: return is_integral(std::get<Decimal>(data_)) ? "integer" : "number";
    case 5: return "string";
    case 6: return "array";
    default: return "object";
  }
}

bool operator==(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.data_.index() != b.data_.index()) return false;
  if (const bool* boolean = a.boolean()) return *boolean == *b.boolean();
  if (const std::string* string = a.string()) return *string == *b.string();
  if (const Array* array = a.array()) return *array == *b.array();
  if (const Object* object = a.object()) return same_members(*object, *b.object());
  return true;
}

}  // namespace sp::schemas
