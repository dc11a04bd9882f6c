// The verbs calendar and diagnose: what they take, their exit codes, and that nothing but the rows decides their bytes.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

/// A share that falls by so much a week from .95, of 5,000 items each, with a small steady zigzag.
std::string falling(double by_week, int weeks, const std::string& value_head = "date,metric,value,n\n", bool wide = false) {
  std::string text = value_head;
  for (int i = 0; i < weeks; ++i) {
    const int day = 1 + i * 7, month = 1 + (day - 1) / 28, in_month = 1 + (day - 1) % 28;
    char row[96];
    const double value = 0.95 - by_week * i + (i % 3 - 1) * 0.001;
    std::snprintf(row, sizeof row, wide ? "2026-%02d-%02d,%.4f,5000\n" : "2026-%02d-%02d,accuracy,%.4f,5000\n", month, in_month, value);
    text += row;
  }
  return text;
}

Outcome calendar(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"calendar", "case"});
  return run(files, options);
}

Json result_of(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--format", "json", "--quiet"});
  return Json::parse(calendar(files, options).out)["result"];
}

const Files falls{{"history.csv", falling(0.002, 30)}, {"floors.csv", "metric,floor\naccuracy,0.88\n"}, {"assumptions.csv", "name,best\nretrain_cost,1000\nbreach_cost,20000\n"}};

/// Rows of a model whose scores are right as often as they say; with `shift` more of them are high.
std::string window(int shift) {
  std::string text = "score,label,size\n";
  for (int i = 0; i < 1000; ++i) {
    const int score = (i * 37 + shift * (i % 3)) % 100;
    text += "0." + std::string(score < 10 ? "0" : "") + std::to_string(score) + "," + ((i * 61) % 100 < score ? "1" : "0") + "," + std::to_string((i * 13) % 50 + shift * (i % 2)) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("calendar gives a falling metric its dates in their order") {
  const auto m = result_of(falls)["metrics"][0];
  CHECK(m["status"] == "ok");
  CHECK(m["floor"] == 0.88);
  const std::string p10 = m["breach"]["p10"], p50 = m["breach"]["p50"], validate = m["revalidate_by"];
  CHECK(p10 <= p50);
  CHECK(validate <= p50);
  // at -.002 a week from .95 the floor of .88 is 35 weeks off; 30 are seen, so that about 6 are left after 2026-08-02
  CHECK(p50 > "2026-08-15");
  CHECK(p50 < "2026-10-31");
  CHECK(m["drift_per_day"]["value"].get<double>() == Approx(-0.002 / 7).epsilon(0.15));
  double before = 0;
  for (const auto& d : m["days"]) {
    CHECK(d["probability_ever_below"].get<double>() >= before);
    CHECK(d["probability_ever_below"].get<double>() + 1e-9 >= d["probability_below"].get<double>());
    CHECK(d["low"].get<double>() <= d["expected"].get<double>());
    before = d["probability_ever_below"];
  }
}

TEST_CASE("on the day to validate again the probability is still tolerated, and the words say so") {
  const auto m = result_of(falls)["metrics"][0];
  const std::string validate = m["revalidate_by"];
  double until = 0, after = 0;
  for (const auto& d : m["days"]) {
    const bool is_after = d["date"].get<std::string>() > validate;
    (is_after ? after : until) = d["probability_ever_below"];
    if (is_after) break;
  }
  CHECK(until <= 0.1);
  CHECK(after > 0.1);
  std::string text = calendar(falls, {"--quiet"}).out;
  std::replace(text.begin(), text.end(), '\n', ' ');
  text.erase(std::unique(text.begin(), text.end(), [](char x, char y) { return x == ' ' && y == ' '; }), text.end());
  CHECK_THAT(text, Catch::Contains("Validate it again by " + validate + ": after that day the probability that it has passed it is above 10%."));
}

TEST_CASE("calendar says of which floor a date speaks, and in which order of likelihood") {
  const auto m = result_of(falls)["metrics"][0];
  std::string text = calendar(falls, {"--quiet"}).out;
  text.erase(std::unique(text.begin(), text.end(), [](char x, char y) { return std::isspace(x) && std::isspace(y); }), text.end());
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::string p10 = m["breach"]["p10"], p50 = m["breach"]["p50"];
  CHECK_THAT(text, Catch::Contains("it passes its floor of 0.88 by " + p50 + " as likely as not, by " + p10 + " with 10% probability"));
}

TEST_CASE("calendar says since when a metric is below its floor, and its gate fails") {
  const Files below{{"history.csv", falling(0.005, 30)}, {"floors.csv", "metric,floor\naccuracy,0.88\n"}};
  const auto m = result_of(below)["metrics"][0];
  CHECK(m["status"] == "breached");
  CHECK(m["breached_since"].is_string());
  CHECK(m["breach"]["p50"].is_null());
  CHECK(calendar(below, {"--gate"}).code == 1);
  CHECK(calendar(falls, {"--gate"}).code == 0);
}

TEST_CASE("no date beside a high probability is not called safe, by the line and by the verdict") {
  std::string history = "date,metric,value,n\n";
  const char* values[] = {"0.912", "0.905", "0.918", "0.921", "0.909", "0.903", "0.914", "0.910", "0.917", "0.908"};
  for (int i = 0; i < 10; ++i) history += "2026-0" + std::to_string(1 + i / 4) + "-0" + std::to_string(1 + 2 * (i % 4)) + ",accuracy," + values[i] + ",1000\n";
  const Files noise{{"history.csv", history}, {"floors.csv", "metric,floor\naccuracy,0.885\n"}};
  const auto result = result_of(noise);
  const auto& m = result["metrics"][0];
  REQUIRE(m["status"] == "no_date");
  REQUIRE(m["revalidate_by"].is_null());
  const auto& last = m["days"].back();
  REQUIRE(last["probability_ever_below"].get<double>() > 0.1);
  CHECK_THAT(result["sentence"].get<std::string>(), Catch::StartsWith("Ship: ") && Catch::Contains("; that accuracy passes its limit by " + last["date"].get<std::string>() + " cannot be excluded (probability "));
  CHECK_THAT(calendar(noise, {"--quiet"}).out, Catch::Contains("its values leave open paths that pass"));
}

TEST_CASE("calendar gives no date for five values, and says why") {
  const Files few{{"history.csv", falling(0.002, 5)}, {"floors.csv", "metric,floor\naccuracy,0.88\n"}};
  const auto m = result_of(few)["metrics"][0];
  CHECK(m["status"] == "no_date");
  CHECK(m["breach"]["p50"].is_null());
  CHECK_FALSE(m["why"].get<std::string>().empty());
  CHECK(result_of(few)["verdict"] == "hold");
}

TEST_CASE("calendar reads a wide table by the column that --metric names, and takes --floor where floors.csv states none") {
  const Files wide{{"history.csv", falling(0.002, 30, "date,share_right,n\n", true)}};
  const auto a = result_of(wide, {"--metric", "share_right", "--floor", "88%"})["metrics"][0];
  const auto b = result_of(falls)["metrics"][0];
  CHECK(a["metric"] == "share_right");
  CHECK(a["breach"]["p50"] == b["breach"]["p50"]);
  CHECK(calendar(wide, {"--metric", "shre_right"}).code == 3);
  CHECK(calendar(wide, {"--metric", "date"}).code == 2);
}

TEST_CASE("a drift that is set is taken as known, and one of no metric is refused") {
  const auto r = result_of(falls, {"--set", "drift_per_day.accuracy=-0.001"});
  CHECK(r["metrics"][0]["breach"]["p50"].get<std::string>() < result_of(falls)["metrics"][0]["breach"]["p50"].get<std::string>());
  CHECK(calendar(falls, {"--set", "drift_per_day.acuracy=-0.001"}).code == 2);
}

TEST_CASE("a floor that is set moves the date") {
  CHECK(result_of(falls, {"--set", "floors.accuracy.floor=0.85"})["metrics"][0]["breach"]["p10"].get<std::string>() > result_of(falls)["metrics"][0]["breach"]["p10"].get<std::string>());
}

TEST_CASE("calendar and diagnose say the same bytes with any number of threads") {
  const Files both{{"history.csv", falling(0.002, 30)}, {"floors.csv", "metric,floor\naccuracy,0.88\n"}, {"reference.csv", window(0)}, {"current.csv", window(17)}};
  const auto one = calendar(both, {"--jobs", "1", "--format", "json"}).out;
  for (const char* jobs : {"2", "3", "8"}) CHECK(calendar(both, {"--jobs", jobs, "--format", "json"}).out == one);
  const auto first = run(both, {"diagnose", "case", "--jobs", "1", "--format", "json"}).out;
  CHECK(run(both, {"diagnose", "case", "--jobs", "8", "--format", "json"}).out == first);
  CHECK(Json::parse(first)["result"]["causes"].size() >= 6);
}

TEST_CASE("windows that stand the wrong way round are said to, and not to overlap") {
  const Files swapped{{"reference.csv", "date,score,label\n2026-05-02,0.9,1\n2026-05-01,0.5,0\n"}, {"current.csv", "date,score,label\n2026-01-01,0.9,1\n2026-01-02,0.3,1\n"}};
  for (const std::string verb : {"diagnose", "calendar"}) {
    const auto cautions = Json::parse(run(swapped, {verb, "case", "--quiet", "--format", "json"}).out)["result"].dump();
    CHECK_THAT(cautions, Catch::Contains("stand the wrong way round: reference.csv (2026-05-01 to 2026-05-02) is later than current.csv (2026-01-01 to 2026-01-02)"));
    CHECK_THAT(cautions, !Catch::Contains("overlap in time") && !Catch::Contains("has no scores"));
  }
  CHECK_THAT(run(swapped, {"diagnose", "case", "--quiet", "--format", "json"}).out, Catch::Contains("The scores cannot be compared: 2 of the reference rows have a value"));
}

TEST_CASE("two windows of the same rows are refused, and a case without any as well") {
  const Files same{{"reference.csv", window(0)}, {"current.csv", window(0)}};
  CHECK(calendar(same).code == 4);
  CHECK(run(same, {"diagnose", "case"}).code == 4);
  CHECK(calendar({{"assumptions.csv", "name,best\nvolume_per_day,5\n"}}).code == 4);
}

TEST_CASE("calendar writes its dates as a calendar file") {
  const auto ics = calendar(falls, {"--format", "ics"}).out;
  CHECK(ics.starts_with("BEGIN:VCALENDAR\r\n"));
  CHECK(ics.find("Validate accuracy again") != std::string::npos);
  CHECK(ics.find("Retrain for accuracy") != std::string::npos);
}

TEST_CASE("diagnose tells of an experiment where there are no windows") {
  std::string rows = "score,label,arm,date,label_date\n";
  for (int i = 0; i < 300; ++i) rows += std::string("0.5,") + (i % 2 == 0 ? "1" : "0") + (i < 200 ? ",control" : ",treatment") + ",2026-01-05," + (i % 10 == 0 ? "2026-01-03" : "2026-01-09") + "\n";
  const auto r = run({{"predictions.csv", rows}}, {"diagnose", "case", "--format", "json", "--quiet"});
  CHECK(r.code == 0);
  const auto result = Json::parse(r.out)["result"];
  CHECK(result["causes"].is_null());
  bool ratio = false, leak = false;
  for (const auto& c : result["experiment"]) {
    ratio = ratio || (c["kind"] == "sample_ratio" && c["alarm"]);
    leak = leak || (c["kind"] == "leakage" && c["alarm"] && c["late"] == 30);
  }
  CHECK(ratio);  // 200 and 100 where halves were meant: chi-square 33
  CHECK(leak);
}

TEST_CASE("a limit of the command line above 1 is refused for a share, and taken for other metrics") {
  const Files shares{{"history.csv", falling(0.002, 30)}};
  const auto refused = calendar(shares, {"--ceiling", "5"});
  CHECK(refused.code == 2);
  CHECK(refused.out == "");
  CHECK_THAT(refused.err, Catch::Contains("--ceiling is \"5\", but the values of \"accuracy\" in the history are shares from 0 to 1; for a percentage write 5%"));
  CHECK(calendar(shares, {"--floor", "90"}).code == 2);
  CHECK(calendar(shares, {"--ceiling", "5%"}).code == 0);
  CHECK(calendar(falls, {"--ceiling", "5"}).code == 0);  // floors.csv states its limit
  std::string without_n = falling(0.002, 30);
  for (std::size_t at; (at = without_n.find(",5000")) != std::string::npos;) without_n.erase(at + 1, 4);
  CHECK(calendar({{"history.csv", without_n}}, {"--ceiling", "5"}).code == 0);
}
