#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// One estimate the answer hangs on: what it does to the result, and what it rests on.
struct HangsOn {
  std::size_t mode = 0, leaf = 0;  ///< mode: position in HarmAssessment::failure_modes
  double low = 0, high = 0;        ///< output at the estimate's low and high, others at their best
  double weight = 0;               ///< what it is ranked by: high - low, in money where every harm has a cost
};

/// The estimate whose exact value would be worth most before deciding, in money a year.
struct WorthKnowing {
  std::size_t leaf = 0;
  double value = 0, standard_error = 0;
  double everything = 0;  ///< what knowing all estimates is worth: no measurement can be worth more
};

/// What the page says beyond the readings of each failure mode.
struct PageFacts {
  std::vector<std::size_t> shown;      ///< at most three, first to be read first; positions in failure_modes
  std::vector<std::size_t> not_shown;  ///< the others, in the same order
  int statements = 0;                  ///< statements on the page that carry the stated confidence
  double joint_confidence = 0;         ///< 1 - statements * alpha, at least 0
  std::vector<HangsOn> hangs_on;       ///< at most five
  std::optional<WorthKnowing> worth_knowing;  ///< absent: the case does not value its options and harms, or no estimate alone is worth it
  std::size_t measured = 0, benchmark = 0, expert = 0, guess = 0;  ///< estimates in use, by evidence; unstated:
                                                             ///< measured if it is data, else a guess
  std::vector<std::string> may_promise, do_not_promise, cannot_see, missing, cautions;
};

/// What the page takes from its trade-off and its latency.
struct PageParts {
  std::vector<std::string> why_not = {};  ///< why a part is not on the page, one each
  std::vector<std::size_t> leaves = {};   ///< assumptions that they used, positions in Case::leaves
};

PageFacts page_facts(const Case& subject, const HarmAssessment& assessment, const PageParts& parts = {});

}  // namespace premortem
