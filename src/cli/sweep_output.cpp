#include "cli/sweep_output.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
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

/// An output of an earlier run, which is compared and not written.
bool stands_already(const SweepTarget& target) { return target.resume && !target.force && is_there(target.path); }

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
    if (!checkpoint.is_complete() && !stands_already(target)) check(target);  // again, under the lock: whoever had it may have put its output in place
    return run_sweep(job, checkpoint);
  } catch (...) {
    if (checkpoint.kept_points() == 0) checkpoint.remove();
    throw;
  }
}

/// What can be seen of it before anything is computed.
void check_standing(const SweepTarget& target) {
  [[maybe_unused]] const Output checked(target.path, target.case_path, true);
  if (target.require_own) target.require_own(target.path);
}

void give_output(const SweepTarget& target, const Checkpoint& checkpoint, const RowSink& out) {
  if (target.render) {
    std::string rows;
    checkpoint.read([&](std::string_view more) { rows += more; });
    return out(target.render(rows));
  }
  out(target.header);
  checkpoint.read(out);
}

/// @throws UsageError where the file has other bytes; then the checkpoint stays, from which --resume --force replaces it at once
void require_same_bytes(const SweepTarget& target, const Checkpoint& checkpoint) {
  std::ifstream in(target.path, std::ios::binary);
  bool is_same = in.good();
  std::string piece;
  give_output(target, checkpoint, [&](std::string_view bytes) {
    if (!is_same) return;
    piece.resize(bytes.size());
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    is_same = in.gcount() == static_cast<std::streamsize>(piece.size()) && piece == bytes;
  });
  if (!is_same || in.peek() != std::ifstream::traits_type::eof())
    throw UsageError(fmt::format("{} is there and is not what this sweep gives, which {} keeps; replace it with --resume --force, or remove the one that is not wanted", printable(target.path),
                                 printable(checkpoint_path(target.path))));
}

/// The lock of the checkpoint is that of the file too from which the output is renamed: a killed run leaves one at most, and
/// the next replaces it.
void write_output(const SweepTarget& target, const Checkpoint& checkpoint) {
  AtomicFile file(target.path, target.path + ".premortem~");
  give_output(target, checkpoint, [&](std::string_view bytes) { file.write(bytes); });
  check(target);  // what came there in the meantime is not this run's
  file.keep();
  sync_folder(folder_of(target.path));  // or a failing machine could forget the new name and not that the checkpoint went
}

}  // namespace

std::string checkpoint_path(const std::string& output) { return output + ".checkpoint"; }

SweepOutcome run_sweep(const SweepJob& job, const SweepIdentity& identity, const SweepTarget& target) {
  if (target.path.empty() || target.path == "-") return stream(job, target, [](std::string_view bytes) { write_all(STDOUT_FILENO, bytes, "standard output"); });
  if (is_written_in_place(target.path)) return stream_in_place(job, target);
  const auto name = checkpoint_path(target.path);
  const bool goes_on = target.resume && is_there(name);
  const bool stood = stands_already(target);
  if (stood) check_standing(target);
  else if (!goes_on) check(target);
  if (stood && !goes_on && target.names_its_sweep)
    return {SweepOutcome::End::was_done, 0, 0, printable(target.path) + " is there, and is of this sweep: there is nothing to resume; --force computes it again"};
  if (stood && !goes_on && target.tell) target.tell(printable(target.path) + " is there, and nothing in it says of which sweep it is: every point is computed again and compared");
  Checkpoint checkpoint(name, identity, job.ids, target.resume ? CheckpointStart::resume : target.force ? CheckpointStart::replace : CheckpointStart::fresh);
  auto outcome = computed(job, target, checkpoint);
  outcome.note = checkpoint.note();
  if (outcome.end != SweepOutcome::End::done) return outcome;
  if (stands_already(target)) {
    require_same_bytes(target, checkpoint);
    if (outcome.note.empty()) outcome.note = printable(target.path) + " is there with the bytes of this sweep, and is left as it is";
  } else {
    write_output(target, checkpoint);
  }
  checkpoint.remove();
  return outcome;
}

}  // namespace premortem::cli
