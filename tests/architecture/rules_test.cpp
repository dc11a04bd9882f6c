#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "rules.hpp"

using namespace premortem::architecture;
namespace fs = std::filesystem;

namespace {

const fs::path root = PREMORTEM_SOURCE_DIR;

/// A copy of the code that a test may spoil.
class Copy {
 public:
  Copy() {
    std::string name = (fs::temp_directory_path() / "premortem-architecture-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    folder_ = name;
    for (const char* top : {"src", "include"}) fs::copy(root / top, folder_ / top, fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(folder_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  void plant(const fs::path& file, const std::string& text) const {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::app) << text;
  }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

std::string rule_broken(const std::string& file, const std::string& line) {
  const auto found = breaches_in(file, line + "\n");
  return found.empty() ? "" : found.front().rule;
}

}  // namespace

TEST_CASE("no file of the project breaks the rules of the house") { CHECK(listing(breaches_under(root)) == ""); }

TEST_CASE("an include planted against the order of the rooms is found, with its place") {
  const Copy copy;
  copy.plant("src/core/planted.cpp", "// a line before\n#include \"premortem/input/csv.hpp\"\n");
  CHECK(listing(breaches_under(copy.folder())) == "src/core/planted.cpp:2: core may not see input\n");
}

TEST_CASE("a folder that says nothing is found by its name") {
  const Copy copy;
  copy.plant("src/core/helpers/text.cpp", "");
  CHECK(listing(breaches_under(copy.folder())) == "src/core/helpers/text.cpp:0: a name that says nothing\n");
}

TEST_CASE("each forbidden direction between two rooms is a breach, and its reverse is not") {
  const std::vector<std::pair<std::string, std::string>> forbidden = {
      {"core", "random"},     {"random", "statistics"}, {"statistics", "quantity"}, {"quantity", "models"},
      {"models", "analysis"}, {"analysis", "report"},   {"report", "cli"},          {"models", "input"},
      {"core", "input"},      {"input", "cli"},         {"cli", "mpi"}};
  for (const auto& [lower, upper] : forbidden) {
    INFO(lower << " and " << upper);
    const std::string up = "#include \"premortem/" + upper + "/x.hpp\"";
    const std::string down = "#include \"premortem/" + lower + "/x.hpp\"";
    CHECK(rule_broken("src/" + lower + "/x.cpp", up) == lower + " may not see " + upper);
    CHECK(rule_broken("include/premortem/" + lower + "/x.hpp", up) == lower + " may not see " + upper);
    CHECK(rule_broken("src/" + upper + "/x.cpp", down) == "");
  }
}

TEST_CASE("rooms that know nothing of each other may not meet in either direction") {
  const std::vector<std::pair<std::string, std::string>> strangers = {
      {"input", "analysis"}, {"input", "report"}, {"report", "random"}};
  for (const auto& [one, other] : strangers) {
    CHECK(rule_broken("src/" + one + "/x.cpp", "#include \"" + other + "/x.hpp\"") == one + " may not see " + other);
    CHECK(rule_broken("src/" + other + "/x.cpp", "#include \"" + one + "/x.hpp\"") == other + " may not see " + one);
  }
}

TEST_CASE("a file may see its own room and its neighbours, and climbs out of it by no ..") {
  CHECK(rule_broken("src/report/html.cpp", "#include \"premortem/report/html.hpp\"") == "");
  CHECK(rule_broken("src/report/html.cpp", "#include \"escape.hpp\"") == "");
  CHECK(rule_broken("src/report/html.cpp", "#include \"../input/csv.hpp\"") != "");
  CHECK(rule_broken("src/attic/x.cpp", "#include \"core/x.hpp\"") != "");
}

TEST_CASE("a third party is seen by its one room and by no public header") {
  const std::vector<std::pair<std::string, std::string>> homes = {
      {"csv.h", "src/input/csv.cpp"},
      {"fast_float/fast_float.h", "src/input/number.cpp"},
      {"nettle/sha2.h", "src/input/source.cpp"},
      {"nlohmann/json.hpp", "src/report/json.cpp"},
      {"kainjow/mustache.hpp", "src/report/html.cpp"},
      {"boost/program_options.hpp", "src/cli/main.cpp"},
      {"mpi.h", "src/mpi/message.cpp"},
      {"boost/math/distributions/beta.hpp", "src/statistics/beta.cpp"},
      {"Eigen/Core", "src/statistics/positive_definite.cpp"},
      {"Random123/philox.h", "src/random/philox.cpp"},
      {"fmt/format.h", "src/models/x.cpp"},
      {"iostream", "src/cli/main.cpp"},
      {"ctime", "src/cli/main.cpp"},
      {"unistd.h", "src/input/source.cpp"}};
  for (const auto& [header, home] : homes) {
    INFO(header);
    const std::string line = "#  include <" + header + ">  // why";
    CHECK(rule_broken(home, line) == "");
    CHECK(rule_broken("include/premortem/core/x.hpp", line) != "");
    if (header != "fmt/format.h") CHECK(rule_broken("src/analysis/x.cpp", line) != "");
  }
  CHECK(rule_broken("src/input/number.cpp", "#include <csv.h>") != "");
  CHECK(rule_broken("src/cli/verb_sweep.cpp", "#include <mpi.h>") != "");
  CHECK(rule_broken("src/core/x.cpp", "#include <unheard/of.hpp>") != "");
  CHECK(rule_broken("src/core/x.cpp", "#include <vector>") == "");
}

TEST_CASE("the clock and the environment are read by the command line alone") {
  for (const std::string word : {"std::getenv(\"TZ\")", "std::chrono::system_clock::now()", "steady_clock::now()"}) {
    CHECK(rule_broken("src/models/x.cpp", "  auto x = " + word + ";") != "");
    CHECK(rule_broken("src/cli/main.cpp", "  auto x = " + word + ";") == "");
    CHECK(rule_broken("src/models/x.cpp", "  // never " + word) == "");
  }
}

TEST_CASE("the text of the project names no folder of the machine it was written on") {
  // Put together here, so that this file does not name them either.
  const std::vector<std::string> private_paths = {std::string("/wo") + "rk/", std::string("../sha") + "red"};
  for (const auto& file : files_under(root)) {
    const std::string text = read_file(root / file);
    for (const auto& path : private_paths) {
      INFO(file.string() << " names " << path);
      CHECK(text.find(path) == std::string::npos);
    }
  }
}
