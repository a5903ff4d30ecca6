#include "cli/recording.h"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/contract/run.h>
#include <sp/recordings/har_file.h>
#include <sp/schemas/json_file.h>

#include "cli/outputs.h"
#include "commands/file_states.h"
#include "commands/stop_signals.h"
#include "report/bodies.h"
#include "report/console.h"
#include "report/har.h"

namespace sp::contract {

RecordingVerdict judge_bytes(const Flags& flags, bool revision_given, std::string bytes) {
  const recordings::HarFile file(flags.recording, std::move(bytes));
  const Har har =
      read_har(file.text(), flags.recording, file.attachments(), flags.recording_base_url);
  Options options = flags.options;
  const auto recorded = schemas::parse_revision(har.context.revision);
  if (recorded && !revision_given) options.revision = *recorded;
  RecordingVerdict verdict{.report = {}, .target = flags.target, .grows = har.grows};
  verdict.target.base_url = har.context.base_url;
  verdict.target.run_ids = har.context.run_ids;
  verdict.target.sample_id = har.context.sample_id;
  verdict.target.regression_id = har.context.regression_id;
  verdict.target.output_id = har.context.output_id;
  verdict.report = judge(verdict.target, har.exchanges, options);
  if (har.context.unjudgeable) verdict.report.unjudgeable = har.context.unjudgeable;
  verdict.report.remarks = har.remarks;
  return verdict;
}

namespace {

// As many findings of a check as the console shows.
constexpr std::size_t most_told = 3;

std::string key_of(const Check& check, const Finding& finding) {
  return fmt::format("{}\n{} {}\n{}\n{}\n{}", check.id, finding.method, finding.path,
                     finding.pointer, finding.expected, finding.actual);
}

std::set<std::string> failed_checks(const Report& report) {
  std::set<std::string> ids;
  const auto add = [&](const std::vector<Check>& checks) {
    for (const Check& check : checks) {
      if (check.outcome == Outcome::failed) ids.insert(check.id);
    }
  };
  add(report.checks);
  if (report.comparison) add(report.comparison->checks);
  return ids;
}

}  // namespace

Report Novelty::of(const Report& report) {
  const auto begins_at =
      report.exchanges.empty() ? std::nullopt : std::optional(report.exchanges.front().sent_at);
  if (began_at_ && begins_at != began_at_) {
    told_.clear();
    failed_.clear();
  }
  began_at_ = begins_at;
  Report fresh = report;
  apply(fresh, baseline_);
  const auto keep_new = [this](std::vector<Check>& checks) {
    std::erase_if(checks, [](const Check& check) { return check.outcome != Outcome::failed; });
    for (Check& check : checks) {
      std::size_t told = 0;
      std::erase_if(check.findings, [&](const Finding& finding) {
        const bool is_known = finding.known || ++told > most_told;
        return is_known || !told_.insert(key_of(check, finding)).second;
      });
      failed_.insert(check.id);
    }
    std::erase_if(checks, [](const Check& check) { return check.findings.empty(); });
  };
  keep_new(fresh.checks);
  if (fresh.comparison) keep_new(fresh.comparison->checks);
  return fresh;
}

std::set<std::string> Novelty::taken_back(const Report& report) const {
  const std::set<std::string> failed = failed_checks(report);
  std::set<std::string> back;
  for (const std::string& id : failed_) {
    if (!failed.contains(id)) back.insert(id);
  }
  return back;
}

namespace {

// The end of a recording, as its reader is told of it: Ctrl-C.
class StopSignals {
 public:
  // Waits; returns whether one came.
  bool came_within(std::chrono::milliseconds time) const {
    constexpr long nanoseconds = 1'000'000;
    const timespec wait{static_cast<time_t>(time.count() / 1000),
                        static_cast<long>(time.count() % 1000) * nanoseconds};
    return sigtimedwait(&signals_, nullptr, &wait) > 0;
  }

 private:
  const sigset_t signals_ = commands::block_stop_signals();
};

class Follower {
 public:
  Follower(const Flags& flags, bool revision_given, const Baseline& baseline,
           const ConsoleStyle& style)
      : flags_(flags), revision_given_(revision_given), novelty_(baseline), style_(style) {
    style_.har.clear();  // the last lines tell how to reproduce it
  }

  std::optional<RecordingVerdict> follow() {
    const StopSignals stop;
    std::chrono::milliseconds wait{0};
    while (!stop.came_within(wait) && !ended()) wait = look();
    if (!ended()) look();  // what came since
    if (verdict_) tell_taken_back();
    return std::move(verdict_);
  }

 private:
  // Judges what has changed. Returns how long to wait: longer where judging takes longer, so that a
  // long recording leaves the processor to others.
  std::chrono::milliseconds look() {
    constexpr std::chrono::milliseconds often{100};
    commands::FileStates now({flags_.recording});
    std::error_code none;  // what cannot be looked at is not there
    if (!std::filesystem::exists(flags_.recording, none)) return often;
    if (judged_ && !now.differ_from(*judged_)) return often;
    const auto begin = std::chrono::steady_clock::now();
    judged_ = std::move(now);
    try {
      verdict_ = judge_bytes(flags_, revision_given_, read_file("judge", flags_.recording));
      const Report fresh = novelty_.of(verdict_->report);
      const std::string news =
          failures_text(flags_.files.no_bodies ? without_bodies(fresh) : fresh, style_);
      if (!news.empty()) std::cout << news << std::flush;
    } catch (const schemas::FileError& error) {
      tell_trouble(error.what());  // it may be in the middle of being written
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begin);
    return std::max(often, 3 * took);
  }

  bool ended() const { return verdict_ && verdict_->grows == false; }

  void tell_trouble(const std::string& trouble) {
    if (std::exchange(trouble_, trouble) == trouble) return;
    std::cerr << trouble << "\nit is read again when it has changed\n";
  }

  void tell_taken_back() const {
    const auto ids = novelty_.taken_back(verdict_->report);
    if (ids.empty()) return;
    std::cout << fmt::format("\nholds after all, by what came later: {}\n", fmt::join(ids, ", "));
  }

  const Flags& flags_;
  const bool revision_given_;
  Novelty novelty_;
  ConsoleStyle style_;
  std::optional<commands::FileStates> judged_;
  std::optional<RecordingVerdict> verdict_;
  std::string trouble_;
};

}  // namespace

std::optional<RecordingVerdict> follow(const Flags& flags, bool revision_given,
                                       const Baseline& baseline, const ConsoleStyle& style) {
  return Follower(flags, revision_given, baseline, style).follow();
}

}  // namespace sp::contract
