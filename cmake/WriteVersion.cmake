# Writes OUTPUT, a C++ source with the version and the commit; see Version.cmake.
if(NOT COMMIT AND LOG)
  execute_process(COMMAND ${GIT} rev-parse --short=9 HEAD WORKING_DIRECTORY ${SOURCE}
                  OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT COMMIT)
  file(STRINGS ${SOURCE}/cmake/commit.txt COMMIT REGEX "^[0-9a-f]+$")
endif()
set(text ${VERSION})
if(COMMIT)
  string(APPEND text " (${COMMIT})")
endif()
file(WRITE ${OUTPUT} "// Made by cmake/WriteVersion.cmake.
namespace sp {

const char* version();
const char* version() { return \"${text}\"; }

}  // namespace sp
")
