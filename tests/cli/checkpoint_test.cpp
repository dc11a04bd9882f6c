#include "cli/checkpoint.hpp"

#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <optional>

#include "cli/sweep_rows.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::cli;
using namespace premortem::test;

namespace {

namespace fs = std::filesystem;

constexpr IdRange forty{0, 40};

Checkpoint open(const SweepFolder& folder, CheckpointStart start, const SweepIdentity& identity = one_identity) { return Checkpoint(folder.file("c"), identity, forty, start); }

std::string rows_in(const Checkpoint& checkpoint) {
  std::string rows;
  checkpoint.read([&](std::string_view more) { rows += more; });
  return rows;
}

/// Three blocks in the order in which threads may end them.
void write_some(const SweepFolder& folder) {
  auto checkpoint = open(folder, CheckpointStart::fresh);
  for (const IdRange ids : {IdRange{8, 4}, IdRange{0, 5}, IdRange{20, 10}}) checkpoint.append(ids, rows_of(ids));
}

/// What is kept is true, and what is missing can be added: then all is there.
void check_goes_on(const SweepFolder& folder) {
  auto checkpoint = open(folder, CheckpointStart::resume);
  std::string kept;
  for (const auto& ids : checkpoint.kept()) kept += rows_of(ids);
  CHECK(rows_in(checkpoint) == kept);
  std::uint64_t next = 0;
  auto ranges = checkpoint.kept();
  ranges.push_back({40, 0});
  for (const auto& ids : ranges) {
    if (ids.first > next) checkpoint.append({next, ids.first - next}, rows_of({next, ids.first - next}));
    next = ids.first + ids.count;
  }
  CHECK(checkpoint.is_complete());
  CHECK(rows_in(checkpoint) == rows_of(forty));
}

template <class Error, class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a checkpoint gives back the blocks it was given, in the order of the ids") {
  const SweepFolder folder;
  write_some(folder);
  const auto checkpoint = open(folder, CheckpointStart::resume);
  CHECK(checkpoint.kept() == std::vector<IdRange>{{0, 5}, {8, 4}, {20, 10}});
  CHECK(checkpoint.kept_points() == 19);
  CHECK_FALSE(checkpoint.is_complete());
  CHECK(checkpoint.note() == "");
  CHECK(rows_in(checkpoint) == rows_of({0, 5}) + rows_of({8, 4}) + rows_of({20, 10}));
}

TEST_CASE("neighbouring blocks are one range") {
  const SweepFolder folder;
  auto checkpoint = open(folder, CheckpointStart::fresh);
  for (const IdRange ids : {IdRange{4, 4}, IdRange{0, 4}, IdRange{8, 1}}) checkpoint.append(ids, rows_of(ids));
  CHECK(checkpoint.kept() == std::vector<IdRange>{{0, 9}});
}

TEST_CASE("a checkpoint torn at any byte keeps every block before it") {
  const SweepFolder folder;
  write_some(folder);
  const auto whole = folder.read("c");
  const auto header = checkpoint_header(one_identity).size();
  std::size_t kept_before = 0;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    INFO("the first " << size << " of " << whole.size() << " bytes");
    folder.write("c", whole.substr(0, size));
    {
      const auto checkpoint = open(folder, CheckpointStart::resume);
      CHECK(checkpoint.kept_points() >= kept_before);
      const bool at_a_boundary = size == 0 || size == header || fs::file_size(folder.file("c")) == size;
      CHECK(checkpoint.note().empty() == at_a_boundary);
      kept_before = checkpoint.kept_points();
    }
    check_goes_on(folder);
  }
  CHECK(kept_before == 19);
}

TEST_CASE("a byte flipped anywhere is noticed, and no row is ever another than it was") {
  const SweepFolder folder;
  write_some(folder);
  const auto whole = folder.read("c");
  const auto header = checkpoint_header(one_identity).size();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char flip : {'\x01', '\x80'}) {
      INFO("byte " << at << " of " << whole.size());
      auto bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      folder.write("c", bytes);
      if (at < checkpoint_magic.size()) {
        CHECK_THROWS_AS(open(folder, CheckpointStart::resume), FileError);
        CHECK(folder.read("c") == bytes);
        continue;
      }
      if (at < checkpoint_magic.size() + 8) {
        CHECK_THROWS_AS(open(folder, CheckpointStart::resume), UsageError);
        continue;
      }
      {
        const auto checkpoint = open(folder, CheckpointStart::resume);
        CHECK_FALSE(checkpoint.note().empty());
        CHECK(checkpoint.kept_points() < 19);
        if (at < header) CHECK(checkpoint.kept_points() == 0);
      }
      check_goes_on(folder);
    }
  }
}

TEST_CASE("what was cut off is said with what is kept") {
  const SweepFolder folder;
  write_some(folder);
  const auto whole = folder.read("c");
  folder.write("c", whole.substr(0, whole.size() - 1));
  CHECK(open(folder, CheckpointStart::resume).note().ends_with("bytes before its end; 9 points of it are kept"));
  auto bytes = checkpoint_header(one_identity);
  ++bytes.back();
  folder.write("c", bytes);
  CHECK(open(folder, CheckpointStart::resume).note() == folder.file("c") + " was damaged at its beginning; every point is computed again");
}

TEST_CASE("a record that was moved, doubled or taken from another checkpoint is not believed") {
  const SweepFolder folder;
  const auto header = checkpoint_header(one_identity);
  const auto digest = header.substr(header.size() - digest_bytes);
  const auto record = [&](const std::string& of, std::uint64_t at, IdRange ids) {
    const auto head = record_head({ids.first, ids.count, rows_of(ids).size()});
    return head + rows_of(ids) + record_digest(of, at, head, rows_of(ids));
  };
  const auto first = record(digest, header.size(), {0, 5});
  const auto kept_with = [&](const std::string& second) {
    folder.write("c", header + first + second);
    return open(folder, CheckpointStart::resume).kept_points();
  };
  const auto at = header.size() + first.size();
  CHECK(kept_with(record(digest, at, {5, 5})) == 10);
  CHECK(kept_with(first) == 5);
  CHECK(kept_with(record(std::string(64, '0'), at, {5, 5})) == 5);
  for (const IdRange ids : {IdRange{4, 2}, IdRange{0, 5}, IdRange{0, 40}, IdRange{38, 3}, IdRange{40, 1}, IdRange{7, 0}}) {
    INFO(ids.first << " + " << ids.count);
    CHECK(kept_with(record(digest, at, ids)) == 5);
  }
  auto endless = record_head({5, ~std::uint64_t{0}, ~std::uint64_t{0}});
  CHECK(kept_with(endless + record_digest(digest, at, endless, "")) == 5);
}

TEST_CASE("a checkpoint of another sweep is refused by what differs, and kept") {
  const SweepFolder folder;
  write_some(folder);
  const auto before = folder.read("c");
  const auto error = [&](const SweepIdentity& identity) { return error_of<UsageError>([&] { open(folder, CheckpointStart::resume, identity); }); };
  const std::string start = folder.file("c") + " is of another sweep: ", end = "; resume it as it was begun, or begin afresh with --force and without --resume";
  auto other = one_identity;
  other[1].second = "2";
  CHECK(error(other) == start + "seed is \"2\", was \"1\"" + end);
  other[2].second = std::string(64, 'b');
  other[0].second = "0.2";
  CHECK(error(other) == start + "version is \"0.2\", was \"0.1\"; seed is \"2\", was \"1\"; inputs.harms.csv has changed" + end);
  other = one_identity;
  other[2].first = "inputs.risks.csv";
  CHECK(error(other) == start + "inputs.risks.csv is new; inputs.harms.csv is gone" + end);
  CHECK(folder.read("c") == before);
  CHECK(error(one_identity) == "");
}

TEST_CASE("a checkpoint that is there is neither taken nor replaced unasked") {
  const SweepFolder folder;
  write_some(folder);
  CHECK(error_of<UsageError>([&] { open(folder, CheckpointStart::fresh); }) == folder.file("c") + " is there: a sweep was begun and not finished; --resume goes on with it, --force begins afresh");
  CHECK(open(folder, CheckpointStart::resume).kept_points() == 19);
  CHECK(open(folder, CheckpointStart::replace).kept_points() == 0);
  CHECK(open(folder, CheckpointStart::resume).kept_points() == 0);
}

TEST_CASE("what is no checkpoint is never touched") {
  const SweepFolder folder;
  folder.write("c", "my notes");
  for (const auto start : {CheckpointStart::fresh, CheckpointStart::resume, CheckpointStart::replace})
    CHECK(error_of<FileError>([&] { open(folder, start); }) == folder.file("c") + ": is not a checkpoint of a sweep, and is left as it is; choose another output");
  CHECK(folder.read("c") == "my notes");
  fs::remove(folder.file("c"));
  fs::create_symlink("elsewhere", folder.file("c"));
  CHECK(error_of<FileError>([&] { open(folder, CheckpointStart::fresh); }) == folder.file("c") + ": is a symbolic link, which is not followed");
  CHECK_FALSE(fs::exists(folder.file("elsewhere")));
  fs::remove(folder.file("c"));
  REQUIRE(::mkfifo(folder.file("c").c_str(), 0600) == 0);
  CHECK(error_of<FileError>([&] { open(folder, CheckpointStart::fresh); }) == folder.file("c") + ": is not a regular file");
  CHECK(error_of<FileError>([] { Checkpoint("/no/such/folder", one_identity, forty, CheckpointStart::fresh); }) == "/no/such/folder: No such file or directory");
}

TEST_CASE("a second run on one checkpoint is refused, until the first has ended") {
  const SweepFolder folder;
  {
    const auto first = open(folder, CheckpointStart::fresh);
    for (const auto start : {CheckpointStart::fresh, CheckpointStart::resume, CheckpointStart::replace})
      CHECK(error_of<FileError>([&] { open(folder, start); }) == folder.file("c") + ": another run is writing it; wait for it, or choose another output");
  }
  CHECK_NOTHROW(open(folder, CheckpointStart::resume));
}

TEST_CASE("a file that changes while it is in use is noticed") {
  const SweepFolder folder;
  write_some(folder);
  const auto checkpoint = open(folder, CheckpointStart::resume);
  auto bytes = folder.read("c");
  bytes[bytes.size() - digest_bytes - 3] ^= 1;
  folder.write("c", bytes);
  CHECK(error_of<FileError>([&] { rows_in(checkpoint); }) == folder.file("c") + ": has changed while it was in use; run again with --resume");
}

/// A limit on the size of files fails a write as a full disk does: in part, or whole, with the system's words.
bool is_told_of_full_disk(const SweepFolder& folder, rlim_t bytes, const std::function<void()>& write) {
  const auto child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
    ::_exit(error_of<FileError>(write) == folder.file("c") + ": File too large" ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return status == 0;
}

TEST_CASE("a full disk ends the run with the system's words, and leaves every block before") {
  const SweepFolder folder;
  write_some(folder);
  const auto before = folder.read("c");
  CHECK(is_told_of_full_disk(folder, before.size() + 100, [&] { open(folder, CheckpointStart::resume).append({30, 10}, rows_of({30, 10}) + std::string(200, 'x')); }));
  CHECK(folder.read("c") == before);
}

TEST_CASE("where a full disk has no room for its beginning no checkpoint is left") {
  const SweepFolder folder;
  CHECK(is_told_of_full_disk(folder, 20, [&] { open(folder, CheckpointStart::fresh); }));
  CHECK(folder.entries() == 0);
}
