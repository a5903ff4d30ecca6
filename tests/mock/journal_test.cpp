// What the journal keeps, and how much of it.
#include "service/journal.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::mock {
namespace {

RecordedRequest with_header_of(std::size_t bytes) {
  RecordedRequest request;
  request.headers.emplace_back("X", std::string(bytes, 'x'));
  return request;
}

std::size_t kept(const Journal& journal) {
  std::size_t bytes = 0;
  for (const RecordedRequest& request : journal.requests()) {
    bytes += request.headers.at(0).second.size();
  }
  return bytes;
}

TEST(Journal, KeepsTheNewestByNumber) {
  Journal journal(3);
  for (int i = 0; i < 10; ++i) journal.note({});
  ASSERT_EQ(journal.requests().size(), 3u);
  EXPECT_EQ(journal.requests().front().number, 8u);
  EXPECT_EQ(journal.requests().back().number, 10u);
}

TEST(Journal, KeepsTheNewestByTheirBytes) {
  Journal journal(10000);
  for (int i = 0; i < 2000; ++i) journal.note(with_header_of(60 << 10));
  EXPECT_LE(kept(journal), 32u << 20);
  EXPECT_GE(kept(journal), 31u << 20);
  EXPECT_EQ(journal.requests().back().number, 2000u);
}

TEST(Journal, KeepsManyHeadersWithinItsBytes) {
  Journal journal(10000);
  RecordedRequest request;
  for (int i = 0; i < 256; ++i) request.headers.emplace_back("X", "a");
  for (int i = 0; i < 10000; ++i) journal.note(request);
  EXPECT_LE(journal.requests().size(), (32u << 20) / (256 * 2 * sizeof(std::string)));
}

TEST(Journal, CountsItsBytesAnewWhenItIsCleared) {
  Journal journal(10000);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 500; ++i) journal.note(with_header_of(60 << 10));
    EXPECT_EQ(journal.requests().size(), 500u);
    journal.clear();
  }
}

TEST(Journal, OfNoSizeKeepsNothing) {
  Journal journal(0);
  journal.note({});
  EXPECT_TRUE(journal.requests().empty());
}

}  // namespace
}  // namespace sp::mock
