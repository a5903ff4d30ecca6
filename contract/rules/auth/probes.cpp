// What the family asks of each operation: the same URL as with the token, with credentials that are
// none, and what the contract refuses for a second reason. A server would let them in that
//   empty, second_word   reads no further than the scheme, or than the first word of the token
//   null_word            takes any word for a token, or one that a client without a secret sends
//   no_scheme            looks for the token anywhere in the header
//                        These two ask for another form, whose handler may not look at all.
//   suffix               compares only as much as the token is long
//   in_query             takes a token from wherever it finds one: query, cookie, another header
//   other_scheme         looks at the last word alone
//   wrong                compares tokens without their case, only their beginning or their end, or
//                        only as much as was sent
#include "rules/auth/auth.h"

namespace sp::contract::auth {

namespace {

// The URL by which the operation answers in another form, by other rows or from another query: a
// handler of its own may forget to ask for the token.
Values in_another_form(const schemas::Operation& operation, Values values) {
  if (operation.parameter("format")) return with(std::move(values), "format", "unified");
  if (operation.parameter("group_by")) return with(std::move(values), "group_by", "sample_id");
  if (operation.parameter("status")) return with(std::move(values), "status", "fail");
  return values;
}

// The same URL as with the token, so that a cache that remembers its answer shows.
// It is the turn of one or the other of two credentials, and the first gives the probe its name.
Probe same_url(const schemas::Operation& operation, Credentials first, Credentials other,
               std::size_t place) {
  Probe probe = always(operation, std::string(to_string(first)), Expectation::unauthorized,
                       [&operation, first, other, place](const Subjects& subjects) {
                         const Credentials ways[] = {first, other};
                         Values values = any_values(operation, subjects);
                         if (first == Credentials::second_word)
                           values = in_another_form(operation, std::move(values));
                         return Call{std::move(values), "GET", in_turn(ways, subjects, place)};
                       });
  probe.after.push_back(operation.id + "/ok");
  probe.counts_for_token = false;
  return probe;
}

// One for each operation, which is another one from turn to turn. A token that is nothing like the
// right one shows less than one that is nearly right.
constexpr Credentials wrong_tokens[] = {Credentials::last_changed, Credentials::other_case,
                                        Credentials::first_changed, Credentials::cut,
                                        Credentials::wrong};

// About nothing that exists: 401 comes before 404.
Probe stranger_and_unknown(const schemas::Operation& operation, std::size_t place) {
  Probe probe = always(
      operation, "wrong", Expectation::unauthorized, [&operation, place](const Subjects& subjects) {
        const std::string& leading = operation.parameters.front().name;
        return Call{with(any_values(operation, subjects), leading, subjects.unknown), "GET",
                    in_turn(wrong_tokens, subjects, place)};
      });
  probe.counts_for_token = false;
  return probe;
}

// With a parameter that makes no sense: 401 comes before 400.
Probe stranger_and_bad_parameter(const schemas::Operation& operation) {
  const bool paged = operation.parameter("limit") != nullptr;
  const std::string name = paged ? "limit" : operation.parameters.front().name;
  Probe probe = always(operation, "other_scheme", Expectation::unauthorized,
                       [&operation, name](const Subjects& subjects) {
                         return Call{with(any_values(operation, subjects), name, "0"), "GET",
                                     Credentials::other_scheme};
                       });
  probe.counts_for_token = false;
  return probe;
}

}  // namespace

std::vector<Probe> probes(const schemas::Api& api) {
  std::vector<Probe> all;
  std::size_t place = 0;
  for (const std::string_view id : operation_ids) {
    const schemas::Operation& operation = *api.find(id);
    const std::pair<Credentials, Credentials> strangers[] = {
        {Credentials::empty, Credentials::null_word},
        {Credentials::suffix, Credentials::suffix},
        {Credentials::second_word, Credentials::no_scheme},
        {Credentials::in_query, Credentials::in_query}};
    for (const auto& [first, other] : strangers) {
      all.push_back(same_url(operation, first, other, place));
    }
    all.push_back(stranger_and_unknown(operation, place++));
    all.push_back(stranger_and_bad_parameter(operation));
  }
  all.push_back(lower_case_scheme_probe(*api.find("getRunSummary")));
  return all;
}

}  // namespace sp::contract::auth
