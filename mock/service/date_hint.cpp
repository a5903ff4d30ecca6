#include "service/date_hint.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/date_time.h>

namespace sp::mock {

namespace {

// Where the parts stand in 2026-06-27T12:42:03.
constexpr std::size_t date_length = 10;
constexpr std::size_t time_length = 19;

// Where the zone begins, behind the seconds and their fraction; the length where there is none.
std::size_t zone_of(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789.", time_length), text.size());
}

struct Mended {
  std::string text;
  std::vector<std::string> slips;  // a clause each
  bool platform_takes_it = true;
};

void mend_zone(Mended& date) {
  std::string& text = date.text;
  const std::size_t zone = zone_of(text);
  if (zone == text.size()) {
    text += 'Z';
    date.slips.emplace_back("it has no zone (add Z)");
    return;
  }
  // A '+' that was not written as %2B is a blank by now.
  if (text[zone] == ' ') {
    text[zone] = '+';
    date.slips.emplace_back("the '+' of the zone came as a blank (write it as %2B)");
    date.platform_takes_it = false;
  }
  const std::string sent = text.substr(zone);
  if (sent.size() == 5 && schemas::is_digits(sent.substr(1))) {
    text.insert(zone + 3, 1, ':');
    date.slips.push_back(
        fmt::format("the zone has no colon (write {} for {})", text.substr(zone), sent));
  }
}

Mended mended(std::string_view text) {
  Mended date{std::string(text), {}};
  if (schemas::is_date(text)) {
    date.text += "T00:00:00Z";
    date.slips.emplace_back("it has no time (add T00:00:00Z)");
    return date;
  }
  if (text.size() < time_length) return date;
  if (text[date_length] == ' ') {
    date.text[date_length] = 'T';
    date.slips.emplace_back("it has a blank where the T belongs");
  }
  mend_zone(date);
  return date;
}

}  // namespace

std::string date_hint(std::string_view text) {
  const Mended date = mended(text);
  const std::string form = "Must be an RFC 3339 date-time, for example 2026-06-27T12:42:03Z";
  if (date.slips.empty() || !schemas::parse_date_time(date.text)) {
    return form + " (write a '+' as %2B).";
  }
  std::string slips;
  for (const std::string& slip : date.slips) slips += (slips.empty() ? "" : ", and ") + slip;
  return fmt::format("{}: {}.{}", form, slips,
                     date.platform_takes_it ? " The platform itself takes it as it is." : "");
}

}  // namespace sp::mock
