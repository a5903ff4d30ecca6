#include "cli/outputs.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "report/github.h"
#include "report/har.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/memory_file.h"

namespace sp::contract {

namespace {

struct NamedFile {
  const char* flag;
  const std::string& file;
};

std::vector<NamedFile> named(const ReportFiles& files) {
  return {{"--json", files.json},
          {"--junit", files.junit},
          {"--html", files.html},
          {"--har", files.har},
          {"--write-baseline", files.write_baseline}};
}

[[noreturn]] void not_writable(const NamedFile& named) {
  throw UsageError(fmt::format("{}: expected a file that can be written, found {}: {}", named.flag,
                               named.file, std::strerror(errno)));
}

void write(const NamedFile& named, const std::string& text) {
  errno = 0;
  if (named.file == "-") {
    std::cout << text << std::flush;
    if (!std::cout) not_writable({named.flag, "standard output"});
    return;
  }
  std::ofstream out(named.file, std::ios::binary);
  out << text;
  out.close();
  if (!out) not_writable(named);
}

// Where the page for the job's summary goes; empty when nowhere.
std::string summary_file() {
  const char* file = std::getenv("GITHUB_STEP_SUMMARY");
  return file ? file : "";
}

// What other commands of the step wrote stays, and counts.
void append_summary(const std::string& file, const Report& report) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  const std::size_t there = none ? 0 : std::min<std::uintmax_t>(size, most_of_summary);
  const std::string_view gap = there > 0 ? "\n" : "";
  const std::string text = github_summary(report, most_of_summary - there);
  if (text.empty() || there + gap.size() + text.size() > most_of_summary) {
    std::cerr << "GITHUB_STEP_SUMMARY: no page for the job's summary, because the "
              << "1 MiB that GitHub takes of a step is used up\n";
    return;
  }
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << gap << text;
  out.close();
  if (!out) not_writable({"GITHUB_STEP_SUMMARY", file});
}

void check_writable(const NamedFile& named) {
  const bool existed = std::filesystem::exists(named.file);
  errno = 0;
  const bool opens = std::ofstream(named.file, std::ios::binary | std::ios::app).is_open();
  if (!opens) not_writable(named);
  if (!existed) std::filesystem::remove(named.file);
}

std::string har_of(const Target& target, const Report& report, bool without_bodies) {
  const HarContext context{report.base_url,      std::string(schemas::to_string(report.revision)),
                           target.run_ids,       target.sample_id,
                           target.regression_id, target.output_id,
                           report.unjudgeable,   without_bodies};
  return har_text(context, report.exchanges);
}

}  // namespace

bool output_is_taken(const ReportFiles& files) {
  const auto all = named(files);
  return std::any_of(all.begin(), all.end(), [](const NamedFile& one) { return one.file == "-"; });
}

void check_outputs(const ReportFiles& files) {
  std::map<std::filesystem::path, std::string> taken;  // by which flag
  for (const NamedFile& named : named(files)) {
    if (named.file.empty()) continue;
    const bool to_output = named.file == "-";
    // A device takes any number of reports; a file holds one, however its path is written.
    if (!to_output && std::filesystem::exists(named.file) &&
        !std::filesystem::is_regular_file(named.file)) {
      check_writable(named);
      continue;
    }
    const auto place =
        to_output ? std::filesystem::path(named.file)
                  : std::filesystem::weakly_canonical(std::filesystem::absolute(named.file));
    const auto [first, is_new] = taken.try_emplace(place, named.flag);
    if (!is_new) {
      throw UsageError(fmt::format("{}: {} is already used by {}", named.flag,
                                   to_output ? "standard output" : named.file, first->second));
    }
    if (!to_output) check_writable(named);
  }
  if (files.update_baseline || files.prune_baseline) {
    check_writable({"--baseline", files.baseline});
  }
  if (const std::string file = summary_file(); files.github && !file.empty()) {
    check_writable({"GITHUB_STEP_SUMMARY", file});
  }
}

void write_outputs(const Flags& flags, const Report& report) {
  const ReportFiles& files = flags.files;
  std::string problems;
  const auto attempt = [&](const auto& writing) {
    try {
      writing();
    } catch (const UsageError& error) {
      problems += (problems.empty() ? "" : "\n") + std::string(error.what());
    }
  };
  const auto write_text = [&](const char* flag, const std::string& file, const auto& text) {
    if (!file.empty()) attempt([&] { write({flag, file}, text()); });
  };
  write_text("--json", files.json, [&] { return json_text(report); });
  write_text("--junit", files.junit, [&] { return junit_text(report, files.name); });
  write_text("--html", files.html, [&] { return html_text(report, flags.har()); });
  write_text("--har", files.har, [&] { return har_of(flags.target, report, files.no_bodies); });
  write_text("--write-baseline", files.write_baseline, [&] { return baseline_text(report); });
  if (files.github) {
    // GitHub reads both for commands.
    (output_is_taken(files) ? std::cerr : std::cout) << github_commands(report) << std::flush;
    if (const std::string file = summary_file(); !file.empty()) {
      attempt([&] { append_summary(file, report); });
    }
  }
  if (!problems.empty()) throw UsageError(problems);
}

namespace {

Memories memories_in(const std::string& file) {
  return std::filesystem::exists(file) ? parse_memories(read_file("--memory", file), file)
                                       : Memories();
}

}  // namespace

void recall(Flags& flags) {
  if (flags.memory.empty()) return;
  flags.options.memory = memories_in(flags.memory)[name_of_deployment(flags.target.base_url)];
  check_writable({"--memory", flags.memory});
}

// What other runs kept meanwhile of other deployments stays.
void remember(const Flags& flags, const Report& report) {
  if (flags.memory.empty() || report.unjudgeable) return;
  Memories memories = memories_in(flags.memory);
  Memory& memory = memories[name_of_deployment(flags.target.base_url)];
  memory = after_run(std::move(memory), report);
  const std::string fresh = flags.memory + ".new";
  write({"--memory", fresh}, memories_text(memories));
  std::error_code error;
  std::filesystem::rename(fresh, flags.memory, error);
  if (error) {
    throw UsageError(fmt::format("--memory: expected a file that can be written, found {}: {}",
                                 flags.memory, error.message()));
  }
}

std::string read_file(const std::string& flag, const std::string& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  const bool folder = std::filesystem::is_directory(file);
  if (!in || folder) {
    throw UsageError(fmt::format("{}: expected a file that can be read, found {}: {}", flag, file,
                                 folder ? "a folder" : std::strerror(errno)));
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string keep_baseline(const ReportFiles& files, const Baseline& before, const Report& report) {
  if (!files.update_baseline && !files.prune_baseline) return "";
  if (report.unjudgeable) {
    return fmt::format("{} stays as it is, because the target could not be judged\n",
                       files.baseline);
  }
  const Baseline after = kept(before, report, files.update_baseline);
  const auto is_new = [&](const BaselineEntry& entry) { return !before.has(entry.fingerprint); };
  const auto added = std::count_if(after.entries.begin(), after.entries.end(), is_new);
  if (added > 0 || !report.gone.empty())
    write({"--baseline", files.baseline}, baseline_text(after));
  return fmt::format("{}: {} entries added, {} taken out, {} in all\n", files.baseline, added,
                     report.gone.size(), after.entries.size());
}

Baseline read_baseline(const ReportFiles& files) {
  if (files.baseline.empty()) return {};
  // Whoever keeps one by --update begins with none.
  if (files.update_baseline && !std::filesystem::exists(files.baseline)) return {};
  return parse_baseline(read_file("--baseline", files.baseline), files.baseline);
}

}  // namespace sp::contract
