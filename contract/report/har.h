// The exchanges as a HAR file, which `sp-contract judge` judges again, and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/recordings/har_file.h>

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

struct Har {
  HarContext context;
  std::vector<RecordedExchange> exchanges;
  // Entries that nothing can be judged by (sp/recordings/har.h).
  std::size_t left_out = 0;
  std::optional<bool> grows = {};         // as in recordings::Har
  std::vector<std::string> remarks = {};  // as in a Report
};

// What har_text() wrote comes back as it was. In a file of another tool what an entry was asked
// for stays empty. `base_url` picks one of several deployments, unless it is empty. Throws
// schemas::FileError; `file` is only named in it.
Har read_har(std::string_view text, const std::string& file = "HAR",
             const recordings::Attachments& attachments = {}, std::string_view base_url = {});

}  // namespace sp::contract
