// Percent-encoding of URLs (RFC 3986, section 2.1).
#pragma once

#include <string>
#include <string_view>

namespace sp::schemas {

// What a '+' means: in a path it is one; in a query it is a blank (as HTML forms write it).
enum class Plus { itself, blank };

// A part of a URL as it was meant. What is no escape stays as it is: "50%" and "%zz" are
// themselves. The result may hold any bytes.
std::string percent_decoded(std::string_view text, Plus plus = Plus::itself);

// Whether two hexadecimal digits follow each '%', so that nothing stayed as it was.
bool is_percent_encoded(std::string_view text);

// As one segment of a path or one value of a query: all is escaped but letters, digits and
// "-._~", which never need it.
//
//     percent_encoded("a/b c")    "a%2Fb%20c"
std::string percent_encoded(std::string_view text);

}  // namespace sp::schemas
