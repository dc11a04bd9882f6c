// What the pages say is so: their examples, the names they must name, their links.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <regex>

#include "documents.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/file_schema.hpp"
#include "premortem/quantity/leaf.hpp"
#include "program_run.hpp"

using namespace premortem::testing;
namespace fs = std::filesystem;

namespace {

const fs::path root = PREMORTEM_SOURCE_DIR;

bool names(const std::string& text, const std::string& name) { return text.find("`" + name + "`") != std::string::npos; }

std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it) found.push_back((*it)[1]);
  return found;
}

/// The verbs of the overview: two blanks, the name, and what it does.
std::vector<std::string> verbs() {
  return all_matches(run_program({"help"}).output, std::regex("(?:^|\n)  ([a-z]+) (?:<case>)? +[a-z]"));
}

}  // namespace

// PREMORTEM_RENEW_EXAMPLES=1 in the environment writes the answers of the program into the pages instead.
TEST_CASE("the examples of every page are what the program prints") {
  const bool renew = std::getenv("PREMORTEM_RENEW_EXAMPLES") != nullptr;
  for (const auto& file : documents()) {
    INFO(file.string());
    const std::string text = text_of(file), now = with_answers(text);
    if (renew && text != now) std::ofstream(root / file, std::ios::binary) << now;
    if (!renew) CHECK(text == now);
  }
}

TEST_CASE("a console block is answered by the program and other text is left alone") {
  CHECK(with_answers("a\n```console\n$ premortem --version | cut -c 1-9\nold\n$ echo b\n```\n$ echo c\n") ==
        "a\n```console\n$ premortem --version | cut -c 1-9\npremortem\n$ echo b\nb\n```\n$ echo c\n");
}

TEST_CASE("csv-files.md names every column of every file that is read, and every file that is not") {
  const std::string page = text_of("docs/csv-files.md");
  for (const auto& schema : premortem::file_schemas()) {
    INFO(schema.file);
    CHECK(names(page, schema.file));
    if (!schema.is_read()) continue;
    const std::string part = section(page, "`" + schema.file + "`");
    for (const auto& column : schema.columns) {
      INFO(column.name);
      CHECK(names(part, column.name));
    }
  }
}

TEST_CASE("csv-files.md names every shape, kind of evidence and relation of a stage") {
  const std::string page = text_of("docs/csv-files.md");
  for (int i = 0; i <= static_cast<int>(premortem::Shape::sample); ++i)
    CHECK(names(page, std::string(name_of(static_cast<premortem::Shape>(i)))));
  for (const auto* word : {"measured", "benchmark", "expert", "guess", "previous", "marginal", "incidents", "noticed"})
    CHECK(names(page, word));
}

TEST_CASE("csv-files.md says what numbers as people write them are, and which are refused") {
  const std::string part = section(text_of("docs/csv-files.md"), "Numbers as people write them");
  int read = 0;
  for (const auto& row : lines_of(part)) {
    const auto border = row.find(" | ");
    if (!row.starts_with("| `") || border == std::string::npos) continue;
    const auto written = all_matches(row.substr(0, border), std::regex("`([^`]+)`"));
    const auto values = all_matches(row.substr(border), std::regex("([0-9][0-9.]*)(?=[, ])"));
    for (std::size_t i = 0; i < written.size() && written.size() <= values.size(); ++i) {
      const auto parsed = premortem::parse_people_number(written[i]);
      INFO(written[i]);
      REQUIRE(parsed.value);
      if (!parsed.value->best || parsed.value->low) continue;
      CHECK(*parsed.value->best == std::stod(values[i]));
      ++read;
    }
    for (const auto& text : written) CHECK(premortem::parse_people_number(text).value);
  }
  CHECK(read == 9);
  const auto refused = all_matches(part.substr(part.find("What has two readings")), std::regex("`([^`]+)`"));
  CHECK(refused.size() == 7);
  for (const auto& text : refused) {
    INFO(text);
    CHECK(!premortem::parse_people_number(text).value);
  }
}

TEST_CASE("cli.md has a section for every verb, which names every option of its help, and the exit codes") {
  const std::string page = text_of("docs/cli.md");
  REQUIRE(verbs().size() >= 4);
  for (const auto& verb : verbs()) {
    INFO(verb);
    CHECK(!section(page, "`" + verb + "`").empty());
    const auto options = all_matches(run_program({"help", verb}).output, std::regex("(--[a-z-]+) (?:\\]|arg| )"));
    CHECK(options.size() >= 10);
    for (const auto& option : options) {
      INFO(option);
      CHECK(page.find("`" + option) != std::string::npos);
    }
  }
  for (const auto* code : {"0", "1", "2", "3", "4", "5", "6", "70", "130"})
    CHECK(section(page, "Exit codes").find("| " + std::string(code) + " |") != std::string::npos);
}

TEST_CASE("every link between the pages leads to a file") {
  auto pages = documents();
  pages.insert(pages.end(), {"CONTRIBUTING.md", "CHANGELOG.md"});
  for (const auto& page : pages)
    for (const auto& target : all_matches(text_of(page), std::regex("\\]\\(([^)#]+)"))) {
      INFO(page.string() << " links to " << target);
      if (target.find("://") == std::string::npos) CHECK(fs::exists(root / page.parent_path() / target));
    }
}

TEST_CASE("every page of docs can be reached from docs/index.md") {
  const std::string index = text_of("docs/index.md");
  for (const auto& page : documents()) {
    const std::string path = page.string();
    if (!path.starts_with("docs/") || path == "docs/index.md") continue;
    INFO(path);
    CHECK(index.find("(" + path.substr(5) + ")") != std::string::npos);
  }
}

TEST_CASE("the C++ example of README.md is the one that the install test builds") {
  CHECK(text_of("README.md").find("```cpp\n" + text_of("tests/install/consumer/bound.cpp") + "```") != std::string::npos);
}
