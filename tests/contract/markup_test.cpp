#include "report/markup.h"

#include <gtest/gtest.h>

#include "markup_problem.h"

namespace sp::contract {
namespace {

TEST(Markup, EscapesWhatMeansSomething) {
  EXPECT_EQ(markup("<a href=\"x\" b='&'>\x01"),
            "&lt;a href=&quot;x&quot; b=&#39;&amp;&#39;&gt;\\x01");
}

TEST(MarkupProblem, IsFoundWhereTextWasNotEscaped) {
  EXPECT_EQ(testing::xml_problem("<?xml?><a b=\"&lt;\">&amp; &gt;</a>"), "");
  for (const char* text : {"<a>&</a>", "<a>", "</a>", "<a></b>", "<a b=\"<\">", "<a>]]></a>",
                           "<a>\x1b</a>", "<a>\xff</a>", "<a b=\"x\"y\"></a>", "< a>"}) {
    EXPECT_NE(testing::xml_problem(text), "") << text;
  }
}

}  // namespace
}  // namespace sp::contract
