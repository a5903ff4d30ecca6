# sp_embed(TARGET NAME FOLDER FILES...) puts files into the binary: TARGET gets a source
# that defines `const std::vector<sp::embedded::File>& NAME()`, the files sorted by their
# path relative to FOLDER. The declaration is the user's to write; the type is in
# <sp/schemas/embedded.h>.
function(sp_embed target name folder)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.txt)
  list(SORT ARGN)
  list(JOIN ARGN "\n" lines)
  file(GENERATE OUTPUT ${list} CONTENT "${lines}\n")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DFOLDER=${folder} -DLIST=${list}
            -DOUTPUT=${output} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${ARGN} ${list} ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    COMMENT "Embedding ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
