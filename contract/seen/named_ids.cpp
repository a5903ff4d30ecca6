#include "seen/named_ids.h"

#include <iterator>

#include <sp/schemas/number.h>

#include "exchange/transcript.h"
#include "seen/subjects.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

// Far apart: where one is there, its neighbours may be.
constexpr std::int64_t hardly_reached[] = {2147483647, 1999999973, 1610612741, 1234567891};

}  // namespace

NamedIds::NamedIds(const Target& target) {
  ids_.insert(target.run_ids.begin(), target.run_ids.end());
  for (const auto& id : {target.sample_id, target.regression_id, target.output_id}) {
    if (id) ids_.insert(*id);
  }
}

void NamedIds::note(const Exchange& exchange, const schemas::Value& body) {
  for (const auto& [name, value] : exchange.request.values) {
    const auto id = name.ends_with("_id") ? schemas::number_in(value) : std::nullopt;
    if (id && exchange.expectation != Expectation::refused) ids_.insert(*id);
  }
  note_members(body);
  for (const schemas::Value& output : array_at(body, "outputs")) note_members(output);
  for (const schemas::Value& row : array_at(body, "data")) {
    note_members(row);
    const std::string_view* key = string_at(row, "key");
    if (const auto id = key ? schemas::number_in(*key) : std::nullopt) ids_.insert(*id);
    for (const schemas::Value& sample : array_at(row, "sample_ids")) {
      if (const auto id = integer_of(sample)) ids_.insert(*id);
    }
  }
}

void NamedIds::note_members(const schemas::Value& object) {
  for (const char* name :
       {"run_id", "sample_id", "regression_id", "regression_test_id", "output_id"}) {
    if (const auto id = integer_at(object, name)) ids_.insert(*id);
  }
}

std::string NamedIds::none_of_them() const {
  for (const std::int64_t id : hardly_reached) {
    if (!ids_.contains(id)) return std::to_string(id);
  }
  std::int64_t id = *std::prev(std::end(hardly_reached));
  while (ids_.contains(id)) --id;
  return std::to_string(id);
}

}  // namespace sp::contract
