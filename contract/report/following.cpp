#include "report/following.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sp::contract {

namespace {

using schemas::Revision;

Tally tally_of(const std::vector<Check>& checks, std::string_view operation) {
  Tally tally;
  for (const Check& check : checks) {
    if (operation_of(check) == operation) tally.count(check.outcome);
  }
  return tally;
}

// "getDiff follows", "getRunSample and getDiff follow"
std::string subject(const std::vector<std::string_view>& operations) {
  if (operations.size() == 1) return fmt::format("{} follows", operations.front());
  const auto last = operations.end() - 1;
  return fmt::format("{} and {} follow", fmt::join(operations.begin(), last, ", "), *last);
}

}  // namespace

std::vector<EndpointRow> endpoint_rows(const Report& report) {
  std::vector<EndpointRow> rows;
  if (!report.comparison) return rows;
  for (const Comparison::Endpoint& endpoint : report.comparison->endpoints) {
    EndpointRow row{endpoint.operation, endpoint.follows,
                    tally_of(checks_by(report, Revision::published), endpoint.operation),
                    tally_of(checks_by(report, Revision::upstream), endpoint.operation)};
    if (row.published.all() + row.upstream.all() > 0) rows.push_back(row);
  }
  return rows;
}

EndpointCell cell_of(const EndpointRow& row, Revision revision) {
  const Tally& tally = revision == Revision::published ? row.published : row.upstream;
  if (tally.failed == 0 || row.follows.value_or(revision) == revision) {
    return {tally.text(), tally.worst()};
  }
  return {fmt::format("{} of {} differ", tally.failed, tally.all() - tally.skipped),
          Outcome::known};
}

std::string following_text(const Report& report) {
  std::vector<std::string_view> published;
  std::vector<std::string_view> upstream;
  std::vector<std::string_view> neither;
  for (const EndpointRow& row : endpoint_rows(report)) {
    (!row.follows                          ? neither
     : *row.follows == Revision::published ? published
                                           : upstream)
        .push_back(row.operation);
  }
  std::string text;
  if (published.empty() && upstream.empty()) {
    text = "no answer tells which revision is followed";
  } else if (published.empty() || upstream.empty()) {
    text = fmt::format(
        "every endpoint{} follows the {} revision", neither.empty() ? "" : " whose answers tell",
        schemas::to_string(published.empty() ? Revision::upstream : Revision::published));
  } else {
    text = fmt::format(
        "{} the published revision, {} the upstream one: no one document describes them all",
        subject(published), subject(upstream));
  }
  if (!neither.empty() && neither.size() < endpoint_rows(report).size()) {
    text += fmt::format("; answers of {} do not tell", fmt::join(neither, ", "));
  }
  return text;
}

const std::vector<Check>& checks_by(const Report& report, Revision revision) {
  const bool others = report.comparison && report.comparison->other == revision;
  return others ? report.comparison->checks : report.checks;
}

bool is_of_its_revision(const Report& report, const Check& check, Revision revision) {
  if (!report.comparison) return true;
  const auto& endpoints = report.comparison->endpoints;
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& endpoint) {
    return endpoint.operation == operation_of(check);
  });
  const auto follows = found == endpoints.end() ? std::nullopt : found->follows;
  return follows.value_or(report.revision) == revision;
}

}  // namespace sp::contract
