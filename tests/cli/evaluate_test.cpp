// The verb evaluate: its readings against those of the harm job, whose origin is with each, what it reads and what it refuses.
#include <catch2/catch.hpp>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/evaluate_run.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

TEST_CASE("evaluate gives the harm job whatever the dependence within what theory allows") {
  const auto any = quantities_of(harm_job)[0]["any_dependence"];
  // 4,000 slices of a chain of Frechet bounds give 609.8, which coarser slices only widen
  CHECK(any["p95"][1].get<double>() >= 609.8);
  CHECK(any["p95"][1].get<double>() <= 612);
  // a worst case of 543.5, found by rearrangement at many more rows: no dependence may be claimed to pass it
  CHECK(any["p95_found"].get<double>() < 543.5);
  CHECK(any["p95_found"].get<double>() > 535);
}

TEST_CASE("evaluate simulates the harm job within its standard error of quadrature") {
  const auto independent = quantities_of(harm_job)[0]["independent"];
  // mean and quantiles of a convolution in log space, to 7 digits: 63.5528413, 17.6869, 52.4401, 146.8645
  CHECK(std::abs(independent["mean"].get<double>() - 63.5528413) < 4 * independent["mean_se"].get<double>());
  CHECK(std::abs(independent["p50"].get<double>() - 52.4401) < 4 * independent["p50_se"].get<double>());
  CHECK(std::abs(independent["p95"].get<double>() - 146.8645) < 4 * independent["p95_se"].get<double>());
  CHECK(std::abs(independent["p05"].get<double>() - 17.6869) < 4 * independent["p05_se"].get<double>());
  CHECK(independent["p95_se"].get<double>() < 1);
}

TEST_CASE("evaluate reads nested: the point in the bound, the simulated quantiles in those of any dependence") {
  const auto q = quantities_of(harm_job)[0];
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
    for (const auto& q : quantities_of(job_with(three), wanted)) got.push_back(q["name"]);
    return got;
  };
  CHECK(names({}) == std::vector<std::string>{"a", "b", "c"});
  CHECK(names({"b"}) == std::vector<std::string>{"b"});
  CHECK(quantities_of(job_with(three), {"b"})[0] == quantities_of(job_with(three))[1]);
}

TEST_CASE("a name that quantities.csv has not is refused with the nearest one") {
  const auto outcome = evaluate(harm_job, {"harmd"});
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err == "premortem: quantities.csv has no \"harmd\"; did you mean \"harmed\"?\n");
  CHECK(outcome.unchanged);
}

TEST_CASE("a formula that cannot be read is refused at its cell and its character") {
  const auto refused = [](const std::string& row) {
    const auto outcome = evaluate(job_with("name,formula,unit\n" + row + "\n"));
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
  const auto outcome = evaluate(job_with("name,formula\na,b+1\nb,a+1\n"));
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Catch::Contains("quantities.csv:"));
}

TEST_CASE("a case without quantities has nothing to evaluate, and says which file would have some") {
  const auto outcome = evaluate({{"assumptions.csv", harm_job.at("assumptions.csv")}});
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
  const auto q = quantities_of(with(cheaper_option, "quantities.csv", "name,formula\nsaved,tradeoff.options.A.cost_per_year - tradeoff.options.B.cost_per_year\nnone,tradeoff.recommended.cost_per_year\n"));
  CHECK(q[0]["point"] == 400000);
  CHECK(q[1]["point"].is_null());
  CHECK(q[1]["bound"].is_null());
  CHECK_THAT(q[1]["point_why"].get<std::string>(), Catch::Contains("predictions.csv"));
}
