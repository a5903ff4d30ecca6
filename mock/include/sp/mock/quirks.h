// Quirks: the ways in which the deployed platform departs from its contract, each with a name
// (docs/quirks.md). With quirks switched on, the mock answers as the platform does, mistakes
// included. By default all are off.
#pragma once

#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace sp::mock {

enum class Quirk : std::uint8_t {
  lax_integers,
  lax_context_lines,
  lax_format,
  lax_severity,
  lax_history_filters,
  lax_dates,
  zone_dropped,
  first_refusal_only,
  repeats_ignored,
  router_answers,
  router_ids,
  spaces_after_bearer,
  missing_not_listed,
  no_results_is_error,
  error_runs_are_canceled,
  variant_in_signature,
  diff_reads_lines_its_way,
  diff_drops_markers,
  diff_without_limits,
  unified_cut_at_10000,
  history_scan,
  python_diff,
  null_codes_compared,
  limit_by_worker,
  wording,
};
constexpr std::size_t quirk_count = 25;

// A row of the list that `sp-mock quirks` prints.
struct QuirkEntry {
  Quirk quirk;
  std::string_view name;       // "lax_integers"
  std::string_view meets;      // what a client sees of it, in a sentence
  std::string_view source;     // where the quirk was found
  std::string_view operation;  // the id of the only operation that it affects; empty if several
};

// Every quirk, in the order of the enumeration.
std::span<const QuirkEntry> all_quirks();

std::string_view to_string(Quirk quirk);

// A set of quirks.
//
//     Quirks{Quirk::lax_dates, Quirk::zone_dropped}.has(Quirk::wording)  // false
//     Quirks::listed("platform").has(Quirk::wording)                     // true
class Quirks {
 public:
  Quirks() = default;  // none
  Quirks(std::initializer_list<Quirk> quirks) {
    for (const Quirk quirk : quirks) set_.set(place(quirk));
  }

  // All quirks, which is how the platform answers.
  static Quirks platform();
  // From "platform" for all quirks, "none", or names separated by commas. Throws as add() does.
  static Quirks listed(std::string_view names);

  // Adds a quirk by its name. Throws std::invalid_argument for an unknown name; the message
  // suggests the most similar one.
  void add(std::string_view name);
  bool has(Quirk quirk) const { return set_.test(place(quirk)); }
  bool any() const { return set_.any(); }
  Quirks without(Quirk quirk) const {
    Quirks rest = *this;
    rest.set_.reset(place(quirk));
    return rest;
  }
  std::vector<std::string_view> names() const;

  friend bool operator==(const Quirks&, const Quirks&) = default;

 private:
  static std::size_t place(Quirk quirk) { return static_cast<std::size_t>(quirk); }

  std::bitset<quirk_count> set_;
};

}  // namespace sp::mock
