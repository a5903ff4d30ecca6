#include "commands/describe.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace sp::commands {

namespace {

Flag flag_of(const CLI::Option& option) {
  Flag flag;
  if (option.get_positional()) {
    flag.names.push_back(option.get_name(true));
  } else {
    for (const std::string& name : option.get_snames()) flag.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) flag.names.push_back("--" + name);
  }
  flag.value = option.get_option_text();
  // What CLI11 calls a flag has no value.
  if (flag.value.empty() && option.get_items_expected_max() > 0) flag.value = "TEXT";
  flag.meaning = option.get_description();
  flag.preset = option.get_default_str();
  flag.repeats = option.get_items_expected_max() > 1;
  flag.required = option.get_required();
  return flag;
}

// The name with those of the commands above it.
std::string whole_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent ? whole_name(*parent) + " " + app.get_name() : app.get_name();
}

}  // namespace

std::vector<std::string> Flag::words() const {
  std::vector<std::string> words;
  if (value.find('|') == std::string::npos) return words;
  std::size_t begin = 0;
  while (begin <= value.size()) {
    const auto end = std::min(value.find('|', begin), value.size());
    words.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

Command described(const CLI::App& app) {
  Command command{whole_name(app), app.get_description()};
  for (const std::string& name : app.get_groups()) {
    FlagGroup group{name == "Options" ? "Flags" : name, {}};
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_group() != name) continue;
      if (option->get_positional()) {
        command.arguments.push_back(flag_of(*option));
      } else {
        group.flags.push_back(flag_of(*option));
      }
    }
    if (!name.empty() && !group.flags.empty()) command.groups.push_back(std::move(group));
  }
  for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; })) {
    command.commands.push_back(described(*below));
  }
  command.needs_command = app.get_require_subcommand_min() > 0;
  command.footer = app.get_footer();
  return command;
}

}  // namespace sp::commands
