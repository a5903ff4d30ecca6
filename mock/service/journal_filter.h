// Selects the requests that GET /__mock/requests shows, by the parameters of its query: operation,
// status, fault, after and limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/recorded_request.h>

namespace sp::mock {

// Throws std::invalid_argument unless the API has an operation with this id. The journal has no
// other operations, so any other id must be a mistake.
void require_operation(const std::string& id);

class JournalFilter {
 public:
  // Reads the query of a request target. Throws std::invalid_argument for an unknown parameter, for
  // one that is given twice, and for a value that no request could have.
  static JournalFilter from(std::string_view target);

  // The number that those of the requests that are asked for are higher than; 0 for all.
  std::uint64_t after() const { return after_.value_or(0); }
  // Selects the requests that fit all other parameters, and of these the newest `limit`. Keeps
  // their order.
  std::vector<RecordedRequest> of(std::vector<RecordedRequest> requests) const;

 private:
  void take(const std::string& name, const std::string& value);
  bool fits(const RecordedRequest& request) const;

  std::optional<std::string> operation_;
  std::optional<int> status_;
  std::optional<std::uint64_t> fault_;
  std::optional<std::uint64_t> after_;
  std::optional<std::size_t> limit_;
};

}  // namespace sp::mock
