# Installs the build to a fresh prefix, then configures, builds and runs the consumer against that prefix.
function(run_or_fail)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${result}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
set(prefix ${WORK_DIR}/prefix)
run_or_fail(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})
run_or_fail(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK_DIR}/build -G ${GENERATOR} -DCMAKE_BUILD_TYPE=${BUILD_TYPE}
  -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_PREFIX_PATH=${prefix} -DWANTED=${VERSION})
run_or_fail(${CMAKE_COMMAND} --build ${WORK_DIR}/build)

run_or_fail(${WORK_DIR}/build/consumer)
# R 4.2: binom.test(0, 20)$conf.int is 0.0000000 0.1684335
if(NOT output STREQUAL "0.000000 0.168433\n")
  message(FATAL_ERROR "the consumer printed ${output}")
endif()

# The example of README.md, over a case whose figure is plain to see: 1,000 people, half of them.
file(WRITE ${WORK_DIR}/harms.csv "failure_mode,stage,best,unit,evidence\nspill,people,1000,people,measured\nspill,hurt,50%,share,measured\n")
run_or_fail(${WORK_DIR}/build/bound ${WORK_DIR}/harms.csv)
if(NOT output STREQUAL "spill: on average at most 500 people if the single value in row harms.csv:3 holds\n")
  message(FATAL_ERROR "the example printed ${output}")
endif()

run_or_fail(${prefix}/bin/premortem --version)
if(NOT output MATCHES "premortem ${VERSION}")
  message(FATAL_ERROR "the installed program says its version is ${output}")
endif()
