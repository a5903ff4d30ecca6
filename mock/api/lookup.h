// Looks up the ids in a path, and makes the 404 for unknown ones (contract sections 2 to 6).
#pragma once

#include <optional>

#include "api/answer.h"
#include "world/world.h"

namespace sp::mock {

Answer run_not_found(Revision revision, std::int64_t id);

// What the `sample_id` of a path names: the media sample with this id. In the published revision,
// if no sample has the id, it names the regression test with this id and that test's sample
// (contract section 4 [D]).
struct SampleOrTest {
  const Sample* sample = nullptr;        // null if the id names neither
  const RegressionTest* test = nullptr;  // null unless the id names a regression test
};
SampleOrTest find_sample_or_test(Revision revision, const World& world, std::int64_t id);

// The result that such an id names in a run: the result of the regression test, or, for a sample,
// of its regression test with the lowest id among those that have a result. Null if there is none.
const Result* find_result(const World& world, const Run& run, const SampleOrTest& named);

}  // namespace sp::mock
