// A file that keeps what runs asked of deployments, for the next run to choose by: no token, no
// address and no answer is in it, only digests of them.
//
//     {"schema_version": 1, "tool": "sp-contract", "deployments": {
//       "9c1f0f7b8b0a44d2": {"runs": 3, "asked": {
//         "getDiff/context_lines_above": {"run": 3, "request": "0b6c…", "answer": "77ad…",
//                                         "changed": false, "failed": true}}}}}
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <sp/contract/memory.h>
#include <sp/contract/report.h>
#include <sp/schemas/json_file.h>

namespace sp::contract {

// By what name_of_deployment() makes of their addresses.
using Memories = std::map<std::string, Memory>;

// How a deployment is called in the file.
std::string name_of_deployment(std::string base_url);

// Throws FileError for what is no such file. `file` is only named.
Memories parse_memories(std::string_view text, const std::string& file);
// The same memories give the same text.
std::string memories_text(const Memories& memories);

// What there is to remember after one more run.
Memory after_run(Memory memory, const Report& report);

}  // namespace sp::contract
