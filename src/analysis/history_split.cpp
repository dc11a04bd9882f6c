#include "analysis/history_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "premortem/core/iso_date.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

struct Dated {
  double day = 0, value = 0, n = 1;
};
using ByCohort = std::map<std::string, std::vector<Dated>>;

struct Metric {
  ByCohort cohorts;
  std::set<double> days;
  bool is_share = true, has_n = true;
};

std::map<std::string, Metric> metrics_of(const Case& subject) {
  std::map<std::string, Metric> metrics;
  for (const auto& h : subject.history) {
    const auto day = days_of(h.date);
    if (!day || (h.n && !(*h.n > 0))) continue;
    auto& m = metrics[h.metric];
    m.cohorts[h.cohort].push_back({static_cast<double>(*day), h.value, h.n.value_or(1)});
    m.days.insert(*day);
    if (h.value < 0 || h.value > 1) m.is_share = false;
    if (!h.n) m.has_n = false;
  }
  for (auto& [name, m] : metrics)  // all rows and their cohorts would count everything twice
    if (m.cohorts.size() > 1) m.cohorts.erase("");
  return metrics;
}

/// The last day of the first window, and the first of the second.
struct Windows {
  double before_until = 0, after_from = 0;
  bool are_of_rows = false;
};

std::optional<Windows> windows_of(const Metric& m, const DiagnosisEvidence& e) {
  const auto before = dates_of(*e.reference), after = dates_of(*e.current);
  if (before && after && before->high < after->low && *m.days.begin() <= before->high && *m.days.rbegin() >= after->low) return Windows{before->high, after->low, true};
  if (m.days.size() < 2) return std::nullopt;
  const auto quarter = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, m.days.size() / 4));
  return Windows{*std::next(m.days.begin(), quarter - 1), *std::prev(m.days.end(), quarter), false};
}

struct Pooled {
  double n = 0, value = 0;
  double excess = 0, df = 0;  ///< Pearson's statistic of the days against their mean
};

template <class In>
Pooled pooled(const std::vector<Dated>& points, const In& in) {
  Pooled p;
  for (const auto& x : points)
    if (in(x.day)) p.n += x.n, p.value += x.n * x.value, p.df += 1;
  if (p.n > 0) p.value /= p.n, p.df -= 1;
  const double variance = p.value * (1 - p.value);
  for (const auto& x : points)
    if (in(x.day) && variance > 0) p.excess += x.n * (x.value - p.value) * (x.value - p.value) / variance;
  return p;
}

bool is_lower_better(const Case& subject, const std::string& metric) {
  for (const auto& f : subject.floors)
    if (f.metric == metric) return f.ceiling.has_value();
  for (const char* word : {"false_", "error", "loss", "miss", "latency", "abandon", "complaint", "appeal", "brier"})
    if (metric.find(word) != std::string::npos) return true;
  return false;
}

std::string window_words(const Windows& w, const Metric& m) {
  const auto day = [](double d) { return iso_date(static_cast<std::int32_t>(d)); };
  return fmt::format("{} is compared from {} to {} and from {} to {}, {}.", "The history", day(*m.days.begin()), day(w.before_until), day(w.after_from), day(*m.days.rbegin()),
                     w.are_of_rows ? "as the rows are" : "the first and the last quarter of its dates");
}

std::optional<SplitEvidence> split_of_metric(const std::string& name, const Metric& m, const DiagnosisEvidence& e) {
  const auto windows = windows_of(m, e);
  if (!windows) return std::nullopt;
  std::vector<CohortLevels> levels;
  DecayTally tally;
  double excess = 0, df = 0;
  for (const auto& [cohort, points] : m.cohorts) {
    const auto b = pooled(points, [&](double d) { return d <= windows->before_until; }), a = pooled(points, [&](double d) { return d >= windows->after_from; });
    if (b.n + a.n == 0) continue;
    levels.push_back({cohort, b.n > 0 ? std::optional(b.value) : std::nullopt, a.n > 0 ? std::optional(a.value) : std::nullopt, b.n, a.n});
    excess += b.excess + a.excess, df += std::max(0.0, b.df) + std::max(0.0, a.df);
  }
  SplitEvidence found;
  found.split = decay_split(name, levels);
  found.split.lower_is_better = is_lower_better(*e.subject, name);
  if (m.is_share && m.has_n) {
    const double inflation = df > 0 ? std::max(1.0, excess / df) : 1;
    tally.has_cohorts = levels.size() > 1, tally.by = "history " + name;
    for (const auto& c : levels) {
      const auto cells = [&](std::optional<double> value, double n) { return DecayCells{value.value_or(0) * n / inflation, 0, (1 - value.value_or(0)) * n / inflation, 0}; };
      tally.cohorts.push_back(c.cohort), tally.before.push_back(cells(c.before, c.n_before)), tally.after.push_back(cells(c.after, c.n_after));
    }
    found = with_limits(std::move(found.split), tally, DecayMetric::recall, e.confidence, e.seed);
    CohortCounts all;
    for (const auto& c : found.split.counts) all.events_before += c.events_before, all.trials_before += c.trials_before, all.events_after += c.events_after, all.trials_after += c.trials_after;
    found.split.p_change = equal_shares_p(all.events_after / inflation, all.trials_after / inflation, all.events_before / inflation, all.trials_before / inflation);
    if (inflation > 1) found.split.cautions.push_back(fmt::format("From day to day {} varies {} times as much as its n explains; the limits are wider for it.", name, number_text(inflation, Rounding::nearest)));
  } else {
    found.split.change.why = m.has_n ? "it is not a share, so that its n does not say how it varies" : "n is missing in history.csv, so that every value counts alike and nothing says how it varies";
  }
  found.split.cautions.push_back(window_words(*windows, m));
  return found;
}

}  // namespace

std::vector<SplitEvidence> history_splits(const DiagnosisEvidence& e) {
  std::vector<SplitEvidence> found;
  for (const auto& [name, m] : metrics_of(*e.subject)) {
    try {
      if (auto split = split_of_metric(name, m, e)) found.push_back(std::move(*split));
    } catch (const Refusal&) {
      continue;  // one of its windows is empty
    }
  }
  return found;
}

}  // namespace premortem
