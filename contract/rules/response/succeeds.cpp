// A good request (a GET with the token, for documented values) is answered with 200, or with 429;
// and no request at all makes the server fail.
//   200 404 200    breaks at the 404: the same thing was found before and after
//   200 401        breaks at the 401: the same token was let in
//   404            may be right where the user named the id, or where there is no text to diff
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "rules/parameters/parameters.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

// Whether a request asks, with the token, for what the contract lets it have.
bool is_good(const Exchange& exchange) {
  return exchange.expectation == Expectation::success && exchange.request.method == "GET" &&
         authenticates(exchange.request.credentials) && !exchange.request.operation.empty();
}

// Counts the answers to all good requests, of whatever operation, by status: the count tells a
// server that is down from one that is shaky.
class GoodAnswers {
 public:
  explicit GoodAnswers(const Evidence& evidence) {
    for (const Exchange* exchange : evidence.every) {
      if (!exchange->response || exchange->response->status == 429 || !is_good(*exchange)) continue;
      ++all_;
      ++by_status_[exchange->response->status];
    }
  }

  // "status 500; 3 of 73 good requests were answered 500"
  std::string how_often(int status) const {
    const auto found = by_status_.find(status);
    const std::size_t count = found == by_status_.end() ? 0 : found->second;
    return fmt::format("status {0}; {1} of {2} good requests {3} answered {0}", status, count, all_,
                       count == 1 ? "was" : "were");
  }

 private:
  std::size_t all_ = 0;
  std::map<int, std::size_t> by_status_;
};

// The last success before an exchange and the first one after it.
struct Around {
  const Exchange* before = nullptr;
  const Exchange* after = nullptr;
};

template <class Same>
Around successes_around(const Evidence& evidence, const Exchange& exchange, const Same& same) {
  Around around;
  for (const Exchange* other : evidence.every) {
    if (!other->answered(200) || !is_good(*other) || !same(*other)) continue;
    if (other->number < exchange.number) {
      around.before = other;
    } else if (!around.after && other->number > exchange.number) {
      around.after = other;
    }
  }
  return around;
}

Around found_around(const Evidence& evidence, const Exchange& exchange) {
  const auto thing = [&](const Exchange& of) {
    return parameters::thing(of.request, evidence.operation);
  };
  const std::string sought = thing(exchange);
  return successes_around(evidence, exchange, [&](const Exchange& other) {
    return other.request.operation == exchange.request.operation && thing(other) == sought;
  });
}

bool is_named_by_user(const Evidence& evidence, const Request& request) {
  return std::any_of(request.values.begin(), request.values.end(),
                     [&](const auto& pair) { return evidence.is_named_by_user(pair.second); });
}

// An exchange that shows that the deployment does not have the operation's path; null when it has
// the path, or when nothing tells. A deployment may follow another document, which has the
// operation elsewhere. At a path that it does not have, every method is answered 404; if it asks
// for a token at any path, a request without one is answered 401.
const Exchange* shows_that_nothing_is_there(const Evidence& evidence) {
  const Exchange* good = nullptr;
  const Exchange* other_method = nullptr;
  bool strangers_are_told_apart = false;
  for (const Exchange* exchange : evidence.every) {
    if (exchange->request.operation != evidence.operation.id || !exchange->response) continue;
    const int status = exchange->response->status;
    if (status == 429 || is_failure_of_the_server(status)) continue;
    if (status == 401 || status == 403) {
      strangers_are_told_apart = true;
    } else if (status != 404) {
      return nullptr;
    } else if (exchange->expectation == Expectation::wrong_method) {
      other_method = exchange;
    } else if (!good && is_good(*exchange)) {
      good = exchange;
    }
  }
  if (!other_method) return nullptr;
  // Without a good request, a 401 may mean that the path is there and the thing is not.
  return good ? good : strangers_are_told_apart ? nullptr : other_method;
}

// Of what other answers name.
constexpr Names of_something_seen = success + Names{"passing", "elsewhere", "by_test"};

bool is_for_own_probe(const Exchange& exchange) {
  const std::string& operation = exchange.request.operation;
  return std::any_of(of_something_seen.begin(), of_something_seen.end(),
                     [&](std::string_view kind) { return exchange.is_for(operation, kind); });
}

// Whether a 404 of a diff says that it is not the text that is missing but the run, the sample or
// the regression test, which other answers have.
bool denies_the_result(const Exchange& exchange) {
  const schemas::Value* body = exchange.answered(404);
  const std::string_view* resource =
      body && body->find("details") ? string_at(*body->find("details"), "resource") : nullptr;
  return resource &&
         (*resource == "run" || *resource == "sample" || *resource == "regression_test");
}

// Judges a 404 for a thing that ought to be there.
void judge_not_found(const Evidence& evidence, const GoodAnswers& good, const Exchange& exchange,
                     Verdict& verdict) {
  const auto [before, after] = found_around(evidence, exchange);
  const auto fail = [&](std::string expected, std::vector<const Exchange*> against = {}) {
    verdict.judged();
    verdict.fail(exchange, "", std::move(expected), good.how_often(404), std::move(against));
  };
  if (before && after) return fail("status 200: it was found before and after");
  if (before || after) {
    return fail(fmt::format("status 200: it was found {}", before ? "before" : "after"),
                {before ? before : after});
  }
  if (!is_for_own_probe(exchange) || is_named_by_user(evidence, exchange.request)) return;
  // A deployment that holds only the hash of a text has nothing to diff (contract section 5 [B]).
  const bool may_have_no_text =
      exchange.request.operation == "getDiff" && !denies_the_result(exchange);
  if (!may_have_no_text) fail("status 200");
}

// Judges a 401 for a token that is let in elsewhere. What others recorded may be of several
// tokens, so that only successes around it tell.
void judge_turned_away(const Evidence& evidence, const GoodAnswers& good, const Exchange& exchange,
                       Verdict& verdict) {
  const auto [before, after] =
      successes_around(evidence, exchange, [](const Exchange&) { return true; });
  const bool of_ours = !exchange.probes.empty();
  if (!(of_ours ? before || after : before && after)) return;
  verdict.judged();
  verdict.fail(exchange, "", "status 200: the same token is let in by other requests",
               good.how_often(401));
}

// No change of the data explains a failure of the server, or a token that is refused now and then,
// so these fail at once, also where an answer was asked for again. A refusal of documented values
// is for `parameters.accepted` to judge, unless the request is one of the plainest.
void succeeds(const Evidence& evidence, Verdict& verdict) {
  if (const Exchange* shows = shows_that_nothing_is_there(evidence)) {
    verdict.judged();
    verdict.fail(*shows, "", fmt::format("an operation at {}", evidence.operation.path),
                 "status 404, as for every request to that path");
    return;
  }
  const GoodAnswers good(evidence);
  for (const Exchange* exchange : evidence.every) {
    if (exchange->request.operation != evidence.operation.id || !exchange->response) continue;
    const int status = exchange->response->status;
    if (!is_good(*exchange) || status == 429) continue;
    if (status == 200) {
      verdict.judged();
    } else if (status == 404) {
      judge_not_found(evidence, good, *exchange, verdict);
    } else if (status == 401) {
      judge_turned_away(evidence, good, *exchange, verdict);
    } else if (is_for_own_probe(*exchange) || is_failure_of_the_server(status)) {
      verdict.judged();
      verdict.fail(*exchange, "", "status 200", good.how_often(status));
    }
  }
}

void never_5xx(const Evidence& evidence, Verdict& verdict) {
  const GoodAnswers good(evidence);
  for (const Exchange* exchange : evidence.every) {
    if (exchange->request.operation != evidence.operation.id || !exchange->response) continue;
    verdict.judged();
    const int status = exchange->response->status;
    if (!is_failure_of_the_server(status)) continue;
    verdict.fail(*exchange, "", "no status of 500 or above, whatever is asked",
                 is_good(*exchange) ? good.how_often(status) : fmt::format("status {}", status));
  }
}

}  // namespace

constexpr Rule succeeds_rule{
    .name = "succeeds",
    .title = "A request for something that exists is answered with 200.",
    .why = "A client can do nothing with an endpoint that refuses good requests.",
    .contract = section_1,
    .probes = of_something_seen,
    .operations = {},
    .judge = succeeds};

constexpr Rule never_5xx_rule{.name = "never_5xx",
                              .title = "No request makes the server fail.",
                              .why =
                                  "A client that gets a 5xx asks again in vain, and a failure that "
                                  "comes only now and then is first noticed by users.",
                              .contract = statuses,
                              .probes = each_kind,
                              .operations = {},
                              .judge = never_5xx};

}  // namespace sp::contract::response
