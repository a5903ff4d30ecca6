// The paths of the five operations below the base, in either revision of the API. A query is
// given without its '?'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/revision.h>

namespace sp::mock {

class Paths {
 public:
  explicit Paths(schemas::Revision revision)
      : published_(revision == schemas::Revision::published) {}

  std::string summary(int run) const { return fmt::format("/runs/{}/summary", run); }
  std::string error_summary(int run, std::string_view query = "") const {
    return with_query(fmt::format("/runs/{}/error-summary", run), query);
  }
  // `id` is of a sample or a regression test in `published`, of a regression test in
  // `upstream`.
  std::string result(int run, int id) const { return fmt::format("/runs/{}/samples/{}", run, id); }
  std::string diff(int run, int sample, int test, int output, std::string_view query = "") const {
    const std::string at_sample = fmt::format("/runs/{}/samples/{}", run, sample);
    if (!published_) {
      return with_query(
          fmt::format("{}/regression-tests/{}/outputs/{}/diff", at_sample, test, output), query);
    }
    return fmt::format("{}/diff?regression_id={}&output_id={}{}{}", at_sample, test, output,
                       query.empty() ? "" : "&", query);
  }
  std::string history(int sample, std::string_view query = "") const {
    return with_query(fmt::format("/samples/{}/history", sample), query);
  }

 private:
  static std::string with_query(const std::string& path, std::string_view query) {
    return query.empty() ? path : fmt::format("{}?{}", path, query);
  }

  bool published_;
};

// For tables.
constexpr schemas::Revision both_revisions[] = {schemas::Revision::published,
                                                schemas::Revision::upstream};

// What an error summary can be grouped by.
inline std::vector<std::string> groupings(schemas::Revision revision) {
  std::vector<std::string> names = {"type", "sample_id", "regression_id", "severity"};
  if (revision == schemas::Revision::published) names.push_back("category");
  return names;
}

}  // namespace sp::mock
