// parse: nlohmann's lexer and parser read the text and tell its events to Builder, which
// makes the values. How far the lexer has come gives each value its line.

#include <algorithm>
#include <type_traits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/ascii.h>
#include <sp/schemas/json.h>

#include "json/diagnosis.h"
#include "json/text_cursor.h"

namespace sp::schemas {
namespace {

// Values are destroyed, compared and validated by recursion, so none is ever deeper.
constexpr unsigned deepest = 1000;

// Pointers can be long, and a hostile text can repeat a key any number of times.
constexpr std::size_t most_repeats = 100;

std::string message(std::uint32_t line, std::uint32_t column, const std::string& pointer,
                    const std::string& expected, const std::string& found) {
  return fmt::format("line {}, column {}{}{}: expected {}, found {}", line, column,
                     pointer.empty() ? "" : ", at ", pointer, expected, found);
}

class Builder {
 public:
  using Json = nlohmann::json;

  Builder(std::string_view text, const ReadOptions& options, std::string_view end)
      : text_(text),
        comments_(options.comments),
        max_depth_(std::min(options.max_depth, deepest)),
        end_(end),
        reached_(text.data()),
        counted_(text.data()) {}

  Document read() {
    const TextCursor begin(text_.data(), &reached_);
    const TextCursor end(text_.data() + text_.size(), &reached_);
    Json::sax_parse(begin, end, this, Json::input_format_t::json, true, comments_);
    name_repeats();
    return std::move(document_);
  }

  // For a text that ought to have ended where it did.
  [[noreturn]] void refuse_more() const {
    fail(text_.size(), Awaited::end_of_text, "nothing more", std::string(end_));
  }

  // The events of the parser.
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(std::int64_t value) { return add_number(value); }
  bool number_unsigned(std::uint64_t value) {
    if (std::in_range<std::int64_t>(value)) return add_number(static_cast<std::int64_t>(value));
    return add_number(value);
  }
  bool number_float(double value, std::string literal) {
    // nlohmann writes the decimal point of the process's locale.
    const std::size_t point = literal.find_first_not_of("0123456789+-eE");
    if (point != std::string::npos) literal[point] = '.';
    return add_number(Decimal{value, std::move(literal)});
  }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // JSON texts have none

  bool start_object(std::size_t) { return open(true); }
  bool start_array(std::size_t) { return open(false); }
  bool key(std::string& name) {
    Level& level = levels_[depth_ - 1];
    level.name_offsets.push_back(reached());
    level.members.push_back({std::move(name), Value()});
    expect(Awaited::colon, reached());
    return true;
  }
  bool end_object() {
    find_repeats();
    return close(std::move(levels_[depth_ - 1].members));
  }
  bool end_array() { return close(std::move(levels_[depth_ - 1].items)); }

  [[noreturn]] bool parse_error(std::size_t position, const std::string&,
                                const Json::exception& error) {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) fail_at_number();
    const std::size_t last = position == 0 ? 0 : std::min(position - 1, text_.size());
    Diagnosis why = diagnose(text_, well_until_, awaited_, last, comments_, end_);
    fail(why.offset, why.awaited, std::move(why.expected), std::move(why.found));
  }

 private:
  // An array or object that has not ended.
  struct Level {
    bool is_object = false;
    std::uint32_t line = 0;
    Array items;
    Object members;                         // the last one's value comes after its name
    std::vector<std::size_t> name_offsets;  // where each member's name ends
  };
  struct RepeatAt {
    std::size_t offset;
    std::string pointer;
  };

  std::size_t reached() const { return static_cast<std::size_t>(reached_ - text_.data()); }

  void expect(Awaited awaited, std::size_t from) {
    awaited_ = awaited;
    well_until_ = from;
  }

  // The line that the byte before `end` stands on. Calls come in the order of the text.
  std::uint32_t line_before(const char* end) {
    if (end > counted_) {
      line_ += static_cast<std::uint32_t>(std::count(counted_, end, '\n'));
      counted_ = end;
    }
    return line_;
  }

  template <typename T>
  bool add(T data) {
    const std::uint32_t line = line_before(reached_);
    return place(Value(Value::Data(std::move(data)), line), reached());
  }

  template <typename T>
  bool add_number(T data) {
    const char* end = number_ends_text(data) ? reached_ : reached_ - 1;
    const std::uint32_t line = line_before(end);
    return place(Value(Value::Data(std::move(data)), line),
                 static_cast<std::size_t>(end - text_.data()));
  }

  // The lexer has read one byte beyond a number, unless the text ends there.
  template <typename T>
  bool number_ends_text(const T& number) const {
    if (reached_ != text_.data() + text_.size() || !is_digit(reached_[-1])) return false;
    if constexpr (std::is_integral_v<T>) {
      // A zero ends before any other digit: in "01" and "00" the text goes on.
      if (number == 0) return reached_[-1] == '0' && (text_.size() == 1 || reached_[-2] != '0');
    }
    return true;
  }

  bool place(Value value, std::size_t end) {
    if (depth_ == 0) {
      document_.root = std::move(value);
      expect(Awaited::end_of_text, end);
      return true;
    }
    Level& level = levels_[depth_ - 1];
    if (level.is_object) {
      level.members.back().value = std::move(value);
      expect(Awaited::comma_or_object_end, end);
    } else {
      level.items.push_back(std::move(value));
      expect(Awaited::comma_or_array_end, end);
    }
    return true;
  }

  bool open(bool is_object) {
    const std::uint32_t line = line_before(reached_);
    if (depth_ == max_depth_) {
      fail(reached() - 1, Awaited::value,
           fmt::format("at most {} arrays and objects inside one another", max_depth_), "one more");
    }
    if (depth_ == levels_.size()) levels_.emplace_back();
    Level& level = levels_[depth_++];
    level.is_object = is_object;
    level.line = line;
    level.items.clear();
    level.members.clear();
    level.name_offsets.clear();
    expect(is_object ? Awaited::name_or_end : Awaited::value_or_end, reached());
    return true;
  }

  template <typename T>
  bool close(T content) {
    const std::uint32_t line = levels_[--depth_].line;
    return place(Value(Value::Data(std::move(content)), line), reached());
  }

  void find_repeats() {
    const Level& level = levels_[depth_ - 1];
    if (level.members.size() < 2) return;
    order_.resize(level.members.size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    const auto name = [&](std::size_t i) -> const std::string& { return level.members[i].name; };
    std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
      const int order = name(a).compare(name(b));
      return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 1; i < order_.size(); ++i) {
      if (name(order_[i]) == name(order_[i - 1])) add_repeat(level, order_[i]);
    }
  }

  void add_repeat(const Level& level, std::size_t member) {
    if (repeats_.size() == most_repeats) return;
    repeats_.push_back({level.name_offsets[member],
                        pointer(depth_ - 1) + '/' + pointer_token(level.members[member].name)});
  }

  void name_repeats() {
    std::ranges::sort(repeats_, {}, &RepeatAt::offset);
    std::uint32_t line = 1;
    std::size_t counted = 0;
    for (RepeatAt& repeat : repeats_) {
      const std::string_view between = text_.substr(counted, repeat.offset - counted);
      line += static_cast<std::uint32_t>(std::ranges::count(between, '\n'));
      counted = repeat.offset;
      document_.repeats.push_back({std::move(repeat.pointer), line});
    }
  }

  // The pointer to the array or object that `depth` others enclose; to the value that is
  // being read when `depth` is all of them.
  std::string pointer(std::size_t depth) const {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
      const Level& level = levels_[i];
      text += '/';
      text += level.is_object ? pointer_token(level.members.back().name)
                              : fmt::format("{}", level.items.size());
    }
    return text;
  }

  [[noreturn]] void fail_at_number() const {
    constexpr std::string_view number_bytes = "0123456789+-.eE";
    const std::size_t last = text_.find_last_of(number_bytes, reached() - 1);
    const std::size_t before = text_.find_last_not_of(number_bytes, last);
    const std::size_t first = before == text_.npos ? 0 : before + 1;
    constexpr std::size_t longest_word = 40;
    fail(first, Awaited::value, "a number of at most 1.8e308",
         std::string(text_.substr(first, std::min(last - first + 1, longest_word))));
  }

  [[noreturn]] void fail(std::size_t offset, Awaited awaited, std::string expected,
                         std::string found) const {
    const std::string_view before = text_.substr(0, offset);
    const auto line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
    const auto column = static_cast<std::uint32_t>(offset - (before.rfind('\n') + 1) + 1);
    const bool in_child =
        awaited == Awaited::value || awaited == Awaited::value_or_end || awaited == Awaited::colon;
    const std::size_t depth = in_child || depth_ == 0 ? depth_ : depth_ - 1;
    throw SyntaxError(line, column, pointer(depth), std::move(expected), std::move(found));
  }

  const std::string_view text_;
  const bool comments_;
  const unsigned max_depth_;
  const std::string_view end_;

  const char* reached_;
  const char* counted_;  // the line breaks before it are in line_
  std::uint32_t line_ = 1;
  std::size_t well_until_ = 0;  // where the last event ended
  Awaited awaited_ = Awaited::value;

  std::vector<Level> levels_;
  std::size_t depth_ = 0;  // of levels_, those that are open
  std::vector<std::size_t> order_;
  std::vector<RepeatAt> repeats_;
  Document document_;
};

}  // namespace

SyntaxError::SyntaxError(std::uint32_t at_line, std::uint32_t at_column, std::string at_pointer,
                         std::string was_expected, std::string was_found)
    : std::runtime_error(message(at_line, at_column, at_pointer, was_expected, was_found)),
      line(at_line),
      column(at_column),
      pointer(std::move(at_pointer)),
      expected(std::move(was_expected)),
      found(std::move(was_found)) {}

Document parse(std::string_view text, const ReadOptions& options) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    if (!options.comments) throw SyntaxError(1, 1, "", "a JSON value", "a byte order mark");
    text.remove_prefix(byte_order_mark.size());
  }
  // To nlohmann a NUL ends the text, wherever it stands; JSON has none outside of escapes.
  const std::size_t nul = text.find('\0');
  if (nul == text.npos) return Builder(text, options, "the end of the file").read();
  Builder builder(text.substr(0, nul), options, "a NUL character");
  builder.read();
  builder.refuse_more();
}

}  // namespace sp::schemas
