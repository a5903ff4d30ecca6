// A recording of a mock that plays back another one is told for what it is.
#include "import/stale_dates.h"

#include <chrono>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/recorded.h"

namespace sp::mock::testing {
namespace {

using ::testing::HasSubstr;

Recording recording_of_three() {
  return answered(Scenario::bundled("quickstart"),
                  {"GET /runs/1001/summary", "GET /runs/1002/summary", "GET /runs/1001/summary"});
}

void set_date(RecordedExchange& row, const std::string& date) {
  for (auto& [name, value] : row.exchange.response_headers) {
    if (name == "Date") value = date;
  }
}

TEST(StaleDates, AreNotThoseOfADeployment) {
  EXPECT_EQ(stale_dates(recording_of_three()), std::nullopt);
}

TEST(StaleDates, GoBack) {
  Recording recording = recording_of_three();
  set_date(recording.exchanges[0], "Sat, 27 Jun 2026 13:00:00 GMT");
  EXPECT_THAT(stale_dates(recording).value_or(""),
              HasSubstr("the Date of run.har, entry 2 is before that of run.har, entry "
                        "1, which was answered earlier, and so in 1 more"));
}

// Two that were under way at a time may have been answered in either order, and by two clocks.
TEST(StaleDates, AreNotThoseOfARequestThatWasUnderWay) {
  Recording recording = recording_of_three();
  set_date(recording.exchanges[0], "Sat, 27 Jun 2026 12:00:03 GMT");
  EXPECT_EQ(stale_dates(recording), std::nullopt);
  set_date(recording.exchanges[0], "Sat, 27 Jun 2026 12:10:00 GMT");
  recording.exchanges[0].exchange.took = std::chrono::minutes(10);
  EXPECT_EQ(stale_dates(recording), std::nullopt);
}

}  // namespace
}  // namespace sp::mock::testing
