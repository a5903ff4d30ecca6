#include "commands/man_page.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/utf8.h>

namespace sp::commands {

namespace {

// Text that roff takes for nothing else: no command at the front of a line, no escape, dashes that
// can be copied, and in ASCII, because roff would take UTF-8 for Latin-1.
std::string roff(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const schemas::Character character = schemas::first_character(text);
    text.remove_prefix(character.bytes.size());
    const char c = character.bytes.front();
    if (character.bytes.size() > 1) {
      result += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(character.code));
    } else if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      if ((result.empty() || result.back() == '\n') && (c == '.' || c == '\'')) result += "\\&";
      result += c;
    }
  }
  return result;
}

std::string flag_text(const Flag& flag) {
  std::vector<std::string> names;
  for (const std::string& name : flag.names) names.push_back(fmt::format("\\fB{}\\fR", roff(name)));
  const bool has_value = !flag.value.empty() && flag.names.front().starts_with('-');
  const std::string preset = flag.preset.empty() ? "" : fmt::format(" ({})", flag.preset);
  return fmt::format(".TP\n{}{}\n{}\n", fmt::join(names, ", "),
                     has_value ? fmt::format(" \\fI{}\\fR", roff(flag.value)) : "",
                     roff(flag.meaning + preset));
}

// `heading` is the request for what stands above each group.
std::string flags_of(const Command& command, std::string_view heading) {
  std::string text;
  for (const Flag& argument : command.arguments) text += flag_text(argument);
  for (const FlagGroup& group : command.groups) {
    if (command.groups.size() > 1) text += fmt::format("{} {}\n", heading, roff(group.name));
    for (const Flag& flag : group.flags) text += flag_text(flag);
  }
  return text;
}

// Each command has --help: that goes without saying.
Command without_help(Command command) {
  for (FlagGroup& group : command.groups) {
    std::erase_if(group.flags, [](const Flag& flag) { return flag.names.back() == "--help"; });
  }
  std::erase_if(command.groups, [](const FlagGroup& group) { return group.flags.empty(); });
  return command;
}

std::string synopsis(const Command& command) {
  std::string line = fmt::format("\\fB{}\\fR", roff(command.name));
  if (!command.groups.empty()) line += " [FLAGS]";
  for (const Flag& argument : command.arguments) {
    const std::string name = argument.names.front() + (argument.repeats ? "..." : "");
    line += argument.required ? " " + name : fmt::format(" [{}]", name);
  }
  return line + "\n";
}

// A line that ends with ":" begins a section; what follows is shown as it stands.
std::string sections_of(std::string_view footer) {
  std::string text;
  bool open = false;
  const auto close = [&] { text += open ? ".EE\n" : ""; };
  while (!footer.empty()) {
    const auto end = std::min(footer.find('\n'), footer.size());
    const std::string_view line = footer.substr(0, end);
    if (!line.starts_with(' ') && line.ends_with(':')) {
      close();
      std::string heading(line.substr(0, line.size() - 1));
      std::transform(heading.begin(), heading.end(), heading.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      text += fmt::format(".SH {}\n.EX\n", roff(heading));
      open = true;
    } else if (!line.empty()) {
      text += roff(line) + "\n";
    }
    footer.remove_prefix(std::min(end + 1, footer.size()));
  }
  close();
  return text;
}

}  // namespace

std::string man_page(const Command& command, std::string_view version) {
  std::string title = command.name;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string text =
      fmt::format(".TH {} 1 \"\" \"{}\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n", roff(title),
                  roff(version), roff(command.name), roff(command.meaning));
  if (!command.needs_command) text += synopsis(command);
  for (const Command& below : command.commands) text += ".br\n" + synopsis(without_help(below));
  const std::string flags = flags_of(command, ".SS");
  if (!flags.empty()) text += ".SH OPTIONS\n" + flags;
  if (!command.commands.empty()) text += ".SH COMMANDS\n";
  for (const Command& below : command.commands) {
    text += fmt::format(".SS {}\n{}\n{}", roff(below.name), roff(below.meaning),
                        flags_of(without_help(below), ".PP\n.B"));
    if (!below.footer.empty()) text += fmt::format(".PP\n.EX\n{}\n.EE\n", roff(below.footer));
  }
  return text + sections_of(command.footer);
}

}  // namespace sp::commands
