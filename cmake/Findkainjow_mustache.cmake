# kainjow mustache is one header and ships no CMake configuration.
find_path(kainjow_mustache_INCLUDE_DIR kainjow/mustache.hpp)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(kainjow_mustache REQUIRED_VARS kainjow_mustache_INCLUDE_DIR)
if(kainjow_mustache_FOUND AND NOT TARGET kainjow::mustache)
  add_library(kainjow::mustache INTERFACE IMPORTED)
  target_include_directories(kainjow::mustache SYSTEM INTERFACE ${kainjow_mustache_INCLUDE_DIR})
endif()
