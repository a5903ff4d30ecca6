// Finding what a path names, and the 404 for what it does not (contract sections 2 to 6).
#pragma once

#include <optional>

#include "api/answer.h"
#include "world/world.h"

namespace sp::mock {

Answer run_not_found(Revision revision, std::int64_t id);

// What the `sample_id` of a path means: a media sample; in `published`, where no sample has
// that id, the regression test that has it and its sample (contract section 4 [D]).
struct SampleOrTest {
  const Sample* sample = nullptr;        // null when the id names neither
  const RegressionTest* test = nullptr;  // when the id named a regression test
};
SampleOrTest find_sample_or_test(Revision revision, const World& world, std::int64_t id);

// The result that such an id names in a run: of the regression test, or of the sample's
// lowest regression test that has a result. Null when there is none.
const Result* find_result(const World& world, const Run& run, const SampleOrTest& named);

}  // namespace sp::mock
