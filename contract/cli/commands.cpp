#include "cli/commands.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sp/contract/run.h>

#include "plan/plan.h"
#include "report/console.h"
#include "report/json.h"

namespace sp::contract {

namespace {

constexpr int wrong_usage = 2;
constexpr int not_judged = 3;
constexpr std::int64_t largest = 2147483647;

struct Flags {
  Target target;
  Options options;
  std::string revision = "published";
  std::string token_file;
  double timeout_seconds = 10;
  bool list = false;
  bool plan = false;
  bool quiet = false;
  std::string color = "auto";
  std::string json_file;
};

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The blanks around a token in a file, and the end of its line, are not part of it.
std::string token_from(const std::string& file) {
  std::ifstream in(file);
  std::string token;
  if (!std::getline(in, token)) {
    throw UsageError(
        fmt::format("--token-file: expected a file with a token in its first line, "
                    "found {}: {}",
                    file, errno != 0 ? std::strerror(errno) : "an empty file"));
  }
  constexpr const char* blanks = " \t\r";
  token.erase(token.find_last_not_of(blanks) + 1);
  token.erase(0, token.find_first_not_of(blanks));
  return token;
}

void describe(CLI::App& app, Flags& flags) {
  app.add_option("--base-url", flags.target.base_url,
                 "Of the deployment, with the API's base path; else $SP_BASE_URL");
  app.add_option("--token-file", flags.token_file,
                 "A file with the token; else it is taken from $SP_API_TOKEN");
  app.add_option("--run-id", flags.target.run_ids, "A run that the deployment has; may be repeated")
      ->check(CLI::Range(std::int64_t{1}, largest));
  app.add_option("--sample-id", flags.target.sample_id, "A sample that the run has a result for")
      ->check(CLI::Range(std::int64_t{1}, largest));
  app.add_option("--regression-id", flags.target.regression_id, "A regression test of the sample")
      ->check(CLI::Range(std::int64_t{1}, largest));
  app.add_option("--output-id", flags.target.output_id, "An output of the regression test")
      ->check(CLI::Range(std::int64_t{1}, largest));
  app.add_option("--revision", flags.revision, "The contract to judge by: published or upstream")
      ->capture_default_str();
  app.add_option("--filter", flags.options.only,
                 "Judge only checks that match, such as 'getDiff.*'");
  app.add_option("--exclude", flags.options.except, "Leave out checks that match");
  app.add_flag("--list", flags.list, "Show the checks and send nothing");
  app.add_flag("--plan", flags.plan, "Show the requests that would be sent and send nothing");
  app.add_option("--json", flags.json_file,
                 "Write the report as JSON to a file; - is standard output");
  app.add_option("--timeout", flags.timeout_seconds, "Seconds to wait for the deployment")
      ->check(CLI::Range(0.001, 3600.0))
      ->capture_default_str();
  app.add_option("--max-requests", flags.options.max_requests, "The most requests to send")
      ->check(CLI::Range(std::int64_t{1}, largest))
      ->capture_default_str();
  app.add_flag("--quiet", flags.quiet, "Print failures and the last line only");
  app.add_option("--color", flags.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

void complete(Flags& flags) {
  const auto revision = schemas::parse_revision(flags.revision);
  if (!revision) {
    throw UsageError(
        fmt::format("--revision: expected published or upstream, found '{}'", flags.revision));
  }
  flags.options.revision = *revision;
  if (!(flags.timeout_seconds > 0)) throw UsageError("--timeout: expected a number of seconds");
  flags.options.timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(flags.timeout_seconds * 1000));
  if (flags.target.base_url.empty()) flags.target.base_url = from_environment("SP_BASE_URL");
  flags.target.token =
      flags.token_file.empty() ? from_environment("SP_API_TOKEN") : token_from(flags.token_file);
}

int show_list(const Options& options) {
  for (const RuleInfo& rule : catalogue(options)) {
    std::cout << fmt::format("{:<40} {}\n", rule.id, rule.title);
  }
  return 0;
}

int show_plan(const Target& target, const Options& options) {
  int stage = 0;
  std::size_t with_token = 0;
  std::size_t without = 0;
  for (const PlannedRequest& row : plan(target, options)) {
    if (row.stage != stage) std::cout << fmt::format("stage {}\n", stage = row.stage);
    constexpr std::size_t width = 120;
    const std::string request =
        row.request.size() <= width ? row.request : row.request.substr(0, width) + "…";
    std::cout << fmt::format("  {:<32} {}{}{}\n", row.probe, request,
                             row.at_most > 1 ? fmt::format(", up to {} of them", row.at_most) : "",
                             row.with_token ? "" : ", without the token");
    (row.with_token ? with_token : without) += row.at_most;
  }
  std::cout << fmt::format("at most {} requests with the token and {} without\n", with_token,
                           without);
  return 0;
}

// Throws UsageError when the file cannot be written.
void write(const std::string& file, const std::string& text) {
  if (file == "-") {
    std::cout << text;
    return;
  }
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) {
    throw UsageError(fmt::format("--json: expected a file that can be written, found {}: {}", file,
                                 std::strerror(errno)));
  }
}

int judge_target(const Flags& flags) {
  const Report report = run(flags.target, flags.options);
  // With the JSON on standard output, people read standard error.
  const bool json_on_output = flags.json_file == "-";
  const bool terminal = ::isatty(json_on_output ? STDERR_FILENO : STDOUT_FILENO) != 0;
  const bool color = flags.color == "always" || (flags.color == "auto" && terminal);
  (json_on_output ? std::cerr : std::cout)
      << console_text(report, {.color = color, .quiet = flags.quiet}) << std::flush;
  if (!flags.json_file.empty()) write(flags.json_file, json_text(report));
  return exit_code(report);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app(
      "Checks that a deployment of the CCExtractor Sample Platform's API keeps its contract.",
      "sp-contract");
  app.set_version_flag("--version", "sp-contract " SP_VERSION);
  app.footer(
      "Exit: 0 all held, 1 the contract is broken, 2 wrong usage, 3 the target could not be "
      "judged.");
  Flags flags;
  describe(app, flags);
  try {
    app.parse(argc, argv);
    complete(flags);
    if (flags.list) return show_list(flags.options);
    if (flags.plan) return show_plan(flags.target, flags.options);
    return judge_target(flags);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  } catch (const UsageError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "the target could not be judged: " << error.what() << '\n';
    return not_judged;
  }
}

}  // namespace sp::contract
