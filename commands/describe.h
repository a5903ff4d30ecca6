// A command line as a value: what help, man pages and completions are written from, so that they
// cannot disagree with what is parsed.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace sp::commands {

// A flag, or an argument without one.
//
//     --color auto|always|never    the value has these words
//     --html FILE                  the value is a file; FOLDER is a folder
//     SCENARIO                     an argument: no dashes
struct Flag {
  std::vector<std::string> names;  // "-o", "--port"; of an argument, what it is called
  std::string value = {};          // what stands behind the flag: empty, "FILE", "N", "text|json"
  std::string meaning = {};
  std::string preset = {};  // what it is without the flag; may be empty
  bool repeats = false;
  bool required = false;

  // The words that the value may be; empty where it may be anything.
  std::vector<std::string> words() const;
};

struct FlagGroup {
  std::string name;
  std::vector<Flag> flags;
};

struct Command {
  std::string name;     // "sp-mock serve"
  std::string meaning;  // in a sentence
  std::vector<Flag> arguments = {};
  std::vector<FlagGroup> groups = {};
  std::vector<Command> commands = {};
  bool needs_command = false;
  // Sections of text behind it all: a line that ends with ":" is the heading of those that follow.
  std::string footer = {};
};

// Reads what CLI11 was told. An option's "option text" is Flag::value, its group is the group's
// name.
Command described(const CLI::App& app);

}  // namespace sp::commands
