// The family `auth`: nobody is let in without a valid token, and nobody learns anything
// without one (contract section 1, auth).
#include <algorithm>

#include <fmt/format.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace {

constexpr const char* citation = "contract section 1, auth [S0-S4]";
constexpr const char* before_all = "contract section 1, auth [B]";

bool asks_with(const Exchange& exchange, const std::vector<Credentials>& kinds) {
  return exchange.request.method == "GET" &&
         std::find(kinds.begin(), kinds.end(), exchange.request.credentials) != kinds.end();
}

void expect_401(const Exchange& exchange, Verdict& verdict) {
  const int status = exchange.response->status;
  if (status == 429) return;
  verdict.judged();
  if (status != 401) verdict.fail(exchange, "", "status 401", fmt::format("status {}", status));
}

// Whoever asks like that is refused, whatever it is asked for.
template <Credentials... kinds>
void refused(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (asks_with(*exchange, {kinds...})) expect_401(*exchange, verdict);
  }
}

// The rule's own probe is refused: what it asks for makes the difference.
void own_probe_is_refused(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) expect_401(*exchange, verdict);
}

bool just_answered(const Evidence& evidence, const Exchange& later) {
  return std::any_of(evidence.seen.exchanges().begin(), evidence.seen.exchanges().end(),
                     [&](const Exchange* earlier) {
                       return earlier->number < later.number &&
                              earlier->request.path == later.request.path &&
                              authenticates(earlier->request.credentials) && earlier->answered(200);
                     });
}

void never_from_a_cache(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const bool stranger = !authenticates(exchange->request.credentials);
    if (stranger && exchange->request.method == "GET" && just_answered(evidence, *exchange)) {
      expect_401(*exchange, verdict);
    }
  }
}

void lower_case(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (exchange->request.credentials != Credentials::lower_case_scheme || status == 429) continue;
    verdict.judged();
    if (status == 401 || status == 403) {
      verdict.fail(*exchange, "", "`bearer` let in as `Bearer` is",
                   fmt::format("status {}", status));
    }
  }
}

// The same URL as with the token, so that whatever remembers its answer shows.
Probe same_url(const schemas::Operation& operation, Credentials credentials) {
  Probe probe = always(operation, std::string(to_string(credentials)), Expectation::unauthorized,
                       [&operation, credentials](const Subjects& subjects) {
                         return Call{any_values(operation, subjects), "GET", credentials};
                       });
  probe.after.push_back(operation.id + "/ok");
  probe.counts_for_token = false;
  return probe;
}

// About nothing that exists: 401 comes first.
Probe stranger_and_unknown(const schemas::Operation& operation) {
  Probe probe =
      always(operation, "wrong", Expectation::unauthorized, [&operation](const Subjects& subjects) {
        const std::string& leading = operation.parameters.front().name;
        return Call{with(any_values(operation, subjects), leading, subjects.unknown), "GET",
                    Credentials::wrong};
      });
  probe.counts_for_token = false;
  return probe;
}

// With a parameter that makes no sense: 401 comes first.
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

Probe lower_case_scheme(const schemas::Operation& operation) {
  return about_existing(operation, "lower_case_scheme", Expectation::success,
                        [](Values values, const Subjects&) {
                          Call call{std::move(values)};
                          call.credentials = Credentials::lower_case_scheme;
                          call.own_connection = true;
                          return call;
                        });
}

std::vector<Probe> probes_of_the_family(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    const schemas::Operation& operation = *api.find(id);
    for (const Credentials credentials : {Credentials::empty, Credentials::suffix,
                                          Credentials::second_word, Credentials::in_query}) {
      all.push_back(same_url(operation, credentials));
    }
    all.push_back(stranger_and_unknown(operation));
    all.push_back(stranger_and_bad_parameter(operation));
  }
  all.push_back(lower_case_scheme(*api.find("getRunSummary")));
  return all;
}

}  // namespace

Family auth_family(const Contract& contract) {
  return {
      "auth",
      {
          {"no_header",
           "Without an Authorization header the answer is 401.",
           "Whoever forgets the token has to be told so, and strangers have to stay out.",
           citation,
           {"anonymous"},
           {},
           refused<Credentials::none>},
          {"other_scheme",
           "Another scheme than Bearer is answered with 401.",
           "A token that is read from where it does not belong ends up in logs that nobody guards.",
           citation,
           {"other_scheme"},
           {},
           refused<Credentials::other_scheme>},
          {"empty_token",
           "An empty token is answered with 401.",
           "A client whose secret is not set must not get in.",
           citation,
           {"empty"},
           {},
           refused<Credentials::empty>},
          {"wrong_token",
           "A token that nobody was given is answered with 401.",
           "Else any string is a key.",
           citation,
           {"wrong"},
           {},
           refused<Credentials::wrong>},
          {"trailing_rubbish",
           "A token with something behind it is answered with 401.",
           "A server that compares beginnings can be guessed at, letter by letter.",
           citation,
           {"suffix", "second_word"},
           {},
           refused<Credentials::suffix, Credentials::second_word>},
          {"token_in_query",
           "A token in the query string does not work.",
           "URLs are written to logs and histories; a token there is a token lost.",
           citation,
           {"in_query"},
           {},
           refused<Credentials::in_query>},
          {"lower_case_scheme",
           "The scheme may be written `bearer`.",
           "HTTP says that schemes have no case, and some libraries write it small.",
           "contract section 1, auth [B], RFC 7235",
           {"lower_case_scheme"},
           {"getRunSummary"},
           lower_case},
          {"before_not_found",
           "401 comes before 404.",
           "Else a stranger finds out which runs and samples exist.",
           before_all,
           {"wrong"},
           {},
           own_probe_is_refused},
          {"before_parameters",
           "401 comes before errors in parameters.",
           "Else a stranger is told how requests have to look.",
           before_all,
           {"other_scheme"},
           {},
           own_probe_is_refused},
          {"never_from_a_cache",
           "A URL that was just answered with a token still asks for one.",
           "An answer that a shared cache gives to the next stranger is published.",
           citation,
           {"ok", "anonymous", "empty", "in_query"},
           {},
           never_from_a_cache},
      },
      probes_of_the_family(contract.api)};
}

}  // namespace sp::contract
