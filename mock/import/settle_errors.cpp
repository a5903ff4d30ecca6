// Which errors results have, where answers tell only how many there are of each type, or in how
// many results.
#include <algorithm>
#include <functional>

#include "import/drafts.h"

namespace sp::mock {

namespace {

// The errors of one type that a run has, and the samples that have them.
struct TypeOfErrors {
  bool told = false;
  int count = 0;
  std::vector<Id> samples;

  bool allows(Id sample) const {
    return !told || std::ranges::find(samples, sample) != samples.end() || samples.size() >= 1000;
  }
};

struct TypesOfErrors {
  TypeOfErrors exit_code;
  TypeOfErrors missing;
  TypeOfErrors differing;

  static TypesOfErrors of(const KnownStage& stage) {
    const KnownBuckets& buckets = stage.buckets[static_cast<std::size_t>(Grouping::type)];
    TypesOfErrors types;
    if (!buckets.from || !buckets.whole()) return types;
    for (TypeOfErrors* type : {&types.exit_code, &types.missing, &types.differing}) {
      type->told = true;
    }
    for (const auto& [offset, bucket] : buckets.rows) {
      TypeOfErrors& type = bucket.key == to_string(ErrorType::exit_code_mismatch) ? types.exit_code
                           : bucket.key == to_string(ErrorType::missing_output)   ? types.missing
                                                                                  : types.differing;
      type.count = static_cast<int>(std::min<std::int64_t>(bucket.count, 1 << 24));
      type.samples = bucket.sample_ids;
    }
    return types;
  }
};

// A first guess, by what the test's sample allows.
void guess(Draft& draft, Id sample, const TypesOfErrors& types) {
  const int count = draft.count.value_or(std::max(1, draft.errors.all()));
  const bool exit_code = types.exit_code.allows(sample);
  const bool missing = types.missing.allows(sample);
  const bool differing = types.differing.allows(sample);
  DraftErrors& errors = draft.errors;
  if (draft.only_warnings) {
    errors = {0, 0, count};
    return;
  }
  if (draft.status == ResultStatus::missing_output || (missing && !exit_code && !draft.status)) {
    errors.missing = 1;
    errors.exit_code = exit_code && types.exit_code.told && count > 1 && !differing ? 1 : 0;
    if (!differing) {
      errors.missing = count - errors.exit_code;
      return;
    }
  } else if (draft.count && (!draft.status || *draft.status == ResultStatus::fail)) {
    // An error that is more than a warning, of a result with all outputs.
    errors.missing = 0;
    errors.exit_code = 1;
  }
  errors.differing = std::max(0, count - errors.exit_code - errors.missing);
}

class Settling {
 public:
  Settling(Drafts& drafts, const KnownStage& stage, const std::map<Id, Id>& samples)
      : drafts_(drafts),
        types_(TypesOfErrors::of(stage)),
        samples_(samples),
        missing_results_(stage.counts.missing_output.value) {}

  void settle() {
    if (missing_results_) choose_missing();
    for (auto& [test, draft] : drafts_) {
      if (!draft.settled && !draft.is_open() && !is_fine(draft))
        guess(draft, samples_.at(test), types_);
    }
    if (types_.exit_code.told) adjust();
    for (auto& [test, draft] : drafts_) set_status(draft);
  }

 private:
  // As many results as the run counts have a missing output: of those that may, the ones with the
  // most errors.
  void choose_missing() {
    std::int64_t left = *missing_results_;
    std::vector<Draft*> open;
    for (auto& [test, draft] : drafts_) {
      left -= draft.status == ResultStatus::missing_output;
      const bool may = !draft.status && !draft.settled && !draft.only_warnings &&
                       !draft.is_open() && draft.count.value_or(1) > 0 &&
                       types_.missing.allows(samples_.at(test));
      if (may) open.push_back(&draft);
    }
    std::ranges::stable_sort(open, std::ranges::greater(),
                             [](const Draft* draft) { return draft->count.value_or(1); });
    for (Draft* const draft : open) {
      draft->status = left-- > 0 ? ResultStatus::missing_output : ResultStatus::fail;
    }
  }

  static bool is_fine(const Draft& draft) {
    return draft.status == ResultStatus::pass || (draft.count && *draft.count == 0);
  }

  int sum(int DraftErrors::*type) const {
    int all = 0;
    for (const auto& [test, draft] : drafts_) all += draft.errors.*type;
    return all;
  }

  // Makes errors of one type some of another, where the test's sample may have them.
  void move(int DraftErrors::*from, int DraftErrors::*to, const TypeOfErrors& type, int wanted,
            int most) {
    for (auto& [test, draft] : drafts_) {
      if (wanted <= 0) return;
      const bool may = !draft.settled && !draft.only_warnings && type.allows(samples_.at(test)) &&
                       may_have(draft, to);
      if (!may || draft.errors.*from == 0 || draft.errors.*to >= most) continue;
      const int moved = std::min({wanted, draft.errors.*from, most - draft.errors.*to});
      draft.errors.*from -= moved;
      draft.errors.*to += moved;
      wanted -= moved;
    }
  }

  static bool may_have(const Draft& draft, int DraftErrors::*type) {
    return type != &DraftErrors::missing || draft.status != ResultStatus::fail;
  }

  // Adds errors to results of which nobody told how many they have.
  void add(int DraftErrors::*type, const TypeOfErrors& told, int wanted, int most) {
    for (auto& [test, draft] : drafts_) {
      const bool is_open = type == &DraftErrors::missing && draft.may_miss_more;
      const bool may = (is_open || (!draft.settled && !draft.only_warnings)) && !draft.count &&
                       !is_fine(draft) && may_have(draft, type) &&
                       (told.allows(samples_.at(test)) || is_open);
      if (!may || wanted <= 0 || draft.errors.*type >= most) continue;
      const int more = std::min(wanted, most - draft.errors.*type);
      draft.errors.*type += more;
      wanted -= more;
    }
  }

  void adjust() {
    constexpr int any = 1 << 24;
    const auto lacking = [&](int DraftErrors::*type, const TypeOfErrors& told) {
      return told.count - sum(type);
    };
    move(&DraftErrors::exit_code, &DraftErrors::missing, types_.missing,
         lacking(&DraftErrors::missing, types_.missing), any);
    move(&DraftErrors::differing, &DraftErrors::missing, types_.missing,
         lacking(&DraftErrors::missing, types_.missing), any);
    move(&DraftErrors::differing, &DraftErrors::exit_code, types_.exit_code,
         lacking(&DraftErrors::exit_code, types_.exit_code), 1);
    move(&DraftErrors::missing, &DraftErrors::exit_code, types_.exit_code,
         std::min(lacking(&DraftErrors::exit_code, types_.exit_code),
                  -lacking(&DraftErrors::missing, types_.missing)),
         1);
    move(&DraftErrors::exit_code, &DraftErrors::differing, types_.differing,
         lacking(&DraftErrors::differing, types_.differing), any);
    add(&DraftErrors::exit_code, types_.exit_code,
        lacking(&DraftErrors::exit_code, types_.exit_code), 1);
    add(&DraftErrors::missing, types_.missing, lacking(&DraftErrors::missing, types_.missing), any);
    add(&DraftErrors::differing, types_.differing,
        lacking(&DraftErrors::differing, types_.differing), any);
  }

  static void set_status(Draft& draft) {
    if (draft.status) return;
    draft.status = draft.errors.missing > 0 ? ResultStatus::missing_output
                   : draft.errors.all() > 0 ? ResultStatus::fail
                                            : ResultStatus::pass;
  }

  Drafts& drafts_;
  const TypesOfErrors types_;
  const std::map<Id, Id>& samples_;
  const std::optional<std::int64_t> missing_results_;
};

}  // namespace

void settle_errors(Drafts& drafts, const KnownStage& stage, const std::map<Id, Id>& samples) {
  Settling(drafts, stage, samples).settle();
}

}  // namespace sp::mock
