// What libcurl hands out, owned: each ends with its scope.
#pragma once

#include <curl/curl.h>
#include <memory>
#include <string>

#include "exchange/request.h"

namespace sp::contract {

struct Cleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct MultiCleanup {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, Cleanup>;
using Multi = std::unique_ptr<CURLM, MultiCleanup>;
using Lines = std::unique_ptr<curl_slist, Cleanup>;
using Url = std::unique_ptr<CURLU, Cleanup>;

// An easy handle is part of a multi handle for one exchange; an exchange that is not over then
// loses its connection.
class Underway {
 public:
  Underway(CURLM* multi, CURL* easy);
  ~Underway();
  Underway(const Underway&) = delete;
  Underway& operator=(const Underway&) = delete;

 private:
  CURLM* multi_;
  CURL* easy_;
};

// Both throw std::bad_alloc. Safe from any thread.
Easy new_easy();
Multi new_multi();

// A URL without any parts yet. Throws std::bad_alloc.
Url new_url();
// A part of it; empty where it has none such.
std::string part_of(const Url& url, CURLUPart part);

// Header lines as curl takes them.
Lines lines_of(const Headers& headers);

}  // namespace sp::contract
