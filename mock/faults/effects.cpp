#include "faults/effects.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/json.h>
#include <sp/schemas/number.h>

namespace sp::mock {

namespace {

using Json = nlohmann::ordered_json;

// Why a fault does not fit its answer.
struct DoesNotFit {
  std::string why;
};

Json parsed_body(const Response& response) {
  try {
    // The library's own values have no limit to their depth, and are copied recursively.
    schemas::parse(response.body);
  } catch (const schemas::SyntaxError&) {
    throw DoesNotFit{"the answer's body is not JSON, or nested too deeply"};
  }
  return Json::parse(response.body, nullptr, false);
}

std::string computed(const std::string& name, const ComputeHeader& change,
                     const std::string* value) {
  if (!value) throw DoesNotFit{fmt::format("the answer has no header {}", name)};
  const auto number = schemas::number_in(*value);
  if (!number) throw DoesNotFit{fmt::format("header {} is not a 64-bit integer", name)};
  const double result = static_cast<double>(*number) * change.multiply + change.add;
  constexpr double most = 9e18;
  if (!(result > -most && result < most)) {
    throw DoesNotFit{fmt::format("header {} would not be a 64-bit integer", name)};
  }
  return fmt::format("{}", static_cast<std::int64_t>(std::llround(result)));
}

void change_header(Headers& headers, const std::string& name, const HeaderChange& change) {
  if (const auto* value = std::get_if<std::string>(&change)) {
    set_header(headers, name, *value);
  } else if (const auto* values = std::get_if<RepeatHeader>(&change)) {
    set_headers(headers, name, values->values);
  } else if (const auto* compute = std::get_if<ComputeHeader>(&change)) {
    set_header(headers, name, computed(name, *compute, find_header(headers, name)));
  } else {
    set_header(headers, name, std::nullopt);
  }
}

void change_status(int status, Response& response) {
  response.status = status;
  if (!has_no_body(status)) return;
  response.body.clear();
  set_header(response.headers, "Content-Type", std::nullopt);
}

void change_body(const FaultThen& then, Response& response) {
  const bool some_raw = then.raw && !then.raw->empty();
  if (has_no_body(response.status) && (then.patch || then.merge_patch || then.body || some_raw)) {
    throw DoesNotFit{fmt::format("an answer with status {} has no body", response.status)};
  }
  if (then.patch) {
    try {
      response.body = parsed_body(response).patch(Json::parse(*then.patch)).dump();
    } catch (const Json::exception& error) {
      // "[json.exception.out_of_range.403] key 'x' not found"
      const std::string_view what = error.what();
      throw DoesNotFit{fmt::format("the patch does not fit: {}", what.substr(what.find(']') + 2))};
    }
  }
  if (then.merge_patch) {
    Json body = parsed_body(response);
    body.merge_patch(Json::parse(*then.merge_patch));
    response.body = body.dump();
  }
  if (then.body) response.body = *then.body;
  if (then.raw) response.body = *then.raw;
}

void change_wire(const FaultThen& then, Wire& wire) {
  wire.delay += then.delay;
  if (then.drip_bytes_per_second) wire.drip_bytes_per_second = then.drip_bytes_per_second;
  wire.content_length_add += then.content_length_add;
  if (then.close) wire.close = then.close;
}

}  // namespace

std::optional<std::string> apply(const FaultThen& then, Response& response) {
  Response changed = response;
  try {
    if (then.status) change_status(*then.status, changed);
    for (const auto& [name, change] : then.headers) change_header(changed.headers, name, change);
    change_body(then, changed);
    change_wire(then, changed.wire);
  } catch (const DoesNotFit& problem) {
    return problem.why;
  }
  response = std::move(changed);
  return std::nullopt;
}

std::string summary_of(const FaultThen& then) {
  std::string text;
  const auto say = [&](std::string part) { text += (text.empty() ? "" : ", ") + std::move(part); };
  if (then.ask) say("asked differently");
  if (then.error) say(fmt::format("error {}", *then.error));
  if (then.status) say(fmt::format("status {}", *then.status));
  if (!then.headers.empty()) say("headers changed");
  if (then.patch || then.merge_patch) say("body patched");
  if (then.body || then.raw) say("body replaced");
  if (then.delay.count() > 0) say(fmt::format("delayed by {} ms", then.delay.count()));
  if (then.drip_bytes_per_second) say(fmt::format("{} bytes/s", *then.drip_bytes_per_second));
  if (then.content_length_add != 0) {
    say(fmt::format("Content-Length {:+}", then.content_length_add));
  }
  if (then.close)
    say(*then.close == CloseAt::in_body ? "closed in the body" : "closed without an answer");
  return text;
}

}  // namespace sp::mock
