#include "targets.h"

namespace sp::fuzz {

namespace {

constexpr Target all[] = {
    {"json", "the reader and the writer of JSON", read_json},
    {"schema", "a schema, 0, and an instance", read_schema},
    {"openapi", "a document of an API", read_openapi},
    {"har", "a recording", read_recording},
    {"http", "bytes of a connection to the mock", read_request},
    {"scenario", "a scenario file, and the answers from it", load_scenario},
    {"service", "a request to the mock, and its answer in both revisions", answer_request},
    {"diff", "two texts with a 0 between them, compared", compare_texts},
    {"unified", "the unified form of a diff", read_unified},
    {"judge", "a recording through every rule and report", judge_recording},
    {"redaction", "a token, 0, and a text without it", take_out_token},
};

}  // namespace

std::span<const Target> targets() { return all; }

const Target* target_named(std::string_view name) {
  for (const Target& target : all) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace sp::fuzz
