#include <cstdint>
#include <iterator>

#include <sp/schemas/date_time.h>

#include "time/fixed_form.h"

namespace sp::schemas {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

std::optional<std::chrono::sys_days> read_date(FixedForm& form) {
  const int year = form.number(4, 9999);
  form.one_of("-");
  const int month = form.number(2, 12);
  form.one_of("-");
  const int day = form.number(2, 31);
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!form.ok() || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

// The distance of local time from UTC.
minutes read_zone(FixedForm& form) {
  const char sign = form.one_of("Zz+-");
  if (sign != '+' && sign != '-') return minutes(0);
  const int hour = form.number(2, 23);
  form.one_of(":");
  const minutes offset = hours(hour) + minutes(form.number(2, 59));
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::optional<Instant> parse_date_time(std::string_view text) {
  FixedForm form(text);
  const auto date = read_date(form);
  if (!date) return std::nullopt;
  form.one_of("Tt");
  const int hour = form.number(2, 23);
  form.one_of(":");
  const int minute = form.number(2, 59);
  form.one_of(":");
  const int second = form.number(2, 60);
  const microseconds fraction = form.skip('.') ? form.fraction() : microseconds(0);
  const minutes zone = read_zone(form);
  if (!form.done()) return std::nullopt;

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
  FixedForm form(text);
  return read_date(form).has_value() && form.done();
}

}  // namespace sp::schemas
