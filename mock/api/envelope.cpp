#include <fmt/format.h>

#include <sp/schemas/utf8.h>

#include "api/answer.h"
#include "api/json_writer.h"

namespace sp::mock {

namespace {

// The contract's limit on `message`, in characters; a message may echo what was asked.
constexpr std::size_t max_message = 500;

template <class WriteDetails>
Answer envelope(int status, std::string_view code, std::string_view message, std::string why,
                const WriteDetails& write_details) {
  Answer answer{status, {}, std::move(why)};
  JsonWriter json(answer.body);
  json.begin_object()
      .member("code", code)
      .member("message", schemas::front_of(message, max_message))
      .key("details");
  json.begin_object();
  write_details(json);
  json.end_object().end_object();
  return answer;
}

Answer envelope(int status, std::string_view code, std::string_view message, std::string why) {
  return envelope(status, code, message, std::move(why), [](JsonWriter&) {});
}

}  // namespace

Answer validation_error(const FieldErrors& fields, std::string_view message) {
  std::string why = "refused";
  for (const FieldError& field : fields) why += fmt::format(", {}: {}", field.name, field.problem);
  return envelope(400, "validation_error", message, std::move(why), [&](JsonWriter& json) {
    json.key("fields").begin_object();
    for (const FieldError& field : fields) json.member(field.name, field.problem);
    json.end_object();
  });
}

Answer nameless_validation_error(const FieldError& field, std::string_view message) {
  return envelope(400, "validation_error", message,
                  fmt::format("refused, {}: {}", field.name, field.problem));
}

Answer unauthorized(std::string why) {
  return envelope(401, "unauthorized", "Bearer token is missing, expired, or invalid.",
                  std::move(why));
}

Answer forbidden(const std::string& scope, const std::vector<std::string>& token_scopes) {
  const std::string_view required[] = {scope};
  return envelope(403, "forbidden", "Token lacks the required scopes for this operation.",
                  fmt::format("the token does not have the scope {}", scope),
                  [&](JsonWriter& json) {
                    json.list("required_scopes", required).list("missing_scopes", required);
                    json.list("token_scopes", token_scopes);
                  });
}

Answer not_found(Revision revision, std::string_view resource, std::int64_t id,
                 const std::string& message) {
  std::string why = message.substr(0, message.size() - 1);
  return envelope(404, "not_found", message, std::move(why), [&](JsonWriter& json) {
    // The API reference shows what was sought, the platform does not.
    if (revision == Revision::published) json.member("resource", resource).member("id", id);
  });
}

Answer unknown_path(std::string_view path) {
  return envelope(404, "not_found", "Resource not found.",
                  fmt::format("no operation has the path {}", path));
}

Answer method_not_allowed(std::string_view method, std::string_view path,
                          std::string_view allowed) {
  return envelope(405, "method_not_allowed", "Method not allowed.",
                  fmt::format("{} allows {}, not {}", path, allowed, method));
}

Answer rate_limited(std::int64_t retry_after, std::int64_t limit, std::int64_t window_seconds) {
  return envelope(
      429, "rate_limited", fmt::format("Rate limit exceeded. Retry after {} seconds.", retry_after),
      fmt::format("the {} requests of this {} s window are used up", limit, window_seconds),
      [&](JsonWriter& json) {
        json.member("retry_after", retry_after).member("limit", limit);
        json.member("window", fmt::format("{}s", window_seconds));
      });
}

Answer internal_error(std::string why) {
  return envelope(500, "internal_error", "An unexpected error occurred.", std::move(why));
}

Answer too_large_to_compare() {
  return envelope(422, "unprocessable", "File too large for diff. Use download_url.",
                  "a file is too large for a diff");
}

Answer http_error(int status, std::string_view why) {
  struct Known {
    int status;
    std::string_view code;
    std::string_view message;
  };
  static constexpr Known known[] = {
      {408, "request_timeout", "The request took too long to arrive."},
      {413, "payload_too_large", "The request body is too large."},
      {414, "uri_too_long", "The request target is too long."},
      {417, "expectation_failed", "The Expect header asks for something other than 100-continue."},
      {431, "headers_too_large", "The request headers are too large."},
      {503, "unavailable", "All connections are in use."},
      {505, "http_version_not_supported", "The request is not HTTP/1.1 or HTTP/1.0."},
  };
  std::string clause = fmt::format("refused: {}", why);
  if (status == 400) {
    return envelope(status, "validation_error",
                    fmt::format("The request could not be read: {}.", why), std::move(clause));
  }
  for (const Known& row : known) {
    if (row.status == status) return envelope(status, row.code, row.message, std::move(clause));
  }
  return envelope(status, "http_error", fmt::format("HTTP error {}.", status), std::move(clause));
}

Answer http_error(int status) {
  return envelope(status, "http_error", fmt::format("HTTP error {}.", status), {});
}

}  // namespace sp::mock
