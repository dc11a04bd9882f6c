// The page has a calendar where floors and history are there, with the numbers of the verb.
#include <catch2/catch.hpp>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

/// Thirty values, four a month, of a share that falls by so much each.
std::string falling(double by_value) {
  std::string text = "date,metric,value,n\n";
  for (int i = 0; i < 30; ++i) {
    char row[96];
    std::snprintf(row, sizeof row, "2026-%02d-%02d,accuracy,%.4f,5000\n", 1 + i / 4, 1 + 7 * (i % 4), 0.95 - by_value * i + (i % 3 - 1) * 0.001);
    text += row;
  }
  return text;
}

const std::string harms = "failure_mode,stage,best,unit\nwrong answer,people,1000,people\nwrong answer,misled,1%,share\n";
const std::string floors = "metric,floor\naccuracy,0.88\n";

Json page_of(const Files& files) { return Json::parse(run(files, {"report", "case", "--format", "json", "--quiet"}).out)["result"]; }

}  // namespace

TEST_CASE("the page has a calendar where floors and history are there: the metrics of the verb, and its say in the decision") {
  const Files files{{"harms.csv", harms}, {"history.csv", falling(0.002)}, {"floors.csv", floors}};
  const auto page = page_of(files);
  const auto verb = Json::parse(run(files, {"calendar", "case", "--format", "json", "--quiet"}).out)["result"];
  REQUIRE(page["calendar"].is_object());
  CHECK(page["calendar"]["metrics"] == verb["metrics"]);
  CHECK(page["calendar"]["metrics"][0]["breach"]["p50"].is_string());
  for (const auto* format : {"table", "md", "html"}) {
    INFO(format);
    const auto text = run(files, {"report", "case", "--format", format, "--quiet"}).out;
    CHECK_THAT(text, Catch::Contains("Confidence calendar"));
    CHECK_THAT(text, Catch::Contains(verb["metrics"][0]["revalidate_by"].get<std::string>()));
  }
}

TEST_CASE("a metric below its floor stops the page, whatever the harm") {
  const Files below{{"harms.csv", harms}, {"history.csv", falling(0.005)}, {"floors.csv", floors}};
  const auto page = page_of(below);
  CHECK(page["decision"]["verdict"] == "stop");
  CHECK_THAT(page["decision"]["sentence"].get<std::string>(), Catch::Contains("accuracy is below its floor"));
  CHECK(run(below, {"report", "case", "--gate", "--quiet"}).code == 1);
}

TEST_CASE("without floors, or without history, the page has no calendar and says what to add") {
  const auto without_floors = page_of({{"harms.csv", harms}, {"history.csv", falling(0.002)}});
  CHECK(without_floors["calendar"].is_null());
  CHECK_THAT(without_floors["calendar_why"].get<std::string>(), Catch::Contains("floors.csv"));
  const auto without_history = page_of({{"harms.csv", harms}, {"floors.csv", floors}});
  CHECK(without_history["calendar"].is_null());
  CHECK_THAT(without_history["calendar_why"].get<std::string>(), Catch::Contains("history.csv"));
}
