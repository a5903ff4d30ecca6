// Members that an object has more than once, collected while a text is read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::schemas {

// The places in `members` of those whose name stands before them, too; in the order of the names.
std::vector<std::size_t> repeats_in(const Object& members);

class Repeats {
 public:
  // Pointers can be long, and a hostile text can repeat a name any number of times.
  static constexpr std::size_t most = 100;

  bool full() const { return found_.size() == most; }
  // The member's name ends at `offset` of the text.
  void add(std::size_t offset, std::string pointer) {
    found_.push_back({offset, std::move(pointer)});
  }
  // In the order of the text, each with its line.
  std::vector<Repeat> in_order(std::string_view text) &&;

 private:
  struct Found {
    std::size_t offset;
    std::string pointer;
  };

  std::vector<Found> found_;
};

}  // namespace sp::schemas
