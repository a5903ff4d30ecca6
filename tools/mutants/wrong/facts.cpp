// One operation that takes its facts from elsewhere: a table that lags, a column of the wrong name,
// a join that loses rows.
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/other_facts.h"

namespace sp::mutants {

namespace {

template <typename Change>
void each_run(Json& scenario, const Change& change) {
  for (Json& run : scenario.at("runs")) change(run);
}
template <typename Change>
void each_test(Json& scenario, const Change& change) {
  for (Json& test : scenario.at("regression_tests")) change(test);
}
template <typename Change>
void each_result(Json& scenario, const Change& change) {
  each_run(scenario, [&](Json& run) {
    if (!run.contains("results")) return;
    for (Json& result : run["results"]) change(result);
  });
}
template <typename Change>
void each_output(Json& scenario, const Change& change) {
  each_result(scenario, [&](Json& result) {
    if (!result.contains("outputs")) return;
    for (Json& output : result["outputs"]) change(output);
  });
}

void newest_run_missing(Json& s) { s["runs"].erase(s["runs"].size() - 1); }
void oldest_run_missing(Json& s) { s["runs"].erase(0); }
void last_result_missing(Json& s) {
  each_run(s, [](Json& run) {
    if (run.contains("results") && !run["results"].empty())
      run["results"].erase(run["results"].size() - 1);
  });
}
void first_result_missing(Json& s) {
  each_run(s, [](Json& run) {
    if (run.contains("results") && !run["results"].empty()) run["results"].erase(0);
  });
}
void passes_missing(Json& s) {
  each_run(s, [](Json& run) { run.erase("unlisted"); });
}
void no_results(Json& s) {
  each_run(s, [](Json& run) {
    run.erase("results");
    run.erase("unlisted");
  });
}
void all_tests(Json& s) {
  each_run(s, [](Json& run) { run.erase("regression_tests"); });
}
void created_is_started(Json& s) {
  each_run(s, [](Json& run) {
    if (run.contains("started_at") && run["started_at"].is_string())
      run["created_at"] = run["started_at"];
  });
}
void never_completed(Json& s) {
  each_run(s, [](Json& run) { run["completed_at"] = nullptr; });
}
void never_started(Json& s) {
  each_run(s, [](Json& run) {
    run["started_at"] = nullptr;
    run["completed_at"] = nullptr;
  });
}
void platforms_swapped(Json& s) {
  each_run(s,
           [](Json& run) { run["platform"] = run["platform"] == "linux" ? "windows" : "linux"; });
}
void one_platform(Json& s) {
  each_run(s, [](Json& run) { run["platform"] = "linux"; });
}
void one_branch(Json& s) {
  each_run(s, [](Json& run) { run["branch"] = "master"; });
}
void no_branch(Json& s) {
  each_run(s, [](Json& run) { run["branch"] = nullptr; });
}
void branch_cut(Json& s) {
  each_run(s, [](Json& run) {
    if (run["branch"].is_string()) run["branch"] = run["branch"].get<std::string>().substr(0, 6);
  });
}
void commit_before(Json& s) {
  Json before = s["runs"][0]["commit_sha"];
  each_run(s, [&](Json& run) { std::swap(before, run["commit_sha"]); });
}
void no_commit(Json& s) {
  each_run(s, [](Json& run) { run["commit_sha"] = nullptr; });
}
void all_completed(Json& s) {
  each_run(s, [](Json& run) { run["state"] = "completed"; });
}
void all_testing(Json& s) {
  each_run(s, [](Json& run) { run["state"] = "testing"; });
}
void canceled_completed(Json& s) {
  each_run(s, [](Json& run) {
    if (run["state"] == "canceled") run["state"] = "completed";
  });
}
void started_by_nobody(Json& s) {
  each_run(s, [](Json& run) { run.erase("triggered_by"); });
}
void no_messages(Json& s) {
  each_run(s, [](Json& run) { run.erase("message"); });
}

void no_exit_codes(Json& s) {
  each_result(s, [](Json& result) { result["exit_code"] = nullptr; });
}
void exit_codes_0(Json& s) {
  each_result(s, [](Json& result) { result["exit_code"] = 0; });
}
void exit_codes_1(Json& s) {
  each_result(s, [](Json& result) {
    if (result.value("exit_code", Json()) != Json(0)) result["exit_code"] = 1;
  });
}
void run_times_doubled(Json& s) {
  each_result(s, [](Json& result) {
    if (result.contains("runtime_ms")) result["runtime_ms"] = 2 * result["runtime_ms"].get<int>();
  });
}
void run_times_in_seconds(Json& s) {
  each_result(s, [](Json& result) {
    if (result.contains("runtime_ms"))
      result["runtime_ms"] = result["runtime_ms"].get<int>() / 1000;
  });
}
void no_run_times(Json& s) {
  each_result(s, [](Json& result) { result.erase("runtime_ms"); });
}
void all_outputs_match(Json& s) {
  each_result(s, [](Json& result) { result.erase("outputs"); });
}
void first_output_only(Json& s) {
  each_result(s, [](Json& result) {
    if (result.contains("outputs") && result["outputs"].size() > 1)
      result["outputs"] = Json::array({result["outputs"][0]});
  });
}
void missing_matches(Json& s) {
  each_result(s, [](Json& result) {
    if (!result.contains("outputs")) return;
    Json kept = Json::array();
    for (const Json& output : result["outputs"]) {
      if (!output.contains("missing")) kept.push_back(output);
    }
    result["outputs"] = kept;
  });
}
void differing_missing(Json& s) {
  each_output(s, [](Json& output) {
    if (output.contains("actual")) output = Json{{"id", output["id"]}, {"missing", true}};
  });
}
void no_stated(Json& s) {
  each_result(s, [](Json& result) { result.erase("state"); });
}

void no_variants(Json& s) {
  each_test(s, [](Json& test) {
    for (Json& output : test["outputs"]) output.erase("variants");
  });
}
void no_baselines(Json& s) {
  each_test(s, [](Json& test) {
    for (Json& output : test["outputs"]) output["expected"] = nullptr;
  });
}
void first_variant_is_baseline(Json& s) {
  each_test(s, [](Json& test) {
    for (Json& output : test["outputs"]) {
      if (output.contains("variants") && !output["variants"].empty())
        std::swap(output["expected"], output["variants"][0]);
    }
  });
}
void no_expected_codes(Json& s) {
  each_test(s, [](Json& test) { test["expected_exit_code"] = nullptr; });
}
void expected_codes_0(Json& s) {
  each_test(s, [](Json& test) { test["expected_exit_code"] = 0; });
}
void samples_swapped(Json& s) {
  Json& tests = s["regression_tests"];
  std::swap(tests[0]["sample_id"], tests[tests.size() - 1]["sample_id"]);
  std::swap(tests[0]["sample_name"], tests[tests.size() - 1]["sample_name"]);
}
void names_of_neighbours(Json& s) {
  std::map<Json, Json> names;  // by sample
  each_test(s, [&](const Json& test) { names[test["sample_id"]] = test["sample_name"]; });
  each_test(s, [&](Json& test) {
    const auto next = names.upper_bound(test["sample_id"]);
    test["sample_name"] = (next == names.end() ? names.begin() : next)->second;
  });
}
void commands_of_neighbours(Json& s) {
  Json before = s["regression_tests"].back()["command"];
  each_test(s, [&](Json& test) { std::swap(before, test["command"]); });
}
void categories_turned(Json& s) {
  each_test(s, [](Json& test) {
    if (test.contains("categories"))
      std::reverse(test["categories"].begin(), test["categories"].end());
  });
}
void first_category(Json& s) {
  each_test(s, [](Json& test) {
    if (test.contains("categories") && test["categories"].size() > 1)
      test["categories"] = Json::array({test["categories"][0]});
  });
}
void no_categories(Json& s) {
  each_test(s, [](Json& test) { test.erase("categories"); });
}
void no_tags(Json& s) {
  each_test(s, [](Json& test) { test.erase("tags"); });
}

struct Facts {
  const char* name;
  const char* does;
  void (*edit)(Json& scenario);
};

constexpr Facts tables[] = {
    {"newest_run", "has not seen the newest run", newest_run_missing},
    {"oldest_run", "has forgotten the oldest run", oldest_run_missing},
    {"last_result", "has not seen the last result of each run", last_result_missing},
    {"first_result", "has lost the first result of each run", first_result_missing},
    {"passes", "knows results that are in the table of failures only", passes_missing},
    {"no_results", "knows runs, but no results", no_results},
    {"all_tests", "takes all tests for tests of each run", all_tests},
    {"created_is_started", "takes the start of a run for its creation", created_is_started},
    {"never_completed", "knows no end of a run", never_completed},
    {"never_started", "knows no times of a run but its creation", never_started},
    {"platforms_swapped", "confuses the platforms", platforms_swapped},
    {"one_platform", "knows one platform", one_platform},
    {"one_branch", "takes each run for one of master", one_branch},
    {"no_branch", "knows no branches", no_branch},
    {"branch_cut", "cuts branches to six characters", branch_cut},
    {"commit_before", "tells the commit of the run before", commit_before},
    {"no_commit", "knows no commits", no_commit},
    {"all_completed", "takes each run for completed", all_completed},
    {"all_testing", "takes each run for one under way", all_testing},
    {"canceled_completed", "takes canceled runs for completed", canceled_completed},
    {"started_by_nobody", "does not know who started a run", started_by_nobody},
    {"no_messages", "knows no messages", no_messages},
    {"no_exit_codes", "knows no exit codes", no_exit_codes},
    {"exit_codes_0", "takes each exit code for 0", exit_codes_0},
    {"exit_codes_1", "takes each exit code that is not 0 for 1", exit_codes_1},
    {"run_times_doubled", "adds run times twice", run_times_doubled},
    {"run_times_in_seconds", "tells run times in seconds", run_times_in_seconds},
    {"no_run_times", "knows no run times", no_run_times},
    {"all_outputs_match", "takes each output for one that matches", all_outputs_match},
    {"first_output_only", "looks at the first output of a result only", first_output_only},
    {"missing_matches", "takes a missing output for one that matches", missing_matches},
    {"differing_missing", "takes an output that differs for a missing one", differing_missing},
    {"no_stated", "takes skipped results for ones that ran", no_stated},
    {"no_variants", "knows no accepted variants", no_variants},
    {"no_baselines", "knows no baselines", no_baselines},
    {"first_variant", "takes the first variant for the baseline", first_variant_is_baseline},
    {"no_expected_codes", "expects no exit codes", no_expected_codes},
    {"expected_codes_0", "expects each exit code to be 0", expected_codes_0},
    {"samples_swapped", "confuses the samples of two tests", samples_swapped},
    {"names_of_neighbours", "tells the name of another sample", names_of_neighbours},
    {"commands_of_neighbours", "tells the command of another test", commands_of_neighbours},
    {"categories_turned", "has categories in another order", categories_turned},
    {"first_category", "knows the first category of a test only", first_category},
    {"no_categories", "knows no categories", no_categories},
    {"no_tags", "knows no tags", no_tags},
};

}  // namespace

Wrongs wrong_facts(const std::string& scenario, schemas::Revision) {
  Wrongs made;
  for (const std::string& operation : operations()) {
    for (const Facts& row : tables) {
      made.push_back({fmt::format("{}/implementation/facts/{}", operation, row.name), row.does,
                      answering_from(scenario, operation, row.edit)});
    }
  }
  return made;
}

}  // namespace sp::mutants
