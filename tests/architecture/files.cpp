#include <algorithm>
#include <fstream>
#include <iterator>

#include "rules.hpp"

namespace premortem::architecture {
namespace fs = std::filesystem;

std::vector<fs::path> files_under(const fs::path& root) {
  std::vector<fs::path> found;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    const fs::path name = entry->path().filename();
    if (name == ".git" && entry->is_regular_file()) continue;  // of a worktree; it names where its repository lies
    if (entry->is_directory() && (name == ".git" || name == "build" || name == "node_modules"))
      entry.disable_recursion_pending();
    else if (entry->is_regular_file())
      found.push_back(fs::relative(entry->path(), root));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace premortem::architecture
