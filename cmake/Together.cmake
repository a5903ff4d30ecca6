# sp_compile_together(TARGET) compiles neighbours as one source, up to 24 of a part: most of what a
# small source costs is reading and instantiating what its neighbours need, too. Names in unnamed
# namespaces are therefore a part's, not a file's. Each source compiles alone as well: -DSP_TOGETHER=OFF
# is how clang-tidy reads them, and quicker for whoever changes one file again and again.
function(sp_compile_together target)
  if(NOT SP_TOGETHER)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(GET source PARENT_PATH folder)
    string(REGEX REPLACE "/.*" "" group "_${folder}")
    math(EXPR size_${group} "0${size_${group}} + 1")
    math(EXPR part "(${size_${group}} - 1) / 24")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${target}${group}_${part})
  endforeach()
endfunction()
