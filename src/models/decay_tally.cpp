#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/decay_split.hpp"

namespace premortem {
namespace {

bool is_counted(const WindowRows& rows, std::size_t i) {
  return !rows.score.empty() && !rows.label.empty() && !std::isnan(rows.score[i]) && rows.label[i] != WindowRows::not_labelled;
}

void add_row(DecayCells& cells, bool flagged, bool positive) {
  (flagged ? (positive ? cells.tp : cells.fp) : (positive ? cells.fn : cells.tn)) += 1;
}

/// Over all rows of the window, scored or not: the label does not know the score.
DoubleLabels double_labels(const WindowRows& rows) {
  DoubleLabels found;
  if (rows.label.empty() || rows.label_second.empty()) return found;
  for (std::size_t i = 0; i < rows.rows; ++i) {
    if (rows.label[i] == WindowRows::not_labelled || rows.label_second[i] == WindowRows::not_labelled) continue;
    found.rows += 1, found.differ += rows.label[i] != rows.label_second[i] ? 1 : 0;
  }
  return found;
}

template <class CohortOf>
void count(const WindowRows& rows, double threshold, const CohortOf& cohort_of, std::vector<DecayCells>& cells) {
  for (std::size_t i = 0; i < rows.rows; ++i)
    if (is_counted(rows, i)) add_row(cells[cohort_of(i)], rows.score[i] >= threshold, rows.label[i] == 1);
}

/// Cohorts of which no row is counted say nothing.
void drop_empty(DecayTally& tally) {
  DecayTally kept = tally;
  kept.cohorts.clear(), kept.before.clear(), kept.after.clear();
  for (std::size_t c = 0; c < tally.cohorts.size(); ++c) {
    if (tally.before[c].rows() + tally.after[c].rows() == 0) continue;
    kept.cohorts.push_back(tally.cohorts[c]), kept.before.push_back(tally.before[c]), kept.after.push_back(tally.after[c]);
  }
  tally = std::move(kept);
}

void count_cohorts(const WindowRows& rows, double threshold, const std::vector<std::string>& names, std::vector<DecayCells>& cells) {
  cells.resize(names.size());
  std::vector<std::size_t> place;
  for (const auto& name : rows.cohort.names) place.push_back(static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) - names.begin()));
  count(rows, threshold, [&](std::size_t i) { return place[rows.cohort.index[i]]; }, cells);
}

std::vector<double> counted_scores(const WindowRows& rows) {
  std::vector<double> scores;
  for (std::size_t i = 0; i < rows.rows; ++i)
    if (is_counted(rows, i)) scores.push_back(rows.score[i]);
  std::sort(scores.begin(), scores.end());
  return scores;
}

/// Ascending and distinct; a score belongs to the bin that begins at the last edge not above it.
std::vector<double> bin_edges(const WindowRows& reference, double threshold, int bins) {
  const auto scores = counted_scores(reference);
  std::vector<double> edges{threshold};
  for (int i = 1; i < bins && !scores.empty(); ++i) edges.push_back(scores[scores.size() * static_cast<std::size_t>(i) / static_cast<std::size_t>(bins)]);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::string bin_name(const std::vector<double>& edges, std::size_t bin) {
  if (bin == 0) return fmt::format("below {:.4g}", edges.front());
  if (bin == edges.size()) return fmt::format("{:.4g} and more", edges.back());
  return fmt::format("{:.4g} to {:.4g}", edges[bin - 1], edges[bin]);
}

}  // namespace

DecayTally decay_tally(const WindowRows& reference, const WindowRows& current, double threshold) {
  DecayTally tally;
  tally.double_before = double_labels(reference), tally.double_after = double_labels(current);
  tally.has_cohorts = !reference.cohort.empty() && !current.cohort.empty();
  if (!tally.has_cohorts) {
    tally.cohorts = {""}, tally.before.resize(1), tally.after.resize(1);
    const auto only = [](std::size_t) { return std::size_t{0}; };
    count(reference, threshold, only, tally.before), count(current, threshold, only, tally.after);
    return tally;
  }
  tally.cohorts = reference.cohort.names;
  tally.cohorts.insert(tally.cohorts.end(), current.cohort.names.begin(), current.cohort.names.end());
  std::sort(tally.cohorts.begin(), tally.cohorts.end());
  tally.cohorts.erase(std::unique(tally.cohorts.begin(), tally.cohorts.end()), tally.cohorts.end());
  count_cohorts(reference, threshold, tally.cohorts, tally.before), count_cohorts(current, threshold, tally.cohorts, tally.after);
  drop_empty(tally);
  return tally;
}

DecayTally score_tally(const WindowRows& reference, const WindowRows& current, double threshold, int bins) {
  if (bins < 1) throw DomainError(fmt::format("bins is {}; at least one is needed", bins));
  DecayTally tally;
  tally.by = "score", tally.has_cohorts = true;
  tally.double_before = double_labels(reference), tally.double_after = double_labels(current);
  const auto edges = bin_edges(reference, threshold, bins);
  tally.before.resize(edges.size() + 1), tally.after.resize(edges.size() + 1);
  for (std::size_t b = 0; b <= edges.size(); ++b) tally.cohorts.push_back(bin_name(edges, b));
  const auto bin_of = [&](const WindowRows& rows) {
    return [&edges, &rows](std::size_t i) { return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), rows.score[i]) - edges.begin()); };
  };
  count(reference, threshold, bin_of(reference), tally.before), count(current, threshold, bin_of(current), tally.after);
  drop_empty(tally);
  return tally;
}

}  // namespace premortem
