// What somebody is told who mistyped a command line, in words of ours.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace sp::commands {

// Makes the option take these words and no others; --help shows them.
void take_words(CLI::Option& option, const std::vector<std::string>& words);

// What is wrong with the arguments that the app could not parse: where a flag or a command does not
// exist, the ones that may be meant; and that --help says more.
std::string mistake(const CLI::App& app, const CLI::ParseError& error);

}  // namespace sp::commands
