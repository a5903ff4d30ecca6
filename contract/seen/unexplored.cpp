#include "seen/unexplored.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/number.h>

#include "exchange/digest.h"
#include "seen/diffs.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

using schemas::Value;

// Of each kind of thing; answers may name any number.
constexpr std::size_t most_things = 1000;

// Guesses of a kind that were wrong, before no more are made.
constexpr std::size_t most_wrong_guesses = 2;

using Ids = std::pair<std::string, std::string>;

}  // namespace

// Everything that the answers name, and what was asked.
class Unexplored::Named {
 public:
  struct Row {
    Subjects::Result result;
    std::string kind;
  };
  struct Run {
    std::set<std::string> rows;  // statuses of them, and what it was found by
    bool fails = false;
  };
  struct Output {
    Subjects::Output output;
    std::string kind;
    bool differs;
  };

  Named(const schemas::Api& api, const Transcript& transcript)
      : by_sample(api.find("getRunSample")->parameter("sample_id") != nullptr) {
    const auto seen = transcript.first_view();
    for (const Exchange* exchange : seen) {
      note_asked(*exchange);
      const Value* body = exchange->answered(200);
      if (!body || exchange->expectation != Expectation::success) continue;
      const std::string& operation = exchange->request.operation;
      if (operation == "getSampleHistory") note_history(*exchange, *body);
      if (operation == "getErrorSummary") note_errors(*exchange, *body);
    }
    for (const SeenSummary& summary : summaries_of(seen)) {
      const std::string run = id_text(summary.run_id);
      if (run.empty()) continue;
      runs[run];
      if (first_run.empty()) first_run = run;
    }
    for (const SeenResult& result : results_of(seen)) note_result(result);
    for (const SeenDiff& diff : diffs_of(seen, *api.find("getDiff"))) {
      if (diff.structured() && !diff.hunks.empty()) differing.push_back(diff);
    }
  }

  bool was_asked(const NamedResult& result) const {
    return asked_results.contains({result.run_id, result.id});
  }

  // How a row's result is asked for; nothing where the id of its test is that of another sample.
  std::optional<NamedResult> naming(const Subjects::Result& row, bool is_lowest_test) const {
    if (!by_sample) return NamedResult{row.run_id, row.regression_id};
    if (is_lowest_test) return NamedResult{row.run_id, row.sample_id};
    if (samples.contains(row.regression_id)) return std::nullopt;
    return NamedResult{row.run_id, row.regression_id, true};
  }

  const bool by_sample;   // whether a result is asked for by its sample
  std::string first_run;  // that a summary was seen of
  std::map<std::string, Run> runs;
  std::map<Ids, Row> rows;                // by run and test
  std::map<std::string, Output> outputs;  // by the key that requests for their diffs have
  std::vector<SeenDiff> differing;        // structured
  std::set<std::string> samples;
  std::set<std::string> tests;

  // What was asked for with the token, whatever came.
  std::set<std::string> asked_runs;
  std::set<Ids> asked_errors;   // by run and dimension
  std::set<Ids> asked_results;  // by run and what the path names
  std::set<std::string> asked_diffs;
  std::set<std::string> asked_histories;
  std::size_t wrong_runs = 0;  // that were guessed
  std::size_t wrong_results = 0;

 private:
  void note_asked(const Exchange& exchange) {
    const Request& request = exchange.request;
    if (request.method != "GET" || !authenticates(request.credentials)) return;
    const std::string run = asked(exchange, "run_id");
    const bool wrong = exchange.is_for(request.operation, "guessed") && !exchange.answered(200);
    if (request.operation == "getRunSummary") {
      asked_runs.insert(run);
      wrong_runs += wrong ? 1 : 0;
    }
    if (request.operation == "getErrorSummary")
      asked_errors.emplace(run, asked(exchange, "group_by"));
    if (request.operation == "getRunSample") {
      asked_results.emplace(run, asked(exchange, by_sample ? "sample_id" : "regression_test_id"));
      wrong_results += wrong ? 1 : 0;
    }
    if (request.operation == "getDiff") {
      asked_diffs.insert(fmt::format("{} {} {}", key_of_output(request), asked(exchange, "format"),
                                     asked(exchange, "context_lines")));
    }
    if (request.operation == "getSampleHistory")
      asked_histories.insert(asked(exchange, "sample_id"));
  }

  static void note(const std::string& id, std::set<std::string>& ids) {
    if (!id.empty() && ids.size() < most_things) ids.insert(id);
  }

  void note_history(const Exchange& exchange, const Value& body) {
    const std::string sample = asked(exchange, "sample_id");
    // What a run's state is, is told by what it was found by alone.
    const std::string state = asked(exchange, "status");
    for (const Value& row : array_at(body, "data")) {
      const Subjects::Result result{id_text(integer_at(row, "run_id")), sample,
                                    id_text(integer_at(row, "regression_test_id"))};
      const bool named = !result.run_id.empty() && !result.regression_id.empty();
      if (!named || rows.size() >= most_things) continue;
      note(sample, samples);
      note(result.regression_id, tests);
      Run& run = runs[result.run_id];
      const std::string_view* status = string_at(row, "status");
      if (status) run.rows.emplace(*status);
      if (!state.empty()) run.rows.insert(state);
      run.fails = run.fails || (status && (*status == "fail" || *status == "missing_output"));
      rows.try_emplace({result.run_id, result.regression_id}, Row{result, kind_of_row(row)});
      note_signature(result, row);
    }
  }

  // A signature may name the output that differs (contract section 6).
  void note_signature(const Subjects::Result& result, const Value& row) {
    static constexpr std::string_view before = "output:";
    const std::string_view* signature = string_at(row, "failure_signature");
    const auto at = signature ? signature->rfind(before) : std::string_view::npos;
    if (at == std::string_view::npos) return;
    const std::string id(signature->substr(at + before.size()));
    if (id_text(schemas::number_in(id)) != id) return;
    note_output({result.run_id, result.sample_id, result.regression_id, id}, kind_of_differing(id),
                true);
  }

  // Each output differs in its own way.
  static std::string kind_of_differing(const std::string& output) { return "differs " + output; }

  void note_output(const Subjects::Output& output, const std::string& kind, bool differs) {
    const bool named = !output.run_id.empty() && !output.sample_id.empty() &&
                       !output.regression_id.empty() && !output.output_id.empty();
    if (!named || outputs.size() >= most_things) return;
    Request request;
    request.values = {{"run_id", output.run_id},
                      {"sample_id", output.sample_id},
                      {"regression_id", output.regression_id},
                      {"output_id", output.output_id}};
    outputs.emplace(key_of_output(request), Output{output, kind, differs});
  }

  void note_errors(const Exchange& exchange, const Value& body) {
    for (const Value& row : array_at(body, "data")) {
      runs[asked(exchange, "run_id")].fails = true;
      for (const Value& id : array_at(row, "sample_ids")) note(id_text(integer_of(id)), samples);
    }
  }

  void note_result(const SeenResult& result) {
    note(id_text(result.sample_id), samples);
    note(id_text(result.regression_id), tests);
    for (const SeenOutput& output : result.outputs) {
      const std::string id = id_text(output.output_id);
      if (!output.status) continue;
      const bool differs = *output.status == "diff_mismatch";
      note_output(
          {id_text(result.run_id), id_text(result.sample_id), id_text(result.regression_id), id},
          differs ? kind_of_differing(id)
                  : fmt::format("{} {} {}", *output.status, output.expected_hash != nullptr,
                                output.actual_hash != nullptr),
          differs);
    }
  }
};

namespace {

// What a diff has that is easily lost on the way from one form to the other.
std::string features_of(const SeenDiff& diff) {
  const auto lines = diff.lines(true);
  const auto any = [&](const auto& has) { return std::any_of(lines.begin(), lines.end(), has); };
  constexpr std::size_t long_line = 60;
  const bool features[] = {
      diff.hunks.size() > 1,
      any([](const SeenLine& line) { return line.text.empty(); }),
      any([](const SeenLine& line) { return line.text.size() > long_line; }),
      any([](const SeenLine& line) { return line.text.ends_with('\r'); }),
      any([](const SeenLine& line) { return line.text.find_first_of("-+@\\") == 0; }),
      any([](const SeenLine& line) {
        return line.text.starts_with(' ') || line.text.ends_with(' ');
      }),
      any([](const SeenLine& line) {
        return std::any_of(line.text.begin(), line.text.end(),
                           [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
      })};
  std::string text;
  for (const bool feature : features) text += feature ? '1' : '0';
  return text;
}

// The ids next to those that are known, and that nobody knows.
std::set<std::string> neighbours(const std::set<std::string>& known) {
  std::set<std::string> ids;
  for (const std::string& text : known) {
    const auto id = schemas::number_in(text);
    for (const std::int64_t step : {-1, 1}) {
      const bool is_one = id && *id + step <= largest_id;
      const std::string next = is_one ? id_text(*id + step) : std::string();
      if (!next.empty() && !known.contains(next)) ids.insert(next);
    }
  }
  return ids;
}

}  // namespace

template <class Thing>
std::optional<Thing> Choice<Thing>::newest(std::uint64_t turn) const {
  std::map<std::string, std::size_t> of_kind;
  std::map<std::string, std::size_t> of_share;
  std::map<std::string, std::size_t> known;
  for (const One& one : all) {
    of_kind[one.kind] += one.asked ? 1 : 0;
    of_share[one.share] += one.asked ? 1 : 0;
    ++known[one.kind];
  }
  const One* best = nullptr;
  std::tuple<std::size_t, std::size_t, std::string> least;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const One& one = all[i];
    if (one.asked) continue;
    // By itself, a run prefers what is rare.
    const std::tuple place(of_kind[one.kind] + of_share[one.share], turn == 0 ? known[one.kind] : 0,
                           digest_of(fmt::format("{} {} {}", turn, one.kind, i)));
    if (best && least <= place) continue;
    best = &one;
    least = place;
  }
  return best ? std::optional(best->thing) : std::nullopt;
}

template struct Choice<std::string>;
template struct Choice<ErrorsOfRun>;
template struct Choice<NamedResult>;
template struct Choice<FormOfDiff>;

Unexplored::Unexplored(const schemas::Api& api, const Transcript& transcript, std::uint64_t turn)
    : turn_(turn) {
  const Named named(api, transcript);
  add_runs(named);
  add_results(named);
  add_diffs(named);
  for (const std::string& id : named.samples) {
    samples_.all.push_back({id, {}, id, named.asked_histories.contains(id)});
  }
}

void Unexplored::add_runs(const Named& named) {
  std::set<std::string> ids;
  for (const auto& [id, run] : named.runs) {
    ids.insert(id);
    const std::string kind = fmt::format("{}", fmt::join(run.rows, ", "));
    runs_.all.push_back({id, kind, {}, named.asked_runs.contains(id)});
    for (const char* dimension : {"regression_id", ""}) {
      const bool asked = named.asked_errors.contains({id, dimension});
      // That a run which does not fail has no errors is asked in some turns alone.
      const bool wanted = run.fails || (*dimension == 0 && turn_ % 3 == 2);
      if (wanted)
        errors_.all.push_back({{id, dimension}, run.fails ? dimension : "none", id, asked});
    }
  }
  if (named.wrong_runs >= most_wrong_guesses) return;
  for (const std::string& id : neighbours(ids)) {
    guessed_runs_.all.push_back({id, {}, {}, named.asked_runs.contains(id)});
  }
}

void Unexplored::add_results(const Named& named) {
  std::map<Ids, std::int64_t> lowest;  // test, by run and sample
  std::map<std::string, std::set<std::int64_t>> runs_of;
  for (const auto& [ids, row] : named.rows) {
    const Subjects::Result& result = row.result;
    const auto test = schemas::number_in(result.regression_id).value_or(0);
    const auto known = lowest.emplace(std::pair(result.run_id, result.sample_id), test);
    known.first->second = std::min(known.first->second, test);
    runs_of[result.sample_id].insert(schemas::number_in(result.run_id).value_or(0));
  }
  std::map<std::string, std::string> test_of;  // by sample
  for (const auto& [ids, row] : named.rows) {
    const Subjects::Result& result = row.result;
    const bool is_lowest =
        id_text(lowest[{result.run_id, result.sample_id}]) == result.regression_id;
    if (is_lowest) test_of.try_emplace(result.sample_id, result.regression_id);
    const auto name = named.naming(result, is_lowest);
    if (name)
      results_.all.push_back({*name, row.kind, result.regression_id, named.was_asked(*name)});
  }
  for (const auto& [sample, runs] : runs_of) {
    for (const auto& [id, run] : named.runs) {
      const auto number = schemas::number_in(id).value_or(0);
      if (runs.contains(number) || number < *runs.begin()) continue;
      const NamedResult result{id, named.by_sample ? sample : test_of[sample]};
      lacking_.all.push_back({result, id, sample, named.was_asked(result)});
    }
  }
  if (named.first_run.empty() || named.wrong_results >= most_wrong_guesses) return;
  std::set<std::string> ids = named.tests;
  if (named.by_sample) ids.insert(named.samples.begin(), named.samples.end());
  for (const std::string& id : neighbours(ids)) {
    const NamedResult result{named.first_run, id};
    guessed_results_.all.push_back({result, {}, {}, named.was_asked(result)});
  }
}

void Unexplored::add_diffs(const Named& named) {
  const auto was_asked = [&](const std::string& key, const char* form) {
    return named.asked_diffs.contains(fmt::format("{} {}", key, form));
  };
  for (const auto& [key, one] : named.outputs) {
    // What differs in one run differs otherwise in another; what does not is everywhere the same.
    const std::string share = one.differs ? one.output.run_id : "none";
    diffs_.all.push_back({{one.output}, one.kind, share, was_asked(key, " ")});
  }
  for (const SeenDiff& seen : named.differing) {
    const auto found = named.outputs.find(seen.output);
    if (found == named.outputs.end()) continue;
    const Subjects::Output& output = found->second.output;
    forms_.all.push_back(
        {{output, true}, features_of(seen), seen.output, was_asked(seen.output, "unified ")});
    if (seen.hunks.size() < 2) continue;
    forms_.all.push_back(
        {{output, false, "10"}, "context", seen.output, was_asked(seen.output, " 10")});
  }
}

}  // namespace sp::contract
