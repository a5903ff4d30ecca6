#include "foreign_har.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/recordings/growing_har.h>
#include <sp/schemas/ascii.h>

#include "base_url.h"
#include "har_parts.h"
#include "recorded_body.h"
#include "recorded_tokens.h"

namespace sp::recordings {
namespace {

using Headers = Exchange::Headers;
using schemas::JsonPlace;

// HTTP/2's ":status" and its kin are no headers.
Headers real_headers_at(const JsonPlace& message) {
  Headers headers = headers_at(message);
  std::erase_if(headers, [](const auto& row) { return row.first.starts_with(':'); });
  return headers;
}

// A browser asks so by itself before it asks what the page wants.
bool is_preflight(const Exchange& exchange) {
  return exchange.method == "OPTIONS" &&
         header_in(exchange.request_headers, "access-control-request-method");
}

// Whether the browser answered from what it had kept.
bool came_from_a_cache(const JsonPlace& entry, const Exchange& exchange) {
  return entry.find("_fromCache") || text_at(entry, "_fetchType").ends_with("Cache") ||
         exchange.status == 304;
}

// The string of that name; nothing when there is none.
std::optional<std::string> text_of(const JsonPlace& place, std::string_view member) {
  const auto found = place.find(member);
  return found ? std::optional(found->text()) : std::nullopt;
}

// Why an answer is not in the file although the server may have sent one: the client went away, or
// the file was written before the end.
bool may_have_been_answered(const std::string& error) {
  const std::string lower = schemas::lower_case(error);
  return lower.empty() || lower.find("abort") != std::string::npos ||
         lower.find("cancel") != std::string::npos || lower.find("blocked") != std::string::npos;
}

// Why entries are left out, and how many for each reason.
struct LeftOut {
  std::size_t of_another_site = 0;
  std::size_t without_body = 0;
  std::size_t without_answer = 0;
  std::size_t from_a_cache = 0;
  std::size_t preflights = 0;
  std::size_t with_another_token = 0;

  std::size_t all() const {
    return of_another_site + without_body + without_answer + from_a_cache + preflights +
           with_another_token;
  }
  std::string text() const;
};

std::string LeftOut::text() const {
  std::vector<std::string> reasons;
  const auto add = [&](std::size_t count, std::string_view why) {
    if (count > 0) reasons.push_back(fmt::format("{} {}", count, why));
  };
  add(of_another_site, "of another site or API");
  add(without_body, "whose body the recorder did not keep");
  add(without_answer, "that have no answer in the file");
  add(from_a_cache, "that a cache answered");
  add(preflights, "that a browser sent before the real one (CORS preflights)");
  add(with_another_token, "with another valid token than most, which has a rate limit of its own");
  return fmt::format("{} of the recording's requests {} left out: {}", all(),
                     all() == 1 ? "is" : "are", fmt::join(reasons, ", "));
}

class ForeignHar {
 public:
  ForeignHar(std::string base_url, const ForeignReading& reading)
      : bodies_(reading.attachments),
        tokens_(!reading.upstream.empty()),
        of_our_proxy_(!reading.upstream.empty()) {
    har_.base_url = std::move(base_url);
  }

  void add(const JsonPlace& entry, const std::string& url) {
    const JsonPlace request = entry.member("request");
    Exchange exchange;
    auto path = path_below(har_.base_url, url);
    if (!path) return left_out(&LeftOut::of_another_site);
    exchange.path = *std::move(path);
    // Some recorders write it as their caller did; the platform knows no method in small letters.
    exchange.method = schemas::upper_case(request.member("method").text());
    exchange.request_headers = real_headers_at(request);
    if (is_preflight(exchange)) return left_out(&LeftOut::preflights);
    exchange.sent_at = instant_at(entry.member("startedDateTime"));
    if (const auto time = entry.find("time")) exchange.took = duration_at(*time);
    if (of_our_proxy_) {
      std::string below = std::move(exchange.path);
      read_sending(entry.member("_sp"), exchange);
      exchange.path = std::move(below);
    }
    const auto response = entry.find("response");
    if (!response) return left_out(&LeftOut::without_answer);
    if (!read_answer(entry, *response, exchange)) return;
    tokens_.add(
        of_our_proxy_ ? text_of(entry.member("_sp"), "authorization") : authorization_at(request),
        exchange.status);
    har_.entries.push_back({std::move(exchange), std::nullopt});
  }

  Har finished() {
    give_credentials();
    har_.left_out = left_out_.all();
    if (har_.left_out > 0) har_.remarks.push_back(left_out_.text());
    if (tokens_.any_unknown()) {
      har_.remarks.emplace_back(
          "the recording does not show every Authorization header: a request that it shows none or "
          "a placeholder of counts as one with a valid token, unless it was answered 401");
    }
    if (through_prism_) {
      har_.remarks.emplace_back(
          "the answers passed through Prism (sl-violations), which writes their JSON anew: "
          "numbers, "
          "members given twice and large ids are Prism's. Ask the deployment itself");
    }
    return std::move(har_);
  }

 private:
  void left_out(std::size_t LeftOut::*why) { ++(left_out_.*why); }

  // False for an entry that was left out.
  bool read_answer(const JsonPlace& entry, const JsonPlace& response, Exchange& exchange) {
    const JsonPlace status = response.member("status");
    status.expect(status.integer() >= -1 && status.integer() <= 999, "a status, or 0 for none");
    if (status.integer() <= 0) return read_fault(response, exchange);
    // Charles has a head of its own where the connection broke.
    if (text_at(response, "_charlesStatus") == "EXCEPTION")
      return left_out(&LeftOut::without_answer), false;
    exchange.status = static_cast<int>(status.integer());
    exchange.response_headers = real_headers_at(response);
    if (const auto version = text_at(response, "httpVersion"); !version.empty()) {
      exchange.http_version = version;
    }
    if (came_from_a_cache(entry, exchange)) return left_out(&LeftOut::from_a_cache), false;
    auto body = bodies_.of(response, exchange);
    if (!body) return left_out(&LeftOut::without_body), false;
    exchange.body = *std::move(body);
    // A recorder's bodySize has the headers in it, or is rounded, or made up.
    if (!of_our_proxy_) exchange.body_bytes = exchange.body.size();
    through_prism_ |= header_in(exchange.response_headers, "sl-violations") != nullptr;
    return true;
  }

  bool read_fault(const JsonPlace& response, Exchange& exchange) {
    if (exchange.fault.starts_with(aborted)) return left_out(&LeftOut::without_answer), false;
    if (!exchange.fault.empty()) return true;
    std::string error = text_at(response, "_error");
    if (error.empty()) error = text_at(response, "_failureText");
    if (may_have_been_answered(error)) return left_out(&LeftOut::without_answer), false;
    exchange.fault = std::move(error);
    return true;
  }

  void give_credentials() {
    std::vector<HarEntry> kept;
    for (std::size_t i = 0; i < har_.entries.size(); ++i) {
      auto credentials = tokens_.credentials(i);
      if (!credentials) {
        left_out(&LeftOut::with_another_token);
        continue;
      }
      Exchange& exchange = har_.entries[i].exchange;
      exchange.credentials = *std::move(credentials);
      exchange.number = kept.size();
      kept.push_back(std::move(har_.entries[i]));
    }
    har_.entries = std::move(kept);
  }

  Har har_;
  RecordedBodies bodies_;
  RecordedTokens tokens_;  // of the entries, one for one
  LeftOut left_out_;
  bool through_prism_ = false;
  bool of_our_proxy_;
};

// The URLs of the requests, one for each entry. That of our proxy may hold any bytes.
std::vector<std::string> urls_of(const std::vector<JsonPlace>& entries, std::string_view upstream) {
  std::vector<std::string> urls;
  urls.reserve(entries.size());
  for (const JsonPlace& entry : entries) {
    urls.push_back(upstream.empty() ? entry.member("request").member("url").text()
                                    : std::string(origin_of(upstream)) +
                                          exact_text(entry.member("_sp").member("path")));
  }
  return urls;
}

// Our proxy writes an exchange down when it has ended, and several may go on at once.
std::vector<JsonPlace> in_order_of_sending(const std::vector<JsonPlace>& entries) {
  std::vector<std::pair<schemas::Instant, std::size_t>> order;
  for (const JsonPlace& entry : entries) {
    order.emplace_back(instant_at(entry.member("_sp").member("sent_at")), order.size());
  }
  std::sort(order.begin(), order.end());
  std::vector<JsonPlace> sorted;
  sorted.reserve(order.size());
  for (const auto& [instant, index] : order) sorted.push_back(entries[index]);
  return sorted;
}

// The base URL to read. One that was picked has to be there.
std::string base_url_to_read(const std::vector<std::string>& urls, const ForeignReading& reading) {
  const std::string_view picked = without_slash(reading.base_url);
  if (!picked.empty()) {
    const auto is_below = [&](const std::string& url) {
      return path_below(picked, url).has_value();
    };
    if (std::any_of(urls.begin(), urls.end(), is_below)) return std::string(picked);
    const auto deployments = deployments_in(urls);
    throw schemas::FileError(
        fmt::format("{}: expected requests to {}, found {}", reading.file, picked,
                    deployments.empty() ? "none of the API at all" : listed(deployments)));
  }
  const std::string_view upstream = without_slash(reading.upstream);
  return upstream.size() > origin_of(upstream).size() ? std::string(upstream) : base_url_of(urls);
}

}  // namespace

Har read_foreign(const std::vector<JsonPlace>& entries, const ForeignReading& reading) {
  const std::vector<JsonPlace> rows =
      reading.upstream.empty() ? entries : in_order_of_sending(entries);
  const std::vector<std::string> urls = urls_of(rows, reading.upstream);
  ForeignHar har(base_url_to_read(urls, reading), reading);
  for (std::size_t i = 0; i < rows.size(); ++i) har.add(rows[i], urls[i]);
  Har read = har.finished();
  const auto deployments = deployments_in(urls);
  if (reading.base_url.empty() && deployments.size() > 1) {
    read.remarks.push_back(
        fmt::format("the recording has several deployments: {}; {} is read, --base-url picks "
                    "another one",
                    listed(deployments), read.base_url));
  }
  return read;
}

}  // namespace sp::recordings
