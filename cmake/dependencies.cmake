# Every dependency: the system's package where there is one, else fetched and built here.
include(FetchContent)
set(FETCHCONTENT_TRY_FIND_PACKAGE_MODE OPT_IN)
set(BUILD_SHARED_LIBS OFF)

function(perfeng_dependency name repository tag)
  FetchContent_Declare(${name} GIT_REPOSITORY https://github.com/${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM
                       FIND_PACKAGE_ARGS ${ARGN})
  FetchContent_MakeAvailable(${name})
  if(DEFINED ${name}_VERSION)
    message(STATUS "perfeng: ${name} ${${name}_VERSION} (system)")
  else()
    message(STATUS "perfeng: ${name} ${tag} (fetched)")
  endif()
endfunction()

perfeng_dependency(fmt fmtlib/fmt 11.0.2 CONFIG)
set(SPDLOG_FMT_EXTERNAL ON)
perfeng_dependency(spdlog gabime/spdlog v1.15.0 CONFIG)
set(JSON_BuildTests OFF)
perfeng_dependency(nlohmann_json nlohmann/json v3.11.3 CONFIG)
perfeng_dependency(CLI11 CLIUtils/CLI11 v2.4.2 CONFIG)
perfeng_dependency(pugixml zeux/pugixml v1.14 CONFIG)
perfeng_dependency(tomlplusplus marzer/tomlplusplus v3.4.0 CONFIG)

find_package(SQLite3 3.35 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)

# Debian's libexpected-dev and libboost-dev install headers that may come without a CMake package.
find_path(PERFENG_EXPECTED_INCLUDE tl/expected.hpp)
if(NOT PERFENG_EXPECTED_INCLUDE)
  set(EXPECTED_BUILD_TESTS OFF)
  perfeng_dependency(tl-expected TartanLlama/expected v1.1.0)
  get_target_property(PERFENG_EXPECTED_INCLUDE tl::expected INTERFACE_INCLUDE_DIRECTORIES)
endif()
add_library(perfeng_expected INTERFACE)
target_include_directories(perfeng_expected SYSTEM INTERFACE ${PERFENG_EXPECTED_INCLUDE})

find_path(PERFENG_BOOST_INCLUDE boost/math/distributions/normal.hpp REQUIRED)
add_library(perfeng_boost INTERFACE)
target_include_directories(perfeng_boost SYSTEM INTERFACE ${PERFENG_BOOST_INCLUDE})

if(PERFENG_TESTS)
  perfeng_dependency(Catch2 catchorg/Catch2 v3.7.1 CONFIG)
endif()
