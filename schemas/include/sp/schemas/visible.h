// Text that a stranger sent, made fit to be shown: it may hold any bytes, and characters that a
// terminal, a browser or a CI log acts on instead of showing them.
#pragma once

#include <string>
#include <string_view>

namespace sp::schemas {

enum class Lines {
  one,   // line ends and tabs are shown as \x0A and \x09, like other control characters
  many,  // they stay what they are
};

// `text` as people may see it, in UTF-8: control characters, bytes that are no UTF-8 and
// characters that turn the direction of text around are written out (\x1B, \u202E).
std::string visible(std::string_view text, Lines lines = Lines::one);

}  // namespace sp::schemas
