#include "cli/commands.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>
#include <sp/schemas/revision.h>

#include "cli/exec.h"
#include "cli/log.h"
#include "cli/log_queue.h"
#include "cli/watch.h"
#include "service/service.h"

namespace sp::mock {

namespace {

constexpr int files_are_wrong = 1;
constexpr int wrong_usage = 2;
constexpr int cannot_listen = 3;

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A path when it looks like one or is one, else the name of a scenario that came along.
bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".json") ||
         std::filesystem::is_regular_file(name);
}

Scenario open_scenario(const std::string& name) {
  return is_path(name) ? Scenario::from_file(name) : Scenario::bundled(name);
}

std::optional<schemas::Revision> revision_named(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto revision = schemas::parse_revision(name);
  if (!revision) {
    throw UsageError(fmt::format("--revision: expected published or upstream, found {}", name));
  }
  return revision;
}

struct Flags {
  std::string scenario;
  std::string host = "127.0.0.1";
  int port = 8080;
  std::string revision;
  bool self_check = false;
  bool cors = false;
  bool watch = false;
  bool no_rate_limit = false;
  bool no_control = false;
  std::int64_t latency_ms = 0;
  LogFormat log = LogFormat::text;
};

// Standard error while a server runs: all that is said then goes through it.
LogQueue log_lines(LogFormat format) {
  return {STDERR_FILENO, [format](std::size_t lines) { return dropped_line(lines, format); }};
}

ServerOptions options_from(const Flags& flags, LogQueue& lines) {
  return {.host = flags.host,
          .port = flags.port,
          .revision = revision_named(flags.revision),
          .self_check = flags.self_check,
          .rate_limit = !flags.no_rate_limit,
          .cors = flags.cors,
          .control = !flags.no_control,
          .latency = std::chrono::milliseconds(flags.latency_ms),
          .log = log_to(lines, flags.log)};
}

std::unique_ptr<Watch> watch_for(const Flags& flags, const Scenario& scenario, Server& server,
                                 LogQueue& lines) {
  if (!flags.watch) return nullptr;
  if (!is_path(flags.scenario)) {
    throw UsageError(
        fmt::format("--watch: expected a scenario file, found {}, which is in the "
                    "binary and does not change",
                    flags.scenario));
  }
  return std::make_unique<Watch>(
      flags.scenario, scenario,
      [&server, &lines](const Scenario& changed) {
        server.load(changed);
        lines.put(fmt::format("loaded {} again\n", changed.name()));
      },
      [&lines](const ScenarioError& error) {
        lines.put(fmt::format("{}\nthe scenario as it was before stays\n", error.what()));
      });
}

// SIGINT and SIGTERM, blocked before any thread starts so that only a wait for them takes
// them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(const Flags& flags) {
  const Scenario scenario = open_scenario(flags.scenario);
  const sigset_t signals = block_stop_signals();
  LogQueue lines = log_lines(flags.log);
  Server server(scenario, options_from(flags, lines));
  const auto watch = watch_for(flags, scenario, server, lines);
  std::cout << listening_line(server.base_url(), flags.log) << std::endl;
  if (flags.log == LogFormat::text) {
    lines.put(
        fmt::format("scenario {}, try: {}\n", scenario.name(), example_command(scenario, server)));
  }
  int signal = 0;
  sigwait(&signals, &signal);
  return 0;
}

int exec(const Flags& flags, const std::vector<std::string>& command) {
  if (command.empty()) {
    throw UsageError("exec: expected a command after --, found none: sp-mock exec SCENARIO -- ls");
  }
  const Scenario scenario = open_scenario(flags.scenario);
  block_stop_signals();
  LogQueue lines = log_lines(flags.log);
  Server server(scenario, options_from(flags, lines));
  const auto watch = watch_for(flags, scenario, server, lines);
  const int status = run_child(command, server.base_url(), server.token());
  for (const FaultReport& fault : server.unused_faults()) {
    lines.put(fmt::format(
        "sp-mock: fault {} {}: {}\n", fault.id,
        fault.problem.empty() ? "was never met" : "did not fit its answer, " + fault.problem,
        fault.text));
  }
  return status;
}

int check(const std::vector<std::string>& names) {
  int status = 0;
  for (const std::string& name : names) {
    try {
      const Scenario scenario = open_scenario(name);
      const World& world = *scenario.data()->worlds.back().world;
      std::cout << fmt::format("{}: fine: {} regression tests, {} runs, {} results\n", name,
                               world.tests().size(), world.runs().size(), world.result_count());
    } catch (const ScenarioError& error) {
      std::cerr << error.what() << '\n';
      status = files_are_wrong;
    }
  }
  return status;
}

int get(const std::string& name, std::string path, const std::string& revision) {
  const Scenario scenario = open_scenario(name);
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  Service service(
      scenario.data(),
      {.revision = revision_named(revision), .authenticate = false, .self_check = true});
  const Response response =
      service.respond({.method = "GET", .target = std::string(base_path) + path});
  std::cout << response.body << '\n';
  if (response.status < 400) return 0;
  std::cerr << fmt::format("{} {}\n", response.status, response.why);
  return 1;
}

int list() {
  for (const Scenario::Listed& row : Scenario::list()) {
    std::cout << fmt::format("{:<24} {}\n", row.name, row.description);
  }
  return 0;
}

// Cuts the arguments at "--" and returns what stands behind it: another command's flags
// are not ours to parse.
std::vector<std::string> command_after_dashes(int& argc, char** argv) {
  if (argc < 2 || argv[1] != std::string_view("exec")) return {};
  char** const dashes = std::find(argv, argv + argc, std::string_view("--"));
  if (dashes == argv + argc) return {};
  std::vector<std::string> command(dashes + 1, argv + argc);
  argc = static_cast<int>(dashes - argv);
  return command;
}

constexpr const char* scenario_help = "A scenario file, or the name of one from `sp-mock list`";

void describe_server(CLI::App& command, Flags& flags) {
  static const std::vector<std::pair<std::string, LogFormat>> formats = {
      {"text", LogFormat::text}, {"json", LogFormat::json}, {"none", LogFormat::none}};
  command.add_option("SCENARIO", flags.scenario, scenario_help)->required();
  command.add_option("--host", flags.host, "Address to listen on")->capture_default_str();
  command.add_option("--revision", flags.revision, "published (the default) or upstream");
  command.add_flag("--self-check", flags.self_check,
                   "Validate each answer against the contract before it leaves");
  command.add_flag("--cors", flags.cors, "Let browsers of any origin ask");
  command.add_flag("--watch", flags.watch, "Load the scenario again when its files change");
  command.add_flag("--no-rate-limit", flags.no_rate_limit, "Switch the rate limit off");
  command.add_flag("--no-control", flags.no_control, "Do not answer /__mock/…");
  command.add_option("--latency", flags.latency_ms, "Wait so long before each answer: 50ms, 2s")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, std::int64_t>{{"ms", 1}, {"s", 1000}},
                                        CLI::AsNumberWithUnit::DEFAULT, "TIME"))
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{3600000}));
  command.add_option("--log", flags.log, "text, json or none, to standard error")
      ->transform(CLI::CheckedTransformer(formats));
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("A mock of the CCExtractor Sample Platform's API, driven by scenario files.",
               "sp-mock");
  app.set_version_flag("--version", "sp-mock " SP_VERSION);
  app.require_subcommand(1);

  Flags flags;
  CLI::App* serve_command = app.add_subcommand("serve", "Serve a scenario until interrupted");
  describe_server(*serve_command, flags);
  serve_command->add_option("--port", flags.port, "Port to listen on; 0 takes a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();

  Flags exec_flags;
  exec_flags.port = 0;
  exec_flags.log = LogFormat::none;
  const std::vector<std::string> command = command_after_dashes(argc, argv);
  CLI::App* exec_command = app.add_subcommand(
      "exec", "Run a command with SP_BASE_URL and SP_API_TOKEN set to a mock of its own");
  describe_server(*exec_command, exec_flags);
  exec_command->add_option("--port", exec_flags.port, "Port to listen on; 0 takes a free one")
      ->check(CLI::Range(0, 65535));
  exec_command->footer("COMMAND: after --, the command to run and its arguments");

  std::vector<std::string> names;
  CLI::App* check_command = app.add_subcommand("check", "Tell every error of scenario files");
  check_command->add_option("SCENARIO", names, scenario_help)->required();

  std::string path;
  CLI::App* get_command = app.add_subcommand("get", "Print one answer, without a server");
  get_command->add_option("SCENARIO", flags.scenario, scenario_help)->required();
  get_command->add_option("PATH", path, "Relative to the base, such as /runs/1/summary")
      ->required();
  get_command->add_option("--revision", flags.revision, "published (the default) or upstream");

  CLI::App* list_command = app.add_subcommand("list", "List the scenarios that come with the mock");

  try {
    app.parse(argc, argv);
    if (*serve_command) return serve(flags);
    if (*exec_command) return exec(exec_flags, command);
    if (*check_command) return check(names);
    if (*get_command) return get(flags.scenario, path, flags.revision);
    if (*list_command) return list();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  } catch (const UsageError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const std::bad_alloc&) {
    std::cerr << "the scenario does not fit into memory: generate fewer runs or tests\n";
    return files_are_wrong;
  } catch (const ScenarioError& error) {
    std::cerr << error.what() << '\n';
    return files_are_wrong;
  } catch (const ListenError& error) {
    std::cerr << error.what() << ": free the port, or take another with --port\n";
    return cannot_listen;
  }
  return wrong_usage;
}

}  // namespace sp::mock
