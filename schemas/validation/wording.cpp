#include "validation/wording.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

namespace sp::schemas {
namespace {

constexpr std::size_t longest_value = 80;
constexpr std::size_t longest_list = 300;

// Whether a string is plain enough to stand in a list without quotes.
bool is_plain(std::string_view text) {
  const auto plain = [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '/' || c == ':';
  };
  const bool reads_as_literal = text == "null" || text == "true" || text == "false";
  const bool begins_with_letter =
      !text.empty() && !is_digit(text[0]) && text[0] != '-' && text[0] != '.';
  return begins_with_letter && !reads_as_literal && std::ranges::all_of(text, plain);
}

std::string choice(const Value& value) {
  const std::string_view* string = value.string();
  return string != nullptr && is_plain(*string) ? std::string(*string) : value.dump(longest_value);
}

}  // namespace

std::string in_words(Types types) {
  static constexpr std::array<std::pair<Types, const char*>, 7> names = {{
      {type::boolean, "a boolean"},
      {type::integer, "an integer"},
      {type::number, "a number"},
      {type::string, "a string"},
      {type::array, "an array"},
      {type::object, "an object"},
      {type::null, "null"},
  }};
  if (types & type::number) types = static_cast<Types>(types & ~type::integer);
  std::vector<std::string> words;
  for (const auto& [bit, name] : names) {
    if (types & bit) words.emplace_back(name);
  }
  return alternatives(words);
}

std::string in_words(const Bound& bound) {
  const std::string limit = bound.limit.dump(longest_value);
  switch (bound.is) {
    case Bound::Is::at_least: return "at least " + limit;
    case Bound::Is::more_than: return "more than " + limit;
    case Bound::Is::at_most: return "at most " + limit;
    case Bound::Is::less_than: break;
  }
  return "less than " + limit;
}

std::string_view in_words(Format format) {
  switch (format) {
    case Format::date_time: return "a date-time such as 2026-06-27T12:42:03Z";
    case Format::date: return "a date such as 2026-06-27";
    case Format::none: break;
  }
  return "anything";
}

std::string one_of(std::span<const Value> values) {
  if (values.size() == 1) return choice(values.front());
  std::string text = "one of ";
  for (const Value& value : values) {
    if (&value != &values.front()) text += ", ";
    if (text.size() > longest_list) return text + "…";
    text += choice(value);
  }
  return text;
}

std::string alternatives(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  if (count == 0) return fmt::format("no {}s", noun);
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string member(std::string_view name) {
  return "member " + Value(std::string(name), 0).dump(longest_value);
}

std::string found(const Value& value) { return value.dump(longest_value); }

}  // namespace sp::schemas
