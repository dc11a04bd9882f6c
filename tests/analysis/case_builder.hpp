#pragma once
#include <string>
#include <vector>

#include "models/mode_builder.hpp"
#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/models/case.hpp"

namespace premortem::testing {

/// Few samples: the tests that look at simulated numbers ask for more.
inline HarmSettings quick() {
  HarmSettings settings;
  settings.simulation.samples = 1000;
  return settings;
}

/// A case of one chain over the given leaves.
inline Case case_of(std::vector<Leaf> leaves) {
  Case subject;
  subject.failure_modes.push_back(chain_of(leaves.size()));
  subject.leaves = std::move(leaves);
  return subject;
}

/// Two chains over one population, leaf 0: the first through leaf 1, the second through leaf 2.
inline Case case_of_two(std::vector<Leaf> leaves) {
  Case subject;
  subject.leaves = std::move(leaves);
  subject.failure_modes = {mode_of("first", {{0, Given::previous}, {1, Given::previous}}),
                           mode_of("second", {{0, Given::previous}, {2, Given::previous}})};
  return subject;
}

inline ModeAssessment assessed(const Case& subject, const HarmSettings& settings = quick()) {
  return assess_harm(subject, settings).failure_modes.front();
}

/// Risk 1 of the room in page.md: 10M people; 0.1% (0.05-0.2), 5% (2-10), 10% (5-40).
inline std::vector<Leaf> room_leaves() {
  return {at(point_leaf("people", 1e7, UnitKind::amount), "harms.csv", 2), at(peaked_leaf("at risk", Shape::pert, .0005, .001, .002), "harms.csv", 3),
          at(peaked_leaf("exposed", Shape::pert, .02, .05, .1), "harms.csv", 4), at(peaked_leaf("hurt", Shape::pert, .05, .1, .4), "harms.csv", 5)};
}

}  // namespace premortem::testing
