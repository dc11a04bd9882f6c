#include "program_run.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace premortem::testing {
namespace fs = std::filesystem;
namespace {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

Answer run_shell(const std::string& line, const fs::path& folder) {
  const std::string program_folder = fs::path(PREMORTEM_BINARY).parent_path().string();
  const std::string command =
      "cd " + quoted(folder.string()) + " && PATH=" + quoted(program_folder) + ":$PATH && { " + line + "\n} 2>/dev/null";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  Answer answer;
  std::array<char, 65536> buffer;
  while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) answer.output.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return answer;
}

Answer run_program(const std::vector<std::string>& words, const fs::path& folder) {
  std::string line = "premortem";
  for (const auto& word : words) line += " " + quoted(word);
  return run_shell(line, folder);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "premortem-report-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TemporaryFolder::write(const std::map<std::string, std::string>& files) const {
  for (const auto& [name, text] : files) std::ofstream(path_ / name, std::ios::binary) << text;
}

}  // namespace premortem::testing
