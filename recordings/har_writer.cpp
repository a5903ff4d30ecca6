#include <sp/recordings/har.h>
#include <sp/schemas/utf8.h>

#include "har_entry.h"

namespace sp::recordings {

struct HarWriter::Log {
  std::string base_url;
  Bodies bodies;
  OrderedJson log;  // without its _sp
};

HarWriter::HarWriter(std::string_view tool, std::string_view version, std::string_view base_url,
                     Bodies bodies)
    : log_(std::make_unique<Log>()) {
  const OrderedJson creator = creator_of(tool, version);
  log_->base_url = base_url;
  log_->bodies = bodies;
  log_->log = {{"version", "1.2"},
               {"creator", creator},
               {"browser", creator},  // optional, but haralyzer fails without it
               {"pages", OrderedJson::array()},
               {"entries", OrderedJson::array()}};
}

HarWriter::~HarWriter() = default;

void HarWriter::add(const Exchange& exchange, const schemas::NewObject& notes) {
  log_->log["entries"].push_back(
      entry_of(exchange, log_->base_url, notes, log_->bodies == Bodies::kept));
}

std::string HarWriter::text(const schemas::NewObject& notes) const {
  OrderedJson rest = {{"schema_version", 1}, {"base_url", schemas::as_utf8(log_->base_url)}};
  for (const auto& [name, value] : notes) rest[name] = json_of(value);
  // Moved there and back: a recording may be large.
  OrderedJson har = {{"log", std::move(log_->log)}};
  har["log"]["_sp"] = std::move(rest);
  std::string text = har.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
  log_->log = std::move(har["log"]);
  log_->log.erase("_sp");
  return text;
}

}  // namespace sp::recordings
