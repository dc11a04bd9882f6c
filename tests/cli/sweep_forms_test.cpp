// The forms of a sweep, its sensitivities and its break-even, from outside.
#include <catch2/catch.hpp>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

Json result_of(const Files& files, const std::vector<std::string>& options) {
  const auto outcome = sweep(files, options, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"];
}

const Json& named(const Json& sensitivity, const std::string& name) {
  for (const auto& s : sensitivity)
    if (s["name"] == name) return s;
  throw std::out_of_range(name);
}

const Files hostile = [] {
  Files files = cheaper_option;
  files["options.csv"] = "option,recall,precision,cost_per_year\n\"<script>alert(1)</script>\",0.90,0.85,1000000\n\"\"\" onmouseover=\"\"alert(2)\",0.855,0.88,600000\n";
  files["failure_modes.csv"] = "failure_mode,description\n<img src>,y\n";
  files["harms.csv"] = "failure_mode,stage,low,best,high,unit\n<img src>,users,,1000,,people\n<img src>,hit,1%,2%,3%,share\n";
  return files;
}();

}  // namespace

TEST_CASE("a page of a sweep takes nothing from outside and no text of the case as a part of itself") {
  for (const auto& options : std::vector<std::vector<std::string>>{
           {"--vary", "cost_per_false_positive=10,20,30", "--vary", "volume_per_day=x0.5,x1", "--output", "tradeoff.choice.option"},
           {"--vary", "options.<script>alert(1)</script>.cost_per_year=x1,x2", "--output", "tradeoff.choice.option"},
           {"--vary", "harms.<img src>.hit=1%,2%", "--output", "harm.<img src>.harmed.bound.high"}}) {
    const auto outcome = sweep(hostile, options, "html");
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto& html = outcome.out;
    CHECK_THAT(html, Catch::Contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"));
    for (const char* never : {"<script", "<img", "<link", "<iframe", "http://", "https://", "url(", "@import", "\" onmouseover"}) {
      INFO(never);
      CHECK(html.find(never) == std::string::npos);
    }
    CHECK(html.ends_with("</html>\n"));
  }
  const auto html = sweep(hostile, {"--vary", "cost_per_false_positive=10,20", "--output", "tradeoff.choice.option"}, "html").out;
  CHECK_THAT(html, Catch::Contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("a table of a sweep has a row for each value of its first name, and frames today's cell") {
  const auto out = sweep(harm_job, {"--vary", "users=1e6,1e7", "--vary", "exposed=x1,x2", "--output", "harmed.point"}).out;
  CHECK_THAT(out, Catch::StartsWith("Sweep: case (4 points, seed 1)\n"));
  CHECK_THAT(out, Catch::Contains("users \\ exposed      x1    x2\n1e6                4.83  9.67\n1e7              [48.3]  96.7\n[ ] today\n"));
  const auto md = sweep(harm_job, {"--vary", "users=1e6,1e7", "--vary", "exposed=x1,x2", "--output", "harmed.point"}, "md").out;
  CHECK_THAT(md, Catch::Contains("4.83") && Catch::Contains("96.7"));
}

TEST_CASE("cells that a spreadsheet would compute are text in the CSV of a sweep") {
  Files files = cheaper_option;
  files["options.csv"] = "option,recall,precision,cost_per_year\n=1+1,0.90,0.85,1000000\nB,0.855,0.88,600000\n";
  const auto rows = lines_of(sweep(files, {"--vary", "cost_per_false_positive=10,30", "--output", "tradeoff.choice.option"}, "csv").out);
  CHECK(rows.at(1) == "0,10,'=1+1");
  CHECK(rows.at(2) == "1,30,B");
}

TEST_CASE("a tornado moves each estimate to its ends, the widest first") {
  const auto r = result_of(harm_job, {"--sensitivity", "tornado", "--output", "harmed"});
  const auto& all = r["sensitivity"];
  REQUIRE(all.size() == 4);  // users is one value
  double before = INFINITY;
  for (const auto& s : all) {
    const double swing = s["high"].get<double>() - s["low"].get<double>();
    CHECK(swing <= before);
    before = swing;
  }
  const double point = r["sensitivity_of"]["point"];
  const auto& exposed = named(all, "exposed");
  CHECK(exposed["low"].get<double>() == Approx(point * .02 / .05).epsilon(1e-12));  // by hand: the product at one end of one factor
  CHECK(exposed["high"].get<double>() == Approx(point * .10 / .05).epsilon(1e-12));
  CHECK(named(all, "scale")["high"].get<double>() == Approx(point * 1.8).epsilon(1e-12));
  // the same by the verb that computes the output
  const auto by_hand = Json::parse(run(harm_job, {"evaluate", "case", "--set", "exposed=0.02", "--format", "json", "--quiet"}).out)["result"]["quantities"][0]["point"];
  CHECK(exposed["low"].get<double>() == by_hand.get<double>());
}

TEST_CASE("Sobol' indices of the harm job are those of its factors' moments") {
  const auto outcome = run(harm_job, {"sweep", "case", "--sensitivity", "sobol", "--output", "harmed", "--format", "json", "--quiet"});
  REQUIRE(outcome.code == 0);
  const auto all = Json::parse(outcome.out)["result"]["sensitivity"];
  struct Expected {
    const char* name;
    double first, total;
  };
  // a product of independent factors with squared coefficients of variation c: first c_i / (prod(1 + c) - 1), and
  // total first times prod over the others of (1 + c)
  for (const auto& e : {Expected{"high_risk", .210742, .282421}, {"exposed", .164823, .225343}, {"irreversible", .366063, .459794}, {"scale", .124957, .173887}}) {
    INFO(e.name);
    const auto& s = named(all, e.name);
    CHECK(s["first_order"].get<double>() == Approx(e.first).margin(.008));
    CHECK(s["total_order"].get<double>() == Approx(e.total).margin(.012));
    CHECK(s["first_order"].get<double>() < s["total_order"].get<double>());
  }
}

TEST_CASE("what measuring an estimate is worth is not said where no option rests on it") {
  CHECK(sweep(harm_job, {"--sensitivity", "evppi"}, "json").code == 4);
  CHECK(sweep(cheaper_option, {"--sensitivity", "evppi"}, "json").code == 4);  // nothing in it varies
}

TEST_CASE("what measuring an estimate is worth is its closed form within the standard error") {
  const Files files{{"feature.csv", "key,value\nperiod,year\ncurrency,USD\n"},
                    {"options.csv", "option,cost_per_year,value_per_year\nship,60,400\n"},
                    {"failure_modes.csv", "failure_mode,cost_per_harm\nwrong,1\n"},
                    {"harms.csv", "failure_mode,stage,best,k,n,shape,unit\nwrong,users,2400,,,,people per year\nwrong,hit,,2,32,beta,share\n"}};
  const auto outcome = run(files, {"sweep", "case", "--sensitivity", "evppi", "--format", "json", "--quiet"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto r = Json::parse(outcome.out)["result"];
  const auto& s = named(r["sensitivity"], "harms.wrong.hit");
  // E max(0, 2400 P - 340) of P ~ Beta(2, 30), by scipy 1.10: 150 sf(Beta(3, 30)) - 340 sf(Beta(2, 30)) at 340/2400
  CHECK(std::abs(s["evppi"].get<double>() - 4.11411682) < 4 * s["evppi_se"].get<double>());
  CHECK(s["evppi_se"].get<double>() < .2);
  CHECK(r["sensitivity_of"]["evpi"].get<double>() == Approx(s["evppi"].get<double>()).epsilon(1e-9));  // of the one that varies: knowing it is knowing all
}

TEST_CASE("break-even is where the output reaches the target, and the output there says so") {
  // linear in users: 2% of them at the best value
  const Files reached{{"assumptions.csv", "name,best,unit\nusers,1000,people\nexposed,2%,share\n"}, {"quantities.csv", "name,formula\nharmed,users*exposed\n"}};
  const auto r = result_of(reached, {"--break-even", "users=100:1e6", "--output", "harmed.point", "--target", "100"});
  CHECK(r["break_even"]["output"] == "harmed.point");
  const double users = r["break_even"]["value"];
  CHECK(users == Approx(5000).epsilon(1e-9));
  const auto there = Json::parse(run(reached, {"evaluate", "case", "--set", "users=" + std::to_string(users), "--format", "json", "--quiet"}).out)["result"]["quantities"][0]["point"];
  CHECK(there.get<double>() == Approx(100).epsilon(1e-9));
  const auto never = result_of(reached, {"--break-even", "users=100:1e6", "--output", "harmed.point", "--target", "1e9"});
  CHECK(never["break_even"]["value"].is_null());
  CHECK_THAT(never["reading"].get<std::string>(), Catch::Contains("does not reach"));
}
