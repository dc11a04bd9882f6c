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
struct FeatureDrift {
  std::string feature, cohort;  ///< cohort empty: all rows
  bool is_numeric = true;
  std::size_t reference_rows = 0, current_rows = 0;  ///< with a value
  std::string why;              ///< why nothing was measured; empty: it was
  int bins = 0;                 ///< of PSI and Jensen-Shannon, after empty ones were merged
  std::optional<double> psi, psi_debiased;
  std::optional<double> psi_floor;  ///< 95% quantile without drift: chi-square_{B-1} times (1/N + 1/M)
  std::optional<double> psi_p;
  std::optional<double> js;         ///< Jensen-Shannon divergence, nats
  std::optional<double> ks, ks_p;   ///< numeric only
  std::optional<double> wasserstein;        ///< in units of the feature; numeric only
  std::optional<double> wasserstein_floor;  ///< 95% quantile without drift
  std::optional<double> p_adjusted; ///< of psi_p, Benjamini-Hochberg over all rows of the list
  bool listed = false;              ///< p_adjusted <= 1 - confidence
  bool alarm = false;               ///< psi_p <= (1 - confidence) / number of features (Bonferroni)
};

enum class GapKind { weekdays_missing, constant_now, stale, new_words, lost_words, unsupported, more_missing, feature_lost, feature_new, type_changed };

/// Something in the current window that the reference does not cover, or the reverse.
struct CoverageGap {
  GapKind kind = GapKind::unsupported;
  std::string feature;   ///< empty: the rows themselves
  double share = 0;      ///< of current rows it concerns; 0 where that has no meaning
  std::string message;   ///< one sentence
  bool is_alarm = false; ///< current rows are judged without anything like them in the reference
};

/// Drift of every feature both windows have, and of the score; first over all rows, then by cohort where `by_cohort`.
/// @throws Refusal if a window has no row
std::vector<FeatureDrift> feature_drift(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings, bool by_cohort);

std::vector<CoverageGap> coverage_gaps(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings);

}  // namespace premortem
