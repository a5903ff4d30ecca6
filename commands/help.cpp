#include "commands/help.h"

#include <algorithm>
#include <memory>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/wrapped.h>

#include "commands/terminal.h"

namespace sp::commands {

namespace {

constexpr std::size_t usual_columns = 80;
constexpr std::size_t meanings_at = 26;  // the column in which meanings begin

std::string usage(const Command& command) {
  std::string line = "Usage: " + command.name;
  if (!command.groups.empty()) line += " [FLAGS]";
  for (const Flag& argument : command.arguments) {
    const std::string name = argument.names.front() + (argument.repeats ? "…" : "");
    line += argument.required ? " " + name : fmt::format(" [{}]", name);
  }
  if (!command.commands.empty()) line += command.needs_command ? " COMMAND" : " [COMMAND]";
  return line;
}

// "  --port N              Port to listen on (8080)". A long name has its own line.
std::string row(const std::string& name, const std::string& meaning, std::size_t columns) {
  std::string line = "  " + name;
  const std::size_t taken = schemas::columns_of(line);
  std::string before;
  if (taken + 2 > meanings_at) {
    before = line + "\n";
    line = std::string(meanings_at, ' ');
  } else {
    line += std::string(meanings_at - taken, ' ');
  }
  // The name stays as it is: only what stands behind it is broken.
  const std::string blanks(meanings_at, ' ');
  const std::string text = schemas::wrapped(blanks + meaning, columns, meanings_at);
  return before + line + text.substr(meanings_at) + "\n";
}

std::string shown_name(const Flag& flag) {
  std::string name = fmt::format("{}", fmt::join(flag.names, ", "));
  if (!flag.value.empty() && flag.names.front().starts_with('-')) name += " " + flag.value;
  return flag.repeats ? name + " …" : name;
}

std::string meaning_of(const Flag& flag) {
  return flag.preset.empty() ? flag.meaning : fmt::format("{} ({})", flag.meaning, flag.preset);
}

class Formatter : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
    return help_text(described(*app), columns(STDOUT_FILENO).value_or(usual_columns));
  }
};

void lay_out(CLI::App& app, const std::shared_ptr<Formatter>& formatter) {
  app.formatter(formatter);
  for (CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; })) {
    lay_out(*below, formatter);
  }
}

}  // namespace

std::string help_text(const Command& command, std::size_t columns) {
  std::string text = schemas::wrapped(command.meaning, columns, 0) + "\n\n" +
                     schemas::wrapped(usage(command), columns, 7) + "\n";
  if (!command.commands.empty()) {
    text += "\nCommands:\n";
    for (const Command& below : command.commands) {
      text += row(below.name.substr(command.name.size() + 1), below.meaning, columns);
    }
  }
  if (!command.arguments.empty()) text += "\nArguments:\n";
  for (const Flag& argument : command.arguments) {
    text += row(shown_name(argument), meaning_of(argument), columns);
  }
  for (const FlagGroup& group : command.groups) {
    text += fmt::format("\n{}:\n", group.name);
    for (const Flag& flag : group.flags) text += row(shown_name(flag), meaning_of(flag), columns);
  }
  if (!command.footer.empty()) text += "\n" + command.footer + "\n";
  return text;
}

void lay_out_help(CLI::App& app) { lay_out(app, std::make_shared<Formatter>()); }

}  // namespace sp::commands
