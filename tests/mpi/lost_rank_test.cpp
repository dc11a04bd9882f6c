#include <catch2/catch.hpp>

#include "mpi/ranks.hpp"

using namespace premortem::test;

namespace {

/// Some 3 s on one processor, so that it is halfway when the signal comes.
const std::string slow = "sweep case --samples 200000 --vary exposed=0.03:0.09:200 --vary users=1e6,1e7 --format csv ";

/// Begins on so many ranks, waits until some points are kept, and sends a signal to the rank with this number, or to mpirun.
/// Prints the exit code, whether it came within 10 s, and what is there.
std::string interrupted_run(const std::string& ranks, const std::string& signal, const std::string& who) {
  return "$mpirun -n " + ranks + " $premortem_mpi " + slow + "-o out.csv & run=$!\n"
         "kept() { [ \"$(stat -c %s out.csv.checkpoint 2>&-)\" -gt 3000 ] 2>&-; }\n"
         "for i in $(seq 400); do kept && break; sleep 0.05; done\n"
         "rank() { for p in $(ps -o pid= --ppid $run); do grep -qz \"^OMPI_COMM_WORLD_RANK=$1$\" /proc/$p/environ && echo $p; done; }\n"
         "kill -" + signal + " " + (who == "mpirun" ? "$run" : "$(rank " + who + ")") + "\n"
         "begun=$SECONDS; wait $run; code=$?\n"
         "[ $code -ne 0 ] && [ $((SECONDS - begun)) -lt 10 ] && echo ended; echo $code; ls -d out*\n";
}

struct Loss {
  std::string ranks, signal, who;
  std::string code;  ///< as far as it is promised
};

}  // namespace

TEST_CASE("a rank that is lost ends the run within seconds, what is done is kept, and any number of ranks resumes to the same bytes") {
  const Workplace place(estimates);
  const auto whole = run_ranks(place, "$premortem --version >&-; $premortem " + slow + "--quiet");
  REQUIRE(whole.code == 0);
  for (const auto& [ranks, signal, who, code] : {Loss{"3", "KILL", "1", "137"}, Loss{"2", "KILL", "0", "137"}, Loss{"2", "INT", "mpirun", ""}, Loss{"2", "TERM", "0", "130"}}) {
    INFO(signal << " to " << who << " of " << ranks);
    const auto lost = run_ranks(place, interrupted_run(ranks, signal, who));
    INFO(lost.err);
    CHECK(lost.out.find("ended\n" + code) == 0);
    CHECK(lost.out.find("\nout.csv.checkpoint\n") != std::string::npos);
    CHECK(lost.out.find("\nout.csv\n") == std::string::npos);
    const auto plain = ranks == "2";
    const auto resumed = run_ranks(place, (plain ? "$premortem " : "$mpirun -n 2 $premortem_mpi ") + slow + "-o out.csv --resume --quiet; code=$?; ls out*; exit $code");
    CHECK(resumed.code == 0);
    CHECK(resumed.out == "out.csv\n");
    CHECK(place.read("out.csv") == whole.out);
    run_ranks(place, "rm -f out*");
  }
}
