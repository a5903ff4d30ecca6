// Text that a server sent, in a page or an XML file.
#pragma once

#include <string>
#include <string_view>

#include <sp/schemas/visible.h>

namespace sp::contract {

using schemas::Lines;

// `text` as the content of an HTML or XML element or of a quoted attribute. What schemas::visible()
// shows stays so, and is valid in XML 1.0.
std::string markup(std::string_view text, Lines lines = Lines::many);

}  // namespace sp::contract
