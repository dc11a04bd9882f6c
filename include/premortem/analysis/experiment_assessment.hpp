#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

struct ExperimentSettings {
  double confidence = 0.95;
  std::uint64_t seed = 1;
  int jobs = 1;  ///< threads; the same bits for any number
};

/// One question to an experiment, or to how a model was made: is what it shows to be believed?
struct ExperimentCheck {
  std::string kind;      ///< stable: "sample_ratio", "peeking", "leakage", "overfitting", "proxy", "simpson", "one_cohort", "hidden_misses"
  std::string question;  ///< in words
  std::string answer;    ///< one sentence
  std::vector<std::pair<std::string, double>> numbers;
  bool is_alarm = false;
  bool is_answered = true;  ///< false: answer says what is missing
};

struct ExperimentAssessment {
  std::vector<ExperimentCheck> checks;
  std::string why;                ///< why there is none
  std::vector<std::size_t> used;  ///< assumptions, positions in Case::leaves
  Decision decision;              ///< hold on an alarm
};

/// From predictions.csv with arms, dates and outcomes, and from training.csv.
ExperimentAssessment assess_experiment(const Case& subject, const ExperimentSettings& settings);

}  // namespace premortem
