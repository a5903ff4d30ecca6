#include "cli/flags.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/nearest.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "commands/mistakes.h"

namespace sp::contract {

namespace {

constexpr std::int64_t largest = 2147483647;

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The blanks around a token in a file, and the end of its line, are not part of it.
std::string token_from(const std::string& file) {
  errno = 0;
  std::ifstream in(file);
  std::string token;
  if (!std::getline(in, token)) {
    throw UsageError(
        fmt::format("--token-file: expected a file with a token in its first line, "
                    "found {}: {}",
                    file, errno != 0 ? std::strerror(errno) : "an empty file"));
  }
  token = std::string(schemas::trimmed(token));
  if (token.empty()) {
    throw UsageError(fmt::format(
        "--token-file: expected a token in the first line of {}, found an empty line", file));
  }
  return token;
}

// "K: V", neither of which can end a line. What it holds may be a secret: it is not shown.
std::pair<std::string, std::string> header_from(const std::string& text) {
  const auto colon = text.find(':');
  const bool printable =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
  const std::string name = text.substr(0, colon);
  if (colon == std::string::npos || name.empty() || name.find(' ') != std::string::npos ||
      !printable) {
    throw UsageError("--header: expected 'NAME: VALUE', found no such pair");
  }
  const auto value = text.find_first_not_of(" \t", colon + 1);
  return {name, value == std::string::npos ? "" : text.substr(value)};
}

// Digits only, read as decimal. CLI11 takes a leading zero for octal, and from 2.4 on "true" for 1.
CLI::Validator decimal() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        if (!schemas::is_digits(text)) {
          return fmt::format("expected decimal digits, found '{}'", text);
        }
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        return "";
      },
      "");
}

// The same, with a fraction or without.
CLI::Validator decimal_fraction() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        std::string digits = text;
        if (const auto point = digits.find('.'); point != std::string::npos) digits.erase(point, 1);
        return schemas::is_digits(digits)
                   ? ""
                   : fmt::format("expected a decimal number such as 2.5, found '{}'", text);
      },
      "");
}

// A text that may stand in an attribute of XML as it is written.
CLI::Validator name_of_suites() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        constexpr std::size_t most = 200;
        const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
        const bool fine = !text.empty() && text.size() <= most && schemas::is_utf8(text) &&
                          std::none_of(text.begin(), text.end(), control);
        return fine ? "" : "expected 1 to 200 bytes of text on one line";
      },
      "");
}

constexpr const char* latest = "latest";

CLI::Validator run_id() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        const auto number = schemas::is_digits(text) ? schemas::number_in(text) : std::nullopt;
        const bool fine = text == latest || (number && *number >= 1 && *number <= largest);
        return fine ? ""
                    : fmt::format("expected decimal digits for 1 to {}, or {}, found '{}'", largest,
                                  latest, text);
      },
      "");
}

void add_id(CLI::App& app, const char* name, std::optional<std::int64_t>& id, const char* meaning) {
  app.add_option(name, id, meaning)
      ->option_text("N")
      ->transform(decimal())
      ->check(CLI::Range(std::int64_t{1}, largest));
}

void describe_target(CLI::App& app, Flags& flags) {
  app.option_defaults()->group("What to judge");
  app.add_option("--base-url", flags.target.base_url,
                 "The deployment's URL, with the API's base path; else it is taken from "
                 "$SP_BASE_URL")
      ->option_text("URL");
  app.add_option("--token-file", flags.token_file,
                 "A file with the token; else it is taken from $SP_API_TOKEN")
      ->option_text("FILE");
  app.add_option("--run-id", flags.run_ids,
                 "A run that the deployment has; of several, the one that shows the most is asked "
                 "about. latest is the newest of --sample-id's history, as is no --run-id")
      ->option_text("N|latest")
      ->check(run_id());
  add_id(app, "--sample-id", flags.target.sample_id, "A sample that the run has a result for");
  add_id(app, "--regression-id", flags.target.regression_id, "A regression test of the sample");
  add_id(app, "--output-id", flags.target.output_id, "An output of the regression test");
}

void describe_limits(CLI::App& app, Flags& flags) {
  app.option_defaults()->group("How long and how much to ask");
  app.add_option("--timeout", flags.timeout_seconds, "Seconds to wait for the deployment")
      ->option_text("SECONDS")
      ->transform(decimal_fraction())
      ->check(CLI::Range(0.001, 3600.0))
      ->capture_default_str();
  app.add_option("--deadline", flags.deadline_seconds,
                 "Seconds that the whole run may take, waits for windows included; then what was "
                 "answered is judged, and the exit code is 3 (120, unless --thorough, "
                 "--wait-for-window or --rate-limit-probe is given)")
      ->option_text("SECONDS")
      ->transform(decimal())
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  app.add_option("--wait-for-target", flags.wait_for_target_seconds,
                 "Seconds to wait for a deployment that is coming up; the deadline begins after it")
      ->option_text("SECONDS")
      ->transform(decimal())
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}));
  app.add_flag("--wait-for-window", flags.options.wait_for_window,
               "Wait for as many windows of the rate limit as it takes, and ask once more after "
               "the 429");
  app.add_option("--max-requests", flags.options.max_requests,
                 "The most requests to send with the token, but for the probe of the rate limit; "
                 "without it, two for each five of these")
      ->option_text("N")
      ->transform(decimal())
      ->check(CLI::Range(std::int64_t{1}, largest))
      ->capture_default_str();
  app.add_flag("--thorough", flags.options.thorough,
               "Ask more, over several windows of the rate limit: four times as many requests");
  auto* probe = app.add_flag("--rate-limit-probe", flags.limit_probe,
                             "Ask until the rate limit answers 429, which starves whoever shares "
                             "the token for the rest of the window; the default on this machine; "
                             "with --thorough, up to eight times the limit");
  app.add_flag("--no-rate-limit-probe", flags.no_limit_probe,
               "Never ask until the rate limit answers 429")
      ->excludes(probe);
}

void describe_asking(CLI::App& app, Flags& flags) {
  describe_limits(app, flags);
  app.option_defaults()->group("What else to ask");
  app.add_option("--seed", flags.seed,
                 "Draw what is asked of what does not fit into one run: a number, of which any "
                 "seven in a row ask all; day, which is another one each day; or what a report "
                 "told, which makes its requests again")
      ->option_text("SEED");
  app.add_option(
         "--memory", flags.memory,
         "A file that keeps what was asked: ask first what failed, what was never asked and "
         "what has changed")
      ->option_text("FILE");
  app.option_defaults()->group("How to connect");
  app.add_option("--header", flags.headers, "Send 'NAME: VALUE' with every request")
      ->option_text("LINE");
  app.add_option("--cacert", flags.options.ca_file, "Trust the certificates in a PEM file")
      ->option_text("FILE");
  app.add_flag("--insecure", flags.insecure, "Trust any certificate");
}

void describe_files(CLI::App& app, Flags& flags) {
  app.option_defaults()->group("Reports");
  const auto file = [&](const char* name, std::string& named, const char* meaning) {
    return app.add_option(name, named, meaning)->option_text("FILE");
  };
  file("--json", flags.files.json, "Write the report as JSON; - is standard output");
  file("--junit", flags.files.junit, "Write the report as JUnit XML");
  app.add_option("--name", flags.files.name,
                 "With --junit: a text for the suites' names, such as the name of the deployment")
      ->option_text("TEXT")
      ->check(name_of_suites());
  file("--html", flags.files.html, "Write the report as a page that needs nothing else");
  file("--har", flags.files.har, "Write what was sent and answered as HAR 1.2");
  app.add_flag("--no-bodies", flags.files.no_bodies,
               "Leave bodies, and what findings quote of them, out of all reports");
  app.add_flag("--github", flags.files.github,
               "Write annotations for GitHub Actions, and the job's summary");
  auto* quiet =
      app.add_flag("--quiet", flags.quiet, "Print failures, waits and the last line only");
  app.add_flag("--verbose", flags.verbose, "Name the checks that were not judged")->excludes(quiet);
  commands::take_words(*app.add_option("--color", flags.color,
                                       "Whether to print colours; auto heeds NO_COLOR, "
                                       "CLICOLOR_FORCE and TERM=dumb")
                            ->capture_default_str(),
                       {"auto", "always", "never"});
  app.option_defaults()->group("What is known");
  auto* baseline = file("--baseline", flags.files.baseline, "Findings in this file do not fail");
  app.add_flag("--update", flags.files.update_baseline,
               "With --baseline: add to the file what is new, and take out what is gone")
      ->needs(baseline);
  app.add_flag("--prune", flags.files.prune_baseline,
               "With --baseline: take out of the file what is gone")
      ->needs(baseline);
  file("--write-baseline", flags.files.write_baseline,
       "Write the findings to a file for --baseline");
}

}  // namespace

void describe_judging(CLI::App& app, Flags& flags) {
  app.option_defaults()->group("How to judge");
  app.add_option("--revision", flags.revision,
                 "The contract to judge by; auto takes the one that fits the first answer, both "
                 "tells which of them each endpoint follows")
      ->option_text("published|upstream|auto|both")
      ->capture_default_str();
  const auto globs = [&](const char* name, std::vector<std::string>& patterns,
                         const char* meaning) {
    app.add_option(name, patterns, meaning)->option_text("GLOB");
  };
  globs("--filter", flags.options.only,
        "Judge only checks that match: getDiff, '*.pagination', 'getDiff.diff.*'");
  globs("--exclude", flags.options.except, "Leave out checks that match");
  globs("--require", flags.options.require, "Checks that must be judged: a skip is a failure");
  app.add_flag("--strict", flags.options.strict, "Count what is only worth a note as a failure");
  describe_files(app, flags);
}

void describe_run(CLI::App& app, Flags& flags) {
  describe_target(app, flags);
  describe_judging(app, flags);
  describe_asking(app, flags);
  app.option_defaults()->group("Instead of asking");
  auto* list = app.add_flag("--list", flags.list, "Show the checks and send nothing");
  commands::take_words(
      *app.add_option("--format", flags.list_format, "With --list: how")->needs(list),
      {"text", "markdown"});
  app.add_flag("--plan", flags.plan, "Show the requests that would be sent and send nothing");
}

namespace {

Seed seed_from(const std::string& text) {
  if (text == "day") {
    return seed_of_day(
        std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now()));
  }
  if (const auto seed = parse_seed(text)) return *seed;
  throw UsageError(fmt::format(
      "--seed: expected a number, day, or what a report told, such as 12 or 12.03fa, found '{}'",
      text));
}

}  // namespace

void complete(Flags& flags) {
  if (!flags.seed.empty()) flags.options.seed = seed_from(flags.seed);
  if (!choose_revision(flags.options, flags.revision)) {
    throw UsageError(fmt::format(
        "--revision: expected published, upstream, auto or both, found '{}'{}", flags.revision,
        schemas::did_you_mean(flags.revision, {"published", "upstream", "auto", "both"})));
  }
  if (!(flags.timeout_seconds > 0)) throw UsageError("--timeout: expected a number of seconds");
  flags.options.timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(flags.timeout_seconds * 1000));
  if (flags.deadline_seconds) {
    flags.options.deadline = std::chrono::seconds(*flags.deadline_seconds);
  }
  flags.options.wait_for_target = std::chrono::seconds(flags.wait_for_target_seconds);
  if (flags.limit_probe) flags.options.rate_limit_probe = true;
  if (flags.no_limit_probe) flags.options.rate_limit_probe = false;
  flags.options.verify_tls = !flags.insecure;
  for (const std::string& header : flags.headers) {
    flags.options.headers.push_back(header_from(header));
  }
  for (const std::string& run : flags.run_ids) {
    if (run == latest) {
      flags.target.latest_run = true;
    } else {
      flags.target.run_ids.push_back(*schemas::number_in(run));
    }
  }
  if (flags.target.base_url.empty()) flags.target.base_url = from_environment("SP_BASE_URL");
  flags.target.token =
      flags.token_file.empty() ? from_environment("SP_API_TOKEN") : token_from(flags.token_file);
}

}  // namespace sp::contract
