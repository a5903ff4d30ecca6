# Headers that nearly every source includes are read once for all targets: the standard library, fmt, and
# what else the set of that name has. A source still includes what it uses: it compiles without, too
# (-DSP_PRECOMPILE=OFF).

# sp_precompiled(SET LIBRARIES… HEADERS…) makes a set: the HEADERS, of our own and of the LIBRARIES.
function(sp_precompiled set)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES;HEADERS")
  if(SP_PRECOMPILE)
    file(CONFIGURE OUTPUT ${set}.cpp CONTENT "")
    add_library(${set} OBJECT EXCLUDE_FROM_ALL ${CMAKE_CURRENT_BINARY_DIR}/${set}.cpp)
    target_compile_features(${set} PRIVATE cxx_std_20)
    target_compile_options(${set} PRIVATE -pthread)
    target_include_directories(${set} PRIVATE ${PROJECT_SOURCE_DIR}/schemas/include)
    target_link_libraries(${set} PRIVATE fmt::fmt ${arg_LIBRARIES})
    target_precompile_headers(${set} PRIVATE
      <algorithm> <array> <chrono> <cstdint> <deque> <functional> <map> <memory> <optional> <set>
      <string> <string_view> <utility> <variant> <vector> <fmt/format.h> <sp/schemas/json.h>
      ${arg_HEADERS})
  endif()
endfunction()

# sp_precompile(TARGET SET) uses it, by the one flag that the compiler wants to be the same.
function(sp_precompile target set)
  if(SP_PRECOMPILE)
    target_compile_options(${target} PRIVATE -pthread)
    target_precompile_headers(${target} REUSE_FROM ${set})
  endif()
endfunction()
