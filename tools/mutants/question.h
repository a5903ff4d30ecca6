// What can be asked of the five operations, and faults that are about what is asked.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/schemas/revision.h>

namespace sp::mutants {

// The ids of the five operations, in the order of reports.
const std::vector<std::string>& operations();
// An operation as a revision has it, read from its document.
struct Form {
  std::string path;                // "/runs/{run_id}/summary"
  std::vector<std::string> ids;    // parameters that name a thing; those in the path first
  std::vector<std::string> query;  // the others: filters, pages, forms
  std::map<std::string, std::vector<std::string>> enumerations;  // of the others

  bool in_path(const std::string& parameter) const;
};
const Form& form_of(schemas::Revision revision, const std::string& operation);

using Texts = std::map<std::string, std::string>;

struct Question {
  schemas::Revision revision;
  std::string operation;
  Texts ids;    // by parameter
  Texts query;  // of the query parameters

  friend auto operator<=>(const Question&, const Question&) = default;
};

// Fits those ids; values that are no integers are left out.
void set_ids(mock::FaultWhen& when, const Texts& ids);

// Asks about those ids instead.
mock::Ask asking_about(const Form& form, const Texts& ids);

}  // namespace sp::mutants
