# What `make install` brings beside the libraries (Library.cmake), all of it relocatable: nothing
# installed knows where it was built or installed. In components: `tools` is what runs, with its
# scenarios, schemas and docs; `dev` is what a C++ project links.

include(CMakePackageConfigHelpers)

set(sp_components)
foreach(part mock contract)
  if(TARGET sp_${part})
    list(APPEND sp_components ${part})
  endif()
endforeach()
set(sp_data ${CMAKE_INSTALL_DATADIR}/sp-testkit)
set(sp_docs ${CMAKE_INSTALL_DATADIR}/doc/sp-testkit)
set(sp_package ${CMAKE_INSTALL_LIBDIR}/cmake/sp-testkit)

foreach(tool sp-mock sp-contract sp-contract-gtest)
  if(TARGET ${tool})
    install(TARGETS ${tool} COMPONENT tools)
  endif()
endforeach()
install(DIRECTORY scenarios DESTINATION ${sp_data} COMPONENT tools)
install(DIRECTORY schemas/openapi DESTINATION ${sp_data}/schemas COMPONENT tools)
install(FILES schemas/scenario.schema.json schemas/report.schema.json
        DESTINATION ${sp_data}/schemas COMPONENT tools)
install(FILES mock/valgrind.supp DESTINATION ${sp_data} COMPONENT tools)

# The docs, whose links to what is installed lead there.
install(DIRECTORY docs examples DESTINATION ${sp_docs} COMPONENT tools)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${sp_docs} COMPONENT tools)
file(RELATIVE_PATH to_data /${sp_docs} /${sp_data})
file(RELATIVE_PATH to_headers /${sp_docs} /${CMAKE_INSTALL_INCLUDEDIR})
install(CODE "set(DOCS \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${sp_docs}\")
set(TO_DATA ${to_data})
set(TO_HEADERS ${to_headers})
include(\"${PROJECT_SOURCE_DIR}/cmake/RelinkDocs.cmake\")" COMPONENT tools)

# For CMake. Before 1.0 a minor version may break its users (SemVer, 4).
configure_package_config_file(cmake/sp-testkit-config.cmake.in sp-testkit-config.cmake
                              INSTALL_DESTINATION ${sp_package})
write_basic_package_version_file(sp-testkit-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/sp-testkit-config.cmake
              ${PROJECT_BINARY_DIR}/sp-testkit-config-version.cmake
        DESTINATION ${sp_package} COMPONENT dev)

# For pkg-config. The libraries are static, so whoever links them links what they need.
file(RELATIVE_PATH up /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" up "${up}")
function(sp_pkg_config part description)
  if(TARGET sp_${part})
    list(JOIN ARGN ", " requires)
    configure_file(cmake/sp-part.pc.in sp-${part}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/sp-${part}.pc
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
  endif()
endfunction()
sp_pkg_config(schemas "What sp-mock and sp-contract stand on" fmt re2)
sp_pkg_config(recordings "Exchanges with an API, and HAR"
              sp-schemas fmt zlib libbrotlidec libzstd libzip)
sp_pkg_config(mock "A mock of the CCExtractor Sample Platform's API" sp-schemas fmt libssl libcrypto)
sp_pkg_config(contract "A contract suite for the CCExtractor Sample Platform's API"
              sp-recordings sp-schemas fmt re2 libcrypto libcurl)
