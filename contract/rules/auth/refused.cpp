// Whoever asks without a valid token gets a 401, whatever they ask for:
//   no Authorization header              401
//   Authorization: Basic TOKEN           401
//   Authorization: TOKEN                 401
//   Authorization: Bearer                401
//   Authorization: Bearer null           401
//   Authorization: Bearer TOKENx         401
//   Authorization: Bearer tOKEN          401, where the token is Token
//   /runs/1/summary?access_token=TOKEN   401, and so in a cookie or a header of its own
#include <algorithm>
#include <initializer_list>

#include "rules/auth/auth.h"

namespace sp::contract::auth {

namespace {

bool asks_with(const Exchange& exchange, std::initializer_list<Credentials> kinds) {
  // Of a path with slashes that meet, a 404 may come first.
  return exchange.request.method == "GET" && !exchange.is_for("getRunSummary", "slashes") &&
         std::find(kinds.begin(), kinds.end(), exchange.request.credentials) != kinds.end();
}

template <Credentials... kinds>
void refused(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (asks_with(*exchange, {kinds...})) expect_401(*exchange, verdict);
  }
}

}  // namespace

constexpr Rule no_header_rule{
    .name = "no_header",
    .title = "Without an Authorization header the answer is 401.",
    .why = "Whoever forgets the token has to be told so, and strangers have to stay out.",
    .contract = citation,
    .probes = {"anonymous"},
    .operations = {},
    .judge = refused<Credentials::none>};

constexpr Rule other_scheme_rule{
    .name = "other_scheme",
    .title = "A token sent with another scheme than Bearer, or with none, is answered with 401.",
    .why = "A token that also works under another scheme ends up in logs that nobody guards.",
    .contract = citation,
    .probes = {"other_scheme", "second_word"},
    .operations = {},
    .judge = refused<Credentials::other_scheme, Credentials::no_scheme>};

constexpr Rule empty_token_rule{.name = "empty_token",
                                .title = "An empty token, or `null` for one, is answered with 401.",
                                .why = "A client whose secret is not set must not get in.",
                                .contract = citation,
                                .probes = {"empty"},
                                .operations = {},
                                .judge = refused<Credentials::empty, Credentials::null_word>};

constexpr Rule wrong_token_rule{
    .name = "wrong_token",
    .title = "A token that nobody was given is answered with 401.",
    .why = "Otherwise any string would open the API.",
    .contract = citation,
    .probes = {"wrong"},
    .operations = {},
    .judge = refused<Credentials::wrong, Credentials::other_case, Credentials::first_changed,
                     Credentials::last_changed, Credentials::cut>};

constexpr Rule trailing_rubbish_rule{
    .name = "trailing_rubbish",
    .title = "The right token with more characters behind it is answered with 401.",
    .why =
        "A server that compares only the beginning of a token lets strangers guess it letter by "
        "letter.",
    .contract = citation,
    .probes = {"suffix", "second_word"},
    .operations = {},
    .judge = refused<Credentials::suffix, Credentials::second_word>};

constexpr Rule token_in_query_rule{
    .name = "token_in_query",
    .title = "A token in the query string, in a cookie or in another header does not work.",
    .why =
        "URLs are written to logs and histories, and browsers send cookies for whoever asks them "
        "to: a token there is a token lost.",
    .contract = citation,
    .probes = {"in_query"},
    .operations = {},
    .judge = refused<Credentials::in_query>};

}  // namespace sp::contract::auth
