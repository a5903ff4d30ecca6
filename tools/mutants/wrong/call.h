// A request as an implementation of the API reads it: which of the five operations, which ids,
// which parameters. It can be asked again in other words.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/revision.h>

#include "mutants/question.h"
#include "service/request.h"

namespace sp::mutants {

struct Call {
  schemas::Revision revision = schemas::Revision::published;
  mock::Request request = {};
  std::string operation = {};  // empty for a path of none of the five
  Texts ids = {};              // those in the path, as sent but for percent-encoding
  std::vector<std::pair<std::string, std::string>> query = {};
  bool reworded = false;  // whether it says something else than the request

  const Form& form() const { return form_of(revision, operation); }
  // The value of a parameter, wherever it stands: the first, where there are more.
  std::optional<std::string> get(const std::string& name) const;
  // The number that it is, or `otherwise` where it is left out or none.
  long long number(const std::string& name, long long otherwise) const;
  // The names of the parameters that filter: all optional ones but the page's and the form's.
  std::vector<std::string> filters() const;

  // The same request with other values; no value takes the parameter out of the query.
  Call with(const std::string& name, std::optional<std::string> value) const;
  Call without(const std::vector<std::string>& names) const;
  Call as(const std::string& method) const;
  Call with_header(const std::string& name, std::optional<std::string> value) const;
  // The request that says this: as it was sent, but for what is said otherwise.
  mock::Request written() const;
};

Call read_call(schemas::Revision revision, const mock::Request& request);

}  // namespace sp::mutants
