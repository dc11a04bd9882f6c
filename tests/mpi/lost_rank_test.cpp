#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "mpi/ranks.hpp"

using namespace premortem::test;

namespace {

/// More than a second on one processor, so that it is halfway when the signal comes.
const std::string slow = "sweep case --quiet --samples 6e6 --vary exposed.low=0.01:0.045:30 --vary users=1e6,1e7 --format csv ";

/// Where `kill` finds a rank by its number: among what mpirun started, or MPICH's proxy of it.
const std::string rank_of = "children() { for parent in $*; do ps -o pid= --ppid $parent; done; }\n"
                            "rank() { for p in $(children $run $(children $run)); do grep -qzE \"^(OMPI_COMM_WORLD|PMI)_RANK=$1$\" /proc/$p/environ && echo $p; done; }\n"
                            "size() { stat -c %s out.csv.checkpoint 2>/dev/null || echo 0; }\n";

/// What becomes of a run: ended in time, its exit code, and the files it leaves.
const std::string await = "begun=$SECONDS; wait $run; code=$?; [ $((SECONDS - begun)) -lt 10 ] && echo ended; echo $code; ls -d out*\n";

/// Whether that is an end in time with one of these exit codes, and what is done beside no output.
bool is_kept(const Outcome& run, const std::vector<std::string>& codes) {
  return std::any_of(codes.begin(), codes.end(), [&](const auto& code) { return run.out == "ended\n" + code + "\nout.csv.checkpoint\n"; });
}

const std::vector<std::string> killed{"137", "9"};  // as Open MPI and as MPICH says it

/// Begins on so many ranks, waits until some points are kept, and sends a signal to the rank with this number, or to mpirun.
std::string interrupted_run(const std::string& ranks, const std::string& signal, const std::string& who, const std::string& words = slow) {
  return "$mpirun -n " + ranks + " $premortem_mpi " + words + "-o out.csv >/dev/null & run=$!\n" + rank_of +
         "until [ $(size) -gt 0 ]; do sleep 0.01; done; empty=$(size)\n"
         "until [ $(size) -gt $((empty + 300)) ]; do sleep 0.01; done\n"
         "kill -" + signal + " " + (who == "mpirun" ? "$run" : "$(rank " + who + ")") + "\n" + await;
}

struct Loss {
  std::string ranks, signal, who;
  std::vector<std::string> codes;
  int patience = 0;
};

}  // namespace

TEST_CASE("a rank that is lost ends the run within seconds, and what is done is kept for any number of ranks to go on with") {
  const Workplace place(estimates);
  const auto whole = run_ranks(place, "$premortem " + slow);
  REQUIRE(whole.code == 0);
  for (const auto& [ranks, signal, who, codes, patience] : {Loss{"3", "KILL", "1", killed, 1}, Loss{"2", "KILL", "0", killed}, Loss{"2", "TERM", "0", {"130"}}}) {
    INFO(signal << " to " << who << " of " << ranks);
    const auto lost = run_ranks(place, interrupted_run(ranks, signal, who), patience);
    INFO(lost.out << lost.err);
    CHECK(is_kept(lost, codes));
    const std::string program = ranks == "2" ? "$premortem " : "$mpirun -n 2 $premortem_mpi ";
    const auto resumed = run_ranks(place, program + slow + "-o out.csv --resume; echo $?; ls out*");
    CHECK(resumed.out == "0\nout.csv\n");
    CHECK((place.read("out.csv") == whole.out));
    run_ranks(place, "rm -f out*");
  }
}

TEST_CASE("mpirun that is interrupted ends the run in order: points are kept, and the command that goes on is told") {
  const Workplace place(estimates);
  const std::string endless = "sweep case --samples 6e6 --vary exposed.low=0.01:0.045:3000 --format csv ";
  const auto ended = run_ranks(place, interrupted_run("2", "INT", "mpirun", endless), 1);
  INFO(ended.out << ended.err);
  CHECK(is_kept(ended, is_open_mpi(place) ? std::vector<std::string>{"1"} : std::vector<std::string>{"130", "0"}));  // mpirun has its own
  CHECK(ended.err.find("interrupted: ") != std::string::npos);
  CHECK(ended.err.find(" of 3000 points are in out.csv.checkpoint; to go on:\n  premortem sweep case ") != std::string::npos);
}

TEST_CASE("a rank that is lost with the last points that were to be dealt leaves no output without them") {
  const Workplace place(estimates);
  const std::string two = "sweep case --quiet --samples 4e8 --vary exposed.low=1%,2% --format csv ";
  const auto lost = run_ranks(place, "$mpirun -n 2 $premortem_mpi " + two + "-o out.csv >/dev/null & run=$!\n" + rank_of +
                                         "until [ $(size) -gt 0 ]; do sleep 0.01; done; sleep 0.1; kill -KILL $(rank 1)\n" + await, 3);
  INFO(lost.out << lost.err);
  CHECK(is_kept(lost, killed));
}
