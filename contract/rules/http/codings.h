// The rules of the family `http` about compression: what a client takes, and what it gets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace sp::contract::http {

// The value of a header that a request has beside those of every request; null when it has none.
const std::string* sent_header(const Request& request, std::string_view name);

// The codings that an answer's body came in, in lower case; "identity" is none.
std::vector<std::string> codings_of(const Exchange& exchange);

void gzip(const Evidence& evidence, Verdict& verdict);
void plain_when_asked(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::http
