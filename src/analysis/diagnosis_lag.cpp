#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/diagnosis_causes.hpp"
#include "premortem/core/iso_date.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

/// From an item to its label, of one label; those before their item say nothing of a delay.
std::vector<double> delays_of(const WindowRows& w, std::uint8_t label) {
  std::vector<double> days;
  for (std::size_t i = 0; i < w.rows; ++i) {
    if (w.label[i] != label || w.date[i] == WindowRows::no_day || w.label_date[i] == WindowRows::no_day || w.label_date[i] < w.date[i]) continue;
    days.push_back(static_cast<double>(w.label_date[i]) - w.date[i]);
  }
  std::sort(days.begin(), days.end());
  return days;
}

std::int32_t latest_of(const WindowRows& w) {
  std::int32_t latest = WindowRows::no_day;
  for (const auto* column : {&w.date, &w.label_date})
    for (const auto day : *column) latest = std::max(latest, day);
  return latest;
}

struct Negatives {
  double flagged = 0, rows = 0;
  void add(bool is_flagged) { rows += 1, flagged += is_flagged ? 1 : 0; }
  std::optional<double> rate() const { return rows > 0 ? std::optional(flagged / rows) : std::nullopt; }
};

bool has_dates(const WindowRows& w) { return !w.date.empty() && !w.label_date.empty() && !w.label.empty() && !w.score.empty(); }

}  // namespace

std::optional<std::int32_t> mature_until(const ReportingLag& lag) {
  const auto today = days_of(lag.as_of);
  if (!today || !lag.p90_days) return std::nullopt;
  return static_cast<std::int32_t>(std::floor(*today - *lag.p90_days));
}

ReportingLag reporting_lag(const DiagnosisEvidence& e, const std::optional<std::string>& as_of) {
  constexpr std::size_t least_delays = 20;
  ReportingLag lag;
  const auto &before = *e.reference, &now = *e.current;
  if (!has_dates(before) || !has_dates(now)) return lag.why = "how late labels come is not known; add date and label_date to both windows", lag;
  const auto delays = delays_of(before, 1);
  lag.delays = delays.size();
  if (delays.size() < least_delays) return lag.why = fmt::format("only {} positives of the reference have a date and a label_date", delays.size()), lag;
  const auto rank = [&](double q) { return delays[static_cast<std::size_t>(q * static_cast<double>(delays.size() - 1) + 0.5)]; };
  lag.p50_days = rank(0.5), lag.p90_days = rank(0.9);
  const auto today = as_of ? days_of(*as_of).value_or(latest_of(now)) : latest_of(now);
  if (today == WindowRows::no_day) return lag.why = "no current row has a date", lag;
  lag.as_of = iso_date(today);
  Negatives young, mature, reference;
  for (std::size_t i = 0; i < now.rows; ++i) {
    if (now.label[i] == WindowRows::not_labelled || now.date[i] == WindowRows::no_day || std::isnan(now.score[i])) continue;
    const bool is_young = static_cast<double>(today) - now.date[i] < *lag.p90_days;
    ++(is_young ? lag.young_rows : lag.mature_rows);
    if (now.label[i] == 0) (is_young ? young : mature).add(now.score[i] >= e.threshold);
  }
  for (std::size_t i = 0; i < before.rows; ++i)
    if (before.label[i] == 0 && !std::isnan(before.score[i])) reference.add(before.score[i] >= e.threshold);
  lag.young_false_positive_rate = young.rate(), lag.mature_false_positive_rate = mature.rate(), lag.reference_false_positive_rate = reference.rate();
  if (young.rows > 0 && mature.rows > 0) lag.p = fisher_more_p(young.flagged, young.rows, mature.flagged, mature.rows);
  return lag;
}

Judged reporting_lag_cause(const DiagnosisEvidence& e, const ReportingLag& lag) {
  Judged j{{"reporting_lag", "labels are not in yet", {}, {}, {}, {}, {}, "Wait until the labels are as old as nine in ten need, or compare rows of the same age."}};
  if (!lag.why.empty() || lag.young_rows + lag.mature_rows == 0) {
    j.cause.evidence_against.push_back(lag.why.empty() ? "no current row has a label and a date" : lag.why);
    return j.otherwise = CauseVerdict::cannot_tell, j;
  }
  const double share = static_cast<double>(lag.young_rows) / static_cast<double>(lag.young_rows + lag.mature_rows);
  const auto text = fmt::format("{} of the labelled current rows are younger on {} than the {:.3g} days by which nine in ten positives were known", percent(share), lag.as_of, *lag.p90_days);
  constexpr double matters = 0.1;  // as many as are late by the definition of the 90% quantile
  (share > matters ? j.cause.evidence_for : j.cause.evidence_against).push_back(text);
  if (!lag.p) {
    j.otherwise = share > matters ? CauseVerdict::possible : CauseVerdict::unlikely;
    if (share > matters) j.cause.evidence_against.push_back("There are no old and young current rows to compare");
    return j;
  }
  j.cause.p = std::max(*lag.p, change_test(e.by_cohort).p.value_or(1));
  (*lag.p <= e.alpha() ? j.cause.evidence_for : j.cause.evidence_against)
      .push_back(fmt::format("Of young negatives {} are flagged, of older ones {}, in the reference {}: p {}", percent(*lag.young_false_positive_rate), percent(*lag.mature_false_positive_rate),
                             lag.reference_false_positive_rate ? percent(*lag.reference_false_positive_rate) : "none", p_text(*lag.p)));
  const double risen = *lag.mature_false_positive_rate - lag.reference_false_positive_rate.value_or(0), young = *lag.young_false_positive_rate - lag.reference_false_positive_rate.value_or(0);
  if (*lag.p <= e.alpha() && risen > young / 2) j.at_most = CauseVerdict::possible, j.cause.evidence_against.push_back("Older rows rose by more than half as much, which no lag explains");
  return j;
}

}  // namespace premortem
