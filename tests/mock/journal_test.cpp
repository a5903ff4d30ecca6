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

std::string numbers_after(const Journal& journal, std::uint64_t number) {
  const JournalPart part = journal.after(number);
  std::string numbers;
  for (const RecordedRequest& request : part.requests)
    numbers += std::to_string(request.number) + " ";
  return numbers + "of " + std::to_string(part.first) + "-" + std::to_string(part.last);
}

TEST(Journal, HasThePartBehindANumber) {
  Journal journal(3);
  EXPECT_EQ(numbers_after(journal, 0), "of 1-0");
  EXPECT_EQ(numbers_after(journal, 7), "of 1-0");
  for (int i = 0; i < 5; ++i) journal.note({});
  EXPECT_EQ(numbers_after(journal, 0), "3 4 5 of 3-5");
  EXPECT_EQ(numbers_after(journal, 3), "4 5 of 3-5");
  EXPECT_EQ(numbers_after(journal, 5), "of 3-5");
  EXPECT_EQ(numbers_after(journal, 99), "of 3-5");
  journal.clear();
  EXPECT_EQ(numbers_after(journal, 4), "of 6-5");
}

SentAnswer answer_of(std::size_t bytes) { return {.body = std::string(bytes, 'x')}; }

TEST(Journal, KeepsTheNewestAnswersByTheirBytes) {
  Journal journal(100);
  std::uint64_t number = 0;
  const auto note = [&](std::size_t bytes) {
    journal.note({}, answer_of(bytes));
    return ++number;
  };
  // How many of the newest requests have their answers; none of those before has.
  const auto answered = [&] {
    std::uint64_t first = number + 1;
    while (first > 1 && journal.find(first - 1)->answer) --first;
    for (std::uint64_t before = 1; before < first; ++before)
      EXPECT_FALSE(journal.find(before)->answer);
    return number + 1 - first;
  };
  for (int i = 0; i < 30; ++i) note(100 << 10);
  EXPECT_EQ(answered(), 10u);  // 1 MiB
  journal.keep_more_answers();
  for (int i = 0; i < 40; ++i) note(1 << 20);
  EXPECT_EQ(answered(), 15u);  // 16 MiB
  note(17 << 20);              // too long by itself
  EXPECT_EQ(answered(), 0u);
  note(1);
  EXPECT_EQ(answered(), 1u);
  for (int i = 0; i < 100; ++i) journal.note({});
  number += 100;
  for (int i = 0; i < 40; ++i) note(1 << 20);
  EXPECT_EQ(answered(), 15u);  // also of a full journal
}

TEST(Journal, FindsWhatItKeeps) {
  Journal journal(2);
  for (int i = 0; i < 3; ++i) journal.note({}, answer_of(static_cast<std::size_t>(i)));
  EXPECT_FALSE(journal.find(0));
  EXPECT_FALSE(journal.find(1));
  EXPECT_EQ(journal.find(2)->answer->body.size(), 1u);
  EXPECT_EQ(journal.find(3)->request.number, 3u);
  EXPECT_FALSE(journal.find(4));
  journal.clear();
  EXPECT_FALSE(journal.find(3));
}

}  // namespace
}  // namespace sp::mock
