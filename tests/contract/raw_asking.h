// Asking a raw server through the transport, in one line.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "contract/raw_server.h"
#include "session/transport.h"

namespace sp::contract::testing {

inline constexpr const char* token = "s3cret/token";
using Outcome = std::variant<Response, TransportFault>;

inline std::unique_ptr<Transport> transport_to(const RawServer& server,
                                               const TransportOptions& options = {}) {
  return http_transport(server.origin() + "/api/v1", token, options);
}

inline Request get(const std::string& path = "/runs/1") {
  Request request;
  request.path = path;
  return request;
}

inline Request on_its_own(Request request = get()) {
  request.own_connection = true;
  return request;
}

inline Response response(Outcome outcome) {
  if (auto* fault = std::get_if<TransportFault>(&outcome)) {
    ADD_FAILURE() << "no response: " << fault->what;
    return {};
  }
  return std::get<Response>(std::move(outcome));
}

inline TransportFault fault(Outcome outcome) {
  if (auto* answer = std::get_if<Response>(&outcome)) {
    ADD_FAILURE() << "a response: " << answer->status << " " << answer->body.text();
    return {};
  }
  return std::get<TransportFault>(std::move(outcome));
}

inline Response response_to(const Request& request, const std::string& bytes) {
  const RawServer server(bytes);
  return response(transport_to(server)->send(request));
}

inline std::string ok(const std::string& body, const std::string& headers = "") {
  return fmt::format("HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\n\r\n{}", headers, body.size(),
                     body);
}

inline RawServer::Answer always(const std::string& bytes) {
  return [bytes](Connection& connection, const std::string&) { return connection.send(bytes); };
}

}  // namespace sp::contract::testing
