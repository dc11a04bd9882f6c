#include "cli/sweep_output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "cli/atomic_file.hpp"
#include "cli/in_place.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

bool is_there(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0;
}

void check(const SweepTarget& target) { [[maybe_unused]] const Output checked(target.path, target.case_path, target.force); }

SweepOutcome stream(const SweepJob& job, const SweepTarget& target, const RowSink& out) {
  if (target.render) {
    std::string rows;
    auto outcome = run_sweep(job, [&](std::string_view more) { rows += more; });
    if (outcome.end == SweepOutcome::End::done) out(target.render(rows));
    return outcome;
  }
  bool begun = false;
  const auto begin = [&] { if (!std::exchange(begun, true)) out(target.header); };
  auto outcome = run_sweep(job, [&](std::string_view rows) { begin(), out(rows); });
  if (outcome.end == SweepOutcome::End::done) begin();
  return outcome;
}

SweepOutcome stream_in_place(const SweepJob& job, const SweepTarget& target) {
  [[maybe_unused]] const Output checked(target.path, target.force);
  InPlace file(target.path);
  auto outcome = stream(job, target, [&](std::string_view bytes) { file.write(bytes); });
  file.finish();
  return outcome;
}

/// A run that fails before its first point is kept leaves nothing: no checkpoint that would be in the next one's way.
SweepOutcome computed(const SweepJob& job, const SweepTarget& target, Checkpoint& checkpoint) {
  try {
    if (!checkpoint.is_complete()) check(target);  // again, under the lock: whoever had it may have put its output in place
    return run_sweep(job, checkpoint);
  } catch (...) {
    if (checkpoint.kept_points() == 0) checkpoint.remove();
    throw;
  }
}

/// A run that was killed between its last point and its end may have its output in place already; another's is not replaced.
void check_complete(const SweepTarget& target) {
  if (target.require_own && !target.force && is_there(target.path)) target.require_own(target.path);
}

/// The lock of the checkpoint is that of the file too from which the output is renamed: a killed run leaves one at most, and
/// the next replaces it.
void write_output(const SweepTarget& target, Checkpoint& checkpoint, bool was_complete) {
  AtomicFile file(target.path, target.path + ".premortem~");
  if (target.render) {
    std::string rows;
    checkpoint.read([&](std::string_view more) { rows += more; });
    file.write(target.render(rows));
  } else {
    file.write(target.header);
    checkpoint.read([&](std::string_view rows) { file.write(rows); });
  }
  if (!was_complete) check(target);  // what came there in the meantime is not this run's
  file.keep();
  sync_folder(folder_of(target.path));  // or a failing machine could forget the new name and not that the checkpoint went
  checkpoint.remove();
}

}  // namespace

std::string checkpoint_path(const std::string& output) { return output + ".checkpoint"; }

SweepOutcome run_sweep(const SweepJob& job, const SweepIdentity& identity, const SweepTarget& target) {
  if (target.path.empty() || target.path == "-") return stream(job, target, [](std::string_view bytes) { write_all(STDOUT_FILENO, bytes, "standard output"); });
  if (is_written_in_place(target.path)) return stream_in_place(job, target);
  const auto name = checkpoint_path(target.path);
  const bool goes_on = target.resume && is_there(name);
  if (target.resume && !goes_on && !target.force && is_there(target.path)) {
    if (target.require_own) target.require_own(target.path);
    return {SweepOutcome::End::was_done, 0, 0, printable(target.path) + " is there and no checkpoint beside it: there is nothing to resume; --force computes it again"};
  }
  if (!goes_on) check(target);
  Checkpoint checkpoint(name, identity, job.ids, target.resume ? CheckpointStart::resume : target.force ? CheckpointStart::replace : CheckpointStart::fresh);
  const bool was_complete = goes_on && checkpoint.is_complete();
  if (was_complete) check_complete(target);
  auto outcome = computed(job, target, checkpoint);
  outcome.note = checkpoint.note();
  if (outcome.end == SweepOutcome::End::done) write_output(target, checkpoint, was_complete);
  return outcome;
}

}  // namespace premortem::cli
