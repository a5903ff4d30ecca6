#include "record/forwarding.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "http/host_in_url.h"

namespace sp::mock {

namespace {

// Headers that end at the other end of a connection, without those that Connection names.
constexpr std::string_view hop_by_hop[] = {"connection",
                                           "keep-alive",
                                           "proxy-authenticate",
                                           "proxy-authorization",
                                           "proxy-connection",
                                           "te",
                                           "trailer",
                                           "transfer-encoding",
                                           "upgrade"};

class HopByHop {
 public:
  explicit HopByHop(const Headers& headers) {
    for (const auto& [name, value] : headers) {
      if (!schemas::same_ignoring_case(name, "connection")) continue;
      for (const std::string_view word : schemas::comma_list(value)) named_.push_back(word);
    }
  }

  bool has(std::string_view name) const {
    const auto same = [&](std::string_view other) {
      return schemas::same_ignoring_case(name, other);
    };
    return std::any_of(std::begin(hop_by_hop), std::end(hop_by_hop), same) ||
           std::any_of(named_.begin(), named_.end(), same);
  }

 private:
  std::vector<std::string_view> named_;
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view other) {
    return schemas::same_ignoring_case(name, other);
  });
}

// The path and the query of a target, which may be a whole URL.
std::string target_of_path(std::string_view target) {
  const auto scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return std::string(target);
  const auto path = target.find_first_of("/?", scheme + 3);
  if (path == std::string_view::npos) return "/";
  return (target[path] == '?' ? "/" : "") + std::string(target.substr(path));
}

// What stands behind the scheme and the authority of a URL, if they are the deployment's.
std::optional<std::string_view> behind_authority(std::string_view url,
                                                 const UpstreamUrl& upstream) {
  const std::string_view scheme = upstream.tls ? "https:" : "http:";
  if (!url.starts_with("//")) {  // which has the scheme of its page
    if (!schemas::same_ignoring_case(url.substr(0, scheme.size()), scheme)) return std::nullopt;
    url.remove_prefix(scheme.size());
    if (!url.starts_with("//")) return std::nullopt;
  }
  url.remove_prefix(2);
  const std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  const std::string with_port = host_in_url(upstream.host) + ":" + std::to_string(upstream.port);
  if (!is_one_of(authority, {upstream.authority, with_port})) return std::nullopt;
  return url.substr(authority.size());
}

}  // namespace

Upstream::Question question_of(const Request& request, const UpstreamUrl& upstream) {
  Upstream::Question question{.method = request.method,
                              .target = target_of_path(request.target),
                              .headers = {{"Host", upstream.authority}},
                              .body = request.body};
  const HopByHop hop(request.headers);
  bool has_body = !request.body.empty();
  for (const auto& [name, value] : request.headers) {
    has_body |= schemas::same_ignoring_case(name, "content-length");
    if (is_one_of(name, {"host", "content-length", "expect"}) || hop.has(name)) continue;
    question.headers.emplace_back(name, value);
  }
  if (has_body)
    question.headers.emplace_back("Content-Length", std::to_string(request.body.size()));
  return question;
}

Headers passed_on(const AnswerHead& head, const UpstreamUrl& upstream, std::string_view origin) {
  const HopByHop hop(head.headers);
  Headers headers;
  for (const auto& [name, value] : head.headers) {
    if (schemas::same_ignoring_case(name, "content-length") || hop.has(name)) continue;
    const bool leads_on = is_one_of(name, {"location", "content-location"});
    headers.emplace_back(name, leads_on ? location_by(value, upstream, origin) : value);
  }
  return headers;
}

std::string location_by(std::string_view location, const UpstreamUrl& upstream,
                        std::string_view origin) {
  const auto rest = behind_authority(location, upstream);
  return rest ? std::string(origin) + std::string(*rest) : std::string(location);
}

}  // namespace sp::mock
