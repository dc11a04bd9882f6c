#include "premortem/analysis/calendar_explanation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "models/mode_builder.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/iso_date.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

/// Twenty weeks of a share that falls, of two cohorts, and a floor of the whole in line 2 of floors.csv and one of "new" in line 3.
Case falling() {
  Case subject;
  for (int i = 0; i < 20; ++i)
    for (const char* cohort : {"", "new"})
      subject.history.push_back({iso_date(20'000 + 7 * i), "accuracy", cohort, 0.93 - 0.0015 * i + 0.001 * (i * 7 % 11 - 5), 3000.0, {"history.csv", 2 * i + 2 + (*cohort ? 1 : 0), 0}});
  subject.floors = {{"accuracy", "", 0.88, {}, {}, {"floors.csv", 2, 0}}, {"accuracy", "new", 0.85, {}, 0.2, {"floors.csv", 3, 0}}};
  subject.leaves = {at(point_leaf("retrain_cost", 20e3, UnitKind::amount), "assumptions.csv", 2), at(point_leaf("breach_cost", 150e3, UnitKind::amount), "assumptions.csv", 3)};
  return subject;
}

bool says(const Explanation& e, const std::string& text) {
  return std::any_of(e.notes.begin(), e.notes.end(), [&](const auto& note) { return note.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("every name of the calendar explains itself: a value or the reason for none, a formula, and each name is one thing") {
  const auto subject = falling();
  const auto a = assess_calendar(subject, {});
  const auto names = explainable_calendar_names(subject, a);
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  CHECK(names.size() > 2 * 26 * 3);  // two metrics, 26 days, three numbers of each
  for (const auto& name : names) {
    INFO(name);
    const auto e = explain_calendar(subject, a, name);
    CHECK(e.name == name);
    CHECK((e.value.has_value() || !e.text.empty()) == e.why.empty());
    CHECK_FALSE(e.formula.empty());
    CHECK_FALSE(e.notes.empty());
  }
}

TEST_CASE("an explained date is that of the calendar, with its values, its limit and the costs it balances") {
  const auto subject = falling();
  const auto a = assess_calendar(subject, {});
  const auto& m = a.metrics.at(0);
  CHECK(explain_calendar(subject, a, "calendar.metrics.accuracy.breach.p50").text == iso_date(m.forecast->breach_p50.value()));
  CHECK(explain_calendar(subject, a, "metrics.accuracy.revalidate_by").text == iso_date(m.revalidate_by.value()));
  CHECK(explain_calendar(subject, a, "metrics.accuracy.drift_per_day").value == m.forecast->drift_per_day.value);
  CHECK(explain_calendar(subject, a, "metrics.accuracy.probability").value == m.forecast->days.back().probability_ever_beyond);
  const auto e = explain_calendar(subject, a, "metrics.accuracy.retrain_by");
  CHECK(e.text == iso_date(m.retrain_by.value()));
  REQUIRE(e.leaves.size() == 2);
  CHECK(e.leaves[1].label == "breach_cost");
  CHECK(says(e, "20 of history.csv"));
  CHECK(says(e, "(line 2) to " + iso_date(20'133) + " (line 40)"));
  CHECK(says(e, "at least 0.88 (floors.csv:2), tolerance 0.1"));
}

TEST_CASE("a cohort is explained by its own rows and its own floor") {
  const auto subject = falling();
  const auto a = assess_calendar(subject, {});
  const auto e = explain_calendar(subject, a, "metrics.accuracy (new).level");
  CHECK(e.value == a.metrics.at(1).forecast->level.value);
  CHECK(says(e, "(line 3) to " + iso_date(20'133) + " (line 41)"));
  CHECK(says(e, "at least 0.85 (floors.csv:3), tolerance 0.2"));
}

TEST_CASE("values before a retraining are not among those a number rests on") {
  auto subject = falling();
  subject.events = {{iso_date(20'000 + 7 * 8), "retrained", EventKind::retrain, {}}};
  const auto a = assess_calendar(subject, {});
  const auto e = explain_calendar(subject, a, "metrics.accuracy.level");
  CHECK(says(e, "12 of history.csv"));
  CHECK(says(e, "(8 before it are left out)"));
}

TEST_CASE("a metric with a floor and a ceiling has a name for each") {
  auto subject = falling();
  subject.floors = {{"accuracy", "", 0.88, {}, {}, {"floors.csv", 2, 0}}, {"accuracy", "", {}, 0.99, {}, {"floors.csv", 3, 0}}};
  const auto a = assess_calendar(subject, {});
  CHECK(says(explain_calendar(subject, a, "metrics.accuracy floor.level"), "at least 0.88 (floors.csv:2)"));
  CHECK(says(explain_calendar(subject, a, "metrics.accuracy_ceiling.level"), "at most 0.99 (floors.csv:3)"));
}

TEST_CASE("a date that does not exist is absent with the calendar's reason, and a drift that was set is said to be") {
  auto subject = falling();
  for (auto& p : subject.history) p.value = 0.93 + (p.value > 0.92 ? 1e-4 : 0);
  const auto still = assess_calendar(subject, {});
  const auto e = explain_calendar(subject, still, "metrics.accuracy.breach.p50");
  CHECK(e.text.empty());
  CHECK(e.why == still.metrics.at(0).forecast->why);
  CalendarSettings known;
  known.drift_per_day = {{"accuracy", -0.001}};
  const auto b = assess_calendar(falling(), known);
  CHECK(explain_calendar(falling(), b, "metrics.accuracy.drift_per_day").formula == "taken as known: --set drift_per_day");
  CHECK(explain_calendar(falling(), b, "metrics.accuracy.drift_per_day").value.value() == Approx(-0.001));
}

TEST_CASE("a name that the calendar does not have is answered with the nearest one") {
  const auto subject = falling();
  const auto a = assess_calendar(subject, {});
  CHECK_THROWS_WITH(explain_calendar(subject, a, "metrics.accuracy.breach.p51"), Catch::Contains("did you mean \"calendar.metrics.accuracy.breach.p"));
  CHECK_THROWS_AS(explain_calendar(subject, a, ""), UsageError);
}
