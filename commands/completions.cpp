#include "commands/completions.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sp::commands {

namespace {

std::string last_word(const std::string& name) { return name.substr(name.rfind(' ') + 1); }

std::vector<Flag> all_flags_of(const Command& command) {
  std::vector<Flag> flags;
  for (const FlagGroup& group : command.groups) {
    flags.insert(flags.end(), group.flags.begin(), group.flags.end());
  }
  return flags;
}

// "_sp_mock"
std::string function_of(const Command& command) {
  std::string name = "_" + command.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<std::string> command_names(const Command& command) {
  std::vector<std::string> names;
  for (const Command& below : command.commands) names.push_back(last_word(below.name));
  return names;
}

// Within '…' of a shell.
std::string in_quotes(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result;
}

// --- bash

// What stands behind a flag: its words, files, folders, or nothing that is known.
std::string bash_values(const std::string& command, const Flag& flag) {
  if (flag.value.empty()) return "";
  std::vector<std::string> cases;
  for (const std::string& name : flag.names) cases.push_back(fmt::format("'{} {}'", command, name));
  const auto words = flag.words();
  const std::string reply = !words.empty()           ? fmt::format("-W '{}'", fmt::join(words, " "))
                            : flag.value == "FILE"   ? "-f"
                            : flag.value == "FOLDER" ? "-d"
                                                     : "-W ''";
  return fmt::format("    {}) COMPREPLY=($(compgen {} -- \"$word\")); return ;;\n",
                     fmt::join(cases, " | "), reply);
}

// What may stand where no value is expected.
std::string bash_words(const std::string& name, const Command& command) {
  std::vector<std::string> words;
  for (const Flag& flag : all_flags_of(command)) {
    words.insert(words.end(), flag.names.begin(), flag.names.end());
  }
  if (name.empty()) {
    for (const std::string& below : command_names(command)) words.push_back(below);
  }
  for (const Flag& argument : command.arguments) {
    for (const std::string& word : argument.words()) words.push_back(word);
  }
  const bool files = !command.arguments.empty();
  return fmt::format("    '{}') words='{}' files={} ;;\n", name, fmt::join(words, " "),
                     files ? "-f" : "");
}

std::string bash(const Command& command) {
  std::string values;
  std::string words = bash_words("", command);
  for (const Flag& flag : all_flags_of(command)) values += bash_values("", flag);
  for (const Command& below : command.commands) {
    const std::string name = last_word(below.name);
    for (const Flag& flag : all_flags_of(below)) values += bash_values(name, flag);
    words += bash_words(name, below);
  }
  const std::string function = function_of(command);
  const std::string commands =
      command.commands.empty() ? "''" : fmt::format("{}", fmt::join(command_names(command), " | "));
  return fmt::format(
      "# Completions of {0} for bash.\n"
      "{1}() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local command='' one words='' files=''\n"
      "  for one in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case $one in {2}) command=$one; break ;; esac\n"
      "  done\n"
      "  case \"$command $before\" in\n{3}  esac\n"
      "  case $command in\n{4}  esac\n"
      "  COMPREPLY=($(compgen $files -W \"$words\" -- \"$word\"))\n"
      "}}\n"
      "complete -o filenames -o bashdefault -F {1} {0}\n",
      command.name, function, commands, values, words);
}

// --- zsh

// Within '…[…]…' of _arguments.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : in_quotes(text)) {
    if (c == '[' || c == ']' || c == ':') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const Flag& flag) {
  const auto words = flag.words();
  if (!words.empty()) return fmt::format("({})", fmt::join(words, " "));
  return flag.value == "FILE" ? "_files" : flag.value == "FOLDER" ? "_files -/" : " ";
}

// The arguments of _arguments that stand for the command's.
std::string zsh_arguments(const Command& command, const std::string& indent) {
  std::string text;
  for (const Flag& flag : all_flags_of(command)) {
    for (const std::string& name : flag.names) {
      text += fmt::format(" \\\n{}'{}{}[{}]", indent, flag.repeats ? "*" : "", name,
                          zsh_text(flag.meaning));
      if (!flag.value.empty()) {
        const bool is_words = !flag.words().empty();
        text += fmt::format(":{}:{}", is_words ? "word" : zsh_text(flag.value), zsh_action(flag));
      }
      text += '\'';
    }
  }
  for (const Flag& argument : command.arguments) {
    const auto words = argument.words();
    text += fmt::format(" \\\n{}'{}:{}:{}'", indent, argument.repeats ? "*" : "",
                        argument.names.front(),
                        words.empty() ? "_files"
                                      : fmt::format(" _alternative \"words\\:name\\:({})\" "
                                                    "\"files\\:file\\:_files\"",
                                                    fmt::join(words, " ")));
  }
  return text;
}

std::string zsh(const Command& command) {
  std::string names;
  std::string cases;
  for (const Command& below : command.commands) {
    const std::string name = last_word(below.name);
    names += fmt::format("    '{}:{}'\n", name, zsh_text(below.meaning));
    cases += fmt::format("      {}) _arguments -s{} ;;\n", name, zsh_arguments(below, "        "));
  }
  return fmt::format(
      "#compdef {0}\n"
      "# Completions of {0} for zsh.\n"
      "{1}() {{\n"
      "  local context state state_descr line\n"
      "  typeset -A opt_args\n"
      "  local -a commands=(\n{2}  )\n"
      "  _arguments -s -C{3} \\\n    '1: :->command' '*:: :->rest'\n"
      "  case $state in\n"
      "    command) _describe command commands ;;\n"
      "    rest) case $words[1] in\n{4}    esac ;;\n"
      "  esac\n"
      "}}\n"
      "if [ \"$funcstack[1]\" = _{0} ]; then {1} \"$@\"; else compdef {1} {0}; fi\n",
      command.name, function_of(command), names, zsh_arguments(command, "    "), cases);
}

// --- fish

std::string fish_flag(const std::string& tool, const std::string& condition, const Flag& flag) {
  std::string line = fmt::format("complete -c {} -n '{}'", tool, condition);
  for (const std::string& name : flag.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  const auto words = flag.words();
  if (!words.empty()) {
    line += fmt::format(" -x -a '{}'", fmt::join(words, " "));
  } else if (!flag.value.empty()) {
    line += flag.value == "FILE" || flag.value == "FOLDER" ? " -r -F" : " -x";
  }
  return fmt::format("{} -d '{}'\n", line, in_quotes(flag.meaning));
}

std::string fish(const Command& command) {
  const std::string& tool = command.name;
  const std::string names = fmt::format("{}", fmt::join(command_names(command), " "));
  const std::string none =
      command.commands.empty() ? "true" : fmt::format("not __fish_seen_subcommand_from {}", names);
  std::string text = fmt::format("# Completions of {0} for fish.\ncomplete -c {0} -f\n", tool);
  for (const Flag& flag : all_flags_of(command)) text += fish_flag(tool, none, flag);
  for (const Command& below : command.commands) {
    text += fmt::format("complete -c {} -n '{}' -a {} -d '{}'\n", tool, none, last_word(below.name),
                        in_quotes(below.meaning));
  }
  for (const Command& below : command.commands) {
    const std::string seen = "__fish_seen_subcommand_from " + last_word(below.name);
    for (const Flag& flag : all_flags_of(below)) text += fish_flag(tool, seen, flag);
    if (below.arguments.empty()) continue;
    text += fmt::format("complete -c {} -n '{}' -F\n", tool, seen);
    for (const Flag& argument : below.arguments) {
      const auto words = argument.words();
      if (words.empty()) continue;
      text += fmt::format("complete -c {} -n '{}' -a '{}'\n", tool, seen, fmt::join(words, " "));
    }
  }
  return text;
}

}  // namespace

std::string completions(const Command& command, std::string_view shell) {
  return shell == "bash" ? bash(command) : shell == "zsh" ? zsh(command) : fish(command);
}

}  // namespace sp::commands
