// Files that were compiled into the binary (cmake/Embed.cmake), so that the tools need
// nothing beside them at run time.
#pragma once

#include <string_view>
#include <vector>

namespace sp::embedded {

struct File {
  std::string_view path;  // relative to the folder that was embedded, with '/'
  std::string_view text;
};

}  // namespace sp::embedded
