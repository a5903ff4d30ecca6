#include "session/curl_handles.h"

#include <new>
#include <string>

#include <fmt/format.h>

namespace sp::contract {

namespace {

void start_curl() {
  // Once a process; the language sees to it that threads wait for each other here.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::bad_alloc();
}

}  // namespace

Underway::Underway(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) {
  if (curl_multi_add_handle(multi_, easy_) != CURLM_OK) throw std::bad_alloc();
}

Underway::~Underway() { curl_multi_remove_handle(multi_, easy_); }

Easy new_easy() {
  start_curl();
  Easy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  return easy;
}

Multi new_multi() {
  start_curl();
  Multi multi(curl_multi_init());
  if (!multi) throw std::bad_alloc();
  return multi;
}

Url new_url() {
  Url url(curl_url());
  if (!url) throw std::bad_alloc();
  return url;
}

std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owned(text, &curl_free);
  return owned.get();
}

Lines lines_of(const Headers& headers) {
  Lines lines;
  for (const auto& [name, value] : headers) {
    // A header without a value is written so; with a colon curl would leave it out.
    const bool blank = value.find_first_not_of(" \t") == std::string::npos;
    const std::string line = blank ? name + ';' : fmt::format("{}: {}", name, value);
    curl_slist* const longer = curl_slist_append(lines.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(lines.release());  // it is part of the longer list
    lines.reset(longer);
  }
  return lines;
}

}  // namespace sp::contract
