// Taking tokens out of what a log or the journal shows.
#pragma once

#include <string>
#include <vector>

#include <sp/mock/recorded_request.h>

#include "scenario/settings.h"

namespace sp::mock {

// `text` with each of the tokens replaced, wherever it stands.
std::string without_tokens(std::string text, const std::vector<Token>& tokens);

// The request without its Authorization header and without the tokens, which may stand
// anywhere: in a path, a query, another header.
RecordedRequest redacted(RecordedRequest request, const std::vector<Token>& tokens);

}  // namespace sp::mock
