#include "import/recording.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include <sp/recordings/har.h>
#include <sp/schemas/http_date.h>

#include "scenario/files.h"
#include "scenario/headers.h"

namespace sp::mock {

std::string RecordedExchange::place() const { return fmt::format("{}, entry {}", file, entry); }

const std::string* RecordedExchange::header(std::string_view name) const {
  return find_header(exchange.response_headers, name);
}

schemas::Instant RecordedExchange::answered_at() const {
  const std::string* const date = header("Date");
  return (date ? schemas::parse_http_date(*date) : std::nullopt).value_or(exchange.sent_at);
}

namespace {

void add(const recordings::HarFile& opened, const std::string& file, const std::string& base_url,
         Recording& recording) {
  const schemas::Document document = schemas::parse_file(opened.text(), file);
  recordings::Har har = recordings::read_har(document, file, opened.attachments(), base_url);
  for (std::string& remark : har.remarks) {
    recording.remarks.push_back(fmt::format("{}: {}", file, remark));
  }
  if (recording.base_url.empty()) recording.base_url = har.base_url;
  if (har.base_url != recording.base_url) {
    recording.remarks.push_back(fmt::format("{} is left out: it is of {}, and the import of {}",
                                            file, har.base_url, recording.base_url));
    return;
  }
  std::size_t entry = 0;
  for (recordings::HarEntry& row : har.entries) {
    recording.exchanges.push_back({std::move(row.exchange), file, ++entry, row.notes.has_value()});
  }
}

void sort_by_time(Recording& recording) {
  std::ranges::stable_sort(recording.exchanges, {},
                           [](const RecordedExchange& row) { return row.exchange.sent_at; });
}

std::string bytes_of(const std::string& file) {
  auto read = read_file(file);
  if (const auto* problem = std::get_if<FileProblem>(&read)) {
    throw schemas::FileError(
        fmt::format("{}: expected {}, found {}", file, problem->expected, problem->found));
  }
  return std::get<std::string>(std::move(read));
}

}  // namespace

Recording read_recording(const std::vector<std::string>& files, const std::string& base_url) {
  Recording recording;
  for (const std::string& file : files) {
    const recordings::HarFile opened(file, bytes_of(file));
    add(opened, file, base_url, recording);
  }
  sort_by_time(recording);
  return recording;
}

Recording recording_of(const std::string& text, const std::string& file,
                       const std::string& base_url) {
  Recording recording;
  add(recordings::HarFile(file, text), file, base_url, recording);
  sort_by_time(recording);
  return recording;
}

}  // namespace sp::mock
