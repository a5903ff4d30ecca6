#include <cstdint>
#include <iterator>

#include <sp/schemas/date_time.h>

namespace sp::schemas {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

// Takes a fixed form apart from its left end. Once something did not fit, ok() stays
// false and the numbers mean nothing.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

  // Exactly `digits` decimal digits, as a number of at most `most`.
  int number(std::size_t digits, int most) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit();
    if (value > most) ok_ = false;
    return value;
  }

  // One of the characters of `any`; 0 when it is none of them.
  char one_of(std::string_view any) {
    if (rest_.empty() || any.find(rest_.front()) == any.npos) {
      ok_ = false;
      return 0;
    }
    return take();
  }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    take();
    return true;
  }

  // One digit or more, as the digits of a fraction of a second.
  microseconds fraction() {
    int value = digit();
    int places = 1;
    while (!rest_.empty() && is_digit(rest_.front())) {
      const int next = digit();
      if (places == 6) continue;
      value = value * 10 + next;
      ++places;
    }
    for (; places < 6; ++places) value *= 10;
    return microseconds(value);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  int digit() {
    if (rest_.empty() || !is_digit(rest_.front())) {
      ok_ = false;
      return 0;
    }
    return take() - '0';
  }

  std::string_view rest_;
  bool ok_ = true;
};

std::optional<std::chrono::sys_days> read_date(Reader& reader) {
  const int year = reader.number(4, 9999);
  reader.one_of("-");
  const int month = reader.number(2, 12);
  reader.one_of("-");
  const int day = reader.number(2, 31);
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!reader.ok() || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

// The distance of local time from UTC.
minutes read_zone(Reader& reader) {
  const char sign = reader.one_of("Zz+-");
  if (sign != '+' && sign != '-') return minutes(0);
  const int hour = reader.number(2, 23);
  reader.one_of(":");
  const minutes offset = hours(hour) + minutes(reader.number(2, 59));
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::optional<Instant> parse_date_time(std::string_view text) {
  Reader reader(text);
  const auto date = read_date(reader);
  if (!date) return std::nullopt;
  reader.one_of("Tt");
  const int hour = reader.number(2, 23);
  reader.one_of(":");
  const int minute = reader.number(2, 59);
  reader.one_of(":");
  const int second = reader.number(2, 60);
  const microseconds fraction = reader.skip('.') ? reader.fraction() : microseconds(0);
  const minutes zone = read_zone(reader);
  if (!reader.done()) return std::nullopt;

  const auto start_of_minute = *date + hours(hour) + minutes(minute) - zone;
  if (second == 60) {
    const auto time_of_day = start_of_minute - std::chrono::floor<days>(start_of_minute);
    if (time_of_day != hours(23) + minutes(59)) return std::nullopt;
  }
  return start_of_minute + seconds(second) + fraction;
}

namespace {

// The number with so many digits at least. Answers are full of dates, and fmt would take a sixth of
// the time of a whole page of history.
void append_digits(std::string& text, std::uint64_t number, int width) {
  char digits[20];
  char* at = std::end(digits);
  for (; number > 0 || width > 0; number /= 10, --width) {
    *--at = static_cast<char>('0' + number % 10);
  }
  text.append(at, std::end(digits));
}

}  // namespace

std::string format_date_time(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const year_month_day date(day);
  const std::chrono::hh_mm_ss<microseconds> time(instant - day);
  std::string text;
  append_digits(text, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
  append_digits(text += '-', static_cast<unsigned>(date.month()), 2);
  append_digits(text += '-', static_cast<unsigned>(date.day()), 2);
  append_digits(text += 'T', static_cast<std::uint64_t>(time.hours().count()), 2);
  append_digits(text += ':', static_cast<std::uint64_t>(time.minutes().count()), 2);
  append_digits(text += ':', static_cast<std::uint64_t>(time.seconds().count()), 2);
  if (const auto fraction = time.subseconds().count(); fraction != 0) {
    append_digits(text += '.', static_cast<std::uint64_t>(fraction), 6);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + 'Z';
}

bool is_date(std::string_view text) {
  Reader reader(text);
  return read_date(reader).has_value() && reader.done();
}

}  // namespace sp::schemas
