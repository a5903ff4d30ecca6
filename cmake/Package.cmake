# `cpack -G DEB` in the build folder makes two packages, sp-testkit and sp-testkit-dev; `cpack -G TGZ`
# makes one archive with all of it, to be unpacked anywhere. `make package` makes all.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "the authors of sp-testkit")
set(CPACK_PACKAGE_CONTACT "${CPACK_PACKAGE_VENDOR}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_FILE_NAME
    ${PROJECT_NAME}-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_COMPONENTS_ALL tools dev)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CPACK_PACKAGE_CONTACT}")
set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME sp-testkit)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_TOOLS_DESCRIPTION "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME sp-testkit-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION "${PROJECT_DESCRIPTION}: libraries to link in C++20")
# What linking the mock takes; linking the suite takes the rest.
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libfmt-dev, libre2-dev, libssl-dev, pkg-config")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS
    "libcurl4-openssl-dev, zlib1g-dev, libbrotli-dev, libzstd-dev, libzip-dev, sp-testkit")
set(CPACK_DEBIAN_DEV_PACKAGE_SUGGESTS "libgtest-dev, libgmock-dev")
include(CPack)
