// Why an exchange over HTTP came to nothing, in words for people.
#pragma once

#include <chrono>
#include <curl/curl.h>
#include <optional>
#include <string>

#include "session/incoming.h"
#include "session/transport.h"

namespace sp::contract {

// How an exchange came to its end.
struct Ending {
  enum class By { curl, silence, deadline };  // the last two: it was given up

  By by = By::curl;
  CURLcode code = CURLE_OK;   // when by curl
  std::string detail = {};    // curl's own words, without the token; may be empty
  int system_error = 0;       // errno of what failed, 0 when unknown
  long proxy_status = 0;      // a proxy's answer, 0 without one
  bool has_tcp = false;       // how far the connection came
  bool request_left = false;  // the connection was all there, with TLS if so wanted
  bool first_byte = false;    // of the response was seen
};

// Nothing when the response is whole. Durations are as in TransportOptions.
std::optional<TransportFault> fault_of(const Ending& ending, const Incoming& incoming,
                                       std::chrono::milliseconds timeout);

}  // namespace sp::contract
