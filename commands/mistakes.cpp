#include "commands/mistakes.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/nearest.h>

#include "commands/describe.h"

namespace sp::commands {

namespace {

// "text, json or none"
std::string either(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  }
  return text;
}

// The command that was being parsed: the last one that was named.
const CLI::App& innermost(const CLI::App& app) {
  const auto below = app.get_subcommands();
  return below.empty() ? app : innermost(*below.back());
}

// The first argument that nothing took.
std::string left_over(const CLI::App& app) {
  const auto rest = app.remaining(true);
  const auto flag = std::find_if(rest.begin(), rest.end(),
                                 [](const std::string& one) { return one.starts_with('-'); });
  return flag != rest.end() ? *flag : rest.empty() ? "" : rest.front();
}

// The flag without the value that stands behind its "=".
std::string unknown(const CLI::App& app, std::string argument) {
  const Command command = described(innermost(app));
  if (!argument.starts_with('-')) {
    std::vector<std::string> names;
    for (const Command& below : command.commands) {
      names.push_back(below.name.substr(command.name.size() + 1));
    }
    if (names.empty())
      return fmt::format("{}: one argument too many: '{}'", command.name, argument);
    return fmt::format("{}: there is no command '{}'{}", command.name, argument,
                       schemas::did_you_mean(argument, names));
  }
  argument.erase(std::min(argument.find('='), argument.size()));
  std::vector<std::string> names;
  for (const FlagGroup& group : command.groups) {
    for (const Flag& flag : group.flags) {
      names.insert(names.end(), flag.names.begin(), flag.names.end());
    }
  }
  return fmt::format("{}: there is no flag {}{}", command.name, argument,
                     schemas::did_you_mean(argument, names));
}

}  // namespace

void take_words(CLI::Option& option, const std::vector<std::string>& words) {
  option.option_text(fmt::format("{}", fmt::join(words, "|")));
  option.check(CLI::Validator(
      [words](std::string& text) -> std::string {
        if (std::find(words.begin(), words.end(), text) != words.end()) return "";
        return fmt::format("expected {}, found '{}'{}", either(words), text,
                           schemas::did_you_mean(text, words));
      },
      ""));
}

namespace {

// CLI11's words, where they are not ours.
std::string reworded(const CLI::App& app, const CLI::ParseError& error) {
  const std::string what = error.what();
  if (error.get_name() == "ArgumentMismatch" && what.ends_with(" missing")) {
    return what.substr(0, what.find(':')) + ": expected a value behind it, found none";
  }
  const bool no_command = error.get_name() == "RequiredError" &&
                          app.get_require_subcommand_min() > 0 && app.get_subcommands().empty();
  return no_command ? app.get_name() + ": expected a command, found none" : what;
}

}  // namespace

std::string mistake(const CLI::App& app, const CLI::ParseError& error) {
  const std::string argument = left_over(app);
  const std::string what = argument.empty() ? reworded(app, error) : unknown(app, argument);
  return fmt::format("{}\n`{} --help` says what there is.\n", what, described(innermost(app)).name);
}

}  // namespace sp::commands
