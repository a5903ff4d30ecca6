// The colours of a report on a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <sp/contract/report.h>

namespace sp::contract {

// ANSI colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string red(std::string_view text) const { return in("31;1", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
  std::string bold(std::string_view text) const { return in("1", text); }

  std::string by(std::optional<Outcome> outcome, std::string_view text) const {
    switch (outcome.value_or(Outcome::skipped)) {
      case Outcome::passed: return green(text);
      case Outcome::failed: return red(text);
      case Outcome::known:
      case Outcome::inconclusive: return yellow(text);
      case Outcome::skipped: return dim(text);
    }
    return std::string(text);
  }

 private:
  std::string in(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  bool on_;
};

}  // namespace sp::contract
