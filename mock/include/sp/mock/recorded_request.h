// A request that the mock has answered, as its journal keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/date_time.h>

namespace sp::mock {

struct RecordedRequest {
  std::uint64_t number = 0;  // counts from 1, in the order in which requests were answered
  schemas::Instant at;       // when it was answered, by the mock's clock
  std::string method;
  // As sent, without the /api/v1 in front of it; the whole path if it does not begin with that.
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in the order sent
  std::vector<std::pair<std::string, std::string>> headers;  // in the order sent, without tokens
  std::string operation;  // the id of the operation that it asked for; empty if there is none
  // The parameters of the operation, from path and query, as sent; defaults are not filled in.
  std::vector<std::pair<std::string, std::string>> parameters;
  int status = 0;                     // of the answer as it was sent
  std::vector<std::uint64_t> faults;  // ids of the faults that changed the answer
  std::vector<std::string> problems;  // why other faults that hit the request could not change it
  // Names of the quirks (sp/mock/quirks.h) without which the answer would have been different.
  std::vector<std::string> quirks;
  std::string why;  // why it was answered so, as the log says it: one clause, without a period
};

// Throws std::invalid_argument unless some revision of the API has the operation, and the operation
// has all of these parameters: no request could ever fit a condition on any other.
void require_known(const std::string& operation, const std::vector<std::string>& parameters = {});

}  // namespace sp::mock
