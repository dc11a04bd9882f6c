// The verb evaluate: its what-if, its forms, its correlations, and that nothing but the case decides its bytes.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/evaluate_run.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

TEST_CASE("evaluate with --set shows base, changed and difference, and what scales with an estimate scales") {
  const auto outcome = evaluate(harm_job, {"--set", "users=2e7", "--format", "json", "--quiet"});
  REQUIRE(outcome.code == 0);
  const auto r = Json::parse(outcome.out)["result"];
  CHECK(r["set"] == Json({"users=2e7"}));
  const auto base = quantities_of(harm_job)[0];
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
  CHECK(evaluate(harm_job, {"--set", "user=2e7"}).code == 2);
}

TEST_CASE("evaluate explains a limit by its estimates and their cells") {
  const auto outcome = evaluate(harm_job, {"--explain", "harmed.bound.high"});
  REQUIRE(outcome.code == 0);
  const auto limit = quantities_of(harm_job)[0]["bound"]["high"].get<double>();
  CHECK_THAT(outcome.out, Catch::StartsWith("evaluate.harmed.bound.high = "));
  CHECK(std::stod(outcome.out.substr(outcome.out.find('=') + 1)) == Approx(limit).epsilon(1e-12));
  for (const char* cell : {"assumptions.csv:2:3 best = 1e7", "assumptions.csv:3:6 k = 10", "assumptions.csv:4:4 high = .10", "assumptions.csv:6:2 low = .5"}) CHECK_THAT(outcome.out, Catch::Contains(cell));
  CHECK(evaluate(harm_job, {"--explain", "evaluate.harmed.bound.high"}).out == outcome.out);
  CHECK(evaluate(harm_job, {"--explain", "harmed.bound.hihg"}).code == 2);
}

TEST_CASE("evaluate says the same in every form") {
  const auto q = quantities_of(harm_job)[0];
  const auto csv = evaluate(harm_job, {"--format", "csv", "--quiet"}).out;
  CHECK_THAT(csv, Catch::StartsWith("quantity,unit,formula,point,"));
  const auto number = [](const Json& x) { return x.dump(); };
  for (const auto& x : {q["point"], q["bound"]["high"], q["independent"]["p95"], q["any_dependence"]["p95"][1]}) CHECK_THAT(csv, Catch::Contains("," + number(x) + ","));
  const auto md = evaluate(harm_job, {"--format", "md", "--quiet"}).out;
  CHECK_THAT(md, Catch::Contains("| harmed | people | 48.3 | 2.19 to 674 |"));
  CHECK_THAT(md, Catch::Contains("users\\*high\\_risk"));  // or the stars would set it in italics
  const auto table = evaluate(harm_job, {"--quiet"});
  CHECK_THAT(table.out, Catch::Contains("2.19 to 674"));
  CHECK(table.err.empty());
  CHECK(evaluate(harm_job, {"--format", "html"}).code == 2);
}

TEST_CASE("evaluate bounds by the evidence, which an independent product of its limits shows") {
  const auto bound = quantities_of(harm_job)[0]["bound"];
  // scipy 1.10: beta(10, 9990), and the lognormal through the stated 5% and 95%, at 2.5% and 97.5%; the stated limits of the others
  CHECK(bound["high"].get<double>() == Approx(1e7 * 0.00170796048 * 0.1 * 0.2190149624 * 1.8).epsilon(1e-6));
  CHECK(bound["low"].get<double>() == Approx(1e7 * 0.00047968770 * 0.02 * 0.0456589588 * 0.5).epsilon(1e-6));
  CHECK(bound["basis"] == "belief");
}

TEST_CASE("correlations.csv adds the reading in which estimates go together, and changes no other") {
  const auto base = quantities_of(harm_job)[0];
  const auto q = quantities_of(with(harm_job, "correlations.csv", "a,b,rank_correlation\nhigh_risk,exposed,0.6\n"))[0];
  REQUIRE(q["correlated"].is_object());
  CHECK(q["correlated"]["p95"].get<double>() > base["independent"]["p95"].get<double>() + 5);  // factors that rise together spread a product
  CHECK(q["correlated"]["p05"].get<double>() < base["independent"]["p05"].get<double>() - 1);
  CHECK(q["correlated"]["mean"].get<double>() > base["independent"]["mean"].get<double>() + 1);
  for (const char* reading : {"independent", "any_dependence", "bound", "point"}) CHECK(q[reading] == base[reading]);
  CHECK(q["correlated"]["p95"].get<double>() <= q["any_dependence"]["p95"][1].get<double>());
}

TEST_CASE("a correlation of what is no estimate is refused at its cell, and one that no distribution has is told as that") {
  const auto unknown = evaluate(with(harm_job, "correlations.csv", "a,b,rank_correlation\nhigh_risk,expsed,0.6\n"));
  CHECK(unknown.code == 3);
  CHECK(unknown.err == "correlations.csv:2:2: error[name]: nothing is named \"expsed\"; did you mean \"exposed\"?\n1 error\n");
  const auto q = quantities_of(with(harm_job, "correlations.csv", "a,b,rank_correlation\nhigh_risk,exposed,0.9\nexposed,scale,0.9\nhigh_risk,scale,-0.9\n"))[0];
  CHECK(q["correlated"].is_null());
  CHECK_THAT(q["correlated_why"].get<std::string>(), Catch::Contains("no joint distribution has these rank correlations"));
  CHECK(q["independent"]["p95"].is_number());
}

TEST_CASE("a formula that has no value somewhere says in each reading why, and the others keep theirs") {
  const auto q = quantities_of(job_with("name,formula\nnone,log(users-1e7)\nall,users+1\nopposite,users/(exposed-0.06)\n"));
  CHECK(q[0]["point"].is_null());
  CHECK(q[0]["bound"].is_null());
  CHECK_FALSE(q[0]["bound_why"].get<std::string>().empty());
  CHECK(q[0]["independent"].is_null());
  CHECK(q[1]["point"] == 10000001);
  CHECK(q[2]["bound"].is_null());  // a divisor with 0 inside
  CHECK(q[2]["point"].get<double>() == Approx(1e7 / -0.01).epsilon(1e-12));
}

TEST_CASE("evaluate gives the same bytes with any number of threads, and other samples with another seed") {
  const auto one = evaluate(harm_job, {"--jobs", "1", "--format", "json"}).out;
  for (const char* jobs : {"2", "3", "8"}) CHECK(evaluate(harm_job, {"--jobs", jobs, "--format", "json"}).out == one);
  const auto a = quantities_of(harm_job)[0], b = quantities_of(harm_job, {"--seed", "2"})[0];
  CHECK(a["independent"] != b["independent"]);
  CHECK(a["bound"] == b["bound"]);
}

TEST_CASE("evaluate writes to a file once, and over one with --force only") {
  const Workplace place(harm_job);
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
