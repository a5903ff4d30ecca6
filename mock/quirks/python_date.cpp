#include "quirks/python_date.h"

#include <array>
#include <chrono>
#include <string>

#include <sp/schemas/ascii.h>

namespace sp::mock {

namespace {

using schemas::is_digit;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

// A part of a text that is read from its front. Numbers may go on behind the end of the part, and
// behind the end of the text there is a NUL: odd texts mean to Python what they mean because of
// that.
class Reader {
 public:
  Reader(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text), at_(begin), end_(end) {}

  char peek(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }
  char next() { return peek(at_++); }
  void back() { --at_; }
  bool skip(char c) {
    if (peek(at_) != c) return false;
    ++at_;
    return true;
  }
  bool at_end() const { return at_ >= end_; }
  std::size_t left() const { return end_ - at_; }
  bool nothing_behind() const { return peek(at_) == '\0'; }
  void skip_digits() {
    while (is_digit(peek(at_))) ++at_;
  }

  // The number that so many digits are; they may go on behind the end of the part.
  std::optional<int> number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = next();
      if (!is_digit(c)) return std::nullopt;
      value = 10 * value + (c - '0');
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t end_;
};

char at(std::string_view text, std::size_t place) {
  return place < text.size() ? text[place] : '\0';
}

// Where the date of a text ends. Any character may stand between it and the time, so the form of
// the date has to be told from its own characters.
std::optional<std::size_t> end_of_date(std::string_view text) {
  if (text.size() == 7) return 7;
  if (at(text, 4) == '-') {
    if (at(text, 5) != 'W') return 10;                 // 2026-06-25
    if (text.size() <= 8 || text[8] != '-') return 8;  // 2026-W26
    if (text.size() == 9) return std::nullopt;
    return text.size() > 10 && is_digit(text[10]) ? 8 : 10;  // 2026-W26-12:00, else 2026-W26-4
  }
  if (at(text, 4) != 'W') return 8;  // 20260625
  std::size_t digits_end = 7;
  while (is_digit(at(text, digits_end))) ++digits_end;
  if (digits_end < 9) return digits_end;
  return digits_end % 2 == 0 ? 7 : 8;  // 2026W26 or 2026W264, and digits of the time
}

bool has_53_weeks(int year) {
  const std::chrono::weekday first(sys_days(std::chrono::year(year) / 1 / 1));
  return first == std::chrono::Thursday ||
         (first == std::chrono::Wednesday && std::chrono::year(year).is_leap());
}

std::optional<sys_days> day_of_week_date(int year, int week, int day) {
  if (year < 1 || week < 1 || week > (has_53_weeks(year) ? 53 : 52) || day < 1 || day > 7) {
    return std::nullopt;
  }
  const sys_days fourth(std::chrono::year(year) / 1 / 4);  // is always in the first week
  const days since_monday = std::chrono::weekday(fourth) - std::chrono::Monday;
  const sys_days date = fourth - since_monday + days(7 * (week - 1) + day - 1);
  if (date > sys_days(std::chrono::year(9999) / 12 / 31)) return std::nullopt;
  return date;
}

std::optional<sys_days> read_week_date(Reader& form, int year, bool dashes) {
  const auto week = form.number(2);
  if (!week) return std::nullopt;
  if (form.at_end()) return day_of_week_date(year, *week, 1);
  if (dashes && !form.skip('-')) return std::nullopt;
  const auto day = form.number(1);
  return day ? day_of_week_date(year, *week, *day) : std::nullopt;
}

std::optional<sys_days> read_date(std::string_view text, std::size_t end) {
  Reader form(text, 0, end);
  const auto year = form.number(4);
  if (!year) return std::nullopt;
  const bool dashes = form.skip('-');
  if (form.skip('W')) return read_week_date(form, *year, dashes);
  const auto month = form.number(2);
  if (!month || (dashes && !form.skip('-'))) return std::nullopt;
  const auto day = form.number(2);
  if (!day || *year < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

// Hours, minutes, seconds and microseconds, of a time or of a zone.
struct Clock {
  std::array<int, 3> parts = {0, 0, 0};
  int fraction = 0;
  bool more = false;  // whether the text goes on behind it

  microseconds sum() const {
    return hours(parts[0]) + minutes(parts[1]) + seconds(parts[2]) + microseconds(fraction);
  }
};

bool read_fraction(Reader& form, Clock& clock) {
  std::size_t digits = std::min<std::size_t>(form.left(), 6);
  const auto fraction = form.number(digits);
  if (!fraction) return false;
  clock.fraction = *fraction;
  for (; digits < 6; ++digits) clock.fraction *= 10;
  form.skip_digits();
  clock.more = !form.nothing_behind();
  return true;
}

std::optional<Clock> read_clock(Reader form) {
  Clock clock;
  bool colons = true;
  for (std::size_t i = 0; i < clock.parts.size(); ++i) {
    const auto number = form.number(2);
    if (!number) return std::nullopt;
    clock.parts[i] = *number;
    const char c = form.next();
    if (i == 0) colons = c == ':';
    if (form.at_end()) {
      clock.more = c != '\0';
      return clock;
    }
    if (colons && c == ':') continue;
    if (c == '.' || c == ',') break;
    if (colons) return std::nullopt;
    form.back();
  }
  return read_fraction(form, clock) ? std::optional(clock) : std::nullopt;
}

std::size_t size_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if ((byte & 0xF0) == 0xE0) return 3;
  return (byte & 0xF0) == 0xF0 ? 4 : 2;
}

struct Time {
  microseconds of_day{0};
  microseconds zone{0};
};

// The time of day and the zone, which go from `begin` to the end of the text.
std::optional<Time> read_time(std::string_view text, std::size_t begin) {
  if (begin >= text.size()) return std::nullopt;
  const std::size_t zone = std::min(text.find_first_of("+-Z", begin), text.size());
  const auto clock = read_clock({text, begin, zone});
  if (!clock || clock->parts[0] > 23 || clock->parts[1] > 59 || clock->parts[2] > 59) {
    return std::nullopt;
  }
  if (zone == text.size())
    return clock->more ? std::nullopt : std::optional(Time{clock->sum(), {}});
  auto offset = read_clock({text, zone + 1, text.size()});
  if (!offset || offset->more || offset->sum() >= hours(24)) return std::nullopt;
  if (offset->sum() < seconds(1)) offset->fraction = 0;  // then CPython takes its UTC
  return Time{clock->sum(), text[zone] == '-' ? -offset->sum() : offset->sum()};
}

std::string with_utc_spelt_out(std::string_view text) {
  std::string result;
  for (const char c : text) c == 'Z' ? result += "+00:00" : result += c;
  return result;
}

}  // namespace

std::optional<Bound> python_date(std::string_view text) {
  const std::string spelt = with_utc_spelt_out(text);
  if (spelt.size() < 7) return std::nullopt;
  const auto end = end_of_date(spelt);
  const auto date = end ? read_date(spelt, *end) : std::nullopt;
  if (!date) return std::nullopt;
  if (spelt.size() <= *end) return Bound{*date, *date};
  const auto time = read_time(spelt, *end + size_of_character(spelt[*end]));
  if (!time) return std::nullopt;
  const schemas::Instant local = *date + time->of_day;
  return Bound{local - time->zone, local};
}

}  // namespace sp::mock
