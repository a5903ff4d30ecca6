// The family `response`: every answer is one that HTTP, JSON and the contract document allow at
// that place. Every answer counts, whatever it was asked for; a rule's probes are asked so that
// there are some of each kind.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace sp::contract::response {

inline constexpr std::string_view section_1 = "contract section 1 [S0-S4]";
inline constexpr std::string_view statuses = "contract section 1 [S0-S4, B]";
inline constexpr std::string_view sections_2_to_6 = "contract sections 2 to 6";
inline constexpr Names success = {"ok", "by_sample", "unified"};
inline constexpr Names each_kind = {"ok", "anonymous", "unknown"};

// status.cpp: that there is an answer, and with which status
extern const Rule answered_rule;
extern const Rule status_rule;
// succeeds.cpp: how often good requests are answered with anything but 200
extern const Rule succeeds_rule;
extern const Rule never_5xx_rule;
// headers.cpp
extern const Rule content_type_rule;
extern const Rule content_length_rule;
extern const Rule headers_once_rule;
// charset.cpp
extern const Rule charset_rule;
// size.cpp
extern const Rule size_rule;
// json.cpp: how a body is written
extern const Rule json_rule;
extern const Rule unique_keys_rule;
extern const Rule integers_rule;
// members.cpp: what the document says of a body's members
extern const Rule schema_rule;
extern const Rule undocumented_members_rule;
// placeholders.cpp
extern const Rule placeholders_rule;
// plain_text.cpp
extern const Rule plain_text_rule;
// leaks.cpp
extern const Rule leaks_rule;
// ids.cpp
extern const Rule ids_rule;
extern const Rule ids_fit_rule;

constexpr bool is_failure_of_the_server(int status) { return status >= 500 && status <= 599; }

}  // namespace sp::contract::response
