// Values of parameters: which of them the contract documents, which it does not, and what in a
// request is out of the ordinary. All of it is read from the contract document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "exchange/transcript.h"

namespace sp::contract {

enum class Standing {
  inside,   // documented: to be taken
  outside,  // outside the documented type, range, enumeration, length or format: to be refused
  open,     // the contract leaves it to the deployment: no failure of the server, nothing more
};

// Of a value as it is after percent-decoding.
Standing standing(const schemas::Parameter& parameter, const std::string& value);

// "an integer from 1 to 100", "one of linux, windows", …
std::string demand(const schemas::Parameter& parameter);

// Whether the parameter names a thing by its id.
bool is_id(const schemas::Parameter& parameter);

// The greatest value that there can be, known from the platform's code, where the document sets no
// maximum (x-maximum); else nothing.
std::optional<std::int64_t> greatest_known(const schemas::Parameter& parameter);

// A value worth asking with. The label is part of a probe's kind.
struct LabelledValue {
  std::string label;
  std::string value;
};

// Values that are outside, or open where it is not far to it. `fine` is a value that is inside:
// some are made of it, so that a lenient reader finds something. Labels do not depend on it.
// A server would take them for documented values that
//   wrapped, huge       keeps 32 or 64 bits of a number
//   trailing, fraction  reads as much of a number as there is
//   plus, blank, underscore, other_digits, nul    reads numbers as its language does
//   negative, below     has a bound in its document alone
//   empty               takes nothing for no filter
//   cut                 compares the beginning, or takes an unknown name for none
//   upper_case          compares without the case
//   no_such_day         carries the days over into the next month
std::vector<LabelledValue> doubtful_values(const schemas::Parameter& parameter,
                                           const std::string& fine);

// The bounds themselves, and each value of an enumeration.
std::vector<LabelledValue> documented_values(const schemas::Parameter& parameter);

// What a request asks, parameter by parameter.
struct Asked {
  struct Given {
    const schemas::Parameter* parameter;
    const std::string* value;
    Standing standing;
  };
  std::vector<Given> outside;
  std::vector<Given> open;
  std::vector<const schemas::Parameter*> missing;   // required, and left out
  std::vector<const schemas::Parameter*> repeated;  // given more than once
  std::vector<std::string> unknown;                 // names that the document does not have
  bool verbatim = false;                            // not encoded as it ought to be

  // Whether nothing but values is out of the ordinary.
  bool is_well_formed() const {
    return missing.empty() && repeated.empty() && unknown.empty() && !verbatim;
  }
  // Whether all is as documented.
  bool is_documented() const { return is_well_formed() && outside.empty() && open.empty(); }
};

Asked asked_by(const Request& request, const schemas::Operation& operation);

// Whether the answer tells how the operation takes its parameters: a GET with the token, of the
// operation's own path, that no limit turned away.
bool tells_of_parameters(const Exchange& exchange, const schemas::Operation& operation);

}  // namespace sp::contract
