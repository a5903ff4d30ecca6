#include <limits>

#include "api/comparison.h"
#include "api/json_writer.h"
#include "quirks/unified_form.h"

namespace sp::mock {

namespace {

Unified content_of(const Comparison& diff, const Quirks& quirks) {
  if (!quirks.has(Quirk::unified_cut_at_10000)) {
    return unified(diff.hunks, diff.expected, diff.actual);
  }
  constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
  return {platform_unified_form(unified(diff.hunks, diff.expected, diff.actual, no_limit).text)};
}

}  // namespace

Answer write_unified(const Comparison& diff, const Quirks& quirks) {
  const Unified content = content_of(diff, quirks);
  Answer answer;
  JsonWriter json(answer.body);
  json.begin_object();
  json.member("run_id", diff.run_id).member("sample_id", diff.sample_id);
  json.member("regression_id", diff.regression_id).member("output_id", diff.output_id);
  json.member("format", "unified").member("content", content.text);
  json.end_object();
  if (content.cut) answer.why = ", cut at the size limit";
  return answer;
}

}  // namespace sp::mock
