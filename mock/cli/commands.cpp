#include "cli/commands.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>
#include <sp/schemas/revision.h>

#include "cli/certificate_file.h"
#include "cli/exec.h"
#include "cli/log.h"
#include "cli/log_queue.h"
#include "cli/opening.h"
#include "cli/watch.h"
#include "commands/lists.h"
#include "commands/stop_signals.h"
#include "http/own_certificate.h"
#include "scenario/warnings.h"
#include "service/service.h"
#include "world/scenario_data.h"

namespace sp::mock {

namespace {

std::optional<schemas::Revision> revision_named(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto revision = schemas::parse_revision(name);
  if (!revision) {
    throw UsageError(fmt::format("--revision: expected published or upstream, found {}", name));
  }
  return revision;
}

// As --quirks has them; nothing when it was not given.
std::optional<Quirks> quirks_named(const std::string& names) {
  if (names.empty()) return std::nullopt;
  try {
    return Quirks::listed(names);
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("--quirks: {} (`sp-mock quirks` lists them all)", error.what()));
  }
}

std::string text_of_file(std::string_view flag, const std::string& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || text.empty()) {
    throw UsageError(fmt::format("{}: expected a file in PEM, found {}: {}", flag, file,
                                 errno == 0 ? "it is empty" : std::strerror(errno)));
  }
  return text;
}

std::optional<TlsIdentity> identity_from(const Flags& flags) {
  if (!flags.certificate_file.empty()) {
    return TlsIdentity{text_of_file("--cert", flags.certificate_file),
                       text_of_file("--key", flags.key_file)};
  }
  if (flags.tls) return own_certificate(flags.host);
  return std::nullopt;
}

// The folder of the scenario's file; nothing for a scenario that came along.
std::optional<std::filesystem::path> folder_of(const std::string& name) {
  if (!is_path(name)) return std::nullopt;
  return std::filesystem::absolute(name).parent_path();
}

ServerOptions options_from(const Flags& flags, LogQueue& lines) {
  return {.host = flags.host,
          .port = flags.port,
          .tls = identity_from(flags),
          .revision = revision_named(flags.revision),
          .quirks = quirks_named(flags.quirks),
          .self_check = flags.self_check,
          .rate_limit = !flags.no_rate_limit,
          .cors = flags.cors,
          .control = !flags.no_control,
          .control_body_limit = static_cast<std::size_t>(flags.control_body_limit),
          .scenario_folder = folder_of(flags.scenario),
          .prefer = !flags.no_prefer,
          .latency = std::chrono::milliseconds(flags.latency_ms),
          .log = log_to(lines, flags.log)};
}

std::unique_ptr<Watch> watch_for(const Flags& flags, const Scenario& scenario, Server& server,
                                 LogQueue& lines) {
  if (!flags.watch) return nullptr;
  if (!is_path(flags.scenario)) {
    throw UsageError(
        fmt::format("--watch: expected a file, found {}, which is in the "
                    "binary and does not change",
                    flags.scenario));
  }
  return std::make_unique<Watch>(
      flags.scenario, scenario, [name = flags.scenario] { return open_scenario(name).scenario; },
      [&server, &lines](const Scenario& changed) {
        server.load(changed);
        lines.put(fmt::format("loaded {} again\n", changed.name()));
      },
      [&lines](const std::exception& error) {
        lines.put(fmt::format("{}\nthe scenario is still served as it was before\n", error.what()));
      });
}

}  // namespace

LogQueue log_lines(LogFormat format) {
  return {STDERR_FILENO, [format](std::size_t lines) { return dropped_line(lines, format); }};
}

int serve(const Flags& flags) {
  const Opened opened = open_scenario(flags.scenario);
  const Scenario& scenario = opened.scenario;
  const sigset_t signals = commands::block_stop_signals();
  LogQueue lines = log_lines(flags.log);
  const ServerOptions options = options_from(flags, lines);
  // One that it made for itself is of use only to who can read it.
  std::optional<CertificateFile> certificate;
  if (options.tls && flags.certificate_file.empty()) certificate.emplace(options.tls->certificate);
  const std::string trusted = certificate ? certificate->path() : std::string();
  // At once, so that it is there when standard output has the URL.
  if (certificate && flags.log != LogFormat::json) std::cerr << "certificate " << trusted << '\n';
  Server server(scenario, options);
  const auto watch = watch_for(flags, scenario, server, lines);
  std::cout << listening_line(server, trusted, flags.log) << std::endl;
  if (!std::cout) throw UsageError(output_is_lost);
  if (flags.log == LogFormat::text) {
    lines.put(opened.told);
    lines.put(fmt::format("scenario {}, try: {}\n", scenario.name(),
                          example_command(scenario, server, trusted)));
    if (!flags.no_control) lines.put(page_line(server));
  }
  int signal = 0;
  sigwait(&signals, &signal);
  return 0;
}

int exec(const Flags& flags, const std::vector<std::string>& command) {
  if (command.empty()) {
    throw UsageError("exec: expected a command after --, found none: sp-mock exec SCENARIO -- ls");
  }
  const Scenario scenario = open_scenario(flags.scenario).scenario;
  block_signals_of_child();
  LogQueue lines = log_lines(flags.log);
  Server server(scenario, options_from(flags, lines));
  const auto watch = watch_for(flags, scenario, server, lines);
  const int status =
      run_child(command, variables_for_child(server.base_url(), server.token(), flags.host));
  for (const FaultReport& fault : server.unused_faults()) {
    // A test may reset the mock behind itself, and the next one may need no fault.
    if (fault.problem.empty() && fault.fired_before_reset) continue;
    const std::string& problem = fault.problem.empty() ? fault.problem_before_reset : fault.problem;
    lines.put(fmt::format("sp-mock: fault {} {}: {}\n", fault.id,
                          problem.empty() ? "was never met" : "did not fit its answer, " + problem,
                          fault.text));
  }
  return status;
}

namespace {

std::string verdict(std::size_t warnings) {
  if (warnings == 0) return "fine";
  return fmt::format("usable, with {} warning{}", warnings, warnings == 1 ? "" : "s");
}

std::vector<Warning> warnings_of(const std::string& name) {
  if (is_recording(name)) return {};
  return is_path(name) ? warnings_of_file(name) : warnings_of_bundled(name);
}

}  // namespace

int check(const std::vector<std::string>& names) {
  int status = 0;
  for (const std::string& name : names) {
    try {
      const Scenario scenario = open_scenario(name).scenario;
      const World& world = *scenario.data()->worlds.back().world;
      const auto warnings = warnings_of(name);
      for (const Warning& warning : warnings) std::cerr << warning.to_string() << '\n';
      std::cout << fmt::format("{}: {}: {} regression tests, {} runs, {} results\n", name,
                               verdict(warnings.size()), world.tests().size(), world.runs().size(),
                               world.result_count());
    } catch (const ScenarioError& error) {
      std::cerr << error.what() << '\n';
      status = files_are_wrong;
    }
  }
  return status;
}

int get(const Flags& flags, std::string path, std::int64_t at_seconds) {
  const Scenario scenario = open_scenario(flags.scenario).scenario;
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  Service service(scenario.data(), {.revision = revision_named(flags.revision),
                                    .quirks = quirks_named(flags.quirks),
                                    .authenticate = false,
                                    .self_check = true});
  service.clock().advance(std::chrono::seconds(at_seconds));
  const Response response =
      service.respond({.method = "GET", .target = std::string(base_path) + path});
  std::cout << response.body << '\n';
  if (response.status < 400) return 0;
  std::cerr << fmt::format("{} {}\n", response.status, response.why);
  return 1;
}

int quirks() {
  std::string text;
  for (const QuirkEntry& row : all_quirks()) {
    text += fmt::format("{}\n    {}\n    Source: {}.\n", row.name, row.meets, row.source);
  }
  std::cout << commands::list_for(STDOUT_FILENO, text);
  return 0;
}

int list() {
  std::string text;
  for (const Scenario::Listed& row : Scenario::list()) {
    text += fmt::format("{:<24} {}\n", row.name, row.description);
  }
  std::cout << commands::list_for(STDOUT_FILENO, text);
  return 0;
}

}  // namespace sp::mock
