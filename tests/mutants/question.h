// What can be asked of the five operations, and faults that are about what is asked.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include <sp/mock/fault.h>

namespace sp::mutants {

// The ids of the five operations, in the order of reports.
const std::vector<std::string>& operations();
// The query parameters of an operation that name no thing: filters, pages, forms.
const std::vector<std::string>& query_parameters(const std::string& operation);
// The parameters that name a thing; those in the path come first.
const std::vector<std::string>& id_parameters(const std::string& operation);

using Texts = std::map<std::string, std::string>;

struct Question {
  std::string operation;
  Texts ids;    // by parameter
  Texts query;  // of the query parameters

  friend auto operator<=>(const Question&, const Question&) = default;
};

// Fits those ids; values that are no integers are left out.
void set_ids(mock::FaultWhen& when, const Texts& ids);

// Asks about those ids instead.
mock::Ask asking_about(const Texts& ids);

}  // namespace sp::mutants
