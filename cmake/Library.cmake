# sp_library(PART SOURCES...) makes the library sp::PART of the sources. Its public headers are in
# include/sp/PART, and whoever includes them compiles as C++20, whatever his project's standard is.
# Libraries of headers only are linked as $<BUILD_INTERFACE:…>: our public headers include none.
function(sp_library part)
  add_library(sp_${part} STATIC ${ARGN})
  add_library(sp::${part} ALIAS sp_${part})
  set_target_properties(sp_${part} PROPERTIES EXPORT_NAME ${part})
  target_compile_features(sp_${part} PUBLIC cxx_std_20)
  target_include_directories(sp_${part} PUBLIC
    $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  if(SP_INSTALL)
    sp_install_library(${part})
  endif()
endfunction()

# The library, its headers, and its targets for CMake, in a file for each part, so that a component
# brings what it needs and nothing else.
function(sp_install_library part)
  install(TARGETS sp_${part} EXPORT sp-testkit-${part} COMPONENT dev)
  install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
  install(EXPORT sp-testkit-${part} NAMESPACE sp:: COMPONENT dev
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/sp-testkit)
endfunction()
