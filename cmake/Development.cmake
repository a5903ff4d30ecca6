# How the project is built when it is built for itself: optimised unless told otherwise, cached, with
# warnings and sanitizers. In another project that project decides about all of it.

option(SP_WERROR "Warnings are errors" OFF)
set(SP_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# -O3 takes the compiler longer and buys nothing that was measurable.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PROJECT_SOURCE_DIR}/cmake/compile-once.sh)
  if(SP_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)  # ccache asks for it
  endif()
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                    -Wnon-virtual-dtor -Wold-style-cast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-restrict)  # false alarms on std::string in GCC 12 (its bug 105329)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND SP_PRECOMPILE)
  # Precompiled, the standard library is no system header to GCC, which then warns of what it inlined.
  add_compile_options(-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    add_compile_options(-Wno-alloc-size-larger-than)  # new there
  endif()
endif()
if(SP_WERROR)
  add_compile_options(-Werror)
endif()
if(SP_SANITIZE)
  add_compile_options(-fsanitize=${SP_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SP_SANITIZE})
endif()
