#include "cli/commands.h"

#include <iostream>
#include <optional>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <sp/schemas/api.h>
#include <sp/schemas/json_file.h>

#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/listing.h"
#include "cli/outputs.h"
#include "cli/recording.h"
#include "commands/about.h"
#include "commands/help.h"
#include "commands/lists.h"
#include "commands/mistakes.h"
#include "commands/terminal.h"
#include "report/bodies.h"
#include "report/console.h"
#include "report/progress.h"
#include "verdict/revisions/listing.h"

namespace sp {
const char* version();  // made by cmake/Version.cmake
}  // namespace sp

namespace sp::contract {

namespace {

constexpr int wrong_usage = 2;
constexpr int not_judged = 3;

int tell(const Flags& flags, const Baseline& baseline, Report whole) {
  apply(whole, baseline);
  std::optional<Report> bare;
  if (flags.files.no_bodies) bare = without_bodies(whole);
  const Report& report = bare ? *bare : whole;
  const bool taken = output_is_taken(flags.files);
  const int stream = taken ? STDERR_FILENO : STDOUT_FILENO;
  std::ostream& out = taken ? std::cerr : std::cout;
  out << console_text(report, {.color = commands::wants_color(flags.color, stream),
                               .quiet = flags.quiet,
                               .verbose = flags.verbose,
                               .columns = commands::columns(stream),
                               .har = flags.har()})
      << std::flush;
  remember(flags, whole);
  write_outputs(flags, report);
  out << keep_baseline(flags.files, baseline, whole) << std::flush;
  return exit_code(whole);
}

int judge_target(Flags& flags) {
  check_target(flags.target);
  check_outputs(flags.files);
  // What is wrong with it is told before anything is asked.
  const Baseline baseline = read_baseline(flags.files);
  recall(flags);
  heed_interrupts();
  flags.options.interrupted = &interrupted;
  ProgressLine line(std::cerr, commands::redraws(STDERR_FILENO)
                                   ? std::optional(commands::columns(STDERR_FILENO).value_or(80))
                                   : std::nullopt);
  // A wait is told with --quiet, too: a minute without a word looks like a hang.
  flags.options.progress = [&](const Progress& progress) {
    if (progress.waiting) {
      line.waiting(progress.doing, *progress.waiting,
                   progress.waiting_in_all.value_or(*progress.waiting));
    } else if (!flags.quiet) {
      line.show(progress.requests, progress.planned, progress.doing);
    }
  };
  Report report = run(flags.target, flags.options);
  line.clear();
  return tell(flags, baseline, std::move(report));
}

int judge_recording(Flags& flags, bool revision_given) {
  check_outputs(flags.files);
  const Baseline baseline = read_baseline(flags.files);
  RecordingVerdict verdict =
      judge_bytes(flags, revision_given, read_file("judge", flags.recording));
  flags.target = std::move(verdict.target);
  return tell(flags, baseline, std::move(verdict.report));
}

int follow_recording(Flags& flags, bool revision_given) {
  check_outputs(flags.files);
  if (output_is_taken(flags.files)) {
    throw UsageError("--follow: expected reports in files, found one for standard output");
  }
  const Baseline baseline = read_baseline(flags.files);
  const ConsoleStyle style{.color = commands::wants_color(flags.color, STDOUT_FILENO),
                           .verbose = flags.verbose,
                           .columns = commands::columns(STDOUT_FILENO),
                           .har = flags.har()};
  auto verdict = follow(flags, revision_given, baseline, style);
  if (!verdict) {
    std::cerr << "the target could not be judged: " << flags.recording << " was no recording\n";
    return not_judged;
  }
  flags.target = std::move(verdict->target);
  const Report& whole = verdict->report;
  apply(verdict->report, baseline);
  std::optional<Report> bare;
  if (flags.files.no_bodies) bare = without_bodies(whole);
  const Report& report = bare ? *bare : whole;
  if (report.count(Outcome::skipped) == report.checks.size()) {
    std::cout << console_text(report, style) << std::flush;
  } else {  // what failed was told when it was found
    std::cout << (flags.quiet ? "" : remarks_text(report, style)) << verdict_text(report, style)
              << std::flush;
  }
  write_outputs(flags, report);
  std::cout << keep_baseline(flags.files, baseline, whole) << std::flush;
  return exit_code(whole);
}

std::string for_people(const std::string& list) { return commands::list_for(STDOUT_FILENO, list); }

int list_revisions(const Flags& flags) {
  using schemas::Revision;
  const auto published = schemas::parse(schemas::openapi_text(Revision::published));
  const auto upstream = schemas::parse(schemas::openapi_text(Revision::upstream));
  const auto found = differences(published.root(), upstream.root());
  std::cout << (flags.revisions_format == "json"       ? differences_json(found)
                : flags.revisions_format == "markdown" ? differences_markdown(found)
                                                       : for_people(differences_text(found)));
  return 0;
}

constexpr const char* footer =
    "Examples:\n"
    "  SP_API_TOKEN=… sp-contract --base-url https://HOST/api/v1 --run-id 9338\n"
    "  sp-contract --run-id 9338 --filter getDiff --html report.html\n"
    "  sp-contract --run-id 9338 --github --baseline known.json --update\n"
    "  sp-contract judge run.har\n"
    "\n"
    "Exit codes:\n"
    "  0  all that was judged held, or is in the baseline\n"
    "  1  the contract is broken\n"
    "  2  wrong usage\n"
    "  3  the target could not be judged, or not to the end";

// The command line: the run, which has no name, and the commands besides it.
class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", std::string("sp-contract ") + version(),
                          "Print the version");
    app_.set_help_flag("-h,--help", "Print this help");
    describe_run(app_, flags_);
    judging_ = app_.add_subcommand("judge", "Judge what --har wrote, and ask nobody");
    judging_->add_option("FILE", flags_.recording, "A HAR file")->required()->option_text("FILE");
    judging_
        ->add_option("--base-url", flags_.recording_base_url,
                     "Of several deployments in the file, the one to judge")
        ->option_text("URL");
    judging_->add_flag("--follow", flags_.follow,
                       "Judge the file while it grows, and tell each finding when it is first "
                       "found, until the recorder or Ctrl-C ends it");
    describe_judging(*judging_, flags_);
    revisions_ = app_.add_subcommand(
        "revisions", "What a client has to change between the two revisions of the API");
    commands::take_words(*revisions_->add_option("--format", flags_.revisions_format, "How"),
                         {"text", "markdown", "json"});
    about_.add_to(app_, std::string("sp-contract ") + version());
    app_.footer(footer);  // the commands would have it, too, if they came after it
    commands::lay_out_help(app_);
  }

  // Throws what parsing and the commands throw.
  int run(int argc, char** argv) {
    app_.parse(argc, argv);
    if (const auto text = about_.text()) {
      std::cout << *text;
      return 0;
    }
    // Needs no target, nor anything from the environment.
    if (revisions_->parsed()) return list_revisions(flags_);
    complete(flags_);
    if (judging_->parsed()) {
      const auto given = judging_->count("--revision") + app_.count("--revision");
      return flags_.follow ? follow_recording(flags_, given > 0)
                           : judge_recording(flags_, given > 0);
    }
    if (flags_.list) {
      std::cout << (flags_.list_format == "markdown" ? list_markdown(flags_.options)
                                                     : for_people(list_text(flags_.options)));
      return 0;
    }
    if (flags_.plan) {
      recall(flags_);
      std::cout << for_people(plan_text(flags_.target, flags_.options));
      return 0;
    }
    return judge_target(flags_);
  }

  int explain(const CLI::ParseError& error) const {
    if (error.get_exit_code() == 0) return app_.exit(error);  // --help, --version
    std::cerr << commands::mistake(app_, error);
    return wrong_usage;
  }

 private:
  CLI::App app_{
      "Checks that a deployment of the CCExtractor Sample Platform's API keeps its contract.",
      "sp-contract"};
  CLI::App* judging_ = nullptr;
  CLI::App* revisions_ = nullptr;
  commands::About about_;
  Flags flags_;
};

int parse_and_obey(int argc, char** argv) {
  CommandLine line;
  try {
    return line.run(argc, argv);
  } catch (const CLI::ParseError& error) {
    return line.explain(error);
  } catch (const UsageError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const schemas::FileError& error) {
    std::cerr << error.what() << '\n';
    return wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "the target could not be judged: " << error.what() << '\n';
    return not_judged;
  }
}

}  // namespace

int run_command_line(int argc, char** argv) {
  const int code = parse_and_obey(argc, argv);
  std::cout.flush();
  if (std::cout) return code;
  if (code != wrong_usage) std::cerr << "standard output cannot be written\n";
  return wrong_usage;
}

}  // namespace sp::contract
