// What the HTML page is put together from. Every function returns markup in which all that
// servers sent is escaped.
#pragma once

#include <string>
#include <string_view>

#include <sp/contract/report.h>

namespace sp::contract::html {

// The page's only style and its only script.
extern const std::string_view style;
extern const std::string_view script;

// A sign that tells outcomes apart without colour.
std::string_view sign_of(Outcome outcome);

// Nothing for a report by one revision.
std::string comparison_section(const Report& report);
// A check to be unfolded; `kind` keeps the ids of a second list of checks apart.
std::string check_markup(const Check& check, const Report& report, std::string_view kind = "");

std::string checks_section(const Report& report);
std::string exchanges_section(const Report& report);

// A JSON body indented, repeated members and numbers as they were written; any other body
// as it came.
std::string indented(const std::string& body);

}  // namespace sp::contract::html
