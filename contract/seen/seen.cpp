#include "seen/seen.h"

#include <utility>

namespace sp::contract {

Seen::Seen(const schemas::Api& api, std::vector<const Exchange*> exchanges)
    : api_(api), exchanges_(std::move(exchanges)) {}

const std::vector<SeenSummary>& Seen::summaries() const {
  if (!summaries_) summaries_ = summaries_of(exchanges_);
  return *summaries_;
}

const std::vector<SeenResult>& Seen::results() const {
  if (!results_) results_ = results_of(exchanges_);
  return *results_;
}

const std::vector<SeenDiff>& Seen::diffs() const {
  if (!diffs_) diffs_ = diffs_of(exchanges_, operation("getDiff"));
  return *diffs_;
}

const ErrorLists& Seen::errors() const {
  if (!errors_) errors_.emplace(pages("getErrorSummary"), operation("getErrorSummary"));
  return *errors_;
}

const Histories& Seen::histories() const {
  if (!histories_) histories_.emplace(lists("getSampleHistory"), operation("getSampleHistory"));
  return *histories_;
}

const std::vector<LimitReading>& Seen::limit_readings() const {
  if (!limit_readings_) limit_readings_ = contract::limit_readings(exchanges_);
  return *limit_readings_;
}

const std::vector<Page>& Seen::pages(std::string_view id) const { return lists(id).pages(); }

const Lists& Seen::lists(std::string_view id) const {
  const auto known = lists_.find(id);
  if (known != lists_.end()) return known->second;
  return lists_.try_emplace(std::string(id), exchanges_, operation(id)).first->second;
}

}  // namespace sp::contract
