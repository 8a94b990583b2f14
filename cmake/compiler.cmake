# What every target of perfeng compiles with.
add_library(perfeng_compiler INTERFACE)
target_compile_options(perfeng_compiler INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                       -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
target_compile_definitions(perfeng_compiler INTERFACE PERFENG_VERSION="${PROJECT_VERSION}")
if(PERFENG_DEVELOPER)
  target_compile_options(perfeng_compiler INTERFACE -Werror)
endif()
# Files of one room that stand in one unit shadow each other's names, and look like headers: no faults.
if(PERFENG_UNITY)
  target_compile_options(perfeng_compiler INTERFACE -Wno-shadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(perfeng_compiler INTERFACE -Wno-subobject-linkage)
  endif()
endif()
# GCC 12 sees overlapping copies in `"text" + string` (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(perfeng_compiler INTERFACE -Wno-restrict)
endif()
# libstdc++'s own std::stable_sort uses what it deprecates.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(perfeng_compiler INTERFACE -Wno-deprecated-declarations)
endif()
# Designated initialisers name the fields they set; the rest has defaults.
target_compile_options(perfeng_compiler INTERFACE -Wno-missing-field-initializers)

if(PERFENG_SANITIZE)
  add_compile_options(-fsanitize=${PERFENG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PERFENG_SANITIZE})
endif()

find_program(PERFENG_CCACHE ccache)
if(PERFENG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PERFENG_CCACHE})
endif()
