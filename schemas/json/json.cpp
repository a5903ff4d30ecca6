#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/json.h>

#include "json/decimal.h"

namespace sp::schemas {
namespace {

std::vector<const Member*> by_name(const Object& object) {
  std::vector<const Member*> members;
  members.reserve(object.size());
  for (const Member& member : object) members.push_back(&member);
  std::ranges::stable_sort(members, {}, &Member::name);
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

// Memory of a Value's own, which is more than none. What is made in it, is made by the caller.
template <class T>
T* new_block(std::size_t count, std::size_t more_bytes = 0) {
  return static_cast<T*>(::operator new(count * sizeof(T) + more_bytes));
}

// Behind the members their names stand, in the same order. `Member` is any type with both.
template <class Members>
Object new_members(Members&& members) {
  std::size_t bytes = 0;
  for (const auto& member : members) bytes += member.name.size();
  Member* const block = new_block<Member>(members.size(), bytes);
  char* name = reinterpret_cast<char*>(block + members.size());
  Member* place = block;
  for (auto& member : members) {
    const std::string_view kept(name, member.name.size());
    name = std::ranges::copy(member.name, name).out;
    // A copy for views, which are const; what a program made is moved.
    ::new (place++) Member{kept, std::move(member.value)};
  }
  return {block, members.size()};
}

// As new_members.
template <class Items>
Array new_items(Items&& items) {
  Value* const block = new_block<Value>(items.size());
  Value* place = block;
  for (auto& item : items) ::new (place++) Value(std::move(item));
  return {block, items.size()};
}

std::string_view new_text(std::string_view text) {
  char* const block = new_block<char>(text.size());
  std::memcpy(block, text.data(), text.size());
  return {block, text.size()};
}

template <class T>
void destroy_block(const T* block, std::size_t count) {
  T* const begin = const_cast<T*>(block);  // the Value that destroys it has made it
  std::destroy_n(begin, count);
  ::operator delete(begin);
}

}  // namespace

Value::Value(double number, std::uint32_t line)
    : data_{.decimal = {new_text(fmt::format("{}", number))}},
      line_(line),
      kind_(Kind::decimal),
      owns_(true) {}

Value::Value(std::string_view string, std::uint32_t line) : line_(line), kind_(Kind::string) {
  data_.string = string;
  own_content();
}

Value::Value(NewArray items, std::uint32_t line) : line_(line), kind_(Kind::array) {
  data_.array = {};
  if (items.empty()) return;
  data_.array = new_items(items);
  owns_ = true;
}

Value::Value(NewObject members, std::uint32_t line) : line_(line), kind_(Kind::object) {
  data_.object = {};
  if (members.empty()) return;
  data_.object = new_members(members);
  owns_ = true;
}

Value::Value(const Value& other) : data_(other.data_), line_(other.line_), kind_(other.kind_) {
  own_content();
}

void Value::own_content() {
  switch (kind_) {
    case Kind::decimal: data_.decimal.literal = new_text(data_.decimal.literal); break;
    case Kind::string:
      if (data_.string.empty()) return;
      data_.string = new_text(data_.string);
      break;
    case Kind::array:
      if (data_.array.empty()) return;
      data_.array = new_items(data_.array);
      break;
    case Kind::object:
      if (data_.object.empty()) return;
      data_.object = new_members(data_.object);
      break;
    default: return;
  }
  owns_ = true;
}

void Value::destroy() noexcept {
  switch (kind_) {
    case Kind::decimal: return destroy_block(data_.decimal.literal.data(), 0);
    case Kind::string: return destroy_block(data_.string.data(), 0);
    case Kind::array: return destroy_block(data_.array.data(), data_.array.size());
    case Kind::object: return destroy_block(data_.object.data(), data_.object.size());
    default: return;
  }
}

std::string text_of(const Value& value) {
  const std::string_view* const text = value.string();
  return text ? std::string(*text) : value.dump();
}

NewArray copy_of(Array items) { return {items.begin(), items.end()}; }

NewObject copy_of(Object members) {
  NewObject copy;
  copy.reserve(members.size());
  for (const auto& [name, value] : members) copy.emplace_back(name, value);
  return copy;
}

double Decimal::value() const {
  double number = 0;
  // What is too close to zero for a double is zero, and what is too far none.
  std::from_chars(literal.data(), literal.data() + literal.size(), number);
  return number;
}

std::optional<std::int64_t> Value::integer() const {
  switch (kind_) {
    case Kind::integer: return data_.integer;
    case Kind::unsigned_integer:
      if (!std::in_range<std::int64_t>(data_.unsigned_integer)) return std::nullopt;
      return static_cast<std::int64_t>(data_.unsigned_integer);
    case Kind::decimal: return to_int64(data_.decimal);
    default: return std::nullopt;
  }
}

std::optional<double> Value::number() const {
  switch (kind_) {
    case Kind::integer: return static_cast<double>(data_.integer);
    case Kind::unsigned_integer: return static_cast<double>(data_.unsigned_integer);
    case Kind::decimal: return data_.decimal.value();
    default: return std::nullopt;
  }
}

bool Value::written_as_integer() const {
  const Decimal* const number = decimal();
  return number ? number->literal.find_first_of(".eE") == std::string_view::npos : is_number();
}

const Value* Value::find(std::string_view name) const {
  if (kind_ != Kind::object) return nullptr;
  for (const Member& member : data_.object) {
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
  switch (kind_) {
    case Kind::null: return "null";
    case Kind::boolean: return "boolean";
    case Kind::integer:
    case Kind::unsigned_integer: return "integer";
    case Kind::decimal: return is_integral(data_.decimal) ? "integer" : "number";
    case Kind::string: return "string";
    case Kind::array: return "array";
    case Kind::object: break;
  }
  return "object";
}

bool operator==(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case Value::Kind::boolean: return a.data_.boolean == b.data_.boolean;
    case Value::Kind::string: return a.data_.string == b.data_.string;
    case Value::Kind::array: return std::ranges::equal(a.data_.array, b.data_.array);
    case Value::Kind::object: return same_members(a.data_.object, b.data_.object);
    default: return true;
  }
}

}  // namespace sp::schemas
