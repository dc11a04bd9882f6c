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
};

}  // namespace premortem
