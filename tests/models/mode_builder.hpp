#pragma once
#include <string>
#include <vector>

#include "premortem/models/harm_chain.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem::testing {

/// A failure mode with its stages in rows 2, 3, ... of harms.csv; leaf numbers as given.
inline FailureMode mode_of(const std::string& name, const std::vector<std::pair<std::size_t, Given>>& stages) {
  FailureMode mode;
  mode.name = name;
  long line = 2;
  for (const auto& [leaf, given] : stages) {
    mode.stages.push_back({"stage " + std::to_string(line), given, leaf, {"harms.csv", line, 2}});
    ++line;
  }
  mode.place = {"harms.csv", 2, 0};
  return mode;
}

/// A chain of conditional stages over leaves 0, 1, ..., n-1.
inline FailureMode chain_of(std::size_t n) {
  std::vector<std::pair<std::size_t, Given>> stages;
  for (std::size_t i = 0; i < n; ++i) stages.emplace_back(i, Given::previous);
  return mode_of("mode", stages);
}

/// The bound of one mode as a statement of its own.
inline Interval bound_alone(const FailureMode& mode, const std::vector<Leaf>& leaves, double confidence = 0.95, double scale = 1) {
  return harmed_bound(mode, leaves, grounds_of(leaves, leaves_of_bound(mode)), confidence, scale);
}

}  // namespace premortem::testing
