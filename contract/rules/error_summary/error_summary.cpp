// The family `error_summary`: what a run's errors come to, by whatever they are grouped
// (contract section 3).
#include "rules/error_summary/error_summary.h"

#include "rules/catalogue.h"

namespace sp::contract {

namespace {

constexpr const char* meaning = "contract section 3 [S4, U, B]";
constexpr const char* derivation = "contract section 3, errors are derived [B]";

using Changes = std::function<void(Call&)>;

// The run's errors with these query parameters. There is always a run to ask about, so nothing
// can be missing.
Probe errors(
    const schemas::Operation& operation, std::string kind, Values query,
    const Changes& change = [](Call&) {}) {
  return always(operation, std::move(kind), Expectation::success,
                [=, &operation](const Subjects& subjects) {
                  Values values = any_values(operation, subjects);
                  for (const auto& [name, value] : query)
                    values = with(std::move(values), name, value);
                  Call call{std::move(values)};
                  change(call);
                  return call;
                });
}

bool documents(const schemas::Operation& operation, const char* grouping) {
  const schemas::Parameter* parameter = operation.parameter("group_by");
  return parameter && parameter->schema.accepts(schemas::Value(std::string(grouping), 0));
}

// Each severity is asked for once, each on another grouping. Some requests carry what should
// change nothing, so that it need not be asked for again: gzip, conditions that never hold, a
// connection of their own.
std::vector<Probe> probes_of(const schemas::Operation& operation) {
  std::vector<Probe> probes;
  if (documents(operation, "category")) {
    probes.push_back(
        errors(operation, "by_category", {{"group_by", "category"}, {"limit", "100"}}));
  }
  probes.push_back(errors(operation, "by_severity", {{"group_by", "severity"}, {"limit", "100"}},
                          [](Call& call) {
                            call.headers = {{"Accept-Encoding", "gzip"}};
                          }));
  probes.push_back(
      errors(operation, "severity_error",
             {{"group_by", "regression_id"}, {"severity", "error"}, {"limit", "100"}}));
  probes.push_back(errors(operation, "severity_warning",
                          {{"group_by", "sample_id"}, {"severity", "warning"}, {"limit", "100"}},
                          [](Call& call) {
                            call.headers = {{"If-None-Match", "\"sp-contract\""},
                                            {"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"}};
                          }));
  probes.push_back(errors(operation, "severity_info", {{"severity", "info"}}));
  probes.push_back(errors(operation, "severity_critical",
                          {{"group_by", "severity"}, {"severity", "critical"}},
                          [](Call& call) { call.own_connection = true; }));
  return probes;
}

constexpr Names lists = {"ok", "by_sample", "by_regression", "by_category", "by_severity"};
constexpr Names filtered = {"severity_error", "severity_warning", "severity_info",
                            "severity_critical"};
constexpr Names here = {"getErrorSummary"};

// Of one list by itself.
std::vector<Rule> rules_of_a_list() {
  using namespace error_summary;
  const auto everything = lists + filtered;
  return {
      {"keys_unique", "No two rows of a list have the same key.",
       "A client that keeps rows by key would lose one of the two.", meaning, everything, here,
       keys_unique},
      {"group_by_echoed", "Each row names the dimension that was asked for.",
       "A client that ignores what it was told shows numbers under the wrong heading.", meaning,
       everything, here, group_by_echoed},
      {"keys_fit", "A key is a value of the dimension that it is a key of.",
       "Clients look the key up: an id that is none leads nowhere.", derivation, everything, here,
       keys_fit},
      {"counts_positive", "A row counts at least one error.",
       "A row is there because an error was met; a row of none is an alarm about nothing.",
       derivation, everything, here, counts_positive},
      {"sample_ids", "A row names samples of its errors, each once.",
       "A client asks for each of them; more samples than errors cannot be.", meaning, everything,
       here, sample_ids},
      {"seen_at", "No error is last seen before it is first seen.",
       "A client that works out how long an error has been around gets less than nothing.", meaning,
       everything, here, seen_at},
      {"severity_filter", "With a severity asked for, every row is of that severity.",
       "Whoever asks for the errors only is woken by a warning.", meaning, filtered, here,
       severity_filter},
  };
}

// Of lists that have to agree.
std::vector<Rule> rules_between_lists() {
  using namespace error_summary;
  return {
      {"filter_keeps_all",
       "With a severity asked for, the rows are those of the whole list that have it.",
       "A row that the filter loses is an error that nobody sees.", meaning, lists + filtered, here,
       filter_keeps_all},
      {"totals_agree", "Every grouping adds up to the same number of errors.",
       "Two views of one page that show two totals cannot both be trusted.", derivation, lists,
       here, totals_agree},
      {"samples_agree", "Every grouping names the same samples.",
       "A sample that one view leaves out is a failure that its readers miss.", derivation, lists,
       here, samples_agree},
      {"counts_agree", "The counts of a sample's tests and of what it raises fit together.",
       "Someone who follows a number from one view to the next must find it again.", derivation,
       lists, here, counts_agree},
      {"severities_agree", "Every grouping says the same of how bad a sample's errors are.",
       "A filter by severity would show a sample in one view and hide it in another.", derivation,
       lists, here, severities_agree},
      {"order", "Rows stand in the order in which their first error was met.",
       "Clients page through the list and expect the next page to go on.",
       "contract section 3, order of the buckets [B]", lists, here, order},
  };
}

}  // namespace

Family error_summary_family(const Contract& contract) {
  std::vector<Rule> rules = rules_of_a_list();
  for (Rule& rule : rules_between_lists()) rules.push_back(std::move(rule));
  rules.push_back(
      {"agrees_with_results", "Each bucket fits the results of the samples that it names.",
       "The error summary is how a client finds failing results; the two must agree.", derivation,
       lists + Names{"getRunSample/ok"}, here, error_summary::agrees_with_results});
  return {
      "error_summary", std::move(rules), probes_of(*contract.api.find("getErrorSummary")),
      "the error summaries that were seen have too few rows for it: name a run in which several "
      "tests fail with --run-id"};
}

}  // namespace sp::contract
