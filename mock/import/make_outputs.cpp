// The outputs of a result: those that answers list, and those that its errors need.
#include <algorithm>
#include <charconv>

#include "import/world_maker.h"

namespace sp::mock {

namespace {

constexpr std::string_view names_output = "diff_mismatch:output:";

// The first output that differs, as the failure signature of the result names it.
std::optional<Id> output_of_signature(const KnownResult* result) {
  if (!result) return std::nullopt;
  const auto signature = result->signature.value.value_or(std::nullopt);
  if (!signature || !signature->starts_with(names_output)) return std::nullopt;
  Id id = 0;
  const char* const end = signature->data() + signature->size();
  const auto read = std::from_chars(signature->data() + names_output.size(), end, id);
  return read.ec == std::errc() && read.ptr == end && id > 0 ? std::optional(id) : std::nullopt;
}

}  // namespace

// A test that fails by exit code 0 expects another one.
void WorldMaker::take_exit_code(Id test, const KnownResult& result) {
  const auto signature = result.signature.value.value_or(std::nullopt);
  auto& expected = known_.tests.at(test).expected_exit_code;
  if (!expected && signature == "exit_code_mismatch:rc:0") {
    expected.value = std::optional<std::int64_t>(1);
  }
}

void WorldMaker::take_named_outputs() {
  for (const auto& [id, run] : known_.runs) {
    for (const KnownStage& stage : run.stages) {
      for (const auto& [test, result] : stage.results) {
        take_exit_code(test, result);
        if (result.outputs_told) tests_with_told_outputs_.insert(test);
        const auto output = output_of_signature(&result);
        constexpr std::size_t most_outputs = 20;
        auto& outputs = known_.tests.at(test).outputs;
        const bool is_free = output && !outputs_.contains(*output);
        if (is_free && outputs.size() < most_outputs) {
          outputs[*output];
          outputs_.insert(*output);
          known_.named.insert(*output);
          highest_output_ = std::max(highest_output_, *output);
        }
      }
    }
  }
}

void WorldMaker::take_told_outputs(Id test, const KnownResult& known, const Draft& draft,
                                   DraftedResult& result) {
  const auto first_error = output_of_signature(&known);
  int errors = draft.errors.differing;
  std::vector<Production*> accepted;
  for (const auto& [id, produced] : known.outputs) {
    const bool is_named = first_error == id;
    if (!produced.status && !produced.identical) continue;
    if (!known_.tests.at(test).outputs.contains(id)) continue;
    Production& production = result.outputs[id];
    production = {.status = produced.status ? *produced.status
                            : is_named      ? OutputStatus::diff_mismatch
                                            : OutputStatus::match,
                  .known = &produced};
    if (production.status != OutputStatus::diff_mismatch) continue;
    const bool comes_before = first_error && id < *first_error;
    production.accepted = comes_before || errors == 0;
    if (!production.accepted) --errors;
  }
}

Id WorldMaker::free_output(Id test, const DraftedResult& result, Id least) {
  constexpr std::size_t most_outputs = 20;
  auto& outputs = known_.tests[test].outputs;
  for (const auto& [id, output] : outputs) {
    if (id >= least && !result.outputs.contains(id) && output.has_baseline.value.value_or(true)) {
      return id;
    }
  }
  if (outputs.size() >= most_outputs) return 0;
  const Id id = new_output();
  outputs[id];
  return id;
}

void WorldMaker::make_outputs_up(Id test, DraftedResult& result) {
  const DraftErrors& errors = result.draft.errors;
  int missing = errors.missing;
  int differing = errors.differing;
  for (const auto& [id, production] : result.outputs) {
    missing -= production.status == OutputStatus::missing_output;
    differing -= production.status == OutputStatus::diff_mismatch && !production.accepted;
  }
  Id least = 1;
  if (const auto first = output_of_signature(result.draft.known); first && differing > 0) {
    if (known_.tests[test].outputs.contains(*first) &&
        result.outputs.try_emplace(*first, Production{OutputStatus::diff_mismatch}).second) {
      --differing;
    }
    least = *first;
  }
  const auto add = [&](int how_many, OutputStatus status, Id from) {
    for (; how_many > 0; --how_many) {
      const Id id = free_output(test, result, from);
      if (id == 0) return;
      result.outputs[id] = {.status = status, .made_up = true};
    }
  };
  add(differing, OutputStatus::diff_mismatch, least);
  add(missing, OutputStatus::missing_output, 1);
}

void WorldMaker::give_outputs(Id test, DraftedResult& result) {
  const Draft draft = result.draft;
  if (draft.known) take_told_outputs(test, *draft.known, draft, result);
  make_outputs_up(test, result);
}

}  // namespace sp::mock
