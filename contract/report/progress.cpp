#include "report/progress.h"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

namespace sp::contract {

namespace {

constexpr std::chrono::milliseconds between_redraws{50};
constexpr std::size_t bar_width = 24;
// Of what is asked now: elsewhere than on a terminal, a line is not cut to a width.
constexpr std::size_t text_width = 40;

std::string bar(std::size_t done, std::size_t planned) {
  const std::size_t filled = planned == 0 ? 0 : bar_width * std::min(done, planned) / planned;
  return fmt::format("[{:=<{}}{:{}}]", "", filled, "", bar_width - filled);
}

}  // namespace

ProgressLine::ProgressLine(std::ostream& out, std::optional<std::size_t> columns, Clock now)
    : out_(out), columns_(columns), now_(std::move(now)) {}

void ProgressLine::show(std::size_t done, std::size_t planned, std::string_view text) {
  const std::string shown(schemas::front_of(schemas::visible(text), text_width));
  waiting_ = false;
  if (columns_) {
    const bool soon = drawn_at_ && now_() - *drawn_at_ < between_redraws;
    if (soon && done < planned) return;
    draw(fmt::format("{} {}/{} {}", bar(done, planned), done, planned, shown));
    return;
  }
  const std::size_t quarters = planned == 0 ? 1 : 1 + 4 * std::min(done, planned) / planned;
  if (quarters <= quarters_) return;
  quarters_ = quarters;
  out_ << fmt::format("{} of at most {} requests: {}\n", done, planned, shown) << std::flush;
}

void ProgressLine::waiting(std::string_view what, std::chrono::seconds left,
                           std::chrono::seconds in_all) {
  std::string text = fmt::format("waiting {} s for {}", left.count(), what);
  if (in_all > left) text += fmt::format(" (about {} s in all)", in_all.count());
  if (columns_) {
    draw(text);
  } else if (!waiting_) {
    out_ << text << '\n' << std::flush;
  }
  waiting_ = true;
}

void ProgressLine::clear() {
  if (dirty_) out_ << "\r\x1b[K" << std::flush;
  dirty_ = false;
}

// A line that wraps would leave its beginning behind: \r does not get back to it.
void ProgressLine::draw(const std::string& line) {
  const std::size_t room = std::max<std::size_t>(columns_.value_or(0), 2) - 1;
  out_ << '\r' << schemas::front_of(line, room) << "\x1b[K" << std::flush;
  drawn_at_ = now_();
  dirty_ = true;
}

}  // namespace sp::contract
