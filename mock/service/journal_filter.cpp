#include "service/journal_filter.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/number.h>

#include "scenario/target.h"

namespace sp::mock {

namespace {

std::int64_t number(const std::string& name, const std::string& value, std::int64_t least,
                    std::int64_t most) {
  const auto number = schemas::number_in(value);
  if (!number || *number < least || *number > most) {
    throw std::invalid_argument(
        fmt::format("{}: expected a number from {} to {}, found {}", name, least, most, value));
  }
  return *number;
}

template <typename T>
void set(std::optional<T>& member, const std::string& name, T value) {
  if (member) throw std::invalid_argument(name + ": expected at most once, found twice");
  member = std::move(value);
}

}  // namespace

void require_operation(const std::string& id) {
  const auto& api = schemas::Api::of(schemas::Revision::published);
  if (api.find(id)) return;
  std::string known;
  for (const auto& operation : api.operations()) {
    known += (known.empty() ? "" : ", ") + operation.id;
  }
  throw std::invalid_argument(fmt::format("operation: expected one of {}, found {}", known, id));
}

JournalFilter JournalFilter::from(std::string_view target) {
  JournalFilter filter;
  for (const auto& [name, value] : Target::parse(target).query) filter.take(name, value);
  return filter;
}

void JournalFilter::take(const std::string& name, const std::string& value) {
  constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();
  if (name == "operation") {
    require_operation(value);
    set(operation_, name, value);
  } else if (name == "status") {
    // A fault sends any status of three digits.
    set(status_, name, static_cast<int>(number(name, value, 100, 999)));
  } else if (name == "fault") {
    set(fault_, name, static_cast<std::uint64_t>(number(name, value, 0, any)));
  } else if (name == "after") {
    set(after_, name, static_cast<std::uint64_t>(number(name, value, 0, any)));
  } else if (name == "limit") {
    set(limit_, name, static_cast<std::size_t>(number(name, value, 1, any)));
  } else {
    throw std::invalid_argument(
        fmt::format("expected operation, status, fault, after or limit, found {}", name));
  }
}

bool JournalFilter::fits(const RecordedRequest& request) const {
  return (!operation_ || request.operation == *operation_) &&
         (!status_ || request.status == *status_) &&
         (!fault_ || std::ranges::find(request.faults, *fault_) != request.faults.end());
}

std::vector<RecordedRequest> JournalFilter::of(std::vector<RecordedRequest> requests) const {
  std::erase_if(requests, [this](const RecordedRequest& request) { return !fits(request); });
  if (limit_ && requests.size() > *limit_) {
    requests.erase(requests.begin(), requests.end() - static_cast<std::ptrdiff_t>(*limit_));
  }
  return requests;
}

}  // namespace sp::mock
