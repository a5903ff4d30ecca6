#include "rules/finding.h"

#include <fmt/format.h>

namespace sp::contract {

namespace {

FreeText in_words(const Differs& shape) {
  return {shape.source.empty() ? shape.expected
                               : fmt::format("{}, as in {}", shape.expected, shape.source),
          shape.found};
}

std::string number_of(std::int64_t count, std::string_view unit) {
  return unit.empty() ? std::to_string(count) : counted(count, unit);
}

std::string bounds(const OutOfRange& shape) {
  std::string last = number_of(shape.most ? *shape.most : shape.least.value_or(0), shape.unit);
  if (shape.least == shape.most) return last;
  if (shape.least && shape.most) return fmt::format("{} to {}", *shape.least, last);
  return fmt::format("at {} {}", shape.least ? "least" : "most", last);
}

FreeText in_words(const OutOfRange& shape) {
  return {
      shape.because.empty() ? bounds(shape) : fmt::format("{}, {}", bounds(shape), shape.because),
      number_of(shape.found, shape.unit)};
}

FreeText in_words(const Repeats& shape) {
  return {fmt::format("{} once, as in {}", shape.what, shape.first),
          fmt::format("{} again", shape.what)};
}

FreeText in_words(const Absent& shape) { return {shape.what, shape.found}; }

FreeText in_words(const FreeText& text) { return text; }

}  // namespace

FreeText words_of(const Shape& shape) {
  return std::visit([](const auto& one) { return in_words(one); }, shape);
}

std::string counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace sp::contract
