// The subcommands of sp-mock, one function for each. Each returns the exit code.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/log.h"
#include "cli/log_queue.h"

namespace sp::mock {

// Exit codes, stable for scripts; 0 is done.
constexpr int files_are_wrong = 1;  // `get`: the answer is an error
constexpr int wrong_usage = 2;      // also: standard output cannot be written
constexpr int cannot_listen = 3;

constexpr const char* output_is_lost = "standard output cannot be written";

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Flags {
  std::string scenario;
  std::string host = "127.0.0.1";
  int port = 8080;
  std::string revision;
  std::string quirks;
  bool self_check = false;
  bool cors = false;
  bool watch = false;
  bool no_rate_limit = false;
  bool no_control = false;
  std::uint64_t control_body_limit = 64 << 20;  // bytes
  bool no_prefer = false;
  std::int64_t latency_ms = 0;
  LogFormat log = LogFormat::text;
  bool tls = false;  // with a certificate that the mock makes for itself, unless files are given
  std::string certificate_file;
  std::string key_file;
};

// Standard error while a server runs: all that is said then goes through it.
LogQueue log_lines(LogFormat format);

// All may throw UsageError and ScenarioError. serve() and exec() may also throw ListenError.

// Serves a scenario until interrupted.
int serve(const Flags& flags);
// Runs a command against a mock of its own. The exit code is that of the command.
int exec(const Flags& flags, const std::vector<std::string>& command);
// Prints the errors and warnings of scenario files.
int check(const std::vector<std::string>& names);
// Prints the answer to one request, made `at_seconds` after the start of the clock.
int get(const Flags& flags, std::string path, std::int64_t at_seconds);
// Lists the scenarios that come with the mock.
int list();
// Lists the quirks of the platform.
int quirks();

}  // namespace sp::mock
