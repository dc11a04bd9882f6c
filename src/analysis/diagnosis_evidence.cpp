#include "analysis/diagnosis_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/iso_date.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

bool has_broken_feed(const DiagnosisEvidence& e, const std::string& feature) {
  return std::any_of(e.gaps.begin(), e.gaps.end(), [&](const auto& g) { return g.feature == feature && is_broken_feed(g); });
}

bool is_of_window(const WindowRows& rows, const std::string& feature) { return rows.feature(feature) != nullptr; }

}  // namespace

std::vector<const KnownEvent*> events_between(const DiagnosisEvidence& e, bool of_model) {
  std::vector<const KnownEvent*> found;
  const auto before = dates_of(*e.reference), after = dates_of(*e.current);
  if (!before || !after) return found;
  for (const auto& event : e.subject->events) {
    const bool is_of_model = event.kind == EventKind::release || event.kind == EventKind::retrain;
    const auto day = days_of(event.date);
    if (day && is_of_model == of_model && *day > before->high && *day <= after->high) found.push_back(&event);
  }
  return found;
}

bool is_broken_feed(const CoverageGap& g) {
  if (!g.is_alarm && g.kind != GapKind::feature_lost && g.kind != GapKind::constant_now) return false;
  return g.kind == GapKind::constant_now || g.kind == GapKind::stale || g.kind == GapKind::feature_lost || g.kind == GapKind::type_changed || g.kind == GapKind::more_missing;
}

DriftTest feature_test(const DiagnosisEvidence& e) {
  DriftTest test;
  for (const auto& d : e.drift) {
    if (!d.cohort.empty() || !d.psi_p || !is_of_window(*e.reference, d.feature) || has_broken_feed(e, d.feature)) continue;
    ++test.features;
    if (test.p && *d.psi_p >= *test.p) continue;
    test.p = d.psi_p, test.feature = d.feature, test.psi = d.psi.value_or(0);
  }
  if (test.p) test.p = std::min(1.0, *test.p * static_cast<double>(test.features));
  return test;
}

DriftTest score_test(const DiagnosisEvidence& e) {
  for (const auto& d : e.drift)
    if (d.cohort.empty() && d.feature == "score" && d.psi_p) return {d.psi_p, "score", d.psi.value_or(0), 1};
  return {};
}

std::string why_no_score_test(const DiagnosisEvidence& e) {
  if (e.reference->score.empty() || e.current->score.empty()) return "One of the windows has no scores";
  for (const auto& d : e.drift)
    if (d.cohort.empty() && d.feature == "score" && !d.why.empty()) return "The scores cannot be compared: " + d.why;
  return "The scores of the two windows cannot be compared";
}

std::optional<double> cohort_share_p(const DiagnosisEvidence& e) {
  if (e.reference->cohort.empty() || e.current->cohort.empty()) return std::nullopt;
  std::vector<std::pair<std::string, std::pair<double, double>>> counts;
  for (const auto* window : {e.reference, e.current}) {
    for (const auto i : window->cohort.index) {
      const auto& name = window->cohort.names[i];
      auto at = std::lower_bound(counts.begin(), counts.end(), name, [](const auto& c, const auto& n) { return c.first < n; });
      if (at == counts.end() || at->first != name) at = counts.insert(at, {name, {0, 0}});
      (window == e.reference ? at->second.first : at->second.second) += 1;
    }
  }
  const double before = static_cast<double>(e.reference->rows), after = static_cast<double>(e.current->rows), all = before + after;
  constexpr double least_expected = 5;  // of a cell, from which chi-square is near its law
  double statistic = 0, df = -1, pooled_before = 0, pooled_after = 0;
  const auto add = [&](double b, double a) {
    if (b + a == 0) return;
    const double expected_before = (b + a) * before / all, expected_after = (b + a) * after / all;
    statistic += (b - expected_before) * (b - expected_before) / expected_before + (a - expected_after) * (a - expected_after) / expected_after, df += 1;
  };
  for (const auto& [name, c] : counts) {
    if ((c.first + c.second) * std::min(before, after) / all < least_expected) pooled_before += c.first, pooled_after += c.second;
    else add(c.first, c.second);
  }
  add(pooled_before, pooled_after);
  return df < 1 ? std::nullopt : std::optional(chi_square_survival(df, statistic));
}

std::optional<Interval> dates_of(const WindowRows& rows) {
  std::optional<Interval> dates;
  for (const auto d : rows.date) {
    if (d == WindowRows::no_day) continue;
    const double day = d;
    if (!dates) dates = Interval{day, day};
    dates->low = std::min(dates->low, day), dates->high = std::max(dates->high, day);
  }
  return dates;
}

std::string window_order(const WindowRows& reference, const WindowRows& current) {
  const auto before = dates_of(reference), after = dates_of(current);
  if (!before || !after || before->high < after->low) return "";
  if (before->low <= after->high) return "The two windows overlap in time: what changed between them is watered down.";
  const auto day = [](double d) { return iso_date(static_cast<std::int32_t>(d)); };
  return fmt::format("The two windows stand the wrong way round: reference.csv ({} to {}) is later than current.csv ({} to {}), so that every change is told backwards; exchange the two files.", day(before->low), day(before->high), day(after->low), day(after->high));
}

std::string points_text(const SplitPart& part) {
  if (!part.value) return "not known";
  if (!part.limits) return fmt::format("{:+.3g} points", 100 * *part.value);
  return fmt::format("{:+.3g} points ({:+.3g} to {:+.3g})", 100 * *part.value, 100 * part.limits->low, 100 * part.limits->high);
}

}  // namespace premortem
