// Groups of errors that are counted, named or judged otherwise.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

// One error of a run, with what it is grouped by.
struct Error {
  std::string type;
  std::string severity;
  mock::Id sample;
  mock::Id test;
  std::vector<std::string> categories;
  bool first_of_result;
};

std::vector<Error> errors_of(const mock::World& world, const mock::Run& run) {
  std::vector<Error> errors;
  for (const mock::Result& result : world.results(run)) {
    const mock::RegressionTest& test = world.test_of(result);
    bool first = true;
    const auto add = [&](const char* type, const char* severity) {
      errors.push_back({type, severity, test.sample_id, test.id, test.categories, first});
      first = false;
    };
    if (!result.has_outputs()) continue;
    if (world.exit_code_differs(result)) add("exit_code_mismatch", "error");
    const std::size_t count = world.outputs(result).size();
    for (std::size_t i = 0; i < count; ++i) {
      if (world.output_status(result, i) == mock::OutputStatus::missing_output)
        add("missing_output", "error");
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (world.output_status(result, i) == mock::OutputStatus::diff_mismatch)
        add("diff_mismatch", "warning");
    }
  }
  return errors;
}

std::vector<std::string> keys_of(const Error& error, const std::string& grouping) {
  if (grouping == "sample_id") return {std::to_string(error.sample)};
  if (grouping == "regression_id") return {std::to_string(error.test)};
  if (grouping == "category") return error.categories;
  if (grouping == "severity") return {error.severity};
  return {error.type};
}

// Which errors are counted, and how a bucket is written.
struct Rule {
  const char* name;
  const char* does;
  bool (*counts)(const Error& error, const std::string& severity);
  void (*changes)(Json& bucket, const std::vector<Error>& errors);
};

bool each(const Error&, const std::string&) { return true; }
bool asked_severity(const Error& error, const std::string& severity) {
  return severity.empty() || error.severity == severity;
}
bool first_of_result(const Error& error, const std::string&) { return error.first_of_result; }
bool no_missing(const Error& error, const std::string&) { return error.type != "missing_output"; }
bool no_differing(const Error& error, const std::string&) { return error.type != "diff_mismatch"; }
bool no_exit_codes(const Error& error, const std::string&) {
  return error.type != "exit_code_mismatch";
}
bool without_category(const Error& error, const std::string&) { return !error.categories.empty(); }

void as_it_is(Json&, const std::vector<Error>&) {}
void counts_samples(Json& bucket, const std::vector<Error>& errors) {
  std::set<mock::Id> samples;
  for (const Error& error : errors) samples.insert(error.sample);
  bucket["count"] = samples.size();
}
void counts_tests(Json& bucket, const std::vector<Error>& errors) {
  std::set<mock::Id> tests;
  for (const Error& error : errors) tests.insert(error.test);
  bucket["count"] = tests.size();
}
void counts_types(Json& bucket, const std::vector<Error>& errors) {
  std::set<std::string> types;
  for (const Error& error : errors) types.insert(error.type);
  bucket["count"] = types.size();
}
void least_severity(Json& bucket, const std::vector<Error>& errors) {
  for (const Error& error : errors) {
    if (error.severity == "warning") bucket["severity"] = "warning";
  }
}
void first_severity(Json& bucket, const std::vector<Error>& errors) {
  bucket["severity"] = errors.front().severity;
}
void last_severity(Json& bucket, const std::vector<Error>& errors) {
  bucket["severity"] = errors.back().severity;
}
void one_sample(Json& bucket, const std::vector<Error>& errors) {
  bucket["sample_ids"] = Json::array({errors.front().sample});
}
void samples_but_last(Json& bucket, const std::vector<Error>&) {
  if (bucket["sample_ids"].size() > 1) bucket["sample_ids"].erase(bucket["sample_ids"].size() - 1);
}
void tests_for_samples(Json& bucket, const std::vector<Error>& errors) {
  std::set<mock::Id> tests;
  for (const Error& error : errors) tests.insert(error.test);
  bucket["sample_ids"] = tests;
}
void repeated_samples(Json& bucket, const std::vector<Error>& errors) {
  bucket["sample_ids"] = Json::array();
  for (const Error& error : errors) bucket["sample_ids"].push_back(error.sample);
}
void one_more_in_pairs(Json& bucket, const std::vector<Error>& errors) {
  if (errors.size() > 1) bucket["count"] = errors.size() + 1;
}
void one_less_in_pairs(Json& bucket, const std::vector<Error>& errors) {
  if (errors.size() > 1) bucket["count"] = errors.size() - 1;
}

constexpr Rule rules[] = {
    {"severity_first", "filters errors by severity before they are grouped", asked_severity,
     as_it_is},
    {"first_of_result", "counts the first error of each result only", first_of_result, as_it_is},
    {"no_missing", "does not count missing outputs", no_missing, as_it_is},
    {"no_differing", "does not count outputs that differ", no_differing, as_it_is},
    {"no_exit_codes", "does not count exit codes", no_exit_codes, as_it_is},
    {"categorised_only", "does not count errors of tests without a category", without_category,
     as_it_is},
    {"samples", "counts samples instead of errors", each, counts_samples},
    {"tests", "counts tests instead of errors", each, counts_tests},
    {"types", "counts types instead of errors", each, counts_types},
    {"least_severity", "tells the mildest severity of a bucket", each, least_severity},
    {"first_severity", "tells the severity of a bucket's first error", each, first_severity},
    {"last_severity", "tells the severity of a bucket's last error", each, last_severity},
    {"one_sample", "lists the first sample of a bucket only", each, one_sample},
    {"samples_but_last", "does not list the last sample of a bucket", each, samples_but_last},
    {"tests_for_samples", "lists tests as a bucket's samples", each, tests_for_samples},
    {"repeated_samples", "lists a sample once for each of its errors", each, repeated_samples},
    {"one_more", "counts one too many where there are several", each, one_more_in_pairs},
    {"one_less", "counts one too few where there are several", each, one_less_in_pairs},
};

int weight(const Json& severity) { return severity == "error" ? 2 : severity == "warning" ? 1 : 0; }

// The buckets in the order of their first errors; times are those of the right answer.
std::vector<Json> buckets(const std::vector<Error>& errors, const std::string& grouping,
                          const std::string& severity, const Rule& rule, const Json& like) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<Error>> groups;
  for (const Error& error : errors) {
    if (!rule.counts(error, severity)) continue;
    for (const std::string& key : keys_of(error, grouping)) {
      if (groups[key].empty()) order.push_back(key);
      groups[key].push_back(error);
    }
  }
  std::vector<Json> made;
  for (const std::string& key : order) {
    const auto& group = groups[key];
    Json bucket = like;
    bucket["group_by"] = grouping;
    bucket["key"] = key;
    bucket["count"] = group.size();
    bucket["severity"] = "warning";
    Json samples = Json::array();
    for (const Error& error : group) {
      if (std::find(samples.begin(), samples.end(), Json(error.sample)) == samples.end())
        samples.push_back(error.sample);
      if (weight(error.severity) > weight(bucket["severity"])) bucket["severity"] = error.severity;
    }
    bucket["sample_ids"] = std::move(samples);
    rule.changes(bucket, group);
    if (severity.empty() || bucket["severity"] == severity) made.push_back(std::move(bucket));
  }
  return made;
}

Behaviour grouping(Right& right, const Rule& rule, const std::string& only) {
  return [&right, rule, only](const Call& call, mock::Response& answer) {
    if (call.operation != "getErrorSummary" || !is_ok(answer)) return;
    const std::string by = call.get("group_by").value_or("type");
    if (!only.empty() && by != only) return;
    const mock::Run* run = right.world().run(call.number("run_id", 0));
    const auto like = right.rows(call.with("severity", std::nullopt));
    if (!run || like.empty()) return;
    page(answer, call,
         buckets(errors_of(right.world(), *run), by, call.get("severity").value_or(""), rule,
                 like.front()));
  };
}

}  // namespace

Wrongs wrong_groups(schemas::Revision revision) {
  Wrongs made;
  std::vector<std::string> groupings =
      form_of(revision, "getErrorSummary").enumerations.at("group_by");
  groupings.emplace_back();
  for (const std::string& only : groupings) {
    for (const Rule& rule : rules) {
      const std::string where = only.empty() ? "in each grouping" : "grouped by " + only;
      made.push_back({fmt::format("getErrorSummary/implementation/groups/{}{}{}", rule.name,
                                  only.empty() ? "" : "@", only),
                      fmt::format("{}, {}", where, rule.does),
                      [&rule, only](Right& right) { return grouping(right, rule, only); }});
    }
  }
  return made;
}

}  // namespace sp::mutants
