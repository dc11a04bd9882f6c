#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/window_rows.hpp"

namespace premortem {

struct DriftSettings {
  double confidence = 0.95;  ///< alarms are at 1 - confidence over all features together
  std::uint64_t seed = 1;    ///< of permutations
  int jobs = 1;              ///< threads; the same bits for any number
};

/// How the values of one feature, or of the score, differ between two windows.
/// Cells of numbers end at the distinct deciles of the reference, the outermost ones open; a value that fills more than one part
/// has a cell of its own, and of a constant c they are (-inf, c] and (c, inf). Below 100 rows in the smaller window they are
/// so many fewer that each has ten. Words have a cell each. Cells that expect fewer than 5 rows in the smaller window, going by
/// both together, join a neighbour (numbers) or each other (words). Missing values are a cell where either window has one.
struct FeatureDrift {
  std::string feature, cohort;  ///< cohort empty: all rows
  bool is_numeric = true;
  std::size_t reference_rows = 0, current_rows = 0;  ///< with a value
  std::string why;              ///< why nothing was measured (fewer than 20 values, another type, rare words); empty: it was
  int bins = 0;                 ///< of PSI and Jensen-Shannon, after empty ones were merged
  std::optional<double> psi, psi_debiased;
  std::optional<double> psi_floor;  ///< 95% quantile without drift: chi-square_{B-1} times (1/N + 1/M)
  std::optional<double> psi_p;  ///< StabilityIndex::p_checked: PSI's law or Pearson's test, whichever is larger
  std::optional<double> js;         ///< Jensen-Shannon divergence, nats
  std::optional<double> ks, ks_p;   ///< numeric only; exact with ties up to a million pairs of rows, else conservative
  std::optional<double> wasserstein;        ///< in units of the feature; numeric only
  std::optional<double> wasserstein_floor;  ///< 95% quantile without drift (WassersteinFloor)
  std::optional<double> p_adjusted; ///< of psi_p, Benjamini-Hochberg over all rows of the list
  bool listed = false;              ///< p_adjusted <= 1 - confidence
  bool alarm = false;               ///< psi_p <= (1 - confidence) / number of measured rows of the list (Bonferroni)
};

enum class GapKind { weekdays_missing, constant_now, stale, new_words, lost_words, unsupported, more_missing, feature_lost, feature_new, type_changed };

/// "weekdays_missing", "constant_now", ...: as in JSON.
std::string gap_name(GapKind kind);

/// Something in the current window that the reference does not cover, or the reverse.
struct CoverageGap {
  GapKind kind = GapKind::unsupported;
  std::string feature;   ///< empty: the rows themselves
  double share = 0;      ///< of current rows it concerns; 0 where that has no meaning
  std::string message;   ///< one sentence
  bool is_alarm = false; ///< current rows are judged without anything like them in the reference
};

// What counts as a gap, and as an alarm; "by chance" is at 1 - confidence, shared by the columns that both windows have.
// * weekdays_missing: current rows on weekdays of which the reference has none; an alarm where its rows would hardly all have
//   missed those days by chance
// * constant_now, stale (alarms): one value on all current rows, or on all rows of the last three or more dates, which rows or
//   dates before would hardly give by chance
// * new_words: words that the reference has never seen; an alarm from 1% of the rows on, if words seen only once in it do not
//   let expect so many (Good 1953). lost_words: where chance would hardly leave them out
// * unsupported (alarm): values beyond all of the reference, of which any order of the pooled values would hardly put so many on
//   that side; one value in N + 1 is expected there
// * more_missing: Fisher's exact test; an alarm where the reference had none and 1% of the rows have
// * feature_lost, feature_new; type_changed (alarm): numbers against words

/// Drift of every feature both windows have, in the order of the alphabet, and of the score as "score"; first over all rows, then
/// by cohort where `by_cohort`. The same bits on any number of threads and in any order of rows.
/// @throws Refusal if a window has no row; DomainError for columns of another length, a value that is infinite, or a confidence
/// outside (0, 1)
std::vector<FeatureDrift> feature_drift(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings, bool by_cohort);

/// Weekdays first, then features that came or went, then by feature. @throws as feature_drift
std::vector<CoverageGap> coverage_gaps(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings);

}  // namespace premortem
