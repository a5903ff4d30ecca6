#include "api/endpoints.h"

namespace sp::mock {

Endpoint endpoint(std::string_view operation_id) {
  struct Row {
    std::string_view id;
    Endpoint endpoint;
  };
  static constexpr Row rows[] = {
      {"getRunSummary", get_run_summary},       {"getErrorSummary", get_error_summary},
      {"getRunSample", get_run_sample},         {"getDiff", get_diff},
      {"getSampleHistory", get_sample_history},
  };
  for (const Row& row : rows) {
    if (row.id == operation_id) return row.endpoint;
  }
  return nullptr;
}

}  // namespace sp::mock
