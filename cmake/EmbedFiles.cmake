# Writes OUTPUT, a C++ source that holds the files named in LIST; see Embed.cmake.
file(STRINGS ${LIST} files)
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS files)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  file(RELATIVE_PATH path ${FOLDER} ${file})
  string(APPEND arrays "constexpr unsigned char file_${index}[] = {${bytes}0};\n")
  string(APPEND rows "    view(\"${path}\", file_${index}, sizeof file_${index} - 1),\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/EmbedFiles.cmake.
#include <sp/schemas/embedded.h>

namespace sp::embedded {
namespace {

${arrays}
File view(std::string_view path, const unsigned char* bytes, std::size_t size) {
  return {path, std::string_view(reinterpret_cast<const char*>(bytes), size)};
}

}  // namespace

const std::vector<File>& ${NAME}();
const std::vector<File>& ${NAME}() {
  static const std::vector<File> files = {
${rows}  };
  return files;
}

}  // namespace sp::embedded
")
