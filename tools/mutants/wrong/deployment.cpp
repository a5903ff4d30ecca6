#include "mutants/wrong/deployment.h"

#include <algorithm>

#include <fmt/format.h>

#include "mutants/run.h"

namespace sp::mutants {

namespace {

// Headers of one name keep their order; which name stands first means nothing.
mock::Headers by_name(mock::Headers headers) {
  std::stable_sort(headers.begin(), headers.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return headers;
}

// Whether a client reads the same; how the JSON is written does not matter.
bool same_answer(const mock::Response& a, const mock::Response& b) {
  if (a.status != b.status || !(a.wire == b.wire)) return false;
  if (a.headers != b.headers && by_name(a.headers) != by_name(b.headers)) return false;
  if (a.body == b.body) return true;
  const Json left = Json::parse(a.body, nullptr, false);
  return !left.is_discarded() && left == Json::parse(b.body, nullptr, false);
}

}  // namespace

Deployment::Deployment(const mock::Scenario& scenario, schemas::Revision revision,
                       const Wrong& wrong)
    : revision_(revision),
      right_(scenario, revision),
      counted_(scenario.data(), {.revision = revision,
                                 .rate_limit = wrong.limited || always_limited(revision),
                                 .journal_size = 1}),
      behaviour_(wrong.make(right_)),
      http_("127.0.0.1", 0, std::nullopt,
            {.answer = [this](const mock::Request& request) { return answer(request); },
             .refuse =
                 [this](const mock::Request& request, int status, std::string_view why) {
                   return counted_.unreadable(request, status, why);
                 },
             .body_rule = [](const mock::Request&) { return mock::BodyRule{}; }}) {}

std::string Deployment::base_url() const {
  return fmt::format("http://127.0.0.1:{}/api/v1", http_.port());
}

void Deployment::advance(std::chrono::microseconds by) {
  counted_.clock().advance(by);
  right_.advance(by);
}

std::vector<std::string> Deployment::changed() const {
  const std::lock_guard lock(mutex_);
  return changed_;
}

mock::Response Deployment::answer(const mock::Request& request) {
  const std::lock_guard lock(mutex_);
  mock::Response answer = counted_.respond(request);
  const mock::Response right = answer;
  behaviour_(read_call(revision_, request), answer);
  if (!same_answer(right, answer)) {
    changed_.push_back(fmt::format("{} {}: {} instead of {}", request.method, request.target,
                                   answer.status, right.status));
  }
  return answer;
}

}  // namespace sp::mutants
