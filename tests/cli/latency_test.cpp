// The verb latency: what it takes, its exit codes, and that nothing but the rows decides its bytes.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string arms = "latency_ms,sessions,abandoned\n200,2000,82\n400,2000,78\n600,2000,85\n800,2000,80\n1000,2000,112\n1500,2000,205\n2000,2000,291\n3000,2000,452\n";
const std::string option = "option,accuracy,latency_p50_ms,latency_p95_ms\nA,0.9,400,1200\n";

Outcome latency(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"latency", "case"});
  return run(files, options);
}

Json result_of(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--format", "json", "--quiet"});
  return Json::parse(latency(files, options).out)["result"];
}

const Json& family(const Json& result, const std::string& name) {
  for (const auto& f : result["families"])
    if (f["family"] == name) return f;
  throw std::out_of_range(name);
}

}  // namespace

TEST_CASE("latency prints the published fits of eight arms") {
  const auto r = result_of({{"latency.csv", arms}});
  // R 4.2: glm(cbind(y, n - y) ~ log(t), binomial); floor and hinge by scipy.optimize
  const auto& plain = family(r, "log_logistic");
  CHECK(plain["parameters"][0]["value"].get<double>() == Approx(-9.07448949).epsilon(1e-8));
  CHECK(plain["parameters"][1]["value"].get<double>() == Approx(0.95674407).epsilon(1e-8));
  CHECK(plain["deviance"].get<double>() == Approx(99.028).margin(5e-4));
  CHECK(plain["df"].get<double>() == 6);
  CHECK(family(r, "floor_log_logistic")["deviance"].get<double>() == Approx(13.730).margin(5e-4));
  CHECK(family(r, "hinge")["loglik"].get<double>() == Approx(-4350.74447).margin(5e-6));
  CHECK(r["curve"]["family"] == "hinge");
  CHECK(r["options"].empty());
  CHECK(r["verdict"] == "hold");
}

TEST_CASE("latency reads at the latencies and shares that are asked for, and marks what it extrapolates") {
  const auto r = result_of({{"latency.csv", arms}}, {"--at", "500,5000", "--abandonment", "6%,0.5"});
  CHECK(r["abandonment_at"].size() == 2);
  CHECK_FALSE(r["abandonment_at"][0]["extrapolated"].get<bool>());
  CHECK(r["abandonment_at"][1]["extrapolated"].get<bool>());
  CHECK(r["latency_at"][0]["abandonment"] == 0.06);
  CHECK(r["latency_at"][1]["extrapolated"].get<bool>());
}

TEST_CASE("arms that rise and fall again raise an alarm that holds") {
  const std::string hump = "latency_ms,sessions,abandoned\n200,500,25\n400,500,40\n800,500,100\n1200,500,98\n2000,500,50\n3000,500,30\n";
  const auto r = result_of({{"latency.csv", hump}, {"options.csv", option}, {"assumptions.csv", "name,best\nmax_abandonment,90%\n"}});
  CHECK(r["findings"][0]["kind"] == "falls");
  CHECK(r["verdict"] == "hold");
}

TEST_CASE("a cache that answers nothing leaves the limit of measured requests as it is") {
  std::string samples = "option,latency_ms\n";
  for (int i = 1; i <= 400; ++i) samples += "A," + std::to_string(100 + i * 7 % 401) + "\n";
  const auto p99_high = [&](const std::string& cells) {
    return result_of({{"latency.csv", arms}, {"latency_samples.csv", samples}, {"options.csv", "option,accuracy,cached_p50_ms,cached_p99_ms,cache_hit\nA,0.9," + cells + "\n"}})["options"][0]["p99_high_ms"];
  };
  const auto without = p99_high(",,");
  CHECK(without.is_number());
  CHECK(p99_high("10,20,0") == without);
}

TEST_CASE("the gate of latency fails on stop, and with =bound on hold") {
  const Files slow{{"latency.csv", arms}, {"options.csv", option}, {"assumptions.csv", "name,best\nmax_abandonment,4%\n"}};
  CHECK(latency(slow, {"--gate"}).code == 1);
  const Files unlimited{{"latency.csv", arms}, {"options.csv", option}};
  CHECK(latency(unlimited, {"--gate"}).code == 0);
  CHECK(latency(unlimited, {"--gate=bound"}).code == 1);
}

TEST_CASE("a latency that parts all who leave from all who stay is refused, and nobody leaving is not") {
  CHECK(latency({{"latency.csv", "latency_ms,sessions,abandoned\n100,50,0\n200,50,0\n300,50,50\n400,50,50\n"}}).code == 4);
  const auto none = result_of({{"latency.csv", "latency_ms,sessions,abandoned\n100,500,0\n200,500,0\n300,500,0\n"}});
  CHECK(none["curve"]["family"] == "isotonic");
  CHECK(none["abandonment_at"].back()["high"].get<double>() > 0);
  CHECK(none["budget"].is_null());
}

TEST_CASE("nobody giving up is no evidence of patience") {
  CHECK(latency({{"latency.csv", "latency_s,outcome\n5,served\n9,served\n"}}).code == 4);
}

TEST_CASE("no effect of latency is said, and neither budget nor exchange rate rests on it") {
  const auto r = result_of({{"latency.csv", "latency_ms,sessions,abandoned\n200,500,21\n500,500,19\n900,500,20\n1500,500,20\n"}, {"options.csv", option}, {"assumptions.csv", "name,best\nmax_abandonment,8%\nvalue_per_session,1\n"}});
  CHECK_FALSE(r["evidence"]["effect_shown"].get<bool>());
  CHECK(r["budget"]["multiplier"].is_null());
  CHECK(r["exchange"].is_null());
}

TEST_CASE("single rows that look like moments of giving up raise an alarm that holds") {
  std::string rows = "latency_ms,abandoned\n";
  for (int i = 1; i <= 400; ++i) rows += std::to_string(i * 37 % 4001 + 1) + (i * 37 % 4001 < 1500 && i % 3 == 0 ? ",1\n" : ",0\n");
  const auto r = result_of({{"latency.csv", rows}});
  REQUIRE(r["findings"].size() >= 1);
  CHECK(r["findings"][0]["kind"] == "quits");
  CHECK(r["verdict"] == "hold");
}

TEST_CASE("a preset of other people is refused until that is accepted, and one without a curve always is") {
  const Files files{{"options.csv", option}};
  CHECK(latency(files, {"--preset", "video-startup"}).code == 4);
  const auto taken = result_of(files, {"--preset", "video-startup", "--other-population"});
  CHECK(taken["evidence"]["data"] == "published");
  CHECK(taken["abandonment_at"][0]["low"].is_null());
  CHECK(taken["options"][0]["abandonment"]["low"].is_null());
  CHECK(latency(files, {"--preset", "chat-answer", "--other-population"}).code == 4);
  CHECK(latency(files, {"--preset", "video-startupp"}).code == 2);
  CHECK(latency({{"latency.csv", arms}}, {"--preset", "video-startup", "--other-population"}).code == 2);
}

TEST_CASE("options of latency outside their domain are usage errors") {
  for (const auto& bad : std::vector<std::vector<std::string>>{{"--at", "-1"}, {"--at", "x"}, {"--at", ""}, {"--abandonment", "0"}, {"--abandonment", "120%"}, {"--data", "both"}, {"--data", "quits"}})
    CHECK(latency({{"latency.csv", arms}}, bad).code == 2);
}

TEST_CASE("the order of rows and the number of jobs do not change a bit of latency") {
  const std::string turned = "latency_ms,sessions,abandoned\n3000,2000,452\n200,2000,82\n1000,2000,112\n600,2000,85\n800,2000,80\n400,2000,78\n2000,2000,291\n1500,2000,205\n";
  const auto one = latency({{"latency.csv", arms}, {"options.csv", option}}, {"--jobs", "1", "--format", "json"}), three = latency({{"latency.csv", turned}, {"options.csv", option}}, {"--jobs", "3", "--format", "json"});
  CHECK(one.code == 0);
  CHECK(Json::parse(one.out)["result"] == Json::parse(three.out)["result"]);
}
