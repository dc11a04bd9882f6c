#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <thread>
#include <tuple>

#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/round_run.hpp"
#include "premortem/core/diagnostic.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto look_every = std::chrono::milliseconds(40);  // far below the 200 ms in which a saved edit must show
constexpr const char* clear_screen = "\x1b[H\x1b[2J\x1b[3J";

volatile std::sig_atomic_t interrupt_seen = 0;
void note_interrupt(int) { interrupt_seen = 1; }

/// What a save changes: an editor writes in place, or puts a new file in the place of the old one.
using Stamp = std::tuple<ino_t, off_t, time_t, long>;
using Stamps = std::map<std::string, Stamp>;

void add_stamp(Stamps& stamps, const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) stamps[path] = {found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

void add_folder(Stamps& stamps, const std::string& folder, int depth) {
  std::error_code failure;
  for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    std::error_code ignored;
    if (it->path().extension() == ".csv") add_stamp(stamps, it->path().string());
    else if (depth > 0 && fs::is_directory(it->path(), ignored)) add_folder(stamps, it->path().string(), depth - 1);
  }
}

Stamps stamps_of(const std::string& path) {
  Stamps stamps;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) add_folder(stamps, path, 1);
  else add_stamp(stamps, path);
  return stamps;
}

/// The round as it reads now; what is wrong goes to `trouble`.
std::string look(const Arguments& a, const std::string& format, std::string& trouble) {
  std::vector<std::string> notes;
  try {
    return round_text(a, format, notes);
  } catch (const InputError& e) {
    trouble = e.what();
  } catch (const UsageError& e) {  // an edit may take away the column that an option names
    trouble = printable(e.what());
  } catch (const Refusal& e) {
    trouble = printable(e.what());
  } catch (const FileError& e) {
    trouble = printable(e.what());
  } catch (const LimitError& e) {
    trouble = printable(e.what());
  }
  return "";
}

}  // namespace

int watch_round(const Arguments& a) {
  if (a.case_path == "-") throw UsageError("--watch needs a file or folder to look at, not standard input");
  if (a.values.count("output") > 0) throw UsageError("--watch shows the table on the screen and writes no file; leave -o out");
  const std::string format = format_of(a);
  const bool screen = ::isatty(STDOUT_FILENO) == 1;
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
  std::string good;
  for (Stamps shown; interrupt_seen == 0; std::this_thread::sleep_for(look_every)) {
    Stamps now = stamps_of(a.case_path);
    if (now == shown && !shown.empty()) continue;
    const bool vanished = now.empty() && !shown.empty();
    if (vanished) continue;  // between the two steps of an editor that replaces the file
    std::string trouble;
    const auto text = look(a, format, trouble);
    if (shown.empty() && now.empty()) throw FileError(trouble);
    shown = std::move(now);
    if (trouble.empty()) good = text;
    std::string page = (screen ? clear_screen : "") + good;
    if (!trouble.empty()) page += (good.empty() ? "" : "\nThe table is from before this edit:\n") + trouble + "\n";
    write_to_standard_output(page + (screen ? "\nWatching; Ctrl-C ends.\n" : "\n"));
  }
  return interrupted;
}

}  // namespace premortem::cli
