// Asking a mock over HTTP, with every byte of a target as it was recorded.
#pragma once

#include <string>

#include "agreement.h"

namespace sp::agree {

class HttpMock {
 public:
  // `base_url` as a mock says it: http://127.0.0.1:8080/api/v1.
  explicit HttpMock(std::string base_url);

  // Throws std::runtime_error when the mock does not answer. One that limits requests is told over
  // control to count anew.
  Answer ask(const Exchange& exchange) const;

 private:
  std::string base_url_;
  std::string authority_;  // "127.0.0.1:8080"
};

}  // namespace sp::agree
