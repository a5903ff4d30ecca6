#include "import/stale_dates.h"

#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace sp::mock {

namespace {

// Several processes answer at a time, and their clocks may differ.
constexpr std::chrono::seconds usual_skew{2};

}  // namespace

std::optional<std::string> stale_dates(const Recording& recording) {
  const RecordedExchange* latest = nullptr;
  std::string example;
  std::size_t count = 0;
  for (const RecordedExchange& row : recording.exchanges) {
    if (!row.header("Date")) continue;
    const bool is_back = latest && row.answered_at() + usual_skew < latest->answered_at() &&
                         latest->exchange.sent_at + latest->exchange.took <= row.exchange.sent_at;
    if (is_back && ++count == 1) {
      example = fmt::format("the Date of {} is before that of {}, which was answered earlier",
                            row.place(), latest->place());
    }
    if (!latest || row.answered_at() > latest->answered_at()) latest = &row;
  }
  if (count == 0) return std::nullopt;
  return fmt::format(
      "{}{}: a replay, as it seems, that answers with what it once got; its dates, limits and "
      "counters are stale",
      example, count > 1 ? fmt::format(", and so in {} more", count - 1) : "");
}

}  // namespace sp::mock
