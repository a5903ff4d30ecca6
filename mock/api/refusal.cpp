#include "api/refusal.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "quirks/python_integer.h"

namespace sp::mock {

namespace {

// The order in which the platform looks at what a request says.
enum Turn : std::uint8_t {
  path_id,
  cursor,
  limit_is_number,
  offset_is_number,
  limit_in_range,
  offset_in_range,
  created_after,
  created_before,
  lookup,  // of the run or sample that the path names
  of_the_endpoint,
  status,
  platform,
  the_rest
};

Turn turn_of(const FieldError& error) {
  if (error.in_path) return path_id;
  const bool is_number = python_integer(error.sent).has_value();
  if (error.name == "limit") return is_number ? limit_in_range : limit_is_number;
  if (error.name == "offset") return is_number ? offset_in_range : offset_is_number;
  struct Row {
    std::string_view name;
    Turn turn;
  };
  static constexpr Row rows[] = {{"cursor", cursor},
                                 {"created_after", created_after},
                                 {"created_before", created_before},
                                 {"group_by", of_the_endpoint},
                                 {"regression_test_id", of_the_endpoint},
                                 {"status", status},
                                 {"platform", platform}};
  for (const Row& row : rows) {
    if (row.name == error.name) return row.turn;
  }
  return the_rest;
}

const FieldError& first_of(const FieldErrors& errors) {
  return *std::min_element(
      errors.begin(), errors.end(),
      [](const FieldError& a, const FieldError& b) { return turn_of(a) < turn_of(b); });
}

// Whether the platform says in `details` that a field is wrong.
bool is_named(const FieldError& error) {
  static constexpr std::array<std::string_view, 4> nameless = {"group_by", "severity", "status",
                                                               "platform"};
  return std::find(nameless.begin(), nameless.end(), error.name) == nameless.end();
}

using Words = PlatformWords;

Words words_of_id(const std::string& name, bool is_number) {
  if (!is_number) {
    return {fmt::format("{} must be a positive integer.", name), "Must be a positive integer."};
  }
  return {fmt::format("{} must be between 1 and 2147483647.", name),
          "Must be between 1 and 2147483647. Out of bounds IDs are rejected."};
}

Words words_of_offset(std::optional<std::int64_t> number) {
  if (!number) {
    return {"offset must be a non-negative integer.", "Must be a non-negative integer."};
  }
  if (*number < 0) return {"offset must be non-negative.", "Must be >= 0."};
  return {"offset is too large.", "Must be <= 2147483647."};
}

Words words_of_limit(bool is_number) {
  if (!is_number) return {"limit must be an integer.", "Must be an integer between 1 and 100."};
  return {"limit must be between 1 and 100.", "Must be between 1 and 100."};
}

Words words_of(const FieldError& error) {
  const auto number = python_integer(error.sent);
  const std::string& name = error.name;
  if (error.words) return *error.words;
  if (error.in_path) return words_of_id(name, number.has_value());
  if (name == "limit") return words_of_limit(number.has_value());
  if (name == "offset") return words_of_offset(number);
  if (name == "cursor") {
    return {"Cannot mix cursor and offset pagination.",
            "Cannot specify cursor when using offset pagination."};
  }
  if (name == "created_after" || name == "created_before") {
    return {fmt::format("{} must be a valid ISO 8601 datetime.", name), "Invalid ISO 8601 format."};
  }
  if (name == "regression_test_id") {
    return {"regression_test_id must be a positive integer between 1 and 2147483647.",
            "Must be a positive integer between 1 and 2147483647."};
  }
  if (name == "group_by") {
    return {"group_by must be one of: type, severity, sample_id, regression_id.", error.problem};
  }
  if (name == "status") return {fmt::format("Invalid status: {}", error.sent), error.problem};
  if (name == "platform") {
    return {fmt::format("Invalid platform: {}. Must be one of: linux, windows.", error.sent),
            error.problem};
  }
  return {"Request failed schema validation.", error.problem};
}

FieldErrors in_the_platforms_words(FieldErrors errors) {
  for (FieldError& error : errors) error.problem = words_of(error).problem;
  return errors;
}

}  // namespace

bool refused_before_lookup(const FieldErrors& errors) { return turn_of(first_of(errors)) < lookup; }

Answer refusal(const FieldErrors& errors, const Quirks& quirks) {
  const FieldErrors told =
      quirks.has(Quirk::first_refusal_only) ? FieldErrors{first_of(errors)} : errors;
  const bool in_its_words = quirks.has(Quirk::wording);
  const std::string message = in_its_words && told.size() == 1
                                  ? words_of(told.front()).message
                                  : "Request failed schema validation.";
  const bool nameless = quirks.has(Quirk::first_refusal_only) && !is_named(told.front());
  Answer answer =
      nameless ? nameless_validation_error(told.front(), message)
               : validation_error(in_its_words ? in_the_platforms_words(told) : told, message);
  if (in_its_words) answer.why = validation_error(told).why;  // our own words tell more
  return answer;
}

}  // namespace sp::mock
