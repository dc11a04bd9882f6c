#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace premortem::architecture {

/// One line of the project that breaks a rule of the house.
struct Breach {
  std::string file;  ///< from the root of the checkout
  long line = 0;     ///< from 1; 0 where the name of the file is what is wrong
  std::string rule;
};

/// The breaches in one file of `src` or `include/premortem`.
/// @param file  its path from the root of the checkout, which decides its room
std::vector<Breach> breaches_in(std::string_view file, std::string_view text);

/// The breaches in all of `src` and `include`, and names of files and folders that say nothing.
std::vector<Breach> breaches_under(const std::filesystem::path& root);

/// The files people wrote, from the root: all but what git and the builds keep.
std::vector<std::filesystem::path> files_under(const std::filesystem::path& root);

std::string read_file(const std::filesystem::path& path);

/// One breach a line, so that a failing test shows them all.
std::string listing(const std::vector<Breach>& breaches);

}  // namespace premortem::architecture
