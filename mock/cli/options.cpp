#include "cli/options.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include <sp/schemas/ascii.h>

namespace sp::mock {

namespace {

LogFormat format_named(std::string_view name) {
  return name == "text" ? LogFormat::text : name == "json" ? LogFormat::json : LogFormat::none;
}

}  // namespace

CLI::Validator decimal(Unit unit) {
  return CLI::Validator(
      [unit](std::string& text) -> std::string {
        const auto end = std::find_if_not(text.begin(), text.end(), schemas::is_digit);
        const bool unit_fits =
            unit == Unit::none ? end == text.end() : std::all_of(end, text.end(), [](char c) {
              return c == ' ' || schemas::is_letter(c);
            });
        if (end == text.begin() || !unit_fits)
          return "expected decimal digits, found '" + text + "'";
        text.erase(text.begin(),
                   std::find_if(text.begin(), end - 1, [](char c) { return c != '0'; }));
        return "";
      },
      "");
}

CLI::Option* add_port(CLI::App& command, int& port) {
  return command.add_option("--port", port, "Port to listen on; 0 takes a free one")
      ->transform(decimal())
      ->check(CLI::Range(0, 65535));
}

// Not CLI11's way from names to an enumeration, which takes its numbers as well.
void add_log(CLI::App& command, LogFormat& format) {
  command
      .add_option_function<std::string>(
          "--log", [&format](const std::string& name) { format = format_named(name); },
          "Format of the log on standard error: text, json or none")
      ->check(CLI::IsMember({"text", "json", "none"}));
}

}  // namespace sp::mock
