#include <optional>
#include <utility>

#include <fmt/format.h>

#include <sp/recordings/coding.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "decoders.h"

namespace sp::recordings {

namespace {

constexpr std::size_t most_codings = 4;
constexpr std::size_t most_name = 40;  // bytes of a coding's name that are shown

// The parts between commas, in lower case and without blanks.
std::vector<std::string> members_of(std::string_view list) {
  std::vector<std::string> members;
  for (const std::string_view part : schemas::split(list, ',')) {
    std::string member = schemas::lower_case(part);
    std::erase_if(member, [](char c) { return c == ' ' || c == '\t'; });
    if (!member.empty()) members.push_back(std::move(member));
  }
  return members;
}

std::string_view without_prefix(std::string_view coding) {
  return coding == "x-gzip" ? "gzip" : coding;
}

// Nothing for a coding that is none of those.
std::optional<Decoded> undone(std::string_view coding, std::string_view coded, std::size_t most) {
  if (without_prefix(coding) == "gzip") return without_deflate(coded, Wrapper::gzip, most);
  if (coding == "br") return without_brotli(coded, most);
  if (coding == "zstd") return without_zstd(coded, most);
  if (coding != "deflate") return std::nullopt;
  Decoded result = without_deflate(coded, Wrapper::zlib, most);
  if (result.problem.empty()) return result;
  // Some servers leave out the wrapper that RFC 9110, section 8.4.1.2, wants.
  Decoded bare = without_deflate(coded, Wrapper::none, most);
  return bare.problem.empty() ? bare : result;
}

Decoded without(const std::string& coding, std::string_view coded, std::size_t most) {
  auto result = undone(coding, coded, most);
  if (!result) {
    return {{},
            fmt::format("the body's coding is '{}', which nobody asked for",
                        std::string_view(coding).substr(0, most_name))};
  }
  if (!result->problem.empty()) {
    result->problem =
        fmt::format("the body is not the {} it says it is: {}", coding, result->problem);
  }
  return *std::move(result);
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  const std::string wanted = schemas::lower_case(coding);
  bool by_star = false;
  for (const std::string& member : members_of(accept_encoding)) {
    const std::string_view name = std::string_view(member).substr(0, member.find(';'));
    const auto weight = member.find(";q=");
    const bool accepted = weight == std::string::npos ||
                          member.find_first_not_of("0.", weight + 3) != std::string::npos;
    if (without_prefix(name) == without_prefix(wanted)) return accepted;
    if (name == "*") by_star = accepted;
  }
  return by_star;
}

std::vector<std::string> codings_in(const std::vector<std::string>& content_encodings) {
  std::vector<std::string> codings;
  for (const std::string& value : content_encodings) {
    for (std::string& coding : members_of(value)) {
      if (coding != "identity") codings.push_back(std::move(coding));
    }
  }
  return codings;
}

Decoded decoded(std::string_view coded, const std::vector<std::string>& codings, std::size_t most) {
  if (codings.size() > most_codings) {
    return {{}, fmt::format("the body has {} codings, one in the other", codings.size())};
  }
  Decoded result{std::string(coded), {}};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    result = without(*coding, result.text, most);
    if (!result.problem.empty()) return {{}, std::move(result.problem)};
  }
  return result;
}

}  // namespace sp::recordings
