# sp_precompile(TARGET HEADERS...) reads the standard library, fmt and HEADERS once for all sources of
# TARGET. A source still includes what it uses: it compiles without, too (-DSP_PRECOMPILE=OFF).
function(sp_precompile target)
  if(SP_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <string>
      <string_view> <utility> <variant> <vector> <fmt/format.h> ${ARGN})
  endif()
endfunction()
