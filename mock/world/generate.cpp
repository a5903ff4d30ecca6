#include "world/generate.h"

#include <array>
#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "world/chance.h"

namespace sp::mock {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Instant first_run_at =
    std::chrono::sys_days(std::chrono::year(2020) / std::chrono::January / 1);
constexpr hours between_runs{2};
constexpr int most_lines = 5;

constexpr std::array<std::string_view, 4> commands = {
    "--autoprogram --out=srt --latin1", "--autoprogram --out=ttxt --latin1", "--out=srt --utf8",
    "--autoprogram --out=sami --latin1"};
constexpr std::array<std::string_view, 4> categories = {"General", "DVB", "Teletext", "XDS"};

// What chance is asked about; each question has numbers of its own.
enum class Question : std::uint64_t { fails, since, missing, flakes, runtime, commit, text };

double ask(const GeneratorSettings& settings, Question question, std::int64_t test,
           std::int64_t run = 0) {
  const std::uint64_t place =
      mixed(static_cast<std::uint64_t>(test) << 32 ^ static_cast<std::uint64_t>(run)) ^
      mixed(static_cast<std::uint64_t>(question));
  return chance(settings.seed, place);
}

// The place of a text in the world, for each way in which a test's output may come out.
enum class Version { expected, failing, flaky };

std::string text_of(const GeneratorSettings& settings, std::int64_t test, Version version) {
  const int lines = 2 + static_cast<int>(ask(settings, Question::text, test) * most_lines);
  std::string text;
  for (int i = 1; i <= lines; ++i) {
    std::string_view words = "nothing to see";
    if (i == lines && version == Version::failing) words = "NOTHING TO SEE";
    if (i == lines && version == Version::flaky) words = "nothing to s";
    text += fmt::format("{}\n00:00:{:02},000 --> 00:00:{:02},900\n{}, caption {} of test {}\n\n", i,
                        i, i, words, i, settings.first_test + test);
  }
  return text;
}

RegressionTest test_at(const GeneratorSettings& settings, std::int64_t place,
                       WorldBuilder& builder) {
  RegressionTest test;
  test.id = static_cast<Id>(settings.first_test + place);
  test.sample_id = static_cast<Id>(settings.first_sample + place % settings.samples);
  test.sample_name = fmt::format("generated-{}", test.sample_id);
  const auto kind = static_cast<std::size_t>(place) % commands.size();
  test.command = commands[kind];
  test.categories = {std::string(categories[kind])};
  test.expected_exit_code = 0;
  Output output;
  output.id = static_cast<Id>(settings.first_output + place);
  output.expected = builder.add_text(Text::of(text_of(settings, place, Version::expected)));
  output.filename = builder.text(output.expected).sha256 + ".srt";
  test.outputs.push_back(std::move(output));
  return test;
}

// A test that fails does so from some run on, always in the same way: a regression.
bool has_regressed(const GeneratorSettings& settings, std::int64_t test, std::int64_t run) {
  return ask(settings, Question::fails, test) < settings.failure_rate &&
         static_cast<double>(run) >=
             ask(settings, Question::since, test) * static_cast<double>(settings.runs);
}

ResultFact result_of(const GeneratorSettings& settings, std::int64_t test, std::int64_t run,
                     const std::vector<std::array<Index, 2>>& wrong_texts) {
  ResultFact fact;
  fact.regression_id = static_cast<Id>(settings.first_test + test);
  fact.exit_code = 0;
  fact.runtime_ms =
      500 + static_cast<std::int32_t>(ask(settings, Question::runtime, test, run) * 5000);
  const Id output = static_cast<Id>(settings.first_output + test);
  const auto& wrong = wrong_texts[static_cast<std::size_t>(test)];
  if (ask(settings, Question::missing, test, run) < settings.missing_rate) {
    fact.outputs.push_back({output, no_index});
  } else if (has_regressed(settings, test, run)) {
    fact.outputs.push_back({output, wrong[0]});
  } else if (ask(settings, Question::flakes, test, run) < settings.flake_rate) {
    fact.outputs.push_back({output, wrong[1]});
  }
  return fact;
}

// Two runs, one a platform, for each commit.
StatedRun run_at(const GeneratorSettings& settings, std::int64_t place) {
  StatedRun run;
  run.id = static_cast<Id>(settings.first_run + place);
  run.state = RunState::completed;
  run.platform = place % 2 == 0 ? Platform::linux : Platform::windows;
  run.branch = place / 2 % 3 == 2 ? "pull_request" : "master";
  std::string commit;
  for (std::int64_t part = 0; part < 3; ++part) {
    const double bits = ask(settings, Question::commit, place / 2, part);
    commit += fmt::format("{:014x}", static_cast<std::uint64_t>(bits * 0x1.0p53));
  }
  run.commit_sha = commit.substr(0, 40);
  run.triggered_by = "generated";
  run.message = "Ran all tests";
  run.created_at = first_run_at + place * between_runs;
  run.started_at = run.created_at + minutes(2);
  run.completed_at = run.created_at + minutes(40);
  return run;
}

}  // namespace

void generate_tests(const GeneratorSettings& settings, WorldBuilder& builder) {
  for (std::int64_t i = 0; i < settings.tests; ++i) builder.add_test(test_at(settings, i, builder));
}

void generate_runs(const GeneratorSettings& settings, WorldBuilder& builder) {
  std::vector<Id> tests;
  std::vector<std::array<Index, 2>> wrong_texts;
  for (std::int64_t i = 0; i < settings.tests; ++i) {
    tests.push_back(static_cast<Id>(settings.first_test + i));
    wrong_texts.push_back({builder.add_text(Text::of(text_of(settings, i, Version::failing))),
                           builder.add_text(Text::of(text_of(settings, i, Version::flaky)))});
  }
  for (std::int64_t run = 0; run < settings.runs; ++run) {
    RunFact fact;
    fact.run = run_at(settings, run);
    fact.tests = tests;
    for (std::int64_t test = 0; test < settings.tests; ++test) {
      fact.results.push_back(result_of(settings, test, run, wrong_texts));
    }
    builder.add_run(std::move(fact));
  }
}

}  // namespace sp::mock
