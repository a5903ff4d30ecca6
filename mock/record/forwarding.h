// What a proxy changes when it passes a request or an answer on (RFC 9110 section 7.6): headers
// that concern one connection only, the host, and redirects, which would lead the client past the
// proxy.
#pragma once

#include <string>
#include <string_view>

#include "record/answer_reader.h"
#include "record/upstream.h"
#include "service/request.h"

namespace sp::mock {

// The request as the deployment gets it. Whatever its target, it goes to the deployment's host: one
// with a whole URL loses the scheme and the host.
Upstream::Question question_of(const Request& request, const UpstreamUrl& upstream);

// The headers of the answer as the client gets them, without Content-Length, which the HTTP server
// adds. `origin` is the proxy's own: "http://127.0.0.1:49152".
Headers passed_on(const AnswerHead& head, const UpstreamUrl& upstream, std::string_view origin);

// A Location that leads to the deployment, which leads to the proxy instead; any other one as it
// is.
std::string location_by(std::string_view location, const UpstreamUrl& upstream,
                        std::string_view origin);

}  // namespace sp::mock
