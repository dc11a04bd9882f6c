#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem {

/// Conformal risk control: the boldest choice whose expected loss is at most alpha. It bounds an EXPECTATION over both
/// the rows and the next item; on the rows at hand the loss to come may well be above alpha (about every other time).
/// Where it must be below alpha with confidence, certify (certified_threshold).
struct ConformalChoice {
  std::optional<std::size_t> index;  ///< the last choice with adjusted <= alpha
  std::vector<double> adjusted;      ///< n/(n+1) mean + most/(n+1), a choice
  std::string why;  ///< where there is none: then only a choice that loses at most alpha for sure keeps the promise
};

/// @param mean_losses  over n items, from the safest choice to the boldest; must never fall. The loss of every
///                     single item must be so ordered too, or the bound fails: ratios such as a precision are not
/// @param n            items averaged, exchangeable with the next one; whole, >= 1
/// @param most         no loss is greater (B); losses are >= 0
/// @param alpha        > 0, in the unit of the losses
/// @throws DomainError outside that domain, or if the means are not ordered
/// Source: Angelopoulos, Bates, Fisch, Lei & Schuster (2024), "Conformal risk control", ICLR, theorem 1.
ConformalChoice conformal_risk_control(std::span<const double> mean_losses, double n, double most, double alpha);

/// The same from each item's losses, one row an item and one column a choice; here the order is checked item by item.
/// @throws DomainError also if rows differ in length or there are none
ConformalChoice conformal_risk_control(const std::vector<std::vector<double>>& losses, double most, double alpha);

/// The highest threshold that misses, in expectation, at most a share alpha of what is positive.
struct ConformalThreshold {
  std::optional<double> threshold;  ///< everything scored >= it is flagged
  double missed = 0, positives = 0;
  double adjusted = 0;          ///< (missed + 1)/(positives + 1) at the threshold, or where none is missed
  double positives_needed = 0;  ///< for any threshold to exist: the least n with 1/(n+1) <= alpha
  std::string why;              ///< where there is none
};

/// Loss: 1 for a positive that is missed; items averaged are the positives. Choices are all thresholds.
/// @param alpha  largest expected miss rate, in (0, 1)
/// @throws DomainError outside that domain
ConformalThreshold conformal_recall(const ScoreCurve& curve, double alpha);

}  // namespace premortem
