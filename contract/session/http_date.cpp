#include "session/http_date.h"

#include <array>
#include <string>

namespace sp::contract {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 7> long_days = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Takes a date apart from its front. What does not fit makes it fail, and it stays failed.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  void literal(std::string_view text) {
    failed_ = failed_ || !rest_.starts_with(text);
    if (!failed_) rest_.remove_prefix(text.size());
  }

  // Exactly so many digits.
  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      failed_ = failed_ || rest_.empty() || rest_.front() < '0' || rest_.front() > '9';
      if (failed_) return 0;
      number = number * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return number;
  }

  // One of the names; its place among them, from 1.
  template <std::size_t size>
  unsigned name(const std::array<std::string_view, size>& names) {
    for (unsigned i = 0; i < size && !failed_; ++i) {
      if (!rest_.starts_with(names[i])) continue;
      rest_.remove_prefix(names[i].size());
      return i + 1;
    }
    failed_ = true;
    return 0;
  }

  // asctime() fills a day of one digit up with a blank.
  unsigned day_with_blank() {
    if (!rest_.starts_with(' ')) return static_cast<unsigned>(digits(2));
    rest_.remove_prefix(1);
    return static_cast<unsigned>(digits(1));
  }

  seconds time() {
    const int hour = digits(2);
    literal(":");
    const int minute = digits(2);
    literal(":");
    const int second = digits(2);
    failed_ = failed_ || hour > 23 || minute > 59 || second > 60;
    return hours(hour) + minutes(minute) + seconds(second);
  }

  bool read_all() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

struct Parts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  seconds time{0};
};

Parts fixed_date(Reader& reader) {
  Parts parts;
  reader.name(days);
  reader.literal(", ");
  parts.day = static_cast<unsigned>(reader.digits(2));
  reader.literal(" ");
  parts.month = reader.name(months);
  reader.literal(" ");
  parts.year = reader.digits(4);
  reader.literal(" ");
  parts.time = reader.time();
  reader.literal(" GMT");
  return parts;
}

// Its year has two digits.
Parts rfc850_date(Reader& reader) {
  Parts parts;
  reader.name(long_days);
  reader.literal(", ");
  parts.day = static_cast<unsigned>(reader.digits(2));
  reader.literal("-");
  parts.month = reader.name(months);
  reader.literal("-");
  parts.year = reader.digits(2);
  reader.literal(" ");
  parts.time = reader.time();
  reader.literal(" GMT");
  return parts;
}

Parts asctime_date(Reader& reader) {
  Parts parts;
  reader.name(days);
  reader.literal(" ");
  parts.month = reader.name(months);
  reader.literal(" ");
  parts.day = reader.day_with_blank();
  reader.literal(" ");
  parts.time = reader.time();
  reader.literal(" ");
  parts.year = reader.digits(4);
  return parts;
}

std::optional<schemas::Instant> instant(const Parts& parts) {
  const year_month_day date{year(parts.year), month(parts.month), day(parts.day)};
  if (!date.ok()) return std::nullopt;
  return schemas::Instant(sys_days(date) + parts.time);
}

std::optional<schemas::Instant> read(std::string_view text, Parts (*form)(Reader&)) {
  Reader reader(text);
  const Parts parts = form(reader);
  return reader.read_all() ? instant(parts) : std::nullopt;
}

// More than 50 years ahead means the past: "appears to be more than 50 years in the future".
std::optional<schemas::Instant> read_rfc850(std::string_view text, system_clock::time_point now) {
  Reader reader(text);
  Parts parts = rfc850_date(reader);
  if (!reader.read_all()) return std::nullopt;
  const auto today = floor<std::chrono::days>(now);
  const year_month_day date = today;
  const auto in_50_years = sys_days((date.year() + years(50)) / date.month() / date.day());
  const schemas::Instant latest = floor<microseconds>(in_50_years + (now - today));
  parts.year += static_cast<int>(date.year()) / 100 * 100 + 100;
  auto found = instant(parts);
  while (parts.year > static_cast<int>(date.year()) + 50 || (found && *found > latest)) {
    parts.year -= 100;
    found = instant(parts);
  }
  return found;
}

}  // namespace

std::optional<schemas::Instant> parse_http_date(std::string_view text,
                                                system_clock::time_point now) {
  if (const auto date = read(text, fixed_date)) return date;
  if (const auto date = read_rfc850(text, now)) return date;
  return read(text, asctime_date);
}

}  // namespace sp::contract
