// What a text of a server tells of its inside: a page, a stack trace, a database's error or a
// query, a path of its own machine, an address that is of no use to a client.
//
// A mark is specific. Ordinary sentences use the same words ("Select a run from the list of runs.",
// "See /app/help for more."), and this field's files have names like panic-room.ts: the tables of
// tests/contract/internals_test.cpp have some of either kind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sp/schemas/json.h>

namespace sp::contract::envelope {

// Where the first mark begins; nothing where there is none.
std::optional<std::size_t> internals_in(std::string_view text);

// Every string of a JSON value, member names left out, each on a line of its own.
std::string strings_of(const schemas::Value& value);

// The text without the words that end with `echo`: to say a request's own words back tells
// nothing. Takes time in proportion to the text.
std::string without_echoes(std::string_view text, std::string_view echo);

}  // namespace sp::contract::envelope
