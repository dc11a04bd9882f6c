# One room of the house: the folder src/<name>, compiled as an object library that sees
# only the third parties named here. Which room may include which is tested in tests/architecture.
add_library(premortem_flags INTERFACE)
target_compile_features(premortem_flags INTERFACE cxx_std_20)
# The same bytes on every processor: no fused multiply-add, no reassociation. Nobody reads errno after a square
# root, and without it the root is one vector instruction.
target_compile_options(premortem_flags INTERFACE -ffp-contract=off -fno-fast-math -fno-math-errno
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# At -O3 g++ 12 sees an overlap or overflow inside its own std::string (its bug 105651; more of them where headers are
# precompiled) and unset members in its own std::map that are not there. clang and the sanitizers of the long checks watch in its place.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(premortem_flags INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
    -Wno-maybe-uninitialized)
endif()
if(PREMORTEM_WARNINGS_AS_ERRORS)
  target_compile_options(premortem_flags INTERFACE -Werror)
endif()
target_include_directories(premortem_flags INTERFACE ${PROJECT_SOURCE_DIR}/include)

# Most of the time of a build goes to reading the same headers for each of a thousand files. They are read once a
# target; every file still names what it uses (the long checks build without this).
set(premortem_precompiled <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view>
  <utility> <variant> <vector>)

# Report, command line and tests hold no inner loops: at a lower level they are compiled in two thirds of the time.
add_library(premortem_lightly_optimised INTERFACE)
target_compile_options(premortem_lightly_optimised INTERFACE $<$<CONFIG:Release>:-O1>)

# exp, log, pow and their kind, of which a C library has one for each processor, as objects that programs alone link: every
# std::exp in a program, Boost.Math's too, then gives the same bits everywhere. Who links the library keeps his system's.
file(GLOB c_library_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/core/c_library/*.cpp)
add_library(premortem_c_library OBJECT ${c_library_sources})
target_link_libraries(premortem_c_library PRIVATE premortem_flags)
target_compile_options(premortem_c_library PRIVATE -fno-builtin)

function(premortem_executable name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE premortem_c_library premortem_flags)
endfunction()

function(premortem_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(premortem_${name} OBJECT ${sources})
  target_include_directories(premortem_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(premortem_${name} PRIVATE premortem_flags ${ARGN})
  target_precompile_headers(premortem_${name} PRIVATE ${premortem_precompiled})
  if(fmt::fmt IN_LIST ARGN)
    target_precompile_headers(premortem_${name} PRIVATE <fmt/format.h>)
  endif()
  set_target_properties(premortem_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()
