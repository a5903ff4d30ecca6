#include "api/lookup.h"

#include <fmt/format.h>

namespace sp::mock {

Answer run_not_found(Revision revision, std::int64_t id) {
  return not_found(revision, "run", id, fmt::format("Run {} not found.", id));
}

SampleOrTest find_sample_or_test(Revision revision, const World& world, std::int64_t id) {
  if (const Sample* sample = world.sample(id)) return {sample, nullptr};
  if (revision == Revision::upstream) return {};
  if (const RegressionTest* test = world.test(id)) return {world.sample(test->sample_id), test};
  return {};
}

const Result* find_result(const World& world, const Run& run, const SampleOrTest& named) {
  if (named.test) return world.result(run, *named.test);
  if (!named.sample) return nullptr;
  for (const Index test : named.sample->tests) {
    if (const Result* result = world.result(run, world.test_at(test))) return result;
  }
  return nullptr;
}

}  // namespace sp::mock
