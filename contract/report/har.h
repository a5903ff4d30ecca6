// The exchanges as a HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/), which
// browsers and proxies show and `sp-contract judge` judges again. What HAR has no place for
// stands in members named _sp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>

namespace sp::contract {

// What the exchanges are of, as far as a judgement needs it.
struct HarContext {
  std::string base_url;
  std::string revision;  // its name; empty when the file does not say
  std::vector<std::int64_t> run_ids = {};
  std::optional<std::int64_t> sample_id = {};
  std::optional<std::int64_t> regression_id = {};
  std::optional<std::int64_t> output_id = {};
  std::optional<std::string> unjudgeable = {};  // as in a Report

  friend bool operator==(const HarContext&, const HarContext&) = default;
};

std::string har_text(const HarContext& context, const std::vector<RecordedExchange>& exchanges);

}  // namespace sp::contract
