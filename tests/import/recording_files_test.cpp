// Recordings in several files.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/exchange.h>
#include <sp/recordings/har.h>

#include "import/recording.h"
#include "temp_folder.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string har_of(const std::string& base_url) {
  recordings::HarWriter writer("test", "1", base_url);
  recordings::Exchange exchange;
  exchange.credentials = "token";
  exchange.method = "GET";
  exchange.path = "/runs/1/summary";
  exchange.status = 404;
  writer.add(exchange);
  return writer.text();
}

TEST(RecordingFiles, OfAnotherDeploymentThanTheFirstAreLeftOut) {
  const TempFolder folder;
  const std::string one = folder.write("one.har", har_of("https://one.example/api/v1"));
  const std::string two = folder.write("two.har", har_of("https://two.example/api/v1"));
  const Recording recording = read_recording({one, two}, "");
  EXPECT_EQ(recording.base_url, "https://one.example/api/v1");
  EXPECT_THAT(recording.exchanges, SizeIs(1));
  EXPECT_THAT(recording.remarks, ElementsAre(HasSubstr("two.har is left out: it is of "
                                                       "https://two.example/api/v1")));
}

}  // namespace
}  // namespace sp::mock::testing
