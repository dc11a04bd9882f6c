#pragma once
#include <string>

#include "models/mode_builder.hpp"
#include "premortem/models/case.hpp"

namespace premortem::testing {

inline CaseOption worth(const std::string& name, std::optional<double> value, std::optional<double> cost) {
  CaseOption option;
  option.name = name;
  option.value_per_year = value, option.cost_per_year = cost;
  return option;
}

/// "old" is worth 100 - 40 and harms nobody. "new" is worth 500 - 100, and a share p ~ Beta(2, 30) of 100 users a month is hurt, at
/// w ~ U(1, 3) each: 12 * 100 * p * w a year, 150 on average. Leaves: 0 users, 1 hurt, 2 cost of one.
inline Case two_options() {
  Case subject;
  subject.leaves = {exact_leaf("users", 100), counted_leaf("hurt", 2, 32, Shape::beta), between_leaf("cost", Shape::uniform, 1, 3, UnitKind::amount)};
  subject.leaves[0].unit = "users per month";
  auto mode = mode_of("harm", {{0, Given::previous}, {1, Given::previous}});
  mode.option = "new", mode.cost_leaf = 2;
  subject.failure_modes = {mode};
  subject.options = {worth("old", 100, 40), worth("new", 500, 100)};
  return subject;
}

}  // namespace premortem::testing
