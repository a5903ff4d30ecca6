#include "plan/subjects.h"

#include <algorithm>

#include <sp/schemas/json.h>

#include "session/transcript.h"

namespace sp::contract {

namespace {

using schemas::Value;

const schemas::Array& list(const Value* object, std::string_view name) {
  static const schemas::Array none;
  const Value* member = object ? object->find(name) : nullptr;
  const schemas::Array* items = member ? member->array() : nullptr;
  return items ? *items : none;
}

std::string id_text(const Value* value) {
  const auto id = value ? value->integer() : std::nullopt;
  return id && *id >= 1 ? std::to_string(*id) : std::string();
}

bool is_id(std::string_view text) {
  return !text.empty() && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add_once(std::vector<std::string>& ids, std::string id, std::size_t most) {
  if (ids.size() < most && !id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) {
    ids.push_back(std::move(id));
  }
}

// The samples that an error summary names, by its keys or in its buckets.
void learn_samples(const Value* summary, Subjects& subjects) {
  for (const Value& row : list(summary, "data")) {
    const Value* grouping = row.find("group_by");
    const Value* key = row.find("key");
    const bool by_sample = grouping && grouping->string() && *grouping->string() == "sample_id";
    if (by_sample && key && key->string() && is_id(*key->string())) {
      add_once(subjects.samples, *key->string(), max_samples);
    }
    for (const Value& id : list(&row, "sample_ids")) {
      add_once(subjects.samples, id_text(&id), max_samples);
    }
  }
}

void learn_diffs(const Target& target, const Exchange& exchange, Subjects& subjects) {
  const Value* result = exchange.answered(200);
  const std::string* sample = exchange.request.value("sample_id");
  const std::string* run = exchange.request.value("run_id");
  if (!result || !sample || !run) return;
  const std::string regression = id_text(result->find("regression_id"));
  const bool wanted = !target.regression_id || std::to_string(*target.regression_id) == regression;
  if (regression.empty() || !wanted) return;
  for (const Value& output : list(result, "outputs")) {
    const std::string id = id_text(output.find("output_id"));
    const Value* status = output.find("status");
    const bool differs = status && status->string() && *status->string() == "diff_mismatch";
    if (id.empty()) continue;
    const Subjects::Diff diff{*run, *sample, regression, id};
    subjects.diffs.insert(differs ? subjects.diffs.begin() : subjects.diffs.end(), diff);
  }
}

}  // namespace

Subjects learn(const Target& target, const Transcript& transcript) {
  Subjects subjects;
  for (const std::int64_t id : target.run_ids) subjects.runs.push_back(std::to_string(id));
  if (target.sample_id) subjects.samples.push_back(std::to_string(*target.sample_id));
  for (const Exchange& exchange : transcript.exchanges()) {
    if (exchange.expectation() != Expectation::success) continue;
    if (exchange.request.operation == "getErrorSummary") {
      learn_samples(exchange.answered(200), subjects);
    } else if (exchange.request.operation == "getRunSample") {
      learn_diffs(target, exchange, subjects);
    }
  }
  if (target.output_id && target.regression_id && !subjects.samples.empty()) {
    subjects.diffs.insert(subjects.diffs.begin(), {subjects.runs.front(), subjects.samples.front(),
                                                   std::to_string(*target.regression_id),
                                                   std::to_string(*target.output_id)});
  }
  if (subjects.diffs.size() > max_diffs) subjects.diffs.resize(max_diffs);
  return subjects;
}

Subjects placeholders(const Target& target) {
  const auto id = [](const std::optional<std::int64_t>& known, std::string unknown) {
    return known ? std::to_string(*known) : std::move(unknown);
  };
  Subjects subjects;
  for (const std::int64_t run : target.run_ids) subjects.runs.push_back(std::to_string(run));
  if (subjects.runs.empty()) subjects.runs.push_back("{run_id}");
  subjects.samples = {id(target.sample_id, "{sample_id}")};
  subjects.diffs = {{subjects.runs.front(), subjects.samples.front(),
                     id(target.regression_id, "{regression_id}"),
                     id(target.output_id, "{output_id}")}};
  return subjects;
}

}  // namespace sp::contract
