#include "quirks/readers.h"

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "quirks/platform_text.h"
#include "quirks/python_date.h"
#include "quirks/python_integer.h"

namespace sp::mock {

namespace {

// Decimal digits, with a '-' or without. No world is so large that an answer could hold a number
// beyond 64 bits.
std::optional<std::int64_t> decimal_integer(std::string_view text) {
  return schemas::number_in(text);
}

// An RFC 3339 date-time.
std::optional<Bound> date_time(std::string_view text) {
  const auto instant = schemas::parse_date_time(text);
  if (!instant) return std::nullopt;
  constexpr std::size_t zone = 6;  // "+02:00"
  const bool is_utc = schemas::lower(text.back()) == 'z';
  const auto local =
      is_utc ? instant
             : schemas::parse_date_time(std::string(text.substr(0, text.size() - zone)) + 'Z');
  return Bound{*instant, local.value_or(*instant)};  // a leap second is none in another zone
}

std::string_view bytes_as_they_are(std::string_view bytes, std::string&) { return bytes; }

std::string_view as_the_platform(std::string_view bytes, std::string& room) {
  return room = platform_text(bytes);
}

}  // namespace

Readers Readers::of(const Quirks& quirks) {
  return {quirks.has(Quirk::lax_integers) ? python_integer : decimal_integer,
          quirks.has(Quirk::lax_dates) ? python_date : date_time,
          quirks.has(Quirk::diff_reads_lines_its_way) ? as_the_platform : bytes_as_they_are};
}

}  // namespace sp::mock
