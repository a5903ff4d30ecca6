// Subjects before the first answer, to show a plan by.
#include "seen/subjects.h"

namespace sp::contract {

Subjects placeholders(const Target& target) {
  const auto id = [](const std::optional<std::int64_t>& known, std::string unknown) {
    return known ? std::to_string(*known) : std::move(unknown);
  };
  Subjects subjects;
  if (target.latest_run || target.run_ids.empty()) subjects.runs.push_back("{run_id}");
  for (const std::int64_t run : target.run_ids) subjects.runs.push_back(std::to_string(run));
  const Subjects::Result result{subjects.runs.front(), id(target.sample_id, "{sample_id}"),
                                id(target.regression_id, "{regression_id}")};
  subjects.failing = {result};
  subjects.passing = {{"{other run}", result.sample_id, result.regression_id}};
  subjects.elsewhere = {{"{another run}", "{its sample_id}", "{its regression_id}"}};
  subjects.outputs = {
      {result.run_id, result.sample_id, result.regression_id, id(target.output_id, "{output_id}"),
       true},
      {result.run_id, "{other sample_id}", "{other regression_id}", "{other output_id}", false}};
  subjects.tests = {{result.sample_id, result.regression_id}};
  subjects.absent = Subjects::Result{"{other run}", "{sample not in it}", "{regression_id}"};
  subjects.skipped = Subjects::Result{"{run not in it}", result.sample_id, result.regression_id};
  subjects.error_buckets = 3;
  subjects.history_rows = 3;
  subjects.branch = "{branch}";
  subjects.platform = "{platform}";
  subjects.between = schemas::Instant{};
  subjects.tested = schemas::Instant{};
  return subjects;
}

}  // namespace sp::contract
