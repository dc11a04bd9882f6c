// The verb evaluate: what it reads, its exit codes, and its numbers against those of the harm job, whose origin is with each.
#include <catch2/catch.hpp>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

const std::string estimates =
    "name,low,best,high,shape,k,n,unit\n"
    "users,,1e7,,point,,,people\n"
    "high_risk,,,,beta,10,10000,share\n"
    "exposed,.02,.05,.10,pert,,,share\n"
    "irreversible,0.0517923,0.1,0.1930788,lognormal,,,share\n"
    "scale,.5,1,1.8,triangular,,,factor\n";
const std::string product = "name,formula,unit\nharmed,users*high_risk*exposed*irreversible*scale,people\n";

Files job(const std::string& quantities = product) { return {{"assumptions.csv", estimates}, {"quantities.csv", quantities}}; }

Files with(Files files, const std::string& name, const std::string& text) {
  files[name] = text;
  return files;
}

Outcome evaluate(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.begin(), {"evaluate", "case"});
  return run(files, options);
}

Json quantities_of(const Files& files, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--format", "json", "--quiet"});
  const auto outcome = evaluate(files, options);
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out)["result"]["quantities"];
}

/// A mode of 1,000,000 people of whom 3 of 1000 are hit and 2% to 10% of those hurt.
const Files refunds{{"failure_modes.csv", "failure_mode,description\nwrong refund,paid twice\n"},
                    {"harms.csv",
                     "failure_mode,stage,low,best,high,k,n,unit\n"
                     "wrong refund,users,,1e6,,,,people per year\n"
                     "wrong refund,wrong,,,,3,1000,share\n"
                     "wrong refund,hurt,.02,.05,.10,,,share\n"}};

const Files options{{"assumptions.csv", "name,best\nvolume_per_day,100000\npositive_rate,0.05\ncost_per_false_positive,30\ncost_per_false_negative,20\n"},
                    {"options.csv", "option,recall,precision,cost_per_year\nA,0.90,0.85,1000000\nB,0.855,0.88,600000\n"}};

}  // namespace

TEST_CASE("evaluate gives the harm job whatever the dependence within what theory allows") {
  const auto any = quantities_of(job())[0]["any_dependence"];
  // 4,000 slices of a chain of Frechet bounds give 609.8, which coarser slices only widen
  CHECK(any["p95"][1].get<double>() >= 609.8);
  CHECK(any["p95"][1].get<double>() <= 612);
  // a worst case of 543.5, found by rearrangement at many more rows: no dependence may be claimed to pass it
  CHECK(any["p95_found"].get<double>() < 543.5);
  CHECK(any["p95_found"].get<double>() > 535);
}

TEST_CASE("evaluate simulates the harm job within its standard error of quadrature") {
  const auto independent = quantities_of(job())[0]["independent"];
  // mean and quantiles of a convolution in log space, to 7 digits: 63.5528413, 17.6869, 52.4401, 146.8645
  CHECK(std::abs(independent["mean"].get<double>() - 63.5528413) < 4 * independent["mean_se"].get<double>());
  CHECK(std::abs(independent["p50"].get<double>() - 52.4401) < 4 * independent["p50_se"].get<double>());
  CHECK(std::abs(independent["p95"].get<double>() - 146.8645) < 4 * independent["p95_se"].get<double>());
  CHECK(std::abs(independent["p05"].get<double>() - 17.6869) < 4 * independent["p05_se"].get<double>());
  CHECK(independent["p95_se"].get<double>() < 1);
}

TEST_CASE("evaluate reads nested: the point in the bound, the simulated quantiles in those of any dependence") {
  const auto q = quantities_of(job())[0];
  CHECK((q["bound"]["low"] <= q["point"] && q["point"] <= q["bound"]["high"]));
  for (const char* p : {"p05", "p50", "p95"}) {
    INFO(p);
    CHECK(q["any_dependence"][p][0] <= q["independent"][p]);
    CHECK(q["independent"][p] <= q["any_dependence"][p][1]);
  }
  CHECK((q["bound"]["low"] <= q["independent"]["p05"] && q["independent"]["p95"] <= q["bound"]["high"]));
  CHECK(q["correlated"].is_null());
  CHECK_THAT(q["correlated_why"].get<std::string>(), Catch::Contains("correlations.csv"));
}

TEST_CASE("evaluate takes the names that follow the case, in the case's order") {
  const std::string three = "name,formula\na,users*2\nb,users*3\nc,users*4\n";
  const auto names = [&](const std::vector<std::string>& wanted) {
    std::vector<std::string> got;
    for (const auto& q : quantities_of(job(three), wanted)) got.push_back(q["name"]);
    return got;
  };
  CHECK(names({}) == std::vector<std::string>{"a", "b", "c"});
  CHECK(names({"b"}) == std::vector<std::string>{"b"});
  CHECK(quantities_of(job(three), {"b"})[0] == quantities_of(job(three))[1]);
}

TEST_CASE("a name that quantities.csv has not is refused with the nearest one") {
  const auto outcome = evaluate(job(), {"harmd"});
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err == "premortem: quantities.csv has no \"harmd\"; did you mean \"harmed\"?\n");
  CHECK(outcome.unchanged);
}

TEST_CASE("a formula that cannot be read is refused at its cell and its character") {
  const auto refused = [](const std::string& row) {
    const auto outcome = evaluate(job("name,formula,unit\n" + row + "\n"));
    CHECK(outcome.code == 3);
    CHECK(outcome.out.empty());
    CHECK(outcome.unchanged);
    return outcome.err;
  };
  CHECK(refused("harmed,users*high_risk*exposd,people") == "quantities.csv:2:2: error[name]: at character 17: nothing is named \"exposd\"; did you mean \"exposed\"?\n1 error\n");
  CHECK(refused("harmed,users*(high_risk,people") == "quantities.csv:2:2: error[formula]: at character 7: this parenthesis is not closed; write ) where it ends\n1 error\n");
  CHECK_THAT(refused("harmed,users*,people"), Catch::StartsWith("quantities.csv:2:2: error[formula]: "));
  CHECK_THAT(refused("harmed,,people"), Catch::StartsWith("quantities.csv:2:2: error["));
}

TEST_CASE("a quantity that rests on itself is refused") {
  const auto outcome = evaluate(job("name,formula\na,b+1\nb,a+1\n"));
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Catch::Contains("quantities.csv:"));
}

TEST_CASE("a case without quantities has nothing to evaluate, and says which file would have some") {
  const auto outcome = evaluate({{"assumptions.csv", estimates}});
  CHECK(outcome.code == 4);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Catch::Contains("quantities.csv"));
}

TEST_CASE("a formula takes the result of a model, and of a failure mode its estimates too") {
  const auto harm = Json::parse(run(refunds, {"harm", "case", "--format", "json", "--quiet"}).out)["result"]["failure_modes"][0]["harmed"];
  const auto q = quantities_of(with(refunds, "quantities.csv", "name,formula\nlimit,harm.wrong_refund.harmed.bound.high\nquoted,\"\"\"harm.wrong refund.harmed.bound.high\"\"\"\ntwice,2*harm.wrong_refund.harmed\n"));
  CHECK(q[0]["point"] == harm["bound"]["high"]);
  CHECK(q[1]["point"] == harm["bound"]["high"]);
  // a chain of its own estimates: every reading doubles
  CHECK(q[2]["point"].get<double>() == Approx(2 * harm["point"].get<double>()).epsilon(1e-12));
  CHECK(q[2]["bound"]["high"].get<double>() == Approx(2 * harm["bound"]["high"].get<double>()).epsilon(1e-9));
  CHECK(q[2]["independent"]["p95"].get<double>() == Approx(2 * harm["independent"]["p95"].get<double>()).epsilon(1e-9));
}

TEST_CASE("a formula takes the cost of an option, and says of what there is none") {
  const auto q = quantities_of(with(options, "quantities.csv", "name,formula\nsaved,tradeoff.options.A.cost_per_year - tradeoff.options.B.cost_per_year\nnone,tradeoff.recommended.cost_per_year\n"));
  CHECK(q[0]["point"] == 400000);
  CHECK(q[1]["point"].is_null());
  CHECK(q[1]["bound"].is_null());
  CHECK_THAT(q[1]["point_why"].get<std::string>(), Catch::Contains("predictions.csv"));
}

TEST_CASE("evaluate with --set shows base, changed and difference, and what scales with an estimate scales") {
  const auto outcome = evaluate(job(), {"--set", "users=2e7", "--format", "json", "--quiet"});
  REQUIRE(outcome.code == 0);
  const auto r = Json::parse(outcome.out)["result"];
  CHECK(r["set"] == Json({"users=2e7"}));
  const auto base = quantities_of(job())[0];
  CHECK(r["base"]["quantities"][0] == base);
  const auto& changed = r["quantities"][0];
  CHECK(changed["point"].get<double>() == 2 * base["point"].get<double>());  // a factor of two changes no digit
  CHECK(changed["independent"]["p95"].get<double>() == 2 * base["independent"]["p95"].get<double>());
  CHECK(changed["any_dependence"]["p95"][1].get<double>() == 2 * base["any_dependence"]["p95"][1].get<double>());
  bool seen = false;
  for (const auto& d : r["difference"])
    if (d["name"] == "evaluate.harmed.point") {
      seen = true;
      CHECK(d["difference"].get<double>() == d["changed"].get<double>() - d["base"].get<double>());
    }
  CHECK(seen);
  CHECK(evaluate(job(), {"--set", "user=2e7"}).code == 2);
}

TEST_CASE("evaluate explains a limit by its estimates and their cells") {
  const auto outcome = evaluate(job(), {"--explain", "harmed.bound.high"});
  REQUIRE(outcome.code == 0);
  const auto limit = quantities_of(job())[0]["bound"]["high"].get<double>();
  CHECK_THAT(outcome.out, Catch::StartsWith("evaluate.harmed.bound.high = "));
  CHECK(std::stod(outcome.out.substr(outcome.out.find('=') + 1)) == Approx(limit).epsilon(1e-12));
  for (const char* cell : {"assumptions.csv:2:3 best = 1e7", "assumptions.csv:3:6 k = 10", "assumptions.csv:4:4 high = .10", "assumptions.csv:6:2 low = .5"}) CHECK_THAT(outcome.out, Catch::Contains(cell));
  CHECK(evaluate(job(), {"--explain", "evaluate.harmed.bound.high"}).out == outcome.out);
  CHECK(evaluate(job(), {"--explain", "harmed.bound.hihg"}).code == 2);
}

TEST_CASE("evaluate says the same in every form") {
  const auto q = quantities_of(job())[0];
  const auto csv = evaluate(job(), {"--format", "csv", "--quiet"}).out;
  CHECK_THAT(csv, Catch::StartsWith("quantity,unit,formula,point,"));
  const auto number = [](const Json& x) { return x.dump(); };
  for (const auto& x : {q["point"], q["bound"]["high"], q["independent"]["p95"], q["any_dependence"]["p95"][1]}) CHECK_THAT(csv, Catch::Contains("," + number(x) + ","));
  const auto md = evaluate(job(), {"--format", "md", "--quiet"}).out;
  CHECK_THAT(md, Catch::Contains("| harmed | people | 48.3 | 2.19 to 674 |"));
  CHECK_THAT(md, Catch::Contains("users\\*high\\_risk"));  // or the stars would set it in italics
  const auto table = evaluate(job(), {"--quiet"});
  CHECK_THAT(table.out, Catch::Contains("2.19 to 674"));
  CHECK(table.err.empty());
  CHECK(evaluate(job(), {"--format", "html"}).code == 2);
}

TEST_CASE("evaluate bounds by the evidence, which an independent product of its limits shows") {
  const auto bound = quantities_of(job())[0]["bound"];
  // scipy 1.10: beta(10, 9990), and the lognormal through the stated 5% and 95%, at 2.5% and 97.5%; the stated limits of the others
  CHECK(bound["high"].get<double>() == Approx(1e7 * 0.00170796048 * 0.1 * 0.2190149624 * 1.8).epsilon(1e-6));
  CHECK(bound["low"].get<double>() == Approx(1e7 * 0.00047968770 * 0.02 * 0.0456589588 * 0.5).epsilon(1e-6));
  CHECK(bound["basis"] == "belief");
}

TEST_CASE("correlations.csv adds the reading in which estimates go together, and changes no other") {
  const auto base = quantities_of(job())[0];
  const auto q = quantities_of(with(job(), "correlations.csv", "a,b,rank_correlation\nhigh_risk,exposed,0.6\n"))[0];
  REQUIRE(q["correlated"].is_object());
  CHECK(q["correlated"]["p95"].get<double>() > base["independent"]["p95"].get<double>() + 5);  // factors that rise together spread a product
  CHECK(q["correlated"]["p05"].get<double>() < base["independent"]["p05"].get<double>() - 1);
  CHECK(q["correlated"]["mean"].get<double>() > base["independent"]["mean"].get<double>() + 1);
  for (const char* reading : {"independent", "any_dependence", "bound", "point"}) CHECK(q[reading] == base[reading]);
  CHECK(q["correlated"]["p95"].get<double>() <= q["any_dependence"]["p95"][1].get<double>());
}

TEST_CASE("a correlation of what is no estimate is refused at its cell, and one that no distribution has is told as that") {
  const auto unknown = evaluate(with(job(), "correlations.csv", "a,b,rank_correlation\nhigh_risk,expsed,0.6\n"));
  CHECK(unknown.code == 3);
  CHECK(unknown.err == "correlations.csv:2:2: error[name]: nothing is named \"expsed\"; did you mean \"exposed\"?\n1 error\n");
  const auto q = quantities_of(with(job(), "correlations.csv", "a,b,rank_correlation\nhigh_risk,exposed,0.9\nexposed,scale,0.9\nhigh_risk,scale,-0.9\n"))[0];
  CHECK(q["correlated"].is_null());
  CHECK_THAT(q["correlated_why"].get<std::string>(), Catch::Contains("no joint distribution has these rank correlations"));
  CHECK(q["independent"]["p95"].is_number());
}

TEST_CASE("a formula that has no value somewhere says in each reading why, and the others keep theirs") {
  const auto q = quantities_of(job("name,formula\nnone,log(users-1e7)\nall,users+1\nopposite,users/(exposed-0.06)\n"));
  CHECK(q[0]["point"].is_null());
  CHECK(q[0]["bound"].is_null());
  CHECK_FALSE(q[0]["bound_why"].get<std::string>().empty());
  CHECK(q[0]["independent"].is_null());
  CHECK(q[1]["point"] == 10000001);
  CHECK(q[2]["bound"].is_null());  // a divisor with 0 inside
  CHECK(q[2]["point"].get<double>() == Approx(1e7 / -0.01).epsilon(1e-12));
}

TEST_CASE("evaluate gives the same bytes with any number of threads, and other samples with another seed") {
  const auto one = evaluate(job(), {"--jobs", "1", "--format", "json"}).out;
  for (const char* jobs : {"2", "3", "8"}) CHECK(evaluate(job(), {"--jobs", jobs, "--format", "json"}).out == one);
  const auto a = quantities_of(job())[0], b = quantities_of(job(), {"--seed", "2"})[0];
  CHECK(a["independent"] != b["independent"]);
  CHECK(a["bound"] == b["bound"]);
}

TEST_CASE("evaluate writes to a file once, and over one with --force only") {
  const Workplace place(job());
  const std::vector<std::string> command{"evaluate", "case", "--format", "json", "--quiet", "-o", "q.json"};
  CHECK(run(place, command).code == 0);
  const auto written = place.read("q.json");
  CHECK(Json::parse(written)["verb"] == "evaluate");
  const auto again = run(place, command);
  CHECK(again.code == 2);
  CHECK(again.unchanged);
  auto forced = command;
  forced.push_back("--force");
  CHECK(run(place, forced).code == 0);
  CHECK(place.read("q.json") == written);
}
