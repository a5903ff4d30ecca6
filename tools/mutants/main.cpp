// sp-mutants: how much of the contract the suite really notices. Makes mutants of a few
// worlds, holds the suite against each, and tells which none of its rules noticed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fnmatch.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "mutants/equivalents.h"
#include "mutants/generate.h"
#include "mutants/matrix.h"
#include "mutants/run.h"

namespace sp::mutants {

namespace {

struct World {
  const char* scenario;
  std::int64_t run;
};

// Together they have every member of every answer, in every kind of value.
constexpr World worlds[] = {{"distinct-ids", 5004}, {"production-june-2026", 9339}};
constexpr schemas::Revision revisions[] = {schemas::Revision::published,
                                           schemas::Revision::upstream};

struct Arguments {
  std::vector<std::string> filters;
  std::string scenario;
  std::string revision;
  std::string show;
  std::string json;
  std::string equivalents = SP_SOURCE_DIR "/tools/mutants/equivalent.json";
  unsigned jobs = 2;
  std::uint64_t nights = 1;
  std::optional<std::size_t> most_unreached;
  bool implementations = false;
  bool list = false;
  bool quiet = false;
};

bool chosen(const Arguments& arguments, const Mutant& mutant) {
  if (!arguments.show.empty()) return mutant.name == arguments.show;
  if (arguments.filters.empty()) return true;
  return std::any_of(arguments.filters.begin(), arguments.filters.end(), [&](const auto& glob) {
    return ::fnmatch(glob.c_str(), mutant.name.c_str(), 0) == 0;
  });
}

void show(const contract::Report& report, const Result& result) {
  fmt::print("{} {}: {}\n  {}\n", schemas::to_string(result.revision), result.world,
             result.mutant->name, result.fault);
  if (result.fate == Fate::unreached) fmt::print("  not reached: {}\n", result.why);
  if (!result.changed.empty())
    fmt::print("  by seed {}, answered otherwise:\n    {}\n", result.night,
               fmt::join(result.changed, "\n    "));
  if (report.unjudgeable) fmt::print("  unjudgeable: {}\n", *report.unjudgeable);
  for (const contract::Check& check : report.checks) {
    for (const contract::Finding& finding : check.findings) {
      fmt::print("  {}  {} {}{}{}\n    expected {}\n    found    {}\n", check.id, finding.method,
                 finding.path, finding.pointer.empty() ? "" : " at ", finding.pointer,
                 finding.expected, finding.actual);
    }
  }
}

// The mutants stay where they are made, for results point at them.
struct Judged {
  std::vector<Mutants> made;
  std::vector<Result> results;
  std::size_t chosen = 0;
};

void judge(const World& row, schemas::Revision revision, const Arguments& arguments,
           Judged& judged) {
  const auto world = mock::Scenario::bundled(row.scenario);
  const Truth truth = truth_of(world, revision, row.run);
  const Mutants& made = judged.made.emplace_back(
      arguments.implementations ? mutants_of_implementations(truth) : mutants_of(truth));
  std::vector<const Mutant*> wanted;
  for (const Mutant& mutant : made) {
    if (chosen(arguments, mutant)) wanted.push_back(&mutant);
  }
  judged.chosen += wanted.size();
  if (arguments.list) {
    for (const Mutant* mutant : wanted)
      fmt::print("{} {}: {}\n", schemas::to_string(revision), row.scenario, mutant->name);
    return;
  }
  auto results = run_all(world, truth, wanted, arguments.jobs, arguments.nights);
  for (const Result& result : results) {
    if (!arguments.show.empty())
      show(report_on(world, truth, *result.mutant, result.night), result);
  }
  std::move(results.begin(), results.end(), std::back_inserter(judged.results));
}

void write_json(const std::string& file, const std::vector<Result>& results) {
  std::ofstream out(file);
  out << to_json(results).dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
  if (!out) throw std::runtime_error("cannot write " + file);
}

// Globs of the table that name nothing: what they excused is gone.
void warn_of_stale(const std::vector<Equivalent>& table, const Arguments& arguments) {
  if (!arguments.filters.empty() || !arguments.scenario.empty() || !arguments.revision.empty() ||
      arguments.implementations)
    return;
  for (const Equivalent& row : table) {
    if (row.matched == 0) fmt::print("equivalent.json: '{}' matches no mutant\n", row.glob);
  }
}

int run(const Arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  auto table = read_equivalents(arguments.equivalents);
  Judged judged;
  judged.made.reserve(std::size(worlds) * std::size(revisions));
  bool any = false;
  for (const World& world : worlds) {
    for (const schemas::Revision revision : revisions) {
      if (!arguments.scenario.empty() && arguments.scenario != world.scenario) continue;
      if (!arguments.revision.empty() && arguments.revision != schemas::to_string(revision))
        continue;
      judge(world, revision, arguments, judged);
      any = true;
    }
  }
  if (!any) throw std::runtime_error("--scenario or --revision: no world of that name");
  if (judged.chosen == 0) throw std::runtime_error("no mutant has such a name: see --list");
  if (arguments.list || !arguments.show.empty()) return 0;
  auto& results = judged.results;
  mark_equivalents(table, results);
  if (!arguments.json.empty()) write_json(arguments.json, results);
  fmt::print("{}", matrix(results));
  if (!arguments.quiet) fmt::print("{}\n", survivors(results));
  warn_of_stale(table, arguments);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  fmt::print("{}, {:.1f} s in all\n", totals(results), took.count());
  const std::size_t unreached = count_of(results, Fate::unreached);
  const bool asks_less = arguments.most_unreached && unreached > *arguments.most_unreached;
  if (asks_less) {
    fmt::print("{} mutants were not reached, {} at most may be: the suite asks less than it did\n",
               unreached, *arguments.most_unreached);
  }
  return asks_less || count_of(results, Fate::survived) > 0 ? 1 : 0;
}

}  // namespace

}  // namespace sp::mutants

int main(int argc, char** argv) {
  sp::mutants::Arguments arguments;
  CLI::App app("Holds the contract suite against deployments that each break one thing.");
  app.add_option("--filter", arguments.filters, "Only mutants whose names match the glob");
  app.add_option("--scenario", arguments.scenario, "Only mutants of this world");
  app.add_option("--revision", arguments.revision, "Only mutants of this revision")
      ->check(CLI::IsMember({"published", "upstream"}));
  app.add_option("--show", arguments.show, "The fault of one mutant, and what the suite found");
  app.add_option("--json", arguments.json, "Write everything to a file");
  app.add_option("--jobs", arguments.jobs, "How many at a time, 2 unless told");
  app.add_option(
      "--nights", arguments.nights,
      "In how many nights each may be noticed, by the seeds from 1 on; unless told, in one "
      "run that draws nothing");
  app.add_option("--equivalents", arguments.equivalents, "The table of equivalent mutants");
  app.add_option("--most-unreached", arguments.most_unreached,
                 "Fail when the suite asks nothing that would meet more mutants than this");
  app.add_flag("--implementations", arguments.implementations,
               "Implementations that are wrong behind their endpoints, instead of faults");
  app.add_flag("--list", arguments.list, "Only their names");
  app.add_flag("--quiet", arguments.quiet, "The matrix and the totals only");
  CLI11_PARSE(app, argc, argv);
  try {
    return sp::mutants::run(arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "sp-mutants: {}\n", error.what());
    return 2;
  }
}
