# The libraries that the parts that are on need, found once; the Debian packages that hold them are
# listed in debian-packages.txt beside this file. sp-testkit-config.cmake.in and Install.cmake name
# those that whoever links our libraries needs as well.

# Whoever links a part of ours, in whatever folder of his project, links what it links.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
find_package(PkgConfig REQUIRED)

find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
# utf8cpp 3 and 4 differ in the name of their target.
find_package(utf8cpp REQUIRED)
if(TARGET utf8cpp::utf8cpp)
  add_library(sp_utf8cpp ALIAS utf8cpp::utf8cpp)
else()
  add_library(sp_utf8cpp ALIAS utf8cpp)
endif()
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET GLOBAL re2)

if(SP_MOCK OR SP_CONTRACT)
  find_package(Threads REQUIRED)
  find_package(OpenSSL 3.0 REQUIRED)
endif()

if(SP_MOCK)
  # dtl is headers only and ships no package file.
  find_path(DTL_INCLUDE_DIR dtl/dtl.hpp REQUIRED)
  add_library(sp_dtl INTERFACE)
  target_include_directories(sp_dtl SYSTEM INTERFACE ${DTL_INCLUDE_DIR})
endif()

if(SP_CONTRACT)
  find_package(CURL 7.80 REQUIRED)
endif()

if(SP_RECORDINGS)
  find_package(ZLIB REQUIRED)
  pkg_check_modules(brotli REQUIRED IMPORTED_TARGET GLOBAL libbrotlidec)
  pkg_check_modules(zstd REQUIRED IMPORTED_TARGET GLOBAL libzstd)
  # libzip's own CMake package asks for its command-line tools as well.
  pkg_check_modules(zip REQUIRED IMPORTED_TARGET GLOBAL libzip)
endif()

if(SP_TOOLS)
  find_package(CLI11 2.1 REQUIRED)
endif()

# cpp-httplib, of the tests and benchmarks only, is a compiled library in Debian (pkg-config), a CMake
# package elsewhere.
if(SP_TESTS)
  pkg_check_modules(brotlienc REQUIRED IMPORTED_TARGET libbrotlienc)
  find_package(httplib QUIET)
  if(httplib_FOUND)
    add_library(sp_httplib ALIAS httplib::httplib)
  else()
    pkg_check_modules(cpp_httplib REQUIRED IMPORTED_TARGET cpp-httplib>=0.11.4)
    add_library(sp_httplib INTERFACE)
    target_link_libraries(sp_httplib INTERFACE PkgConfig::cpp_httplib Threads::Threads)
  endif()
endif()
