#include "documents.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "program_run.hpp"

namespace premortem::testing {
namespace fs = std::filesystem;
namespace {

const fs::path root = PREMORTEM_SOURCE_DIR;

/// 0 for a line that is no heading.
std::size_t heading_level(const std::string& line) {
  const auto level = line.find_first_not_of('#');
  return level != std::string::npos && line[level] == ' ' ? level : 0;
}

}  // namespace

std::vector<fs::path> documents() {
  std::vector<fs::path> found{"README.md"};
  for (const auto* top : {"docs", "samples"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top))
      if (entry.path().extension() == ".md") found.push_back(fs::relative(entry.path(), root));
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(root / file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string section(const std::string& text, const std::string& word) {
  std::string found;
  std::size_t level = 0;
  for (const auto& line : lines_of(text)) {
    const auto own = heading_level(line);
    if (own > 0 && level > 0 && own <= level) break;
    if (own > 0 && level == 0 && line.find(word) != std::string::npos) level = own;
    if (level > 0) found += line + "\n";
  }
  return found;
}

std::string with_answers(const std::string& text) {
  const TemporaryFolder folder;
  fs::copy(root / "samples", folder.path() / "samples", fs::copy_options::recursive);
  fs::create_symlink(PREMORTEM_BINARY, folder.path() / "run");
  std::string out;
  bool inside = false;
  for (const auto& line : lines_of(text)) {
    const bool fence = line.starts_with("```");
    const bool command = inside && line.starts_with("$ ");
    if (fence) inside = line == "```console";
    if (!inside || fence || command) out += line + "\n";
    if (command) out += run_shell(line.substr(2), folder.path()).output;
  }
  return out;
}

}  // namespace premortem::testing
