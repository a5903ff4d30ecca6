// Takes dates and times apart, which stand in a fixed form.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

#include <sp/schemas/ascii.h>

namespace sp::schemas {

// Reads from the left end of a text. Once something did not fit, ok() stays false and the
// numbers mean nothing.
class FixedForm {
 public:
  explicit FixedForm(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

  void literal(std::string_view text) {
    ok_ = ok_ && rest_.starts_with(text);
    if (ok_) rest_.remove_prefix(text.size());
  }

  // Exactly `digits` decimal digits, as a number of at most `most`.
  int number(std::size_t digits, int most) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit();
    ok_ = ok_ && value <= most;
    return value;
  }

  // One of the characters of `any`; 0 when it is none of them.
  char one_of(std::string_view any) {
    ok_ = ok_ && !rest_.empty() && any.find(rest_.front()) != any.npos;
    return ok_ ? take() : '\0';
  }

  // One of the names; its place among them, from 1.
  template <std::size_t size>
  unsigned name(const std::array<std::string_view, size>& names) {
    for (unsigned i = 0; i < size; ++i) {
      if (!rest_.starts_with(names[i])) continue;
      rest_.remove_prefix(names[i].size());
      return i + 1;
    }
    ok_ = false;
    return 0;
  }

  // Whether the character stands there; then it is read.
  bool skip(char c) {
    if (!ok_ || !rest_.starts_with(c)) return false;
    take();
    return true;
  }

  // One digit or more, as the digits of a fraction of a second; those behind the sixth do not
  // count.
  std::chrono::microseconds fraction() {
    constexpr int most_places = 6;
    int value = digit();
    int places = 1;
    while (ok_ && !rest_.empty() && is_digit(rest_.front())) {
      const int next = digit();
      if (places == most_places) continue;
      value = value * 10 + next;
      ++places;
    }
    for (; places < most_places; ++places) value *= 10;
    return std::chrono::microseconds(value);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  int digit() {
    ok_ = ok_ && !rest_.empty() && is_digit(rest_.front());
    return ok_ ? take() - '0' : 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace sp::schemas
