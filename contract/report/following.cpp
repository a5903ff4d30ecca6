#include "report/following.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sp::contract {

namespace {

using schemas::Revision;

const std::vector<Check>& checks_by(const Report& report, Revision revision) {
  const bool others = report.comparison && report.comparison->other == revision;
  return others ? report.comparison->checks : report.checks;
}

Tally tally_of(const std::vector<Check>& checks, std::string_view operation) {
  Tally tally;
  for (const Check& check : checks) {
    if (operation_of(check) == operation) tally.count(check);
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
    const EndpointRow row{endpoint.operation, endpoint.follows,
                          endpoint.follows.value_or(report.revision),
                          tally_of(checks_by(report, Revision::published), endpoint.operation),
                          tally_of(checks_by(report, Revision::upstream), endpoint.operation)};
    if (row.published.all() + row.upstream.all() > 0) rows.push_back(row);
  }
  return rows;
}

EndpointCell cell_of(const EndpointRow& row, Revision revision) {
  const Tally& tally = revision == Revision::published ? row.published : row.upstream;
  if (tally.failed == 0 || row.held_to == revision) return {tally.text(), tally.worst()};
  return {fmt::format("{} of {} differ", tally.failed, tally.all() - tally.skipped),
          Outcome::known};
}

std::string following_text(const Report& report) {
  std::vector<std::string_view> published;
  std::vector<std::string_view> upstream;
  std::vector<std::string_view> unknown;
  for (const EndpointRow& row : endpoint_rows(report)) {
    (!row.follows                          ? unknown
     : *row.follows == Revision::published ? published
                                           : upstream)
        .push_back(row.operation);
  }
  if (published.empty() && upstream.empty()) return "no answer tells which revision is followed";
  std::string text;
  if (published.empty() || upstream.empty()) {
    const auto& followers = published.empty() ? upstream : published;
    const auto& revision = published.empty() ? Revision::upstream : Revision::published;
    const bool all = followers.size() == report.comparison->endpoints.size();
    text = fmt::format("{} the {} revision", all ? "every endpoint follows" : subject(followers),
                       schemas::to_string(revision));
  } else {
    text = fmt::format(
        "{} the published revision, {} the upstream one: no one document describes them all",
        subject(published), subject(upstream));
  }
  if (!unknown.empty()) text += fmt::format("; no answer of {} tells", fmt::join(unknown, ", "));
  return text;
}

std::vector<Revision> revisions_of(const Report& report) {
  std::vector<Revision> revisions = {report.revision};
  if (report.comparison) revisions.push_back(report.comparison->other);
  return revisions;
}

bool is_held_to(const Report& report, std::string_view operation, Revision revision) {
  std::optional<Revision> follows;
  if (report.comparison) {
    for (const Comparison::Endpoint& endpoint : report.comparison->endpoints) {
      if (endpoint.operation == operation) follows = endpoint.follows;
    }
  }
  return follows.value_or(report.revision) == revision;
}

namespace {

std::vector<const Check*> failed(const Report& report, Revision revision, bool held_to_it) {
  std::vector<const Check*> failed;
  for (const Check& check : checks_by(report, revision)) {
    if (check.outcome == Outcome::failed &&
        is_held_to(report, operation_of(check), revision) == held_to_it) {
      failed.push_back(&check);
    }
  }
  return failed;
}

}  // namespace

std::vector<const Check*> failures(const Report& report, Revision revision) {
  return failed(report, revision, true);
}

std::vector<const Check*> departures(const Report& report, Revision revision) {
  return failed(report, revision, false);
}

}  // namespace sp::contract
