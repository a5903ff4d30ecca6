// What the command shows without sending anything.
#pragma once

#include <string>

#include <sp/contract/run.h>

namespace sp::contract {

// The catalogue, a line a check.
std::string list_text(const Options& options);
// The catalogue as a page: docs/checks.md is this text.
std::string list_markdown(const Options& options);
// The requests that would be sent.
std::string plan_text(const Target& target, const Options& options);

}  // namespace sp::contract
