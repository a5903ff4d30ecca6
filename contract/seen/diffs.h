// Diffs that were answered, in both forms, as rows of lines (contract section 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/transcript.h"

namespace sp::contract {

enum class LineKind { context, removed, added };

std::string_view to_string(LineKind kind);

struct SeenLine {
  LineKind kind;
  std::string_view text;
  // Its numbers in the two texts, when they are there and not null.
  std::optional<std::int64_t> expected = {};
  std::optional<std::int64_t> actual = {};

  // The number in the text that the line stands in: the expected one, but for an added line.
  std::optional<std::int64_t> number() const;
};

struct SeenHunk {
  std::optional<std::int64_t> expected_start;
  std::optional<std::int64_t> actual_start;
  std::vector<SeenLine> lines;

  std::size_t count(LineKind kind) const;
  // How many lines of context lead it, and trail it.
  std::size_t leading() const;
  std::size_t trailing() const;
};

// A diff that was asked for and answered with 200.
struct SeenDiff {
  const Exchange* exchange;
  const schemas::Value* body;
  std::string output;    // what was asked about, as a key: run, sample, test and output
  std::int64_t context;  // lines, as asked for or by default
  bool asked_unified;
  std::optional<std::int64_t> run_id = {};  // as asked
  std::optional<std::int64_t> regression_id = {};
  std::optional<std::int64_t> output_id = {};

  // Of the structured form.
  const std::string_view* status = nullptr;
  bool lists_hunks = false;
  bool readable = false;  // every line of every hunk has a kind and a text
  std::vector<SeenHunk> hunks = {};

  // Of the unified form.
  const std::string_view* content = nullptr;

  bool structured() const { return !asked_unified && lists_hunks && readable; }
  // Whether the contract let it leave out hunks, split one, or cut a text.
  bool hunks_at_limit() const;
  bool lines_at_limit() const;
  bool texts_at_limit() const;
  // The lines of all hunks in a row; without those of context, if so wished.
  std::vector<SeenLine> lines(bool with_context) const;
};
// Of the operation, which is the one for diffs.
std::vector<SeenDiff> diffs_of(const std::vector<const Exchange*>& exchanges,
                               const schemas::Operation& operation);

// What a diff is asked about: run, sample, test and output.
std::string key_of_output(const Request& request);

// Whether the text is as long as a line may be shown, so that it may have been cut.
bool may_be_cut(std::string_view text);

// The first place where two rows of lines differ; that behind the shorter one when it is where
// the other begins. A text that may have been cut is the same as one that begins so.
std::optional<std::size_t> first_difference(const std::vector<SeenLine>& a,
                                            const std::vector<SeenLine>& b);
bool same_line(const SeenLine& a, const SeenLine& b);

// For findings: the line, or that there is none at that place; where the n-th line stands, or
// the n-th that is changed; "with context_lines=3".
std::string show(const SeenLine& line);
std::string show(const std::vector<SeenLine>& lines, std::size_t place);
std::string pointer_to(const SeenDiff& seen, std::size_t place, bool with_context);
std::string with_context(const SeenDiff& seen);

}  // namespace sp::contract
