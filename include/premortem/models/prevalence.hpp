#pragma once
#include <optional>
#include <string>

#include "premortem/core/interval.hpp"
#include "premortem/core/probability.hpp"

namespace premortem {

/// Precision where positives are another share than among the rows: TPR pi' / (TPR pi' + FPR (1 - pi')).
/// Assumes label shift: TPR and FPR stay what they were, only the shares of the labels change.
/// @return absent where nothing is flagged
std::optional<double> production_precision(Probability tpr, Probability fpr, Probability prevalence);

/// How many live items a row stands for, by its label, so that the rows show another prevalence.
struct PrevalenceScales {
  double positive = 1;  ///< pi'/pi
  double negative = 1;  ///< (1 - pi')/(1 - pi)
};

/// The total stays what it was: positive * pi + negative * (1 - pi) = 1.
/// @param among_rows  share of positives among the (weighted) rows, pi
/// @throws Refusal if the live mix has a label that the rows do not have
PrevalenceScales prevalence_scales(Probability among_rows, Probability production);

/// Events of trials; whole numbers.
struct CountedShare {
  double events = 0, trials = 0;
  double share() const { return events / trials; }
};

/// Prevalence from the share that is flagged.
struct PrevalenceEstimate {
  double point = 0;   ///< (q - FPR)/(TPR - FPR) as it comes out; outside [0, 1] it is no share
  std::string why;    ///< empty if the point is a share, else what is wrong with it
  Interval interval;  ///< in [0, 1]
};

/// pi = (q - FPR)/(TPR - FPR), for q the share flagged in production.
/// @return may be outside [0, 1]: then q is not a mix of FPR and TPR, by chance or because they changed
/// @throws Refusal if TPR <= FPR: what is flagged says nothing
/// Source: Rogan & Gladen (1978), American Journal of Epidemiology 107.
double rogan_gladen(Probability flagged, Probability tpr, Probability fpr);

/// The same with an interval: all pi in [0, 1] with q = FPR + pi (TPR - FPR) for some q, TPR and FPR of their
/// Clopper-Pearson intervals at 1 - alpha/3 each (Bonferroni). Certified: under label shift, an interval that
/// misses the truth comes with probability at most alpha, for any sizes and also if the counts depend on each other.
/// @param tpr  positives flagged of the positives; `fpr` negatives flagged of the negatives
/// @throws DomainError on counts or a confidence outside the domain of clopper_pearson
/// @throws Refusal if TPR <= FPR, or if no prevalence fits the three intervals: the rates have changed
PrevalenceEstimate estimate_prevalence(const CountedShare& flagged, const CountedShare& tpr, const CountedShare& fpr,
                                       double confidence);

}  // namespace premortem
