// What a history tells (contract section 6): where and when runs were, which results there are, and
// by filters what no answer shows.
#include "import/learn.h"

namespace sp::mock {

namespace {

std::optional<Platform> platform_of_row(const Members& row) {
  const auto name = row.text("platform", 100);
  if (name == "linux") return Platform::linux;
  if (name == "windows") return Platform::windows;
  return std::nullopt;
}

bool is_commit(const std::optional<std::string>& sha) {
  return !sha ||
         (sha->size() == 40 && sha->find_first_not_of("0123456789abcdef") == std::string::npos);
}

std::map<std::string, std::string> filters_of(const ReadAnswer& answer) {
  std::map<std::string, std::string> filters;
  for (const std::string_view name :
       {"status", "branch", "platform", "created_after", "created_before", "regression_test_id"}) {
    const std::string value = answer.asked_text(name);
    if (!value.empty()) filters.emplace(name, value);
  }
  return filters;
}

}  // namespace

void Learning::learn_row(const Members& row, Source from) {
  const auto id = row.id("run_id");
  const auto test = row.id("regression_test_id");
  if (!id || !test) return;
  known_.tests[*test];
  KnownRun& run = known_.runs[*id];
  const auto of_run = [id](std::string_view what) {
    return [id, what] { return fmt::format("the {} of run {}", what, *id); };
  };
  telling_.tell(run.platform, platform_of_row(row), from, of_run("platform"));
  telling_.tell(run.branch, row.text_or_null("branch", 100), from, of_run("branch"));
  const auto sha = row.text_or_null("commit_sha", 40);
  if (sha && is_commit(*sha)) telling_.tell(run.commit_sha, sha, from, of_run("commit"));

  const auto status = result_status_named(row.text("status", 100));
  const KnownResult& before = run.last().results[*test];
  if (was_waiting(before) && status && before.status.value != status) go_on(run, from);
  telling_.tell(run.last().reported_at, row.instant_or_null("tested_at"), from,
                of_run("last report"));
  KnownResult& result = run.last().results[*test];
  result.absent = nullptr;
  const auto of_result = [id, test](std::string_view what) {
    return [id, test, what] {
      return fmt::format("the {} of regression test {} in run {}", what, *test, *id);
    };
  };
  telling_.tell(result.status, status, from, of_result("status"));
  telling_.tell(result.signature, row.text_or_null("failure_signature", 255), from,
                of_result("failure signature"));
}

void Learning::learn_history(const ReadAnswer& answer) {
  const auto id = answer.asked_id("sample_id");
  if (!id || !is_the_page_asked_for(answer, telling_)) return;
  const auto filters = filters_of(answer);
  std::string key = fmt::format("{} {}", *id, static_cast<int>(answer.revision));
  for (const auto& [name, value] : filters) key += fmt::format("\n{}={}", name, value);
  SeenHistory& history = histories_.try_emplace(key, SeenHistory{.asked = *id}).first->second;
  history.revision = answer.revision;
  history.filters = filters;
  history.from = answer.from;
  learn_page(answer, history);
}

void Learning::learn_page(const ReadAnswer& answer, SeenHistory& history) {
  const Members body = answer.members();
  const Members page = body.object("pagination");
  if (const auto total = page.count("total")) history.total = total;
  std::int64_t offset = page.count("offset").value_or(0);
  for (const Members& row : body.items("data")) {
    const auto run = row.id("run_id");
    const auto test = row.id("regression_test_id");
    if (run && test) {
      history.rows[offset] = {*run, *test};
      note_source(answer, *run, *test);
    }
    learn_row(row, answer.from);
    ++offset;
  }
}

}  // namespace sp::mock
