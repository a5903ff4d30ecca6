#include "rules/finding.h"

#include <fmt/format.h>

namespace sp::contract {

namespace {

FreeText in_words(const Differs& shape) {
  return {shape.source.empty() ? shape.expected
                               : fmt::format("{}, as in {}", shape.expected, shape.source),
          shape.found};
}

std::string bounds(const OutOfRange& shape) {
  if (shape.least && shape.least == shape.most) return std::to_string(*shape.least);
  if (shape.least && shape.most) return fmt::format("{} to {}", *shape.least, *shape.most);
  return shape.least ? fmt::format("at least {}", *shape.least)
                     : fmt::format("at most {}", shape.most.value_or(0));
}

FreeText in_words(const OutOfRange& shape) {
  return {
      shape.because.empty() ? bounds(shape) : fmt::format("{}, {}", bounds(shape), shape.because),
      std::to_string(shape.found)};
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

}  // namespace sp::contract
