// The family `http`: what any HTTP client, proxy or cache relies on, whatever the API.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"

namespace sp::contract::http {

inline constexpr Names each_kind = {"ok", "anonymous", "unknown"};

// head.cpp
extern const Rule head_rule;
extern const Rule head_length_rule;
// no_redirect.cpp: what a 3xx would be
extern const Rule no_redirect_rule;
extern const Rule conditional_rule;
// coding.cpp: compression
extern const Rule gzip_rule;
extern const Rule plain_when_asked_rule;
// keep_alive.cpp
extern const Rule keep_alive_rule;
// same_again.cpp
extern const Rule same_again_rule;
// date.cpp
extern const Rule date_rule;

// The value of a header that a request has beside those of every request; null when it has none.
const std::string* sent_header(const Request& request, std::string_view name);

// The codings that an answer's body came in, in lower case; none for "identity".
std::vector<std::string> codings_of(const Exchange& exchange);

// Asks for what exists by HEAD, for head.cpp.
Probe head_probe(const schemas::Operation& operation);
// Asks with two slashes in the path, for no_redirect.cpp.
Probe slashes_probe(const schemas::Operation& operation);
// Asks for what exists once more, for same_again.cpp.
Probe again_probe(const schemas::Operation& operation);

}  // namespace sp::contract::http
