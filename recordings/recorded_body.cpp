#include "recorded_body.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <sp/recordings/coding.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/utf8.h>

#include "har_parts.h"

namespace sp::recordings {

namespace {

using schemas::JsonPlace;

constexpr std::size_t most_body = 16 << 20;

std::vector<std::string> values_of(const Exchange& exchange, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [header, value] : exchange.response_headers) {
    if (schemas::same_ignoring_case(header, name)) values.push_back(value);
  }
  return values;
}

std::optional<std::int64_t> integer_at(const JsonPlace& place, std::string_view member) {
  const auto found = place.find(member);
  return found ? found->value().integer() : std::nullopt;
}

// Whether the answer had no body, as opposed to one that nobody kept: a recorder writes the size 0
// for either.
bool was_empty(const JsonPlace& response, const std::optional<JsonPlace>& content,
               const Exchange& exchange) {
  const int status = exchange.status.value_or(0);
  if (exchange.method == "HEAD" || status == 204) return true;
  if (content && integer_at(*content, "size").value_or(0) != 0) return false;
  const auto lengths = values_of(exchange, "content-length");
  if (!lengths.empty()) return lengths.front() == "0";
  return integer_at(response, "bodySize") == 0;
}

// Polly.js keeps a packed body in pieces: a JSON array of base64.
std::optional<std::string> from_pieces(std::string_view text) {
  std::optional<schemas::Document> pieces;
  try {
    pieces = schemas::parse(text);
  } catch (const schemas::SyntaxError&) {
    return std::nullopt;
  }
  if (!pieces->root().array()) return std::nullopt;
  std::string bytes;
  for (const schemas::Value& piece : *pieces->root().array()) {
    const auto decoded = piece.string() ? schemas::from_base64(*piece.string()) : std::nullopt;
    if (!decoded) return std::nullopt;
    bytes += *decoded;
  }
  return bytes;
}

// Firefox keeps the first megabyte of a body (devtools.netmonitor.responseBodyLimit), beside the
// size of the whole. Other tools count sizes in many ways, so a body that can be read is whole.
bool is_cut_off(const std::string& body, const JsonPlace& content, const Exchange& exchange) {
  const auto types = values_of(exchange, "content-type");
  const bool is_json =
      !types.empty() && schemas::lower_case(types.front()).find("json") != std::string::npos;
  if (!is_json ||
      integer_at(content, "size").value_or(0) <= static_cast<std::int64_t>(body.size())) {
    return false;
  }
  try {
    static_cast<void>(schemas::parse(body));
    return false;
  } catch (const schemas::SyntaxError&) {
    return true;
  }
}

}  // namespace

// The bytes that the file has, packed or not.
std::optional<std::string> RecordedBodies::kept(const JsonPlace& content) {
  const auto text = content.find("text");
  if (!text) {
    const std::string file = text_at(content, "_file");
    auto bytes = file.empty() || !attachments_ ? std::nullopt : attachments_(file);
    if (!bytes || bytes->size() > left_) return std::nullopt;
    left_ -= bytes->size();  // many entries may name one file
    return bytes;
  }
  if (!text->value().string()) return std::nullopt;
  const std::string encoding = text_at(content, "encoding");
  if (encoding.empty()) return std::string(*text->value().string());
  if (!schemas::same_ignoring_case(encoding, "base64")) return std::nullopt;
  if (text->value().string()->starts_with('[')) return from_pieces(*text->value().string());
  return schemas::from_base64(*text->value().string());
}

// Most recorders have undone the coding that the headers tell. What is packed still is no text.
std::optional<std::string> RecordedBodies::unpacked(std::string bytes, const Exchange& exchange) {
  auto codings = codings_in(values_of(exchange, "content-encoding"));
  if (codings.empty() && bytes.starts_with("\x1f\x8b")) codings = {"gzip"};
  if (!codings.empty()) {
    Decoded plain = decoded(bytes, codings, std::min(most_body, left_));
    if (plain.problem.empty()) {
      left_ -= plain.text.size();
      return std::move(plain.text);
    }
    if (!schemas::is_utf8(bytes)) return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> RecordedBodies::of(const JsonPlace& response, const Exchange& exchange) {
  const auto content = response.find("content");
  auto bytes = content && content->value().object() ? kept(*content) : std::nullopt;
  if (!bytes) {
    return was_empty(response, content, exchange) ? std::optional<std::string>("") : std::nullopt;
  }
  if (bytes->empty()) return bytes;
  auto body = unpacked(*std::move(bytes), exchange);
  return body && is_cut_off(*body, *content, exchange) ? std::nullopt : std::move(body);
}

}  // namespace sp::recordings
