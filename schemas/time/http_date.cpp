#include <array>
#include <ctime>
#include <string>

#include <fmt/chrono.h>

#include <sp/schemas/http_date.h>

#include "time/fixed_form.h"

namespace sp::schemas {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> day_names = {"Mon", "Tue", "Wed", "Thu",
                                                       "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 7> long_days = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  seconds time{0};
};

// asctime() fills a day of one digit up with a blank.
unsigned day_with_blank(FixedForm& form) {
  return static_cast<unsigned>(form.skip(' ') ? form.number(1, 9) : form.number(2, 31));
}

seconds time_of_day(FixedForm& form) {
  const int hour = form.number(2, 23);
  form.literal(":");
  const int minute = form.number(2, 59);
  form.literal(":");
  return hours(hour) + minutes(minute) + seconds(form.number(2, 60));
}

Parts fixed_date(FixedForm& form) {
  Parts parts;
  form.name(day_names);
  form.literal(", ");
  parts.day = static_cast<unsigned>(form.number(2, 31));
  form.literal(" ");
  parts.month = form.name(months);
  form.literal(" ");
  parts.year = form.number(4, 9999);
  form.literal(" ");
  parts.time = time_of_day(form);
  form.literal(" GMT");
  return parts;
}

// Its year has two digits.
Parts rfc850_date(FixedForm& form) {
  Parts parts;
  form.name(long_days);
  form.literal(", ");
  parts.day = static_cast<unsigned>(form.number(2, 31));
  form.literal("-");
  parts.month = form.name(months);
  form.literal("-");
  parts.year = form.number(2, 99);
  form.literal(" ");
  parts.time = time_of_day(form);
  form.literal(" GMT");
  return parts;
}

Parts asctime_date(FixedForm& form) {
  Parts parts;
  form.name(day_names);
  form.literal(" ");
  parts.month = form.name(months);
  form.literal(" ");
  parts.day = day_with_blank(form);
  form.literal(" ");
  parts.time = time_of_day(form);
  form.literal(" ");
  parts.year = form.number(4, 9999);
  return parts;
}

std::optional<Instant> instant(const Parts& parts) {
  const year_month_day date{year(parts.year), month(parts.month), day(parts.day)};
  if (!date.ok()) return std::nullopt;
  return Instant(sys_days(date) + parts.time);
}

std::optional<Instant> read(std::string_view text, Parts (*parts_of)(FixedForm&)) {
  FixedForm form(text);
  const Parts parts = parts_of(form);
  return form.done() ? instant(parts) : std::nullopt;
}

// More than 50 years ahead means the past: "appears to be more than 50 years in the future".
std::optional<Instant> read_rfc850(std::string_view text, system_clock::time_point now) {
  FixedForm form(text);
  Parts parts = rfc850_date(form);
  if (!form.done()) return std::nullopt;
  const auto today = floor<std::chrono::days>(now);
  const year_month_day date = today;
  const auto in_50_years = sys_days((date.year() + years(50)) / date.month() / date.day());
  const Instant latest = floor<microseconds>(in_50_years + (now - today));
  parts.year += static_cast<int>(date.year()) / 100 * 100 + 100;
  auto found = instant(parts);
  while (parts.year > static_cast<int>(date.year()) + 50 || (found && *found > latest)) {
    parts.year -= 100;
    found = instant(parts);
  }
  return found;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text, system_clock::time_point now) {
  if (const auto date = read(text, fixed_date)) return date;
  if (const auto date = read_rfc850(text, now)) return date;
  return read(text, asctime_date);
}

std::string format_http_date(Instant instant) {
  // Not by way of system_clock, whose nanoseconds end in the years 1677 and 2262.
  const std::time_t second = floor<seconds>(instant).time_since_epoch().count();
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(second));
}

}  // namespace sp::schemas
