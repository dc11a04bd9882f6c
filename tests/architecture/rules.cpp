#include "rules.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace premortem::architecture {
namespace {

using Names = std::set<std::string, std::less<>>;

/// Data flows one way: the rooms that each room may include, besides itself.
const std::map<std::string, Names, std::less<>> visible_rooms = {
    {"core", {}},
    {"random", {"core"}},
    {"statistics", {"core", "random"}},
    {"quantity", {"core", "random", "statistics"}},
    {"models", {"core", "statistics", "quantity"}},  // a model is a pure function: it sees no generator
    {"input", {"core", "statistics", "quantity", "models"}},
    {"analysis", {"core", "random", "statistics", "quantity", "models"}},
    {"report", {"core", "statistics", "quantity", "models", "analysis"}},  // renders, and computes nothing
    {"cli", {"core", "random", "statistics", "quantity", "models", "input", "analysis", "report"}},
    {"mpi", {"core", "random", "statistics", "quantity", "models", "input", "analysis", "report", "cli"}},
};

/// What begins with `start` may be included only by files that begin with one of `homes`.
struct PrivateHeader {
  std::string start;
  std::vector<std::string> homes;
};

const std::vector<PrivateHeader> private_headers = {
    {"csv.h", {"src/input/csv.cpp"}},
    {"fast_float/", {"src/input/"}},
    {"nettle/sha2.h", {"src/input/"}},
    {"nlohmann/", {"src/report/"}},
    {"kainjow/", {"src/report/"}},
    {"boost/program_options", {"src/cli/"}},
    {"mpi.h", {"src/mpi/"}},
    {"boost/math/", {"src/statistics/"}},
    {"boost/random/", {"src/random/"}},
    {"Eigen/", {"src/statistics/"}},
    {"Random123/", {"src/random/"}},
    {"immintrin.h", {"src/random/", "src/quantity/"}},
    {"fmt/", {"src/"}},
    {"fcntl.h", {"src/input/", "src/cli/"}},  // the operating system's files
    {"unistd.h", {"src/input/", "src/cli/"}},
    {"sys/", {"src/input/", "src/cli/"}},
    {"malloc.h", {"src/cli/kept_memory.cpp"}},
    {"iostream", {"src/cli/"}},
    {"random", {"src/cli/"}},  // and not there either in practice: its distributions differ between libraries
    {"ctime", {"src/cli/"}},
};

/// Clock and environment are read where the arguments are, and nowhere else; ranks measure what a block took.
const std::regex surroundings("\\b(getenv|system_clock|steady_clock|high_resolution_clock)\\b");

const Names empty_names = {"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"};

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

std::string first_folder(std::string_view path) { return std::string(path.substr(0, path.find('/'))); }

/// The room of a file of the project; empty if it is in none.
std::string room_of(std::string_view file) {
  for (const std::string_view start : {"src/", "include/premortem/"}) {
    if (begins_with(file, start) && file.find('/', start.size()) != std::string_view::npos)
      return first_folder(file.substr(start.size()));
  }
  return {};
}

/// `#include "..."`: our own.
std::string broken_by_own(const std::string& room, std::string_view header) {
  if (header.find("..") != std::string_view::npos) return "a path from the root of the rooms, without ..";
  if (header.find('/') == std::string_view::npos) return {};  // a neighbour in the same folder
  if (begins_with(header, "premortem/")) header.remove_prefix(std::string_view("premortem/").size());
  const std::string other = first_folder(header);
  const auto known = visible_rooms.find(room);
  if (known == visible_rooms.end()) return "the room " + room + " has no place in the order of rooms";
  if (other == room || known->second.count(other) > 0) return {};
  return room + " may not see " + other;
}

/// `#include <...>`: the standard library's or a third party's.
std::string broken_by_foreign(std::string_view file, std::string_view header) {
  for (const auto& [start, homes] : private_headers) {
    const bool folder = start.find('/') != std::string::npos || start.find('.') != std::string::npos;
    if (folder ? !begins_with(header, start) : header != start) continue;
    const bool at_home =
        std::any_of(homes.begin(), homes.end(), [&](const std::string& home) { return begins_with(file, home); });
    return at_home ? "" : "<" + std::string(header) + "> is private to " + homes.front();
  }
  if (header.find_first_of("/.") == std::string_view::npos) return {};
  return "<" + std::string(header) + "> has no room that may see it";
}

std::string broken_by(std::string_view file, const std::string& line) {
  static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  std::smatch found;
  if (std::regex_match(line, found, include))
    return found[1] == "\"" ? broken_by_own(room_of(file), found[2].str()) : broken_by_foreign(file, found[2].str());
  const std::string code = line.substr(0, line.find("//"));
  if (!begins_with(file, "src/cli/") && !begins_with(file, "src/mpi/") && std::regex_search(code, found, surroundings))
    return found.str() + " is for src/cli alone: the date, the seed and the rest are arguments";
  return {};
}

}  // namespace

std::vector<Breach> breaches_in(std::string_view file, std::string_view text) {
  std::vector<Breach> found;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (long number = 1; std::getline(lines, line); ++number) {
    const std::string rule = broken_by(file, line);
    if (!rule.empty()) found.push_back({std::string(file), number, rule});
  }
  return found;
}

std::vector<Breach> breaches_under(const std::filesystem::path& root) {
  std::vector<Breach> found;
  for (const auto& path : files_under(root)) {
    for (const auto& part : path)
      if (empty_names.count(part.stem().string()) > 0) found.push_back({path.string(), 0, "a name that says nothing"});
    const std::string top = path.begin()->string();
    if ((top != "src" && top != "include") || (path.extension() != ".cpp" && path.extension() != ".hpp")) continue;
    const auto inside = breaches_in(path.string(), read_file(root / path));
    found.insert(found.end(), inside.begin(), inside.end());
  }
  return found;
}

std::string listing(const std::vector<Breach>& breaches) {
  std::string out;
  for (const auto& breach : breaches)
    out += breach.file + ":" + std::to_string(breach.line) + ": " + breach.rule + "\n";
  return out;
}

}  // namespace premortem::architecture
