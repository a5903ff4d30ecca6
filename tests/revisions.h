// Tests of both revisions, which are named after them.
#pragma once

#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include <sp/schemas/revision.h>

namespace sp::schemas {

inline void PrintTo(Revision revision, std::ostream* out) { *out << to_string(revision); }

}  // namespace sp::schemas

namespace sp {

// For INSTANTIATE_TEST_SUITE_P.
inline auto each_revision() {
  return ::testing::Values(schemas::Revision::published, schemas::Revision::upstream);
}
inline std::string revision_name(const ::testing::TestParamInfo<schemas::Revision>& row) {
  return std::string(to_string(row.param));
}

}  // namespace sp
