// The formats that both tools read.
#include <optional>
#include <string>

#include <sp/recordings/har.h>
#include <sp/recordings/har_file.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/api.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

#include "targets.h"

namespace sp::fuzz {

namespace {

std::optional<schemas::Document> document(std::string_view text,
                                          const schemas::ReadOptions& options = {}) {
  try {
    return schemas::parse(text, options);
  } catch (const schemas::SyntaxError& error) {
    demand(error.line >= 1 && error.column >= 1);
    return std::nullopt;
  }
}

}  // namespace

void read_json(std::string_view bytes) {
  document(bytes, {.comments = true, .max_depth = 1000});
  const auto read = document(bytes);
  if (!read) return;
  const auto again = document(read->root().dump());
  demand(again && again->root() == read->root());
  read->root().dump(20);
}

void read_schema(std::string_view bytes) {
  const auto [schema, instance] = halves(bytes);
  const auto read = document(schema);
  const auto value = document(instance);
  if (!read) return;
  for (const auto dialect :
       {schemas::Schema::Dialect::draft7, schemas::Schema::Dialect::openapi30}) {
    try {
      const auto compiled = schemas::Schema::compile(read->root(), dialect);
      if (value)
        demand(compiled.accepts(value->root()) == compiled.validate(value->root()).empty());
    } catch (const schemas::SchemaError&) {
    }
  }
}

void read_openapi(std::string_view bytes) {
  try {
    schemas::Api::parse(bytes);
  } catch (const schemas::SyntaxError&) {
  } catch (const schemas::SchemaError&) {
  }
}

void read_recording(std::string_view bytes) {
  try {
    const recordings::HarFile file("fuzzed.har", std::string(bytes));
    const auto read = document(file.text());
    if (!read) return;
    const recordings::Har har = recordings::read_har(*read, "fuzzed.har");
    recordings::HarWriter writer("fuzzer", "1", har.base_url);
    for (const recordings::HarEntry& entry : har.entries) writer.add(entry.exchange);
    demand(document(writer.text(), {.max_depth = 1000}).has_value());
  } catch (const schemas::FileError&) {
  }
}

void take_out_token(std::string_view bytes) {
  const auto [token, text] = halves(bytes);
  const recordings::Redaction redaction{std::string(token)};
  redaction.of(text);
  redaction.of_header("X-Any", text);
  redaction.of_body(text);
  // A word of the API stays where it is, and a short token inside of a word.
  constexpr std::size_t unmistakable = 16;
  const bool is_plain = token.find_first_not_of("ghijklmnopqrstuvwxyzGHIJKLMNOP") == token.npos;
  if (token.size() < unmistakable || !is_plain) return;
  const std::string whole = std::string(text) + " " + std::string(token) + " " + std::string(text);
  demand(redaction.of(whole).find(token) == std::string::npos);
}

}  // namespace sp::fuzz
