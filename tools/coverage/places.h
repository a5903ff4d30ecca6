// Places of answers: members of bodies, and headers.
//
//     {"data": [{"key": "6"}]}    /data, /data/*, /data/*/key
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <sp/schemas/revision.h>

namespace sp::coverage {

using Json = nlohmann::ordered_json;

// The places that the document of a revision names, in its order.
std::vector<std::string> members_of_answer(schemas::Revision revision, std::string_view operation);
// The values that the document lists for a place of an answer; empty where it lists none.
std::vector<Json> values_of_answer(schemas::Revision revision, std::string_view operation,
                                   const std::string& place);
std::vector<std::string> members_of_error(schemas::Revision revision);
// Of every answer of every operation.
std::vector<std::string> headers_of_answers(schemas::Revision revision);

// Calls `visit` with what holds each value at a place, and its name or index there.
using Visit = std::function<void(Json& holder, const Json& key)>;
void for_each_at(Json& body, std::string_view place, const Visit& visit);

}  // namespace sp::coverage
