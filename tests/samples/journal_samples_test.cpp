// The sample about what was expected and what came.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "premortem/analysis/journal_assessment.hpp"
#include "premortem/input/case_folder.hpp"
#include "premortem/input/hypothesis_hash.hpp"
#include "premortem/report/frozen_record.hpp"

using namespace premortem;

namespace {

const std::string folder = std::string(PREMORTEM_SOURCE_DIR) + "/samples/model-journal";

FrozenRecord sample_record() {
  std::ifstream in(folder + "/frozen-2026-06-30.json", std::ios::binary);
  return read_frozen_record({std::istreambuf_iterator<char>(in), {}}, "frozen-2026-06-30.json");
}

Case sample_case() { return read_case({folder, "hypotheses.csv", {}, {}}); }

}  // namespace

TEST_CASE("model-journal: the record is whole, by hashes that sha256sum agrees with") {
  const auto record = sample_record();
  Diagnostics diagnostics;
  check_hashes(record, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(record.hypotheses.size() == 12);
  // Python 3.11, hashlib, over the texts that docs/journal.md describes
  CHECK(record.sha256 == "5147ee872dc6fa253ecaa732de1325f639a83adcf9e9f0c26b78cdf668f822e0");
}

TEST_CASE("model-journal: as it was frozen the journal scores worse than a coin, as it stands better") {
  const Case subject = sample_case();
  const JournalSettings settings{0.95, subject.latest_date()};
  CHECK(settings.as_of == "2026-10-05");
  const auto now = assess_journal(subject, settings);
  CHECK(now.score->n == 10);
  CHECK(now.score->brier < 0.25);
  const auto frozen = assess_journal(subject, settings, sample_record());
  CHECK(frozen.score->n == 8);
  CHECK(frozen.score->held == 5);
  CHECK(frozen.score->brier == Approx(767.0 / 2560).epsilon(1e-13));  // Python fractions
  CHECK(frozen.uncounted == 3);  // churn, handle time and latency
  CHECK(frozen.brier_if_known->high == Approx(0.39994318181818184).epsilon(1e-13));
  CHECK(journal_gate(subject, frozen).broken == std::vector<std::string>{"\"latency\" was changed after freezing", "\"churn\" was due on 2026-09-30 and has no outcome", "\"handle time\" was removed after freezing"});
  CHECK(journal_gate(subject, frozen).unknown == std::vector<std::string>{"\"refund fraud\" was added after freezing"});
}

TEST_CASE("model-journal: four interventions in two quarters avoided what three of them say") {
  const auto a = assess_journal(sample_case(), {});
  REQUIRE(a.quarters.size() == 2);
  CHECK(a.quarters[1].quarter == "2026 Q3");
  CHECK(a.interventions.harm.low == 65);
  CHECK(a.interventions.harm.best == 167);
  CHECK(a.interventions.harm.high == 380);
  CHECK(a.interventions.harm.unstated == 1);
}
