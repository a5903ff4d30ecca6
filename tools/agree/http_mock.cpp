#include "http_mock.h"

#include <curl/curl.h>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::agree {

namespace {

constexpr std::string_view scheme = "http://";

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t take_body(const char* data, std::size_t, std::size_t size, void* answer) {
  static_cast<Answer*>(answer)->body.append(data, size);
  return size;
}

std::size_t take_header(const char* data, std::size_t, std::size_t size, void* to) {
  auto& answer = *static_cast<Answer*>(to);
  const std::string_view line(data, size);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const std::string name = schemas::lower_case(line.substr(0, colon));
  const std::string value(schemas::trimmed(line.substr(colon + 1)));
  if (name == "content-type") answer.content_type = value;
  if (name == "allow") answer.allow = value;
  if (name == "location") answer.location = value;
  return size;
}

Answer send(const std::string& method, const std::string& url, const std::string& authorization) {
  const Handle handle(curl_easy_init(), curl_easy_cleanup);
  const std::string header = "Authorization: " + authorization;
  const HeaderList headers(
      authorization.empty() ? nullptr : curl_slist_append(nullptr, header.c_str()),
      curl_slist_free_all);
  Answer answer;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_NOBODY, method == "HEAD" ? 1L : 0L);
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &answer);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) throw std::runtime_error(url + ": " + curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

void replace_all(std::string& text, const std::string& what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

HttpMock::HttpMock(std::string base_url) : base_url_(std::move(base_url)) {
  authority_ = base_url_.substr(scheme.size(), base_url_.find('/', scheme.size()) - scheme.size());
}

Answer HttpMock::ask(const Exchange& exchange) const {
  const std::string url = base_url_ + exchange.path;
  const std::string authorization = authorization_of(exchange.credentials);
  Answer answer = send(exchange.method, url, authorization);
  if (answer.status == 429 && exchange.status != 429) {
    send("POST", std::string(scheme) + authority_ + "/__mock/reset", {});
    answer = send(exchange.method, url, authorization);
  }
  if (answer.location) replace_all(*answer.location, authority_, "HOST");
  replace_all(answer.body, authority_, "HOST");
  return answer;
}

}  // namespace sp::agree
