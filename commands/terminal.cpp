#include "commands/terminal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sp::commands {

namespace {

constexpr std::size_t least = 20;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

bool redraws(int stream) { return ::isatty(stream) != 0 && variable("TERM") != "dumb"; }

bool wants_color(std::string_view choice, int stream) {
  if (choice != "auto") return choice == "always";
  if (!variable("NO_COLOR").empty()) return false;
  const std::string_view forced = variable("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") return true;
  return variable("CLICOLOR") != "0" && redraws(stream);
}

std::optional<std::size_t> columns(int stream) {
  const std::string_view told = variable("COLUMNS");
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(told.data(), told.data() + told.size(), count);
  if (error == std::errc() && end == told.data() + told.size() && count > 0) {
    return std::max(count, least);
  }
  winsize size{};
  if (::isatty(stream) == 0 || ::ioctl(stream, TIOCGWINSZ, &size) != 0) return std::nullopt;
  return size.ws_col > 0 ? std::optional(std::max<std::size_t>(size.ws_col, least)) : std::nullopt;
}

}  // namespace sp::commands
