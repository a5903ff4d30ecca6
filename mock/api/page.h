// Offset pagination (contract section 1).
#pragma once

#include <algorithm>
#include <cstdint>

#include "api/arguments.h"
#include "api/json_writer.h"

namespace sp::mock {

struct Page {
  std::int64_t limit;
  std::int64_t offset;
  std::int64_t total;

  static Page of(const Arguments& arguments, std::int64_t total) {
    return {arguments.integer("limit"), arguments.integer("offset"), total};
  }

  // The page has the rows [begin, end). If the offset is past the last row, it is empty.
  std::int64_t begin() const { return std::min(offset, total); }
  std::int64_t end() const { return begin() + std::min(limit, total - begin()); }

  // Writes the member `pagination` of the body. `truncated` says that there are more rows than the
  // total counts.
  void write(JsonWriter& json, bool truncated = false) const {
    json.key("pagination").begin_object();
    json.member("limit", limit).member("offset", offset).member("total", total);
    json.key("next_offset");
    end() < total ? json.value(end()) : json.null();
    if (truncated) json.member("truncated", true);
    json.end_object();
  }
};

}  // namespace sp::mock
