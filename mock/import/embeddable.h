// What of an answer can stand in a scenario file.
#pragma once

#include <optional>
#include <string>

#include <sp/schemas/json.h>

namespace sp::mock {

// A body of JSON that can stand in a scenario: not nested so deeply that the file could not be
// read, and without repeated members, which a scenario must not have.
std::optional<schemas::Document> embeddable(const std::string& body);

// Whether the value of a header is text that a scenario may have the mock send.
bool can_be_sent(const std::string& header);

}  // namespace sp::mock
