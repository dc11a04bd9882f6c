#pragma once
#include "premortem/core/place.hpp"

namespace premortem {

/// training.csv: losses of a model after an epoch.
struct TrainingPoint {
  double epoch = 0;
  double train_loss = 0, valid_loss = 0;
  Place place;
  bool operator==(const TrainingPoint&) const = default;
};

}  // namespace premortem
