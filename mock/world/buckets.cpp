// Grouping the errors of a run (contract section 3).
#include <algorithm>
#include <string>
#include <unordered_map>

#include "world/derive.h"

namespace sp::mock {

namespace {

constexpr std::size_t max_sample_ids = 1000;

// The keys an error falls under. More than one only by category: an error counts once for
// each category of its test.
std::vector<std::string> keys_of(const ErrorOfResult& row, Grouping grouping) {
  switch (grouping) {
    case Grouping::type: return {std::string(to_string(row.error.type))};
    case Grouping::sample_id: return {std::to_string(row.test->sample_id)};
    case Grouping::regression_id: return {std::to_string(row.test->id)};
    case Grouping::category: return row.test->categories;
    case Grouping::severity: return {std::string(to_string(severity_of(row.error.type)))};
  }
  return {};
}

void count(Bucket& bucket, const ErrorOfResult& row) {
  ++bucket.count;
  bucket.severity = std::max(bucket.severity, severity_of(row.error.type));
  auto& ids = bucket.sample_ids;
  if (ids.size() < max_sample_ids &&
      std::find(ids.begin(), ids.end(), row.test->sample_id) == ids.end()) {
    ids.push_back(row.test->sample_id);
  }
}

}  // namespace

std::vector<Bucket> group(const std::vector<ErrorOfResult>& errors, Grouping grouping) {
  std::vector<Bucket> buckets;
  std::unordered_map<std::string, std::size_t> places;
  for (const ErrorOfResult& row : errors) {
    for (const std::string& key : keys_of(row, grouping)) {
      const auto [place, added] = places.try_emplace(key, buckets.size());
      if (added) buckets.push_back({key, 0, Severity::info, {}});
      count(buckets[place->second], row);
    }
  }
  return buckets;
}

}  // namespace sp::mock
