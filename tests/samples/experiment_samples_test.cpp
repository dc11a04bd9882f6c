// Samples in which an experiment, or the rows a model was judged on, are not to be believed.
#include <catch2/catch.hpp>

#include <stdexcept>

#include "premortem/analysis/experiment_assessment.hpp"
#include "premortem/input/case_folder.hpp"
#include "samples/tradeoff_sample.hpp"

using namespace premortem;

namespace {

ExperimentAssessment experiment_of(const std::string& name) {
  CaseRequest request;
  request.path = std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + name;
  return assess_experiment(read_case(request), {});
}

double number_of(const ExperimentCheck& check, const std::string& name) {
  for (const auto& [own, value] : check.numbers)
    if (own == name) return value;
  throw std::out_of_range(name);
}

double auc_of(const std::string& name) { return testing::tradeoff_of(name).assessment.rows->auc.value.value(); }

}  // namespace

TEST_CASE("leakage-autopsy: scores made after the answer was known are counted, and hold the verdict") {
  const auto a = experiment_of("leakage-autopsy");
  REQUIRE(a.checks.size() == 1);
  CHECK(a.checks[0].kind == "leakage");
  CHECK(a.checks[0].is_alarm);
  // counted with awk: of 420 rows 49 have date > label_date, all of them positive
  CHECK(number_of(a.checks[0], "compared") == 420);
  CHECK(number_of(a.checks[0], "late") == 49);
  CHECK(a.decision.verdict == Verdict::hold);
}

TEST_CASE("leakage-autopsy: without the rows that came too late nothing is held, and most of the AUC is gone") {
  const auto a = experiment_of("leakage-autopsy/before-the-label");
  REQUIRE(a.checks.size() == 1);
  CHECK(number_of(a.checks[0], "late") == 0);
  CHECK(a.checks[0].answer.find("8 fell on the same day") != std::string::npos);
  CHECK(a.decision.verdict == Verdict::ship);
  // scipy 1.10: mannwhitneyu(positives, negatives).statistic / (75 * 345), and / (26 * 345)
  CHECK(auc_of("leakage-autopsy") == Approx(0.8899710144927537).epsilon(1e-12));
  CHECK(auc_of("leakage-autopsy/before-the-label") == Approx(0.6866220735785953).epsilon(1e-12));
}
