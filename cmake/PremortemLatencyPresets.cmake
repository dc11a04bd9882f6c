# Compiles the published studies of latency into the program: the CSV files of models/latency as text.
set(latency_presets_folder ${PROJECT_SOURCE_DIR}/models/latency)
foreach(file IN ITEMS presets points parameters)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${latency_presets_folder}/${file}.csv)
  file(READ ${latency_presets_folder}/${file}.csv latency_${file})
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/src/cli/latency_preset_texts.cpp.in
               ${PROJECT_BINARY_DIR}/generated/latency_preset_texts.cpp @ONLY)
