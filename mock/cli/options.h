// Options that several subcommands have.
#pragma once

#include "cli/log.h"

namespace CLI {
class App;
class Option;
class Validator;
}  // namespace CLI

namespace sp::mock {

// Decimal digits and nothing else, or a unit of letters behind them. CLI11 takes a leading zero for
// octal, and from 2.4 on "true" for 1.
enum class Unit { none, letters };
CLI::Validator decimal(Unit unit = Unit::none);

CLI::Option* add_port(CLI::App& command, int& port);
void add_log(CLI::App& command, LogFormat& format);

}  // namespace sp::mock
