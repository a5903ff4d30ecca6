#include "cli/command_line.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/json_file.h>

#include "cli/commands.h"
#include "cli/importing.h"
#include "cli/options.h"
#include "cli/record.h"
#include "cli/show.h"
#include "commands/about.h"
#include "commands/help.h"
#include "commands/mistakes.h"
#include "scenario/files.h"

namespace sp {
const char* version();  // made by cmake/Version.cmake
}  // namespace sp

namespace sp::mock {

namespace {

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

constexpr const char* scenario_help =
    "A scenario file, the name of one from `sp-mock list`, or a recording (.har), which is "
    "imported";
constexpr const char* revision_help =
    "Revision of the API; by default the scenario's, else published";

// A scenario, of which completions know the names of those that come along.
void add_scenario(CLI::App& command, std::string& scenario) {
  command.add_option("SCENARIO", scenario, scenario_help)
      ->required()
      ->option_text(fmt::format("{}", fmt::join(bundled_names(), "|")));
}

void add_revision(CLI::App& command, std::string& revision) {
  command.add_option("--revision", revision, revision_help)->option_text("published|upstream");
}

void add_quirks(CLI::App& command, Flags& flags) {
  command
      .add_option("--quirks", flags.quirks,
                  "Quirks of the deployed platform to answer with: platform, none, or names from "
                  "`sp-mock quirks` separated by commas; by default those of the scenario")
      ->option_text("NAMES");
}

void describe_server(CLI::App& command, Flags& flags) {
  add_scenario(command, flags.scenario);
  command.option_defaults()->group("What to answer");
  add_revision(command, flags.revision);
  add_quirks(command, flags);
  command.add_flag("--self-check", flags.self_check,
                   "Validate each answer against the contract before it is sent");
  command.add_flag("--cors", flags.cors, "Allow requests from browser pages of any origin");
  command
      .add_option("--latency", flags.latency_ms,
                  "How long to wait before each answer, such as 50ms or 2s")
      ->option_text("TIME")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, std::int64_t>{{"ms", 1}, {"s", 1000}},
                                        CLI::AsNumberWithUnit::DEFAULT, "TIME"))
      ->transform(decimal(Unit::letters))
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{3600000}));
  command.add_flag("--no-rate-limit", flags.no_rate_limit, "Switch the rate limit off");
  command.add_flag("--no-prefer", flags.no_prefer,
                   "Ignore Prefer headers: code=…, status=… and delay=…");
  command.add_flag("--watch", flags.watch, "Load the scenario again when its files change");
  command.option_defaults()->group("Control and log");
  command.add_flag("--no-control", flags.no_control, "Do not answer /__mock/…");
  command
      .add_option("--control-body-limit", flags.control_body_limit,
                  "The longest body that /__mock/… accepts; 64MiB by default")
      ->option_text("SIZE")
      ->transform(CLI::AsSizeValue(false))
      ->transform(decimal(Unit::letters));  // comes before the one above
  add_log(command, flags.log);
  command.option_defaults()->group("Where to listen");
  command.add_option("--host", flags.host, "Address to listen on")
      ->option_text("ADDRESS")
      ->capture_default_str();
}

constexpr const char* footer =
    "Examples:\n"
    "  sp-mock serve quickstart\n"
    "  sp-mock exec quickstart -- sp-contract --run-id 1001\n"
    "  sp-mock get quickstart /runs/1001/summary\n"
    "  sp-mock show quickstart -o mine\n"
    "\n"
    "Exit codes:\n"
    "  0  done; exec has that of its command\n"
    "  1  a scenario is wrong; get: the answer is an error\n"
    "  2  wrong usage\n"
    "  3  the address cannot be listened on";

// The subcommands, and what the arguments say to each.
class CommandLine {
 public:
  // `child` is the command that `exec` is to run.
  explicit CommandLine(std::vector<std::string> child) : child_(std::move(child)) {
    app_.set_version_flag("--version", std::string("sp-mock ") + version(), "Print the version");
    app_.set_help_flag("-h,--help", "Print this help");
    app_.require_subcommand(1);
    describe_serve();
    describe_exec();
    describe_record();
    describe_check();
    describe_get();
    list_ = app_.add_subcommand("list", "List the scenarios that come with the mock");
    describe_show();
    describe_import();
    schema_ = app_.add_subcommand("schema", "Print the JSON schema of scenario files");
    quirks_ = app_.add_subcommand("quirks",
                                  "List the ways in which the platform departs from its contract");
    about_.add_to(app_, std::string("sp-mock ") + version());
    app_.footer(footer);  // the commands would have it, too, if they came after it
    commands::lay_out_help(app_);
  }

  // Throws what parsing and the subcommands throw.
  int run(int argc, char** argv) {
    app_.parse(argc, argv);
    if (const auto text = about_.text()) {
      std::cout << *text;
      return 0;
    }
    if (*serve_) return serve(serve_flags_);
    if (*exec_) return exec(exec_flags_, child_);
    if (*record_) return record(record_flags_, version());
    if (*check_) return check(names_);
    if (*get_) return get(get_flags_, path_, at_seconds_);
    if (*list_) return list();
    if (*show_) return show(show_name_, show_folder_);
    if (*import_) return import_recordings(import_flags_);
    if (*schema_) return schema();
    if (*quirks_) return quirks();
    return wrong_usage;
  }

  int explain(const CLI::ParseError& error) const {
    if (error.get_exit_code() == 0) return app_.exit(error);  // --help, --version
    std::cerr << commands::mistake(app_, error);
    return wrong_usage;
  }

 private:
  void describe_serve() {
    serve_ = app_.add_subcommand("serve", "Serve a scenario until interrupted");
    describe_server(*serve_, serve_flags_);
    add_port(*serve_, serve_flags_.port)->capture_default_str();
    serve_->add_flag("--tls", serve_flags_.tls,
                     "Speak HTTPS, with a certificate that the mock makes for itself");
    CLI::Option* const certificate = serve_->add_option(
        "--cert", serve_flags_.certificate_file, "Speak HTTPS with this certificate, a PEM file");
    CLI::Option* const key =
        serve_->add_option("--key", serve_flags_.key_file, "The certificate's key, a PEM file");
    certificate->option_text("FILE");
    key->option_text("FILE");
    certificate->needs(key);
    key->needs(certificate);
  }

  void describe_exec() {
    exec_flags_.port = 0;
    exec_flags_.log = LogFormat::none;
    exec_ = app_.add_subcommand(
        "exec", "Run a command with SP_BASE_URL and SP_API_TOKEN set to a mock of its own");
    describe_server(*exec_, exec_flags_);
    add_port(*exec_, exec_flags_.port);
    exec_->footer("The command:\n  stands behind --: sp-mock exec quickstart -- pytest");
  }

  void describe_record() {
    record_ = app_.add_subcommand(
        "record",
        "Pass requests on to a deployment and write them to a HAR file, until interrupted");
    record_
        ->add_option("--upstream", record_flags_.upstream,
                     "The deployment's URL, with the API's base path")
        ->option_text("URL")
        ->required();
    record_->add_option("--har", record_flags_.har, "The file to write; it begins anew")
        ->option_text("FILE")
        ->required();
    CLI::Option* const scenario =
        record_
            ->add_option("--scenario", record_flags_.scenario,
                         "The scenario to write in the end, as `sp-mock import` makes it")
            ->option_text("FILE");
    record_
        ->add_flag("--exact", record_flags_.exact,
                   "With --scenario: as `sp-mock import --exact` makes it")
        ->needs(scenario);
    record_->add_option("--host", record_flags_.host, "Address to listen on")
        ->option_text("ADDRESS")
        ->capture_default_str();
    add_port(*record_, record_flags_.port)->capture_default_str();
    record_
        ->add_option("--timeout", record_flags_.timeout_seconds,
                     "Seconds to wait for the deployment, each time that it is silent")
        ->option_text("SECONDS")
        ->check(CLI::Range(0.001, 3600.0))
        ->capture_default_str();
    record_->add_option("--cacert", record_flags_.ca_file, "Trust the certificates in a PEM file")
        ->option_text("FILE");
    record_->add_flag("--insecure", record_flags_.insecure, "Trust any certificate");
    add_log(*record_, record_flags_.log);
  }

  void describe_check() {
    check_ = app_.add_subcommand("check", "Check scenario files; print their errors and warnings");
    check_->add_option("SCENARIO", names_, scenario_help)->required()->option_text("FILE");
  }

  void describe_get() {
    get_ = app_.add_subcommand("get", "Print one answer, without a server");
    add_scenario(*get_, get_flags_.scenario);
    get_->add_option("PATH", path_, "What to request, without /api/v1, such as /runs/1/summary")
        ->required();
    add_revision(*get_, get_flags_.revision);
    constexpr std::int64_t century = 100LL * 36525 * 864;
    get_->add_option("--at", at_seconds_,
                     "When to ask, in seconds after the start of the clock; 0 by default")
        ->option_text("SECONDS")
        ->transform(decimal())
        ->check(CLI::Range(std::int64_t{0}, century));
    add_quirks(*get_, get_flags_);
  }

  void describe_show() {
    show_ = app_.add_subcommand("show", "Print a scenario that comes with the mock, or copy it");
    show_->add_option("NAME", show_name_, "One from `sp-mock list`")->required();
    show_->add_option("-o", show_folder_, "Write it to this folder, with its texts")
        ->option_text("FOLDER");
  }

  void describe_import() {
    import_ = app_.add_subcommand("import", "Make a scenario of what a deployment answered");
    import_->add_option("RECORDING", import_flags_.recordings, "HAR files")
        ->required()
        ->option_text("FILE");
    import_
        ->add_option("-o", import_flags_.output,
                     "Write the scenario to this file, and its long texts beside it")
        ->option_text("FILE");
    import_
        ->add_option("--base-url", import_flags_.base_url,
                     "Whose answers to import, of a recording of several deployments")
        ->option_text("URL");
    import_->add_flag("--exact", import_flags_.exact,
                      "Make faults of what the recorded answers have beside their world");
  }

  CLI::App app_{"A mock of the CCExtractor Sample Platform's API, driven by scenario files.",
                "sp-mock"};
  CLI::App* serve_ = nullptr;
  CLI::App* exec_ = nullptr;
  CLI::App* record_ = nullptr;
  CLI::App* check_ = nullptr;
  CLI::App* get_ = nullptr;
  CLI::App* list_ = nullptr;
  CLI::App* show_ = nullptr;
  CLI::App* import_ = nullptr;
  CLI::App* schema_ = nullptr;
  CLI::App* quirks_ = nullptr;
  commands::About about_;
  Flags serve_flags_;
  Flags exec_flags_;
  Flags get_flags_;
  ImportFlags import_flags_;
  RecordFlags record_flags_;
  std::vector<std::string> child_;
  std::vector<std::string> names_;
  std::string path_;
  std::int64_t at_seconds_ = 0;
  std::string show_name_;
  std::string show_folder_;
};

}  // namespace

namespace {

int obey(int argc, char** argv) {
  CommandLine line(command_after_dashes(argc, argv));
  try {
    return line.run(argc, argv);
  } catch (const CLI::ParseError& error) {
    return line.explain(error);
  } catch (const UsageError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const schemas::FileError& error) {
    std::cerr << error.what() << '\n';
    return files_are_wrong;
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const std::bad_alloc&) {
    std::cerr << "the scenario does not fit into memory: generate fewer runs or tests\n";
    return files_are_wrong;
  } catch (const ScenarioError& error) {
    std::cerr << error.what() << '\n';
    return files_are_wrong;
  } catch (const ListenError& error) {
    std::cerr << error.what()
              << (error.another_port_may_do()
                      ? ": free the port, or choose another one with --port\n"
                      : "\n");
    return cannot_listen;
  }
}

}  // namespace

int run_command_line(int argc, char** argv) {
  const int code = obey(argc, argv);
  std::cout.flush();
  if (std::cout) return code;
  // Told already where a command could not do without.
  if (code != wrong_usage) std::cerr << output_is_lost << '\n';
  return wrong_usage;
}

}  // namespace sp::mock
