// A few names in a constant, such as the kinds of probes that a rule judges by.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string_view>

namespace sp::contract {

class Names {
 public:
  static constexpr std::size_t most = 40;

  constexpr Names() = default;
  constexpr Names(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) add(name);
  }

  // The name's text must live as long as this. Throws std::length_error for one too many.
  constexpr void add(std::string_view name) {
    if (size_ == most) throw std::length_error("too many names for one rule");
    names_[size_++] = name;
  }
  // What is there already stays once.
  constexpr void add_once(std::string_view name) {
    if (!contains(name)) add(name);
  }

  constexpr bool contains(std::string_view name) const {
    for (const std::string_view known : *this) {
      if (known == name) return true;
    }
    return false;
  }
  constexpr bool empty() const { return size_ == 0; }
  constexpr const std::string_view* begin() const { return names_.data(); }
  constexpr const std::string_view* end() const { return names_.data() + size_; }

  friend constexpr Names operator+(Names some, const Names& more) {
    for (const std::string_view name : more) some.add(name);
    return some;
  }

 private:
  std::array<std::string_view, most> names_{};
  std::size_t size_ = 0;
};

}  // namespace sp::contract
