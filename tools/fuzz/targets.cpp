#include "targets.h"

namespace sp::fuzz {

namespace {

constexpr Target all[] = {
    {"json", "tools/fuzz/seeds/json", "the reader and the writer of JSON", read_json},
    {"schema", "tools/fuzz/seeds/schema", "a schema, 0, and an instance", read_schema},
    {"openapi", "schemas/openapi", "a document of an API", read_openapi},
    {"har", "tools/fuzz/seeds/har", "a recording", read_recording},
    {"http", "tools/fuzz/seeds/http", "bytes of a connection to the mock", read_request},
    {"answer", "tools/fuzz/seeds/answer", "bytes of a deployment to the proxy that records it",
     read_answer},
    {"scenario", "scenarios", "a scenario file, and the answers from it", load_scenario},
    {"service", "tools/fuzz/seeds/service",
     "a request to the mock, and its answer in both revisions", answer_request},
    {"diff", "tools/fuzz/seeds/diff", "two texts with a 0 between them, compared", compare_texts},
    {"unified", "tools/fuzz/seeds/unified", "the unified form of a diff", read_unified},
    {"judge", "tools/fuzz/seeds/har", "a recording through every rule and report", judge_recording},
    {"import", "tools/fuzz/seeds/har", "a recording, and a scenario made of it", import_recording},
    {"redaction", "tools/fuzz/seeds/redaction", "a token, 0, and a text without it",
     take_out_token},
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
