#include <fmt/format.h>

#include <sp/schemas/json_file.h>
#include <sp/schemas/visible.h>

namespace sp::schemas {

namespace {

constexpr std::size_t shown_bytes = 60;

[[noreturn]] void fail(const std::string& file, std::uint32_t line, std::string_view pointer,
                       std::string_view expected, std::string_view found) {
  throw FileError(fmt::format("{}:{}: {}: expected {}, found {}", file, line,
                              pointer.empty() ? "the whole file" : visible(pointer), expected,
                              visible(found)));
}

}  // namespace

JsonPlace::JsonPlace(const Value& value, const JsonPlace& parent, std::string_view step)
    : value_(&value),
      file_(parent.file_),
      pointer_(fmt::format("{}/{}", parent.pointer_, pointer_token(step))) {}

JsonPlace JsonPlace::member(std::string_view name) const {
  expect(value_->object() != nullptr, "an object");
  const Value* value = value_->find(name);
  if (!value) fail(*file_, value_->line(), pointer_, fmt::format("a member {}", name), "none");
  return {*value, *this, name};
}

std::optional<JsonPlace> JsonPlace::find(std::string_view name) const {
  expect(value_->object() != nullptr, "an object");
  const Value* value = value_->find(name);
  if (!value || value->is_null()) return std::nullopt;
  return JsonPlace(*value, *this, name);
}

std::vector<JsonPlace> JsonPlace::items() const {
  expect(value_->array() != nullptr, "an array");
  std::vector<JsonPlace> places;
  places.reserve(value_->array()->size());
  for (const Value& value : *value_->array()) {
    places.push_back(JsonPlace(value, *this, std::to_string(places.size())));
  }
  return places;
}

void JsonPlace::expect_version(std::int64_t version) const {
  const JsonPlace found = member("schema_version");
  found.expect(found.integer() == version, std::to_string(version));
}

std::string JsonPlace::text() const {
  expect(value_->string() != nullptr, "a string");
  return std::string(*value_->string());
}

std::int64_t JsonPlace::integer() const {
  const auto integer = value_->integer();
  if (!integer) refuse("an integer");
  return *integer;
}

double JsonPlace::number() const {
  const auto number = value_->number();
  if (!number) refuse("a number");
  return *number;
}

bool JsonPlace::boolean() const {
  expect(value_->boolean() != nullptr, "true or false");
  return *value_->boolean();
}

void JsonPlace::refuse(std::string_view expected) const {
  fail(*file_, value_->line(), pointer_, expected, value_->dump(shown_bytes));
}

Document parse_file(std::string_view text, const std::string& file) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  try {
    return parse(text);
  } catch (const SyntaxError& error) {
    fail(file, error.line, error.pointer, error.expected, error.found);
  }
}

}  // namespace sp::schemas
