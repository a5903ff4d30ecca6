// The report for scripts: schemas/report.schema.json describes it.
#pragma once

#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

std::string json_text(const Report& report);

}  // namespace sp::contract
