# Every library the project uses, found once; the Debian packages that hold them are
# listed in debian-packages.txt beside this file.

find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(CURL 7.80 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
# utf8cpp 3 and 4 differ in the name of their target.
find_package(utf8cpp REQUIRED)
if(TARGET utf8cpp::utf8cpp)
  add_library(sp_utf8cpp ALIAS utf8cpp::utf8cpp)
else()
  add_library(sp_utf8cpp ALIAS utf8cpp)
endif()
find_package(PkgConfig REQUIRED)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
# libzip's own CMake package asks for its command-line tools as well.
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
if(SP_BUILD_TESTS)
  pkg_check_modules(brotlienc REQUIRED IMPORTED_TARGET libbrotlienc)
endif()

# cpp-httplib, of the tests and benchmarks only, is a compiled library in Debian (pkg-config), a CMake
# package elsewhere.
if(SP_BUILD_TESTS)
  find_package(httplib QUIET)
endif()
if(httplib_FOUND)
  add_library(sp_httplib ALIAS httplib::httplib)
elseif(SP_BUILD_TESTS)
  pkg_check_modules(cpp_httplib REQUIRED IMPORTED_TARGET cpp-httplib>=0.11.4)
  add_library(sp_httplib INTERFACE)
  target_link_libraries(sp_httplib INTERFACE PkgConfig::cpp_httplib Threads::Threads)
endif()

# dtl is headers only and ships no package file.
find_path(DTL_INCLUDE_DIR dtl/dtl.hpp REQUIRED)
add_library(sp_dtl INTERFACE)
target_include_directories(sp_dtl SYSTEM INTERFACE ${DTL_INCLUDE_DIR})
