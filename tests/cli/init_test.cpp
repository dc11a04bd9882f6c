#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "cli/program.hpp"

using namespace premortem::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  std::istringstream lines(run(Workplace(), {"init", "--list", "--format", "csv"}).out);
  for (std::string line; std::getline(lines, line);) names.push_back(line.substr(0, line.find(',')));
  names.erase(names.begin());
  return names;
}

}  // namespace

TEST_CASE("every template is a case that every verb takes") {
  const auto names = template_names();
  CHECK(names == std::vector<std::string>{"round", "agent", "chat-assistant", "content-moderation", "fraud", "medical-triage"});
  for (const auto& name : names) {
    INFO(name);
    const Workplace place;
    CHECK(run(place, {"init", "new", "--template", name}).code == 0);
    CHECK(run(place, {"check", "new", "--quiet"}).code == 0);
    for (const auto* verb : {"round", "harm", "report"}) {
      const auto outcome = run(place, {verb, "new", "--quiet", "--samples", "1000"});
      CHECK(outcome.code == 0);
      CHECK(outcome.err == "");
    }
    CHECK(run(place, {"report", "new", "--quiet", "--gate"}).code == 0);  // a start holds, it does not stop
  }
}

TEST_CASE("in a template every limit holds at the smallest stage, and not every one at full exposure") {
  for (const auto& name : template_names()) {
    if (name == "round") continue;
    INFO(name);
    const Workplace place;
    run(place, {"init", "new", "--template", name});
    const auto harm = run(place, {"harm", "new", "--quiet"}).out;
    CHECK_THAT(harm, Catch::Contains("Largest stage that holds") && Catch::Contains("may be"));
  }
}

TEST_CASE("an empty folder is taken, and what is there is kept") {
  const Workplace place;
  CHECK(run(place, {"init", "case"}).code == 0);
  CHECK(fs::exists(place.in_case("risks.csv")));
  const auto again = run(place, {"init", "case"});
  CHECK(again.code == 2);
  CHECK(again.err == "premortem: case holds files already; name a new or empty folder, such as case-2\n");
  CHECK(again.unchanged);
  place.write("file", "x");
  CHECK(run(place, {"init", "file"}).err == "premortem: file is a file; name a new or empty folder\n");
}

TEST_CASE("what cannot be made says why, and leaves nothing behind") {
  const Workplace place;
  const auto nowhere = run(place, {"init", "no/such/place"});
  CHECK(nowhere.code == 5);
  CHECK(nowhere.unchanged);
  CHECK(run(place, {"init", "x", "--template", "fruad"}).err == "premortem: --template is \"fruad\"; did you mean fraud?\n");
  CHECK(run(place, {"init"}).err == "premortem: which folder? usage: premortem init <folder>, such as premortem init my-feature\n");
  CHECK(run(place, {"init", "x", "--list"}).code == 2);
}
