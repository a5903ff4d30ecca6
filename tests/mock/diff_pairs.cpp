#include "mock/diff_pairs.h"

#include <string_view>

#include <fmt/format.h>

namespace sp::mock {

namespace {

using Pairs = std::vector<NamedPair>;

// "line 1" to "line n", each with that end.
std::string lines(int count, std::string_view end = "\n", std::string_view word = "line") {
  std::string text;
  for (int i = 1; i <= count; ++i) text += fmt::format("{} {}{}", word, i, end);
  return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string without_last_newline(std::string text) {
  text.pop_back();
  return text;
}

std::string srt(int captions) {
  std::string text;
  for (int i = 1; i <= captions; ++i) {
    text += fmt::format("{0}\n00:{1:02}:{2:02},000 --> 00:{1:02}:{2:02},900\n- Caption {0}.\n\n", i,
                        i / 60, i % 60);
  }
  return text;
}

std::string web_vtt(int captions) {
  std::string text = "WEBVTT\n\nSTYLE\n::cue { color: lime }\n\n";
  for (int i = 1; i <= captions; ++i) {
    text += fmt::format(
        "cue-{0}\n00:00:{0:02}.000 --> 00:00:{0:02}.900 align:start\n"
        "<v Ana>Caption {0}.</v>\n\n",
        i);
  }
  return text;
}

std::string scc(int captions) {
  std::string text = "Scenarist_SCC V1.0\r\n\r\n";
  for (int i = 1; i <= captions; ++i) {
    text += fmt::format("00:00:{:02};12\t9420 9420 94ae {:04x} 942f\r\n\r\n", i, i * 257);
  }
  return text;
}

std::string ttml(int captions) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<tt xmlns=\"http://www.w3.org/ns/ttml\">\n <body>\n";
  for (int i = 1; i <= captions; ++i) {
    text += fmt::format("  <p begin=\"00:00:{0:02}.000\">Caption {0}.<br/>¿Más?</p>\n", i);
  }
  return text + " </body>\n</tt>\n";
}

std::string sami(int captions) {
  std::string text =
      "<SAMI>\n<HEAD><STYLE TYPE=\"text/css\"><!--\nP { margin: 8pt }\n--></STYLE>\n";
  for (int i = 1; i <= captions; ++i) {
    text += fmt::format("<SYNC start={}><P class=\"ENCC\">Caption {} &amp; more</P></SYNC>\n",
                        i * 2000, i);
  }
  return text + "</SAMI>\n";
}

void add_formats(Pairs& pairs) {
  const std::string captions = srt(30);
  pairs.push_back({"SRT, a word", {captions, replaced(captions, "Caption 9.", "Caption nine.")}});
  pairs.push_back({"SRT, shifted", {captions, replaced(captions, ",900", ",901")}});
  pairs.push_back({"SRT, captions dropped", {captions, srt(20)}});
  pairs.push_back({"SRT, dashes", {captions, replaced(captions, "- Caption 1", "-- Caption 1")}});
  pairs.push_back({"SRT as WebVTT", {captions, web_vtt(30)}});
  pairs.push_back({"WebVTT", {web_vtt(20), replaced(web_vtt(20), "Caption 1", "caption 1")}});
  pairs.push_back({"WebVTT without style",
                   {web_vtt(9), replaced(web_vtt(9), "STYLE\n::cue { color: lime }\n\n", "")}});
  pairs.push_back({"SCC", {scc(20), replaced(scc(20), "94ae", "94ad")}});
  pairs.push_back({"SCC, a caption more", {scc(8), scc(9)}});
  pairs.push_back({"TTML", {ttml(20), replaced(ttml(20), "<br/>", "<br />")}});
  pairs.push_back({"TTML, indented by tabs", {ttml(9), replaced(ttml(9), "  <p", "\t<p")}});
  pairs.push_back({"SAMI", {sami(20), replaced(sami(20), "&amp;", "&")}});
  pairs.push_back({"SAMI without captions", {sami(9), sami(0)}});
}

void add_line_ends(Pairs& pairs) {
  const std::string lf = lines(12);
  const std::string crlf = lines(12, "\r\n");
  pairs.push_back({"CRLF", {crlf, replaced(crlf, "line 5", "LINE 5")}});
  pairs.push_back({"CRLF to LF", {crlf, lf}});
  pairs.push_back({"LF to CRLF", {lf, crlf}});
  pairs.push_back({"one CRLF more", {lf, replaced(lf, "line 7\n", "line 7\r\n")}});
  pairs.push_back({"mixed", {lines(5) + lines(5, "\r\n"), lines(5, "\r\n") + lines(5)}});
  pairs.push_back({"two CRs", {crlf, replaced(crlf, "7\r\n", "7\r\r\n")}});
  pairs.push_back({"lone CRs", {lf, replaced(lf, " ", "\r")}});
  pairs.push_back({"nothing but CRs", {replaced(lf, "\n", "\r"), replaced(crlf, "\n", "") + "\n"}});
  pairs.push_back({"a CR at the end", {"a\nb\r", "a\nb"}});
}

void add_ends_of_texts(Pairs& pairs) {
  const std::string all = lines(12);
  const std::string other = replaced(all, "line 12", "LINE 12");
  const std::string early = replaced(all, "line 2", "LINE 2");
  pairs.push_back({"last newline gone", {all, without_last_newline(all)}});
  pairs.push_back({"last newline come", {without_last_newline(all), all}});
  pairs.push_back({"no last newline, last line differs",
                   {without_last_newline(all), without_last_newline(other)}});
  pairs.push_back({"no last newline, far from the change",
                   {without_last_newline(all), without_last_newline(early)}});
  pairs.push_back({"no last newline, near the change",
                   {without_last_newline(lines(4)), "line 1\nLINE 2\nline 3\nline 4"}});
  pairs.push_back({"last newline gone and a line more", {all, all + "line 13"}});
  pairs.push_back({"no last newline and a line less", {all, without_last_newline(lines(11))}});
  pairs.push_back({"out of nothing", {"", lines(3)}});
  pairs.push_back({"out of nothing, no newline", {"", "a"}});
  pairs.push_back({"into nothing", {lines(3), ""}});
  pairs.push_back({"into nothing, no newline", {"a", ""}});
  pairs.push_back({"a newline and nothing", {"\n", ""}});
  pairs.push_back({"blank lines at the end", {all, all + "\n\n\n"}});
  pairs.push_back({"a line before the first", {all, "line 0\n" + all}});
  pairs.push_back({"lines at both ends", {all, "line 0\n" + all + "line 13\n"}});
  pairs.push_back({"equal", {all, all}});
}

void add_lines_like_a_diff(Pairs& pairs) {
  const std::string marks =
      "--- expected\n+++ actual\n@@ -1,3 +1,3 @@\n-\n+\n \n\n\\ No newline at end of file\n"
      "diff --git a/expected b/actual\nIndex: expected\n-- \n*** 1,2 ****\n";
  pairs.push_back({"marks come", {lines(6), lines(3) + marks + lines(3)}});
  pairs.push_back({"marks go", {lines(3) + marks + lines(3), lines(6)}});
  pairs.push_back({"marks around a change", {marks + "a\n" + marks, marks + "b\n" + marks}});
  pairs.push_back({"lines that begin with dashes and plusses",
                   {"-- he said\n++ she said\n", "++ he said\n-- she said\n"}});
  pairs.push_back({"a mark as the last line, no newline",
                   {"a\n\\ No newline at end of file", "b\n\\ No newline at end of file"}});
}

void add_characters(Pairs& pairs) {
  const std::string all = lines(12);
  pairs.push_back({"FF and VT", {all, replaced(all, " 7", "\f7\v")}});
  pairs.push_back({"U+001C and U+0085",
                   {all, replaced(all, " 7",
                                  "\x1C"
                                  "7\xC2\x85")}});
  pairs.push_back(
      {"U+2028 and U+2029", {replaced(all, " ", "\u2028"), replaced(all, " ", "\u2029")}});
  pairs.push_back({"a byte order mark", {"\uFEFF" + all, all}});
  pairs.push_back(
      {"four bytes a character", {replaced(all, "line", "🐟"), replaced(all, "line", "🐠")}});
  pairs.push_back({"blanks at the end", {all, replaced(all, "\n", " \t\n")}});
}

void add_shapes(Pairs& pairs) {
  std::string equal;
  for (int i = 0; i < 4000; ++i) equal += "the same\n";
  pairs.push_back(
      {"thousands of equal lines", {equal, equal.substr(0, 18000) + "other\n" + equal}});
  pairs.push_back({"a block moved",
                   {lines(9, "\n", "a") + lines(9, "\n", "b") + lines(9, "\n", "c"),
                    lines(9, "\n", "a") + lines(9, "\n", "c") + lines(9, "\n", "b")}});
  pairs.push_back({"700 lines replaced",
                   {lines(9) + lines(700, "\n", "old") + lines(9),
                    lines(9) + lines(700, "\n", "new") + lines(9)}});
  for (const int gap : {2, 3, 6, 7}) {
    const std::string between = lines(gap, "\n", "between");
    pairs.push_back({fmt::format("{} equal lines between two changes", gap),
                     {lines(9) + "a\n" + between + "b\n" + lines(9),
                      lines(9) + "A\n" + between + "B\n" + lines(9)}});
  }
}

}  // namespace

std::vector<NamedPair> diff_pairs() {
  Pairs pairs;
  add_formats(pairs);
  add_line_ends(pairs);
  add_ends_of_texts(pairs);
  add_lines_like_a_diff(pairs);
  add_characters(pairs);
  add_shapes(pairs);
  return pairs;
}

}  // namespace sp::mock
