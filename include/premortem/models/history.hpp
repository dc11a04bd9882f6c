#pragma once
#include <optional>
#include <string>

#include "premortem/core/place.hpp"

namespace premortem {

/// One dated value of a metric, as history.csv states it.
struct HistoryPoint {
  std::string date;  ///< ISO
  std::string metric, cohort;
  double value = 0;
  std::optional<double> n;  ///< items or exposures behind the value
  Place place;
  bool operator==(const HistoryPoint&) const = default;
};

}  // namespace premortem
