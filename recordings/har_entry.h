// An exchange as an entry of a HAR file.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <sp/recordings/exchange.h>
#include <sp/schemas/json.h>

namespace sp::recordings {

using OrderedJson = nlohmann::ordered_json;

// Who wrote a file.
OrderedJson creator_of(std::string_view tool, std::string_view version);

// The exchange without secret headers, and without its body where that is not kept. `notes` stand
// in its _sp.
OrderedJson entry_of(const Exchange& exchange, const std::string& base_url,
                     const schemas::NewObject& notes, bool keeps_body = true);

// A value of a note.
OrderedJson json_of(const schemas::Value& value);

}  // namespace sp::recordings
