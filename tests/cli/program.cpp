#include "cli/program.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "input/sha256.hpp"

namespace premortem::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned most_seconds = 60;

fs::path new_folder() {
  std::string name = (fs::temp_directory_path() / "premortem-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  return name;
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string sha256_of(const std::string& text) {
  Sha256 sha;
  sha.add(text);
  return sha.hex();
}

/// The three streams of a child, in a folder outside its workplace.
struct Streams {
  fs::path folder = new_folder();
  fs::path in = folder / "in", out = folder / "out", err = folder / "err";
  Streams() = default;
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams() { fs::remove_all(folder); }
};

void connect(const fs::path& file, int flags, int descriptor) {
  const int opened = ::open(file.c_str(), flags, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
  ::close(opened);
}

[[noreturn]] void become(const std::vector<std::string>& command, const Invocation& invocation, const Workplace& place, const Streams& s) {
  connect(s.in, O_RDONLY, STDIN_FILENO);
  connect(invocation.standard_output.empty() ? s.out : fs::path(invocation.standard_output), O_WRONLY | O_CREAT, STDOUT_FILENO);
  connect(s.err, O_WRONLY | O_CREAT, STDERR_FILENO);
  if (::chdir(place.path().c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : invocation.environment) ::setenv(name.c_str(), value.c_str(), 1);
  ::setenv("premortem", PREMORTEM_BINARY, 1);
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::alarm(most_seconds);  // outlives exec: a program that hangs is ended
  ::execvp(words.front(), words.data());
  ::_exit(127);
}

Outcome run_command(const std::vector<std::string>& command, const Invocation& invocation, const Workplace& place) {
  const Streams streams;
  write_file(streams.in, invocation.input);
  const auto before = place.fingerprint();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot start a process");
  if (child == 0) become(command, invocation, place, streams);
  int status = 0;
  ::waitpid(child, &status, 0);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, content(streams.out), content(streams.err), place.fingerprint() == before};
}

}  // namespace

Workplace::Workplace(const Files& files) : path_(new_folder()) {
  fs::create_directory(path_ / "case");
  for (const auto& [name, text] : files) write("case/" + name, text);
}

Workplace::~Workplace() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Workplace::write(const std::string& name, const std::string& text) const { write_file(path_ / name, text); }
std::string Workplace::read(const std::string& name) const { return content(path_ / name); }

std::string Workplace::fingerprint() const {
  std::map<std::string, std::string> entries;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    struct stat s {};
    ::lstat(entry.path().c_str(), &s);
    entries[entry.path().string()] = std::to_string(s.st_mode) + " " + (S_ISREG(s.st_mode) ? sha256_of(content(entry.path())) : "");
  }
  std::string all;
  for (const auto& [name, state] : entries) all += name + " " + state + "\n";
  return sha256_of(all);
}

Outcome run(const Workplace& place, const Invocation& invocation) {
  std::vector<std::string> command{PREMORTEM_BINARY};
  command.insert(command.end(), invocation.words.begin(), invocation.words.end());
  return run_command(command, invocation, place);
}

Outcome run(const Workplace& place, const std::vector<std::string>& words) { return run(place, Invocation{words}); }

Outcome run(const Files& files, const std::vector<std::string>& words) { return run(Workplace(files), words); }

Outcome run_shell(const Workplace& place, const std::string& command) {
  return run_command({"/bin/bash", "-c", command}, Invocation{}, place);
}

}  // namespace premortem::test
