// The whole document of a trade-off is the same for lines with counts as for as many lines.
#include <catch2/catch.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "analysis/tradeoff_case.hpp"
#include "holds_for_all.hpp"
#include "models/counted_rows.hpp"
#include "premortem/report/tradeoff_report.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

std::string document_of(const ScoredRows& rows, const Assumptions& assumptions) {
  TradeoffResult result{tradeoff_case(rows, assumptions), {}};
  TradeoffSettings settings;
  settings.thresholds = {};
  result.assessment = assess_tradeoff(result.subject, settings);
  // Of averages as values a caution is said, which is no number.
  auto& cautions = result.assessment.cautions;
  cautions.erase(std::remove_if(cautions.begin(), cautions.end(), [](const auto& c) { return c.starts_with("A line's value"); }), cautions.end());
  return tradeoff_json({std::move(result), {}}, {});
}

ScoredRows lines_of(Draws& draws, bool arms, bool values) {
  ScoredRows rows;
  const int n = 5 + draws.below(40);
  rows.cohort.names = {"new", "old"};
  if (arms) rows.arm.names = {"off", "on"};
  for (int i = 0; i < n; ++i) {
    const double score = draws.below(21) / 20.;
    rows.score.push_back(score), rows.label.push_back(draws.chance(0.1 + 0.7 * score));
    rows.count.push_back(1 + static_cast<std::uint64_t>(draws.below(30)));
    rows.cohort.index.push_back(static_cast<std::uint32_t>(draws.below(2)));
    if (arms) rows.arm.index.push_back(static_cast<std::uint32_t>(draws.below(2)));
    if (values) rows.value.push_back(draws.below(5) * 7.3);
  }
  return rows;
}

const Assumptions priced{{"cost_per_false_positive", 1}, {"cost_per_false_negative", 4}, {"volume_per_day", 2e4}};

std::vector<Assumptions> all_terms() {
  auto certified = priced, reviewed = priced, by_value = priced;
  certified.emplace_back("min_recall", .6), certified.emplace_back("min_precision", .3);
  reviewed.emplace_back("cost_per_review", .3), reviewed.emplace_back("review_minutes", 4), reviewed.emplace_back("reviewers", 3);
  by_value.emplace_back("false_negative_cost_per_value", .5), by_value.emplace_back("positive_rate", .2);
  return {{}, priced, certified, reviewed, by_value, {{"min_recall", .6}, {"confidence_limit", .8}}};
}

}  // namespace

TEST_CASE("the JSON of a trade-off is the same to the last digit for counts, for repeated lines and for split ones in any order") {
  Draws draws(11);
  const auto terms = all_terms();
  for (int round = 0; round < 24; ++round) {
    const auto& assumptions = terms[static_cast<std::size_t>(round) % terms.size()];
    const bool values = round % terms.size() == 4 || draws.chance(.5);
    const auto lines = lines_of(draws, draws.chance(.5), values);
    INFO(round);
    const auto expected = document_of(repeated(lines), assumptions);
    CHECK(document_of(lines, assumptions) == expected);
    CHECK(document_of(split_and_permuted(lines, static_cast<unsigned>(round)), assumptions) == expected);
  }
}

TEST_CASE("a trade-off of ten billion rows in two thousand lines has limits as narrow as so many rows give") {
  ScoredRows rows;
  for (int k = 0; k < 1000; ++k)
    for (const int label : {0, 1}) rows.score.push_back(k / 1000.), rows.label.push_back(static_cast<std::uint8_t>(label)), rows.count.push_back(10000U * static_cast<unsigned>(label == 1 ? k + 1 : 1000 - k)), rows.cohort.index.push_back(static_cast<std::uint32_t>(k % 3));
  rows.cohort.names = {"a", "b", "c"};
  auto assumptions = priced;
  assumptions.emplace_back("min_recall", .6), assumptions.emplace_back("min_precision", .6);
  const auto begin = std::chrono::steady_clock::now();
  const auto a = assess_tradeoff(tradeoff_case(rows, assumptions), {});
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
  REQUIRE(a.rows);
  CHECK(a.rows->rows == 10'010'000'000);
  CHECK(a.rows->positives == 5'005'000'000);
  REQUIRE(a.rows->auc.limits);
  CHECK(a.rows->auc.limits->contains(*a.rows->auc.value));
  CHECK(a.rows->auc.limits->high - a.rows->auc.limits->low < 3e-5);
  REQUIRE(a.rows->recommended.exists);
  // Of k + 1 to 1001 - k parts, acting costs 1 and missing 4: it pays from a share of positives of 1/5 on; the shares asked
  // for are certified further up.
  CHECK(a.rows->certified.threshold);
  const auto& p = a.rows->recommended.point;
  CHECK(*p.precision.value >= .6);
  CHECK(p.precision.limits->high - p.precision.limits->low < 3e-5);
  REQUIRE(a.rows->recommended.bootstrap);
  CHECK(a.rows->recommended.bootstrap->high - a.rows->recommended.bootstrap->low <= .01);
}
