#include "http/httplib_messages.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace sp::mock {

namespace {

// Put into the version of a response, which a server has no use for, to tell an answer
// with an error status from what cpp-httplib refused on its own.
constexpr const char* answered = "answered";
constexpr const char* answered_without_type = "answered, without a Content-Type";

// What a request was, for as long as cpp-httplib has to take it for something else.
constexpr const char* true_method = "X-Sp-Mock-Method";
constexpr const char* true_type = "X-Sp-Mock-Content-Type";
constexpr const char* true_encodings = "X-Sp-Mock-Accept-Encoding";

// The request is not const where it lives, and cpp-httplib looks at it again later.
httplib::Request& changeable(const httplib::Request& request) {
  return const_cast<httplib::Request&>(request);
}

void rename_header(httplib::Request& request, const char* from, const char* to) {
  request.headers.erase(to);
  if (!request.has_header(from)) return;
  request.headers.emplace(to, request.get_header_value(from));
  request.headers.erase(from);
}

// A header as the client sent it; nothing for what cpp-httplib and we added.
std::optional<std::string> sent_name(const std::string& name) {
  for (const char* added :
       {"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT", true_method}) {
    if (name == added) return std::nullopt;
  }
  if (name == true_type) return "Content-Type";
  if (name == true_encodings) return "Accept-Encoding";
  return name;
}

}  // namespace

void take_out_what_would_be_acted_on(const httplib::Request& request) {
  httplib::Request& changed = changeable(request);
  changed.headers.erase(true_method);
  changed.headers.erase(true_type);
  changed.ranges.clear();
  rename_header(changed, "Accept-Encoding", true_encodings);
}

void read_body_whatever_it_is(const httplib::Request& request) {
  httplib::Request& changed = changeable(request);
  changed.headers.emplace(true_method, request.method);
  changed.method = "POST";
  rename_header(changed, "Content-Type", true_type);
}

bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

bool is_known_method(std::string_view method) {
  static constexpr std::string_view known[] = {"GET",   "HEAD",    "POST",    "PUT",  "DELETE",
                                               "PATCH", "CONNECT", "OPTIONS", "TRACE"};
  return std::find(std::begin(known), std::end(known), method) != std::end(known);
}

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.has_header(true_method) ? from.get_header_value(true_method) : from.method;
  request.target = from.target;
  for (const auto& [name, value] : from.headers) {
    if (auto sent = sent_name(name)) request.headers.emplace_back(*std::move(sent), value);
  }
  request.remote_address = from.remote_addr;
  request.body = from.body;
  return request;
}

void put_head(const Response& response, httplib::Response& to) {
  to.version = find_header(response.headers, "Content-Type") ? answered : answered_without_type;
  to.status = response.status;
  for (const auto& [name, value] : response.headers) to.set_header(name, value);
}

void put(Response response, httplib::Response& to) {
  put_head(response, to);
  to.body = std::move(response.body);
}

bool is_answered(const httplib::Response& response) {
  return response.version == answered || response.version == answered_without_type;
}

void take_out_what_was_put_in(httplib::Response& response) {
  if (response.version == answered_without_type) response.headers.erase("Content-Type");
  if (has_no_body(response.status) && response.get_header_value("Content-Length") == "0") {
    response.headers.erase("Content-Length");
  }
}

}  // namespace sp::mock
