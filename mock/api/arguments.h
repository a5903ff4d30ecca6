// The parameters of one request as an endpoint gets them: checked against the contract document,
// and with their defaults filled in. service/parameters.h makes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "quirks/bound.h"

namespace sp::mock {

class Arguments {
 public:
  using Value = std::variant<std::int64_t, std::string, Bound>;

  void set(std::string_view name, Value value) { values_.emplace_back(name, std::move(value)); }

  // The value of an integer parameter that is required or has a default.
  std::int64_t integer(std::string_view name) const { return *find_integer(name); }
  // The value of an optional parameter; null if it was not given.
  const std::int64_t* find_integer(std::string_view name) const { return find<std::int64_t>(name); }
  const std::string* text(std::string_view name) const { return find<std::string>(name); }
  const Bound* bound(std::string_view name) const { return find<Bound>(name); }

 private:
  template <class T>
  const T* find(std::string_view name) const {
    for (const auto& [known, value] : values_) {
      if (known == name) return std::get_if<T>(&value);
    }
    return nullptr;
  }

  // Names point into the contract document, which outlives every request.
  std::vector<std::pair<std::string_view, Value>> values_;
};

}  // namespace sp::mock
