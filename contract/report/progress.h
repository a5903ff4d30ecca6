// How far a run is, for people who wait for it: a bar on a terminal, a few lines elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace sp::contract {

// Used by one thread. Nothing stays on a terminal once it was cleared or destroyed.
class ProgressLine {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `out` must live longer. On a terminal, which has so many columns, it is redrawn at most 20
  // times a second.
  ProgressLine(std::ostream& out, std::optional<std::size_t> columns,
               Clock now = std::chrono::steady_clock::now);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // `done` of `planned` requests are answered; `text` says what is asked now. Without a
  // terminal, a line for each quarter that is done.
  void show(std::size_t done, std::size_t planned, std::string_view text);

  // What is waited for comes in `left`; this wait and those that may follow it take `in_all`.
  // Without a terminal, a line for each wait.
  void waiting(std::string_view what, std::chrono::seconds left, std::chrono::seconds in_all);

  // Leaves the line empty, for other output.
  void clear();

 private:
  void draw(const std::string& line);

  std::ostream& out_;
  std::optional<std::size_t> columns_;
  Clock now_;
  std::optional<std::chrono::steady_clock::time_point> drawn_at_;
  std::size_t quarters_ = 0;  // that have their line, counted from 1
  bool waiting_ = false;
  bool dirty_ = false;  // something is on the terminal's line
};

}  // namespace sp::contract
