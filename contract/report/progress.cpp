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
// The line must not wrap on the narrowest terminal in use: \r would not get back to its start.
constexpr std::size_t text_width = 40;

std::string bar(std::size_t done, std::size_t planned) {
  const std::size_t filled = planned == 0 ? 0 : bar_width * std::min(done, planned) / planned;
  return fmt::format("[{:=<{}}{:{}}]", "", filled, "", bar_width - filled);
}

}  // namespace

ProgressLine::ProgressLine(std::ostream& out, bool terminal, Clock now)
    : out_(out), terminal_(terminal), now_(std::move(now)) {}

void ProgressLine::show(std::size_t done, std::size_t planned, std::string_view text) {
  const std::string shown(schemas::front_of(schemas::visible(text), text_width));
  waiting_ = false;
  if (terminal_) {
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

void ProgressLine::waiting(std::chrono::seconds left, std::chrono::seconds in_all) {
  std::string text =
      fmt::format("waiting {} s for the next window of the rate limit", left.count());
  if (in_all > left) text += fmt::format(" (about {} s in all)", in_all.count());
  if (terminal_) {
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

void ProgressLine::draw(const std::string& line) {
  out_ << '\r' << line << "\x1b[K" << std::flush;
  drawn_at_ = now_();
  dirty_ = true;
}

}  // namespace sp::contract
