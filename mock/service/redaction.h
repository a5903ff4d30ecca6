// Removes tokens from what the log and the journal show.
#pragma once

#include <string>
#include <vector>

#include <sp/mock/recorded_request.h>

#include "scenario/settings.h"
#include "service/journal.h"

namespace sp::mock {

// `text` with every occurrence of one of the tokens replaced.
std::string without_tokens(std::string text, const std::vector<Token>& tokens);

// The request with the value of its Authorization header and every occurrence of one of the tokens
// replaced. A client may have put a token anywhere: into the path, the query or another header.
RecordedRequest redacted(RecordedRequest request, const std::vector<Token>& tokens);
// What was sent, without a token that came in its target and may have been sent back. Looking for
// others in each body would take longer than answering.
SentAnswer redacted(SentAnswer answer, const std::vector<Token>& tokens);

}  // namespace sp::mock
