# sp_version(TARGET) gives TARGET a source that defines `const char* sp::version()`: the version by
# SemVer and the commit that was built, such as "0.1.0 (46ea8b8)". The declaration is the user's to
# write. Only the tools have it: a new commit links them anew, and nothing else.
#
# The commit is SP_COMMIT, what git says, or what `git archive` wrote into commit.txt; else there is none.
set(SP_COMMIT "" CACHE STRING "The commit that is built, where there is no git to ask")

find_package(Git QUIET)

# FILE becomes what git changes whenever the commit does; empty where PROJECT_SOURCE_DIR is no
# repository of its own, as where another project has our sources among its own.
function(sp_log_of_commits file)
  set(${file} "" PARENT_SCOPE)
  if(NOT Git_FOUND)
    return()
  endif()
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --show-toplevel --git-path logs/HEAD
                  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  RESULT_VARIABLE failed OUTPUT_VARIABLE lines ERROR_QUIET)
  if(failed)
    return()
  endif()
  string(REGEX MATCHALL "[^\n]+" lines "${lines}")
  list(GET lines 0 root)
  list(GET lines 1 log)
  file(REAL_PATH ${PROJECT_SOURCE_DIR} source)
  file(REAL_PATH ${log} log BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(root STREQUAL source AND EXISTS ${log})
    set(${file} ${log} PARENT_SCOPE)
  endif()
endfunction()

function(sp_version target)
  sp_log_of_commits(log)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/version_of_${target}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DVERSION=${PROJECT_VERSION} -DCOMMIT=${SP_COMMIT} -DLOG=${log}
            -DGIT=${GIT_EXECUTABLE} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUTPUT=${output}
            -P ${PROJECT_SOURCE_DIR}/cmake/WriteVersion.cmake
    DEPENDS ${log} ${PROJECT_SOURCE_DIR}/cmake/WriteVersion.cmake
            ${PROJECT_SOURCE_DIR}/cmake/commit.txt
    COMMENT "Writing the version of ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
