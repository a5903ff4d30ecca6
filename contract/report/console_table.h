// The tables of the report for a terminal, in as many columns as it has.
#pragma once

#include <cstddef>
#include <string>

#include <sp/contract/report.h>

#include "report/paint.h"

namespace sp::contract {

// Endpoints across, families down:
//
//                  getRunSummary  getDiff            getRun   getDiff
//     response     18 ok          2 of 9 FAIL        Summary
//     http         5 ok, 2 skip   4 ok               18 ok    2/9 FAIL
//
// In the widest form that fits: names of endpoints may be in two lines, cells may be short (right),
// and where nothing else helps, the endpoints come in several tables below each other.
std::string families_table(const Report& report, const Paint& paint, std::size_t columns);

// Which revision each endpoint follows, a line each; for a report by both.
std::string endpoints_table(const Report& report, const Paint& paint);

}  // namespace sp::contract
