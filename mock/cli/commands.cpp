#include "cli/commands.h"

#include <csignal>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>
#include <sp/schemas/api.h>

#include "cli/log.h"
#include "http/service.h"

namespace sp::mock {

namespace {

constexpr int files_are_wrong = 1;
constexpr int wrong_usage = 2;
constexpr int cannot_listen = 3;

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A path when it looks like one or is one, else the name of a scenario that came along.
Scenario open_scenario(const std::string& name) {
  const bool looks_like_path = name.find('/') != std::string::npos || name.ends_with(".json");
  if (looks_like_path || std::filesystem::exists(name)) return Scenario::from_file(name);
  return Scenario::bundled(name);
}

std::optional<schemas::Revision> revision_named(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto revision = schemas::parse_revision(name);
  if (!revision) {
    throw UsageError(fmt::format("--revision: expected published or upstream, found {}", name));
  }
  try {
    schemas::Api::of(*revision);
  } catch (const std::out_of_range& error) {
    throw UsageError(fmt::format("--revision {}: {}", name, error.what()));
  }
  return revision;
}

struct ServeFlags {
  std::string scenario;
  std::string host = "127.0.0.1";
  int port = 8080;
  std::string revision;
  bool self_check = false;
  LogFormat log = LogFormat::text;
};

int serve(const ServeFlags& flags) {
  const Scenario scenario = open_scenario(flags.scenario);
  // Blocked before any thread starts, so that only the wait below takes them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGINT);
  sigaddset(&stop_signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

  const Server server(scenario, {.host = flags.host,
                                 .port = flags.port,
                                 .revision = revision_named(flags.revision),
                                 .self_check = flags.self_check,
                                 .log = log_to(std::cerr, flags.log)});
  std::cout << listening_line(server.base_url(), flags.log) << std::endl;
  if (flags.log == LogFormat::text) {
    std::cerr << fmt::format("scenario {}, try: {}\n", scenario.name(),
                             example_command(scenario, server));
  }
  int signal = 0;
  sigwait(&stop_signals, &signal);
  return 0;
}

int check(const std::vector<std::string>& names) {
  int status = 0;
  for (const std::string& name : names) {
    try {
      const Scenario scenario = open_scenario(name);
      const World& world = scenario.data()->world;
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
  const auto fallback = scenario.revision().value_or(schemas::Revision::published);
  const Service service(scenario.data(), {.revision = revision_named(revision).value_or(fallback),
                                          .authenticate = false,
                                          .self_check = true});
  const Response response =
      service.respond({"GET", std::string(base_path) + path, {}, "127.0.0.1"});
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

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("A mock of the CCExtractor Sample Platform's API, driven by scenario files.",
               "sp-mock");
  app.set_version_flag("--version", "sp-mock " SP_VERSION);
  app.require_subcommand(1);

  ServeFlags flags;
  const std::vector<std::pair<std::string, LogFormat>> formats = {
      {"text", LogFormat::text}, {"json", LogFormat::json}, {"none", LogFormat::none}};
  const std::string scenario_help = "A scenario file, or the name of one from `sp-mock list`";
  CLI::App* serve_command = app.add_subcommand("serve", "Serve a scenario until interrupted");
  serve_command->add_option("SCENARIO", flags.scenario, scenario_help)->required();
  serve_command->add_option("--host", flags.host, "Address to listen on")->capture_default_str();
  serve_command->add_option("--port", flags.port, "Port to listen on; 0 takes a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  serve_command->add_option("--revision", flags.revision, "published (the default) or upstream");
  serve_command->add_flag("--self-check", flags.self_check,
                          "Validate each answer against the contract before it leaves");
  serve_command->add_option("--log", flags.log, "text, json or none, to standard error")
      ->transform(CLI::CheckedTransformer(formats));

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
    if (*check_command) return check(names);
    if (*get_command) return get(flags.scenario, path, flags.revision);
    if (*list_command) return list();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  } catch (const UsageError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
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
