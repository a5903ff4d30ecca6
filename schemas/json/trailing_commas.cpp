#include <algorithm>
#include <optional>

#include <sp/schemas/json.h>
#include <sp/schemas/pointer.h>
#include <sp/schemas/trailing_commas.h>

#include "json/comment.h"

namespace sp::schemas {
namespace {

// A hostile text may have any number of either.
constexpr std::size_t most_commas = 100;
constexpr std::size_t most_open = 1000;

// Stands for any value, and for a member's name.
constexpr char value = 'v';

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<TrailingComma> scan() {
    while (at_ < text_.size() && found_.size() < most_commas && levels_.size() < most_open) step();
    return std::move(found_);
  }

 private:
  // An array or object that has not ended.
  struct Level {
    bool is_object;
    std::size_t items = 0;  // before the last comma
    std::string_view name;  // of the last member, as it is written
  };

  void step() {
    const char c = text_[at_];
    if (c == '"') return step_over_string();
    if (const auto end = end_of_comment(text_.substr(at_))) {
      at_ += std::min(*end, text_.size() - at_);
      return;
    }
    if (c == '{' || c == '[') {
      levels_.push_back({c == '{', 0, {}});
      come_to(c);
    } else if (c == '}' || c == ']') {
      close(c == '}');
    } else if (c == ',') {
      if (!levels_.empty()) ++levels_.back().items;
      const bool follows_value = last_ == value;
      come_to(c);
      if (follows_value) comma_ = at_;
    } else if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) {
      come_to(c == ':' ? c : value);
    }
    ++at_;
  }

  void step_over_string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, text_.size());
    const bool is_name = !levels_.empty() && levels_.back().is_object && last_ != ':';
    if (is_name) levels_.back().name = text_.substr(begin, at_ - begin);
    come_to(value);
  }

  void come_to(char what) {
    last_ = what;
    comma_.reset();
  }

  void close(bool is_object) {
    const bool fits = !levels_.empty() && levels_.back().is_object == is_object;
    if (!levels_.empty()) levels_.pop_back();
    if (comma_ && fits) note(*comma_, is_object);
    come_to(value);
  }

  void note(std::size_t offset, bool in_object) {
    const std::string_view between = text_.substr(counted_, offset - counted_);
    line_ += static_cast<std::uint32_t>(std::ranges::count(between, '\n'));
    counted_ = offset;
    const std::size_t line_begin = text_.substr(0, offset).rfind('\n') + 1;
    found_.push_back(
        {offset, line_, static_cast<std::uint32_t>(offset - line_begin + 1), pointer(), in_object});
  }

  // To what the innermost level that is left is being read for.
  std::string pointer() const {
    std::string text;
    for (const Level& level : levels_) {
      text += '/';
      text += level.is_object ? pointer_token(decoded(level.name)) : std::to_string(level.items);
    }
    return text;
  }

  static std::string decoded(std::string_view name) {
    try {
      const Document document = parse(name);
      if (const std::string_view* text = document.root().string()) return std::string(*text);
    } catch (const SyntaxError&) {
      // What is wrong with it is told when the text is read.
    }
    return std::string(name);
  }

  const std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  char last_ = '\0';                  // of what stands before this place: its sign, or `value`
  std::optional<std::size_t> comma_;  // it, where it is a comma behind a value
  std::size_t counted_ = 0;           // the line breaks before it are in line_
  std::uint32_t line_ = 1;
  std::vector<TrailingComma> found_;
};

}  // namespace

std::vector<TrailingComma> trailing_commas(std::string_view text) { return Scanner(text).scan(); }

}  // namespace sp::schemas
