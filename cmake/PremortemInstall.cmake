# After `cmake --install`, find_package(premortem) gives premortem::premortem.
include(CMakePackageConfigHelpers)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/premortem)
install(TARGETS premortem EXPORT premortem-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS premortem_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET premortem_mpi)
  install(TARGETS premortem_mpi RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY include/premortem DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT premortem-targets NAMESPACE premortem:: DESTINATION ${config_dir})
install(FILES cmake/Findlibcsv.cmake cmake/Findnettle.cmake DESTINATION ${config_dir})
configure_package_config_file(cmake/premortemConfig.cmake.in ${PROJECT_BINARY_DIR}/premortemConfig.cmake
  INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/premortemConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/premortemConfig.cmake ${PROJECT_BINARY_DIR}/premortemConfigVersion.cmake
  DESTINATION ${config_dir})
