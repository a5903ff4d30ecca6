// What is fuzzed: everything that reads bytes of others.
#pragma once

#include <cstdlib>
#include <span>
#include <string_view>
#include <utility>

namespace sp::fuzz {

struct Target {
  std::string_view name;
  std::string_view seeds;               // their folder, from the root of the sources
  std::string_view what;                // in a few words
  void (*run)(std::string_view bytes);  // ends the process if something that must hold does not
};

std::span<const Target> targets();
// Null when none has that name.
const Target* target_named(std::string_view name);

// What must hold whatever the bytes are; the fuzzer takes the end of the process for a find.
inline void demand(bool holds) {
  if (!holds) std::abort();
}

// Two inputs in one: what stands before the first 0, and what stands behind it.
inline std::pair<std::string_view, std::string_view> halves(std::string_view bytes) {
  const auto end = bytes.find('\0');
  if (end == std::string_view::npos) return {bytes, {}};
  return {bytes.substr(0, end), bytes.substr(end + 1)};
}

void read_json(std::string_view bytes);
void read_schema(std::string_view bytes);
void read_openapi(std::string_view bytes);
void read_recording(std::string_view bytes);
void read_request(std::string_view bytes);
void read_answer(std::string_view bytes);
void load_scenario(std::string_view bytes);
void answer_request(std::string_view bytes);
void compare_texts(std::string_view bytes);
void read_unified(std::string_view bytes);
void judge_recording(std::string_view bytes);
void import_recording(std::string_view bytes);
void take_out_token(std::string_view bytes);

}  // namespace sp::fuzz
