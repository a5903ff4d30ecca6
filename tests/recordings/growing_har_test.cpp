// Recordings that a proxy writes while they grow.
#include <algorithm>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/growing_har.h>
#include <sp/schemas/json_file.h>

#include "recordings/exchanges.h"
#include "recordings/read.h"
#include "temp_folder.h"

namespace sp::recordings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Read;
using ::testing::SizeIs;

constexpr const char* upstream = "https://h/api/v1";

class GrowingHars : public ::testing::Test {
 protected:
  std::string path() const { return (folder_.path() / "run.har").string(); }

  std::string bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // What a reader makes of these bytes of the file.
  Read read(const std::string& text) const { return Read(HarFile(path(), text).text()); }
  Read read() const { return read(bytes()); }

 private:
  TempFolder folder_;
};

Exchange asked(std::size_t number, const std::string& path, std::optional<int> status = 200) {
  Exchange made = testing::recorded(number, status, R"({"n":)" + std::to_string(number) + "}");
  made.path = path;
  made.sent_at += std::chrono::seconds(number);
  return made;
}

std::vector<std::string> paths(const Read& read) {
  std::vector<std::string> all;
  for (const HarEntry& row : read->entries) all.push_back(row.exchange.path);
  return all;
}

std::vector<std::string> credentials_of(const Read& read) {
  std::vector<std::string> all;
  for (const HarEntry& row : read->entries) all.push_back(row.exchange.credentials);
  return all;
}

TEST_F(GrowingHars, AreJsonAtEveryMoment) {
  {
    GrowingHar har(path(), "a-tool", "1", upstream);
    EXPECT_THAT(read()->entries, IsEmpty());
    EXPECT_EQ(read()->grows, true);
    EXPECT_EQ(read()->base_url, upstream);
    for (std::size_t i = 0; i < 3; ++i) {
      har.add(asked(i, "/api/v1/runs/1/summary"), "Bearer 1");
      EXPECT_NO_THROW(static_cast<void>(schemas::parse(bytes()))) << i;
      EXPECT_THAT(read()->entries, SizeIs(i + 1));
    }
    EXPECT_EQ(read()->grows, true);
  }
  EXPECT_EQ(read()->grows, false);
  EXPECT_THAT(read()->remarks, IsEmpty());
}

TEST_F(GrowingHars, CutAnywhereHaveAllThatIsWhole) {
  std::vector<std::size_t> whole_at;  // the size of the file without its end, for each entry
  {
    GrowingHar har(path(), "a-tool", "1", upstream);
    for (std::size_t i = 0; i < 2; ++i) {
      har.add(asked(i, "/api/v1/runs/1/summary"), "Bearer 1");
      whole_at.push_back(bytes().rfind(']'));
    }
  }
  const std::string all = bytes();
  for (std::size_t size = all.find('\n') + 1; size < all.size(); ++size) {
    const auto whole = std::count_if(whole_at.begin(), whole_at.end(),
                                     [size](std::size_t end) { return end <= size; });
    const Read cut = read(all.substr(0, size));
    EXPECT_THAT(cut->entries, SizeIs(whole)) << size;
    EXPECT_THAT(cut->remarks, ElementsAre(HasSubstr("the recording breaks off"))) << size;
  }
}

TEST_F(GrowingHars, ComeBackInTheOrderOfSendingWithAllThatWasSeen) {
  {
    GrowingHar har(path(), "a-tool", "1", upstream);
    har.add(asked(2, "/api/v1/runs/2/summary"), "Bearer 1");
    Exchange down = asked(1, "/api/v1/runs/1/summary", std::nullopt);
    down.fault = "the connection was refused";
    down.body.clear();
    down.unreachable = true;
    har.add(down, "Bearer 1");
  }
  const Read back = read();
  EXPECT_THAT(paths(back), ElementsAre("/runs/1/summary", "/runs/2/summary"));
  const Exchange& down = back->entries.front().exchange;
  EXPECT_EQ(down.fault, "the connection was refused");
  EXPECT_TRUE(down.unreachable);
  EXPECT_EQ(down.status, std::nullopt);
  const Exchange& answered = back->entries.back().exchange;
  EXPECT_EQ(answered.body, R"({"n":2})");
  EXPECT_EQ(answered.took, std::chrono::microseconds(1234567));
  EXPECT_EQ(schemas::format_date_time(answered.sent_at), "2026-06-27T12:42:05.012345Z");
}

TEST_F(GrowingHars, TellTokensApartWithoutHavingThem) {
  {
    GrowingHar har(path(), "a-tool", "1", upstream);
    har.add(asked(0, "/api/v1/runs/1/summary", 401), "Bearer 1");
    har.add(asked(1, "/api/v1/runs/1/summary"), "Bearer 2");
    har.add(asked(2, "/api/v1/runs/1/summary", 401), std::nullopt);
    har.add(asked(3, "/api/v1/runs/1/summary", 401), "Basic 3");
  }
  EXPECT_THAT(credentials_of(read()), ElementsAre("wrong", "token", "none", "other_scheme"));
}

TEST_F(GrowingHars, KnowWhoSentNoTokenEvenIfNobodyDid) {
  { GrowingHar(path(), "a-tool", "1", upstream).add(asked(0, "/api/v1/runs/1", 401), {}); }
  EXPECT_THAT(credentials_of(read()), ElementsAre("none"));
  EXPECT_THAT(read()->remarks, IsEmpty());
}

TEST_F(GrowingHars, LeaveOutWhatIsNotBelowTheBaseUrl) {
  {
    GrowingHar har(path(), "a-tool", "1", upstream);
    har.add(asked(0, "/login"), std::nullopt);
    har.add(asked(1, "/api/v1/runs/1/\xff"), "Bearer 1");
  }
  EXPECT_THAT(paths(read()), ElementsAre("/runs/1/\xff"));
  EXPECT_EQ(read()->left_out, 1u);
}

TEST_F(GrowingHars, BlameNoDeploymentForWhatItsClientGaveUp) {
  Exchange given_up = asked(0, "/api/v1/runs/1/summary", std::nullopt);
  given_up.body.clear();
  given_up.fault = std::string(aborted) + "the client left";
  { GrowingHar(path(), "a-tool", "1", upstream).add(given_up, "Bearer 1"); }
  EXPECT_THAT(read()->entries, IsEmpty());
  EXPECT_THAT(read()->remarks, ElementsAre(HasSubstr("1 that have no answer in the file")));
}

TEST_F(GrowingHars, FindTheBaseUrlWhereTheUpstreamHasNone) {
  { GrowingHar(path(), "a-tool", "1", "https://h").add(asked(0, "/x/runs/1/summary"), "Bearer 1"); }
  EXPECT_EQ(read()->base_url, "https://h/x");
}

TEST_F(GrowingHars, TellOfABodyThatWasTooLongToKeep) {
  Exchange large = asked(0, "/api/v1/runs/1/summary");
  large.body.clear();
  large.body_bytes = 99;
  large.over_budget = "its body of 99 bytes is too long to keep";
  { GrowingHar(path(), "a-tool", "1", upstream).add(large, "Bearer 1"); }
  EXPECT_THAT(read()->entries, IsEmpty());
  EXPECT_THAT(read()->remarks, ElementsAre(HasSubstr("whose body the recorder did not keep")));
}

TEST_F(GrowingHars, BeginAnewInAFileThatIsThere) {
  std::ofstream(path()) << std::string(100000, 'x');
  { GrowingHar(path(), "a-tool", "1", upstream).add(asked(0, "/api/v1/runs/1"), "Bearer 1"); }
  EXPECT_THAT(read()->entries, SizeIs(1));
  EXPECT_THROW(GrowingHar(path() + "/no", "a-tool", "1", upstream), std::system_error);
}

}  // namespace
}  // namespace sp::recordings
