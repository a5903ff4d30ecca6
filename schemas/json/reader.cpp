// parse: reads a text once, from its first byte to its last. What is read of an array or object
// that has not ended grows in the level's own memory, which the next one that is as deep uses
// again; at its end it is put into the document's store, where it stays.

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>
#include <memory>
#include <memory_resource>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/json.h>

#include "json/comment.h"
#include "json/decimal.h"
#include "json/diagnosis.h"
#include "json/large_pages.h"
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
        end_(text.data() + text.size()),
        store_(std::make_shared<Store>(std::clamp(text.size(), least_stored, most_stored_first),
                                       large_pages())) {}

  Document read() {
    Document document;
    read_value(document.root_, Awaited::value);
    skip_space();
    if (at_ != end_) refuse(Awaited::end_of_text, at_);
    document.repeats = std::move(repeats_).in_order(text_);
    document.values = values_;
    document.store_ = std::move(store_);
    return document;
  }

  // For a text that ought to have ended where it did.
  [[noreturn]] void refuse_more() const {
    fail(end_, Awaited::end_of_text, "nothing more", std::string(end_in_words_));
  }

 private:
  using Store = std::pmr::monotonic_buffer_resource;
  // Of the store's first piece, in bytes. Each further one is larger than the one before it.
  static constexpr std::size_t least_stored = 128;
  static constexpr std::size_t most_stored_first = 1 << 16;

  // Values are destroyed, compared and validated by recursion, too, so none is ever deeper.
  static constexpr unsigned deepest = 1000;
  // A full array grows to at most so many times its size: see make_room.
  static constexpr std::size_t most_growth = 16;

  // Of the arrays and objects that are as deep, one after the other.
  struct Level {
    // Of the one that is being read: the last of its items or members has not ended.
    std::vector<Value> items;
    std::vector<Member> members;
    std::vector<const char*> name_ends;  // of the members, in the text
    bool in_object = false;
    // The members of the object before it, where none repeats another. Most are like their
    // neighbours, and share their names with them.
    Object before = {};
    bool like_before = false;  // as far as it was read
  };

  void read_value(Value& place, Awaited awaited) {
    skip_space();
    if (values_++ == max_values_) throw TooManyValues(max_values_);
    if (at_ == end_) refuse(awaited, at_);
    place.line_ = line_;
    switch (*at_) {
      case '"': return read_string(place, awaited);
      case '{': return read_object(place);
      case '[': return read_array(place);
      case 't': return read_word("true", place, true, awaited);
      case 'f': return read_word("false", place, false, awaited);
      case 'n': return read_word("null", place, nullptr, awaited);
      default: return read_number(place, awaited);
    }
  }

  // `value` is what the word stands for.
  void read_word(std::string_view word, Value& place, auto value, Awaited awaited) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    if (std::string_view(at_, std::min(left, word.size())) != word) refuse(awaited, at_);
    at_ += word.size();
    place = Value(value, place.line_);
  }

  void read_number(Value& place, Awaited awaited) {
    if (!is_digit(*at_) && *at_ != '-') refuse(awaited, at_);
    bool fraction = false;
    const Piece number = number_at(at_, end_, fraction);
    if (!number.whole) refuse(awaited, number.at);
    const char* const begin = std::exchange(at_, number.at);
    if (!fraction && read_integer(place, begin)) return;
    const std::string_view literal(begin, at_);
    double value = 0;
    // What is too close to zero is zero.
    if (std::from_chars(begin, at_, value).ec != std::errc() && is_beyond_doubles(literal)) {
      constexpr std::size_t longest_word = 40;
      fail(begin, Awaited::value, "a number of at most 1.8e308",
           std::string(literal.substr(0, longest_word)));
    }
    place.kind_ = Value::Kind::decimal;
    place.data_.decimal = {stored(literal)};
  }

  // False for one that has more than 64 bits.
  bool read_integer(Value& place, const char* begin) const {
    if (std::from_chars(begin, at_, place.data_.integer).ec == std::errc()) {
      place.kind_ = Value::Kind::integer;
      return true;
    }
    if (*begin == '-') return false;
    if (std::from_chars(begin, at_, place.data_.unsigned_integer).ec != std::errc()) return false;
    place.kind_ = Value::Kind::unsigned_integer;
    return true;
  }

  void read_string(Value& place, Awaited awaited) {
    const std::string_view text = string_in_text(awaited);
    place.kind_ = Value::Kind::string;
    place.data_.string = stored(text);
  }

  // Steps over the string. What it stands for is in the text, or in decoded_ until the next one.
  std::string_view string_in_text(Awaited awaited) {
    const char* const begin = at_ + 1;
    const char* const quote = end_of_plain(begin, end_);
    if (quote == end_ || *quote != '"') {
      decoded_.clear();
      read_any_string(decoded_, awaited);
      return decoded_;
    }
    at_ = quote + 1;
    return {begin, quote};
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

  void read_array(Value& place) {
    Level& level = enter(false);
    const char* const begin = at_;
    if (!next_is(']')) {
      read_value(level.items.emplace_back(), Awaited::value_or_end);
      while (next_is_comma_or(']', Awaited::comma_or_array_end)) {
        if (level.items.size() == level.items.capacity()) make_room(level.items, begin);
        read_value(level.items.emplace_back(), Awaited::value);
      }
    }
    --depth_;
    place.kind_ = Value::Kind::array;
    place.data_.array = stored(level.items);
  }

  // Each growth moves what was read. So a long array grows as far as the text goes on, if its items
  // stay as long as they were.
  void make_room(std::vector<Value>& items, const char* begin) const {
    const auto read = static_cast<std::size_t>(at_ - begin);
    const auto left = static_cast<std::size_t>(end_ - at_);
    const std::size_t to_come = left * items.size() / read + 1;
    items.reserve(items.size() + std::clamp(to_come, items.size(), most_growth * items.size()));
  }

  void read_object(Value& place) {
    Level& level = enter(true);
    level.like_before = true;
    if (!next_is('}')) {
      read_member(level, Awaited::name_or_end);
      while (next_is_comma_or('}', Awaited::comma_or_object_end)) read_member(level, Awaited::name);
    }
    --depth_;
    level.like_before &= level.members.size() == level.before.size();
    const Object members = stored(level.members);
    const bool distinct = level.like_before || !has_repeats(members, level.name_ends);
    level.before = distinct ? members : Object();
    level.name_ends.clear();
    place.kind_ = Value::Kind::object;
    place.data_.object = members;
  }

  void read_member(Level& level, Awaited awaited) {
    skip_space();
    if (at_ == end_ || *at_ != '"') refuse(awaited, at_);
    const std::string_view text = string_in_text(awaited);
    const std::size_t index = level.members.size();
    const bool known = index < level.before.size() && level.before[index].name == text;
    level.like_before &= known;
    Member& member = level.members.emplace_back();
    member.name = known ? level.before[index].name : stored(text);
    level.name_ends.push_back(at_);
    if (!next_is(':')) refuse(Awaited::colon, at_);
    read_value(member.value, Awaited::value);
  }

  // At a bracket or brace, which it steps over.
  Level& enter(bool in_object) {
    if (depth_ == max_depth_) {
      fail(at_, Awaited::value,
           fmt::format("at most {} arrays and objects inside one another", max_depth_), "one more");
    }
    if (depth_ == levels_.size()) levels_.emplace_back();
    Level& level = levels_[depth_++];
    level.in_object = in_object;
    ++at_;
    return level;
  }

  // What was read, where it stays.
  template <class T>
  std::span<const T> stored(std::vector<T>& read) {
    if (read.empty()) return {};
    auto* const place = static_cast<T*>(store_->allocate(read.size() * sizeof(T), alignof(T)));
    std::ranges::uninitialized_move(read, std::span(place, read.size()));
    const std::size_t size = read.size();
    read.clear();
    return {place, size};
  }

  std::string_view stored(std::string_view text) {
    if (text.empty()) return {};
    auto* const place = static_cast<char*>(store_->allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  // Of an object that has ended.
  bool has_repeats(Object members, const std::vector<const char*>& name_ends) {
    if (members.size() < 2) return false;
    const auto repeats = repeats_in(members);
    for (const std::size_t place : repeats) {
      if (repeats_.full()) break;
      repeats_.add(offset_of(name_ends[place]),
                   pointer_to(depth_) + '/' + pointer_token(members[place].name));
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

  // The pointer to what is being read that many levels deep.
  std::string pointer_to(std::size_t depth) const {
    std::string pointer;
    for (std::size_t i = 0; i < depth; ++i) {
      const Level& level = levels_[i];
      pointer += '/';
      pointer += level.in_object ? pointer_token(level.members.back().name)
                                 : fmt::format("{}", level.items.size() - 1);
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
    const std::size_t depth = in_child || depth_ == 0 ? depth_ : depth_ - 1;
    throw SyntaxError(line, column, pointer_to(depth), std::move(expected), std::move(found));
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
  std::shared_ptr<Store> store_;
  std::deque<Level> levels_;  // which stay where they are
  std::size_t depth_ = 0;
  std::string decoded_;
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
