#include "premortem/input/source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "input/sha256.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw FileError(printable(name) + ": error[file]: " + what);
}

[[noreturn]] void fail_with_errno(const std::string& name, const std::string& doing) {
  fail(name, doing + ": " + std::strerror(errno));
}

/// An open descriptor, closed at the end unless it is standard input.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : name_(path == "-" ? "standard input" : path) {
    if (path == "-") {
      if (isatty(STDIN_FILENO))
        fail(name_, "is a terminal; pipe a file into it (premortem ... - < cases.csv) or name a file");
      return;
    }
    fd_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) fail_with_errno(name_, "cannot be opened");
  }
  ~Descriptor() {
    if (fd_ != STDIN_FILENO) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  struct stat status() const {
    struct stat s {};
    if (fstat(fd_, &s) != 0) fail_with_errno(name_, "cannot be looked at");
    return s;
  }

  std::size_t read_some(char* to, std::size_t size) const {
    for (;;) {
      const auto n = ::read(fd_, to, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) fail_with_errno(name_, "cannot be read");
    }
  }

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int fd_ = STDIN_FILENO;
};

bool same(const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; }

[[noreturn]] void fail_as_changed(const Descriptor& file) { fail(file.name(), "changed while it was being read; run again"); }

// At once, for a file that grows as fast as it is read has no end.
void check_not_longer(const Descriptor& file, const struct stat& before, std::uint64_t bytes) {
  if (S_ISREG(before.st_mode) && bytes > static_cast<std::uint64_t>(before.st_size)) fail_as_changed(file);
}

void check_unchanged(const Descriptor& file, const struct stat& before, std::uint64_t bytes) {
  if (!S_ISREG(before.st_mode)) return;
  const auto after = file.status();
  // Standard input may be a file of which another program has already read the beginning.
  const bool whole = file.name() == "standard input" || bytes == static_cast<std::uint64_t>(before.st_size);
  if (after.st_size != before.st_size || !same(after.st_mtim, before.st_mtim) || !whole) fail_as_changed(file);
}

}  // namespace

struct Source::State {
  explicit State(const std::string& path) : file(path), before(file.status()) {}
  Descriptor file;
  struct stat before;
  Sha256 sha;
  std::uint64_t bytes = 0;
};

Source::Source(const std::string& path) : state_(std::make_unique<State>(path)) {
  if (S_ISDIR(state_->before.st_mode)) fail(state_->file.name(), "is a folder, expected a file");
}
Source::~Source() = default;

std::size_t Source::read(char* to, std::size_t size) {
  auto& s = *state_;
  const auto n = s.file.read_some(to, size);
  s.bytes += n;
  check_not_longer(s.file, s.before, s.bytes);
  return n;
}

void Source::digest(std::string_view bytes) { state_->sha.add(bytes); }

SourceDigest Source::finish() {
  auto& s = *state_;
  check_unchanged(s.file, s.before, s.bytes);
  return {s.sha.hex(), s.bytes};
}

SourceDigest read_source(const std::string& path, const std::function<void(std::string_view)>& piece) {
  Source source(path);
  const auto buffer = std::make_unique_for_overwrite<char[]>(piece_bytes);  // a small file touches none but its first pages
  while (const auto n = source.read(buffer.get(), piece_bytes)) {
    const std::string_view bytes(buffer.get(), n);
    source.digest(bytes);
    piece(bytes);
  }
  return source.finish();
}

std::string read_whole_source(const std::string& path, std::uint64_t max_bytes, SourceDigest& digest) {
  std::string whole;
  digest = read_source(path, [&](std::string_view bytes) {
    if (whole.size() + bytes.size() > max_bytes)
      throw LimitError(printable(path) + ": error[limit]: more than " + std::to_string(max_bytes) + " bytes");
    whole += bytes;
  });
  return whole;
}

}  // namespace premortem
