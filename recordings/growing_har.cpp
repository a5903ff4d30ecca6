#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <sp/recordings/growing_har.h>
#include <sp/schemas/utf8.h>

#include "base_url.h"
#include "growing_file.h"
#include "har_entry.h"

namespace sp::recordings {

namespace {

std::string compact(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

// Everything before the entries. The member "entries" comes last, so that they can follow.
std::string beginning_of(std::string_view tool, std::string_view version,
                         std::string_view upstream) {
  const OrderedJson creator = creator_of(tool, version);
  const OrderedJson log = {
      {"version", "1.2"},
      {"creator", creator},
      {"browser", creator},  // optional, but haralyzer fails without it
      {"pages", OrderedJson::array()},
      {"_sp", {{"schema_version", 1}, {"upstream", schemas::as_utf8(upstream)}}}};
  std::string text = compact(log);
  text.pop_back();
  return R"({"log":)" + text + std::string(growing::before_entries);
}

OrderedJson growing_entry_of(const Exchange& exchange, const std::string& origin,
                             const std::optional<std::string>& authorization) {
  const schemas::Value who = authorization ? schemas::Value(*authorization, 0) : schemas::Value();
  OrderedJson entry = entry_of(exchange, origin, {{"authorization", who}});
  // A reader finds these out, once it has seen them all.
  entry["_sp"].erase("credentials");
  entry["_sp"].erase("number");
  if (!exchange.over_budget.empty()) {
    OrderedJson& content = entry["response"]["content"];
    content.erase("text");
    content.erase("encoding");
    content["size"] = exchange.body_bytes;
    content["comment"] = schemas::as_utf8(exchange.over_budget);
  }
  return entry;
}

}  // namespace

GrowingHar::GrowingHar(const std::string& file, std::string_view tool, std::string_view version,
                       std::string_view upstream)
    : origin_(origin_of(upstream)) {
  descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), file);
  try {
    const std::string beginning = beginning_of(tool, version, upstream);
    write_at_end(beginning, false);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

GrowingHar::~GrowingHar() {
  try {
    write_at_end("", true);
  } catch (const std::system_error&) {
    // What was answered is in the file, and the end that tells of no end.
  }
  ::close(descriptor_);
}

void GrowingHar::add(const Exchange& exchange, const std::optional<std::string>& authorization) {
  const std::string text = compact(growing_entry_of(exchange, origin_, authorization));
  const std::lock_guard lock(mutex_);
  write_at_end((entries_ == 0 ? "" : ",") + text + "\n", false);
  ++entries_;
}

// An entry that was written in part is written over by the next one.
void GrowingHar::write_at_end(const std::string& entry, bool ended) {
  const std::string text = entry + std::string(ended ? growing::ended : growing::not_ended);
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t size = ::pwrite(descriptor_, text.data() + written, text.size() - written,
                                  static_cast<off_t>(end_ + written));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) {
      throw std::system_error(size < 0 ? errno : ENOSPC, std::generic_category(), "the recording");
    }
    written += static_cast<std::size_t>(size);
  }
  if (::ftruncate(descriptor_, static_cast<off_t>(end_ + text.size())) != 0) {
    throw std::system_error(errno, std::generic_category(), "the recording");
  }
  end_ += entry.size();
}

}  // namespace sp::recordings
