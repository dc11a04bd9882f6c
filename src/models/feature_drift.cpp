#include "premortem/models/feature_drift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/in_parallel.hpp"
#include "models/drift_bins.hpp"
#include "models/window_columns.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/drift_measures.hpp"
#include "premortem/statistics/kolmogorov_smirnov.hpp"
#include "premortem/statistics/sort_numbers.hpp"
#include "premortem/statistics/wasserstein_floor.hpp"

namespace premortem {
namespace {

constexpr std::size_t least_rows = 20;  // two cells of ten

/// What a thread needs room for, kept from one feature to the next.
struct Room {
  std::vector<double> reference, current, spare;
};

/// The rows that are compared: all, or those of a cohort.
struct Stretch {
  std::string cohort;
  RowChoice reference, current;
};

/// Known values in ascending order.
void take_sorted(std::span<const double> column, const RowChoice& rows, std::vector<double>& values, std::vector<double>& spare) {
  values.clear();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const double x = column[rows.at(i)]; !std::isnan(x)) values.push_back(x);
  sort_numbers(values, spare);
}

std::string why_too_few(const FeatureDrift& d) {
  if (d.reference_rows >= least_rows && d.current_rows >= least_rows) return {};
  const bool in_reference = d.reference_rows < least_rows;
  return fmt::format("{} of the {} rows have a value, and fewer than {} show nothing", in_reference ? d.reference_rows : d.current_rows, in_reference ? "reference" : "current", least_rows);
}

void measure_cells(FeatureDrift& d, const BinnedCounts& counts) {
  const auto index = population_stability_index(counts.reference, counts.current);
  d.bins = index.bins;
  d.psi = index.psi, d.psi_debiased = index.debiased, d.psi_p = index.p_checked, d.psi_floor = index.null_95;
  d.js = jensen_shannon_divergence(counts.reference, counts.current).nats;
}

void measure_numbers(FeatureDrift& d, const ColumnPair& pair, const Stretch& rows, const WassersteinFloor& floor, Room& room) {
  take_sorted(pair.reference.numbers, rows.reference, room.reference, room.spare);
  take_sorted(pair.current.numbers, rows.current, room.current, room.spare);
  d.reference_rows = room.reference.size(), d.current_rows = room.current.size();
  d.why = why_too_few(d);
  if (!d.why.empty()) return;
  auto counts = binned_numbers(room.reference, room.current);
  add_missing(counts, static_cast<double>(rows.reference.size() - d.reference_rows), static_cast<double>(rows.current.size() - d.current_rows));
  const auto ks = kolmogorov_smirnov(room.reference, room.current);
  measure_cells(d, counts);
  d.ks = ks.statistic, d.ks_p = ks.p;
  const double distance = wasserstein_1(room.reference, room.current);
  const double by_chance = floor(d.feature + '\x1f' + d.cohort, room.reference, room.current);
  if (std::isfinite(distance)) d.wasserstein = distance;  // the difference of two numbers near the largest is not one
  if (std::isfinite(by_chance)) d.wasserstein_floor = by_chance;
}

void measure_words(FeatureDrift& d, const ColumnPair& pair, const Stretch& rows) {
  const auto words = word_counts(*pair.reference.words, rows.reference, *pair.current.words, rows.current);
  d.reference_rows = static_cast<std::size_t>(words.reference), d.current_rows = static_cast<std::size_t>(words.current);
  d.why = why_too_few(d);
  auto counts = binned_words(words);
  if (d.why.empty() && counts.all_rare) d.why = "no word is common enough to be counted: each is expected in fewer than 5 rows";
  if (!d.why.empty()) return;
  add_missing(counts, words.reference_missing, words.current_missing);
  measure_cells(d, counts);
}

FeatureDrift measured(const ColumnPair& pair, const Stretch& rows, const WassersteinFloor& floor, Room& room) {
  FeatureDrift d;
  d.feature = pair.name, d.cohort = rows.cohort, d.is_numeric = pair.is_numeric();
  if (pair.type_differs()) d.why = fmt::format("the reference holds {} and the current window {}", pair.reference.is_numeric() ? "numbers" : "words", pair.current.is_numeric() ? "numbers" : "words");
  else if (pair.reference.is_numeric() != pair.current.is_numeric()) d.why = fmt::format("the {} window has no value", pair.reference.has_values() ? "current" : "reference");
  else if (d.is_numeric) measure_numbers(d, pair, rows, floor, room);
  else measure_words(d, pair, rows);
  return d;
}

/// Row numbers of every cohort that either window has, in the order of the alphabet.
struct CohortRows {
  std::string cohort;
  std::vector<std::uint32_t> reference, current;
};

std::vector<CohortRows> cohort_rows(const WindowRows& reference, const WindowRows& current) {
  std::vector<CohortRows> all;
  for (const auto* window : {&reference, &current})
    for (const auto& name : window->cohort.names)
      if (!name.empty()) all.push_back({name, {}, {}});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.cohort < b.cohort; });
  all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.cohort == b.cohort; }), all.end());
  for (const bool is_reference : {true, false}) {
    const auto& column = is_reference ? reference.cohort : current.cohort;
    std::vector<std::vector<std::uint32_t>*> of(column.names.size(), nullptr);
    for (std::size_t i = 0; i < of.size(); ++i) {
      const auto found = std::lower_bound(all.begin(), all.end(), column.names[i], [](const auto& a, const std::string& name) { return a.cohort < name; });
      if (!column.names[i].empty()) of[i] = is_reference ? &found->reference : &found->current;
    }
    for (std::size_t row = 0; row < column.index.size(); ++row)
      if (auto* rows = of[column.index[row]]) rows->push_back(static_cast<std::uint32_t>(row));
  }
  return all;
}

void judge(std::vector<FeatureDrift>& all, double alpha) {
  std::vector<double> p;
  for (const auto& d : all)
    if (d.psi_p) p.push_back(*d.psi_p);
  const auto adjusted = benjamini_hochberg(p);
  auto next = adjusted.begin();
  for (auto& d : all) {
    if (!d.psi_p) continue;
    d.p_adjusted = *next++;
    d.listed = *d.p_adjusted <= alpha;
    d.alarm = *d.psi_p <= alpha / static_cast<double>(p.size());
  }
}

}  // namespace

std::vector<FeatureDrift> feature_drift(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings, bool by_cohort) {
  check_windows(reference, current, settings);
  const auto pairs = columns_of_both(reference, current);
  const auto cohorts = by_cohort ? cohort_rows(reference, current) : std::vector<CohortRows>{};
  std::vector<Stretch> stretches{{{}, {reference.rows, nullptr}, {current.rows, nullptr}}};
  for (const auto& c : cohorts) stretches.push_back({c.cohort, {reference.rows, &c.reference}, {current.rows, &c.current}});
  const WassersteinFloor floor(settings.seed, reference.rows + current.rows > WassersteinFloor::most_dealt);
  std::vector<FeatureDrift> all(pairs.size() * stretches.size());
  std::vector<Room> rooms(static_cast<std::size_t>(std::max(settings.jobs, 1)));
  in_parallel(all.size(), settings.jobs, [&](std::size_t i, std::size_t worker) {
    all[i] = measured(pairs[i % pairs.size()], stretches[i / pairs.size()], floor, rooms[worker]);
  });
  judge(all, 1 - settings.confidence);
  return all;
}

}  // namespace premortem
