#include "service/world_links.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <sp/schemas/api.h>

#include "api/lookup.h"

namespace sp::mock {

namespace {

constexpr std::size_t most_runs = 40;
constexpr std::size_t most_results = 12;
constexpr std::size_t most_samples = 100;

using PathIds = std::map<std::string_view, std::int64_t>;

// The path of an operation with its parameters filled in: those of the path, and those of the query
// that it requires.
std::string path_with(const schemas::Operation& operation, const PathIds& ids) {
  std::string path = operation.path;
  char before = '?';
  for (const schemas::Parameter& parameter : operation.parameters) {
    const auto id = ids.find(parameter.name);
    if (id == ids.end()) continue;
    const std::string name = "{" + parameter.name + "}";
    if (parameter.in == schemas::Parameter::In::path) {
      path.replace(path.find(name), name.size(), std::to_string(id->second));
    } else if (parameter.required) {
      path += fmt::format("{}{}={}", before, parameter.name, id->second);
      before = '&';
    }
  }
  return path;
}

class LinksOfWorld {
 public:
  explicit LinksOfWorld(const Snapshot& snapshot)
      : world_(snapshot.shown_world()),
        revision_(snapshot.revision),
        api_(schemas::Api::of(snapshot.revision)) {}

  LinkGroup of_run(const Run& run) const {
    const RunCounts& counts = run.counts;
    LinkGroup group{fmt::format("Run {}", run.id),
                    fmt::format("{}, {} of {} tests pass{}{}", to_string(run.status), counts.pass,
                                counts.total, run.branch ? ", " : "", run.branch.value_or("")),
                    {}};
    const PathIds id = {{"run_id", run.id}};
    group.links.push_back(link("getRunSummary", id, "counts of all results"));
    group.links.push_back(link("getErrorSummary", id, "errors in groups"));
    for (const Result* result : results_to_show(run)) add_result(run, *result, group.links);
    return group;
  }

  LinkGroup of_samples() const {
    const auto& samples = world_.samples();
    LinkGroup group{"Histories", "the results of a sample in all runs", {}};
    for (std::size_t i = 0; i < std::min(samples.size(), most_samples); ++i) {
      group.links.push_back(
          link("getSampleHistory", {{"sample_id", samples[i].id}},
               fmt::format("sample {}: {} results", samples[i].id, samples[i].history.size())));
    }
    return group;
  }

 private:
  Link link(std::string_view operation, const PathIds& ids, std::string about) const {
    return {std::string(operation), path_with(*api_.find(operation), ids), std::move(about)};
  }

  // The first ones that did not pass, then the first ones that did.
  std::vector<const Result*> results_to_show(const Run& run) const {
    std::vector<const Result*> shown;
    for (const bool passed : {false, true}) {
      for (const Result& result : world_.results(run)) {
        if (shown.size() == most_results) return shown;
        if ((result.status == ResultStatus::pass) == passed) shown.push_back(&result);
      }
    }
    return shown;
  }

  // The id by which a path names the result: in `published` that of its test or of its sample, of
  // which either may name another result. Nullopt if no path names it.
  std::optional<Id> id_in_path(const Run& run, const Result& result) const {
    const RegressionTest& test = world_.test_of(result);
    if (revision_ == schemas::Revision::upstream) return test.id;
    for (const Id id : {test.id, test.sample_id}) {
      if (find_result(world_, run, find_sample_or_test(revision_, world_, id)) == &result)
        return id;
    }
    return std::nullopt;
  }

  // Where only the hash of a text is known, two that differ have no diff.
  bool has_texts(const Result& result, std::size_t output) const {
    if (world_.output_status(result, output) != OutputStatus::diff_mismatch) return true;
    const Text* expected = world_.text(world_.outputs(result)[output].expected);
    const Text* actual = world_.actual(result, output);
    return expected && expected->content && actual && actual->content;
  }

  void add_result(const Run& run, const Result& result, std::vector<Link>& links) const {
    const RegressionTest& test = world_.test_of(result);
    if (const auto id = id_in_path(run, result)) {
      links.push_back(link("getRunSample",
                           {{"run_id", run.id}, {"sample_id", *id}, {"regression_test_id", *id}},
                           fmt::format("test {} of sample {}: {}", test.id, test.sample_id,
                                       to_string(result.status))));
    }
    const auto outputs = world_.outputs(result);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const OutputStatus status = world_.output_status(result, i);
      if (status == OutputStatus::match || !has_texts(result, i)) continue;
      links.push_back(
          link("getDiff",
               {{"run_id", run.id},
                {"sample_id", test.sample_id},
                {"regression_id", test.id},
                {"output_id", outputs[i].id}},
               fmt::format("output {} of test {}: {}", outputs[i].id, test.id, to_string(status))));
    }
  }

  const World& world_;
  const schemas::Revision revision_;
  const schemas::Api& api_;
};

// Those whose path has no names, so that it can be asked as it stands.
LinkGroup of_routes(const std::vector<CannedRoute>& routes) {
  LinkGroup group{"Routes", "canned answers of the scenario", {}};
  for (const CannedRoute& route : routes) {
    if (route.method != "GET" || route.path.find_first_of("{*") != std::string::npos) continue;
    group.links.push_back({"", route.path, fmt::format("canned, {}", route.status)});
  }
  return group;
}

}  // namespace

WorldLinks links_of(const Snapshot& snapshot) {
  const World& world = snapshot.shown_world();
  const LinksOfWorld links(snapshot);
  WorldLinks shown{{}, world.runs().size(), world.result_count(), world.samples().size()};
  const auto& runs = world.runs();
  for (auto run = runs.rbegin(); run != runs.rend() && shown.groups.size() < most_runs; ++run) {
    shown.groups.push_back(links.of_run(*run));
  }
  for (LinkGroup group : {links.of_samples(), of_routes(snapshot.scenario->settings.routes)}) {
    if (!group.links.empty()) shown.groups.push_back(std::move(group));
  }
  return shown;
}

}  // namespace sp::mock
