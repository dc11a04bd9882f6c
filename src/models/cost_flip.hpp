#pragma once
#include "premortem/models/option_choice.hpp"

namespace premortem {

struct YearlyCounts {
  double cost = 0, misses = 0, false_positives = 0;
};

struct Contender {
  std::size_t option = 0;
  YearlyCounts year;
};

/// The flips of `choice.chosen` against the other contenders, and the costs at which none is cheaper. None if it is not
/// one of them.
void add_flips(OptionChoice& choice, const std::vector<Contender>& contenders, const ErrorCosts& errors);

}  // namespace premortem
