// parse: reads a text once, from its first byte to its last, and puts each value where it stays.

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/json.h>

#include "json/comment.h"
#include "json/decimal.h"
#include "json/diagnosis.h"
#include "json/literals.h"
#include "json/repeats.h"

namespace sp::schemas {

// Reads a text by recursion, each value into its place in the array or object around it.
class Reader {
 public:
  Reader(std::string_view text, const ReadOptions& options, std::string_view end_in_words)
      : text_(text),
        comments_(options.comments),
        max_depth_(std::min(options.max_depth, deepest)),
        max_values_(options.max_values),
        end_in_words_(end_in_words),
        at_(text.data()),
        end_(text.data() + text.size()) {}

  Document read() {
    Document document;
    read_value(document.root, Awaited::value);
    skip_space();
    if (at_ != end_) refuse(Awaited::end_of_text, at_);
    document.repeats = std::move(repeats_).in_order(text_);
    document.values = values_;
    return document;
  }

  // For a text that ought to have ended where it did.
  [[noreturn]] void refuse_more() const {
    fail(end_, Awaited::end_of_text, "nothing more", std::string(end_in_words_));
  }

 private:
  // Values are destroyed, compared and validated by recursion, too, so none is ever deeper.
  static constexpr unsigned deepest = 1000;
  // An array or object is not taken to become larger than this because the one before it was.
  static constexpr std::size_t most_reserved = 64;
  // A full array grows to at most so many times its size: see make_room.
  static constexpr std::size_t most_growth = 16;

  // An array or object that has not ended: the last of its items or members is being read.
  struct Level {
    const Level* outer;
    const Array* items;     // null in an object
    const Object* members;  // null in an array
  };

  // The last array or object that was as deep in the text: most are like their neighbours.
  struct Neighbour {
    std::size_t size = 0;
    std::span<const Member> distinct = {};  // its members, where none repeats another
  };

  void read_value(Value& place, Awaited awaited) {
    skip_space();
    if (values_++ == max_values_) throw TooManyValues(max_values_);
    if (at_ == end_) refuse(awaited, at_);
    place.line_ = line_;
    switch (*at_) {
      case '"': return read_string(place.data_.emplace<std::string>(), awaited);
      case '{': return read_object(place.data_.emplace<Object>());
      case '[': return read_array(place.data_.emplace<Array>());
      case 't': return read_word("true", place, true, awaited);
      case 'f': return read_word("false", place, false, awaited);
      case 'n': return read_word("null", place, nullptr, awaited);
      default: return read_number(place, awaited);
    }
  }

  void read_word(std::string_view word, Value& place, auto value, Awaited awaited) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (std::string_view(at_, std::min(left, word.size())) != word) refuse(awaited, at_);
    at_ += word.size();
    place.data_ = value;
  }

  void read_number(Value& place, Awaited awaited) {
    if (!is_digit(*at_) && *at_ != '-') refuse(awaited, at_);
    bool fraction = false;
    const Piece number = number_at(at_, end_, fraction);
    if (!number.whole) refuse(awaited, number.at);
    const char* const begin = std::exchange(at_, number.at);
    if (!fraction && read_integer(place, begin)) return;
    std::string literal(begin, at_);
    double value = 0;
    // What is too close to zero is zero.
    if (std::from_chars(begin, at_, value).ec != std::errc() && is_beyond_doubles(literal)) {
      constexpr std::size_t longest_word = 40;
      fail(begin, Awaited::value, "a number of at most 1.8e308", literal.substr(0, longest_word));
    }
    place.data_ = Decimal{value, std::move(literal)};
  }

  // False for one that has more than 64 bits.
  bool read_integer(Value& place, const char* begin) const {
    std::int64_t number = 0;
    if (std::from_chars(begin, at_, number).ec == std::errc()) {
      place.data_ = number;
      return true;
    }
    std::uint64_t large = 0;
    if (*begin == '-' || std::from_chars(begin, at_, large).ec != std::errc()) return false;
    place.data_ = large;
    return true;
  }

  void read_string(std::string& string, Awaited awaited) {
    const char* const begin = at_ + 1;
    const char* const quote = end_of_plain(begin, end_);
    if (quote == end_ || *quote != '"') return read_any_string(string, awaited);
    string.assign(begin, quote);
    at_ = quote + 1;
  }

  // One with escapes, or with characters beyond ASCII.
  void read_any_string(std::string& string, Awaited awaited) {
    const char* kept = at_ + 1;  // `string` has what stands before it
    for (const char* at = kept;;) {
      at = end_of_plain(at, end_);
      if (at == end_) refuse(awaited, at);
      if (*at == '"') {
        string.append(kept, at);
        at_ = at + 1;
        return;
      }
      if (static_cast<unsigned char>(*at) < 0x20) refuse(awaited, at);
      const bool is_escape = *at == '\\';
      if (is_escape) string.append(kept, at);
      const Piece piece = is_escape ? escape_at(at, end_, string) : character_at(at, end_);
      if (!piece.whole) refuse(awaited, piece.at);
      at = piece.at;
      if (is_escape) kept = at;
    }
  }

  void read_array(Array& items) {
    const Level level{level_, &items, nullptr};
    enter(level, items);
    const char* const begin = at_;
    if (!next_is(']')) {
      read_value(items.emplace_back(), Awaited::value_or_end);
      while (next_is_comma_or(']', Awaited::comma_or_array_end)) {
        if (items.size() == items.capacity()) make_room(items, begin);
        read_value(items.emplace_back(), Awaited::value);
      }
    }
    leave(level, items);
    neighbours_[depth_] = {.size = items.size()};
  }

  // Each growth moves what was read. So a long array grows as far as the text goes on, if its items
  // stay as long as they were; what it then has too much is given back when it ends.
  void make_room(Array& items, const char* begin) const {
    const auto read = static_cast<std::size_t>(at_ - begin);
    const auto left = static_cast<std::size_t>(end_ - at_);
    const std::size_t to_come = left * items.size() / read + 1;
    items.reserve(items.size() + std::clamp(to_come, items.size(), most_growth * items.size()));
  }

  void read_object(Object& members) {
    const Level level{level_, nullptr, &members};
    enter(level, members);
    const std::size_t names_before = name_ends_.size();
    if (!next_is('}')) {
      read_member(members.emplace_back(), Awaited::name_or_end);
      while (next_is_comma_or('}', Awaited::comma_or_object_end)) {
        read_member(members.emplace_back(), Awaited::name);
      }
    }
    leave(level, members);
    const bool distinct = are_named_alike(members, neighbours_[depth_].distinct) ||
                          !has_repeats(members, names_before);
    neighbours_[depth_] = {members.size(), distinct ? members : std::span<const Member>()};
    name_ends_.resize(names_before);
  }

  void read_member(Member& member, Awaited awaited) {
    skip_space();
    if (at_ == end_ || *at_ != '"') refuse(awaited, at_);
    read_string(member.name, awaited);
    name_ends_.push_back(at_);
    if (!next_is(':')) refuse(Awaited::colon, at_);
    read_value(member.value, Awaited::value);
  }

  // At a bracket or brace, which it steps over.
  template <class Content>
  void enter(const Level& level, Content& content) {
    if (depth_ == max_depth_) {
      fail(at_, Awaited::value,
           fmt::format("at most {} arrays and objects inside one another", max_depth_), "one more");
    }
    if (depth_ == neighbours_.size()) neighbours_.emplace_back();
    content.reserve(std::min(neighbours_[depth_].size, most_reserved));
    ++depth_;
    ++at_;
    level_ = &level;
  }

  template <class Content>
  void leave(const Level& level, Content& content) {
    if (content.capacity() - content.size() > content.size() / 4) content.shrink_to_fit();
    --depth_;
    level_ = level.outer;
  }

  static bool are_named_alike(std::span<const Member> members, std::span<const Member> others) {
    return std::ranges::equal(members, others, {}, &Member::name, &Member::name);
  }

  // Of an object that has ended; its names' ends are those behind `names_before`.
  bool has_repeats(const Object& members, std::size_t names_before) {
    if (members.size() < 2) return false;
    const auto repeats = repeats_in(members);
    for (const std::size_t place : repeats) {
      if (repeats_.full()) break;
      repeats_.add(offset_of(name_ends_[names_before + place]),
                   pointer_to(level_) + '/' + pointer_token(members[place].name));
    }
    return !repeats.empty();
  }

  // Past white space and, where they are allowed, comments that end.
  void skip_space() {
    const bool begins_here = at_ != end_ && *at_ > ' ' && *at_ != '/';
    if (!begins_here) skip_all_space();
  }

  void skip_all_space() {
    while (at_ != end_) {
      if (*at_ == '\n') {
        ++line_;
      } else if (*at_ != ' ' && *at_ != '\r' && *at_ != '\t') {
        if (!comments_ || !skip_comment()) return;
        continue;
      }
      ++at_;
    }
  }

  bool skip_comment() {
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    const auto comment = end_of_comment(rest);
    if (!comment || *comment == rest.npos) return false;
    line_ += static_cast<std::uint32_t>(std::ranges::count(rest.substr(0, *comment), '\n'));
    at_ += *comment;
    return true;
  }

  // Steps over the sign, if it comes next.
  bool next_is(char sign) {
    if (at_ != end_ && *at_ != sign) skip_space();
    if (at_ == end_ || *at_ != sign) return false;
    ++at_;
    return true;
  }

  // Steps over a comma, or over the sign that ends the level.
  bool next_is_comma_or(char end, Awaited awaited) {
    if (next_is(',')) return true;
    if (next_is(end)) return false;
    refuse(awaited, at_);
  }

  std::size_t offset_of(const char* place) const {
    return static_cast<std::size_t>(place - text_.data());
  }

  // The pointer to what is being read in the level.
  static std::string pointer_to(const Level* level) {
    std::vector<const Level*> levels;
    for (; level; level = level->outer) levels.push_back(level);
    std::string pointer;
    for (auto place = levels.rbegin(); place != levels.rend(); ++place) {
      const Level* const each = *place;
      pointer += '/';
      pointer += each->items ? fmt::format("{}", each->items->size() - 1)
                             : pointer_token(each->members->back().name);
    }
    return pointer;
  }

  // What begins at `at_` is not what was awaited; the byte at `wrong` shows it.
  [[noreturn]] void refuse(Awaited awaited, const char* wrong) const {
    Diagnosis why =
        diagnose(text_, offset_of(at_), awaited, offset_of(wrong), comments_, end_in_words_);
    fail(text_.data() + why.offset, awaited, std::move(why.expected), std::move(why.found));
  }

  [[noreturn]] void fail(const char* place, Awaited awaited, std::string expected,
                         std::string found) const {
    const std::string_view before = text_.substr(0, offset_of(place));
    const auto line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
    const auto column = static_cast<std::uint32_t>(before.size() - (before.rfind('\n') + 1) + 1);
    const bool in_child =
        awaited == Awaited::value || awaited == Awaited::value_or_end || awaited == Awaited::colon;
    const Level* const level = in_child || !level_ ? level_ : level_->outer;
    throw SyntaxError(line, column, pointer_to(level), std::move(expected), std::move(found));
  }

  const std::string_view text_;
  const bool comments_;
  const unsigned max_depth_;
  const std::size_t max_values_;
  const std::string_view end_in_words_;

  const char* at_;
  const char* const end_;
  std::uint32_t line_ = 1;
  std::size_t values_ = 0;
  const Level* level_ = nullptr;
  std::size_t depth_ = 0;
  std::vector<Neighbour> neighbours_;   // by depth
  std::vector<const char*> name_ends_;  // of the members of all levels that are open
  Repeats repeats_;
};

namespace {

std::string message(std::uint32_t line, std::uint32_t column, const std::string& pointer,
                    const std::string& expected, const std::string& found) {
  return fmt::format("line {}, column {}{}{}: expected {}, found {}", line, column,
                     pointer.empty() ? "" : ", at ", pointer, expected, found);
}

}  // namespace

SyntaxError::SyntaxError(std::uint32_t at_line, std::uint32_t at_column, std::string at_pointer,
                         std::string was_expected, std::string was_found)
    : std::runtime_error(message(at_line, at_column, at_pointer, was_expected, was_found)),
      line(at_line),
      column(at_column),
      pointer(std::move(at_pointer)),
      expected(std::move(was_expected)),
      found(std::move(was_found)) {}

TooManyValues::TooManyValues(std::size_t most)
    : std::runtime_error(fmt::format("expected at most {} JSON values, found more", most)) {}

Document parse(std::string_view text, const ReadOptions& options) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    if (!options.comments) throw SyntaxError(1, 1, "", "a JSON value", "a byte order mark");
    text.remove_prefix(byte_order_mark.size());
  }
  // People take a NUL for the end of a text; JSON has none outside of escapes.
  const std::size_t nul = text.find('\0');
  if (nul == text.npos) return Reader(text, options, "the end of the file").read();
  Reader reader(text.substr(0, nul), options, "a NUL character");
  reader.read();
  reader.refuse_more();
}

}  // namespace sp::schemas
