// Which requests of the journal GET /__mock/requests shows, by the parameters of its query:
// operation, status, fault and limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/recorded_request.h>

namespace sp::mock {

// Throws std::invalid_argument unless the API has an operation of that id: whoever looks for
// another one in the journal has misspelt it, and would find nothing.
void require_operation(const std::string& id);

class JournalFilter {
 public:
  // From a request's target. Throws std::invalid_argument for a parameter that it does not know,
  // one that comes twice, and a value that no request could have.
  static JournalFilter from(std::string_view target);

  // Those that fit all parameters, the newest `limit` of them, in their order.
  std::vector<RecordedRequest> of(std::vector<RecordedRequest> requests) const;

 private:
  void take(const std::string& name, const std::string& value);
  bool fits(const RecordedRequest& request) const;

  std::optional<std::string> operation_;
  std::optional<int> status_;
  std::optional<std::uint64_t> fault_;
  std::optional<std::size_t> limit_;
};

}  // namespace sp::mock
