#include "commands/about.h"

#include <utility>

#include <CLI/CLI.hpp>

#include "commands/completions.h"
#include "commands/man_page.h"
#include "commands/mistakes.h"

namespace sp::commands {

void About::add_to(CLI::App& app, std::string version) {
  app_ = &app;
  version_ = std::move(version);
  completions_ = app.add_subcommand("completions", "Print what a shell completes the flags with");
  take_words(*completions_->add_option("SHELL", shell_, "The shell: bash, zsh or fish")->required(),
             {shells.begin(), shells.end()});
  man_ = app.add_subcommand("man", "Print the manual page, for man(1)");
}

std::optional<std::string> About::text() const {
  if (completions_->parsed()) return completions(described(*app_), shell_);
  if (man_->parsed()) return man_page(described(*app_), version_);
  return std::nullopt;
}

}  // namespace sp::commands
