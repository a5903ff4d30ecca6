#include "session/http_faults.h"

#include <cerrno>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace sp::contract {

namespace {

using std::chrono::milliseconds;

std::string in_seconds(milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

TransportFault unreachable(std::string what) {
  return {.what = std::move(what), .unreachable = true};
}

std::string with_detail(std::string_view what, const std::string& detail) {
  return detail.empty() ? std::string(what) : fmt::format("{}: {}", what, detail);
}

// "5 of 10 bytes of the body", as far as it is known.
std::string progress(const Incoming& incoming) {
  const auto stated = incoming.stated_length();
  return stated ? fmt::format("{} of {} bytes of the body", incoming.body().size(), *stated)
                : fmt::format("{} bytes of the body", incoming.body().size());
}

TransportFault connection_failed(const Ending& ending) {
  if (ending.system_error == ECONNREFUSED) return unreachable("the connection was refused");
  const std::string why = ending.system_error == 0
                              ? ending.detail
                              : std::generic_category().message(ending.system_error);
  return unreachable(with_detail("no connection could be made", why));
}

TransportFault connection_timed_out(const Ending& ending, milliseconds timeout) {
  return unreachable(fmt::format("{} within {}",
                                 ending.has_tcp ? "TLS was not set up" : "no connection was made",
                                 in_seconds(timeout)));
}

// A certificate of another host, or of another time, is not mended by trusting its authority.
TransportFault not_verified(const Ending& ending) {
  const std::string_view detail = ending.detail;
  const bool by_unknown = detail.find("expired") == std::string_view::npos &&
                          detail.find("not yet valid") == std::string_view::npos &&
                          detail.find("subject name") == std::string_view::npos;
  std::string what = with_detail("the server's certificate could not be verified", ending.detail);
  if (by_unknown) what += " (--cacert names a file with the authorities to trust)";
  return unreachable(std::move(what));
}

// The connection ended, by a close or a break, before the response was whole.
TransportFault connection_ended(const Ending& ending, const Incoming& incoming) {
  if (incoming.has_head()) {
    if (incoming.is_chunked()) {
      return {
          fmt::format("the connection ended inside a chunked body, after {}", progress(incoming))};
    }
    return {fmt::format("the connection ended after {}", progress(incoming))};
  }
  if (incoming.header_bytes() > 0 || ending.first_byte) {
    return {"the connection ended inside the response's headers"};
  }
  return {.what = "the connection ended before the first byte of a response", .nothing_came = true};
}

TransportFault given_up(const Ending& ending, const Incoming& incoming, milliseconds timeout) {
  const std::string after = incoming.has_head()           ? progress(incoming)
                            : incoming.header_bytes() > 0 ? "a part of the headers"
                                                          : "the request";
  if (ending.by == Ending::By::deadline) {
    return {fmt::format("the whole exchange took over {}, and had come no further than {}",
                        in_seconds(3 * timeout), after)};
  }
  return {fmt::format("no bytes for {} after {}", in_seconds(timeout), after)};
}

// What came cannot be read as HTTP/1.1.
TransportFault unreadable(const Ending& ending, const Incoming& incoming) {
  if (incoming.has_head() && incoming.is_chunked()) {
    return {with_detail(fmt::format("the body's chunks are broken after {}", progress(incoming)),
                        ending.detail)};
  }
  if (incoming.header_bytes() > 0) {
    return {with_detail("the response's headers are not HTTP", ending.detail)};
  }
  return {"what came is not HTTP"};
}

TransportFault of_curl(const Ending& ending, const Incoming& incoming, milliseconds timeout) {
  switch (ending.code) {
    case CURLE_COULDNT_RESOLVE_HOST: return unreachable("the host's name is unknown");
    case CURLE_COULDNT_RESOLVE_PROXY: return unreachable("the proxy's name is unknown");
    case CURLE_COULDNT_CONNECT: return connection_failed(ending);
    case CURLE_OPERATION_TIMEDOUT: return connection_timed_out(ending, timeout);
    case CURLE_PEER_FAILED_VERIFICATION: return not_verified(ending);
    case CURLE_SSL_CACERT_BADFILE:
      return unreachable(with_detail("the CA certificates could not be loaded", ending.detail));
    case CURLE_SSL_CONNECT_ERROR:
      // As OpenSSL reads the first bytes of an answer in plain text.
      if (ending.detail.find("wrong version number") != std::string::npos) {
        return unreachable(with_detail(
            "TLS could not be set up, as the server seems to speak plain HTTP: try http://",
            ending.detail));
      }
      return unreachable(with_detail("TLS could not be set up", ending.detail));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return unreadable(ending, incoming);
    case CURLE_OUT_OF_MEMORY:  // as old versions of curl say it
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
      // Newer releases count headers, too, those of 1xx responses included.
      if (ending.detail.find("Too many") != std::string::npos) {
        return {"there are more response headers than curl takes (5000)"};
      }
      return {"a line of the response's headers is longer than curl takes (100 KiB)"};
    case CURLE_RECV_ERROR:
      // curl has one code for both.
      if (ending.detail.find("chunk") != std::string::npos) return unreadable(ending, incoming);
      return connection_ended(ending, incoming);
    case CURLE_OK:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR: return connection_ended(ending, incoming);
    default:
      return {.what = with_detail("the exchange failed", ending.detail),
              .unreachable = !ending.request_left};
  }
}

}  // namespace

std::optional<TransportFault> fault_of(const Ending& ending, const Incoming& incoming,
                                       milliseconds timeout) {
  if (!incoming.problem().empty()) return TransportFault{incoming.problem()};
  if (ending.by != Ending::By::curl && !ending.request_left) {
    return connection_timed_out(ending, timeout);  // the machine was too busy for curl to say so
  }
  if (ending.by != Ending::By::curl) return given_up(ending, incoming, timeout);
  if (ending.code == CURLE_OK && incoming.has_head()) return std::nullopt;
  if (ending.proxy_status >= 300) {  // of a CONNECT: the request itself never left
    return unreachable(
        fmt::format("the proxy made no connection (its status: {})", ending.proxy_status));
  }
  return of_curl(ending, incoming, timeout);
}

}  // namespace sp::contract
