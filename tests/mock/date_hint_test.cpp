// What a client is told whose date is none by RFC 3339.
#include "service/date_hint.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>

#include "mock/service_client.h"

namespace sp::mock::testing {
namespace {

constexpr const char* form = "Must be an RFC 3339 date-time, for example 2026-06-27T12:42:03Z";

TEST(DateHint, NamesTheSlipsOfWidelyUsedClients) {
  const struct {
    const char* text;
    const char* slips;
  } rows[] = {
      {"2026-06-01T12:05:00.000000+0000",
       ": the zone has no colon (write +00:00 for +0000). The platform itself takes it as it is."},
      {"2026-06-01T12:05:00-0530",
       ": the zone has no colon (write -05:30 for -0530). The platform itself takes it as it is."},
      {"2026-06-01 12:05:00+00:00",
       ": it has a blank where the T belongs. The platform itself takes it as it is."},
      {"2026-06-01T12:05:00", ": it has no zone (add Z). The platform itself takes it as it is."},
      {"2026-06-01 12:05:00.5",
       ": it has a blank where the T belongs, and it has no zone (add Z). The platform itself "
       "takes "
       "it as it is."},
      {"2026-06-01 12:05:00+0200",
       ": it has a blank where the T belongs, and the zone has no colon (write +02:00 for +0200). "
       "The platform itself takes it as it is."},
      {"2026-06-01", ": it has no time (add T00:00:00Z). The platform itself takes it as it is."},
      {"2026-06-01T12:05:00 02:00", ": the '+' of the zone came as a blank (write it as %2B)."},
  };
  for (const auto& row : rows) EXPECT_EQ(date_hint(row.text), form + std::string(row.slips));
}

TEST(DateHint, OfWhatIsNoDateAtAllNamesTheFormOnly) {
  for (const char* text :
       {"", "yesterday", "2026-02-30", "2026-02-30T12:00:00", "2026-06-01T25:00:00+0000",
        "2026-06-01T12:05", "2026-06-01T12:05:00+9900", "2026-06-01T12:05:00 ", "1780315200",
        "2026-06-01T12:05:00+", "2026-06-01T12:05:00ZZ"}) {
    EXPECT_EQ(date_hint(text), std::string(form) + " (write a '+' as %2B).") << text;
  }
}

TEST(DateHint, StandsInTheRefusal) {
  Service service(Scenario::bundled("quickstart").data(), {});
  const auto refused =
      ServiceClient(service).json("/samples/70/history?created_after=2026-06-01T12:05:00%2B0000");
  EXPECT_EQ(
      refused.at("details").at("fields").at("created_after"),
      form + std::string(": the zone has no colon (write +00:00 for +0000). The platform itself "
                         "takes it as it is."));
}

}  // namespace
}  // namespace sp::mock::testing
