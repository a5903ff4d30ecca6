// Percent-encoding of URLs (RFC 3986, section 2.1).
#pragma once

#include <string>
#include <string_view>

namespace sp::schemas {

// What a '+' stands for: itself in a path, a blank in a query (as HTML forms write it).
enum class Plus { itself, blank };

// A part of a URL with its escapes undone. A '%' that begins no escape stays, as in "50%" and
// "%zz". The result may hold any bytes.
std::string percent_decoded(std::string_view text, Plus plus = Plus::itself);

// Whether two hexadecimal digits follow each '%'.
bool is_percent_encoded(std::string_view text);

// The text as one segment of a path or one value of a query: everything is escaped except letters,
// digits and "-._~", which never need it.
//
//     percent_encoded("a/b c")    "a%2Fb%20c"
std::string percent_encoded(std::string_view text);

}  // namespace sp::schemas
