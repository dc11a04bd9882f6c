#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"

namespace premortem {

/// One risk of a round.
struct RoundRisk {
  std::size_t mode = 0;  ///< position in HarmAssessment::failure_modes
  std::optional<double> about, at_most, at_scale_10;
  std::string about_why, at_most_why, at_scale_10_why;
  int severity = 0;  ///< 0 cannot be undone, then in part, then nothing is said, then it can
};

/// The estimate to ask about first: it moves the first risk that any estimate moves.
struct AskFirst {
  std::size_t risk = 0;  ///< position in Round::risks
  Swing swing;
};

/// What a premortem round shows while the room talks.
struct Round {
  /// Irreversible before partly before reversible; then by bounded cost where every risk has one, else by what is
  /// about to be harmed, risks without a best value after those that have one, by their limit; then by votes.
  std::vector<RoundRisk> risks;
  std::size_t estimates = 0, measured = 0, unknown = 0;  ///< shares and populations: all, from data, and `?`
  std::optional<Interval> of_everyone;  ///< the first risk if its shares were of everyone, not of those before
  std::optional<AskFirst> ask_first;
  std::optional<std::size_t> voted_first;  ///< position of the risk with most votes, where that is not the first
  std::vector<std::string> missing;     ///< "a way to notice 2"
};

Round assess_round(const Case& subject, const HarmAssessment& assessment);

/// Whether the first risk of a round should be talked about before that of another case: by undo, then a risk without a
/// limit, then the higher limit.
bool comes_before(const Round& a, const Round& b);

}  // namespace premortem
