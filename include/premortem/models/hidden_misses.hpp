#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/models/cohort_confusions.hpp"

namespace premortem {

enum class RecallVerdict {
  lower,           ///< than in the rest of the rows, shown
  no_lower_shown,  ///< and a difference as large as asked for would probably have been
  too_few          ///< positives to tell
};

/// How sure, and which difference of recall matters.
struct HiddenMissSettings {
  double confidence = 0.95;  ///< that no cohort is called lower that is not, over all cohorts together
  double difference = 0.10;  ///< in recall, that must not go unnoticed
  double power = 0.80;       ///< chance of noticing it that counts as able to tell
};

/// False negatives of a cohort beside those of all other rows.
struct CohortMisses {
  std::string cohort;
  double positives = 0, missed = 0;
  double rest_positives = 0, rest_missed = 0;
  std::optional<double> p;      ///< that the cohort is not missed more often: Fisher, one-sided, adjusted by Holm
  std::optional<double> excess; ///< missed beyond what the rest's miss rate would give
  RecallVerdict verdict = RecallVerdict::too_few;
  /// Recall over all rows is above the upper limit of the cohort's, at a level that holds in all cohorts together (Bonferroni): who reads the aggregate is told of the cohort what
  /// its own rows exclude.
  bool hidden = false;
  /// Positives from which a difference as asked for would be noticed with the power asked for, the rest staying as it is
  /// (of the first such number to within the saw-tooth of an exact test); absent where the cohort has them, or no number does.
  std::optional<double> needed;
};

/// Looks for cohorts in which more positives are missed than elsewhere. Cohorts without a positive, or with all of them,
/// have no test and are not counted among those looked at. "Lower" is exact for independent rows: certified.
/// @param names, counts  one a cohort
/// @param jobs  threads; the result is the same for any number
/// @throws DomainError if there are not as many names as counts, or unless confidence, difference and power are in (0, 1)
/// Sources: Fisher (1935); Holm (1979), Scandinavian Journal of Statistics 6.
std::vector<CohortMisses> hidden_misses(std::span<const std::string> names, std::span<const Confusion> counts, const HiddenMissSettings& settings, int jobs = 1);

}  // namespace premortem
