option(PERFENG_UNITY "Compile each room as one unit: faster from scratch; names in its files must differ" OFF)

# perfeng_room(NAME ROOMS below... LIBRARIES used inside... PUBLIC_LIBRARIES seen in its headers...)
# One static library a room. Its headers have an include directory of their own, so that a room sees the
# headers of the rooms it links, and of no other: an include against the direction does not compile.
function(perfeng_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  add_library(perfeng_${name} STATIC ${sources})
  # One unit a room, but two of the largest one, which else keeps a single processor busy at the end.
  set_target_properties(perfeng_${name} PROPERTIES UNITY_BUILD ${PERFENG_UNITY} UNITY_BUILD_BATCH_SIZE 100)
  target_include_directories(perfeng_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include/${name}
                             PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  list(TRANSFORM ROOM_ROOMS PREPEND perfeng_)
  target_link_libraries(perfeng_${name} PUBLIC ${ROOM_ROOMS} ${ROOM_PUBLIC_LIBRARIES} PRIVATE perfeng_compiler ${ROOM_LIBRARIES})
endfunction()
