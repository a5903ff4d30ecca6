#include "import/scenario_json.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace sp::mock {

namespace {

using schemas::NewArray;
using schemas::NewObject;
using schemas::Value;

Value json(std::string_view text) { return {std::string(text), 0}; }
Value json(const std::string& text) { return {text, 0}; }
Value json(std::int64_t number) { return {number, 0}; }
Value json(bool flag) { return {flag, 0}; }
Value json(Instant instant) { return json(schemas::format_date_time(instant)); }
Value json(const MadeText& text);
Value json(const MadeOutput& output);
Value json(const MadeTest& test);
Value json(const MadeProduced& produced);
template <class T>
Value json(const std::optional<T>& value) {
  return value ? json(*value) : Value();
}
template <class T>
Value json(const std::vector<T>& items) {
  NewArray array;
  for (const T& item : items) array.push_back(json(item));
  return {std::move(array), 0};
}

// Builds an object member by member.
class Building {
 public:
  template <class T>
  Building& member(std::string_view name, const T& value) {
    object_.push_back({std::string(name), json(value)});
    return *this;
  }
  Building& member(std::string_view name, Value value) {
    object_.push_back({std::string(name), std::move(value)});
    return *this;
  }
  // Only a value that is there.
  template <class T>
  Building& told(std::string_view name, const std::optional<T>& value) {
    return value ? member(name, *value) : *this;
  }
  // Only a list that has items.
  template <class T>
  Building& list(std::string_view name, const std::vector<T>& items) {
    return items.empty() ? *this : member(name, items);
  }
  Value done() { return {std::move(object_), 0}; }

 private:
  NewObject object_;
};

Value json(const MadeText& text) {
  if (!text.content) return Building().told("sha256", text.sha256).done();
  if (!text.sha256) return json(*text.content);
  return Building().member("text", *text.content).told("sha256", text.sha256).done();
}

Value json(const MadeOutput& output) {
  return Building()
      .member("id", std::int64_t{output.id})
      .told("filename", output.filename)
      .member("expected", json(output.expected))
      .list("variants", output.variants)
      .list("x-made-up", output.made_up)
      .done();
}

Value json(const MadeTest& test) {
  Building made;
  made.member("id", std::int64_t{test.id}).member("sample_id", std::int64_t{test.sample_id});
  made.told("sample_name", test.sample_name).list("categories", test.categories);
  made.list("tags", test.tags).member("command", test.command);
  if (test.expected_exit_code != 0) made.member("expected_exit_code", test.expected_exit_code);
  made.member("outputs", test.outputs).list("x-known-from", test.known_from);
  return made.list("x-made-up", test.made_up).done();
}

Value json(const MadeProduced& produced) {
  Building made;
  made.member("id", std::int64_t{produced.id});
  produced.actual ? made.member("actual", *produced.actual) : made.member("missing", true);
  if (produced.made_up) made.member("x-made-up", true);
  return made.done();
}

}  // namespace

namespace {

// Writes runs; knows the regression tests, whose facts are what a result has by default.
class RunsJson {
 public:
  explicit RunsJson(const MadeWorld& world) {
    for (const MadeTest& test : world.tests) {
      tests_.push_back(test.id);
      expected_.emplace(test.id, test.expected_exit_code);
    }
  }

  Value run(const MadeRun& run) const {
    const MadeStage& first = run.stages.front();
    Building made;
    made.member("id", std::int64_t{run.id}).member("state", name_of(first.state));
    made.member("platform", to_string(run.platform)).told("branch", run.branch);
    made.told("commit_sha", run.commit_sha).told("triggered_by", run.triggered_by);
    made.member("created_at", run.created_at).told("started_at", first.started_at);
    made.told("completed_at", first.completed_at);
    if (run.tests && *run.tests != tests_) made.member("regression_tests", ids(*run.tests));
    const bool rest_passes = passes_by_default(run);
    if (rest_passes) made.member("unlisted", std::string_view("pass"));
    NewArray results;
    for (const MadeResult& result : first.results) {
      if (!rest_passes || !is_default_pass(result)) results.push_back(this->result(result));
    }
    if (!results.empty()) made.member("results", Value(std::move(results), 0));
    if (run.stages.size() > 1) made.member("timeline", timeline(run));
    MadeUp made_up = run.made_up;
    made_up.insert(made_up.begin(), first.made_up.begin(), first.made_up.end());
    return made.list("x-known-from", run.known_from).list("x-made-up", made_up).done();
  }

 private:
  static std::string_view name_of(RunState state) {
    switch (state) {
      case RunState::queued: return "queued";
      case RunState::preparation: return "preparation";
      case RunState::testing: return "testing";
      case RunState::completed: return "completed";
      case RunState::canceled: return "canceled";
      case RunState::error: return "error";
    }
    return "";
  }

  static Value ids(const std::vector<Id>& list) {
    NewArray array;
    for (const Id id : list) array.push_back(json(std::int64_t{id}));
    return {std::move(array), 0};
  }

  bool is_default_pass(const MadeResult& result) const {
    return !result.stated && result.exit_code == expected_.at(result.test) && !result.runtime_ms &&
           !result.message && result.outputs.empty() &&
           (result.made_up.empty() || result.made_up == MadeUp{"regression_id"});
  }

  // Whether each test of the run has a result, and listing those that say nothing is no use.
  bool passes_by_default(const MadeRun& run) const {
    if (run.stages.size() > 1) return false;
    const auto& results = run.stages.front().results;
    const std::size_t all = run.tests ? run.tests->size() : tests_.size();
    return results.size() == all &&
           std::ranges::any_of(results, [&](const auto& row) { return is_default_pass(row); });
  }

  Value result(const MadeResult& result) const {
    Building made;
    made.member("regression_id", std::int64_t{result.test});
    if (result.stated) made.member("state", to_string(*result.stated));
    const auto by_default = result.stated ? std::nullopt : expected_.at(result.test);
    if (result.exit_code != by_default) made.member("exit_code", result.exit_code);
    made.told("runtime_ms", result.runtime_ms).told("message", result.message);
    return made.list("outputs", result.outputs).list("x-made-up", result.made_up).done();
  }

  Value timeline(const MadeRun& run) const {
    NewArray entries;
    for (std::size_t i = 1; i < run.stages.size(); ++i) {
      const MadeStage& before = run.stages[i - 1];
      const MadeStage& stage = run.stages[i];
      Building made;
      made.member("at_seconds", stage.from_seconds);
      if (stage.state != before.state) made.member("state", name_of(stage.state));
      made.told("started_at", stage.started_at).told("completed_at", stage.completed_at);
      NewArray results;
      for (const MadeResult& row : stage.results) results.push_back(result(row));
      if (!results.empty()) made.member("results", Value(std::move(results), 0));
      entries.push_back(made.list("x-made-up", stage.made_up).done());
    }
    return {std::move(entries), 0};
  }

  std::vector<Id> tests_;
  std::map<Id, std::optional<std::int64_t>> expected_;  // exit codes
};

Value clock_json(const ServerFacts& server) {
  Building clock;
  clock.member("start", server.clock_start);
  if (server.clock_stands_still) clock.member("mode", std::string_view("manual"));
  return clock.done();
}

// One for each kind of token that was sent; never the recorded ones.
Value tokens_json(const ServerFacts& server) {
  Building valid;
  valid.member("token", std::string_view("token")).told("scopes", server.scopes);
  if (server.refuses_all) valid.member("revoked", true);
  NewArray tokens = {valid.done()};
  if (server.knows_refused_token) {
    Building refused;
    refused.member("token", std::string_view("refused-token")).member("revoked", true);
    tokens.push_back(refused.done());
  }
  return Value(std::move(tokens), 0);
}

void add_limit(const ServerFacts& server, Building& scenario) {
  if (!server.has_limit_headers) {
    scenario.member("rate_limit", Value());
    return;
  }
  const auto& [limit, window, workers] = server.limit;
  if (limit == 120 && window == 60 && workers == 1) return;
  Building made;
  made.member("limit", limit).member("window_seconds", window);
  if (workers > 1) made.member("workers", static_cast<std::int64_t>(workers));
  scenario.member("rate_limit", made.done());
}

}  // namespace

Value scenario_json(const MadeWorld& world, const ServerFacts& server, schemas::Revision revision,
                    std::size_t answers) {
  Building scenario;
  scenario.member("version", std::int64_t{1}).member("name", std::string_view("recorded"));
  scenario.member("description",
                  fmt::format("Imported from a recording of {} answers, which began at {}.",
                              answers, schemas::format_date_time(server.clock_start)));
  scenario.member("revision", schemas::to_string(revision)).member("clock", clock_json(server));
  scenario.member("tokens", tokens_json(server));
  add_limit(server, scenario);
  scenario.member("regression_tests", world.tests);
  const RunsJson runs(world);
  NewArray list;
  for (const MadeRun& run : world.runs) list.push_back(runs.run(run));
  return scenario.member("runs", Value(std::move(list), 0)).done();
}

}  // namespace sp::mock
