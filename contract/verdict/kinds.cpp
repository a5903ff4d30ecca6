#include "verdict/kinds.h"

#include <fmt/format.h>

#include <sp/schemas/pointer.h>

#include "exchange/digest.h"

namespace sp::contract {

namespace {

// Whether a success is what the contract says must come back, or may.
bool may_succeed(Expectation expectation) {
  return expectation == Expectation::success || expectation == Expectation::tolerated;
}

}  // namespace

std::string_view kind_of(const Exchange& exchange, std::string_view pointer) {
  if (!pointer.empty()) return "differs";
  if (!exchange.response) return "unanswered";
  const int status = exchange.response->status;
  if (status >= 500) return "crashed";
  if (status >= 300 && status <= 399 && status != 304) return "redirected";
  if (exchange.carries_body() && !exchange.response->value()) return "unreadable";
  const bool success = status >= 200 && status <= 299;
  if (success && !may_succeed(exchange.expectation)) return "accepted";
  // What is not there may not have been there before, and says nothing of who asks.
  const bool refused = !success && status != 404 && status != 429;
  if (refused && exchange.expectation == Expectation::success) return "refused";
  return "differs";
}

std::string fingerprint_of(std::string_view check, std::string_view pointer,
                           std::string_view kind) {
  std::string text = fmt::format("{} {}", check, schemas::without_indexes(std::string(pointer)));
  if (!kind.empty()) text += fmt::format(" {}", kind);
  return digest_of(text);
}

}  // namespace sp::contract
