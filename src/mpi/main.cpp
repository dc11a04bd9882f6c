#include <mpi.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/help.hpp"
#include "cli/interrupt.hpp"
#include "cli/verb_sweep.hpp"
#include "mpi/bench.hpp"
#include "mpi/crew.hpp"
#include "mpi/pause.hpp"
#include "mpi/team_run.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::mpi {
namespace {

using Words = std::vector<std::string>;

/// The words after `sweep`. @throws UsageError for any other verb
cli::Arguments sweep_arguments(const Words& words) {
  if (words.empty() || words.front() != "sweep")
    throw UsageError("premortem-mpi has the verb sweep alone: mpirun -n 4 premortem-mpi sweep <case> --vary NAME=...; all others are premortem's");
  auto arguments = cli::parse_arguments(*cli::find_verb("sweep"), {words.begin() + 1, words.end()});
  cli::check_common_options(arguments);
  if (arguments.case_path == "-" && ranks() > 1) throw UsageError("a case on standard input reaches one rank alone; name a folder or file that all of them see");
  return arguments;
}

cli::BlockRunner runner_of(Crew& crew, const cli::SweepRequest& request) {
  return [&](const cli::SweepJob& job, const std::vector<cli::IdRange>& kept, const cli::BlockSink& sink) {
    if (!crew.gather(job.interrupted)) return crew.abandon(), false;
    crew.require_same(request.identity);
    return TeamRun(crew, job, kept, sink).run();
  };
}

int run(const Words& words, Crew& crew) {
  const std::string first = words.empty() ? "" : words.front();
  if (first == "--version") return cli::print_version();
  const bool asks_help = first == "help" || first == "--help" || first == "-h" || std::find(words.begin(), words.end(), "--help") != words.end();
  if (asks_help) return cli::print_help(*cli::find_verb("sweep"));
  const auto arguments = sweep_arguments(words);
  if (ranks() == 1) return cli::run_sweep_verb(arguments, {});
  return cli::run_sweep_verb(arguments, [&](const cli::SweepRequest& request) { return runner_of(crew, request); });
}

/// Says on standard error how it ends. @return the exit code
int told(const std::exception_ptr& thrown) {
  const auto failure = cli::failure_of(thrown);
  std::fprintf(stderr, "%s\n", failure.line.c_str());
  return failure.code;
}

/// Rank 0: checkpoint, output, progress and every word are its own.
int lead(const Words& words) {
  Crew crew;
  int code = cli::own_defect;
  try {
    code = run(words, crew);
  } catch (...) {
    code = told(std::current_exception());
  }
  std::fflush(stderr);
  if (!crew.dismiss()) MPI_Abort(MPI_COMM_WORLD, code);
  return code;
}

/// What a rank computes, read as rank 0 reads it and in silence.
cli::SweepRequest quiet_request(Words words) {
  if (!words.empty() && std::find(words.begin(), words.end(), "--quiet") == words.end()) words.insert(words.begin() + 1, "--quiet");
  const auto arguments = sweep_arguments(words);
  return cli::sweep_request(arguments, cli::format_of(arguments));
}

/// Any other rank: reads the case itself, says which one it has got, and computes until it is let go.
void follow(const Words& words) {
  const cli::InterruptWatch watch;
  Hello hello;
  hello.host = host_name();
  std::optional<cli::SweepRequest> request;
  std::optional<Bench> bench;
  try {
    request.emplace(quiet_request(words));
    hello.identity = request->identity;
    if (request->plan) bench.emplace(*request, watch.flag()), hello.threads = bench->threads();
  } catch (...) {
    hello.failure = cli::failure_of(std::current_exception());
  }
  send_to_first(bytes_of(hello));
  if (bench) return bench->work();
  for (Pause pause; !received_order();) pause.wait();  // there is one thing that it can be told
}

int main_of_rank(const Words& words) {
  if (rank() == 0) return lead(words);
  try {
    follow(words);
  } catch (...) {
    MPI_Abort(MPI_COMM_WORLD, told(std::current_exception()));  // rank 0 would wait for its blocks
  }
  return cli::done;
}

}  // namespace
}  // namespace premortem::mpi

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a rank that is gone is seen by mpirun, and a full pipe by what writes into it
  std::signal(SIGXFSZ, SIG_IGN);  // a file above the limit of its size fails to be written, as on a full disk
  const std::vector<std::string> words(argv + 1, argv + argc);
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  if (provided < MPI_THREAD_FUNNELED) {
    std::fputs("premortem: this MPI allows no threads beside the one that speaks\n", stderr);
    MPI_Abort(MPI_COMM_WORLD, premortem::cli::own_defect);
  }
  const int code = premortem::mpi::main_of_rank(words);
  MPI_Finalize();
  return code;
}
