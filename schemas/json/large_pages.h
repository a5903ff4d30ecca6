// Memory for a document that is long: the kernel gives large pages for it at once, where it has
// them, and not each small one when it is first written to, which takes longer than to read the
// text.
#pragma once

#include <cstddef>
#include <memory_resource>

namespace sp::schemas {

// Gives out what `new` has; what is long is advised to lie in large pages. Any number of threads
// may use it.
std::pmr::memory_resource* large_pages();

}  // namespace sp::schemas
