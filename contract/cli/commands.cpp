#include "cli/commands.h"

#include <iostream>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <sp/schemas/api.h>
#include <sp/schemas/json_file.h>

#include "cli/flags.h"
#include "cli/listing.h"
#include "cli/outputs.h"
#include "cli/recording.h"
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

// A report on standard output leaves standard error to people.
bool output_is_taken(const ReportFiles& files) {
  return files.json == "-" || files.junit == "-" || files.html == "-" || files.har == "-" ||
         files.write_baseline == "-";
}

bool is_colored(const Flags& flags) {
  const bool taken = output_is_taken(flags.files);
  const bool terminal = ::isatty(taken ? STDERR_FILENO : STDOUT_FILENO) != 0;
  return flags.color == "always" || (flags.color == "auto" && terminal);
}

int tell(const Flags& flags, const Baseline& baseline, Report report) {
  const auto gone = apply(report, baseline);
  const ConsoleStyle style{.color = is_colored(flags), .quiet = flags.quiet, .har = flags.har()};
  (output_is_taken(flags.files) ? std::cerr : std::cout)
      << console_text(report, style, gone) << std::flush;
  remember(flags, report);
  write_outputs(flags, report);
  return exit_code(report);
}

int judge_target(Flags& flags) {
  check_target(flags.target);
  check_outputs(flags.files);
  // What is wrong with it is told before anything is asked.
  const Baseline baseline = read_baseline(flags.files);
  recall(flags);
  ProgressLine line(std::cerr, ::isatty(STDERR_FILENO) != 0);
  // A wait is told with --quiet, too: a minute without a word looks like a hang.
  flags.options.progress = [&](const Progress& progress) {
    if (progress.waiting) {
      line.waiting(*progress.waiting, progress.waiting_in_all.value_or(*progress.waiting));
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
  const ConsoleStyle style{.color = is_colored(flags), .har = flags.har()};
  auto verdict = follow(flags, revision_given, baseline, style.color);
  if (!verdict) {
    std::cerr << "the target could not be judged: " << flags.recording << " was no recording\n";
    return not_judged;
  }
  flags.target = std::move(verdict->target);
  apply(verdict->report, baseline);
  const Report& report = verdict->report;
  if (report.count(Outcome::skipped) == report.checks.size()) {
    std::cout << console_text(report, style) << std::flush;
  } else {  // what failed was told when it was found
    std::cout << (flags.quiet ? "" : remarks_text(report, style)) << verdict_text(report, style)
              << std::flush;
  }
  write_outputs(flags, report);
  return exit_code(report);
}

int list_revisions(const Flags& flags) {
  using schemas::Revision;
  const auto published = schemas::parse(schemas::openapi_text(Revision::published));
  const auto upstream = schemas::parse(schemas::openapi_text(Revision::upstream));
  const auto found = differences(published.root, upstream.root);
  std::cout << (flags.revisions_format == "json"       ? differences_json(found)
                : flags.revisions_format == "markdown" ? differences_markdown(found)
                                                       : differences_text(found));
  return 0;
}

// The commands besides the run, which has no name.
struct Subcommands {
  const CLI::App& judging;
  const CLI::App& revisions;
};

int obey(CLI::App& app, const Subcommands& commands, Flags& flags, int argc, char** argv) {
  app.parse(argc, argv);
  // Needs no target, nor anything from the environment.
  if (commands.revisions.parsed()) return list_revisions(flags);
  complete(flags);
  if (commands.judging.parsed()) {
    const auto given = commands.judging.count("--revision") + app.count("--revision");
    return flags.follow ? follow_recording(flags, given > 0) : judge_recording(flags, given > 0);
  }
  if (flags.list) {
    std::cout << (flags.list_format == "markdown" ? list_markdown(flags.options)
                                                  : list_text(flags.options));
    return 0;
  }
  if (flags.plan) {
    recall(flags);
    std::cout << plan_text(flags.target, flags.options);
    return 0;
  }
  return judge_target(flags);
}

}  // namespace

namespace {

int parse_and_obey(int argc, char** argv) {
  CLI::App app(
      "Checks that a deployment of the CCExtractor Sample Platform's API keeps its contract.",
      "sp-contract");
  app.set_version_flag("--version", std::string("sp-contract ") + version());
  app.footer(
      "Exit: 0 all held, 1 the contract is broken, 2 wrong usage, 3 the target could not be "
      "judged.");
  Flags flags;
  describe_run(app, flags);
  CLI::App& judging = *app.add_subcommand("judge", "Judge what --har wrote, and ask nobody");
  judging.add_option("FILE", flags.recording, "A HAR file")->required();
  judging.add_option("--base-url", flags.recording_base_url,
                     "Of several deployments in the file, the one to judge");
  judging.add_flag("--follow", flags.follow,
                   "Judge the file while it grows, and tell each finding when it is first found, "
                   "until the recorder or Ctrl-C ends it");
  describe_judging(judging, flags);
  CLI::App& revisions = *app.add_subcommand(
      "revisions", "What a client has to change between the two revisions of the API");
  revisions.add_option("--format", flags.revisions_format, "text, markdown or json")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
  try {
    return obey(app, {judging, revisions}, flags, argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
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
