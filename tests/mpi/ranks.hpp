#pragma once
#include <string>

#include "cli/program.hpp"

namespace premortem::test {

/// A command line of a shell with `$mpirun`, that of Open MPI or of MPICH, as it runs here, and `$premortem_mpi` beside
/// `$premortem`. Open MPI's own words are left away: it has some for every exit code but 0.
/// @param patience  seconds between the signal that asks a rank to end and the one that ends it
inline Outcome run_ranks(const Workplace& place, const std::string& command, int patience = 0) {
  // As root, with more ranks than processors, on this machine alone, and where a container forbids to read another process's
  // memory; leaks that a sanitizer finds are Open MPI's own.
  const std::string surroundings =
      "export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_plm=isolated "
      "OMPI_MCA_hwloc_base_binding_policy=none OMPI_MCA_pml=ob1 OMPI_MCA_btl=self,vader OMPI_MCA_btl_vader_single_copy_mechanism=none "
      "ASAN_OPTIONS=detect_leaks=0 OMPI_MCA_odls_base_sigkill_timeout=" + std::to_string(patience);
  return run_shell(place, surroundings + "\nmpirun='" PREMORTEM_MPIRUN "'; premortem_mpi='" PREMORTEM_MPI_BINARY "'\n"
                          "case $($mpirun --version) in *Open*) mpirun+=' --quiet';; esac\n" + command);
}

/// Whether mpirun is that of Open MPI (or OpenRTE, as its mpiexec says), which has exit codes of its own.
inline bool is_open_mpi(const Workplace& place) { return run_ranks(place, "$mpirun --version").out.find("Open") != std::string::npos; }

/// A case of which a point takes some milliseconds.
inline const Files estimates{{"assumptions.csv",
                              "name,low,best,high,shape,unit\n"
                              "users,,1e7,,point,people\n"
                              "exposed,.02,.05,.10,pert,share\n"
                              "scale,.5,1,1.8,triangular,factor\n"},
                             {"quantities.csv", "name,formula,unit\nharmed,users*exposed*scale,people\n"}};

}  // namespace premortem::test
