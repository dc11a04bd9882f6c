#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/case_amounts.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"

namespace premortem {

/// How long, or how many, until something is known.
struct SampleSizeReading {
  std::string kind;      ///< stable: "see_one", "bound_rate", "ab_test", "interviews"
  std::string question;  ///< in words
  std::optional<double> trials;  ///< whole
  std::optional<double> days;    ///< at the stated traffic
  std::optional<double> share;   ///< interviews: lower limit of the share that agrees
  std::string sentence;
  std::string why;       ///< not empty: it cannot be told
};

/// A bias that feeds on itself, round by round.
struct FeedbackReading {
  double initial = 0, gain = 0;
  std::optional<double> limit;
  std::vector<double> path;                ///< point, from round 0
  std::vector<double> path_low, path_high; ///< with the limits of both, where they are stated; else empty
  std::optional<int> crosses_at;           ///< round; absent: never, and crosses_why
  std::string crosses_why;
  std::optional<int> crosses_at_earliest;  ///< by the upper limits
  std::string sentence;
};

/// What has to be seen before anything can be said, and how a bias grows meanwhile; each part is there where the assumptions
/// that it takes are stated.
struct WatchPlan {
  std::optional<FeedbackReading> feedback;
  std::string feedback_why;
  std::vector<SampleSizeReading> sizes;
};

/// @throws Refusal for an amount outside its domain
WatchPlan watch_plan(CaseAmounts& amounts, double confidence);

}  // namespace premortem
