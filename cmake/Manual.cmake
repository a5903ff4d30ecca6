# sp_manual(TOOL) has TOOL, once it is linked, write its manual page and what shells complete it with,
# and installs them where man(1) and the shells look. A tool for another machine cannot be run here.
function(sp_manual tool)
  if(CMAKE_CROSSCOMPILING)
    return()
  endif()
  set(folder ${PROJECT_BINARY_DIR}/manual)
  add_custom_command(TARGET ${tool} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DTOOL=$<TARGET_FILE:${tool}> -DNAME=${tool} -DFOLDER=${folder}
            -P ${PROJECT_SOURCE_DIR}/cmake/WriteManual.cmake
    VERBATIM)
  if(NOT SP_INSTALL)
    return()
  endif()
  install(FILES ${folder}/${tool}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT tools)
  install(FILES ${folder}/${tool}.bash RENAME ${tool}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT tools)
  install(FILES ${folder}/${tool}.zsh RENAME _${tool}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT tools)
  install(FILES ${folder}/${tool}.fish
          DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT tools)
endfunction()
