#include "seen/whole_texts.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>

#include <sp/schemas/ascii.h>

#include "seen/unified_diff.h"

namespace sp::contract {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // of bytes that are not UTF-8

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 15U];
  }
  return hex;
}

using Number = std::optional<std::int64_t> SeenLine::*;
using Lines = std::vector<std::string_view>;

// The lines of one text, where the hunks have them all from the first on.
std::optional<Lines> lines_of(const std::vector<SeenHunk>& hunks, Number number) {
  Lines lines;
  for (const SeenHunk& hunk : hunks) {
    for (const SeenLine& line : hunk.lines) {
      if (!(line.*number)) continue;
      if (*(line.*number) != std::ssize(lines) + 1) return std::nullopt;
      if (line.text.find(replacement) != std::string_view::npos || may_be_cut(line.text)) {
        return std::nullopt;
      }
      lines.push_back(line.text);
    }
  }
  return lines;
}

std::string joined(const Lines& lines, std::string_view end, bool bare_end) {
  std::string text;
  for (const std::string_view line : lines) {
    text += line;
    text += end;
  }
  if (bare_end && !text.empty()) text.resize(text.size() - end.size());
  return text;
}

// `bare_end`: whether the last line has no newline; nothing where that is not told.
WholeText text_of(const Lines& lines, std::optional<bool> bare_end) {
  WholeText text;
  const bool has_returns = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    return line.find('\r') != std::string_view::npos;
  });
  for (const std::string_view end : {"\n", "\r\n"}) {
    if (has_returns && end.size() > 1) continue;
    if (!bare_end.value_or(false)) text.readings.push_back(joined(lines, end, false));
    if (bare_end.value_or(true)) text.readings.push_back(joined(lines, end, true));
  }
  return text;
}

// Whether the last hunk shows the ends of both texts: else it had more context.
bool shows_the_end(const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
  return !hunks.empty() && hunks.back().trailing() <
                               static_cast<std::size_t>(std::max<std::int64_t>(0, seen.context));
}

}  // namespace

bool WholeText::has_hash(std::string_view hash) const {
  const std::string wanted = schemas::lower_case(hash);
  return std::any_of(readings.begin(), readings.end(),
                     [&](const std::string& text) { return sha256_of(text) == wanted; });
}

std::string WholeText::hash() const { return sha256_of(readings.front()); }

std::optional<WholeTexts> whole_texts(const SeenDiff& seen) {
  std::optional<UnifiedDiff> unified;
  if (seen.content) unified = parse_unified(*seen.content);
  if (unified ? !unified->readable || !unified->problem.empty() : !seen.structured()) {
    return std::nullopt;
  }
  const std::vector<SeenHunk>& hunks = unified ? unified->hunks : seen.hunks;
  if (!shows_the_end(seen, hunks)) return std::nullopt;
  const auto expected = lines_of(hunks, &SeenLine::expected);
  const auto actual = lines_of(hunks, &SeenLine::actual);
  if (!expected || !actual) return std::nullopt;
  const auto bare = [&](const std::optional<std::int64_t>& end) {
    return unified ? std::optional(end.has_value()) : std::nullopt;
  };
  return WholeTexts{text_of(*expected, bare(unified ? unified->expected_bare_end : std::nullopt)),
                    text_of(*actual, bare(unified ? unified->actual_bare_end : std::nullopt))};
}

}  // namespace sp::contract
