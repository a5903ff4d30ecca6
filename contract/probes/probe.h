// A probe: one thing worth asking of one operation, and what the contract says must come
// back. Rules name the probes they judge by; what a probe sends depends on the subjects
// that are known by then.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "exchange/request.h"
#include "exchange/transcript.h"
#include "seen/subjects.h"

namespace sp::contract {

// When a probe is asked.
enum class When {
  planned,
  in_turn,       // where it is drawn (plan/draw.h), and under --thorough
  each_night,    // by each run that draws, as it asks about other things from turn to turn; and
                 // under --thorough
  beyond,        // beside the plan, by Session::explore
  at_the_limit,  // last of all, by Session::reach_the_limit
};

// One request of a probe, before the contract document gives it a path.
struct Call {
  Values values;
  std::string method = "GET";
  Credentials credentials = Credentials::token;
  std::string below = {};                  // appended to the path, in front of the query
  Headers headers = {};                    // beside those of every request
  bool own_connection = false;             // not on the connection of the requests before
  std::vector<std::string> verbatim = {};  // names of values that are not to be encoded
};

struct Probe {
  std::string operation;
  std::string kind;  // unique within the operation
  Expectation expectation;
  // Ids of probes ("getErrorSummary/ok") whose answers name its subjects.
  std::vector<std::string> after;
  std::size_t at_most;  // requests
  // None when a subject is missing; `missing` says which, and what would help.
  std::function<std::vector<Call>(const Subjects&)> calls;
  std::string missing = {};
  // Whether the contract lets its requests in, so that they count for the token; those of
  // others count for the address.
  bool counts_for_token = true;
  When when = When::planned;
  // Of what is asked in turn: whether a run asks it that draws nothing.
  bool first = false;
  // Whether it asks for Subjects::unknown. Where that turns out to be there, another is asked for.
  bool asks_for_unknown = false;

  std::string id() const { return operation + '/' + kind; }
};

// The ids of the five operations, in the order of reports.
constexpr std::string_view operation_ids[] = {"getRunSummary", "getErrorSummary", "getRunSample",
                                              "getDiff", "getSampleHistory"};

// The probes that answers of the other probes' subjects come from, and that every family
// judges by: ok, by_sample, by_regression, passing, elsewhere, unified, anonymous, unknown.
std::vector<Probe> common_probes(const schemas::Api& api);

// Why there is no sample to ask about, and what would help.
constexpr const char* no_sample = "no error of the run names a sample: name one with --sample-id";

// What families make probes of.

// One thing as the operation names it: the parameters it requires. Nothing when one of them is not
// known.
std::optional<Values> named(const schemas::Operation& operation, const Subjects::Output& thing);
// The parameters that name an existing thing of the operation, or made-up ids where none is
// known: for requests that the contract refuses before it looks anything up.
Values any_values(const schemas::Operation& operation, const Subjects& subjects);
// Whether the operation names more than a run, beside that parameter: then what it names with
// any_values may not be there, and a refusal may be for that.
bool names_more_than_a_run(const schemas::Operation& operation, std::string_view but);
// The same of existing things only, at most `most` of them; none when the subjects lack one.
std::vector<Values> existing(const schemas::Operation& operation, const Subjects& subjects,
                             std::size_t most = 1);
// The same values with another one for a parameter.
Values with(Values values, std::string_view name, std::string value);
// Errors by a dimension, on one page, which holds what there is of most runs.
Values grouped_by(Values values, std::string dimension);
// The same values without a parameter.
Values without(Values values, std::string_view name);
// The one of the ways to ask that it is the turn of; `place` tells apart several probes that share
// them, so that each takes another one.
template <class Way, std::size_t count>
const Way& in_turn(const Way (&ways)[count], const Subjects& subjects, std::size_t place = 0) {
  return ways[(subjects.turn % count + place) % count];
}
// The same probe, asked in turn.
Probe asked_in_turn(Probe probe);
// The same, and by a run that draws nothing.
Probe first_in_turn(Probe probe);
// A probe of one request that can always be made.
Probe always(const schemas::Operation& operation, std::string kind, Expectation expectation,
             std::function<Call(const Subjects&)> call);
// A probe of one request about something that exists: it is not made when nothing is known to.
// `call` gets the values that name it.
Probe about_existing(const schemas::Operation& operation, std::string kind, Expectation expectation,
                     std::function<Call(Values, const Subjects&)> call);
// The same with one more query parameter.
Probe with_query(const schemas::Operation& operation, std::string kind, Expectation expectation,
                 std::string name, std::string value);
}  // namespace sp::contract
