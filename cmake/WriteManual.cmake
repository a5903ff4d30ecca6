# Writes to FOLDER what TOOL, which is called NAME, prints of itself.
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${TOOL} man OUTPUT_FILE ${FOLDER}/${NAME}.1 COMMAND_ERROR_IS_FATAL ANY)
foreach(shell bash zsh fish)
  execute_process(COMMAND ${TOOL} completions ${shell} OUTPUT_FILE ${FOLDER}/${NAME}.${shell}
                  COMMAND_ERROR_IS_FATAL ANY)
endforeach()
