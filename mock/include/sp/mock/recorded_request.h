// A request that the mock answered, as its journal keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/date_time.h>

namespace sp::mock {

struct RecordedRequest {
  std::uint64_t number = 0;  // from 1, in the order in which answers were made
  schemas::Instant at;       // by the mock's clock
  std::string method;
  std::string path;  // below the base, as sent; the whole path of a request outside it
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // tokens are redacted
  std::string operation;                                     // its id; empty when none was reached
  // Of the operation, from path and query, as sent; defaults are not filled in.
  std::vector<std::pair<std::string, std::string>> parameters;
  int status = 0;                     // of the answer as sent
  std::vector<std::uint64_t> faults;  // ids of those that changed the answer
  std::vector<std::string> problems;  // of faults that could not
  // Names of the quirks without which the answer would have been another (sp/mock/quirks.h).
  std::vector<std::string> quirks;
  std::string why;  // the log's clause
};

// Throws std::invalid_argument when no revision of the API has the operation, or that operation has
// none of the parameters' names: a condition of that kind would never be met.
void require_known(const std::string& operation, const std::vector<std::string>& parameters = {});

}  // namespace sp::mock
