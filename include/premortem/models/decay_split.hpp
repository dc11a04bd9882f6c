#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/models/rate_split.hpp"
#include "premortem/models/window_rows.hpp"

namespace premortem {

struct SplitPart {
  std::optional<double> value;
  std::optional<Interval> limits;  ///< bootstrap, nominal
  std::string why;
};

/// Why a metric of two windows differs: other items, labels that err more, or a model that does worse on the same items.
struct DecaySplit {
  std::string metric;       ///< accuracy, precision, recall, false_positive_rate, or the name of the metric
  double before = 0, after = 0;
  SplitPart change, mix, within, label_noise, decay;  ///< change = mix + within; within = label_noise + decay
  double mix_alone = 0, rate_alone = 0, interaction = 0;  ///< three-way form beside it
  bool simpson = false;
  std::vector<std::string> cohorts;
  std::vector<CohortCounts> counts;  ///< by cohort
  std::vector<std::string> cautions;
  std::string by = "cohort";        ///< what items are told apart by: "cohort", or "score" (bins of equal counts of the reference)
  std::optional<double> p_change;   ///< two-sided, of no change; nominal
  /// Share of wrong labels in each window, from rows that were labelled twice; absent, with why, without them.
  SplitPart label_error_before, label_error_after;
  std::optional<Interval> decay_range;  ///< without double labels: what decay may be, for every label error that the rates allow
  bool lower_is_better = false;     ///< false_positive_rate
};

}  // namespace premortem
