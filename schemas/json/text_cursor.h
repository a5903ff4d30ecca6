// An iterator that tells how far it has come: reader.cpp gives it to nlohmann's lexer, which
// keeps that to itself.
#pragma once

#include <cstddef>
#include <iterator>

namespace sp::schemas {

// Keeps in `*reached` the end of what was read; copies share it.
class TextCursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TextCursor(const char* at, const char** reached) : at_(at), reached_(reached) {}

  reference operator*() const { return *at_; }
  TextCursor& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  TextCursor operator++(int) {
    const TextCursor before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const TextCursor& a, const TextCursor& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  const char** reached_;
};

}  // namespace sp::schemas
